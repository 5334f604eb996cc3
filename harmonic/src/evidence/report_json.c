// SPDX-License-Identifier: MIT
#include "sink.h"
#include <harmonic/report.h>
#include <math.h>

/// A member of an object.
typedef struct member {
  const char *name;
  double value;
} member;

static void put_value(sink *s, double value)
{
  if (isfinite(value))
    sink_number(s, 0, 17, 0, value);
  else
    sink_put(s, "null");
}

static void put_members(sink *s, size_t count, const member *members)
{
  for (size_t i = 0; i < count; i++) {
    sink_put(s, "%s\"%s\": ", i > 0 ? ", " : "", members[i].name);
    put_value(s, members[i].value);
  }
}

#define PUT_MEMBERS(s, array) put_members((s), sizeof(array) / sizeof *(array), (array))

static void put_shape(sink *s, const harmonic_shape *shape)
{
  sink_put(s, "\"shape\": {\"kind\": \"%s\", \"parameter\": ", harmonic_shape_name(shape->kind));
  put_value(s, shape->kind == HARMONIC_SHAPE_MODEL ? NAN : shape->parameter);
  sink_put(s, "}");
}

static void put_text(sink *s, const char *text)
{
  sink_put(s, "\"");
  for (; *text != '\0'; text++)
    if ((unsigned char)*text < ' ')
      sink_put(s, "\\u%04x", (unsigned)*text);
    else
      sink_put(s, "%s%c", *text == '"' || *text == '\\' ? "\\" : "", *text);
  sink_put(s, "\"");
}

static void put_flags(sink *s, const char *name, uint32_t flags)
{
  const char *comma = "";
  sink_put(s, ",\n  \"%s\": [", name);
  for (int k = 0; k < HARMONIC_FLAGS; k++) {
    if (!(flags >> k & 1)) continue;
    sink_put(s, "%s\"%s\"", comma, harmonic_flag_name((harmonic_flag)(1 << k)));
    comma = ", ";
  }
  sink_put(s, "]");
}

static void put_head(sink *s, const harmonic_result *r)
{
  const member values[] = {{"ln_evidence", r->ln_evidence},
                           {"error", r->error},
                           {"lower", r->lower},
                           {"upper", r->upper}};
  const member sizes[] = {{"ndim", r->ndim},
                          {"folds", r->folds},
                          {"nchains", (double)r->nchains},
                          {"nsamples", (double)r->nsamples},
                          {"independent", r->independent},
                          {"nonzero", r->nonzero},
                          {"rhat", r->rhat},
                          {"ess", r->ess}};
  PUT_MEMBERS(s, values);
  sink_put(s, ",\n  \"verdict\": \"%s\"", harmonic_verdict_name(r->verdict));
  put_flags(s, "doubts", r->doubts);
  put_flags(s, "faults", r->faults);
  sink_put(s, ",\n  \"model\": ");
  put_text(s, r->model);
  sink_put(s, ",\n  ");
  put_shape(s, &r->shape);
  sink_put(s, ",\n  ");
  PUT_MEMBERS(s, sizes);
}

static void put_errors(sink *s, const harmonic_result *r)
{
  const harmonic_errors *e = &r->errors;
  const member errors[] = {{"ln_mean", e->ln_mean},
                           {"blocks", (double)e->blocks},
                           {"block", e->block},
                           {"jackknife", e->jackknife},
                           {"jackknife_bias", e->jackknife_bias},
                           {"batch", e->batch},
                           {"autocorrelation", e->autocorrelation},
                           {"tau", e->tau},
                           {"independent", e->independent}};
  const member budget[] = {{"training", r->training},
                           {"fold_scatter", r->fold_scatter},
                           {"chain_scatter", r->chain_scatter},
                           {"bias", r->bias},
                           {"variance", r->variance},
                           {"shape_tension", r->shape_tension},
                           {"shape_error", r->shape_error},
                           {"uncovered", r->uncovered},
                           {"uncovered_error", r->uncovered_error},
                           {"cover_error", r->cover_error}};
  const member tail[] = {{"k", r->tail.k},
                         {"count", (double)r->tail.count},
                         {"share", r->tail.share},
                         {"largest", r->tail.largest}};
  sink_put(s, ",\n  \"errors\": {");
  PUT_MEMBERS(s, errors);
  sink_put(s, "},\n  ");
  PUT_MEMBERS(s, budget);
  sink_put(s, ",\n  \"tail\": {");
  PUT_MEMBERS(s, tail);
  sink_put(s, "}");
}

static void put_folds(sink *s, const harmonic_result *r)
{
  sink_put(s, ",\n  \"fold\": [");
  for (int k = 0; k < r->folds; k++) {
    const harmonic_fold *f = &r->fold[k];
    const member values[] = {{"nsamples", (double)f->nsamples},
                             {"ln_evidence", f->ln_evidence},
                             {"error", f->error},
                             {"epochs", f->report.epochs},
                             {"best_epoch", f->report.best_epoch},
                             {"loss", f->report.loss},
                             {"validation_loss", f->report.validation_loss}};
    sink_put(s, "%s\n    {", k > 0 ? "," : "");
    put_shape(s, &f->shape);
    sink_put(s, ", ");
    PUT_MEMBERS(s, values);
    sink_put(s, "}");
  }
  sink_put(s, "]");
}

static void put_curve(sink *s, const char *name, int count, const harmonic_curve_point *points)
{
  sink_put(s, ",\n  \"%s\": [", name);
  for (int k = 0; k < count; k++) {
    const member values[] = {{"ln_evidence", points[k].ln_evidence},
                             {"error", points[k].error},
                             {"variance", points[k].variance}};
    sink_put(s, "%s\n    {", k > 0 ? "," : "");
    put_shape(s, &points[k].shape);
    sink_put(s, ", ");
    PUT_MEMBERS(s, values);
    sink_put(s, "}");
  }
  sink_put(s, "]");
}

static void put_bridge(sink *s, const harmonic_result *r)
{
  const harmonic_bridge *b = &r->bridge;
  const member values[] = {{"draws", (double)b->draws},
                           {"ln_evidence", b->ln_evidence},
                           {"error", b->error},
                           {"iterations", b->iterations},
                           {"importance_ln_evidence", b->importance_ln_evidence},
                           {"importance_error", b->importance_error},
                           {"importance_draws", b->importance_draws},
                           {"outside", b->outside},
                           {"unseen", b->unseen}};
  sink_put(s, ",\n  \"bridge\": ");
  if (!r->called) {
    sink_put(s, "null");
    return;
  }
  sink_put(s, "{");
  PUT_MEMBERS(s, values);
  sink_put(s, "}");
}

size_t harmonic_result_json(const harmonic_result *result, size_t size, char *text)
{
  sink s = {text, size, 0};
  sink_put(&s, "{\n  ");
  put_head(&s, result);
  put_errors(&s, result);
  put_folds(&s, result);
  put_curve(&s, "curve", result->curve_count, result->curve);
  put_curve(&s, "other", result->other_count, result->other);
  put_bridge(&s, result);
  sink_put(&s, "\n}\n");
  return s.length;
}

// SPDX-License-Identifier: MIT
#include "sink.h"
#include <harmonic/report.h>
#include <math.h>

/// A line of the table: label, value, remark.
typedef struct line {
  const char *label;
  double value;
  const char *remark;
} line;

static void put_lines(sink *s, size_t count, const line *lines)
{
  for (size_t i = 0; i < count; i++) {
    if (isnan(lines[i].value)) continue;
    sink_put(s, "  %-26s", lines[i].label);
    sink_number(s, 12, 4, 0, lines[i].value);
    sink_put(s, "%s%s\n", lines[i].remark[0] != '\0' ? "  " : "", lines[i].remark);
  }
}

static void put_shape(sink *s, const harmonic_shape *shape)
{
  if (shape->kind == HARMONIC_SHAPE_MODEL) return;
  sink_put(s, "  (%s ", harmonic_shape_name(shape->kind));
  sink_number(s, 0, 4, 1, shape->parameter);
  sink_put(s, ")");
}

static void put_head(sink *s, const harmonic_result *r)
{
  sink_put(s, "ln z = ");
  sink_number(s, 0, 6, 1, r->ln_evidence);
  sink_put(s, " +- ");
  sink_number(s, 0, 3, 0, r->error);
  sink_put(s, "   verdict: %s\n", harmonic_verdict_name(r->verdict));
  sink_put(s, "  %s, %d parameters; %lld samples in %lld chains, about ", r->model, r->ndim,
           (long long)r->nsamples, (long long)r->nchains);
  sink_number(s, 0, 0, 1, r->independent);
  sink_put(s, " independent; %d folds", r->folds);
  put_shape(s, &r->shape);
  sink_put(s, "\n");
}

static void put_errors(sink *s, const harmonic_result *r)
{
  const line lines[] = {
      {"jackknife", r->errors.jackknife, "one block left out"},
      {"autocorrelation", r->errors.autocorrelation, ""},
      {"batch means", r->errors.batch, ""},
      {"blocks", r->errors.block, ""},
      {"training", r->training, "folds learn from each other; added in quadrature"},
      {"shapes", r->shape_error > 0.0 ? r->shape_error : NAN, "disagree; added in quadrature"},
      {"mass without samples", r->cover_error > 0.0 ? r->cover_error : NAN, "added in quadrature"},
      {"scatter of folds", r->fold_scatter, ""},
      {"scatter of chains", r->chain_scatter, ""},
      {"bias of the logarithm", r->bias, "taken off"},
  };
  sink_put(s, "error budget, 1 sigma of ln z\n");
  put_lines(s, sizeof lines / sizeof *lines, lines);
}

static void put_diagnostics(sink *s, const harmonic_result *r)
{
  const line lines[] = {
      {"variance", r->variance, "of one sample"},
      {"tail shape k", r->tail.k, "good below 0.5, useless above 0.7"},
      {"part of the tail", r->tail.share, ""},
      {"part of the largest sample", r->tail.largest, ""},
      {"samples with phi > 0", r->nonzero, ""},
      {"tension between shapes", r->shape_tension, "sigma"},
      {"R-hat, largest", r->rhat, "of the parameters; converged below 1.01"},
  };
  sink_put(s, "ratios phi/P\n");
  put_lines(s, sizeof lines / sizeof *lines, lines);
  if (isnan(r->uncovered)) return;
  sink_put(s, "  %-26s", "mass without samples");
  sink_number(s, 12, 2, 0, r->uncovered);
  sink_put(s, "  +- ");
  sink_number(s, 0, 2, 0, r->uncovered_error);
  sink_put(s, " by chance, of phi\n");
}

static void put_estimate(sink *s, const char *label, double ln_evidence, double sigma,
                         const harmonic_shape *shape)
{
  sink_put(s, "  %-26s", label);
  sink_number(s, 16, 6, 1, ln_evidence);
  sink_put(s, " +- ");
  sink_number(s, 0, 3, 0, sigma);
  if (shape != NULL) put_shape(s, shape);
  sink_put(s, "\n");
}

static void put_folds(sink *s, const harmonic_result *r)
{
  sink_put(s, "folds\n");
  for (int k = 0; k < r->folds; k++) {
    char label[16];
    sink name = {label, sizeof label, 0};
    sink_put(&name, "%d", k + 1);
    put_estimate(s, label, r->fold[k].ln_evidence, r->fold[k].error, &r->fold[k].shape);
  }
}

static void put_checks(sink *s, const harmonic_result *r)
{
  if (r->other_count + r->called > 0) sink_put(s, "other estimates\n");
  for (int k = 0; k < r->other_count; k++) {
    const harmonic_curve_point *p = &r->other[k];
    put_estimate(s, harmonic_shape_name(p->shape.kind), p->ln_evidence, p->error, &p->shape);
  }
  if (!r->called) return;
  const harmonic_bridge *b = &r->bridge;
  put_estimate(s, "bridge", b->ln_evidence, b->error, NULL);
  put_estimate(s, "importance", b->importance_ln_evidence, b->importance_error, NULL);
  const line lines[] = {{"draws of effect", b->importance_draws, ""},
                        {"draws outside", b->outside, "where P = 0"},
                        {"draws unseen", b->unseen, "with phi/P above all samples"}};
  put_lines(s, sizeof lines / sizeof *lines, lines);
}

static void put_reasons(sink *s, const harmonic_result *r)
{
  for (int k = 0; k < HARMONIC_FLAGS; k++) {
    harmonic_flag flag = (harmonic_flag)(1 << k);
    if ((r->faults | r->doubts) & (uint32_t)flag)
      sink_put(s, "%s: %s: %s\n", r->faults & (uint32_t)flag ? "bad" : "doubtful",
               harmonic_flag_name(flag), harmonic_flag_text(flag));
  }
}

size_t harmonic_result_text(const harmonic_result *result, size_t size, char *text)
{
  sink s = {text, size, 0};
  put_head(&s, result);
  put_errors(&s, result);
  put_diagnostics(&s, result);
  put_folds(&s, result);
  put_checks(&s, result);
  put_reasons(&s, result);
  return s.length;
}

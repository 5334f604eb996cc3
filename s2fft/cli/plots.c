// SPDX-License-Identifier: MIT
// Line plots of spectra and band powers.
#include "bands.h"
#include <s2common/picture.h>
#include <stdlib.h>
#include <string.h>

enum { SERIES_MAX = 16 };

typedef struct weight_rule {
  const char *name, *axis;
} weight_rule;

static const weight_rule rules[] = {
    {"dl", "l(l+1) C_{l} / 2π"}, {"cl", "C_{l}"}, {"variance", "(2l+1) C_{l}"}};

static double weight(const weight_rule *rule, double l)
{
  if (rule == &rules[0]) return l * (l + 1) / (2 * 3.14159265358979323846);
  return rule == &rules[1] ? 1 : 2 * l + 1;
}

// A plot that fills up with series.
typedef struct plot {
  cli_run *run;
  const weight_rule *rule;
  s2_picture_series series[SERIES_MAX];
  double *memory[SERIES_MAX];
  int n;
} plot;

static plot plot_start(cli_run *run)
{
  plot p = {.run = run, .rule = &rules[0]};
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if (run->options->plot_as != NULL && strcmp(run->options->plot_as, rules[i].name) == 0)
      p.rule = &rules[i];
  return p;
}

// Room for the next series of n points, three numbers each; NULL: no memory, or the plot is full.
static double *plot_add(plot *p, int n, const char *label, int style)
{
  double *x = p->n < SERIES_MAX ? malloc(3 * (size_t)n * sizeof *x) : NULL;
  if (x == NULL) return NULL;
  p->memory[p->n] = x;
  p->series[p->n++] =
      (s2_picture_series){.n = n, .x = x, .y = x + n, .label = label, .style = style};
  return x;
}

// A logarithmic axis shows what is positive: cross spectra with gaps would only confuse.
static void drop_if_negative(plot *p)
{
  const s2_picture_series *s = &p->series[p->n - 1];
  bool positive = true;
  for (int64_t i = 0; i < s->n; i++) positive &= s->y[i] >= 0;
  if (positive || !p->run->options->log) return;
  free(p->memory[--p->n]);
  p->series[p->n] = (s2_picture_series){0};
}

// Weighted spectra of a table, from l = 1 (l = 0 has no place on a log axis).
static s2_status add_table(plot *p, const s2_cl_table *t, const char *label, int most, int style)
{
  for (int c = 0; c < t->ncolumns && c < most && p->n < SERIES_MAX && t->lmax > 0; c++) {
    double *x = plot_add(p, t->lmax, label != NULL ? label : t->columns[c].name, style);
    if (x == NULL) return S2_FAIL(S2_ERR_MEMORY, "plot of %d spectra", t->ncolumns);
    const double *cl = t->values + (int64_t)c * (t->lmax + 1);
    for (int l = 1; l <= t->lmax; l++) {
      x[l - 1] = l;
      x[t->lmax + l - 1] = weight(p->rule, l) * cl[l];
    }
    drop_if_negative(p);
  }
  return S2_OK;
}

// Spectra to compare with, dashed; the second --title names a single one.
static s2_status add_model(plot *p, const s2_cl_table *model, int most)
{
  const cli_options *o = p->run->options;
  if (model == NULL) return S2_OK;
  const char *label = o->titles.n > 1 ? o->titles.word[1] : "model";
  return add_table(p, model, model->ncolumns > 1 && most > 1 ? NULL : label, most,
                   S2_PICTURE_LINE | S2_PICTURE_DASHED);
}

static s2_status add_bands(plot *p, const cli_bands *bands)
{
  int n = bands->n;
  for (int i = 0; i < bands->nspectra; i++) {
    double *x = plot_add(p, n, bands->name[i], S2_PICTURE_POINTS);
    if (x == NULL) return S2_FAIL(S2_ERR_MEMORY, "plot of %d spectra", bands->nspectra);
    p->series[p->n - 1].error = x + 2 * n;
    for (int b = 0; b < n; b++) {
      double l = bands->l[b], w = weight(p->rule, l) / (bands->dl ? weight(&rules[0], l) : 1);
      x[b] = l;
      x[n + b] = w * bands->power[i * n + b];
      x[2 * n + b] = w * bands->error[i * n + b];
    }
  }
  return S2_OK;
}

// Write the picture if all went well so far, and free the series.
static s2_status plot_finish(plot *p, s2_status status, const char *path)
{
  const cli_options *c = p->run->options;
  char axis[128];
  s2_picture_lines_options o;
  s2_picture_lines_options_init(&o);
  snprintf(axis, sizeof axis, c->units != NULL ? "%s  [%s]" : "%s", p->rule->axis, c->units);
  o.x_title = "degree l";
  o.y_title = axis;
  o.title = c->titles.n > 0 ? c->titles.word[0] : NULL;
  o.x_log = o.y_log = c->log;
  if (c->width > 0) {
    o.width = c->width;
    o.height = c->width * 5 / 8;
  }
  if (status == S2_OK) status = s2_picture_lines(path, p->n, p->series, &o);
  if (status == S2_OK) cli_text(p->run, "plot", "%s", path);
  for (int i = 0; i < p->n; i++) free(p->memory[i]);
  return status;
}

s2_status cli_draw_spectra(cli_run *run, const char *path, const s2_cl_table *table,
                           const s2_cl_table *model)
{
  plot p = plot_start(run);
  s2_status status = add_table(&p, table, NULL, SERIES_MAX, S2_PICTURE_LINE);
  if (status == S2_OK) status = add_model(&p, model, SERIES_MAX);
  return plot_finish(&p, status, path);
}

s2_status cli_draw_bands(cli_run *run, const char *path, const cli_bands *bands,
                         const s2_cl_table *model)
{
  plot p = plot_start(run);
  s2_status status = add_bands(&p, bands);
  if (status == S2_OK) status = add_model(&p, model, bands->nspectra);
  return plot_finish(&p, status, path);
}

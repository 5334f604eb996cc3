// SPDX-License-Identifier: MIT
// The pictures of an evidence.
#include "cli.h"
#include <harmonic/terms.h>
#include <math.h>
#include <s2common/picture.h>
#include <s2common/picture_corner.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_LENGTH = 1100, SHOWN = 8, DRAWS = 20000, TAIL_POINTS = 160, SHAPES = 3 };

#define BEFORE_TAIL 4 // how far the picture of the tail reaches below its start, a factor
#define HEADROOM 0.3  // for the legend of the curve, in parts of the axis

static const char *axis_of(harmonic_shape_kind kind)
{
  static const char *const titles[] = {"", "temperature T", "mass inside the cut",
                                       "R^{2} / (D + 1)"};
  return titles[kind];
}

// ------------------------------------------------------------------ ln z against the shape

static s2_status draw_curve(cli_run *run, const char *path, const harmonic_result *r)
{
  double x[HARMONIC_CURVE_MAX], y[HARMONIC_CURVE_MAX], error[HARMONIC_CURVE_MAX];
  double bottom = INFINITY, top = -INFINITY;
  int n = r->curve_count;
  if (n < 2) return S2_OK; // a temperature that was given, or a model without one
  for (int k = 0; k < n; k++) {
    x[k] = r->curve[k].shape.parameter;
    y[k] = r->curve[k].ln_evidence;
    error[k] = r->curve[k].error;
    bottom = fmin(bottom, y[k] - error[k]);
    top = fmax(top, y[k] + error[k]);
  }
  double ends[2] = {fmin(x[0], x[n - 1]), fmax(x[0], x[n - 1])};
  double low[2] = {r->ln_evidence - r->error, r->ln_evidence - r->error};
  double high[2] = {r->ln_evidence + r->error, r->ln_evidence + r->error};
  double chosen = r->shape.parameter;
  const s2_picture_series series[] = {
      {.n = n,
       .x = x,
       .y = y,
       .error = error,
       .label = "single shapes, 1σ of blocks",
       .style = S2_PICTURE_LINE | S2_PICTURE_POINTS,
       .colour = 1},
      {.n = 2,
       .x = ends,
       .y = low,
       .label = "result, 1σ",
       .style = S2_PICTURE_LINE | S2_PICTURE_DASHED,
       .colour = 2},
      {.n = 2, .x = ends, .y = high, .style = S2_PICTURE_LINE | S2_PICTURE_DASHED, .colour = 2},
      {.n = 1,
       .x = &chosen,
       .y = &r->ln_evidence,
       .label = "chosen",
       .style = S2_PICTURE_POINTS,
       .colour = 2},
  };
  s2_picture_lines_options o;
  s2_picture_lines_options_init(&o);
  o.title = "Does ln z depend on the shape of the learned density?";
  o.x_title = axis_of(r->shape.kind);
  o.y_title = "ln z";
  o.y_max = top + HEADROOM * (top - bottom);
  S2_TRY(s2_picture_lines(path, sizeof series / sizeof *series, series, &o));
  cli_text(run, "curve", "%s", path);
  return S2_OK;
}

// ------------------------------------------------------------------ the tail of the ratios

typedef struct term {
  double ln_a, weight;
} term;

static int falling(const void *a, const void *b)
{
  double x = ((const term *)a)->ln_a, y = ((const term *)b)->ln_a;
  return (x < y) - (x > y);
}

// The part of the points above a/<a>, at ranks that are evenly spread in their logarithm, and
// generalised Pareto distributions from the start of the tail on.
typedef struct tail {
  double x[TAIL_POINTS], y[TAIL_POINTS], line[SHAPES][TAIL_POINTS];
  double start, median; // of the tail, in units of <a>
  int n, from;          // points; those of the lines
} tail;

// y(x) = y_0 [1 + k (x - x_0)/s]^(-1/k), with the scale s that has the median of the tail.
static void fill_line(tail *t, double k, double *line)
{
  double scale =
      k == 0 ? (t->median - t->start) / log(2) : k * (t->median - t->start) / (pow(2, k) - 1);
  for (int i = 0; i <= t->from; i++) {
    double u = (t->x[i] - t->start) / scale;
    line[i] = t->y[t->from] * (k == 0 ? exp(-u) : pow(fmax(1 + k * u, 0), -1 / k));
  }
}

static void fill_tail(const harmonic_result *r, int64_t n, const term *terms, tail *t)
{
  const double shapes[SHAPES] = {r->tail.k, 0.5, 0.7};
  double total = 0, sum = 0, next = 1;
  int64_t count = r->tail.count;
  for (int64_t i = 0; i < n; i++) total += terms[i].weight;
  for (int64_t i = 0; i < n && isfinite(terms[i].ln_a) && t->n < TAIL_POINTS; i++) {
    sum += terms[i].weight;
    if ((i + 1 < next && i != count) || !(sum > 0)) continue;
    next = fmax(next * pow((double)n, 1.02 / TAIL_POINTS), (double)i + 2);
    t->x[t->n] = exp(terms[i].ln_a - r->errors.ln_mean);
    t->y[t->n++] = sum / total;
    if (i <= count) t->from = t->n - 1;
  }
  if (t->n == 0) return;
  t->start = t->x[t->from];
  t->median = exp(terms[count / 2].ln_a - r->errors.ln_mean);
  for (int k = 0; k < SHAPES; k++) fill_line(t, shapes[k], t->line[k]);
}

static s2_status collect(const harmonic_chains *chains, const double *ln_a, term *terms)
{
  int64_t at = 0;
  for (int64_t c = 0; c < harmonic_chains_count(chains); c++) {
    harmonic_chain chain = harmonic_chains_get(chains, c);
    for (int64_t i = 0; i < chain.n; i++, at++)
      terms[at] = (term){ln_a[at], chain.weight == NULL ? 1 : chain.weight[i]};
  }
  qsort(terms, (size_t)at, sizeof *terms, falling);
  return S2_OK;
}

static s2_status plot_tail(cli_run *run, const char *path, const harmonic_result *r, const tail *t)
{
  char label[64], title[128];
  snprintf(label, sizeof label, "their tail, k = %.2f", r->tail.k);
  snprintf(title, sizeof title, "Tail of the ratios φ/P: the largest one is %.2g of the sum",
           r->tail.largest);
  const s2_picture_series series[] = {
      {.n = t->n, .x = t->x, .y = t->y, .label = "ratios", .style = S2_PICTURE_POINTS, .colour = 1},
      {.n = t->from + 1,
       .x = t->x,
       .y = t->line[0],
       .label = isnan(r->tail.k) ? NULL : label,
       .colour = 7},
      {.n = t->from + 1,
       .x = t->x,
       .y = t->line[1],
       .label = "k = 0.5: errors lose their meaning",
       .colour = 5},
      {.n = t->from + 1,
       .x = t->x,
       .y = t->line[2],
       .label = "k = 0.7: the mean is of no use",
       .style = S2_PICTURE_LINE | S2_PICTURE_DASHED,
       .colour = 2},
  };
  s2_picture_lines_options o;
  s2_picture_lines_options_init(&o);
  o.title = title;
  o.x_title = "ratio over its mean";
  o.y_title = "part of the samples above";
  o.x_log = o.y_log = 1;
  o.x_min = t->start / BEFORE_TAIL;
  o.x_max = 1.1 * t->x[0];
  S2_TRY(s2_picture_lines(path, sizeof series / sizeof *series, series, &o));
  cli_text(run, "tail", "%s", path);
  return S2_OK;
}

static s2_status draw_tail(cli_run *run, const char *path, const harmonic_chains *chains,
                           harmonic_model *const *models, const harmonic_result *r)
{
  int64_t n = harmonic_chains_size(chains);
  double *ln_a = malloc((size_t)n * sizeof *ln_a);
  term *terms = malloc((size_t)n * sizeof *terms);
  tail *t = calloc(1, sizeof *t);
  s2_status status = ln_a == NULL || terms == NULL || t == NULL
                         ? S2_FAIL(S2_ERR_MEMORY, "%lld ratios", (long long)n)
                         : harmonic_evidence_terms(chains, r->folds, models, &r->shape, ln_a);
  if (status == S2_OK) status = collect(chains, ln_a, terms);
  if (status == S2_OK) {
    fill_tail(r, n, terms, t);
    status = plot_tail(run, path, r, t);
  }
  free(ln_a);
  free(terms);
  free(t);
  return status;
}

// ------------------------------------------------------------------ samples beside the model

// All chains as one; the weights of none are 1.
static void join(const harmonic_chains *chains, double *x, double *weight)
{
  int ndim = harmonic_chains_ndim(chains);
  for (int64_t c = 0; c < harmonic_chains_count(chains); c++) {
    harmonic_chain chain = harmonic_chains_get(chains, c);
    memcpy(x, chain.x, (size_t)(chain.n * ndim) * sizeof *x);
    for (int64_t i = 0; i < chain.n; i++) weight[i] = chain.weight == NULL ? 1 : chain.weight[i];
    x += chain.n * ndim;
    weight += chain.n;
  }
}

// As many draws from each model.
static s2_status draw_from(const cli_run *run, harmonic_model *const *models, int folds, double *x)
{
  int ndim = harmonic_model_ndim(models[0]), each = DRAWS / folds;
  for (int k = 0; k < folds; k++)
    S2_TRY(harmonic_model_sample(models[k], 1, (uint64_t)run->options->seed, k * (int64_t)each,
                                 each, x + (int64_t)k * each * ndim));
  return S2_OK;
}

static s2_status plot_corner(cli_run *run, const char *path, const harmonic_chains *chains,
                             int sets, const s2_picture_samples *samples)
{
  int ndim = harmonic_chains_ndim(chains), shown = ndim < SHOWN ? ndim : SHOWN;
  const char *names[SHOWN];
  double lower[SHOWN], upper[SHOWN];
  char title[80];
  for (int d = 0; d < shown; d++) {
    harmonic_parameter parameter = harmonic_chains_parameter(chains, d);
    names[d] = parameter.name;
    lower[d] = parameter.lower;
    upper[d] = parameter.upper;
  }
  s2_picture_corner_options o;
  s2_picture_corner_options_init(&o);
  snprintf(title, sizeof title, "The first %d of %d parameters", shown, ndim);
  o.title = shown < ndim ? title : NULL;
  o.names = names;
  o.lower = lower;
  o.upper = upper;
  S2_TRY(s2_picture_corner(path, shown, sets, samples, &o));
  cli_text(run, "corner", "%s", path);
  return S2_OK;
}

static s2_status draw_corner(cli_run *run, const char *path, const harmonic_chains *chains,
                             harmonic_model *const *models, const harmonic_result *r)
{
  int64_t n = harmonic_chains_size(chains), each = DRAWS / r->folds;
  size_t ndim = (size_t)r->ndim;
  char label[48];
  double *x = malloc((size_t)n * ndim * sizeof *x), *weight = malloc((size_t)n * sizeof *weight);
  double *draws = malloc((size_t)(each * r->folds) * ndim * sizeof *draws);
  s2_status status = x == NULL || weight == NULL || draws == NULL
                         ? S2_FAIL(S2_ERR_MEMORY, "%lld points", (long long)n)
                         : S2_OK;
  if (status == S2_OK) {
    join(chains, x, weight);
    s2_status drawn = draw_from(run, models, r->folds, draws);
    snprintf(label, sizeof label, "draws of %s", run->options->model);
    const s2_picture_samples samples[2] = {{n, x, r->ndim, weight, "chains", 1, 1},
                                           {each * r->folds, draws, r->ndim, NULL, label, 0, 2}};
    status = drawn != S2_OK && drawn != S2_ERR_UNSUPPORTED
                 ? drawn
                 : plot_corner(run, path, chains, drawn == S2_OK ? 2 : 1, samples);
  }
  free(x);
  free(weight);
  free(draws);
  return status;
}

s2_status cli_draw_evidence(cli_run *run, const char *folder, const harmonic_chains *chains,
                            harmonic_model *const *models, const harmonic_result *result)
{
  char path[PATH_LENGTH];
  snprintf(path, sizeof path, "%s/curve.png", folder);
  S2_TRY(draw_curve(run, path, result));
  snprintf(path, sizeof path, "%s/tail.png", folder);
  S2_TRY(draw_tail(run, path, chains, models, result));
  snprintf(path, sizeof path, "%s/corner.png", folder);
  return draw_corner(run, path, chains, models, result);
}

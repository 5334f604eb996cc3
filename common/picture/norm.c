// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2picture"
#include "norm.h"
#include "sampler.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>

// More samples than this are thinned out before they are sorted for quantiles.
#define SORT_MAX ((int64_t)1 << 20)

static int by_value(const void *a, const void *b)
{
  double va = *(const double *)a, vb = *(const double *)b;
  return (va > vb) - (va < vb);
}

double s2_picture_quantile(const double *sorted, int64_t n, double q)
{
  double place = q * (double)(n - 1);
  int64_t i = (int64_t)floor(place);
  if (i >= n - 1) return sorted[n - 1];
  return sorted[i] + (place - (double)i) * (sorted[i + 1] - sorted[i]);
}

// Shown values of (a thinned-out part of) the samples, and the exact extremes of all of them.
typedef struct gathered {
  double *value;
  int64_t n;
  double least, most;
} gathered;

static void gather(gathered *g, const s2_grid *grid, const double *map, double factor)
{
  const s2_ring *rings = s2_grid_rings(grid);
  int64_t stride = s2_grid_map_size(grid) / SORT_MAX + 1, seen = 0;
  for (int r = 0; r < s2_grid_nrings(grid); r++) {
    for (int p = 0; p < rings[r].nphi; p++) {
      double sample = map[rings[r].offset + p], value = factor * sample;
      if (s2_picture_missing(sample) || !isfinite(value)) continue;
      g->least = fmin(g->least, value);
      g->most = fmax(g->most, value);
      if (seen++ % stride == 0) g->value[g->n++] = value;
    }
  }
  qsort(g->value, (size_t)g->n, sizeof *g->value, by_value);
}

// The 98th percentile of |value|: the value itself is wanted sorted, so a second sort is needed.
static s2_status symmetric(double *end, const gathered *g)
{
  double *size = s2_priv_alloc((size_t)g->n, sizeof *size);
  if (size == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld values", (long long)g->n);
  for (int64_t i = 0; i < g->n; i++) size[i] = fabs(g->value[i]);
  qsort(size, (size_t)g->n, sizeof *size, by_value);
  *end = s2_picture_quantile(size, g->n, 0.98);
  s2_priv_free(size);
  return S2_OK;
}

static s2_status set_ends(s2_picture_norm *norm, const gathered *g,
                          const s2_picture_map_options *options)
{
  norm->low = options->min;
  norm->high = options->max;
  if (options->range == S2_PICTURE_GIVEN) return S2_OK;
  norm->low = 0;
  norm->high = 0;
  if (g->n > 0 && options->range == S2_PICTURE_PERCENTILES) {
    norm->low = s2_picture_quantile(g->value, g->n, 0.01);
    norm->high = s2_picture_quantile(g->value, g->n, 0.99);
  } else if (g->n > 0 && options->range == S2_PICTURE_EXTREMES) {
    norm->low = g->least;
    norm->high = g->most;
  } else if (g->n > 0) {
    S2_TRY(symmetric(&norm->high, g));
    norm->low = -norm->high;
  }
  // A constant map gets a bar around its value.
  if (!(norm->high - norm->low > 1e-12 * fmax(fabs(norm->low), fabs(norm->high)))) {
    double half = norm->low != 0 ? fabs(norm->low) / 2 : 1;
    norm->low -= half;
    norm->high += half;
  }
  return S2_OK;
}

static void set_knots(s2_picture_norm *norm, const gathered *g)
{
  int64_t first = 0, end = g->n;
  while (first < end && g->value[first] < norm->low) first++;
  while (end > first && g->value[end - 1] > norm->high) end--;
  for (int k = 0; k < PICTURE_KNOTS; k++) {
    double q = (double)k / (PICTURE_KNOTS - 1);
    norm->knots[k] = end > first ? s2_picture_quantile(g->value + first, end - first, q)
                                 : norm->low + q * (norm->high - norm->low);
  }
}

s2_status s2_picture_norm_make(s2_picture_norm *norm, const s2_grid *grid, const double *map,
                               const s2_picture_map_options *options)
{
  gathered g = {.least = INFINITY, .most = -INFINITY};
  int64_t size = s2_grid_map_size(grid);
  s2_status status;
  *norm = (s2_picture_norm){.scale = options->scale};
  g.value = s2_priv_alloc((size_t)(size / (size / SORT_MAX + 1) + 1), sizeof *g.value);
  if (g.value == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld samples", (long long)size);
  gather(&g, grid, map, options->factor);
  status = set_ends(norm, &g, options);
  if (norm->scale == S2_PICTURE_EQUALISED) set_knots(norm, &g);
  s2_priv_free(g.value);
  norm->below = g.least < norm->low;
  norm->above = g.most > norm->high;
  norm->width = options->linear_width > 0 ? options->linear_width
                                          : fmax(fabs(norm->low), fabs(norm->high)) / 100;
  norm->split = options->colours == S2_PICTURE_TERRAIN && norm->scale == S2_PICTURE_LINEAR &&
                norm->low < 0 && norm->high > 0;
  return status;
}

static double equalised(const double *knots, double value)
{
  int low = 0, high = PICTURE_KNOTS - 1;
  double part;
  if (value <= knots[0]) return 0;
  if (value >= knots[high]) return 1;
  while (high - low > 1) {
    int middle = (low + high) / 2;
    if (knots[middle] <= value)
      low = middle;
    else
      high = middle;
  }
  part = (value - knots[low]) / (knots[high] - knots[low]);
  return (low + part) / (PICTURE_KNOTS - 1);
}

double s2_picture_norm_place(const s2_picture_norm *norm, double value)
{
  double v = fmin(fmax(value, norm->low), norm->high), low = norm->low, high = norm->high;
  if (norm->scale == S2_PICTURE_EQUALISED) return equalised(norm->knots, v);
  if (norm->split) return v < 0 ? 0.5 - 0.5 * v / low : 0.5 + 0.5 * v / high;
  if (norm->scale == S2_PICTURE_SYMLOG) {
    low = asinh(low / norm->width);
    high = asinh(high / norm->width);
    v = asinh(v / norm->width);
  }
  // Halves keep the difference finite for ends near the largest double.
  return fmin(fmax((v / 2 - low / 2) / (high / 2 - low / 2), 0), 1);
}

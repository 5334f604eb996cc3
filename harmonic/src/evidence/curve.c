// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "curve.h"
#include "series.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

static void cut_segment(curve *c, const folds *f, int64_t segment, int64_t wanted)
{
  series all = {f->segments, f->start};
  int64_t first = f->start[segment], n = f->start[segment + 1] - first;
  int64_t count = series_blocks(&all, segment, wanted);
  for (int64_t b = 0; b < count; b++) {
    c->fold[c->blocks] = f->fold[segment];
    c->start[c->blocks++] = block_start(first, n, b, count);
  }
  c->start[c->blocks] = f->start[segment + 1];
}

s2_status curve_create(curve *c, const folds *f, int64_t blocks, const harmonic_model *model,
                       const harmonic_shape *wanted)
{
  *c = (curve){.ndim = harmonic_model_ndim(model)};
  c->nshapes = curve_shapes(c->ndim, harmonic_model_has_temperature(model), wanted, c->shape);
  size_t most = (size_t)(2 * blocks + f->segments); // each segment rounds up by less than 1
  c->start = s2_priv_alloc(most + 1, sizeof *c->start);
  c->fold = s2_priv_alloc(most, sizeof *c->fold);
  c->weight = s2_priv_alloc(most, sizeof *c->weight);
  c->cell = s2_priv_alloc(most, (size_t)c->nshapes * sizeof *c->cell);
  c->scale = s2_priv_alloc((size_t)c->nshapes, sizeof *c->scale);
  if (c->start == NULL || c->fold == NULL || c->weight == NULL || c->cell == NULL ||
      c->scale == NULL) {
    curve_free(c);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu blocks of %d shapes", most, c->nshapes);
  }
  for (int64_t s = 0; s < f->segments; s++) cut_segment(c, f, s, blocks);
  return S2_OK;
}

void curve_free(curve *c)
{
  s2_priv_free(c->start);
  s2_priv_free(c->fold);
  s2_priv_free(c->weight);
  s2_priv_free(c->cell);
  s2_priv_free(c->scale);
  *c = (curve){0};
}

static void raise(cell *s, double max)
{
  double factor = exp(s->max - max);
  s->sum *= factor;
  s->sum2 *= factor * factor;
  s->max = max;
}

static cell sum_block(const latents *l, const base *b, int64_t from, int64_t to)
{
  cell s = {-INFINITY, 0.0, 0.0};
  for (int64_t i = from; i < to; i++) {
    double v = base_ln_density(b, l->z2[i], l->ln_det[i]) - l->ln_post[i], w = latents_weight(l, i);
    if (v == -INFINITY || w == 0.0) continue;
    if (v > s.max) raise(&s, v);
    double e = exp(v - s.max);
    s.sum += w * e;
    s.sum2 += w * e * e;
  }
  return s;
}

s2_status curve_fill(curve *c, const latents *l, int threads)
{
  base bases[CURVE_SHAPES];
  for (int k = 0; k < c->nshapes; k++) S2_TRY(shape_prepare(&c->shape[k], c->ndim, &bases[k]));
  for (int64_t b = 0; b < c->blocks; b++) {
    c->weight[b] = 0.0;
    for (int64_t i = c->start[b]; i < c->start[b + 1]; i++) c->weight[b] += latents_weight(l, i);
  }
  int64_t all = c->nshapes * c->blocks;
  threads = s2_priv_threads(threads);
#ifdef _OPENMP
#  pragma omp parallel for num_threads(threads) schedule(dynamic, 16)
#endif
  for (int64_t k = 0; k < all; k++) {
    int64_t b = k % c->blocks;
    c->cell[k] = sum_block(l, &bases[k / c->blocks], c->start[b], c->start[b + 1]);
  }
  for (int k = 0; k < c->nshapes; k++) {
    c->scale[k] = -INFINITY;
    for (int64_t b = 0; b < c->blocks; b++)
      c->scale[k] = fmax(c->scale[k], c->cell[k * c->blocks + b].max);
  }
  return S2_OK;
}

// Sums over selected blocks: of w, of w a and w a^2 relative to the shape's scale.
static void add_up(const curve *c, selection s, int shape, double total[3])
{
  const cell *cells = c->cell + shape * c->blocks;
  total[0] = total[1] = total[2] = 0.0;
  for (int64_t b = 0; b < c->blocks; b++) {
    if (!selected(c, s, b)) continue;
    total[0] += c->weight[b];
    if (cells[b].max == -INFINITY) continue;
    double factor = exp(cells[b].max - c->scale[shape]);
    total[1] += cells[b].sum * factor;
    total[2] += cells[b].sum2 * factor * factor;
  }
}

// Part of a block in the sum over selected blocks.
static double share(const curve *c, int shape, int64_t block, double total)
{
  const cell *s = &c->cell[shape * c->blocks + block];
  return s->max == -INFINITY ? 0.0 : s->sum * exp(s->max - c->scale[shape]) / total;
}

curve_mean curve_average(const curve *c, selection s, int shape)
{
  double total[3], square = 0.0;
  int64_t count = 0;
  add_up(c, s, shape, total);
  if (!(total[1] > 0.0)) return (curve_mean){-INFINITY, NAN, NAN};
  for (int64_t b = 0; b < c->blocks; b++) {
    if (!selected(c, s, b)) continue;
    double d = share(c, shape, b, total[1]) - c->weight[b] / total[0];
    square += d * d;
    count++;
  }
  double n = (double)count;
  return (curve_mean){.ln_mean = c->scale[shape] + log(total[1] / total[0]),
                      .error = count > 1 ? sqrt(square * n / (n - 1.0)) : NAN,
                      .variance = fmax(0.0, total[2] * total[0] / (total[1] * total[1]) - 1.0)};
}

double curve_difference_error(const curve *c, selection s, int a, int b)
{
  double total_a[3], total_b[3], square = 0.0, n = 0.0;
  add_up(c, s, a, total_a);
  add_up(c, s, b, total_b);
  if (!(total_a[1] > 0.0 && total_b[1] > 0.0)) return INFINITY;
  for (int64_t k = 0; k < c->blocks; k++) {
    if (!selected(c, s, k)) continue;
    double d = share(c, a, k, total_a[1]) - share(c, b, k, total_b[1]);
    square += d * d;
    n += 1.0;
  }
  return n > 1.0 ? sqrt(square * n / (n - 1.0)) : INFINITY;
}

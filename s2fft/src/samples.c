// SPDX-License-Identifier: MIT
#include "samples.h"
#include "require_for.h"
#include <math.h>

/// One ring: `count` samples from `offset` on, and what is done with them.
typedef struct ring_work {
  int64_t offset;
  int count;
  double weight; ///< of a sample
  double alpha;
  const double *x;
  double *y;
  double *sum;
} ring_work;

typedef void ring_visit(const samples *s, const ring_work *w);

/// Below so many samples one thread is faster than two.
enum { FEW = 1 << 16 };

static void visit(const samples *s, ring_visit *what, const ring_work *common)
{
  const ring_stage *t = s->plan->rings;
  int nthreads = s->plan->map_size < FEW ? 1 : s2_priv_threads(s->plan->nthreads);
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic, 16) num_threads(nthreads) if (nthreads > 1)
#else
  (void)nthreads;
#endif
  for (int k = 0; k < 2 * t->pairs; ++k) {
    const stage_ring *ring = k % 2 == 0 ? &t->north[k / 2] : &t->south[k / 2];
    ring_work w = *common;
    w.offset = ring->offset;
    w.count = ring->nphi;
    w.weight = t->weight[k % 2][k / 2];
    w.sum = &s->sum[k];
    what(s, &w);
  }
}

static double mask_at(const samples *s, int64_t sample)
{
  return s->mask == NULL ? 1.0 : s->mask[sample];
}

s2_status samples_check(const samples *s)
{
  const ring_stage *t = s->plan->rings;
  int used = 0;
  for (int k = 0; k < 2 * t->pairs; ++k) {
    const stage_ring *ring = k % 2 == 0 ? &t->north[k / 2] : &t->south[k / 2];
    double weight = t->weight[k % 2][k / 2];
    REQUIRE_FOR(s->function, ring->nphi == 0 || weight >= 0.0,
                "the weight %g of the ring at sample %lld is negative", weight,
                (long long)ring->offset);
    for (int64_t p = ring->offset; p < ring->offset + ring->nphi; ++p) {
      double factor = mask_at(s, p);
      REQUIRE_FOR(s->function, isfinite(factor) && factor >= 0.0,
                  "mask[%lld] = %g is not a finite number >= 0", (long long)p, factor);
      used |= weight * factor > 0.0;
    }
  }
  REQUIRE_FOR(s->function, used,
              "every sample has weight 0: give ring_weights, or a mask that is not empty");
  return S2_OK;
}

static void copy(const samples *s, const ring_work *w)
{
  for (int64_t k = s->width * w->offset; k < s->width * (w->offset + w->count); ++k)
    w->y[k] = w->x[k];
}

static void axpy(const samples *s, const ring_work *w)
{
  for (int64_t k = s->width * w->offset; k < s->width * (w->offset + w->count); ++k)
    w->y[k] += w->alpha * w->x[k];
}

static void weigh(const samples *s, const ring_work *w)
{
  for (int64_t p = w->offset; p < w->offset + w->count; ++p) {
    double factor = w->weight * mask_at(s, p);
    for (int64_t k = s->width * p; k < s->width * (p + 1); ++k)
      w->y[k] = factor > 0.0 ? factor * w->x[k] : 0.0;
  }
}

/// alpha: 1 to include the ring's weight, 0 not to.
static void square(const samples *s, const ring_work *w)
{
  double sum = 0.0;
  for (int64_t p = w->offset; p < w->offset + w->count; ++p) {
    double factor = w->alpha > 0.0 ? w->weight * mask_at(s, p) : mask_at(s, p);
    for (int64_t k = s->width * p; k < s->width * (p + 1) && factor > 0.0; ++k)
      sum += factor * (w->x[k] * w->x[k]);
  }
  *w->sum = sum;
}

void samples_copy(const samples *s, const double *from, double *to)
{
  visit(s, copy, &(ring_work){.x = from, .y = to});
}

void samples_axpy(const samples *s, double alpha, const double *x, double *y)
{
  visit(s, axpy, &(ring_work){.alpha = alpha, .x = x, .y = y});
}

void samples_weigh(const samples *s, const double *x, double *y)
{
  visit(s, weigh, &(ring_work){.x = x, .y = y});
}

double samples_square(const samples *s, int weighted, const double *x)
{
  double sum = 0.0;
  visit(s, square, &(ring_work){.alpha = weighted ? 1.0 : 0.0, .x = x});
  for (int k = 0; k < 2 * s->plan->rings->pairs; ++k) sum += s->sum[k];
  return sum;
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "log_sum.h"
#include "series.h"
#include <harmonic/errors.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

/// A mean of terms in relative form: u_i = w_i (a_i / mean - 1), of sum 0.
typedef struct mean {
  series at;
  const double *weight; ///< NULL: all 1
  double *u;
  double total;  ///< sum of w
  double square; ///< sum of w (a/mean - 1)^2
  double ln_mean;
} mean;

/// Sums over blocks.
typedef struct scatter {
  int64_t blocks;
  double block;       ///< sum of (W_b/W) (r_b - 1)^2
  double share2;      ///< sum of (W_b/W)^2
  double left, left2; ///< sum of ln of the mean without block b, and of its square
} scatter;

static double weight_of(const mean *m, int64_t i)
{
  return m->weight == NULL ? 1.0 : m->weight[i];
}

static s2_status relate(mean *m, const double *ln_a)
{
  int64_t n = m->at.start[m->at.count];
  log_sum sum = log_sum_zero();
  for (int64_t i = 0; i < n; i++) {
    log_sum_add(&sum, ln_a[i], weight_of(m, i));
    m->total += weight_of(m, i);
  }
  S2_REQUIRE(m->total > 0.0, "all weights are 0");
  m->ln_mean = log_sum_ln(&sum) - log(m->total);
  if (m->ln_mean == -INFINITY) return S2_FAIL(S2_ERR_NUMERIC, "all %lld terms are 0", (long long)n);
  for (int64_t i = 0; i < n; i++) {
    double w = weight_of(m, i), d = w > 0.0 ? expm1(ln_a[i] - m->ln_mean) : 0.0;
    m->u[i] = w * d;
    m->square += w * d * d;
  }
  return S2_OK;
}

static void add_block(const mean *m, int64_t from, int64_t to, scatter *s)
{
  double u = 0.0, w = 0.0;
  for (int64_t i = from; i < to; i++) {
    u += m->u[i];
    w += weight_of(m, i);
  }
  double share = w / m->total, left = log1p(fmax(-1.0, -u / (m->total - w)));
  s->blocks++;
  s->share2 += share * share;
  if (w > 0.0) s->block += u * u / (w * m->total);
  s->left += left;
  s->left2 += left * left;
}

// Blocks of every series; `length` > 0: of that many points or more, else `blocks` in all.
static scatter over_blocks(const mean *m, int64_t blocks)
{
  scatter s = {0};
  for (int64_t k = 0; k < m->at.count; k++) {
    int64_t begin = m->at.start[k], n = m->at.start[k + 1] - begin;
    int64_t count = blocks > 0 ? series_blocks(&m->at, k, blocks) : n / (int64_t)sqrt((double)n);
    for (int64_t b = 0; b < count; b++)
      add_block(m, block_start(begin, n, b, count), block_start(begin, n, b + 1, count), &s);
  }
  return s;
}

static double block_error(const scatter *s)
{
  double n_eff = 1.0 / s->share2;
  return n_eff > 1.0 ? sqrt(s->block / (n_eff - 1.0)) : NAN;
}

static s2_status find_errors(const mean *m, int64_t blocks, harmonic_errors *e)
{
  double variance;
  S2_TRY(series_variance(&m->at, m->u, &variance, &e->tau));
  scatter s = over_blocks(m, blocks), batches = over_blocks(m, 0);
  double count = (double)s.blocks, centre = s.left / count;
  e->ln_mean = m->ln_mean;
  e->blocks = s.blocks;
  e->block = block_error(&s);
  e->batch = block_error(&batches);
  e->jackknife_bias = (count - 1.0) * centre;
  e->jackknife = sqrt(fmax(0.0, (count - 1.0) * (s.left2 / count - centre * centre)));
  if (centre == -INFINITY) e->jackknife = INFINITY; // without one of the blocks nothing is left
  e->autocorrelation = sqrt(variance) / m->total;
  e->independent =
      variance > 0.0 ? m->square * m->total / variance : (double)m->at.start[m->at.count];
  if (s.blocks < 2) e->jackknife = e->jackknife_bias = NAN;
  return S2_OK;
}

static s2_status check_series(int64_t nseries, const int64_t *start)
{
  S2_REQUIRE(start[0] == 0, "start[0] = %lld is not 0", (long long)start[0]);
  for (int64_t k = 0; k < nseries; k++)
    S2_REQUIRE(start[k + 1] > start[k], "start[%lld] = %lld is not above start[%lld] = %lld",
               (long long)k + 1, (long long)start[k + 1], (long long)k, (long long)start[k]);
  return S2_OK;
}

s2_status harmonic_ln_mean_errors(int64_t nseries, const int64_t *start, const double *ln_a,
                                  const double *weight, int64_t blocks, harmonic_errors *errors)
{
  S2_REQUIRE(nseries >= 1, "nseries = %lld is less than 1", (long long)nseries);
  S2_REQUIRE(start != NULL && ln_a != NULL && errors != NULL, "start, ln_a or errors is NULL");
  S2_REQUIRE(blocks >= 2, "blocks = %lld is less than 2", (long long)blocks);
  S2_TRY(check_series(nseries, start));
  int64_t n = start[nseries];
  for (int64_t i = 0; i < n; i++) {
    S2_REQUIRE(ln_a[i] < INFINITY, "ln_a[%lld] = %g", (long long)i, ln_a[i]);
    S2_REQUIRE(weight == NULL || (weight[i] >= 0.0 && weight[i] < INFINITY),
               "weight[%lld] = %g is negative or not finite", (long long)i, weight[i]);
  }
  mean m = {.at = {nseries, start}, .weight = weight};
  m.u = s2_priv_alloc((size_t)n, sizeof *m.u);
  if (m.u == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)n);
  harmonic_errors own = {0};
  s2_status status = relate(&m, ln_a);
  if (status == S2_OK) status = find_errors(&m, blocks, &own);
  s2_priv_free(m.u);
  if (status == S2_OK) *errors = own;
  return status;
}

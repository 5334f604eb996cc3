// SPDX-License-Identifier: MIT
#include "chains.h"
#include "convergence.h"
#include "ranks.h"
#include "steps.h"
#include <harmonic/diagnostics.h>
#include <math.h>

double harmonic_chains_weighted_size(const harmonic_chains *chains)
{
  double top = 0, sum = 0, squares = 0;
  for (int64_t i = 0; i < chains->size; ++i) top = fmax(top, chains->weight[i]);
  for (int64_t i = 0; i < chains->size; ++i) {
    double w = chains->weight[i] / top; // squares neither overflow nor underflow
    sum += w;
    squares += w * w;
  }
  return top > 0 ? sum * sum / squares : 0;
}

s2_status harmonic_autocorrelation_time(int64_t n, const double *x, double *tau)
{
  S2_REQUIRE(x != NULL && tau != NULL, "%s is NULL", x == NULL ? "x" : "tau");
  S2_REQUIRE(n >= 2, "n = %lld is less than 2", (long long)n);
  for (int64_t i = 0; i < n; ++i)
    S2_REQUIRE(isfinite(x[i]), "x[%lld] = %g is not finite", (long long)i, x[i]);
  double *work = s2_priv_alloc((size_t)n, sizeof *work);
  if (work == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)n);
  s2_status status = convergence_tau(1, n, x, work, tau);
  s2_priv_free(work);
  return status;
}

// ------------------------------------------------------------------ one parameter

/// Mean and standard deviation over all points; `whole`: weights count steps, otherwise `size` is
/// the number of points that the weights are worth.
static void weighted_moments(const harmonic_chains *c, int d, int whole, double size,
                             harmonic_diagnosis *out)
{
  const double *x = d < c->ndim ? c->x + d : c->ln_post;
  int64_t stride = d < c->ndim ? c->ndim : 1;
  double sum = 0, weights = 0, squares = 0;
  for (int64_t i = 0; i < c->size; ++i) {
    sum += c->weight[i] * (x[i * stride] - x[0]);
    weights += c->weight[i];
  }
  double mean = x[0] + sum / weights;
  for (int64_t i = 0; i < c->size; ++i) {
    double u = x[i * stride] - mean;
    squares += c->weight[i] * u * u;
  }
  double count = whole ? weights : size;
  out->mean = mean;
  out->sd = sqrt(squares / weights * count / (count - 1));
}

/// Scratch of one parameter, m n values in half chains and `rest` middle steps.
typedef struct scratch {
  int64_t m, n, rest;
  double *x;      ///< [m][n], [rest]
  double *z;      ///< [m][n]
  ranked *sorted; ///< [m n + rest]
  double *work;   ///< [n]
} scratch;

/// Effective size of the indicator of values up to `limit`.
static s2_status indicator_ess(const scratch *s, double limit, double *ess)
{
  for (int64_t i = 0; i < s->m * s->n; ++i) s->z[i] = s->x[i] <= limit;
  return convergence_ess(s->m, s->n, s->z, s->work, ess);
}

static s2_status tail_ess(const scratch *s, double *ess)
{
  int64_t all = s->m * s->n + s->rest;
  double low, high;
  rank_sort(all, s->x, s->sorted);
  double upper = rank_quantile(all, s->sorted, 0.95);
  S2_TRY(indicator_ess(s, rank_quantile(all, s->sorted, 0.05), &low));
  S2_TRY(indicator_ess(s, upper, &high));
  *ess = fmin(low, high);
  return S2_OK;
}

static s2_status diagnose_series(const scratch *s, harmonic_diagnosis *out)
{
  int64_t m = s->m, n = s->n;
  S2_TRY(tail_ess(s, &out->ess_tail));
  if (s->rest > 0) rank_sort(m * n, s->x, s->sorted);
  double median = rank_quantile(m * n, s->sorted, 0.5);
  rank_normalise(m * n, s->sorted, s->z);
  out->rhat_bulk = convergence_rhat(m, n, s->z);
  S2_TRY(convergence_ess(m, n, s->z, s->work, &out->ess_bulk));
  S2_TRY(convergence_ess(m, n, s->x, s->work, &out->ess_mean));
  S2_TRY(convergence_tau(m, n, s->x, s->work, &out->tau));
  for (int64_t i = 0; i < m * n; ++i) s->x[i] = fabs(s->x[i] - median);
  rank_sort(m * n, s->x, s->sorted);
  rank_normalise(m * n, s->sorted, s->z);
  out->rhat_folded = convergence_rhat(m, n, s->z);
  out->rhat = fmax(out->rhat_bulk, out->rhat_folded);
  return S2_OK;
}

static s2_status diagnose_steps(const harmonic_chains *c, int d, int64_t steps,
                                harmonic_diagnosis *out)
{
  size_t count = (size_t)(steps * c->count), n = (size_t)steps / 2;
  scratch s = {.m = 2 * c->count,
               .n = steps / 2,
               .rest = steps % 2 * c->count,
               .x = s2_priv_alloc(count, sizeof *s.x),
               .z = s2_priv_alloc(count, sizeof *s.z),
               .sorted = s2_priv_alloc(count, sizeof *s.sorted),
               .work = s2_priv_alloc(n, sizeof *s.work)};
  s2_status status = S2_ERR_MEMORY;
  if (s.x != NULL && s.z != NULL && s.sorted != NULL && s.work != NULL) {
    steps_halves(c, d, steps, s.x);
    status = diagnose_series(&s, out);
  }
  s2_priv_free(s.x);
  s2_priv_free(s.z);
  s2_priv_free(s.sorted);
  s2_priv_free(s.work);
  return status;
}

static s2_status diagnose_one(const harmonic_chains *c, int d, int64_t steps, double size,
                              harmonic_diagnosis *out)
{
  s2_status status = S2_OK;
  weighted_moments(c, d, steps > 0, size, out);
  if (steps > 0) {
    status = diagnose_steps(c, d, steps, out);
  } else {
    out->rhat = out->rhat_bulk = out->rhat_folded = NAN;
    out->ess_bulk = out->ess_tail = out->tau = NAN;
    out->ess_mean = size;
  }
  out->mcse_mean = out->sd / sqrt(out->ess_mean);
  return status;
}

// ------------------------------------------------------------------ all parameters

s2_status harmonic_diagnose(const harmonic_chains *chains, int threads,
                            harmonic_diagnosis *diagnosis)
{
  S2_REQUIRE(chains != NULL && diagnosis != NULL, "%s is NULL",
             chains == NULL ? "chains" : "diagnosis");
  S2_REQUIRE(threads >= 0, "threads = %d is less than 0", threads);
  S2_REQUIRE(chains->count > 0, "there is no chain");
  int64_t steps;
  S2_TRY(steps_count(chains, &steps));
  double size = harmonic_chains_weighted_size(chains);
  int failed = 0;
#ifdef _OPENMP
  int used = s2_priv_threads(threads);
#  pragma omp parallel for schedule(dynamic) num_threads(used) reduction(| : failed)
#endif
  for (int d = 0; d <= chains->ndim; ++d)
    failed |= diagnose_one(chains, d, steps, size, &diagnosis[d]) != S2_OK;
  if (failed)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld steps", (long long)(steps * chains->count));
  return S2_OK;
}

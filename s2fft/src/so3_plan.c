// SPDX-License-Identifier: MIT
#include "so3_plan.h"
#include "options.h"
#include <math.h>
#include <s2common/priv/constants.h>

/// Zeroed memory that the plan counts.
static void *take(s2fft_so3_plan *plan, size_t count, size_t size)
{
  plan->bytes += (int64_t)(count * size);
  return s2_priv_alloc(count, size);
}

// ------------------------------------------------------------------ parts

/// F_n is the synthesis of (-1)^n sqrt((2l+1)/(16 pi^3)) f_lmn, and f_lmn is (-1)^n sqrt(4
/// pi/(2l+1)) times the analysis of int f e^{-i n gamma} dgamma = 2 pi F_n = (2 pi / G) sum_g f_g
/// e^{-i n gamma_g}.
static s2_status fill_windows(s2fft_so3_plan *plan)
{
  int L = plan->L, G = plan->G > 0 ? plan->G : 1;
  for (int w = 0; w < 2; ++w) {
    plan->window[w] = take(plan, 2 * (size_t)L, sizeof(s2_complex));
    if (plan->window[w] == NULL) return S2_FAIL(S2_ERR_MEMORY, "windows of %d degrees", L);
  }
  for (int l = 0; l < L; ++l) {
    double factor[] = {sqrt((2 * l + 1) / S2_PI) / (4 * S2_PI),
                       2 * S2_PI / G * sqrt(4 * S2_PI / (2 * l + 1))};
    for (int w = 0; w < 2; ++w) {
      plan->window[w][l] = factor[w];
      plan->window[w][L + l] = -factor[w];
    }
  }
  return S2_OK;
}

/// Maps, coefficients and scratch must have sizes that int64 holds.
static s2_status check_sizes(const s2fft_so3_plan *plan)
{
  int64_t bytes;
  S2_REQUIRE(s2_priv_mul(plan->slice, 2 * (int64_t)plan->N * (int64_t)sizeof(s2_complex), &bytes),
             "N = %d slices of %lld samples overflow", plan->N, (long long)plan->slice);
  return S2_OK;
}

// ------------------------------------------------------------------ channels

static s2fft_options engine_options(const s2fft_so3_options *o)
{
  s2fft_options engine;
  s2fft_options_init(&engine);
  engine.lmin = o->lmin;
  engine.nthreads = o->nthreads;
  engine.iterations = o->iterations;
  engine.ring_weights = o->ring_weights;
  engine.progress = o->progress;
  engine.progress_user = o->progress_user;
  return engine;
}

/// Spins of the plans: 0, -1, ..., and for modes those of n < 0 too.
static s2_status plan_spins(const s2fft_so3_plan *plan, int **spins, int *count)
{
  order_list orders = so3_orders(plan, S2FFT_COMPLEX);
  *spins = s2_priv_alloc((size_t)orders.count, sizeof **spins);
  if (*spins == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d orders", orders.count);
  *count = 0;
  for (int i = 0; i < orders.count; ++i) {
    int n = orders.first + i * orders.step;
    if (n >= 0 || plan->storage == S2FFT_SO3_MODES) (*spins)[(*count)++] = -n;
  }
  return S2_OK;
}

/// The channels, or what they would take: bytes of plans and of scratch.
static s2_status make_channels(s2fft_so3_plan *plan, const s2_grid *grid,
                               const s2fft_so3_options *o, s2fft_field field, int64_t *bytes)
{
  int *spins = NULL, count = 0;
  s2fft_options engine = engine_options(o);
  S2_TRY(plan_spins(plan, &spins, &count));
  s2_status status =
      bytes == NULL
          ? s2fft_priv_channels_create(&plan->channels, grid, plan->L, count, spins, &engine)
          : s2fft_priv_channels_estimate(grid, plan->L, count, spins, &engine, field,
                                         so3_batch(plan->storage, field), &bytes[0], &bytes[1]);
  s2_priv_free(spins);
  if (status == S2_OK && bytes == NULL) plan->bytes += s2fft_priv_channels_bytes(plan->channels);
  return status;
}

// ------------------------------------------------------------------ the plan

static s2_status fill(s2fft_so3_plan *plan, const s2_grid *grid, const s2fft_so3_options *o,
                      s2fft_field field, int64_t *bytes)
{
  int steerable = o->storage == S2FFT_SO3_STEERABLE;
  plan->nthreads = o->nthreads;
  plan->storage = o->storage;
  plan->parity = so3_options_parity(plan->N, o);
  plan->slice = s2_grid_map_size(grid);
  S2_TRY(check_sizes(plan));
  if (o->storage != S2FFT_SO3_MODES) plan->G = steerable ? plan->N : 2 * plan->N - 1;
  S2_TRY(s2fft_priv_gamma_create(&plan->gamma, grid, plan->G, steerable));
  plan->bytes += s2fft_priv_gamma_bytes(plan->gamma);
  S2_TRY(fill_windows(plan));
  S2_TRY(make_channels(plan, grid, o, field, bytes));
  if (bytes == NULL) return S2_OK;
  bytes[0] += plan->bytes;
  so3_needs needs = so3_all_needs(plan, field);
  bytes[1] += (int64_t)so3_lay_out(plan, needs, NULL, NULL);
  return S2_OK;
}

s2_status so3_create(s2fft_so3_plan **out, const s2_grid *grid, int L, int N,
                     const s2fft_so3_options *options, s2fft_field field, int64_t *bytes)
{
  s2fft_so3_options own;
  S2_TRY(so3_options_adopt(options, &own));
  s2fft_options engine = engine_options(&own);
  S2_TRY(options_check(grid, L, &engine));
  S2_REQUIRE(N >= 1 && N <= L, "N = %d is outside 1 .. %d (L = %d)", N, L, L);
  S2_TRY(so3_options_check(N, &own));
  s2fft_so3_plan *plan = s2_priv_alloc(1, sizeof *plan);
  if (plan == NULL) return S2_FAIL(S2_ERR_MEMORY, "plan");
  plan->L = L;
  plan->N = N;
  plan->bytes = (int64_t)sizeof *plan;
  s2_status status = fill(plan, grid, &own, field, bytes);
  if (status == S2_OK && bytes == NULL) {
    *out = plan;
    return S2_OK;
  }
  s2fft_so3_plan_destroy(plan);
  return status;
}

s2_status s2fft_so3_plan_create(s2fft_so3_plan **plan, const s2_grid *grid, int L, int N,
                                const s2fft_so3_options *options)
{
  S2_REQUIRE(plan != NULL, "plan is NULL");
  *plan = NULL;
  return so3_create(plan, grid, L, N, options, S2FFT_COMPLEX, NULL);
}

s2_status s2fft_so3_estimate(const s2_grid *grid, int L, int N, const s2fft_so3_options *options,
                             s2fft_field field, int64_t *plan, int64_t *workspace)
{
  int64_t bytes[2] = {0, 0};
  S2_REQUIRE(field == S2FFT_REAL || field == S2FFT_COMPLEX, "field = %d is outside 0 .. 1",
             (int)field);
  S2_TRY(so3_create(NULL, grid, L, N, options, field, bytes));
  if (plan != NULL) *plan = bytes[0];
  if (workspace != NULL) *workspace = bytes[1];
  return S2_OK;
}

void s2fft_so3_plan_destroy(s2fft_so3_plan *plan)
{
  if (plan == NULL) return;
  s2fft_priv_channels_destroy(plan->channels);
  s2fft_priv_gamma_destroy(plan->gamma);
  s2_priv_free(plan->window[0]);
  s2_priv_free(plan->window[1]);
  s2_priv_free(plan);
}

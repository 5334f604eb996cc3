// SPDX-License-Identifier: MIT
#include "points.h"

#include "band.h"
#include "options.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2fft/layout.h>
#include <stdlib.h>

/// Largest |phi| [rad]: beyond, a double says little about the direction.
static const double PHI_MAX = 1e9;

/// The fit of the window adds at most this part of epsilon.
static const double FIT_SHARE = 0.02;

// ------------------------------------------------------------------ checks

static s2_status check_points(int64_t npoints, const double *theta, const double *phi)
{
  S2_REQUIRE(npoints == 0 || (theta != NULL && phi != NULL), "theta or phi is NULL");
  for (int64_t i = 0; i < npoints; ++i) {
    S2_REQUIRE(theta[i] >= 0 && theta[i] <= S2_PI, "theta[%lld] = %.17g is outside 0 .. pi",
               (long long)i, theta[i]);
    S2_REQUIRE(fabs(phi[i]) <= PHI_MAX, "phi[%lld] = %g is outside -%g .. %g", (long long)i, phi[i],
               PHI_MAX, PHI_MAX);
  }
  return S2_OK;
}

/// What a plan and an estimate need: options resolved, shape chosen, the engine's grid and options.
typedef struct setup {
  s2fft_options own, engine;
  points_shape shape;
  s2_grid *grid;
} setup;

/// On success the caller frees s->grid.
static s2_status prepare(int L, int64_t npoints, double epsilon, const s2fft_options *options,
                         setup *s)
{
  S2_TRY(options_adopt(options, &s->own));
  S2FFT_REQUIRE_BAND(L, s->own.mmax);
  S2_REQUIRE(epsilon >= S2FFT_EPSILON_MIN && epsilon <= S2FFT_EPSILON_MAX,
             "epsilon = %g is outside %g .. %g", epsilon, S2FFT_EPSILON_MIN, S2FFT_EPSILON_MAX);
  S2_REQUIRE(npoints >= 0 && npoints <= S2FFT_POINTS_MAX, "npoints = %lld is outside 0 .. %lld",
             (long long)npoints, (long long)S2FFT_POINTS_MAX);
  s->own.ring_weights = NULL; // analyses only
  s->own.iterations = 0;
  S2_TRY(points_choose(L, s2fft_band_mmax(L, s->own.mmax), epsilon, npoints, &s->shape));
  S2_TRY(points_rings(&s->shape, &s->grid));
  s2_status status = options_check(s->grid, L, &s->own);
  if (status != S2_OK) s2_grid_destroy(s->grid);
  s->engine = s->own;
  s->engine.spin = abs(s->own.spin);
  s->engine.layout = S2FFT_LAYOUT_TRIANGLE;
  return status;
}

// ------------------------------------------------------------------ building

static const points_kernel *loops_of(const s2fft_kernel *kernel)
{
#if defined(__x86_64__)
  if (kernel == &s2fft_kernel_avx512) return &points_kernel_avx512;
  if (kernel == &s2fft_kernel_avx2) return &points_kernel_avx2;
#endif
  (void)kernel;
  return &points_kernel_base;
}

static s2_status fill_factors(s2fft_points_plan *plan)
{
  const points_shape *g = &plan->shape;
  double M = g->M, centre = points_window_transform(g->width, g->beta, 0);
  plan->theta_turn = s2_priv_alloc(2 * (size_t)g->L, sizeof *plan->theta_turn);
  plan->phi_factor = s2_priv_alloc((size_t)g->mmax + 1, sizeof *plan->phi_factor);
  if (plan->theta_turn == NULL || plan->phi_factor == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "factors of %d degrees", g->L);
  for (int k = 0; k < g->L; ++k) {
    double here = points_window_transform(g->width, g->beta, k / M);
    plan->theta_turn[2 * k] = centre / here;
    if (k <= g->mmax) plan->phi_factor[k] = 1 / here;
  }
  plan->theta_scale = 1 / (g->N * centre);
  return S2_OK;
}

/// All but the points and the engine.
static s2_status fill_tables(s2fft_points_plan *plan, const setup *s, double epsilon)
{
  const points_shape *g = &s->shape;
  double edge = (double)(g->L - 1) / g->M;
  plan->shape = *g;
  plan->spin = s->own.spin;
  plan->layout = s->own.layout;
  plan->nthreads = s->own.nthreads;
  plan->kernel = s2fft_kernel_select();
  plan->loops = loops_of(plan->kernel);
  points_window_fit(&plan->window, g->width, g->beta,
                    FIT_SHARE * epsilon * points_window_transform(g->width, g->beta, edge));
  S2_TRY(fill_factors(plan));
  S2_TRY(s2fft_dft_create(&plan->coarse, g->N));
  S2_TRY(s2fft_dft_create(&plan->fine, g->M));
  plan->bytes = (int64_t)sizeof *plan + (2 * (int64_t)g->L + g->mmax + 1) * (int64_t)sizeof(double);
  plan->bytes += s2fft_dft_bytes(plan->coarse) + s2fft_dft_bytes(plan->fine);
  return S2_OK;
}

static s2_status fill(s2fft_points_plan *plan, const setup *s, double epsilon, int64_t npoints,
                      const double *theta, const double *phi)
{
  S2_TRY(check_points(npoints, theta, phi));
  S2_TRY(fill_tables(plan, s, epsilon));
  plan->npoints = npoints;
  S2_TRY(points_sort(plan, theta, phi));
  S2_TRY(s2fft_plan_create(&plan->engine, s->grid, s->shape.L, &s->engine));
  plan->bytes += s2fft_plan_bytes(plan->engine) + npoints * (int64_t)sizeof *plan->place +
                 plan->ntiles * (int64_t)sizeof *plan->tile;
  return S2_OK;
}

s2_status s2fft_points_plan_create(s2fft_points_plan **plan, int L, int64_t npoints,
                                   const double *theta, const double *phi, double epsilon,
                                   const s2fft_options *options)
{
  S2_REQUIRE(plan != NULL, "plan is NULL");
  *plan = NULL;
  setup s;
  S2_TRY(prepare(L, npoints, epsilon, options, &s));
  s2fft_points_plan *made = s2_priv_alloc(1, sizeof *made);
  s2_status status =
      made == NULL ? S2_FAIL(S2_ERR_MEMORY, "plan") : fill(made, &s, epsilon, npoints, theta, phi);
  s2_grid_destroy(s.grid);
  if (status == S2_OK)
    *plan = made;
  else
    s2fft_points_plan_destroy(made);
  return status;
}

void s2fft_points_plan_destroy(s2fft_points_plan *plan)
{
  if (plan == NULL) return;
  s2fft_plan_destroy(plan->engine);
  s2fft_dft_destroy(plan->coarse);
  s2fft_dft_destroy(plan->fine);
  void *blocks[] = {plan->theta_turn, plan->phi_factor, plan->place, plan->tile, plan};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; ++k) s2_priv_free(blocks[k]);
}

// ------------------------------------------------------------------ questions

/// Bytes with a list of all tiles, or of one for each point if that is less.
static s2_status count_bytes(const s2fft_points_plan *plan, const setup *s, int64_t npoints,
                             s2fft_field field, int64_t *plan_bytes, int64_t *work_bytes)
{
  int64_t tiles = (int64_t)s->shape.tile_rows * s->shape.tile_columns, engine, engine_work;
  s2fft_field engine_field = field == S2FFT_REAL ? S2FFT_REAL : S2FFT_PAIR;
  S2_TRY(s2fft_estimate(s->grid, s->shape.L, &s->engine, engine_field, 1, &engine, &engine_work));
  if (tiles > npoints) tiles = npoints;
  if (plan_bytes != NULL)
    *plan_bytes = plan->bytes + engine + npoints * (int64_t)sizeof(points_place) +
                  tiles * (int64_t)sizeof(points_tile);
  if (work_bytes != NULL)
    *work_bytes =
        engine_work + (int64_t)sizeof(s2fft_points_workspace) +
        points_workspace_size(plan, points_planes(field), s2_priv_threads(plan->nthreads));
  return S2_OK;
}

s2_status s2fft_points_estimate(int L, int64_t npoints, double epsilon,
                                const s2fft_options *options, s2fft_field field,
                                int64_t *plan_bytes, int64_t *work_bytes)
{
  S2_REQUIRE((int)field >= S2FFT_REAL && field <= S2FFT_PAIR, "field = %d is outside 0 .. 2",
             (int)field);
  setup s;
  S2_TRY(prepare(L, npoints, epsilon, options, &s));
  s2fft_points_plan *dry = s2_priv_alloc(1, sizeof *dry);
  s2_status status = dry == NULL ? S2_FAIL(S2_ERR_MEMORY, "plan") : fill_tables(dry, &s, epsilon);
  if (status == S2_OK) status = count_bytes(dry, &s, npoints, field, plan_bytes, work_bytes);
  s2_grid_destroy(s.grid);
  s2fft_points_plan_destroy(dry);
  return status;
}

int64_t s2fft_points_plan_bytes(const s2fft_points_plan *plan)
{
  return plan->bytes;
}

int64_t s2fft_points_alm_size(const s2fft_points_plan *plan, s2fft_field field)
{
  s2fft_layout layout = points_layout(plan, field);
  if (field == S2FFT_COMPLEX && layout == S2FFT_LAYOUT_TRIANGLE) return 0;
  return s2fft_layout_size(layout, plan->shape.L, plan->shape.mmax);
}

// SPDX-License-Identifier: MIT
#include "plan.h"
#include "geometry.h"
#include "options.h"
#include "plan_memory.h"
#include "rings.h"
#include "smooth.h"
#include "starts.h"
#include "tables.h"
#include "theta.h"
#include "workspace.h"
#include <s2common/priv/constants.h>
#include <s2fft/layout.h>
#include <stdio.h>
#include <stdlib.h>

/// Largest |spin| that the even kernels serve; beyond, the caps where they lose digits grow too
/// big.
enum { SPIN_EVEN_MAX = 4 };

/// From which band-limit, and how many latitudes per L, on resampling is faster.
enum { RESAMPLE_MIN_L = 513 };
static const double RESAMPLE_MIN_RINGS = 1.5;

// ------------------------------------------------------------------ which way to analyse

static int shortest_ring(const s2_grid *grid)
{
  const s2_ring *r = s2_grid_rings(grid);
  int n = r[0].nphi;
  for (int i = 1; i < s2_grid_nrings(grid); ++i) n = r[i].nphi < n ? r[i].nphi : n;
  return n;
}

/// Rings from which the grid's own weights integrate every product of two functions of band-limit L
/// exactly; 0: never.
static int direct_rings(s2_grid_kind kind, int L)
{
  switch (kind) {
    case S2_GRID_GL: return L;
    case S2_GRID_DH:
    case S2_GRID_F1:
    case S2_GRID_CC:
    case S2_GRID_MWSS: return 2 * L - 1;
    default: return 0;
  }
}

/// Period and offset of equiangular rings; period 0 for other kinds.
static theta_period period_of(s2_grid_kind kind, int n)
{
  switch (kind) {
    case S2_GRID_MW: return (theta_period){n, 2 * n - 1, 1};
    case S2_GRID_DH:
    case S2_GRID_F1: return (theta_period){n, 2 * n, 1};
    case S2_GRID_CC:
    case S2_GRID_MWSS: return (theta_period){n, 2 * n - 2, 0};
    default: return (theta_period){n, 0, 0};
  }
}

/// Decide plan->exact, folds and refusal.
static void choose_analysis(s2fft_plan *plan, const s2_grid *grid, const double *user_weights)
{
  s2_grid_kind kind = s2_grid_get_kind(grid);
  int n = s2_grid_nrings(grid), limit = s2_grid_exact_limit(grid),
      direct = direct_rings(kind, plan->L);
  if (user_weights != NULL || kind == S2_GRID_HEALPIX || kind == S2_GRID_RINGS) return;
  if (kind == S2_GRID_DH) limit = n; // its rings resolve as much as Fejer's
  int nphi = shortest_ring(grid), needed = 2 * plan->mmax + 1;
  if (limit < plan->L || nphi < needed) {
    snprintf(plan->refusal, sizeof plan->refusal,
             "%d rings of %d samples (%s) do not determine L = %d, mmax = %d: the rings allow L <= "
             "%d, mmax = %d needs %d samples",
             n, nphi, s2_grid_kind_name(kind), plan->L, plan->mmax, limit, plan->mmax, needed);
    return;
  }
  plan->exact = 1;
  plan->folds = direct == 0 || n < direct;
}

// ------------------------------------------------------------------ building

/// Pairs (i, n-1-i) north to south.
static void mirror_pairs(int n, ring_pair *pair, int *count)
{
  *count = (n + 1) / 2;
  for (int i = 0; i < *count; ++i) pair[i] = (ring_pair){i, 2 * i + 1 == n ? -1 : n - 1 - i};
}

static s2_status build_rings(s2fft_plan *plan, const s2_grid *grid, const double *user_weights,
                             int count, const ring_pair *pair)
{
  int n = s2_grid_nrings(grid);
  const s2_ring *rings = s2_grid_rings(grid);
  double *weight = s2_priv_alloc((size_t)n, sizeof *weight);
  if (weight == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d weights", n);
  for (int r = 0; r < n; ++r) {
    double own = plan->folds ? 2 * S2_PI / rings[r].nphi : rings[r].weight;
    weight[r] = user_weights != NULL ? user_weights[r] : own;
  }
  s2_status status = rings_create(plan, count, pair, rings, weight);
  s2_priv_free(weight);
  return status;
}

/// Whether the Legendre stage works on Fejer rings of its own: MW rings have no mirror images; and
/// where there are many more latitudes than L needs, it takes longer than resampling.
static int resamples(const s2fft_plan *plan, s2_grid_kind kind, int n, int pairs)
{
  if (kind == S2_GRID_MW) return n >= plan->L;
  return plan->L >= RESAMPLE_MIN_L && 2 * pairs > RESAMPLE_MIN_RINGS * plan->L;
}

static s2_status build_resampled(s2fft_plan *plan, const s2_grid *grid, const double *user_weights,
                                 int count, const ring_pair *pair)
{
  int rings = smooth_size(plan->L), own_count;
  s2_grid *fejer;
  S2_TRY(build_rings(plan, grid, user_weights, count, pair));
  ring_pair *own = s2_priv_alloc((size_t)rings, sizeof *own);
  if (own == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d rings", rings);
  s2_status made = s2_grid_create_shape(&fejer, S2_GRID_F1, rings, 1);
  if (made != S2_OK) {
    s2_priv_free(own);
    return made;
  }
  mirror_pairs(rings, own, &own_count);
  s2_status status = geometry_latitudes(plan, own_count, own, s2_grid_rings(fejer));
  s2_priv_free(own);
  s2_grid_destroy(fejer);
  if (status != S2_OK) return status;
  theta_period latitudes = period_of(S2_GRID_F1, rings),
               period = period_of(s2_grid_get_kind(grid), s2_grid_nrings(grid));
  return period.period > 0 ? theta_create(plan, latitudes, period)
                           : theta_create_window(plan, latitudes, count, pair, s2_grid_rings(grid));
}

static s2_status build_direct(s2fft_plan *plan, const s2_grid *grid, const double *user_weights,
                              int count, ring_pair **pair)
{
  theta_period period = period_of(s2_grid_get_kind(grid), s2_grid_nrings(grid));
  if (!plan->folds) S2_TRY(geometry_space(plan, s2_grid_rings(grid), pair, &count));
  S2_TRY(build_rings(plan, grid, user_weights, count, *pair));
  S2_TRY(geometry_latitudes(plan, count, *pair, s2_grid_rings(grid)));
  return plan->folds ? theta_create(plan, period, period) : S2_OK;
}

static s2_status build_geometry(s2fft_plan *plan, const s2_grid *grid, const double *user_weights)
{
  int n = s2_grid_nrings(grid), count;
  s2_grid_kind kind = s2_grid_get_kind(grid);
  ring_pair *pair = s2_priv_alloc((size_t)n, sizeof *pair);
  if (pair == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d rings", n);
  s2_status status = S2_OK;
  if (kind == S2_GRID_MW ? n >= plan->L : period_of(kind, n).period > 0)
    mirror_pairs(n, pair, &count);
  else
    status = geometry_pair(n, s2_grid_rings(grid), pair, &count);
  if (status == S2_OK && resamples(plan, kind, n, count))
    status = build_resampled(plan, grid, user_weights, count, pair);
  else if (status == S2_OK)
    status = build_direct(plan, grid, user_weights, count, &pair);
  s2_priv_free(pair);
  if (status != S2_OK) return status;
  int np = plan->lat.np > plan->rings->np ? plan->lat.np : plan->rings->np;
  plan->np = np + (np % 16 == 0 ? 8 : 0); // rows a power of two apart would share cache sets
  return S2_OK;
}

static s2_status report(const s2fft_plan *plan, double done)
{
  if (plan->dry || plan->progress == NULL) return S2_OK;
  if (plan->progress(plan->progress_user, done, "plan") == 0) return S2_OK;
  return S2_FAIL(S2_ERR_CANCELLED, "cancelled at %.0f %%", 100 * done);
}

static s2_status fill(s2fft_plan *plan, const s2_grid *grid, int L, const s2fft_options *o)
{
  plan->L = L;
  plan->spin = o->spin;
  plan->mmax = o->mmax < 0 ? L - 1 : o->mmax;
  plan->lmin = o->lmin;
  plan->layout = o->layout;
  plan->nthreads = o->nthreads;
  plan->iterations = o->iterations;
  plan->progress = o->progress;
  plan->progress_user = o->progress_user;
  plan->map_size = s2_grid_map_size(grid);
  plan->kernel = s2fft_kernel_select();
  plan->spin_even = abs(o->spin) <= SPIN_EVEN_MAX ? abs(o->spin) : -1;
  plan->L_even = L + (plan->spin_even > 0 ? plan->spin_even : 0);
  choose_analysis(plan, grid, o->ring_weights);
  S2_TRY(report(plan, 0));
  S2_TRY(build_geometry(plan, grid, o->ring_weights));
  S2_TRY(tables_even(plan));
  S2_TRY(report(plan, 0.3));
  S2_TRY(starts_fill(plan));
  return report(plan, 1);
}

static s2_status create(s2fft_plan **out, const s2_grid *grid, int L, const s2fft_options *own,
                        int dry)
{
  s2fft_plan *plan = s2_priv_alloc(1, sizeof *plan);
  if (plan == NULL) return S2_FAIL(S2_ERR_MEMORY, "plan");
  plan->dry = dry;
  plan->bytes = (int64_t)sizeof *plan;
  s2_status status = fill(plan, grid, L, own);
  if (status != S2_OK) {
    s2fft_plan_destroy(plan);
    return status;
  }
  *out = plan;
  return S2_OK;
}

s2_status s2fft_plan_create(s2fft_plan **plan, const s2_grid *grid, int L,
                            const s2fft_options *options)
{
  S2_REQUIRE(plan != NULL, "plan is NULL");
  *plan = NULL;
  s2fft_options own;
  S2_TRY(options_adopt(options, &own));
  S2_TRY(options_check(grid, L, &own));
  return create(plan, grid, L, &own, 0);
}

void s2fft_plan_destroy(s2fft_plan *plan)
{
  if (plan == NULL) return;
  theta_destroy(plan->theta);
  rings_destroy(plan->rings);
  if (plan->even != NULL) s2_priv_free(plan->even[0].ab_cos); // one block for all orders
  latitudes *lat = &plan->lat;
  void *blocks[] = {plan->even,    plan->lower,        plan->start, plan->reach, plan->late,
                    plan->state,   plan->state_offset, lat->kind,   lat->cosine, lat->sine,
                    lat->cos_half, lat->sin_half,      lat->x,      lat->scale,  plan};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; ++k) s2_priv_free(blocks[k]);
}

s2_status s2fft_estimate(const s2_grid *grid, int L, const s2fft_options *options,
                         s2fft_field field, int nmaps, int64_t *plan_bytes, int64_t *work_bytes)
{
  s2fft_options own;
  S2_TRY(options_adopt(options, &own));
  S2_TRY(options_check(grid, L, &own));
  S2_REQUIRE((int)field >= S2FFT_REAL && field <= S2FFT_PAIR, "field = %d is outside 0 .. 2",
             (int)field);
  S2_REQUIRE(nmaps >= 1, "nmaps = %d is less than 1", nmaps);
  s2fft_plan *plan;
  S2_TRY(create(&plan, grid, L, &own, 1));
  if (plan_bytes != NULL) *plan_bytes = plan->bytes;
  s2_status status = S2_OK;
  if (work_bytes != NULL) status = workspace_size(plan, field, nmaps, work_bytes);
  s2fft_plan_destroy(plan);
  return status;
}

// ------------------------------------------------------------------ questions

int s2fft_plan_L(const s2fft_plan *plan)
{
  return plan->L;
}
int s2fft_plan_spin(const s2fft_plan *plan)
{
  return plan->spin;
}
int s2fft_plan_mmax(const s2fft_plan *plan)
{
  return plan->mmax;
}
int s2fft_plan_is_exact(const s2fft_plan *plan)
{
  return plan->exact;
}
const char *s2fft_plan_isa(const s2fft_plan *plan)
{
  return plan->kernel->isa;
}
int64_t s2fft_plan_bytes(const s2fft_plan *plan)
{
  return plan->bytes;
}
int64_t s2fft_map_size(const s2fft_plan *plan)
{
  return plan->map_size;
}

s2fft_layout plan_layout(const s2fft_plan *plan, s2fft_field field)
{
  if (plan->layout != S2FFT_LAYOUT_DEFAULT) return plan->layout;
  return field == S2FFT_COMPLEX ? S2FFT_LAYOUT_SQUARE : S2FFT_LAYOUT_TRIANGLE;
}

int64_t s2fft_alm_size(const s2fft_plan *plan, s2fft_field field)
{
  s2fft_layout layout = plan_layout(plan, field);
  if (field == S2FFT_COMPLEX && layout == S2FFT_LAYOUT_TRIANGLE) return 0;
  return s2fft_layout_size(layout, plan->L, plan->mmax);
}

int64_t s2fft_alm_index(const s2fft_plan *plan, s2fft_field field, int l, int m)
{
  if (s2fft_alm_size(plan, field) == 0) return -1;
  return s2fft_layout_index(plan_layout(plan, field), plan->L, plan->mmax, l, m);
}

// SPDX-License-Identifier: MIT
// What scales of one band-limit share: a grid, the engine's plans, the transform in gamma.
#include "workspace.h"
#include <stdlib.h>

// ------------------------------------------------------------------ grids

/// Sampling of the maps: as asked for, or that of the signal.
static s2_status sampling_of(const s2wav_plan *plan, const s2_grid *grid, s2_grid_kind *kind)
{
  *kind = grid != NULL ? s2_grid_get_kind(grid) : S2_GRID_MW;
  if (plan->o.sampling >= 0) *kind = (s2_grid_kind)plan->o.sampling;
  S2_REQUIRE(*kind != S2_GRID_RINGS,
             "a grid of user rings has no sampling that scales could share: set options.sampling");
  return S2_OK;
}

/// Smallest power of two that is at least ratio L.
static s2_status nside_of(double ratio, int L, int *nside)
{
  *nside = 1;
  while (*nside < ratio * L) *nside *= 2;
  S2_REQUIRE(*nside <= 32768, "nside_ratio = %g needs nside = %d at L = %d, more than 32768", ratio,
             *nside, L);
  return S2_OK;
}

static s2_status make_grid(const s2wav_plan *plan, s2_grid_kind kind, band *b)
{
  int nside;
  if (kind != S2_GRID_HEALPIX) return s2_grid_create(&b->grid, kind, b->L);
  S2_TRY(nside_of(plan->o.nside_ratio, b->L, &nside));
  return s2_grid_create_healpix(&b->grid, nside);
}

// ------------------------------------------------------------------ orders

/// Orders of the parity of N - 1 that band-limit L can hold.
static s2fft_priv_orders all_orders(int L, int N)
{
  int last = N - 1;
  while (last >= L) last -= 2;
  return (s2fft_priv_orders){-last, 2, last < 0 ? 0 : last + 1};
}

/// Spins of the plans: one for n and -n, whose field is kept as its conjugate.
static s2_status plan_spins(const band *b, int **spins, int *count)
{
  *spins = s2_priv_alloc((size_t)b->orders.count, sizeof **spins);
  if (*spins == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d orders", b->orders.count);
  *count = 0;
  for (int i = 0; i < b->orders.count; ++i) {
    int n = b->orders.first + i * b->orders.step;
    if (n >= 0) (*spins)[(*count)++] = b->spin - n;
  }
  return S2_OK;
}

// ------------------------------------------------------------------ one band

static s2fft_options engine_options(const s2wav_plan *plan, const band *b)
{
  s2fft_options o;
  s2fft_options_init(&o);
  o.layout = S2FFT_LAYOUT_LINEAR;
  o.nthreads = plan->o.nthreads;
  o.iterations = s2_grid_nside(b->grid) > 0 ? plan->o.iterations : 0;
  return o;
}

/// The channels, or what they would take.
static s2_status make_channels(s2wav_plan *plan, band *b, plan_estimate *e)
{
  int *spins = NULL, count = 0;
  s2fft_options o = engine_options(plan, b);
  if (b->orders.count == 0) return S2_OK;
  S2_TRY(plan_spins(b, &spins, &count));
  s2_status status;
  if (e == NULL) {
    status = s2fft_priv_channels_create(&b->channels, b->grid, b->L, count, spins, &o);
    if (status == S2_OK) plan->bytes += s2fft_priv_channels_bytes(b->channels);
  } else {
    int nfields = largest_batch(plan, e->field, e->use);
    int64_t plans = 0, work = 0, rest = s2fft_priv_channels_work_size(b->L, nfields, 0);
    status = s2fft_priv_channels_estimate(b->grid, b->L, count, spins, &o, e->field, nfields,
                                          &plans, &work);
    e->plan += plans;
    if (b->L > e->L) e->L = b->L;
    if (work - rest > e->engine) e->engine = work - rest;
  }
  s2_priv_free(spins);
  return status;
}

static s2_status make_band(s2wav_plan *plan, s2_grid_kind kind, band *b, plan_estimate *e)
{
  int steerable = plan->o.storage == S2WAV_STEERABLE;
  S2_TRY(make_grid(plan, kind, b));
  plan->bytes += s2_grid_nrings(b->grid) * (int64_t)sizeof(s2_ring);
  if (b->G > 1) {
    S2_TRY(s2fft_priv_gamma_create(&b->gamma, b->grid, b->G, steerable));
    plan->bytes += s2fft_priv_gamma_bytes(b->gamma);
  }
  return make_channels(plan, b, e);
}

// ------------------------------------------------------------------ all bands

/// Neighbouring scales of equal band-limits share a band; the scaling map has its own.
static void assign(s2wav_plan *plan)
{
  for (int i = S2WAV_SCALING; i < plan->nscales; ++i) {
    scale *s = scale_at(plan, i);
    const band *last = i > 0 ? &plan->band[plan->nbands - 1] : NULL;
    if (last == NULL || last->L != s->shape.L || last->N != s->shape.N)
      plan->band[plan->nbands++] = (band){.L = s->shape.L, .N = s->shape.N, .first = i};
    s->band = plan->nbands - 1;
    ++plan->band[s->band].count;
  }
  if (plan->o.scaling == S2WAV_SCALING_SIGNAL) plan->band[0].spin = plan->spin;
  for (int i = 0; i < plan->nbands; ++i) {
    band *b = &plan->band[i];
    b->G = plan->o.storage == S2WAV_STEERABLE ? b->N : 2 * b->N - 1;
    b->orders = abs(b->spin) < b->L ? all_orders(b->L, b->N) : (s2fft_priv_orders){0, 2, 0};
  }
}

/// Shape of the map of a scale, which begins at `offset`.
static s2_status complete_shape(const s2wav_plan *plan, int i, int64_t offset)
{
  const band *b = band_of(plan, i);
  s2wav_scale *s = &scale_at(plan, i)->shape;
  s->ngamma = b->G;
  s->nrings = s2_grid_nrings(b->grid);
  s->nside = s2_grid_nside(b->grid);
  s->nphi = s->nside > 0 ? 0 : s2_grid_rings(b->grid)[0].nphi;
  s->slice = s2_grid_map_size(b->grid);
  s->offset = offset;
  int64_t most = INT64_MAX / (int64_t)sizeof(s2_complex) - offset;
  S2_REQUIRE(s2_priv_mul(s->slice, s->ngamma, &s->size) && s->size <= most,
             "%d slices of %lld samples overflow", s->ngamma, (long long)s->slice);
  return S2_OK;
}

static s2_status complete_shapes(s2wav_plan *plan)
{
  S2_TRY(complete_shape(plan, S2WAV_SCALING, 0));
  for (int i = 0; i < plan->nscales; ++i) {
    S2_TRY(complete_shape(plan, i, plan->wav_size));
    plan->wav_size += scale_at(plan, i)->shape.size;
  }
  return S2_OK;
}

static s2_status report(const s2wav_plan *plan, int done)
{
  double fraction = (double)done / plan->nbands;
  if (plan->o.progress == NULL || plan->o.progress(plan->o.progress_user, fraction, "plans") == 0)
    return S2_OK;
  return S2_FAIL(S2_ERR_CANCELLED, "cancelled at %.0f %%", 100 * fraction);
}

s2_status bands_make(s2wav_plan *plan, const s2_grid *grid, plan_estimate *estimate)
{
  s2_grid_kind kind;
  S2_TRY(sampling_of(plan, grid, &kind));
  plan->band = s2_priv_alloc((size_t)plan->nscales + 1, sizeof *plan->band);
  if (plan->band == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d scales", plan->nscales);
  plan->bytes += (plan->nscales + 1) * (int64_t)sizeof *plan->band;
  assign(plan);
  for (int i = 0; i < plan->nbands; ++i) {
    S2_TRY(make_band(plan, kind, &plan->band[i], estimate));
    if (estimate == NULL) S2_TRY(report(plan, i + 1));
  }
  return complete_shapes(plan);
}

void bands_free(s2wav_plan *plan)
{
  for (int i = 0; i < plan->nbands; ++i) {
    s2fft_priv_channels_destroy(plan->band[i].channels);
    s2fft_priv_gamma_destroy(plan->band[i].gamma);
    s2_grid_destroy(plan->band[i].grid);
  }
  s2_priv_free(plan->band);
}

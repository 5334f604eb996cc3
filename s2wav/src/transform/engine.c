// SPDX-License-Identifier: MIT
#include "engine.h"
#include <string.h>

wave_group group_at(const wave_call *c, int i)
{
  const band *b = band_of(c->plan, i);
  int left = b->first + b->count - i, most = group_of(b, c->field, c->work->use);
  return (wave_group){i, left < most ? left : most};
}

static int threads_of(const wave_call *c)
{
  int threads = s2_priv_threads(c->plan->o.nthreads);
  return threads < c->work->threads ? threads : c->work->threads;
}

/// Whether the fields F_n lie in the map: it is made of them, or may be overwritten, or is one.
static int in_place(const wave_call *c, const band *b)
{
  return b->gamma == NULL || goes_to_maps(c->op) || c->single;
}

/// Fields F_n of the k-th scale of a group.
static double *modes_at(const wave_call *c, const band *b, int k, double *map)
{
  return in_place(c, b) ? map : c->work->modes + modes_of(b, c->field, c->work->use) * k;
}

/// Order i of those of one pass.
static double *mode_at(const wave_call *c, const band *b, s2fft_priv_orders o, int i, double *modes)
{
  int real = c->field == S2FFT_REAL, before = s2fft_priv_gamma_mode(real, o, i);
  return modes + before * s2_grid_map_size(b->grid) * (real ? 1 : 2);
}

int engine_is_empty(const wave_call *c, int i)
{
  return scale_at(c->plan, i)->shape.empty || band_of(c->plan, i)->channels == NULL;
}

// ------------------------------------------------------------------ channels

static s2fft_priv_channel channel_of(const wave_call *c, const scale *s, int n)
{
  const band *b = &c->plan->band[s->band];
  int real = c->field == S2FFT_REAL && n == 0, back = !goes_to_maps(c->op);
  int which = c->op == WAVE_ANALYSIS || c->op == WAVE_ANALYSIS_ADJOINT ? OF_ANALYSIS : OF_SYNTHESIS;
  const s2_complex *row = s->window[which] + (int64_t)order_row(b, n) * b->L;
  return (s2fft_priv_channel){
      .field = real ? S2FFT_REAL : S2FFT_COMPLEX,
      .spin = b->spin - n,
      .conjugate = n < 0,
      .planar = c->field == S2FFT_REAL,
      .add = back,
      .window = real && back ? s->half[which] : row,
  };
}

typedef s2_status channels_fn(const s2fft_priv_channels *, int, const s2fft_priv_channel *,
                              s2fft_priv_channels_work *);
static channels_fn *const transform[] = {
    [WAVE_ANALYSIS] = s2fft_priv_channels_inverse,
    [WAVE_SYNTHESIS] = s2fft_priv_channels_forward,
    [WAVE_ANALYSIS_ADJOINT] = s2fft_priv_channels_inverse_adjoint,
    [WAVE_SYNTHESIS_ADJOINT] = s2fft_priv_channels_forward_adjoint,
};

static s2_status run_channels(const wave_call *c, const band *b, int count)
{
  return transform[c->op](b->channels, count, c->work->list, c->work->channels);
}

/// Coefficients that the k-th scale of a group gives.
static s2_complex *sums_of(const wave_call *c, const band *b, int k)
{
  return c->work->sums + (int64_t)k * b->L * b->L;
}

/// Some orders of a group: coefficients of the signal to the fields F_n, or, NULL, back to sums.
static s2_status run_orders(const wave_call *c, wave_group g, s2fft_priv_orders o,
                            const s2_complex *signal, double *const *map)
{
  const band *b = band_of(c->plan, g.first);
  int count = 0;
  for (int i = 0; i < o.count; ++i) // scales of one order side by side: they share its recursion
    for (int k = 0; k < g.count; ++k) {
      if (engine_is_empty(c, g.first + k)) continue;
      s2fft_priv_channel *channel = &c->work->list[count++];
      *channel = channel_of(c, scale_at(c->plan, g.first + k), o.first + i * o.step);
      channel->alm = signal != NULL ? (s2_complex *)signal : sums_of(c, b, k);
      channel->map = mode_at(c, b, o, i, modes_at(c, b, k, map[k]));
    }
  return count > 0 ? run_channels(c, b, count) : S2_OK;
}

// ------------------------------------------------------------------ gamma

typedef void gamma_fn(const s2fft_priv_gamma *, const s2fft_priv_gamma_job *, void *, int);

/// Some orders of the k-th scale of a group to its samples or back.
static void run_gamma(const wave_call *c, const band *b, s2fft_priv_orders o, int k, double *map)
{
  gamma_fn *run = goes_to_maps(c->op) ? s2fft_priv_gamma_synthesis : s2fft_priv_gamma_analysis;
  s2fft_priv_gamma_job job = {c->field == S2FFT_REAL, o, modes_at(c, b, k, map), map};
  if (b->gamma != NULL) run(b->gamma, &job, c->work->gamma, threads_of(c));
}

// ------------------------------------------------------------------ to maps

static void clear_map(const wave_call *c, int i, double *map)
{
  size_t width = c->field == S2FFT_REAL ? 1 : 2;
  memset(map, 0, width * (size_t)scale_at(c->plan, i)->shape.size * sizeof *map);
}

s2_status engine_to_maps(const wave_call *c, wave_group g, const s2_complex *signal,
                         double *const *map)
{
  const band *b = band_of(c->plan, g.first);
  s2fft_priv_orders o = orders_of(b, c->field);
  S2_TRY(run_orders(c, g, o, signal, map));
  for (int k = 0; k < g.count; ++k) {
    if (engine_is_empty(c, g.first + k))
      clear_map(c, g.first + k, map[k]);
    else
      run_gamma(c, b, o, k, map[k]);
  }
  return S2_OK;
}

// ------------------------------------------------------------------ from maps

int engine_passes(const wave_call *c, int i)
{
  const band *b = band_of(c->plan, i);
  return in_place(c, b) ? 1 : passes_of(b, c->field, c->work->use);
}

/// Orders of pass k of scale i.
static s2fft_priv_orders orders_at(const wave_call *c, int i, int k)
{
  const band *b = band_of(c->plan, i);
  return in_place(c, b) ? orders_of(b, c->field) : pass_of(b, c->field, c->work->use, k);
}

s2_status engine_from_maps(const wave_call *c, wave_group g, double *const *map,
                           const coefs *signal)
{
  const band *b = band_of(c->plan, g.first);
  size_t size = (size_t)b->L * (size_t)b->L * sizeof(s2_complex);
  for (int k = 0; k < g.count; ++k) memset(sums_of(c, b, k), 0, size);
  for (int pass = 0; pass < engine_passes(c, g.first); ++pass) {
    s2fft_priv_orders o = orders_at(c, g.first, pass);
    for (int k = 0; k < g.count; ++k)
      if (!engine_is_empty(c, g.first + k)) run_gamma(c, b, o, k, map[k]);
    S2_TRY(run_orders(c, g, o, NULL, map));
  }
  for (int k = 0; k < g.count; ++k)
    if (!engine_is_empty(c, g.first + k)) coefs_add(signal, b->L, sums_of(c, b, k));
  return S2_OK;
}

// ------------------------------------------------------------------ order by order

s2fft_priv_orders engine_take_apart(const wave_call *c, int i, int k, double *map)
{
  s2fft_priv_orders o = orders_at(c, i, k);
  run_gamma(c, band_of(c->plan, i), o, 0, map);
  return o;
}

s2_status engine_order(const wave_call *c, int i, s2fft_priv_orders o, int k, double *map,
                       s2_complex *out)
{
  const band *b = band_of(c->plan, i);
  s2fft_priv_channel *channel = &c->work->list[0];
  *channel = channel_of(c, scale_at(c->plan, i), o.first + k * o.step);
  channel->window = NULL;
  channel->add = 0;
  channel->alm = out;
  channel->map = mode_at(c, b, o, k, modes_at(c, b, 0, map));
  return run_channels(c, b, 1);
}

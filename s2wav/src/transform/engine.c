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

/// Whether the fields F_n are made where the samples go, or are them.
static int in_place(const wave_call *c, const band *b)
{
  return b->gamma == NULL || (c->field == S2FFT_COMPLEX && goes_to_maps(c->op));
}

/// Fields F_n of the k-th scale of a group.
static double *modes_of(const wave_call *c, const band *b, int k, double *map)
{
  if (in_place(c, b)) return map;
  int64_t orders = orders_of(b, c->field).count;
  return c->work->modes + 2 * s2_grid_map_size(b->grid) * orders * k;
}

static double *mode_at(const wave_call *c, const band *b, int k, int order, double *map)
{
  return modes_of(c, b, k, map) + 2 * s2_grid_map_size(b->grid) * order;
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
  return transform[c->op](b->channels, count, c->work->list, c->work->channels[b - c->plan->band]);
}

static s2fft_priv_gamma_job gamma_of(const wave_call *c, const band *b, int k, double *map)
{
  return (s2fft_priv_gamma_job){c->field == S2FFT_REAL, orders_of(b, c->field),
                                modes_of(c, b, k, map), map};
}

// ------------------------------------------------------------------ to maps

static void clear_map(const wave_call *c, int i, double *map)
{
  size_t width = c->field == S2FFT_REAL ? 1 : 2;
  memset(map, 0, width * (size_t)scale_at(c->plan, i)->shape.size * sizeof *map);
}

int engine_is_empty(const wave_call *c, int i)
{
  return scale_at(c->plan, i)->shape.empty || band_of(c->plan, i)->channels == NULL;
}

s2_status engine_to_maps(const wave_call *c, wave_group g, const s2_complex *signal,
                         double *const *map)
{
  const band *b = band_of(c->plan, g.first);
  s2fft_priv_orders o = orders_of(b, c->field);
  int count = 0;
  for (int i = 0; i < o.count; ++i) // scales of one order side by side: they share its recursion
    for (int k = 0; k < g.count; ++k) {
      if (engine_is_empty(c, g.first + k)) continue;
      s2fft_priv_channel *channel = &c->work->list[count++];
      *channel = channel_of(c, scale_at(c->plan, g.first + k), o.first + i * o.step);
      channel->alm = (s2_complex *)signal;
      channel->map = mode_at(c, b, k, i, map[k]);
    }
  if (count > 0) S2_TRY(run_channels(c, b, count));
  for (int k = 0; k < g.count; ++k) {
    if (engine_is_empty(c, g.first + k)) {
      clear_map(c, g.first + k, map[k]);
    } else if (b->gamma != NULL) {
      s2fft_priv_gamma_job job = gamma_of(c, b, k, map[k]);
      s2fft_priv_gamma_synthesis(b->gamma, &job, c->work->gamma, threads_of(c));
    }
  }
  return S2_OK;
}

// ------------------------------------------------------------------ from maps

static s2_complex *sums_of(const wave_call *c, const band *b, int k)
{
  return c->work->sums + (int64_t)k * b->L * b->L;
}

static void take_apart(const wave_call *c, const band *b, int k, double *map)
{
  if (b->gamma == NULL) return;
  s2fft_priv_gamma_job job = gamma_of(c, b, k, map);
  s2fft_priv_gamma_analysis(b->gamma, &job, c->work->gamma, threads_of(c));
}

s2_status engine_from_maps(const wave_call *c, wave_group g, double *const *map,
                           const coefs *signal)
{
  const band *b = band_of(c->plan, g.first);
  s2fft_priv_orders o = orders_of(b, c->field);
  int count = 0;
  for (int k = 0; k < g.count; ++k) {
    if (engine_is_empty(c, g.first + k)) continue;
    take_apart(c, b, k, map[k]);
    memset(sums_of(c, b, k), 0, (size_t)b->L * (size_t)b->L * sizeof(s2_complex));
  }
  for (int i = 0; i < o.count; ++i)
    for (int k = 0; k < g.count; ++k) {
      if (engine_is_empty(c, g.first + k)) continue;
      s2fft_priv_channel *channel = &c->work->list[count++];
      *channel = channel_of(c, scale_at(c->plan, g.first + k), o.first + i * o.step);
      channel->alm = sums_of(c, b, k);
      channel->map = mode_at(c, b, k, i, map[k]);
    }
  if (count > 0) S2_TRY(run_channels(c, b, count));
  for (int k = 0; k < g.count; ++k)
    if (!engine_is_empty(c, g.first + k)) coefs_add(signal, b->L, sums_of(c, b, k));
  return S2_OK;
}

// ------------------------------------------------------------------ order by order

void engine_modes(const wave_call *c, int i, double *map)
{
  take_apart(c, band_of(c->plan, i), 0, map);
}

s2_status engine_order(const wave_call *c, int i, int n, double *map, s2_complex *out)
{
  const band *b = band_of(c->plan, i);
  s2fft_priv_orders o = orders_of(b, c->field);
  c->work->list[0] = channel_of(c, scale_at(c->plan, i), n);
  c->work->list[0].window = NULL;
  c->work->list[0].add = 0;
  c->work->list[0].alm = out;
  c->work->list[0].map = mode_at(c, b, 0, (n - o.first) / o.step, map);
  return run_channels(c, b, 1);
}

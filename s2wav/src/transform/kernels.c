// SPDX-License-Identifier: MIT
// Kernels and shapes of all scales, from the tiling.
#include "plan.h"
#include <string.h>

static s2_status read_rows(s2wav_plan *plan, const s2wav_tiling *tiling)
{
  size_t width = 2 * (size_t)plan->N - 1;
  int rows = plan->N > 1 ? plan->N : 2; // l = 0 has none, even for N = 1
  plan->nrows = plan->L < rows ? plan->L : rows;
  size_t size = (size_t)plan->nrows * width;
  plan->rows = s2_priv_alloc(size, sizeof *plan->rows);
  if (plan->rows == NULL) return S2_FAIL(S2_ERR_MEMORY, "rows of N = %d", plan->N);
  plan->bytes += (int64_t)(size * sizeof *plan->rows);
  for (int l = 0; l < plan->nrows; ++l)
    S2_TRY(s2wav_tiling_row(tiling, l, plan->rows + (size_t)l * width));
  return S2_OK;
}

/// At full resolution every map has the band-limits of the signal. A kernel that sees nothing still
/// has a map, if only of the mean.
static s2_status read_scale(s2wav_plan *plan, const s2wav_tiling *tiling, int i)
{
  s2wav_band band;
  scale *s = scale_at(plan, i);
  S2_TRY(s2wav_tiling_band(tiling, i, &band));
  s->shape =
      (s2wav_scale){.j = band.j, .L = band.L, .lmin = band.lmin, .N = band.N, .empty = band.empty};
  if (plan->o.full_resolution) {
    s->shape.L = plan->L;
    s->shape.N = i == S2WAV_SCALING ? 1 : plan->N;
  }
  if (s->shape.L < 1) s->shape.L = 1;
  s->kappa = s2_priv_alloc((size_t)s->shape.L, sizeof *s->kappa);
  if (s->kappa == NULL) return S2_FAIL(S2_ERR_MEMORY, "kernel of %d degrees", s->shape.L);
  plan->bytes += s->shape.L * (int64_t)sizeof *s->kappa;
  memcpy(s->kappa, s2wav_tiling_kappa(tiling, i), (size_t)s->shape.L * sizeof *s->kappa);
  return S2_OK;
}

s2_status kernels_read(s2wav_plan *plan, const s2wav_tiling *tiling)
{
  plan->L = s2wav_tiling_L(tiling);
  plan->N = s2wav_tiling_N(tiling);
  plan->spin = s2wav_tiling_spin(tiling);
  plan->nscales = s2wav_tiling_nscales(tiling);
  size_t count = (size_t)plan->nscales + 1;
  plan->scale = s2_priv_alloc(count, sizeof *plan->scale);
  if (plan->scale == NULL) return S2_FAIL(S2_ERR_MEMORY, "%zu scales", count);
  plan->bytes += (int64_t)(count * sizeof *plan->scale);
  S2_TRY(read_rows(plan, tiling));
  for (int i = S2WAV_SCALING; i < plan->nscales; ++i) S2_TRY(read_scale(plan, tiling, i));
  return S2_OK;
}

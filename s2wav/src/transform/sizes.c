// SPDX-License-Identifier: MIT
// Questions about a plan: shapes and places.
#include "plan.h"
#include <s2fft/layout.h>
#include <s2wav/harmonic.h>

static int has_scale(const s2wav_plan *plan, int i)
{
  return i >= S2WAV_SCALING && i < plan->nscales;
}

static int has_field(s2fft_field field)
{
  return field == S2FFT_REAL || field == S2FFT_COMPLEX;
}

s2fft_layout layout_of(const s2wav_plan *plan, s2fft_field field)
{
  if (plan->o.layout != S2FFT_LAYOUT_DEFAULT) return plan->o.layout;
  return field == S2FFT_REAL ? S2FFT_LAYOUT_TRIANGLE : S2FFT_LAYOUT_SQUARE;
}

/// Elements of coefficients of band-limit L.
static int64_t lm_size(const s2wav_plan *plan, s2fft_field field, int L)
{
  s2fft_layout layout = layout_of(plan, field);
  if (!has_field(field) || (field == S2FFT_COMPLEX && layout == S2FFT_LAYOUT_TRIANGLE)) return 0;
  return s2fft_layout_size(layout, L, -1);
}

int64_t s2wav_plan_bytes(const s2wav_plan *plan)
{
  return plan->bytes;
}
int s2wav_nscales(const s2wav_plan *plan)
{
  return plan->nscales;
}
int64_t s2wav_wav_size(const s2wav_plan *plan)
{
  return plan->wav_size;
}
int64_t s2wav_scal_size(const s2wav_plan *plan)
{
  return scale_at(plan, S2WAV_SCALING)->shape.size;
}
int64_t s2wav_map_size(const s2wav_plan *plan)
{
  return plan->map_size;
}
int64_t s2wav_lm_size(const s2wav_plan *plan, s2fft_field field)
{
  return lm_size(plan, field, plan->L);
}
int64_t s2wav_scal_lm_size(const s2wav_plan *plan, s2fft_field field)
{
  return lm_size(plan, field, plan->band[0].L);
}

int s2wav_plan_is_exact(const s2wav_plan *plan)
{
  if (plan->sht != NULL && !s2fft_plan_is_exact(plan->sht)) return 0;
  for (int i = 0; i < plan->nbands; ++i)
    if (plan->band[i].channels != NULL && !s2fft_priv_channels_is_exact(plan->band[i].channels))
      return 0;
  return 1;
}

s2_status s2wav_get_scale(const s2wav_plan *plan, int i, s2wav_scale *scale)
{
  S2_REQUIRE(plan != NULL, "plan is NULL");
  S2_REQUIRE(scale != NULL, "scale is NULL");
  S2_REQUIRE(has_scale(plan, i), "i = %d is outside %d .. %d", i, S2WAV_SCALING, plan->nscales - 1);
  *scale = scale_at(plan, i)->shape;
  return S2_OK;
}

const s2_grid *s2wav_scale_grid(const s2wav_plan *plan, int i)
{
  return has_scale(plan, i) ? band_of(plan, i)->grid : NULL;
}

// SPDX-License-Identifier: MIT
#include "plan.h"
#include <s2common/priv/options.h>

static const s2wav_options defaults = {
    .struct_size = sizeof(s2wav_options), .sampling = -1, .nside_ratio = 0.5};

void s2wav_options_init_sized(s2wav_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

s2_status wave_options_adopt(const s2wav_options *given, s2wav_options *o)
{
  S2_ADOPT_OPTIONS("s2wav_options_init", given, defaults, o);
  S2_REQUIRE((int)o->storage >= S2WAV_STEERABLE && o->storage <= S2WAV_FULL,
             "storage = %d is outside 0 .. 1", (int)o->storage);
  S2_REQUIRE((int)o->scaling >= S2WAV_SCALING_SCALAR && o->scaling <= S2WAV_SCALING_SIGNAL,
             "scaling = %d is outside 0 .. 1", (int)o->scaling);
  S2_REQUIRE(o->full_resolution == 0 || o->full_resolution == 1,
             "full_resolution = %d is outside 0 .. 1", o->full_resolution);
  S2_REQUIRE(o->sampling >= -1 && o->sampling <= S2_GRID_HEALPIX,
             "sampling = %d is outside -1 .. %d", o->sampling, S2_GRID_HEALPIX);
  S2_REQUIRE((int)o->layout >= S2FFT_LAYOUT_DEFAULT && o->layout <= S2FFT_LAYOUT_LINEAR,
             "layout = %d is outside 0 .. %d", (int)o->layout, S2FFT_LAYOUT_LINEAR);
  S2_REQUIRE(o->nside_ratio >= 0.25 && o->nside_ratio <= 4, "nside_ratio = %g is outside 0.25 .. 4",
             o->nside_ratio);
  S2_REQUIRE(o->iterations >= 0 && o->iterations <= 100, "iterations = %d is outside 0 .. 100",
             o->iterations);
  S2_REQUIRE(o->nthreads >= 0 && o->nthreads <= 4096, "nthreads = %d is outside 0 .. 4096",
             o->nthreads);
  return S2_OK;
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "rotate_options.h"
#include "band.h"
#include <math.h>
#include <s2common/priv/memory.h>
#include <s2common/priv/options.h>
#include <s2fft/layout.h>
#include <string.h>

static const s2fft_rotate_options defaults = {.struct_size = sizeof(s2fft_rotate_options),
                                              .count = 1};

void s2fft_rotate_options_init_sized(s2fft_rotate_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

s2_status rotate_options_adopt(int L, s2fft_layout layout, const s2fft_euler *angles,
                               const s2fft_rotate_options *given, s2fft_rotate_options *own)
{
  S2FFT_REQUIRE_BAND(L, -1);
  S2_REQUIRE(angles != NULL, "angles is NULL");
  S2_REQUIRE(isfinite(angles->alpha) && isfinite(angles->beta) && isfinite(angles->gamma),
             "angles %g, %g, %g must be finite", angles->alpha, angles->beta, angles->gamma);
  S2_ADOPT_OPTIONS("s2fft_rotate_options_init", given, defaults, own);
  int64_t each = s2fft_layout_size(layout, L, -1), total;
  if (own->stride == 0) own->stride = each;
  S2_REQUIRE(own->nthreads >= 0, "nthreads = %d must be >= 0", own->nthreads);
  S2_REQUIRE(own->count >= 1, "count = %lld must be >= 1", (long long)own->count);
  S2_REQUIRE(own->stride >= each, "stride = %lld is less than the %lld coefficients of an array",
             (long long)own->stride, (long long)each);
  S2_REQUIRE(s2_priv_mul(own->count, own->stride, &total) && total <= INT64_MAX / 32,
             "count = %lld times stride = %lld coefficients do not fit in memory",
             (long long)own->count, (long long)own->stride);
  return S2_OK;
}

int rotate_overlap(int L, s2fft_layout layout, const s2fft_rotate_options *options,
                   const s2_complex *a, const s2_complex *b)
{
  int64_t n = (options->count - 1) * options->stride + s2fft_layout_size(layout, L, -1);
  uintptr_t x = (uintptr_t)a, y = (uintptr_t)b, bytes = (uintptr_t)n * sizeof *a;
  return x <= y ? y - x < bytes : x - y < bytes;
}

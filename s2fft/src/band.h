// SPDX-License-Identifier: MIT
// Checks and addresses shared by the functions on coefficients.
#ifndef S2FFT_SRC_BAND_H
#define S2FFT_SRC_BAND_H

#include <s2common/priv/error.h>
#include <s2fft/s2fft.h>

/// Require a valid band-limit and a valid (or default) mmax.
#define S2FFT_REQUIRE_BAND(L, mmax)                                                                \
  do {                                                                                             \
    S2_REQUIRE((L) >= 1 && (L) <= S2FFT_L_MAX, "L = %d is outside 1 .. %d", (L), S2FFT_L_MAX);     \
    S2_REQUIRE((mmax) >= -1 && (mmax) < (L), "mmax = %d is outside -1 .. %d", (mmax), (L)-1);      \
  } while (0)

/// Largest order: mmax, or L-1 where mmax = -1.
static inline int s2fft_band_mmax(int L, int mmax)
{
  return mmax < 0 ? L - 1 : mmax;
}

/// Start of order m in the triangle: (l, m) is at this + l.
static inline int64_t s2fft_triangle_row(int L, int m)
{
  return (int64_t)m * (2 * (int64_t)L - 1 - m) / 2;
}

#endif

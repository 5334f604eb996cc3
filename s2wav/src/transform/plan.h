// SPDX-License-Identifier: MIT
/// @file
/// What a wavelet transform holds, and the path of its data:
///
///     signal --s2fft--> coefficients --channels--> fields F_n ("modes") --gamma--> maps
///
/// and back. Coefficients pass in the linear layout l*l + l + m, all m: those of a smaller
/// band-limit are a prefix, so that every scale reads the same array. Kernels are the windows of
/// the channels: no psi, no coefficients on SO(3).
#ifndef S2WAV_PLAN_PRIVATE_H
#define S2WAV_PLAN_PRIVATE_H

#define S2_LIBRARY "s2wav"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <s2fft/priv/channels.h>
#include <s2fft/priv/gamma.h>
#include <s2wav/s2wav.h>

/// S2_REQUIRE for the code behind several typed functions: messages carry the name of the one that
/// was called, `function`.
#define REQUIRE_FOR(function, condition, ...)                                                      \
  do {                                                                                             \
    if (!(condition)) return s2_priv_fail(S2_ERR_ARGUMENT, S2_LIBRARY, (function), __VA_ARGS__);   \
  } while (0)

/// What scales of one band-limit share.
typedef struct band {
  int L, N, G;                   ///< band-limits and samples in gamma
  int spin;                      ///< of the order n = 0: 0, but for scaling maps of spin s
  int first, count;              ///< its scales
  s2fft_priv_orders orders;      ///< all n of a complex function
  s2_grid *grid;                 ///< of a slice
  s2fft_priv_channels *channels; ///< NULL: there are no orders
  s2fft_priv_gamma *gamma;       ///< NULL: G = 1, the only order is the map
} band;

/// Which windows a transform uses.
enum { OF_ANALYSIS = 0, OF_SYNTHESIS = 1 };

typedef struct scale {
  s2wav_scale shape;
  int band;
  double *kappa;         ///< [shape.L]
  s2_complex *window[2]; ///< [orders][shape.L] of analysis, of synthesis
  s2_complex *half[2];   ///< [shape.L] half of them at n = 0; NULL: there is no such order
} scale;

struct s2wav_plan {
  int L, N, spin, nscales;
  s2wav_options o;
  s2fft_plan *sht;  ///< of the signal; NULL: no grid
  int64_t map_size; ///< of the signal
  int nbands;
  band *band;       ///< [nbands]; 0: that of the scaling map
  scale *scale;     ///< [nscales + 1]; 0: scaling map
  int nrows;        ///< s_ln is the same from l = nrows - 1 on
  s2_complex *rows; ///< [nrows][2N-1] s_ln
  int64_t wav_size;
  int64_t bytes;
};

/// Scale i, or the scaling map.
static inline scale *scale_at(const s2wav_plan *plan, int i)
{
  return &plan->scale[i - S2WAV_SCALING];
}

static inline band *band_of(const s2wav_plan *plan, int i)
{
  return &plan->band[scale_at(plan, i)->band];
}

/// Orders of a field: those of n >= 0 of a real one.
s2fft_priv_orders orders_of(const band *b, s2fft_field field);

/// Row of an order in the windows.
static inline int order_row(const band *b, int n)
{
  return (n - b->orders.first) / 2;
}

/// Doubles from a complex number to the i-th after it.
static inline ptrdiff_t pairs(int i)
{
  return 2 * (ptrdiff_t)i;
}

/// s_ln.
static inline const double *direction_at(const s2wav_plan *plan, int l, int n)
{
  int row = l < plan->nrows ? l : plan->nrows - 1;
  return (const double *)(plan->rows + row * (2 * (int64_t)plan->N - 1)) + pairs(plan->N - 1 + n);
}

/// Layout of the coefficients of a field.
s2fft_layout layout_of(const s2wav_plan *plan, s2fft_field field);

/// Options given by the caller, complete and checked.
s2_status wave_options_adopt(const s2wav_options *given, s2wav_options *own);

/// Bytes that parts of a plan would take. Where a function has one, it makes nothing large.
typedef struct plan_estimate {
  s2fft_field field;
  s2wav_use use;
  int64_t plan, work;
  int L;          ///< largest band-limit of channels
  int64_t engine; ///< largest workspace of s2fft
  s2wav_scale *shapes; ///< of the scaling map and all scales; NULL: not wanted
} plan_estimate;

/// Bands of all scales: grids, plans of the engine.
s2_status bands_make(s2wav_plan *plan, const s2_grid *grid, plan_estimate *estimate);
void bands_free(s2wav_plan *plan);

/// Windows of all scales, from kappa and rows.
s2_status windows_make(s2wav_plan *plan);

/// Kernels and shapes of all scales, from the tiling.
s2_status kernels_read(s2wav_plan *plan, const s2wav_tiling *tiling);

#endif

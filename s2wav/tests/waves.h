// SPDX-License-Identifier: MIT
/// @file
/// What the tests of the transforms share: one wavelet transform with all that belongs to it, one
/// way to call all typed functions, random signals, inner products. Arrays are doubles, complex
/// numbers pairs of them.
#ifndef S2WAV_TESTS_WAVES_H
#define S2WAV_TESTS_WAVES_H

#include "support.h"

#include <s2wav/harmonic.h>
#include <s2wav/scales.h>
#include <s2wav/single.h>

/// What to make: a table row of a test.
typedef struct wave_case {
  int L, N, J_min, spin;
  double lambda;
  s2_grid_kind kind; ///< of the signal; HEALPix: nside = L / 2
  s2fft_field field;
  s2wav_options options; ///< of zeros: steerable, one thread
} wave_case;

/// A transform and its sizes, in doubles.
typedef struct waves {
  s2wav_plan *plan;
  s2_grid *grid;
  s2fft_field field;
  int L, spin;
  size_t map, lm, wav, scal, lmn, scal_lm;
} waves;

/// Default options with these two choices, for one thread.
s2wav_options wave_options(s2wav_storage storage, int full_resolution);

waves make_waves(const wave_case *c);
void free_waves(waves *w);

/// The four operators.
typedef enum operation { ANALYSIS, SYNTHESIS, ANALYSIS_ADJOINT, SYNTHESIS_ADJOINT } operation;

/// What the signal is, and where its wavelet coefficients live.
typedef enum side { MAPS, COEFFICIENTS, HARMONIC } side;

/// Call an operator by its typed function: signal <-> (wav, scal).
s2_status apply(const waves *w, side s, operation op, double *signal, double *wav, double *scal,
                s2wav_workspace *work);

/// The same in single precision.
s2_status apply_single(const waves *w, side s, operation op, float *signal, float *wav,
                       float *scal);

/// One scale by its typed function.
s2_status apply_scale(const waves *w, operation op, int i, double *flm, double *map,
                      s2wav_workspace *work);

/// Doubles, to be freed: zeros, or uniform in (-1, 1).
double *zeros(size_t n);
double *randoms(size_t n, uint64_t seed);

/// Random coefficients of the signal with its symmetry, to be freed.
double *random_lm(const waves *w, uint64_t seed);

/// Random band-limited map, to be freed.
double *random_map(const waves *w, uint64_t seed);

/// max |a - b| / max |b|.
double relative(const double *a, const double *b, size_t n);

/// Real part of the inner product of signals: samples, or coefficients, m < 0 included.
double dot(const double *a, const double *b, size_t n);
double lm_dot(const waves *w, int L, const double *a, const double *b);

#endif

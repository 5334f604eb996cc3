// SPDX-License-Identifier: MIT
/// @file
/// One group of scales of a band through the engine.
#ifndef S2WAV_ENGINE_H
#define S2WAV_ENGINE_H

#include "coefs.h"
#include "workspace.h"

/// The four operators between a signal and its wavelet maps.
typedef enum wave_op {
  WAVE_ANALYSIS = 0,         ///< to maps
  WAVE_SYNTHESIS = 1,        ///< from maps
  WAVE_ANALYSIS_ADJOINT = 2, ///< from maps
  WAVE_SYNTHESIS_ADJOINT = 3 ///< to maps
} wave_op;

static inline int goes_to_maps(wave_op op)
{
  return op == WAVE_ANALYSIS || op == WAVE_SYNTHESIS_ADJOINT;
}

/// One running transform.
typedef struct wave_call {
  const char *function; ///< for messages
  wave_op op;
  s2fft_field field;
  int single;
  const s2wav_plan *plan;
  s2wav_workspace *work;
} wave_call;

/// Scales first .. first + count - 1 of one band.
typedef struct wave_group {
  int first, count;
} wave_group;

/// Groups that a call works on, from scale i on.
wave_group group_at(const wave_call *c, int i);

/// Maps of a group from the linear coefficients of the signal. `map[k]`: samples of scale
/// first + k.
s2_status engine_to_maps(const wave_call *c, wave_group g, const s2_complex *signal,
                         double *const *map);

/// Add what the maps of a group give to the coefficients of the signal, scale after scale.
s2_status engine_from_maps(const wave_call *c, wave_group g, double *const *map,
                           const coefs *signal);

/// Passes in which the map of scale i is taken apart into its orders.
int engine_passes(const wave_call *c, int i);

/// Take it apart, for engine_order(): the orders of pass k, which are returned.
s2fft_priv_orders engine_take_apart(const wave_call *c, int i, int k, double *map);

/// Coefficients of order k of such a pass without a window: a linear array of the scale's
/// band-limit.
s2_status engine_order(const wave_call *c, int i, s2fft_priv_orders o, int k, double *map,
                       s2_complex *out);

/// Whether a scale gives nothing: its kernel sees nothing, or its band-limit holds no order.
int engine_is_empty(const wave_call *c, int i);

#endif

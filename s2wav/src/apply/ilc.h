// SPDX-License-Identifier: MIT
/// @file
/// The steps of an internal linear combination:
///
///     ilc.c: scales --ilc_covariance.c--> R at every sample --ilc_weights.c--> the combination
#ifndef S2WAV_APPLY_ILC_H
#define S2WAV_APPLY_ILC_H

#include "slice.h"
#include <s2wav/ilc.h>

/// One scale of all channels.
typedef struct ilc_scale {
  int channels;
  const s2wav_scale *shape;
  const s2_grid *grid;
  double **map;       ///< [channels][shape->size]
  double *covariance; ///< [channels (channels+1) / 2][slice], or of one sample if `uniform`
  int uniform;        ///< one covariance for all of the sphere
} ilc_scale;

/// Place of element (c, d <= c) in a packed covariance.
static inline int ilc_pair(int c, int d)
{
  return c * (c + 1) / 2 + d;
}

/// Gaussian averages of the products of channels, sigma [rad].
s2_status ilc_covariance_local(const ilc_scale *s, double sigma);

/// Averages over the sphere.
s2_status ilc_covariance_uniform(const ilc_scale *s);

/// Covariance of the channels' coefficients of degrees 1 .. L-1, for scales of too few modes.
void ilc_covariance_degrees(const ilc_scale *s, const s2wav_plan *plan,
                            const s2_complex *const *flm, int L);

/// Replace the first channel's samples by the combination.
s2_status ilc_combine(const ilc_scale *s, const double *a);

#endif

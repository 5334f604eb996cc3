// SPDX-License-Identifier: MIT
/// @file
/// The coordinates of a transformed model: bounds taken out (u), then whitened (v); and chains in
/// them.
#ifndef HARMONIC_MODELS_COORDINATES_H
#define HARMONIC_MODELS_COORDINATES_H

#include "affine.h"
#include "bounds.h"
#include <harmonic/chains.h>
#include <harmonic/transform.h>

typedef struct coordinates {
  bounds limits;
  harmonic_whitening whitening;
  affine map; ///< whitening; empty without
} coordinates;

/// Free with coordinates_free(), also after a failure.
s2_status coordinates_create(coordinates *t, int ndim, const double *lower, const double *upper,
                             harmonic_whitening whitening);

void coordinates_free(coordinates *t);

/// v [n][ndim], and ln|dv/dx| [n]; points at a bound or beyond get u = 0 and -inf.
s2_status coordinates_forward(const coordinates *t, int64_t n, const double *x, double *v,
                              double *ln_det);

/// x(v); x may be v.
s2_status coordinates_backward(const coordinates *t, int64_t n, const double *v, double *x);

/// Chains to learn from and to judge by, in coordinates v, and their mean ln|dv/dx|.
typedef struct carried_sets {
  harmonic_chains *train, *validate;
  double train_ln_det, validate_ln_det;
} carried_sets;

/// Learn the whitening from `train`, and carry it and `validate` (NULL: none) over. The sets are
/// the caller's to destroy, also after a failure.
s2_status coordinates_learn(coordinates *t, const harmonic_chains *train,
                            const harmonic_chains *validate, carried_sets *sets);

#endif

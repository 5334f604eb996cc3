// SPDX-License-Identifier: MIT
/// @file
/// Bounded parameters carried to the whole line, see harmonic/transform.h.
#ifndef HARMONIC_MODELS_BOUNDS_H
#define HARMONIC_MODELS_BOUNDS_H

#include <s2common/status.h>
#include <stdint.h>

typedef struct bounds {
  int ndim;
  double *lower, *upper; ///< [ndim], infinite where there is none
  double *
      turn; ///< [ndim] what a circular parameter is turned by, 0 <= . < its period; NaN: it is none
} bounds;

/// NULL: no bounds on that side. Free with bounds_free().
s2_status bounds_create(bounds *b, int ndim, const double *lower, const double *upper);

void bounds_free(bounds *b);

/// Whether there is a circular parameter.
int bounds_is_circular(const bounds *b, int parameter);

/// u(x), and the sum of ln du/dx; 0 if x is at a bound or beyond: then u = 0 and ln_det = -inf.
int bounds_forward(const bounds *b, const double *x, double *u, double *ln_det);

/// x(u), strictly inside; x may be u.
void bounds_backward(const bounds *b, const double *u, double *x);

/// The first parameter beyond a bound (not at it); -1: none.
int bounds_beyond(const bounds *b, const double *x);

#endif

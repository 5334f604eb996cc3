// SPDX-License-Identifier: MIT
// The user's density, called the same way everywhere.
#ifndef HARMONIC_SAMPLE_DENSITY_H
#define HARMONIC_SAMPLE_DENSITY_H

#include <harmonic/density.h>

/// A density with its dimension.
typedef struct density {
  harmonic_density_fn *call;
  void *user;
  int ndim;
} density;

/// ln P(x), -inf outside the support or where it is NaN; returns 0, or the number that the density
/// failed with (+inf and a non-zero result other than 1 are failures; +inf gives DENSITY_INFINITE).
int density_at(const density *d, const double *x, double *ln_post, double *gradient);

/// The number that density_at() gives for ln P = +inf.
#define DENSITY_INFINITE INT32_MIN

#endif

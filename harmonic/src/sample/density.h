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

/// Whether ln P(x) is what a checkpoint says, to 1e-8 (relative, or absolute below 1): sums may be
/// taken in another order. Fails in the name of `function`.
s2_status density_confirm(const density *d, const double *x, double ln_post, const char *function);

/// The number that density_at() gives for ln P = +inf.
#define DENSITY_INFINITE INT32_MIN

#endif

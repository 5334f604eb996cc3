// SPDX-License-Identifier: MIT
// The shapes that are tried.
#include "curve.h"

/// Parameters from compact to wide: where they go, as a function of 0 <= t <= 1.
typedef struct family {
  harmonic_shape_kind kind;
  int count;
  double (*parameter)(int ndim, double t);
} family;

// Close together near 1, where the best temperature of a good model is.
static double temperature(int ndim, double t)
{
  (void)ndim;
  return 1.0 - 0.7 * (1.0 - t) * (1.0 - t);
}

static double mass(int ndim, double t)
{
  (void)ndim;
  return 1.0 - 0.5 * pow(0.002, t); // 0.5 .. 0.999
}

// The best R^2 of an exact model is about D + 1.
static double radius(int ndim, double t)
{
  return 1.0 + (t - 0.6) * fmin(1.5, 4.0 / sqrt(ndim));
}

static const family families[] = {
    {HARMONIC_SHAPE_GAUSSIAN, 20, temperature},
    {HARMONIC_SHAPE_TRUNCATED, 8, mass},
    {HARMONIC_SHAPE_BALL, 8, radius},
};

int curve_shapes(int ndim, int has_latent, const harmonic_shape *wanted, harmonic_shape *shapes)
{
  int count = 0;
  if (!has_latent) shapes[count++] = (harmonic_shape){HARMONIC_SHAPE_MODEL, 0.0};
  for (size_t k = 0; has_latent && k < sizeof families / sizeof *families; k++) {
    const family *f = &families[k];
    if (f->kind == wanted->kind && wanted->parameter != 0.0) {
      shapes[count++] = *wanted;
      continue;
    }
    for (int i = 0; i < f->count; i++) {
      double parameter = f->parameter(ndim, i / (f->count - 1.0));
      shapes[count++] = (harmonic_shape){f->kind, parameter};
    }
  }
  return count;
}

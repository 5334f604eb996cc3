// SPDX-License-Identifier: MIT
/// @file
/// Radii of an ellipsoid: normalisers, and the best one.
#ifndef HARMONIC_MODELS_RADIUS_H
#define HARMONIC_MODELS_RADIUS_H

#include "model.h"
#include <harmonic/ellipsoid.h>

/// ln of the volume of the ball |z|^2 < r2.
double radius_ln_ball(int ndim, double r2);

/// ln of the integral of the filling over |z|^2 < r2: of 1, or of the standard normal density.
double radius_ln_content(harmonic_filling filling, int ndim, double r2);

/// R^2 without a given radius, see ellipsoid.h.
double radius_default(harmonic_filling filling, int ndim);

/// The R^2 of the smallest second moment of phi / P; z2 [points->n] are the points' |z|^2.
s2_status radius_best(harmonic_filling filling, int ndim, const model_points *points,
                      const double *z2, double *r2);

#endif

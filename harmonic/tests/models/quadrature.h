// SPDX-License-Identifier: MIT
/// @file
/// Integrals of densities of one and two parameters, to 1e-12 where they are smooth.
#ifndef HARMONIC_TESTS_QUADRATURE_H
#define HARMONIC_TESTS_QUADRATURE_H

#include <harmonic/model.h>

/// Integral of phi over a box (infinite sides allowed) by the double-exponential rule (Takahasi &
/// Mori 1974); phi has to be smooth inside. ndim 1 or 2.
double integrate_box(const harmonic_model *model, double temperature, const double *lower,
                     const double *upper);

/// Integral of phi over a region of two parameters around `centre` outside of which phi = 0, seen
/// whole from the centre: in polar coordinates, the edge found by bisection.
double integrate_star(const harmonic_model *model, const double centre[2]);

/// Mean of phi_model / phi_wide over n points of a wide normal distribution, which is 1 with the
/// standard error that is returned.
double integrate_importance(const harmonic_model *model, double temperature,
                            const harmonic_model *wide, int64_t n, double *error);

#endif

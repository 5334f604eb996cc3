// SPDX-License-Identifier: MIT
/// @file
/// Harmonics of the year in a record of temperatures, with noise of unknown size:
///
///     T(t) = mean + sum_h [c_h cos(2 pi h t) + s_h sin(2 pi h t)] + noise,  noise ~ N(0, sigma^2)
///
/// Priors, all normalised, in degrees Celsius: mean ~ N(15, 10^2), coefficients ~ N(0, 5^2),
/// ln sigma ~ N(ln 0.5, 1).
#ifndef SEASONAL_CYCLE_H
#define SEASONAL_CYCLE_H

#include <harmonic/density.h>

/// Most harmonics, and the parameters they make.
enum { SEASONAL_HARMONICS = 2, SEASONAL_PARAMETERS = 2 + 2 * SEASONAL_HARMONICS };

/// A record and a model of it. The parameters are mean, c_1, s_1, ..., ln sigma.
typedef struct seasonal_cycle {
  int n;                     ///< temperatures
  const double *year;        ///< [n] times in years
  const double *temperature; ///< [n] degrees Celsius
  int harmonics;             ///< 0 .. SEASONAL_HARMONICS
} seasonal_cycle;

/// Parameters of a model: 2 + 2 harmonics.
int seasonal_parameters(const seasonal_cycle *cycle);

/// ln of likelihood times prior, with its gradient; `user` is a seasonal_cycle.
harmonic_density_fn seasonal_density;

/// The exact ln z: a Gaussian integral over all parameters but ln sigma, which is left to a
/// quadrature.
double seasonal_exact(const seasonal_cycle *cycle);

#endif

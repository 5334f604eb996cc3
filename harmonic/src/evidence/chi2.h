// SPDX-License-Identifier: MIT
// The chi-squared distribution, for radii in the latent space.
#ifndef HARMONIC_EVIDENCE_CHI2_H
#define HARMONIC_EVIDENCE_CHI2_H

/// P(chi^2 < x) with `ndim` >= 1 degrees of freedom, x >= 0: the regularised incomplete gamma
/// function P(D/2, x/2), to 1e-13 of its value.
double chi2_mass(int ndim, double x);

/// The x with chi2_mass(ndim, x) = mass, 0 < mass < 1, to 1e-12.
double chi2_quantile(int ndim, double mass);

#endif

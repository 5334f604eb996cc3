// SPDX-License-Identifier: MIT
/// @file
/// Any model in better coordinates: bounded parameters carried to the whole line, correlations and
/// scales taken out. phi stays a normalised density of the original x, with the exact Jacobian, and
/// is 0 outside the bounds: a sharp edge of the prior is no tail that a model has to learn.
///
/// Parameter by parameter, then all together:
///
/// | bounds      | u                      | ln du/dx                    |
/// |-------------|------------------------|-----------------------------|
/// | none        | x                      | 0                           |
/// | x > a       | ln(x - a)              | -u                          |
/// | x < b       | -ln(b - x)             | u                           |
/// | a < x < b   | ln((x - a)/(b - x))    | ln(b - a) - ln(x - a) - ln(b - x) |
///
/// whitened: `v = L^-1 (u - mean)`, `ln phi(x) = ln phi_inner(v) + sum ln du/dx - ln det L`. A
/// temperature of the inner model is one of the whole: only the latent space counts.
#ifndef HARMONIC_TRANSFORM_H
#define HARMONIC_TRANSFORM_H

#include <harmonic/model.h>

S2_BEGIN_DECLS

/// How u becomes v.
typedef enum harmonic_whitening {
  HARMONIC_WHITENING_NONE = 0,     ///< v = u
  HARMONIC_WHITENING_DIAGONAL = 1, ///< mean 0, variance 1 for each
  HARMONIC_WHITENING_FULL = 2,     ///< the covariance becomes the unit matrix
} harmonic_whitening;

/// A model in other coordinates, to be fitted by harmonic_model_fit(), of kind "transformed".
/// Points of the training chains at a bound itself are left out, points beyond are refused; ln P is
/// carried to the new coordinates for models that learn from it. The report gives losses of x.
///
/// @param[out] model      new, unfitted model, owned by the caller; NULL on failure
/// @param[in]  inner      model of v, fitted or not; owned by the new model from now on, on failure
///                        still by the caller
/// @param[in]  lower      [D] bounds a; -inf: none. NULL: none at all
/// @param[in]  upper      [D] bounds b > a; +inf: none. NULL: none at all
/// @param[in]  whitening  learned from the training points
/// @return S2_OK; S2_ERR_ARGUMENT (NaN, a >= b: the message names the parameter), S2_ERR_MEMORY.
///         The fit adds S2_ERR_ARGUMENT for points out of bounds and S2_ERR_NUMERIC for a
///         covariance that is singular
/// @par Cost O(D) logarithms and O(D^2) for whitening a point, beside the inner model's
/// @par Accuracy points nearer to a bound than a few ulp lose digits of u
S2_NODISCARD S2_EXPORT s2_status harmonic_transformed_create(harmonic_model **model,
                                                             harmonic_model *inner,
                                                             const double *lower,
                                                             const double *upper,
                                                             harmonic_whitening whitening);

/// Make a parameter a circular one, such as an angle: its two bounds are the same place. Before the
/// fit takes the bounds out it turns the circle so that they lie where there are fewest training
/// points (a bin of 1/64 of the circle and two neighbours on either side).
///
/// @param     model      of kind "transformed"; unfitted afterwards
/// @param[in] parameter  0 .. D - 1, with two finite bounds
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status harmonic_transformed_set_circular(harmonic_model *model,
                                                                   int parameter);

/// The model of v inside. @param[in] model of kind "transformed" @return still owned by `model`;
/// NULL for other kinds
S2_EXPORT const harmonic_model *harmonic_transformed_inner(const harmonic_model *model);

S2_END_DECLS
#endif

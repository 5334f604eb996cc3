// SPDX-License-Identifier: MIT
/// @file
/// Inner products, norms and sums of coefficients in every layout.
///
/// The inner product is that of s2fft/conventions.h, to which every adjoint belongs: the sum over
/// all (l, m), |m| <= min(l, mmax). A triangle stands for a real field, counts m > 0 twice and m =
/// 0 by its real part alone; the other layouts hold all m. What lies outside the shape (|m| > l of
/// the square) is neither read nor written. For a pair, add E and B.
///
/// By Parseval the inner product of two fields is also the integral `int conj(f) g dOmega`.
#ifndef S2FFT_ALGEBRA_H
#define S2FFT_ALGEBRA_H

#include <s2fft/layout.h>
#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// Inner product `sum_lm conj(a_lm) b_lm`.
///
/// @param[in]  shape  shape of both arrays
/// @param[in]  a      [s2fft_layout_size()] coefficients
/// @param[in]  b      coefficients, may be `a`
/// @param[out] dot    the inner product; its imaginary part is 0 in the triangle
/// @return S2_OK; S2_ERR_ARGUMENT (NULL, a shape out of range)
/// @par Cost     one pass over the coefficients; allocates nothing
/// @par Accuracy rounding error of sums of L terms; the same bits whatever the number of threads
S2_NODISCARD S2_EXPORT s2_status s2fft_dot(const s2fft_shape *shape, const s2_complex *a,
                                           const s2_complex *b, s2_complex *dot);

/// Norm `sqrt(sum_lm |a_lm|^2)`, of the inner product of s2fft_dot().
///
/// @param[in]  shape  shape of the array
/// @param[in]  a      [s2fft_layout_size()] coefficients
/// @param[out] norm   the norm; infinite if its square overflows
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Cost one pass over the coefficients; allocates nothing
S2_NODISCARD S2_EXPORT s2_status s2fft_norm(const s2fft_shape *shape, const s2_complex *a,
                                            double *norm);

/// Sum `y_lm <- y_lm + alpha x_lm`.
///
/// @param[in]     shape  shape of both arrays
/// @param[in]     alpha  factor
/// @param[in]     x      [s2fft_layout_size()] coefficients
/// @param[in,out] y      coefficients; may be x
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Cost one pass over the coefficients; allocates nothing
S2_NODISCARD S2_EXPORT s2_status s2fft_axpy(const s2fft_shape *shape, double alpha,
                                            const s2_complex *x, s2_complex *y);

S2_END_DECLS
#endif

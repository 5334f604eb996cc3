// SPDX-License-Identifier: MIT
/// @file
/// Where a coefficient sits in memory, and how to move between the layouts of
/// s2fft/conventions.h, between band-limits, and between pairs and complex fields.
///
/// In all functions `mmax` = -1 means L-1, as in ::s2fft_options.
#ifndef S2FFT_LAYOUT_H
#define S2FFT_LAYOUT_H

#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// Shape of one array of coefficients.
typedef struct s2fft_shape {
  s2fft_layout layout; ///< triangle, square or linear; not ::S2FFT_LAYOUT_DEFAULT
  int L;               ///< band-limit, 1 .. ::S2FFT_L_MAX
  int mmax;            ///< largest |m|, 0 .. L-1; -1: L-1
} s2fft_shape;

/// Elements of an array of coefficients.
///
/// | layout | elements |
/// |---|---|
/// | triangle | (mmax+1) (2L-mmax) / 2 |
/// | square | L (2L-1), whatever mmax |
/// | linear | L^2, whatever mmax |
///
/// @param[in] layout  triangle, square or linear
/// @param[in] L       band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in] mmax    largest |m|, 0 .. L-1; -1: L-1
/// @return number of complex numbers; 0 if an argument is out of range
S2_EXPORT int64_t s2fft_layout_size(s2fft_layout layout, int L, int mmax);

/// Index of (l, m): triangle `m (2L-1-m)/2 + l`, square `l (2L-1) + L-1 + m`, linear `l l + l + m`.
///
/// @param[in] layout  triangle, square or linear
/// @param[in] L       band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in] mmax    largest |m|, 0 .. L-1; -1: L-1
/// @param[in] l       degree, 0 .. L-1
/// @param[in] m       order, |m| <= min(l, mmax); >= 0 in the triangle
/// @return index; -1 if an argument is out of range
S2_EXPORT int64_t s2fft_layout_index(s2fft_layout layout, int L, int mmax, int l, int m);

/// Copy coefficients from one shape to another, of the same or another band-limit.
///
/// What both shapes hold is copied, all else in `out` becomes zero: a smaller L or mmax truncates,
/// a larger one pads. A triangle stands for a real field: leaving it for a square or linear array
/// fills m < 0 with `(-1)^m conj f_lm` and drops the imaginary part of m = 0; entering it from
/// there drops m < 0. Square <-> linear serves complex fields of any spin.
///
/// @param[in]  from  shape of `in`
/// @param[in]  in    [s2fft_layout_size() of `from`]
/// @param[in]  to    shape of `out`
/// @param[out] out   [s2fft_layout_size() of `to`], must not overlap `in`
/// @return S2_OK; S2_ERR_ARGUMENT (NULL, a shape out of range, in == out)
/// @par Cost     the size of `out`; allocates nothing
/// @par Accuracy exact
S2_NODISCARD S2_EXPORT s2_status s2fft_layout_convert(const s2fft_shape *from, const s2_complex *in,
                                                      const s2fft_shape *to, s2_complex *out);

/// Coefficients of the complex field Q + iU from those of the pair.
///
/// `f_lm = -(E_lm + i B_lm)` for all m, with `X_{l,-m} = (-1)^m conj X_lm` for X = E, B; without
/// the minus sign for spin 0 (s2fft/conventions.h). Degrees l < spin become zero.
///
/// @param[in]  L     band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  mmax  largest |m|, 0 .. L-1; -1: L-1
/// @param[in]  spin  0 .. L-1
/// @param[in]  E     gradient coefficients, triangle; the imaginary part of m = 0 is ignored
/// @param[in]  B     curl coefficients, triangle; the imaginary part of m = 0 is ignored
/// @param[out] flm   [L][2L-1] spin coefficients, square; must not overlap E or B
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Source Zaldarriaga & Seljak 1997, eq. (6), in HEALPix' sign
S2_NODISCARD S2_EXPORT s2_status s2fft_pair_to_complex(int L, int mmax, int spin,
                                                       const s2_complex *E, const s2_complex *B,
                                                       s2_complex *flm);

/// Coefficients of the pair from those of the complex field Q + iU; inverse of
/// s2fft_pair_to_complex().
///
/// `E_lm = -(f_lm + (-1)^m conj f_{l,-m}) / 2`, `B_lm = -(f_lm - (-1)^m conj f_{l,-m}) / 2i`;
/// without the minus sign for spin 0. Degrees l < spin become zero.
///
/// @param[in]  L     band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  mmax  largest |m|, 0 .. L-1; -1: L-1
/// @param[in]  spin  0 .. L-1
/// @param[in]  flm   [L][2L-1] spin coefficients, square
/// @param[out] E     gradient coefficients, triangle; must not overlap flm
/// @param[out] B     curl coefficients, triangle; must not overlap flm or E
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_pair_from_complex(int L, int mmax, int spin,
                                                         const s2_complex *flm, s2_complex *E,
                                                         s2_complex *B);

S2_END_DECLS
#endif

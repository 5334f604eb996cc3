// SPDX-License-Identifier: MIT
/// @file
/// Rotations of the sphere applied to coefficients, and their derivatives.
///
/// A rotation R(alpha, beta, gamma) (s2fft/euler.h) moves a field f to f'(x) = f(R^-1 x):
///
///     f'_lm = sum_n D^l_mn(alpha, beta, gamma) f_ln,
///     D^l_mn = e^{-i m alpha} d^l_mn(beta) e^{-i n gamma}
///
/// with the d^l_mn of s2fft/conventions.h. D does not depend on the spin: coefficients of a field
/// of any spin rotate by the same sum, and the samples of a spin field carry their reference
/// directions along. E and B of a pair rotate each like the coefficients of a real field.
///
/// **Adjoint and inverse.** D is unitary: the adjoint (for the inner product of
/// s2fft/conventions.h) is the inverse, the rotation by (-gamma, -beta, -alpha),
/// s2fft_euler_inverse(). A gradient with respect to f is thus the gradient with respect to f'
/// rotated back.
///
/// **Derivatives.** s2fft_rotate_derivative() gives the derivatives of f' with respect to the three
/// angles. Of a loss whose gradient (dL/dRe + i dL/dIm for each f'_lm, conventions.h) is g,
/// `dL/dalpha = sum_lm Re(conj(g_lm) df'_lm/dalpha)`, over negative m too, and so for the others.
#ifndef S2FFT_ROTATE_H
#define S2FFT_ROTATE_H

#include <s2fft/euler.h>
#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// How to rotate. Fill with s2fft_rotate_options_init(), then change what you need.
typedef struct s2fft_rotate_options {
  size_t struct_size; ///< set by s2fft_rotate_options_init()
  int64_t count;      ///< arrays of coefficients in one call, >= 1; default 1. Two at a time
                      ///< share the d-functions, which takes 3/4 of the time
  int64_t stride;     ///< coefficients from one array to the next; 0 (default): the size of one
  int nthreads;       ///< 0 (default): OpenMP's choice, 1 inside a region
  s2_progress_fn *progress; ///< called between blocks of degrees; NULL (default): not
  void *progress_user;      ///< handed to `progress`
} s2fft_rotate_options;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2fft_rotate_options_init(options)                                                         \
  s2fft_rotate_options_init_sized((options), sizeof *(options))

/// Work behind s2fft_rotate_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2fft_rotate_options) as the caller knows it
S2_EXPORT void s2fft_rotate_options_init_sized(s2fft_rotate_options *options, size_t struct_size);

/// Rotate coefficients of real fields (or of E and B).
///
/// @param[in]  L        band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  angles   finite
/// @param[in]  alm      [L (L+1)/2] triangle of mmax = L-1; imaginary parts of m = 0 are ignored
/// @param[out] out      triangle; `alm` itself or no overlap with it; unspecified on
///                      S2_ERR_CANCELLED, else untouched on failure
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED
/// @par Cost L^3 fused multiply-adds or less, O(L) memory per thread; degrees that are all zero
/// cost nothing
/// @par Accuracy error (rms, relative) below 6e-14 at L = 1024, 2.5e-13 at L = 4096
/// @par Threads the result does not depend on their number
/// @par Source recursion in m at fixed l: Varshalovich et al. 1988, sec. 4.8
S2_NODISCARD S2_EXPORT s2_status s2fft_rotate(int L, const s2fft_euler *angles,
                                              const s2_complex *alm, s2_complex *out,
                                              const s2fft_rotate_options *options);

/// Rotate coefficients of complex fields of any spin; see s2fft_rotate().
///
/// @param[in]  L        band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  angles   finite
/// @param[in]  flm      [L][2L-1] square
/// @param[out] out      square; `flm` itself or no overlap with it; elements with |m| > l stay
/// @param[in]  options  NULL: defaults
/// @return status of s2fft_rotate()
/// @par Cost 3/2 of that of a real field
S2_NODISCARD S2_EXPORT s2_status s2fft_rotate_complex(int L, const s2fft_euler *angles,
                                                      const s2_complex *flm, s2_complex *out,
                                                      const s2fft_rotate_options *options);

/// Derivatives of rotated coefficients of real fields with respect to the angles.
///
/// With the operators J of angular momentum and the axes y' = R_z(alpha) y, z' = R z:
/// `df'/dalpha = -i J_z f'`, `df'/dbeta = -i J_y' f'`, `df'/dgamma = -i J_z' f'`.
///
/// @param[in]  L        band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  angles   those of the rotation, finite
/// @param[in]  rotated  result of s2fft_rotate() with these angles, triangle
/// @param[out] dalpha   df'/dalpha, triangle; NULL: not wanted
/// @param[out] dbeta    df'/dbeta, triangle; NULL: not wanted
/// @param[out] dgamma   df'/dgamma, triangle; NULL: not wanted. No output may overlap another
///                      array
/// @param[in]  options  NULL: defaults; `progress` is not used
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Cost O(L^2): exact from the rotated coefficients, no second rotation; allocates nothing
S2_NODISCARD S2_EXPORT s2_status s2fft_rotate_derivative(int L, const s2fft_euler *angles,
                                                         const s2_complex *rotated,
                                                         s2_complex *dalpha, s2_complex *dbeta,
                                                         s2_complex *dgamma,
                                                         const s2fft_rotate_options *options);

/// Derivatives of rotated coefficients of complex fields; see s2fft_rotate_derivative().
///
/// @param[in]  L        band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  angles   those of the rotation, finite
/// @param[in]  rotated  [L][2L-1] result of s2fft_rotate_complex() with these angles, square
/// @param[out] dalpha   square; NULL: not wanted; elements with |m| > l stay
/// @param[out] dbeta    square; NULL: not wanted
/// @param[out] dgamma   square; NULL: not wanted
/// @param[in]  options  NULL: defaults; `progress` is not used
/// @return status of s2fft_rotate_derivative()
S2_NODISCARD S2_EXPORT s2_status s2fft_rotate_derivative_complex(
    int L, const s2fft_euler *angles, const s2_complex *rotated, s2_complex *dalpha,
    s2_complex *dbeta, s2_complex *dgamma, const s2fft_rotate_options *options);

S2_END_DECLS
#endif

// SPDX-License-Identifier: MIT
/// @file
/// Power spectra, windows, and Gaussian random coefficients of real fields.
///
/// All coefficients are in the triangle layout (s2fft/conventions.h) of band-limit L and `mmax`
/// (-1: L-1); E and B of a pair are such arrays too. Spectra are arrays of L numbers, l = 0 .. L-1
/// (lmax = L-1), in the squared unit of the coefficients.
///
/// **Order of the spectra of n fields**, that of healpy (`new=True`): the diagonals of the n x n
/// matrix one after another, s2fft_spectra_index(). For fields T, E, B: TT, EE, BB, TE, EB, TB.
#ifndef S2FFT_SPECTRA_H
#define S2FFT_SPECTRA_H

#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// Largest number of fields in one call.
#define S2FFT_FIELDS_MAX 1024

/// Spectrum of one field or cross spectrum of two, `C_l = 1/(2l+1) sum_{m=-l}^{l} Re(a_lm conj
/// b_lm)`.
///
/// Orders beyond mmax count as zero; the imaginary part of m = 0 is ignored.
///
/// @param[in]  L     band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  mmax  largest m, 0 .. L-1; -1: L-1
/// @param[in]  a     first field, triangle
/// @param[in]  b     second field, triangle; may be `a`
/// @param[out] cl    [L] spectrum
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Cost one pass over the coefficients; allocates nothing
S2_NODISCARD S2_EXPORT s2_status s2fft_spectrum(int L, int mmax, const s2_complex *a,
                                                const s2_complex *b, double *cl);

/// Place of the spectrum of fields i and j among the n (n+1)/2 spectra of n fields.
///
/// @param[in] n  number of fields, 1 .. ::S2FFT_FIELDS_MAX
/// @param[in] i  first field, 0 .. n-1
/// @param[in] j  second field, 0 .. n-1; (i, j) and (j, i) are the same
/// @return row of `cl`; -1 if an argument is out of range
S2_EXPORT int s2fft_spectra_index(int n, int i, int j);

/// All auto and cross spectra of n fields.
///
/// @param[in]  L     band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  mmax  largest m, 0 .. L-1; -1: L-1
/// @param[in]  n     number of fields, 1 .. ::S2FFT_FIELDS_MAX
/// @param[in]  alm   [n] pointers to the fields, triangle
/// @param[out] cl    [n (n+1)/2][L] spectra, order s2fft_spectra_index()
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_spectra(int L, int mmax, int n, const s2_complex *const *alm,
                                               double *cl);

/// Multiply coefficients by a window, `out_lm = w_l a_lm`.
///
/// @param[in]  L       band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  mmax    largest m, 0 .. L-1; -1: L-1
/// @param[in]  window  [L] e.g. a beam, a filter, a pixel window
/// @param[in]  alm     coefficients, triangle
/// @param[out] out     result, triangle; may be `alm` itself
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_window_apply(int L, int mmax, const double *window,
                                                    const s2_complex *alm, s2_complex *out);

/// Window of a Gaussian beam, `exp(-(l (l+1) - s^2) sigma^2 / 2)`, `sigma = fwhm / sqrt(8 ln 2)`.
///
/// One at l = 0 for spin 0; for T, E, B use spins 0, 2, 2 (healpy's `gauss_beam(pol=True)`).
///
/// @param[in]  L     band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  fwhm  full width at half maximum [rad], >= 0
/// @param[in]  spin  s, |s| < L
/// @param[out] beam  [L] window
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Source Challinor et al. 2000, astro-ph/0008228
S2_NODISCARD S2_EXPORT s2_status s2fft_window_gaussian(int L, double fwhm, int spin, double *beam);

/// Gaussian random coefficients of one real field with spectrum `cl`.
///
/// m = 0 is real with variance C_l; m > 0 is complex with variance C_l / 2 in either part.
/// The same as s2fft_random_alms() with n = 1.
///
/// @param[in]  L            band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  mmax         largest m, 0 .. L-1; -1: L-1
/// @param[in]  cl           [L] spectrum, >= 0
/// @param[in]  seed         any number
/// @param[in]  realisation  any number; each is an independent draw
/// @param[out] alm          coefficients, triangle
/// @return S2_OK; S2_ERR_ARGUMENT (also for a negative or non-finite C_l, named in the message)
S2_NODISCARD S2_EXPORT s2_status s2fft_random_alm(int L, int mmax, const double *cl, uint64_t seed,
                                                  uint64_t realisation, s2_complex *alm);

/// Gaussian random coefficients of n correlated real fields, `<a^i_lm conj a^j_lm> = C^ij_l`.
///
/// Each degree takes the Cholesky factor of its n x n matrix, `a^i_lm = sum_{j<=i} F_ij z^j_lm`.
/// The normal numbers z are a pure function of (seed, realisation, field j, l, m): a larger L or
/// mmax, more fields behind the given ones, or another number of threads leave the coefficients
/// that were there unchanged, bit for bit. (The numbers go through exp, log, cos of the C library:
/// another platform may differ in the last bits.)
///
/// @param[in]  L            band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  mmax         largest m, 0 .. L-1; -1: L-1
/// @param[in]  n            number of fields, 1 .. ::S2FFT_FIELDS_MAX
/// @param[in]  cl           [n (n+1)/2][L] spectra, order s2fft_spectra_index(); the matrix of
///                          each l must be positive semi-definite to rounding error
/// @param[in]  seed         any number
/// @param[in]  realisation  any number; each is an independent draw
/// @param[out] alm          [n] pointers to the fields, triangle; untouched on failure
/// @return S2_OK; S2_ERR_ARGUMENT (also for a matrix that is not positive semi-definite or not
///         finite: the message names l), S2_ERR_MEMORY
/// @par Cost O(L mmax n^2 + L n^3); n^2 numbers of scratch per thread
S2_NODISCARD S2_EXPORT s2_status s2fft_random_alms(int L, int mmax, int n, const double *cl,
                                                   uint64_t seed, uint64_t realisation,
                                                   s2_complex *const *alm);

S2_END_DECLS
#endif

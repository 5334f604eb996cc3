// SPDX-License-Identifier: MIT
/// @file
/// Differential operators on coefficients: the spin-raising and -lowering operators eth and
/// eth-bar, the Laplacian, spin fields from scalars and back, and potentials of pairs.
///
/// On a field f of spin s the operators are
///
///     eth f     = -sin^s   (d/dtheta + i/sin d/dphi) (sin^-s f),   a field of spin s + 1,
///     eth-bar f = -sin^-s  (d/dtheta - i/sin d/dphi) (sin^s  f),   a field of spin s - 1,
///
/// and on the harmonics of s2fft/conventions.h
///
///     eth sY_lm = sqrt((l-s)(l+s+1)) s+1Y_lm,   eth-bar sY_lm = -sqrt((l+s)(l-s+1)) s-1Y_lm.
///
/// So every function here multiplies each coefficient by a real number that depends on l alone.
/// **Adjoints**: such an operator multiplies by the same number on the way back. The adjoint of eth
/// on spin s is minus eth-bar on spin s + 1; that of eth-bar on spin s is minus eth on spin s - 1;
/// that of s2fft_spin_raise() is (-1)^s s2fft_spin_lower(); the others are their own adjoints,
/// those of potentials with the two spins exchanged.
///
/// Spin coefficients are in the square layout [L][2L-1]; elements with |m| > l are neither read nor
/// written. Degrees that the result cannot have, l < |its spin|, become zero. In all functions the
/// result may be the array of the input. Nothing allocates; each makes one pass.
///
/// Source: Goldberg et al. 1967, J. Math. Phys. 8, 2155; Newman & Penrose 1966.
#ifndef S2FFT_OPERATORS_H
#define S2FFT_OPERATORS_H

#include <s2fft/layout.h>

S2_BEGIN_DECLS

/// eth: from spin s to s + 1, `out_lm = sqrt((l-s)(l+s+1)) f_lm`.
///
/// @param[in]  L     band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  spin  spin s of the input, |s| < L (s = L-1 gives zero)
/// @param[in]  flm   [L][2L-1] coefficients of spin s, square
/// @param[out] out   [L][2L-1] coefficients of spin s + 1, square; may be `flm`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_eth(int L, int spin, const s2_complex *flm, s2_complex *out);

/// eth-bar: from spin s to s - 1, `out_lm = -sqrt((l+s)(l-s+1)) f_lm`.
///
/// @param[in]  L     band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  spin  spin s of the input, |s| < L (s = 1-L gives zero)
/// @param[in]  flm   [L][2L-1] coefficients of spin s, square
/// @param[out] out   [L][2L-1] coefficients of spin s - 1, square; may be `flm`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_ethbar(int L, int spin, const s2_complex *flm,
                                              s2_complex *out);

/// From a scalar to spin s: eth s times, or eth-bar -s times. With
/// `N_ls = sqrt((l+|s|)! / (l-|s|)!)`, `out_lm = N_ls f_lm`, times (-1)^s if s < 0.
///
/// @param[in]  L     band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  spin  spin s of the result, |s| < L and N_ls below 1e308
/// @param[in]  flm   [L][2L-1] coefficients of spin 0, square
/// @param[out] out   [L][2L-1] coefficients of spin s, square; may be `flm`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_spin_raise(int L, int spin, const s2_complex *flm,
                                                  s2_complex *out);

/// The inverse of s2fft_spin_raise(), from spin s to a scalar: division by the same factors. What
/// a scalar of degree l < |s| was is lost: zero.
///
/// @param[in]  L     band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  spin  spin s of the input, |s| < L and N_ls below 1e308
/// @param[in]  flm   [L][2L-1] coefficients of spin s, square
/// @param[out] out   [L][2L-1] coefficients of spin 0, square; may be `flm`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_spin_raise_inverse(int L, int spin, const s2_complex *flm,
                                                          s2_complex *out);

/// From spin s to a scalar: eth-bar s times, or eth -s times, `out_lm = N_ls f_lm`, times (-1)^s if
/// s > 0. After s2fft_spin_raise() the factor is `(-1)^s (l+|s|)! / (l-|s|)!`.
///
/// @param[in]  L     band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  spin  spin s of the input, |s| < L and N_ls below 1e308
/// @param[in]  flm   [L][2L-1] coefficients of spin s, square
/// @param[out] out   [L][2L-1] coefficients of spin 0, square; may be `flm`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_spin_lower(int L, int spin, const s2_complex *flm,
                                                  s2_complex *out);

/// The inverse of s2fft_spin_lower(), from a scalar to spin s: division by the same factors.
///
/// @param[in]  L     band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  spin  spin s of the result, |s| < L and N_ls below 1e308
/// @param[in]  flm   [L][2L-1] coefficients of spin 0, square
/// @param[out] out   [L][2L-1] coefficients of spin s, square; may be `flm`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_spin_lower_inverse(int L, int spin, const s2_complex *flm,
                                                          s2_complex *out);

/// Laplacian of a scalar field, `out_lm = -l (l+1) a_lm`.
///
/// @param[in]  shape  layout, L and mmax of both arrays
/// @param[in]  alm    [s2fft_layout_size()] coefficients of spin 0
/// @param[out] out    [s2fft_layout_size()] result; may be `alm`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_laplacian(const s2fft_shape *shape, const s2_complex *alm,
                                                 s2_complex *out);

/// Inverse Laplacian of a scalar field, `out_lm = -a_lm / (l (l+1))`. The mean has no image: l = 0
/// becomes zero, so that this is the pseudo-inverse.
///
/// @param[in]  shape  layout, L and mmax of both arrays
/// @param[in]  alm    [s2fft_layout_size()] coefficients of spin 0
/// @param[out] out    [s2fft_layout_size()] result; may be `alm`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_laplacian_inverse(const s2fft_shape *shape,
                                                         const s2_complex *alm, s2_complex *out);

/// E from a gradient potential, or B from a curl potential, `out_lm = N_ls a_lm`.
///
/// The pair with potentials Phi (for E) and Psi (for B) is `Q + iU = -eth^s (Phi + i Psi)`. For
/// spin 1 that is the vector field (Q, U) = (v_theta, v_phi) = grad Phi + r x grad Psi,
///
///     v_theta = dPhi/dtheta - 1/sin dPsi/dphi,   v_phi = 1/sin dPhi/dphi + dPsi/dtheta
///
/// (s2fft_gradient() makes it from Phi alone); for spin 2, with half the potential of lensing, it
/// is minus the shear. For s = 0 it is a copy.
///
/// @param[in]  L          band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  mmax       largest m, 0 .. L-1; -1: L-1
/// @param[in]  spin       spin s of the pair, 0 .. L-1, N_ls below 1e308
/// @param[in]  potential  Phi or Psi, triangle
/// @param[out] component  E or B, triangle; zero for l < s; may be `potential`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_potential_to_pair(int L, int mmax, int spin,
                                                         const s2_complex *potential,
                                                         s2_complex *component);

/// Potential from E or from B; the inverse of s2fft_potential_to_pair(), zero for l < s.
///
/// @param[in]  L          band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  mmax       largest m, 0 .. L-1; -1: L-1
/// @param[in]  spin       spin s of the pair, 0 .. L-1, N_ls below 1e308
/// @param[in]  component  E or B, triangle
/// @param[out] potential  Phi or Psi, triangle; may be `component`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_pair_to_potential(int L, int mmax, int spin,
                                                         const s2_complex *component,
                                                         s2_complex *potential);

S2_END_DECLS
#endif

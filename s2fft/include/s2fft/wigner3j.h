// SPDX-License-Identifier: MIT
/// @file
/// Wigner 3j symbols: all j of one family at a time.
#ifndef S2FFT_WIGNER3J_H
#define S2FFT_WIGNER3J_H

#include <s2common/defs.h>
#include <s2common/status.h>

S2_BEGIN_DECLS

/// Largest l2 and l3 of s2fft_wigner3j().
#define S2FFT_WIGNER3J_L_MAX 65535

/// Smallest j of a family, max(|l2 - l3|, |m2 + m3|); the largest is l2 + l3.
///
/// @param[in] l2  second degree, 0 .. ::S2FFT_WIGNER3J_L_MAX
/// @param[in] l3  third degree, 0 .. ::S2FFT_WIGNER3J_L_MAX
/// @param[in] m2  order, |m2| <= l2
/// @param[in] m3  order, |m3| <= l3
/// @return jmin; -1 if an argument is out of range
S2_EXPORT int s2fft_wigner3j_jmin(int l2, int l3, int m2, int m3);

/// The family of 3j symbols `( j l2 l3 ; -m2-m3 m2 m3 )` for j = jmin .. l2 + l3.
///
/// The three-term recursion in j runs from both ends, where it is stable, and is joined in the
/// middle of the interval where the symbols oscillate. The sum rule sum_j (2j+1) w_j^2 = 1 and the
/// sign (-1)^(l2-l3+m2+m3) of the last element fix the rest. Symbols with other arguments in the
/// first column follow from the symmetries: even permutations of the columns change nothing.
///
/// @param[in]  l2  second degree, 0 .. ::S2FFT_WIGNER3J_L_MAX
/// @param[in]  l3  third degree, 0 .. ::S2FFT_WIGNER3J_L_MAX
/// @param[in]  m2  order, |m2| <= l2
/// @param[in]  m3  order, |m3| <= l3
/// @param[out] w   [l2+l3-jmin+1], element j-jmin holds the symbol of j; values that underflow
///                 are 0; jmin: s2fft_wigner3j_jmin()
/// @return S2_OK; S2_ERR_ARGUMENT; S2_ERR_NUMERIC if the two recursions do not fit
/// @par Cost O(l2 + l3 - jmin) time, no memory
/// @par Accuracy error below 1e-12 of the family's largest value (1e-14 where the orders are small
/// beside the degrees); next to the ends of a family also small elements keep their relative
/// accuracy
/// @par Source Schulten & Gordon 1975, J. Math. Phys. 16, 1961
S2_NODISCARD S2_EXPORT s2_status s2fft_wigner3j(int l2, int l3, int m2, int m3, double *w);

S2_END_DECLS
#endif

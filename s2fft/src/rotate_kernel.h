// SPDX-License-Identifier: MIT
/// @file
/// The sums of a rotation about the y axis, `h_m = sum_n d^l_mn(beta) g_n`, for one degree l.
///
/// For a real field (g_{l,-n} = (-1)^n conj g_n) and m >= 0 they are two real sums over n >= 0,
///
///     Re h_m = sum_n (d_mn + (-1)^n d_{m,-n}) p_n,  p_n = Re g_n, half of it for n = 0
///     Im h_m = sum_n (d_mn - (-1)^n d_{m,-n}) q_n,  q_n = Im g_n
///
/// and as d_nm = (-1)^{m-n} d_mn, the elements with m >= |n| do. Those come from the recursion in m
/// downwards from m = l. With d_mn = r_m y_m, r_m^2 = c_m = W(l-m) W(l+m), W(j) = (j-1)!!/j!!, it
/// is
///
///     y_{m-1} = 2 c_m lambda_m y_m - y_{m+1},  lambda_m = (n - m cos(beta)) / sin(beta)
///
/// (Varshalovich et al. 1988, sec. 4.8). It is stable as far as m = |n|: the orders where d decays
/// for decreasing m all have m < |n|, for every beta.
#ifndef S2FFT_ROTATE_KERNEL_H
#define S2FFT_ROTATE_KERNEL_H

/// The lanes of a tile of neighbouring n divide this.
enum { ROTATE_PAD = 16 };

/// Fields that share one recursion.
enum { ROTATE_FIELDS = 2 };

/// Start values underflow: a number is f 2^(400 e), with an integer e <= 0 kept as a double.
#define ROTATE_BIG 0x1p+400
#define ROTATE_SMALL 0x1p-400

/// One degree for the kernels. Arrays over n have l+1 elements, and zeros up to the next multiple
/// of ROTATE_PAD. Index [2]: that of n, that of -n.
typedef struct rotate_degree {
  int l;
  int stride;                ///< steps in which no recursion grows by more than 2^400
  double anchor;             ///< -1, 0 or 1, next to cos(beta)
  const double *slope;       ///< [l+1] S_m = 2 c_m / sin(beta)
  const double *offset;      ///< [l+1] m (anchor - cos(beta)) S_m
  const double *start[2];    ///< f of y_l by n; that of -n times (-1)^n
  const double *exponent[2]; ///< e of y_l by n
  int pad;                   ///< length of the rows of `in` and `upper`
  const double *in;          ///< [fields][2][pad] p_n, q_n
  const double *row;         ///< [l+1][fields][2] (-1)^m r_m (p_m, q_m)
  double *sums;              ///< [l+1][fields][2][lanes] scratch
  double *lower;             ///< [l+1][fields][2] set: sums over n <= m, without r_m
  double *upper;             ///< [fields][2][pad] set: sums over orders m > n, without (-1)^n
} rotate_degree;

/// Kernels of one instruction set.
typedef struct rotate_kernel {
  int lanes;
  void (*degree[ROTATE_FIELDS])(const rotate_degree *d); ///< for one field, for two
} rotate_kernel;

extern const rotate_kernel s2fft_rotate_kernel_base;
extern const rotate_kernel s2fft_rotate_kernel_avx2;
extern const rotate_kernel s2fft_rotate_kernel_avx512;

#endif

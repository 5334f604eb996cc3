// SPDX-License-Identifier: MIT
/// @file
/// The Legendre kernels: sums over degrees at one order m for one block of ring pairs.
///
/// A *ring pair* is a ring in the northern hemisphere and its mirror image in the southern one; a
/// *block* is `block` neighbouring pairs, the SIMD lanes of `block / lanes` registers. A *column*
/// is the coefficients c_l of one order m and one signed spin; its value on the rings is `G(theta)
/// = sum_l lambda_lm(theta) c_l`. Results and inputs on rings come as four rows of doubles: N re, N
/// im, S re, S im, each `np` apart (np: padded number of pairs).
///
/// **even** kernels (spin 0) use the two-step recursion of Ishioka (2018). With
/// `e_l = sqrt((l^2-m^2)/(4l^2-1))` and `r_k = P_{m+2k+1} / cos(theta) = g_k v_k`,
///
///     P_{m+2k} = e_{l+1} r_k + e_l r_{k-1}            (l = m + 2k)
///     v_{k+1}  = (A_k z + B_k) v_k - v_{k-1}
///
/// where z is cos^2 or -sin^2, whichever keeps digits on the block. One step serves two degrees and
/// costs 2 + 4 fused multiply-adds per column and pair: the panel holds, for every k, the
/// coefficients of the even and of the odd functions, E (re, im) and O (re, im), and
/// `N, S = E +- cos(theta) O`.
///
/// **step** kernels use the one-step recursion of the spin functions lambda^(+-s)_lm at both signs
/// of the spin together, since `lambda^s_lm(pi - theta) = (-1)^{l+m} lambda^{-s}_lm(theta)`:
///
///     mid:  y_{l+1} = (A_l cos(theta) -+ B_l) y_l - y_{l-1}
///     cap:  D_{l+1} = c_l D_l - h_l u y_l,  y_{l+1} = r_l y_l + D_{l+1},   u = 2 sin^2(theta/2)
///
/// The second is Reinsch's form of the Jacobi recursion, anchored at the pole, where the first
/// loses l^2 units in the last place. **axial** kernels are the same for spin 0, where the two
/// signs are one function.
#ifndef S2FFT_KERNEL_H
#define S2FFT_KERNEL_H

#include "dft.h"
#include <stddef.h>

/// Form of the one-step recursion.
typedef enum step_form { STEP_MID, STEP_CAP } step_form;

/// Rows of a step table: mid A, B; cap r, c, h for +s, then r, c, h for -s.
enum { STEP_MID_ROWS = 2, STEP_CAP_ROWS = 6 };

/// One-step recursion of lambda^(+-|s|)_lm for one order, from l = max(m, |s|) to L-1: the
/// functions are `lambda_l = g_l y_l`. Rows of `ld` doubles, as step_run::table wants them.
typedef struct step_table {
  int first; ///< l of the first entry
  int n;     ///< degrees
  ptrdiff_t ld;
  double *g;   ///< [n+1] scale
  double *e;   ///< [n+1] Jacobi off-diagonal e_l
  double *mid; ///< [STEP_MID_ROWS][ld]
  double *cap; ///< [STEP_CAP_ROWS][ld]
} step_table;

/// Where one block of one column lies on the rings.
typedef struct ring_rows {
  double *row;  ///< first pair of the block in N re
  ptrdiff_t np; ///< doubles from one of the four rows to the next
} ring_rows;

/// Recursion of one block from its first contributing step on.
typedef struct even_run {
  int n;                ///< steps
  const double *ab;     ///< [n][2] A, B
  const double *state;  ///< [2][block] v_{k-1}, v_k
  const double *z;      ///< [block] recursion variable
  const double *cosine; ///< [block] cos(theta)
  const double *scale;  ///< [block] factor on the rings; NULL: 1
} even_run;

/// Doubles of records that one sweep of an even analysis passes over again and again: they stay in
/// the first-level cache.
enum { SWEEP_DOUBLES = 3072 };

/// n steps of the recursion on neighbouring records, which are left in the state after these steps.
/// A record is a register of ring pairs: v_{k-1}, v_k, z, and for each column what is summed up:
/// N + S (re, im) and cos(theta) (N - S) (re, im).
typedef struct even_sweep {
  int n; ///< steps; the sums of whole groups of s2fft_kernel::group steps are added to
  int records;
  const double *ab; ///< [n][2] A, B; readable up to whole groups
  double *rings;    ///< [records][even_form::state + 4 columns][lanes]
} even_sweep;

typedef struct step_run {
  int n; ///< degrees
  step_form form;
  const double *table; ///< [rows][ld] at the first degree
  ptrdiff_t ld;
  double *state;   ///< [4][block] (y_{l-1} or D_l, y_l) for +s, then for -s; axial: [2][block];
                   ///< left after n degrees by all but axial_synthesis
  const double *x; ///< [block] cos(theta) (mid) or u (cap)
  double parity;   ///< (-1)^{l+m} of the first degree
  int add;         ///< step_synthesis: add to the rows instead of setting them
} step_run;

/// One field's bins of `lanes` neighbouring ring pairs of equal length n: the phase array on one
/// side (see plan.h), the samples x of a DFT on the other.
typedef struct lane_bins {
  int mmax, n;
  double *phase;       ///< N re of the first column at m = 0, first lane
  ptrdiff_t m_stride;  ///< doubles from one order to the next
  ptrdiff_t np;        ///< doubles from one row to the next
  const double *north; ///< [lanes] factor on the northern rings
  const double *south; ///< [lanes] factor on the southern rings
  const double *turn;  ///< [mmax+1][2][lanes] cos, sin of m phi0; NULL: phi0 = 0
  double *x;           ///< [n][2][lanes]
} lane_bins;

/// Equidistant rings theta_t = pi (2t + half) / period, t < rings, within the whole period.
typedef struct theta_period {
  int rings, period, half;
} theta_period;

/// Index in the period of the mirror image 2 pi - theta_t.
static inline int theta_mirror(const theta_period *r, int t)
{
  int other = r->period - t - r->half;
  return other == r->period ? 0 : other;
}

/// Samples that one ring is interpolated from.
enum { THETA_TAPS = 16 };

/// Rings anywhere, in pairs theta, pi - theta: interpolated from a period of M samples at 2 pi j /
/// M. The northern ring of pair i has sample first[i] + a with the weight tap[i][a].
typedef struct theta_window {
  int pairs;
  int M;          ///< even
  int32_t *first; ///< [pairs] may be negative: the period goes on
  double *tap;    ///< [pairs][THETA_TAPS]
} theta_window;

/// The even kernels with sums in double or in float: for 1 (double only), 2 and 4 columns. `panel`
/// is [n][stride] doubles or floats, a column taking 4 neighbouring ones; sums are [n][4 columns]
/// registers of partial sums to be added to.
typedef struct even_form {
  int records; ///< of the analysis, per block
  int state;   ///< vectors of a record before the columns'
  void (*synthesis[3])(const even_run *run, const void *panel, ptrdiff_t stride,
                       const ring_rows *out);
  void (*analysis[3])(const even_sweep *sweep, double *sums);
  /// The records of one block.
  void (*pack)(const even_run *run, const ring_rows *in, int columns, double *rings);
  /// out[i] += sum over the lanes of register i < n
  void (*reduce)(const double *sums, int n, double *out);
} even_form;

/// Kernels of one instruction set. Coefficients of step kernels are [n][4] = c+ re, im, c- re, im;
/// of axial ones [n][2]; their sums are [n][coefficients][lanes] partial sums to be added to.
typedef struct s2fft_kernel {
  const char *isa;
  int lanes;
  int block;
  int group; ///< steps that an even analysis takes together
  const s2fft_dft_kernel *dft;
  even_form even[2]; ///< double, float
  void (*step_synthesis)(const step_run *run, const double *coef, const ring_rows *out);
  void (*step_analysis)(const step_run *run, const ring_rows *in, double *sums);
  void (*axial_synthesis)(const step_run *run, const double *coef, const ring_rows *out);
  void (*axial_analysis)(const step_run *run, const ring_rows *in, double *sums);
  /// Fill one-step tables from t->first and t->n; see kernel_tables.h.
  void (*fill_mid)(const step_table *t, int m, int s);
  void (*fill_cap)(const step_table *t, double A, double B, double *rows);
  /// Recursions without sums: n steps (even n for the even kernel) of states past, now [block].
  /// `sign` chooses the spin; run->state is not used.
  void (*even_scan)(const double *ab, int n, const double *z, double *past, double *now);
  void (*step_scan)(const step_run *run, double sign, double *past, double *now);
  /// Real rings, N + i S in one complex DFT: before a backward, after a forward transform.
  void (*pack_real)(const lane_bins *bins);
  void (*unpack_real)(const lane_bins *bins);
  /// Complex rings: one DFT for the northern, one for the southern ones.
  void (*pack_complex)(const lane_bins *bins, int south);
  void (*unpack_complex)(const lane_bins *bins, const double *south);
  /// Operators along theta, on lanes; see kernel_theta.h.
  void (*theta_extend)(const theta_period *r, double single, const double *even, const double *odd,
                       double *x);
  void (*theta_split)(const theta_period *r, double single, const double *x, double *even,
                      double *odd);
  void (*theta_band)(const double *x, int n, double *y, int N, int L, const double *turn,
                     double sign, double scale);
  void (*theta_weight)(const double *v, int n, double *x);
  void (*theta_interpolate)(const theta_window *w, int from, const double *x, double *even,
                            double *odd);
  void (*theta_spread)(const theta_window *w, int from, const double *even, const double *odd,
                       double *x);
  /// rows[lane][j] = x[j * stride + lane] for j < n, and back.
  void (*lanes_to_rows)(const double *x, ptrdiff_t stride, int n, double *const *rows);
  void (*lanes_to_rowsf)(const double *x, ptrdiff_t stride, int n, float *const *rows);
  void (*rows_to_lanes)(const double *const *rows, int n, double *x, ptrdiff_t stride);
  void (*rowsf_to_lanes)(const float *const *rows, int n, double *x, ptrdiff_t stride);
} s2fft_kernel;

extern const s2fft_kernel s2fft_kernel_base;
extern const s2fft_kernel s2fft_kernel_avx2;
extern const s2fft_kernel s2fft_kernel_avx512;

/// The best kernels that this processor runs; the environment variable S2_ISA (for tests) may name
/// a lesser set.
const s2fft_kernel *s2fft_kernel_select(void);

#endif

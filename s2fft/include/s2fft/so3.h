// SPDX-License-Identifier: MIT
/// @file
/// Wigner transforms: functions on the rotation group SO(3) and their coefficients, with exact
/// adjoints.
///
/// **Series.** With the Euler angles (alpha, beta, gamma) of z-y-z, over l < L, |m| <= l, |n| < N,
///
///     f     = sum_lmn (2l+1)/(8 pi^2) f_lmn e^{i m alpha} d^l_mn(beta) e^{i n gamma}
///     f_lmn = int f e^{-i m alpha} d^l_mn(beta) e^{-i n gamma} dalpha sin(beta) dbeta dgamma
///
/// with d^l_mn of s2fft/conventions.h: an expansion in conj(D^l_mn), `D^l_mn = e^{-i m alpha}
/// d^l_mn(beta) e^{-i n gamma}` (s2fft, so3). Coefficients with l < |n| are zero.
/// Parseval: `int |f|^2 = sum_lmn (2l+1)/(8 pi^2) |f_lmn|^2`.
///
/// **Orders.** `f = sum_n F_n e^{i n gamma}`, where F_n(alpha, beta) is a field of spin -n: (-1)^n
/// times the synthesis of `f_lmn sqrt((2l+1)/(16 pi^3))` with that spin.
///
/// **Fields.** *Complex* functions (::S2FFT_COMPLEX): all orders. *Real* ones (::S2FFT_REAL):
/// `f_{l,-m,-n} = (-1)^{m+n} conj f_lmn`, so only n >= 0 is kept: n = 0 is a real field, in which
/// only m >= 0 is read, and n > 0 are complex fields.
///
/// **Coefficients.** `flmn[N-1+n][l][L-1+m]`, shape [2N-1][L][2L-1] (s2fft); of real functions
/// `flmn[n][l][L-1+m]`, shape [N][L][2L-1]. Elements with l < |n|, |m| > l, l < lmin or of an order
/// that the plan leaves out are not read; transforms to coefficients set them to zero.
///
/// **Maps.** Slices of samples in (alpha, beta), one after another: alpha is the longitude and beta
/// the colatitude of the grid's rings. Slices are, by s2fft_so3_options::storage,
/// - *full*: gamma_g = 2 pi g / (2N-1), g = 0 .. 2N-2;
/// - *steerable*: gamma_g = pi g / N, g = 0 .. N-1: enough where all orders have the parity of N-1;
/// - *modes*: the fields F_n, n = -(N-1) .. N-1, without a Fourier transform in gamma. Real
///   functions: F_0 as s2_grid_map_size() doubles, then F_1 .. F_{N-1} as so many pairs (re, im):
///   2N-1 slices of doubles altogether.
///
/// **Adjoints** are exact for these inner products. Maps: the plain sum over samples; of modes, the
/// sum over all orders, so that a real function counts n > 0 twice. Coefficients: the sum over all
/// (l, m, n), so that a real function counts n > 0 twice, and at n = 0 m > 0 twice.
#ifndef S2FFT_SO3_H
#define S2FFT_SO3_H

#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// What the slices of a map are; see above.
typedef enum s2fft_so3_storage {
  S2FFT_SO3_FULL = 0,      ///< 2N-1 samples in gamma
  S2FFT_SO3_STEERABLE = 1, ///< N samples in gamma
  S2FFT_SO3_MODES = 2      ///< orders n
} s2fft_so3_storage;

/// Which orders n a function has.
typedef enum s2fft_so3_orders {
  S2FFT_SO3_ALL = 0,  ///< all |n| < N; if steerable, those of the parity of N-1
  S2FFT_SO3_EVEN = 1, ///< even n; the others are not computed
  S2FFT_SO3_ODD = 2   ///< odd n
} s2fft_so3_orders;

/// How to transform. Fill with s2fft_so3_options_init(), then change what you need.
typedef struct s2fft_so3_options {
  size_t struct_size;         ///< set by s2fft_so3_options_init()
  s2fft_so3_storage storage;  ///< slices of the map; default full
  s2fft_so3_orders orders;    ///< orders of the function; default all
  int lmin;                   ///< degrees below lmin count as zero, 0 .. L; default 0
  int nthreads;               ///< threads per call; 0 (default): as in ::s2fft_options
  int iterations;             ///< as in ::s2fft_options, for each order; default 0
  const double *ring_weights; ///< as in ::s2fft_options, for each slice; default NULL
  s2_progress_fn *progress;   ///< called after the plan of each order is made, and after each order
                              ///< is transformed
  void *progress_user;        ///< handed to `progress`
} s2fft_so3_options;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2fft_so3_options_init(options) s2fft_so3_options_init_sized((options), sizeof *(options))

/// Work behind s2fft_so3_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2fft_so3_options) as the caller knows it
S2_EXPORT void s2fft_so3_options_init_sized(s2fft_so3_options *options, size_t struct_size);

/// An immutable plan; opaque. Any number of threads may transform with one plan at once.
typedef struct s2fft_so3_plan s2fft_so3_plan;

/// Scratch memory of one running transform; opaque. Not to be shared by concurrent calls.
typedef struct s2fft_so3_workspace s2fft_so3_workspace;

/// Make a plan: one s2fft plan per order n = 0 .. N-1 (which serves -n too; with modes, n and -n
/// have their own).
///
/// @param[out] plan     the new plan, owned by the caller: s2fft_so3_plan_destroy(); NULL on
/// failure
/// @param[in]  grid     any grid, in beta and alpha; not needed after the call
/// @param[in]  L        band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  N        band-limit in gamma, 1 .. L
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED
/// @par Cost that of N times s2fft_plan_create(): O(N L^2 nrings / 16) time, O(N L nrings) memory
S2_NODISCARD S2_EXPORT s2_status s2fft_so3_plan_create(s2fft_so3_plan **plan, const s2_grid *grid,
                                                       int L, int N,
                                                       const s2fft_so3_options *options);

/// Free a plan. NULL is allowed.
/// @param[in] plan  to be freed; no transform may be using it
S2_EXPORT void s2fft_so3_plan_destroy(s2fft_so3_plan *plan);

/// Bytes that a plan and its workspace would take, before anything large is allocated.
///
/// @param[in]  grid       any grid
/// @param[in]  L          band-limit
/// @param[in]  N          band-limit in gamma
/// @param[in]  options    NULL: defaults
/// @param[in]  field      ::S2FFT_REAL or ::S2FFT_COMPLEX
/// @param[out] plan       bytes of the plan; NULL: not wanted
/// @param[out] workspace  bytes of the workspace; NULL: not wanted
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_so3_estimate(const s2_grid *grid, int L, int N,
                                                    const s2fft_so3_options *options,
                                                    s2fft_field field, int64_t *plan,
                                                    int64_t *workspace);

/// Band-limit of a plan.
/// @param[in] plan  any plan
/// @return L
S2_EXPORT int s2fft_so3_plan_L(const s2fft_so3_plan *plan);

/// Band-limit in gamma of a plan.
/// @param[in] plan  any plan
/// @return N
S2_EXPORT int s2fft_so3_plan_N(const s2fft_so3_plan *plan);

/// Whether the analysis undoes the synthesis exactly (a sampling theorem holds).
/// @param[in] plan  any plan
/// @return 1 or 0
S2_EXPORT int s2fft_so3_plan_is_exact(const s2fft_so3_plan *plan);

/// Bytes that a plan holds.
/// @param[in] plan  any plan
/// @return bytes
S2_EXPORT int64_t s2fft_so3_plan_bytes(const s2fft_so3_plan *plan);

/// Samples in gamma.
/// @param[in] plan  any plan
/// @return 2N-1 (full), N (steerable) or 0 (modes)
S2_EXPORT int s2fft_so3_ngamma(const s2fft_so3_plan *plan);

/// Elements of a map.
/// @param[in] plan   any plan
/// @param[in] field  ::S2FFT_REAL: elements are doubles; ::S2FFT_COMPLEX: complex numbers
/// @return (2N-1) or, if steerable, N times s2_grid_map_size(); 0 for another field
S2_EXPORT int64_t s2fft_so3_map_size(const s2fft_so3_plan *plan, s2fft_field field);

/// Where a slice of a map begins.
/// @param[in] plan   any plan
/// @param[in] field  ::S2FFT_REAL or ::S2FFT_COMPLEX
/// @param[in] k      g = 0 .. ngamma-1; modes: n = -(N-1) .. N-1, real functions n >= 0
/// @return index of its first element; -1 if an argument is out of range
S2_EXPORT int64_t s2fft_so3_map_slice(const s2fft_so3_plan *plan, s2fft_field field, int k);

/// Elements of an array of coefficients.
/// @param[in] plan   any plan
/// @param[in] field  ::S2FFT_REAL or ::S2FFT_COMPLEX
/// @return complex numbers: N L (2L-1) or (2N-1) L (2L-1); 0 for another field
S2_EXPORT int64_t s2fft_so3_flmn_size(const s2fft_so3_plan *plan, s2fft_field field);

/// Index of (l, m, n).
/// @param[in] plan   any plan
/// @param[in] field  ::S2FFT_REAL or ::S2FFT_COMPLEX
/// @param[in] l      degree, 0 .. L-1
/// @param[in] m      order, |m| <= l
/// @param[in] n      order in gamma, |n| < N; real functions n >= 0
/// @return index; -1 if (l, m, n) has no place
S2_EXPORT int64_t s2fft_so3_flmn_index(const s2fft_so3_plan *plan, s2fft_field field, int l, int m,
                                       int n);

/// Make the scratch memory for transforms with `plan`, so that they allocate nothing.
///
/// It holds the workspace of one or two spin fields, as many arrays of L^2 coefficients, and,
/// except for modes, fields F_n for the way from samples to coefficients (going the other way they
/// lie in the output): all of a map if these take 256 MiB or less, else those of one |n|, for up to
/// a tenth more time.
///
/// @param[out] work   new workspace, owned by the caller; NULL on failure
/// @param[in]  plan   the plan it serves
/// @param[in]  field  ::S2FFT_REAL, or ::S2FFT_COMPLEX, which serves real functions too
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_so3_workspace_create(s2fft_so3_workspace **work,
                                                            const s2fft_so3_plan *plan,
                                                            s2fft_field field);

/// Free a workspace. NULL is allowed.
/// @param[in] work  to be freed
S2_EXPORT void s2fft_so3_workspace_destroy(s2fft_so3_workspace *work);

/// Bytes that a workspace holds.
/// @param[in] work  any workspace
/// @return bytes
S2_EXPORT int64_t s2fft_so3_workspace_bytes(const s2fft_so3_workspace *work);

/// @name Real functions
/// `flmn` is [N][L][2L-1], `map` [s2fft_so3_map_size()].
///
/// Errors of all transforms: ::S2_ERR_ARGUMENT (NULL, a workspace made for another plan, an
/// analysis that the grid cannot do), ::S2_ERR_MEMORY, ::S2_ERR_CANCELLED. Outputs are unspecified
/// on failure.
/// @par Cost one real and N-1 complex spin transforms (complex functions: 2N-1 complex ones), and a
/// Fourier transform in gamma at the speed of memory
/// @par Threads re-entrant; results do not depend on the number of threads, bit for bit
/// @{

/// Synthesis: from coefficients to samples.
/// @param[in]  plan  any plan
/// @param[in]  flmn  coefficients, n >= 0
/// @param[out] map   samples
/// @param      work  NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_so3_inverse(const s2fft_so3_plan *plan,
                                                   const s2_complex *flmn, double *map,
                                                   s2fft_so3_workspace *work);

/// Analysis: exact where the grid has a sampling theorem, as in s2fft_forward().
/// @param[in]  plan  any plan
/// @param[in]  map   samples
/// @param[out] flmn  coefficients, n >= 0
/// @param      work  NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_so3_forward(const s2fft_so3_plan *plan, const double *map,
                                                   s2_complex *flmn, s2fft_so3_workspace *work);

/// Adjoint of s2fft_so3_inverse().
/// @param[in]  plan  any plan
/// @param[in]  map   samples
/// @param[out] flmn  coefficients, n >= 0
/// @param      work  NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_so3_inverse_adjoint(const s2fft_so3_plan *plan,
                                                           const double *map, s2_complex *flmn,
                                                           s2fft_so3_workspace *work);

/// Adjoint of s2fft_so3_forward().
/// @param[in]  plan  any plan
/// @param[in]  flmn  coefficients, n >= 0
/// @param[out] map   samples
/// @param      work  NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_so3_forward_adjoint(const s2fft_so3_plan *plan,
                                                           const s2_complex *flmn, double *map,
                                                           s2fft_so3_workspace *work);
/// @}

/// @name Complex functions
/// `flmn` is [2N-1][L][2L-1], `map` [s2fft_so3_map_size()].
/// @{

/// Synthesis of complex functions; see s2fft_so3_inverse().
/// @param[in]  plan  any plan
/// @param[in]  flmn  coefficients, all n
/// @param[out] map   complex samples
/// @param      work  NULL: allocated for this call
/// @return status, see s2fft_so3_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_so3_inverse_complex(const s2fft_so3_plan *plan,
                                                           const s2_complex *flmn, s2_complex *map,
                                                           s2fft_so3_workspace *work);

/// Analysis of complex functions; see s2fft_so3_forward().
/// @param[in]  plan  any plan
/// @param[in]  map   complex samples
/// @param[out] flmn  coefficients, all n
/// @param      work  NULL: allocated for this call
/// @return status, see s2fft_so3_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_so3_forward_complex(const s2fft_so3_plan *plan,
                                                           const s2_complex *map, s2_complex *flmn,
                                                           s2fft_so3_workspace *work);

/// Adjoint of s2fft_so3_inverse_complex().
/// @param[in]  plan  any plan
/// @param[in]  map   complex samples
/// @param[out] flmn  coefficients, all n
/// @param      work  NULL: allocated for this call
/// @return status, see s2fft_so3_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_so3_inverse_adjoint_complex(const s2fft_so3_plan *plan,
                                                                   const s2_complex *map,
                                                                   s2_complex *flmn,
                                                                   s2fft_so3_workspace *work);

/// Adjoint of s2fft_so3_forward_complex().
/// @param[in]  plan  any plan
/// @param[in]  flmn  coefficients, all n
/// @param[out] map   complex samples
/// @param      work  NULL: allocated for this call
/// @return status, see s2fft_so3_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_so3_forward_adjoint_complex(const s2fft_so3_plan *plan,
                                                                   const s2_complex *flmn,
                                                                   s2_complex *map,
                                                                   s2fft_so3_workspace *work);
/// @}

S2_END_DECLS
#endif

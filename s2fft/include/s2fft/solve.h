// SPDX-License-Identifier: MIT
/// @file
/// Inversion of the synthesis by conjugate gradients: the coefficients that fit a map best.
///
/// With S the synthesis of a plan and W the weights of the samples (ring weights times mask), the
/// functions here find the a of least
///
///     sum_p W_p |f_p - (S a)_p|^2,   that is   S^H W S a = S^H W f.
///
/// For the weights of a quadrature, S^H W S is nearly 1 and a few steps are enough; a map of the
/// plan's band-limit on a grid that determines it gives its coefficients back to rounding error,
/// also on HEALPix, where the analysis alone is an approximation (docs/healpix.md compares both).
/// On a grid with a sampling theorem the analysis is the solution, after one step.
///
/// A mask or rings on a part of the sphere leave some combinations of coefficients nearly free.
/// Steps then go on for long, and small residuals no longer mean small errors: stop early (the
/// number of steps regularises), or choose a lower band-limit.
#ifndef S2FFT_SOLVE_H
#define S2FFT_SOLVE_H

#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// How to solve. Fill with s2fft_solve_options_init(), then change what you need.
typedef struct s2fft_solve_options {
  size_t struct_size; ///< set by s2fft_solve_options_init()
  double tolerance;   ///< stop at this s2fft_solve_result::residual, 0 <= tolerance < 1; default
                      ///< 1e-10; 0: make max_iterations steps
  int max_iterations; ///< 0 .. 100000; default 100
  int start;          ///< 0 (default): start from zero; 1: from the coefficients handed in
  const double *mask; ///< [s2fft_map_size()] finite factor >= 0 of each sample's weight, the same
                      ///< for both maps of a pair; NULL (default): 1
  s2_progress_fn *progress; ///< called before every step
  void *progress_user;      ///< handed to `progress`
} s2fft_solve_options;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2fft_solve_options_init(options)                                                          \
  s2fft_solve_options_init_sized((options), sizeof *(options))

/// Work behind s2fft_solve_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2fft_solve_options) as the caller knows it
S2_EXPORT void s2fft_solve_options_init_sized(s2fft_solve_options *options, size_t struct_size);

/// How it went.
typedef struct s2fft_solve_result {
  int iterations;  ///< steps made; each is one synthesis and one adjoint synthesis
  double residual; ///< `|S^H W (f - S a)| / |S^H W f|` in the norm of s2fft_norm()
  double misfit;   ///< `|f - S a| / |f|`, root of plain sums over samples (times mask): what of
                   ///< the map no coefficients can fit, e.g. noise beyond the band-limit
} s2fft_solve_result;

/// @name Solving
/// Errors of all three: ::S2_ERR_ARGUMENT (that of s2fft_inverse_adjoint(); an option out of range;
/// a negative weight; no sample with weight; a mask on a plan whose analysis is not a weighted sum
/// over samples: MW, and MWSS, CC, F1 with fewer than 2L-1 rings, unless the plan was given
/// ring_weights), ::S2_ERR_NUMERIC (the tolerance is not met after max_iterations, or the map is
/// not finite), ::S2_ERR_CANCELLED, ::S2_ERR_MEMORY. On ::S2_ERR_NUMERIC and ::S2_ERR_CANCELLED the
/// coefficients and `result` are those of the last step.
///
/// s2fft_options::iterations of the plan has no effect here. The coefficients handed in with
/// `start` keep what the plan's transforms ignore (the imaginary part of m = 0, l < |s|).
/// @par Cost   iterations + 1 transforms each way (one more adjoint with `start`)
/// @par Memory beside the workspace, two maps and two sets of coefficients of the field
/// @par Threads re-entrant; results do not depend on the number of threads, bit for bit
/// @par Source Hestenes & Stiefel 1952, sec. 10 (conjugate gradients for least squares, "CGLS";
///             Bjorck 1996, sec. 7.4.1)
/// @{

/// Coefficients of a real map.
/// @param[in]     plan     spin 0
/// @param[in]     map      samples
/// @param[in,out] alm      coefficients; read only with s2fft_solve_options::start
/// @param[in]     options  NULL: defaults
/// @param[out]    result   NULL: not wanted
/// @param         work     NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_solve(const s2fft_plan *plan, const double *map,
                                             s2_complex *alm, const s2fft_solve_options *options,
                                             s2fft_solve_result *result, s2fft_workspace *work);

/// Coefficients of a complex map; see s2fft_solve().
/// @param[in]     plan     any spin
/// @param[in]     map      samples
/// @param[in,out] flm      coefficients, all m
/// @param[in]     options  NULL: defaults
/// @param[out]    result   NULL: not wanted
/// @param         work     NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_solve_complex(const s2fft_plan *plan, const s2_complex *map,
                                                     s2_complex *flm,
                                                     const s2fft_solve_options *options,
                                                     s2fft_solve_result *result,
                                                     s2fft_workspace *work);

/// Coefficients of a pair; see s2fft_solve().
/// @param[in]     plan     spin >= 0
/// @param[in]     Q        first map
/// @param[in]     U        second map
/// @param[in,out] E        gradient (electric) coefficients
/// @param[in,out] B        curl (magnetic) coefficients
/// @param[in]     options  NULL: defaults
/// @param[out]    result   NULL: not wanted
/// @param         work     NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_solve_pair(const s2fft_plan *plan, const double *Q,
                                                  const double *U, s2_complex *E, s2_complex *B,
                                                  const s2fft_solve_options *options,
                                                  s2fft_solve_result *result,
                                                  s2fft_workspace *work);

/// @}

S2_END_DECLS
#endif

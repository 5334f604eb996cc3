// SPDX-License-Identifier: MIT
/// @file
/// Directional scale-discretised wavelets on the sphere: analysis, synthesis and their adjoints.
///
/// Make a tiling (s2wav/tiling.h: which degrees a scale sees, how many orientations), make a plan
/// for it on a grid, transform as often as you like from as many threads as you like, destroy.
///
/// ~~~{.c}
/// s2wav_plan *plan;
/// if (s2wav_plan_create(&plan, tiling, grid, NULL) != S2_OK) return 1;
/// double *wav = malloc(s2wav_wav_size(plan) * sizeof *wav);
/// double *scal = malloc(s2wav_scal_size(plan) * sizeof *scal);
/// s2wav_analysis(plan, f, wav, scal, NULL, NULL);  // map to wavelets
/// s2wav_synthesis(plan, wav, scal, f, NULL, NULL); // and back: exact where the grid is
/// ~~~
///
/// **Definition.** With the kernels kappa_j(l), kappa0(l) and the directional rows s_ln of the
/// tiling, and the fields and harmonics of s2fft/conventions.h, over l < L_j, |m| <= l, |n| < N_j,
///
///     W_j(theta, phi, gamma) = sum_n e^{i n gamma} F_n(theta, phi),
///     F_n  = (-1)^n / sqrt(2 pi) sum_lm kappa_j(l) conj(s_ln) f_lm  -nY_lm,
///     W_0  = sum_lm kappa0(l) f_lm Y_lm                                      ("scaling map")
///
/// and back
///
///     f_lm = sqrt(2 pi) sum_jn (-1)^n kappa_j(l) s_ln (analysis of F_n)_lm + kappa0(l) W_0,lm.
///
/// `W_j(rho) = <f | R_rho psi_j>` is the wavelet transform on SO(3) with psi_j,ln = sqrt((2l+1)/8
/// pi^2) kappa_j(l) s_ln (McEwen et al. 2018, arXiv 1509.06749). The signal may have any spin; the
/// wavelet maps are scalars on SO(3). Tight frame: `sum_j int |W_j|^2 drho + int |W_0|^2 dOmega =
/// int |f|^2 dOmega`.
///
/// **Arrays.** All scales lie in one array, j ascending: each [ngamma][map of its own grid]
/// (::s2wav_scale). Slices are, by s2wav_options::storage,
/// - *steerable* (default): gamma_g = pi g / N_j, g = 0 .. N_j-1: all that there is, because only
///   orders n of the parity of N_j-1 exist;
/// - *full*: gamma_g = 2 pi g / (2N_j-1), g = 0 .. 2N_j-2 (s2wav, s2let).
///
/// The map of a scale has the band-limit L_j of the scale (multiresolution) or L (full resolution)
/// and the sampling of the signal; on HEALPix its nside_j is the smallest power of two that is at
/// least nside_ratio L_j. Coefficients of signals are arrays of s2wav_options::layout.
///
/// **Exactness.** MW, MWSS, DH, GL, CC, F1: synthesis(analysis(f)) = f for band-limited f. HEALPix:
/// to a few percent in one pass, to 1e-4 .. 1e-6 with s2wav_options::iterations (the error is that
/// of its quadrature); exact in the harmonic form (s2wav/harmonic.h).
///
/// **Adjoints** are exact for plain sums over samples and for the product of s2fft/conventions.h of
/// coefficients: the sum over all (l, m), m < 0 of real signals included. Gradients: with grad =
/// dL/dRe + i dL/dIm, the gradient with respect to the input of an operator is its adjoint applied
/// to the gradient with respect to its output.
///
/// More: scale by scale (s2wav/scales.h), without pixels (s2wav/harmonic.h), gradients with respect
/// to kernels (s2wav/gradient.h).
#ifndef S2WAV_S2WAV_H
#define S2WAV_S2WAV_H

#include <s2fft/s2fft.h>
#include <s2wav/tiling.h>

S2_BEGIN_DECLS

/// Index of the scaling map, where functions take the index of a scale.
#define S2WAV_SCALING (-1)

/// Which samples in gamma a wavelet map has; see above.
typedef enum s2wav_storage {
  S2WAV_STEERABLE = 0, ///< N_j slices
  S2WAV_FULL = 1       ///< 2 N_j - 1 slices
} s2wav_storage;

/// Spin of the scaling map of a signal of spin s.
typedef enum s2wav_scaling {
  S2WAV_SCALING_SCALAR = 0, ///< 0: the theory, s2let
  S2WAV_SCALING_SIGNAL = 1  ///< s: the package s2wav
} s2wav_scaling;

/// How to transform. Fill with s2wav_options_init(), then change what you need.
typedef struct s2wav_options {
  size_t struct_size;    ///< set by s2wav_options_init()
  s2wav_storage storage; ///< slices of the wavelet maps; default steerable
  s2wav_scaling scaling; ///< spin of the scaling map; default 0
  int full_resolution;   ///< 1: all maps at the band-limit L; 0 (default): each at its own
  int sampling;          ///< ::s2_grid_kind of the maps; -1 (default): that of the grid, MW if none
  s2fft_layout layout;   ///< of coefficients; default triangle (real) and square (complex)
  double nside_ratio;    ///< HEALPix: least nside_j / L_j, 1/4 .. 4; default 1/2
  int iterations; ///< HEALPix: Jacobi steps of every analysis of a map, as in ::s2fft_options
  int nthreads;   ///< threads per call; 0 (default): as in ::s2fft_options
  s2_progress_fn *progress; ///< called after each scale, of plans and of transforms; default NULL
  void *progress_user;      ///< handed to `progress`
} s2wav_options;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2wav_options_init(options) s2wav_options_init_sized((options), sizeof *(options))

/// Work behind s2wav_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2wav_options) as the caller knows it
S2_EXPORT void s2wav_options_init_sized(s2wav_options *options, size_t struct_size);

/// An immutable plan; opaque. Any number of threads may transform with one plan at once.
typedef struct s2wav_plan s2wav_plan;

/// Scratch memory of one running transform; opaque. Not to be shared by concurrent calls.
typedef struct s2wav_workspace s2wav_workspace;

/// Make a plan.
///
/// @param[out] plan     the new plan, owned by the caller: s2wav_plan_destroy(); NULL on failure
/// @param[in]  tiling   kernels; its band-limit and spin are those of the signal; not needed after
///                      the call
/// @param[in]  grid     of the signal; not needed after the call. NULL: signals come as
/// coefficients
///                      only
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT (an option out of range, a grid of user rings without a
///         `sampling`, a grid that L does not fit), S2_ERR_MEMORY, S2_ERR_CANCELLED
/// @par Cost one s2fft plan per order n >= 0 of each distinct band-limit: about that of two
/// transforms. Scales of equal band-limit (the two finest) share plans
S2_NODISCARD S2_EXPORT s2_status s2wav_plan_create(s2wav_plan **plan, const s2wav_tiling *tiling,
                                                   const s2_grid *grid,
                                                   const s2wav_options *options);

/// Free a plan. NULL is allowed.
/// @param[in] plan  to be freed; no transform may be using it
S2_EXPORT void s2wav_plan_destroy(s2wav_plan *plan);

/// What a workspace must serve; see s2wav_workspace_create().
typedef enum s2wav_use {
  S2WAV_USE_WHOLE = 0,  ///< double precision, all scales in one call
  S2WAV_USE_STREAM = 1, ///< scale by scale, with room for one scale's samples (callbacks): the
                        ///< least memory; serves everything, S2WAV_USE_WHOLE a little slower
  S2WAV_USE_SINGLE = 2  ///< single precision
} s2wav_use;

/// Bytes that a plan and its workspace would take, before anything large is allocated.
///
/// @param[in]  tiling     any tiling
/// @param[in]  grid       as in s2wav_plan_create()
/// @param[in]  options    NULL: defaults
/// @param[in]  field      ::S2FFT_REAL or ::S2FFT_COMPLEX
/// @param[in]  use        what the workspace is for
/// @param[out] plan       bytes of the plan; NULL: not wanted
/// @param[out] workspace  bytes of the workspace; NULL: not wanted
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2wav_estimate(const s2wav_tiling *tiling, const s2_grid *grid,
                                                const s2wav_options *options, s2fft_field field,
                                                s2wav_use use, int64_t *plan, int64_t *workspace);

/// Bytes that a plan holds.
/// @param[in] plan  any plan
/// @return bytes
S2_EXPORT int64_t s2wav_plan_bytes(const s2wav_plan *plan);

/// Whether the synthesis undoes the analysis exactly (sampling theorems hold on all grids).
/// @param[in] plan  any plan
/// @return 1 or 0
S2_EXPORT int s2wav_plan_is_exact(const s2wav_plan *plan);

/// @name Shapes
/// @{

/// One scale, or the scaling map: its shape and its place in the array of all scales.
typedef struct s2wav_scale {
  int j;          ///< dilation: the kernel peaks at lambda^j; of the scaling map, J_min - 1
  int L;          ///< band-limit of the map (l < L)
  int lmin;       ///< least degree that the kernel sees
  int N;          ///< band-limit in gamma; scaling map: 1
  int ngamma;     ///< slices
  int nrings;     ///< rings of a slice
  int nphi;       ///< samples of a ring; 0 on HEALPix
  int nside;      ///< HEALPix resolution; else 0
  int empty;      ///< 1: the kernel is zero at every l < L; the map is zero and costs nothing
  int64_t slice;  ///< samples of a slice
  int64_t size;   ///< samples of the map: ngamma * slice
  int64_t offset; ///< where it begins in the array of all scales; scaling map: 0
} s2wav_scale;

/// Number of scales, the scaling map not counted.
/// @param[in] plan  any plan
/// @return J - J_min + 1
S2_EXPORT int s2wav_nscales(const s2wav_plan *plan);

/// Shape of a scale.
/// @param[in]  plan   any plan
/// @param[in]  i      0 .. s2wav_nscales() - 1, or ::S2WAV_SCALING
/// @param[out] scale  its shape
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2wav_get_scale(const s2wav_plan *plan, int i, s2wav_scale *scale);

/// Grid of the slices of a scale: rings, longitudes, quadrature weights.
/// @param[in] plan  any plan
/// @param[in] i     0 .. s2wav_nscales() - 1, or ::S2WAV_SCALING
/// @return owned by the plan; NULL if i is out of range
S2_EXPORT const s2_grid *s2wav_scale_grid(const s2wav_plan *plan, int i);

/// Samples of all wavelet maps together.
/// @param[in] plan  any plan
/// @return number of doubles (real signals) or complex numbers
S2_EXPORT int64_t s2wav_wav_size(const s2wav_plan *plan);

/// Samples of the scaling map.
/// @param[in] plan  any plan
/// @return number of doubles (real signals) or complex numbers
S2_EXPORT int64_t s2wav_scal_size(const s2wav_plan *plan);

/// Samples of the signal.
/// @param[in] plan  any plan
/// @return s2_grid_map_size() of its grid; 0 if the plan has none
S2_EXPORT int64_t s2wav_map_size(const s2wav_plan *plan);

/// Coefficients of the signal in the plan's layout.
/// @param[in] plan   any plan
/// @param[in] field  ::S2FFT_REAL or ::S2FFT_COMPLEX
/// @return number of complex numbers; 0 if the layout cannot hold the field
S2_EXPORT int64_t s2wav_lm_size(const s2wav_plan *plan, s2fft_field field);
/// @}

/// Make the scratch memory for transforms with `plan`, so that they allocate nothing.
///
/// @param[out] work   new workspace, owned by the caller; NULL on failure
/// @param[in]  plan   the plan it serves
/// @param[in]  field  ::S2FFT_REAL or ::S2FFT_COMPLEX; a transform of the other field refuses it if
///                    it is too small
/// @param[in]  use    what it is for; a transform that needs more refuses it, except that whole
///                    transforms make do with ::S2WAV_USE_STREAM
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2wav_workspace_create(s2wav_workspace **work,
                                                        const s2wav_plan *plan, s2fft_field field,
                                                        s2wav_use use);

/// Free a workspace. NULL is allowed.
/// @param[in] work  to be freed
S2_EXPORT void s2wav_workspace_destroy(s2wav_workspace *work);

/// Bytes that a workspace holds.
/// @param[in] work  any workspace
/// @return bytes
S2_EXPORT int64_t s2wav_workspace_bytes(const s2wav_workspace *work);

/// Several signals in one call. NULL in its place means one.
typedef struct s2wav_batch {
  int64_t count;         ///< number of signals, >= 1
  int64_t signal_stride; ///< elements from one signal to the next; 0: the size of one
  int64_t wav_stride;    ///< elements from one array of wavelet maps to the next; 0: its size
  int64_t scal_stride;   ///< elements from one scaling map to the next; 0: its size
} s2wav_batch;

/// @name From and to maps
/// `f` is [s2wav_map_size()], `wav` [s2wav_wav_size()], `scal` [s2wav_scal_size()]; elements are
/// real numbers, or complex ones (`_complex`); in single precision (suffix `f`) arrays are float
/// and all work is done in double, one scale at a time.
///
/// Errors of all transforms: ::S2_ERR_ARGUMENT (NULL, real transforms with a tiling of spin other
/// than 0, maps without a grid, a bad batch, a workspace made for less or for another plan, an
/// analysis that the grid cannot do), ::S2_ERR_MEMORY, ::S2_ERR_CANCELLED. Outputs are unspecified
/// on failure.
/// @par Cost per scale, N_j spin transforms (real signals; complex: 2 N_j) of band-limit L_j: with
/// lambda = 2 the sum over scales is 15/7 that of the finest
/// @par Threads re-entrant; results do not depend on the number of threads, bit for bit, nor on
/// whether scales go in one call or one by one in ascending order
/// @{

/// Analysis of real signals: a map to its wavelet maps.
///
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis(const s2wav_plan *plan, const double *f,
                                                double *wav, double *scal, const s2wav_batch *batch,
                                                s2wav_workspace *work);

/// Synthesis of real signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis(const s2wav_plan *plan, const double *wav,
                                                 const double *scal, double *f,
                                                 const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the analysis of real signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_adjoint(const s2wav_plan *plan, const double *wav,
                                                        const double *scal, double *f,
                                                        const s2wav_batch *batch,
                                                        s2wav_workspace *work);

/// Adjoint of the synthesis of real signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_adjoint(const s2wav_plan *plan, const double *f,
                                                         double *wav, double *scal,
                                                         const s2wav_batch *batch,
                                                         s2wav_workspace *work);

/// Analysis of real signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysisf(const s2wav_plan *plan, const float *f, float *wav,
                                                 float *scal, const s2wav_batch *batch,
                                                 s2wav_workspace *work);

/// Synthesis of real signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesisf(const s2wav_plan *plan, const float *wav,
                                                  const float *scal, float *f,
                                                  const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the analysis of real signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_adjointf(const s2wav_plan *plan, const float *wav,
                                                         const float *scal, float *f,
                                                         const s2wav_batch *batch,
                                                         s2wav_workspace *work);

/// Adjoint of the synthesis of real signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_adjointf(const s2wav_plan *plan, const float *f,
                                                          float *wav, float *scal,
                                                          const s2wav_batch *batch,
                                                          s2wav_workspace *work);

/// Analysis of complex signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_complex(const s2wav_plan *plan, const s2_complex *f,
                                                        s2_complex *wav, s2_complex *scal,
                                                        const s2wav_batch *batch,
                                                        s2wav_workspace *work);

/// Synthesis of complex signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_complex(const s2wav_plan *plan,
                                                         const s2_complex *wav,
                                                         const s2_complex *scal, s2_complex *f,
                                                         const s2wav_batch *batch,
                                                         s2wav_workspace *work);

/// Adjoint of the analysis of complex signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_adjoint_complex(
    const s2wav_plan *plan, const s2_complex *wav, const s2_complex *scal, s2_complex *f,
    const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the synthesis of complex signals; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_adjoint_complex(const s2wav_plan *plan,
                                                                 const s2_complex *f,
                                                                 s2_complex *wav, s2_complex *scal,
                                                                 const s2wav_batch *batch,
                                                                 s2wav_workspace *work);

/// Analysis of complex signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_complexf(const s2wav_plan *plan,
                                                         const s2_complexf *f, s2_complexf *wav,
                                                         s2_complexf *scal,
                                                         const s2wav_batch *batch,
                                                         s2wav_workspace *work);

/// Synthesis of complex signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_complexf(const s2wav_plan *plan,
                                                          const s2_complexf *wav,
                                                          const s2_complexf *scal, s2_complexf *f,
                                                          const s2wav_batch *batch,
                                                          s2wav_workspace *work);

/// Adjoint of the analysis of complex signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] f     samples of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_analysis_adjoint_complexf(
    const s2wav_plan *plan, const s2_complexf *wav, const s2_complexf *scal, s2_complexf *f,
    const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the synthesis of complex signals, single precision; see s2wav_analysis().
/// @param[in]  plan  any plan with a grid
/// @param[in]  f     samples of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_synthesis_adjoint_complexf(
    const s2wav_plan *plan, const s2_complexf *f, s2_complexf *wav, s2_complexf *scal,
    const s2wav_batch *batch, s2wav_workspace *work);

/// @}

/// @name From and to coefficients
/// `flm` is [s2wav_lm_size()] in s2wav_options::layout; degrees l < |spin| are not read and become
/// zero. No grid of the signal is needed.
/// @{

/// Analysis of real signals: coefficients to wavelet maps.
///
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis(const s2wav_plan *plan, const s2_complex *flm,
                                                   double *wav, double *scal,
                                                   const s2wav_batch *batch, s2wav_workspace *work);

/// Synthesis of real signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesis(const s2wav_plan *plan, const double *wav,
                                                    const double *scal, s2_complex *flm,
                                                    const s2wav_batch *batch,
                                                    s2wav_workspace *work);

/// Adjoint of the analysis of real signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_adjoint(const s2wav_plan *plan,
                                                           const double *wav, const double *scal,
                                                           s2_complex *flm,
                                                           const s2wav_batch *batch,
                                                           s2wav_workspace *work);

/// Adjoint of the synthesis of real signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesis_adjoint(const s2wav_plan *plan,
                                                            const s2_complex *flm, double *wav,
                                                            double *scal, const s2wav_batch *batch,
                                                            s2wav_workspace *work);

/// Analysis of real signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysisf(const s2wav_plan *plan, const s2_complexf *flm,
                                                    float *wav, float *scal,
                                                    const s2wav_batch *batch,
                                                    s2wav_workspace *work);

/// Synthesis of real signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesisf(const s2wav_plan *plan, const float *wav,
                                                     const float *scal, s2_complexf *flm,
                                                     const s2wav_batch *batch,
                                                     s2wav_workspace *work);

/// Adjoint of the analysis of real signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_adjointf(const s2wav_plan *plan,
                                                            const float *wav, const float *scal,
                                                            s2_complexf *flm,
                                                            const s2wav_batch *batch,
                                                            s2wav_workspace *work);

/// Adjoint of the synthesis of real signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesis_adjointf(const s2wav_plan *plan,
                                                             const s2_complexf *flm, float *wav,
                                                             float *scal, const s2wav_batch *batch,
                                                             s2wav_workspace *work);

/// Analysis of complex signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_complex(const s2wav_plan *plan,
                                                           const s2_complex *flm, s2_complex *wav,
                                                           s2_complex *scal,
                                                           const s2wav_batch *batch,
                                                           s2wav_workspace *work);

/// Synthesis of complex signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesis_complex(const s2wav_plan *plan,
                                                            const s2_complex *wav,
                                                            const s2_complex *scal, s2_complex *flm,
                                                            const s2wav_batch *batch,
                                                            s2wav_workspace *work);

/// Adjoint of the analysis of complex signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_adjoint_complex(
    const s2wav_plan *plan, const s2_complex *wav, const s2_complex *scal, s2_complex *flm,
    const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the synthesis of complex signals; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesis_adjoint_complex(
    const s2wav_plan *plan, const s2_complex *flm, s2_complex *wav, s2_complex *scal,
    const s2wav_batch *batch, s2wav_workspace *work);

/// Analysis of complex signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_complexf(const s2wav_plan *plan,
                                                            const s2_complexf *flm,
                                                            s2_complexf *wav, s2_complexf *scal,
                                                            const s2wav_batch *batch,
                                                            s2wav_workspace *work);

/// Synthesis of complex signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status
s2wav_lm_synthesis_complexf(const s2wav_plan *plan, const s2_complexf *wav, const s2_complexf *scal,
                            s2_complexf *flm, const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the analysis of complex signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  wav   all wavelet maps
/// @param[in]  scal  scaling map; NULL: zero
/// @param[out] flm   coefficients of the signal
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_analysis_adjoint_complexf(
    const s2wav_plan *plan, const s2_complexf *wav, const s2_complexf *scal, s2_complexf *flm,
    const s2wav_batch *batch, s2wav_workspace *work);

/// Adjoint of the synthesis of complex signals, single precision; see s2wav_lm_analysis().
/// @param[in]  plan  any plan
/// @param[in]  flm   coefficients of the signal
/// @param[out] wav   all wavelet maps
/// @param[out] scal  scaling map; NULL: not wanted
/// @param[in]  batch NULL: one signal
/// @param      work  NULL: allocated for this call
/// @return status, see s2wav_analysis()
S2_NODISCARD S2_EXPORT s2_status s2wav_lm_synthesis_adjoint_complexf(
    const s2wav_plan *plan, const s2_complexf *flm, s2_complexf *wav, s2_complexf *scal,
    const s2wav_batch *batch, s2wav_workspace *work);

/// @}

S2_END_DECLS
#endif

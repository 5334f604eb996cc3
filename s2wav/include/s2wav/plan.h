// SPDX-License-Identifier: MIT
/// @file
/// Plans of wavelet transforms (s2wav/s2wav.h), the shapes of their arrays, and workspaces.
#ifndef S2WAV_PLAN_H
#define S2WAV_PLAN_H

#include <s2fft/s2fft.h>
#include <s2wav/tiling.h>

S2_BEGIN_DECLS

/// Which samples in gamma a wavelet map has; see s2wav/s2wav.h.
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

/// What a workspace must serve; each serves those before it too.
///
/// On the way to maps the fields F_n lie in the maps themselves. On the way from maps, which stay
/// as they are, they need memory: those of one |n| after another or, for whole signals where all of
/// them take 256 MiB or less, of a whole scale (real signals: of the two finest). The same bits
/// either way. With the fields of one |n| a workspace takes as much for any N: on MW about 7
/// (complex signals: 12) arrays of L^2 complex numbers, of which the finest scale takes N (2N).
typedef enum s2wav_use {
  S2WAV_USE_WHOLE = 0,    ///< all scales in one call
  S2WAV_USE_STREAM = 1,   ///< scale by scale (s2wav/scales.h): the least memory; transforms from
                          ///< maps take up to a tenth longer
  S2WAV_USE_CALLBACK = 2, ///< the same with room for the samples of a scale, for callbacks
  S2WAV_USE_SINGLE = 3    ///< single precision (s2wav/single.h): with room for a scale in double
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

/// Shapes that a plan would have, without making it, in O(N L) memory.
/// @param[in]  tiling   any tiling
/// @param[in]  grid     as in s2wav_plan_create()
/// @param[in]  options  NULL: defaults
/// @param[out] shapes   [1 + s2wav_tiling_nscales()] the scaling map, then the scales
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2wav_shapes(const s2wav_tiling *tiling, const s2_grid *grid,
                                              const s2wav_options *options, s2wav_scale *shapes);

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
/// @param[in]  field  of the transforms: ::S2FFT_REAL or ::S2FFT_COMPLEX
/// @param[in]  use    what it is for; a transform that needs another use refuses it
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

S2_END_DECLS
#endif

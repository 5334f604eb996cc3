// SPDX-License-Identifier: MIT
/// @file
/// Spin spherical harmonic transforms on every sampling, with exact adjoints.
///
/// Make a grid (s2common/grid.h), make a plan for it, transform as often as you like from as many
/// threads as you like, destroy. What the numbers mean is said once, in s2fft/conventions.h.
///
/// ~~~{.c}
/// s2_grid *grid;
/// s2fft_plan *plan;
/// if (s2_grid_create(&grid, S2_GRID_GL, L) != S2_OK) return 1;
/// if (s2fft_plan_create(&plan, grid, L, NULL) != S2_OK) return 1;
/// s2fft_inverse(plan, alm, map, NULL, NULL);   // synthesis
/// s2fft_forward(plan, map, alm, NULL, NULL);   // analysis
/// ~~~
#ifndef S2FFT_S2FFT_H
#define S2FFT_S2FFT_H

#include <s2common/complex.h>
#include <s2common/defs.h>
#include <s2common/grid.h>
#include <s2common/progress.h>
#include <s2common/status.h>
#include <s2fft/conventions.h>
#include <stddef.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// Largest band-limit of a plan.
#define S2FFT_L_MAX 32768

/// Order of the coefficients in memory; see s2fft/conventions.h.
typedef enum s2fft_layout {
  S2FFT_LAYOUT_DEFAULT = 0,  ///< triangle for real fields and pairs, square for complex fields
  S2FFT_LAYOUT_TRIANGLE = 1, ///< m >= 0, m-major; not for complex fields
  S2FFT_LAYOUT_SQUARE = 2,   ///< [L][2L-1]
  S2FFT_LAYOUT_LINEAR = 3    ///< l*l + l + m
} s2fft_layout;

/// What a map holds; see s2fft/conventions.h.
typedef enum s2fft_field {
  S2FFT_REAL = 0,    ///< one real map, spin 0
  S2FFT_COMPLEX = 1, ///< one complex map, any spin
  S2FFT_PAIR = 2     ///< two real maps (Q, U), spin >= 0
} s2fft_field;

/// How to transform. Fill with s2fft_options_init(), then change what you need.
typedef struct s2fft_options {
  size_t struct_size;         ///< set by s2fft_options_init()
  int spin;                   ///< |spin| < L; default 0
  int mmax;                   ///< largest |m|, 0 .. L-1; -1 (default): L-1
  int lmin;                   ///< degrees below lmin count as zero, 0 .. L; default 0
  s2fft_layout layout;        ///< order of the coefficients
  int nthreads;               ///< threads per call; 0 (default): OpenMP's choice, 1 inside a region
  int iterations;             ///< forward on a grid without sampling theorem: Jacobi steps
                              ///< `a += A (f - S a)` after the first, 0 .. 100; default 0
  const double *ring_weights; ///< [nrings] finite weight of one sample of each ring [sr], copied;
                              ///< NULL (default): the grid's own
  s2_progress_fn *progress;   ///< called between stages of iterated analyses and of plan creation
  void *progress_user;        ///< handed to `progress`
} s2fft_options;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2fft_options_init(options) s2fft_options_init_sized((options), sizeof *(options))

/// Work behind s2fft_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2fft_options) as the caller knows it
S2_EXPORT void s2fft_options_init_sized(s2fft_options *options, size_t struct_size);

/// An immutable plan; opaque. Any number of threads may transform with one plan at once.
typedef struct s2fft_plan s2fft_plan;

/// Scratch memory of one running transform; opaque. Not to be shared by concurrent calls.
typedef struct s2fft_workspace s2fft_workspace;

/// Several fields in one call. NULL in its place means one field.
typedef struct s2fft_batch {
  int64_t count;      ///< number of fields, >= 1
  int64_t alm_stride; ///< coefficients from one field to the next; 0: s2fft_alm_size()
  int64_t map_stride; ///< samples from one field to the next; 0: s2fft_map_size()
  int64_t alm_length; ///< elements the coefficient array(s) hold; 0: not checked
  int64_t map_length; ///< elements the map array(s) hold; 0: not checked
} s2fft_batch;

/// Make a plan: tables, start values of the recursions and FFT plans.
///
/// @param[out] plan     the new plan, owned by the caller: s2fft_plan_destroy(); NULL on failure
/// @param[in]  grid     any grid; not needed after the call
/// @param[in]  L        band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED
/// @par Cost O(L^2 nrings / 16) time, about that of two or three transforms; O(L nrings) memory.
S2_NODISCARD S2_EXPORT s2_status s2fft_plan_create(s2fft_plan **plan, const s2_grid *grid, int L,
                                                   const s2fft_options *options);

/// Free a plan. NULL is allowed.
/// @param[in] plan  to be freed; no transform may be using it
S2_EXPORT void s2fft_plan_destroy(s2fft_plan *plan);

/// Bytes that a plan and its workspace would take, before anything large is allocated.
///
/// @param[in]  grid       any grid
/// @param[in]  L          band-limit
/// @param[in]  options    NULL: defaults
/// @param[in]  field      kind of field that the workspace serves
/// @param[in]  nmaps      fields that the workspace holds at once, >= 1
/// @param[out] plan       bytes of the plan; NULL: not wanted
/// @param[out] workspace  bytes of the workspace; NULL: not wanted
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_estimate(const s2_grid *grid, int L,
                                                const s2fft_options *options, s2fft_field field,
                                                int nmaps, int64_t *plan, int64_t *workspace);

/// Band-limit of a plan.
/// @param[in] plan  any plan
/// @return L
S2_EXPORT int s2fft_plan_L(const s2fft_plan *plan);

/// Spin of a plan.
/// @param[in] plan  any plan
/// @return spin
S2_EXPORT int s2fft_plan_spin(const s2fft_plan *plan);

/// Largest order |m| of a plan.
/// @param[in] plan  any plan
/// @return mmax
S2_EXPORT int s2fft_plan_mmax(const s2fft_plan *plan);

/// Whether the analysis undoes the synthesis exactly (a sampling theorem holds).
/// @param[in] plan  any plan
/// @return 1 or 0
S2_EXPORT int s2fft_plan_is_exact(const s2fft_plan *plan);

/// Instruction set that the plan's kernels use: "base", "avx2", "avx512" or "neon".
/// @param[in] plan  any plan
/// @return static text
S2_EXPORT const char *s2fft_plan_isa(const s2fft_plan *plan);

/// Bytes that a plan holds.
/// @param[in] plan  any plan
/// @return bytes
S2_EXPORT int64_t s2fft_plan_bytes(const s2fft_plan *plan);

/// Samples in one map.
/// @param[in] plan  any plan
/// @return number of doubles (real, pair) or complex numbers
S2_EXPORT int64_t s2fft_map_size(const s2fft_plan *plan);

/// Coefficients of one field in the plan's layout.
/// @param[in] plan   any plan
/// @param[in] field  decides what ::S2FFT_LAYOUT_DEFAULT means
/// @return number of complex numbers; 0 if the layout cannot hold the field
S2_EXPORT int64_t s2fft_alm_size(const s2fft_plan *plan, s2fft_field field);

/// Index of (l, m) in the plan's layout.
/// @param[in] plan   any plan
/// @param[in] field  decides what ::S2FFT_LAYOUT_DEFAULT means
/// @param[in] l      degree, 0 .. L-1
/// @param[in] m      order, |m| <= min(l, mmax); >= 0 in the triangle
/// @return index; -1 if (l, m) has no place
S2_EXPORT int64_t s2fft_alm_index(const s2fft_plan *plan, s2fft_field field, int l, int m);

/// Make the scratch memory for transforms with `plan`, so that they allocate nothing.
///
/// @param[out] work   new workspace, owned by the caller; NULL on failure
/// @param[in]  plan   the plan it serves (and any other plan that needs no more)
/// @param[in]  field  kind of field; a workspace for complex fields or pairs serves real ones too
/// @param[in]  nmaps  fields of a batch that are worked on at once, >= 1 (more share one recursion)
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_workspace_create(s2fft_workspace **work,
                                                        const s2fft_plan *plan, s2fft_field field,
                                                        int nmaps);

/// Free a workspace. NULL is allowed.
/// @param[in] work  to be freed
S2_EXPORT void s2fft_workspace_destroy(s2fft_workspace *work);

/// Bytes that a workspace holds.
/// @param[in] work  any workspace
/// @return bytes
S2_EXPORT int64_t s2fft_workspace_bytes(const s2fft_workspace *work);

/// @name Real fields (plan of spin 0)
/// `alm` is [count][s2fft_alm_size()], `map` [count][s2fft_map_size()].
///
/// Errors of all transforms: ::S2_ERR_ARGUMENT (NULL, wrong spin or layout for the field, a bad
/// batch, a stride or length too small, a workspace made for less, an analysis that the grid
/// cannot do), ::S2_ERR_MEMORY, ::S2_ERR_CANCELLED.
/// @par Cost O(L^2 nrings) flops; see docs/performance.md
/// @par Threads re-entrant; results do not depend on the number of threads, bit for bit
/// @{

/// Synthesis `f = sum a_lm Y_lm`.
/// @param[in]  plan   spin 0
/// @param[in]  alm    coefficients; the imaginary part of m = 0 is ignored
/// @param[out] map    samples, unit of the coefficients
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_inverse(const s2fft_plan *plan, const s2_complex *alm,
                                               double *map, const s2fft_batch *batch,
                                               s2fft_workspace *work);

/// Analysis: exact where the grid has a sampling theorem, a (weighted, iterated) quadrature else.
/// @param[in]  plan   spin 0
/// @param[in]  map    samples
/// @param[out] alm    coefficients
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_forward(const s2fft_plan *plan, const double *map,
                                               s2_complex *alm, const s2fft_batch *batch,
                                               s2fft_workspace *work);

/// Adjoint of s2fft_inverse(): `a_lm = sum_p f_p conj Y_lm(p)`, no weights.
/// @param[in]  plan   spin 0
/// @param[in]  map    samples
/// @param[out] alm    coefficients
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_inverse_adjoint(const s2fft_plan *plan, const double *map,
                                                       s2_complex *alm, const s2fft_batch *batch,
                                                       s2fft_workspace *work);

/// Adjoint of s2fft_forward().
/// @param[in]  plan   spin 0
/// @param[in]  alm    coefficients
/// @param[out] map    samples
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_forward_adjoint(const s2fft_plan *plan,
                                                       const s2_complex *alm, double *map,
                                                       const s2fft_batch *batch,
                                                       s2fft_workspace *work);
/// @}

/// @name Complex fields (plan of any spin)
/// `flm` is [count][s2fft_alm_size()] in the square or linear layout.
/// @{

/// Synthesis of complex fields; see s2fft_inverse().
/// @param[in]  plan   any spin
/// @param[in]  flm    coefficients, all m
/// @param[out] map    complex samples
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_inverse_complex(const s2fft_plan *plan,
                                                       const s2_complex *flm, s2_complex *map,
                                                       const s2fft_batch *batch,
                                                       s2fft_workspace *work);

/// Analysis of complex fields; see s2fft_forward().
/// @param[in]  plan   any spin
/// @param[in]  map    complex samples
/// @param[out] flm    coefficients, all m
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_forward_complex(const s2fft_plan *plan,
                                                       const s2_complex *map, s2_complex *flm,
                                                       const s2fft_batch *batch,
                                                       s2fft_workspace *work);

/// Adjoint of the synthesis of complex fields; see s2fft_inverse_adjoint().
/// @param[in]  plan   any spin
/// @param[in]  map    complex samples
/// @param[out] flm    coefficients, all m
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_inverse_adjoint_complex(const s2fft_plan *plan,
                                                               const s2_complex *map,
                                                               s2_complex *flm,
                                                               const s2fft_batch *batch,
                                                               s2fft_workspace *work);

/// Adjoint of the analysis of complex fields; see s2fft_forward_adjoint().
/// @param[in]  plan   any spin
/// @param[in]  flm    coefficients, all m
/// @param[out] map    complex samples
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_forward_adjoint_complex(const s2fft_plan *plan,
                                                               const s2_complex *flm,
                                                               s2_complex *map,
                                                               const s2fft_batch *batch,
                                                               s2fft_workspace *work);

/// @}

/// @name Pairs (plan of spin >= 0)
/// Each array is [count][size]; all four follow the strides of the batch.
/// @{

/// Synthesis of pairs; see s2fft_inverse().
/// @param[in]  plan   spin >= 0
/// @param[in]  E      gradient (electric) coefficients
/// @param[in]  B      curl (magnetic) coefficients
/// @param[out] Q      first map
/// @param[out] U      second map
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_inverse_pair(const s2fft_plan *plan, const s2_complex *E,
                                                    const s2_complex *B, double *Q, double *U,
                                                    const s2fft_batch *batch,
                                                    s2fft_workspace *work);

/// Analysis of pairs; see s2fft_forward().
/// @param[in]  plan   spin >= 0
/// @param[in]  Q      first map
/// @param[in]  U      second map
/// @param[out] E      gradient (electric) coefficients
/// @param[out] B      curl (magnetic) coefficients
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_forward_pair(const s2fft_plan *plan, const double *Q,
                                                    const double *U, s2_complex *E, s2_complex *B,
                                                    const s2fft_batch *batch,
                                                    s2fft_workspace *work);

/// Adjoint of the synthesis of pairs; see s2fft_inverse_adjoint().
/// @param[in]  plan   spin >= 0
/// @param[in]  Q      first map
/// @param[in]  U      second map
/// @param[out] E      gradient (electric) coefficients
/// @param[out] B      curl (magnetic) coefficients
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_inverse_adjoint_pair(const s2fft_plan *plan, const double *Q,
                                                            const double *U, s2_complex *E,
                                                            s2_complex *B, const s2fft_batch *batch,
                                                            s2fft_workspace *work);

/// Adjoint of the analysis of pairs; see s2fft_forward_adjoint().
/// @param[in]  plan   spin >= 0
/// @param[in]  E      gradient (electric) coefficients
/// @param[in]  B      curl (magnetic) coefficients
/// @param[out] Q      first map
/// @param[out] U      second map
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_forward_adjoint_pair(const s2fft_plan *plan,
                                                            const s2_complex *E,
                                                            const s2_complex *B, double *Q,
                                                            double *U, const s2fft_batch *batch,
                                                            s2fft_workspace *work);

/// @}

/// @name Gradients (plan of spin 1, workspace for pairs)
/// @{

/// Gradient maps `df/dtheta` and `(1/sin theta) df/dphi` of real fields, per radian; see s2fft_inverse().
/// @param[in]  plan   spin 1
/// @param[in]  alm    coefficients of the scalar field
/// @param[out] dtheta derivative along the meridian
/// @param[out] dphi   derivative along the parallel, per arc
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_gradient(const s2fft_plan *plan, const s2_complex *alm,
                                                double *dtheta, double *dphi,
                                                const s2fft_batch *batch, s2fft_workspace *work);

/// Adjoint of the gradient; see s2fft_inverse().
/// @param[in]  plan   spin 1
/// @param[in]  dtheta first map
/// @param[in]  dphi   second map
/// @param[out] alm    coefficients
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_gradient_adjoint(const s2fft_plan *plan,
                                                        const double *dtheta, const double *dphi,
                                                        s2_complex *alm, const s2fft_batch *batch,
                                                        s2fft_workspace *work);

/// @}

/// @name Single precision
/// Arrays in float, recursions in double: the error stays at the rounding of the arrays, about 1e-7
/// of the largest element, for every L. From L = 512 on batches of spin 0, and pairs and complex
/// fields of spins up to 4, take most of their sums in float and are faster than double (1.1 to 1.3
/// times at L = 1024 and 2048); the others take as long.
/// @{

/// Synthesis of real fields; see s2fft_inverse().
/// @param[in]  plan   spin 0
/// @param[in]  alm    coefficients
/// @param[out] map    samples
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_inversef(const s2fft_plan *plan, const s2_complexf *alm,
                                                float *map, const s2fft_batch *batch,
                                                s2fft_workspace *work);

/// Analysis of real fields; see s2fft_forward().
/// @param[in]  plan   spin 0
/// @param[in]  map    samples
/// @param[out] alm    coefficients
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_forwardf(const s2fft_plan *plan, const float *map,
                                                s2_complexf *alm, const s2fft_batch *batch,
                                                s2fft_workspace *work);

/// Adjoint of the synthesis of real fields; see s2fft_inverse_adjoint().
/// @param[in]  plan   spin 0
/// @param[in]  map    samples
/// @param[out] alm    coefficients
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_inverse_adjointf(const s2fft_plan *plan, const float *map,
                                                        s2_complexf *alm, const s2fft_batch *batch,
                                                        s2fft_workspace *work);

/// Adjoint of the analysis of real fields; see s2fft_forward_adjoint().
/// @param[in]  plan   spin 0
/// @param[in]  alm    coefficients
/// @param[out] map    samples
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_forward_adjointf(const s2fft_plan *plan,
                                                        const s2_complexf *alm, float *map,
                                                        const s2fft_batch *batch,
                                                        s2fft_workspace *work);

/// Synthesis of complex fields; see s2fft_inverse().
/// @param[in]  plan   any spin
/// @param[in]  flm    coefficients, all m
/// @param[out] map    complex samples
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_inverse_complexf(const s2fft_plan *plan,
                                                        const s2_complexf *flm, s2_complexf *map,
                                                        const s2fft_batch *batch,
                                                        s2fft_workspace *work);

/// Analysis of complex fields; see s2fft_forward().
/// @param[in]  plan   any spin
/// @param[in]  map    complex samples
/// @param[out] flm    coefficients, all m
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_forward_complexf(const s2fft_plan *plan,
                                                        const s2_complexf *map, s2_complexf *flm,
                                                        const s2fft_batch *batch,
                                                        s2fft_workspace *work);

/// Adjoint of the synthesis of complex fields; see s2fft_inverse_adjoint().
/// @param[in]  plan   any spin
/// @param[in]  map    complex samples
/// @param[out] flm    coefficients, all m
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_inverse_adjoint_complexf(const s2fft_plan *plan,
                                                                const s2_complexf *map,
                                                                s2_complexf *flm,
                                                                const s2fft_batch *batch,
                                                                s2fft_workspace *work);

/// Adjoint of the analysis of complex fields; see s2fft_forward_adjoint().
/// @param[in]  plan   any spin
/// @param[in]  flm    coefficients, all m
/// @param[out] map    complex samples
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_forward_adjoint_complexf(const s2fft_plan *plan,
                                                                const s2_complexf *flm,
                                                                s2_complexf *map,
                                                                const s2fft_batch *batch,
                                                                s2fft_workspace *work);

/// Synthesis of pairs; see s2fft_inverse().
/// @param[in]  plan   spin >= 0
/// @param[in]  E      gradient (electric) coefficients
/// @param[in]  B      curl (magnetic) coefficients
/// @param[out] Q      first map
/// @param[out] U      second map
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_inverse_pairf(const s2fft_plan *plan, const s2_complexf *E,
                                                     const s2_complexf *B, float *Q, float *U,
                                                     const s2fft_batch *batch,
                                                     s2fft_workspace *work);

/// Analysis of pairs; see s2fft_forward().
/// @param[in]  plan   spin >= 0
/// @param[in]  Q      first map
/// @param[in]  U      second map
/// @param[out] E      gradient (electric) coefficients
/// @param[out] B      curl (magnetic) coefficients
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_forward_pairf(const s2fft_plan *plan, const float *Q,
                                                     const float *U, s2_complexf *E, s2_complexf *B,
                                                     const s2fft_batch *batch,
                                                     s2fft_workspace *work);

/// Adjoint of the synthesis of pairs; see s2fft_inverse_adjoint().
/// @param[in]  plan   spin >= 0
/// @param[in]  Q      first map
/// @param[in]  U      second map
/// @param[out] E      gradient (electric) coefficients
/// @param[out] B      curl (magnetic) coefficients
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_inverse_adjoint_pairf(const s2fft_plan *plan, const float *Q,
                                                             const float *U, s2_complexf *E,
                                                             s2_complexf *B,
                                                             const s2fft_batch *batch,
                                                             s2fft_workspace *work);

/// Adjoint of the analysis of pairs; see s2fft_forward_adjoint().
/// @param[in]  plan   spin >= 0
/// @param[in]  E      gradient (electric) coefficients
/// @param[in]  B      curl (magnetic) coefficients
/// @param[out] Q      first map
/// @param[out] U      second map
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_forward_adjoint_pairf(const s2fft_plan *plan,
                                                             const s2_complexf *E,
                                                             const s2_complexf *B, float *Q,
                                                             float *U, const s2fft_batch *batch,
                                                             s2fft_workspace *work);

/// Gradient maps `df/dtheta` and `(1/sin theta) df/dphi` of real fields, per radian; see s2fft_inverse().
/// @param[in]  plan   spin 1
/// @param[in]  alm    coefficients of the scalar field
/// @param[out] dtheta derivative along the meridian
/// @param[out] dphi   derivative along the parallel, per arc
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_gradientf(const s2fft_plan *plan, const s2_complexf *alm,
                                                 float *dtheta, float *dphi,
                                                 const s2fft_batch *batch, s2fft_workspace *work);

/// Adjoint of the gradient; see s2fft_inverse().
/// @param[in]  plan   spin 1
/// @param[in]  dtheta first map
/// @param[in]  dphi   second map
/// @param[out] alm    coefficients
/// @param[in]  batch  NULL: one field
/// @param      work   NULL: allocated for this call
/// @return status, see s2fft_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_gradient_adjointf(const s2fft_plan *plan,
                                                         const float *dtheta, const float *dphi,
                                                         s2_complexf *alm, const s2fft_batch *batch,
                                                         s2fft_workspace *work);

/// @}

S2_END_DECLS
#endif

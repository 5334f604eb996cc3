// SPDX-License-Identifier: MIT
/// @file
/// Synthesis at arbitrary points, to a requested accuracy, and its exact adjoint.
///
/// For pointings of a telescope, lensed positions, catalogues: wherever the points are not the
/// samples of a grid. Make a plan for the points, evaluate any number of fields there.
///
/// ~~~{.c}
/// s2fft_points_plan *plan;
/// if (s2fft_points_plan_create(&plan, L, npoints, theta, phi, 1e-6, NULL) != S2_OK) return 1;
/// s2fft_points_inverse(plan, alm, values, NULL);         // f(theta_i, phi_i)
/// s2fft_points_inverse_adjoint(plan, values, alm, NULL); // sum_i f_i conj Y_lm(theta_i, phi_i)
/// ~~~
///
/// Fields, layouts and inner products are those of s2fft/conventions.h, with the points as the
/// samples. Values of spin fields refer to the local basis (e_theta, e_phi) at the point; on a pole
/// that basis is the limit along the meridian phi.
///
/// **Method.** On the torus (theta, phi), continued by f(2 pi - theta, phi) = (-1)^s f(theta, phi +
/// pi), a field is a trigonometric polynomial. It is synthesised on a grid 1.2 to 2 times finer
/// than needed, divided by the Fourier transform of a window, and summed at each point with that
/// window over w x w samples, w = 4 .. 16. The fineness is the cheapest for the number of points.
///
/// **Accuracy.** The root-mean-square error over the points, relative to that of the values, is
/// below epsilon for every field of the band; that of single points is at most a few times as
/// large, poles included. At epsilon = 1e-12, where round-off counts, it was 6e-14 for L = 64
/// and 1.4e-13 for L = 2048. The adjoint is the exact transpose of this approximate operator, to
/// rounding.
#ifndef S2FFT_POINTS_H
#define S2FFT_POINTS_H

#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// Least accuracy parameter epsilon.
#define S2FFT_EPSILON_MIN 1e-12
/// Largest accuracy parameter epsilon.
#define S2FFT_EPSILON_MAX 1e-3

/// Largest number of points of one plan.
#define S2FFT_POINTS_MAX (INT64_C(1) << 40)

/// An immutable plan for a set of points; opaque. Any number of threads may transform with one
/// plan at once.
typedef struct s2fft_points_plan s2fft_points_plan;

/// Scratch memory of one running transform; opaque. Not to be shared by concurrent calls.
typedef struct s2fft_points_workspace s2fft_points_workspace;

/// Make a plan: sorts the points, plans the transform to the fine grid.
///
/// Of the options, `spin`, `mmax`, `lmin`, `layout`, `nthreads` and `progress` count; the others
/// concern analyses.
///
/// @param[out] plan     the new plan, owned by the caller: s2fft_points_plan_destroy(); NULL on
///                      failure
/// @param[in]  L        band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  npoints  number of points, 0 .. ::S2FFT_POINTS_MAX
/// @param[in]  theta    [npoints] colatitude, 0 .. pi [rad]; not needed after the call
/// @param[in]  phi      [npoints] longitude [rad], any number up to 1e9 in size
/// @param[in]  epsilon  accuracy, ::S2FFT_EPSILON_MIN .. ::S2FFT_EPSILON_MAX
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT (the message names a bad point), S2_ERR_MEMORY, S2_ERR_CANCELLED
/// @par Cost   O(npoints) time; that of s2fft_plan_create() for about 2 L rings
/// @par Memory 24 bytes per point, and the plan of the rings; see s2fft_points_estimate()
/// @par Source window: Beatty, Nishimura & Pauly 2005; sphere by its torus: Kunis & Potts 2003;
/// for the same task see Reinecke, Belkner & Carron 2023, arXiv:2304.10431
S2_NODISCARD S2_EXPORT s2_status s2fft_points_plan_create(s2fft_points_plan **plan, int L,
                                                          int64_t npoints, const double *theta,
                                                          const double *phi, double epsilon,
                                                          const s2fft_options *options);

/// Free a plan. NULL is allowed.
/// @param[in] plan  to be freed; no transform may be using it
S2_EXPORT void s2fft_points_plan_destroy(s2fft_points_plan *plan);

/// Bytes that a plan and its workspace would take, before anything large is allocated.
///
/// The workspace holds the fine grid: about `4 sigma^2 L^2` doubles for a real field, twice that
/// for others, with the fineness sigma = 1.2 .. 2; and the workspace of the rings.
///
/// @param[in]  L          band-limit
/// @param[in]  npoints    number of points
/// @param[in]  epsilon    accuracy
/// @param[in]  options    NULL: defaults
/// @param[in]  field      kind of field that the workspace serves
/// @param[out] plan       bytes of the plan, at most; NULL: not wanted
/// @param[out] workspace  bytes of the workspace; NULL: not wanted
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_points_estimate(int L, int64_t npoints, double epsilon,
                                                       const s2fft_options *options,
                                                       s2fft_field field, int64_t *plan,
                                                       int64_t *workspace);

/// Bytes that a plan holds.
/// @param[in] plan  any plan
/// @return bytes
S2_EXPORT int64_t s2fft_points_plan_bytes(const s2fft_points_plan *plan);

/// Coefficients of one field in the plan's layout.
/// @param[in] plan   any plan
/// @param[in] field  decides what ::S2FFT_LAYOUT_DEFAULT means
/// @return number of complex numbers; 0 if the layout cannot hold the field
S2_EXPORT int64_t s2fft_points_alm_size(const s2fft_points_plan *plan, s2fft_field field);

/// Make the scratch memory for transforms with `plan`, so that they allocate nothing.
///
/// @param[out] work   new workspace, owned by the caller; NULL on failure
/// @param[in]  plan   the plan it serves (and any other plan that needs no more)
/// @param[in]  field  kind of field; a workspace for complex fields or pairs serves real ones too
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_points_workspace_create(s2fft_points_workspace **work,
                                                               const s2fft_points_plan *plan,
                                                               s2fft_field field);

/// Free a workspace. NULL is allowed.
/// @param[in] work  to be freed
S2_EXPORT void s2fft_points_workspace_destroy(s2fft_points_workspace *work);

/// Bytes that a workspace holds.
/// @param[in] work  any workspace
/// @return bytes
S2_EXPORT int64_t s2fft_points_workspace_bytes(const s2fft_points_workspace *work);

/// @name Evaluation and its adjoint
/// `alm`, `flm`, `E`, `B` are [s2fft_points_alm_size()], values [npoints] in the caller's order.
///
/// Errors: ::S2_ERR_ARGUMENT (NULL, wrong spin or layout for the field, a workspace made for less),
/// ::S2_ERR_MEMORY.
/// @par Cost that of s2fft_inverse() on about 2 L rings, Fourier transforms of the fine grid, and
/// O(npoints w^2)
/// @par Threads re-entrant; points are shared out by tiles of 16 x 16 samples of the fine grid, so
/// that points within a single tile are one thread's work. Results do not depend on the number of
/// threads, bit for bit.
/// @{

/// Values of a real field at the points, `f_i = sum a_lm Y_lm(theta_i, phi_i)`.
/// @param[in]  plan    spin 0
/// @param[in]  alm     coefficients; the imaginary part of m = 0 is ignored
/// @param[out] values  [npoints] values, unit of the coefficients
/// @param      work    NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_points_inverse(const s2fft_points_plan *plan,
                                                      const s2_complex *alm, double *values,
                                                      s2fft_points_workspace *work);

/// Adjoint of s2fft_points_inverse(): `a_lm = sum_i f_i conj Y_lm(theta_i, phi_i)`.
/// @param[in]  plan    spin 0
/// @param[in]  values  [npoints] values
/// @param[out] alm     coefficients
/// @param      work    NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_points_inverse_adjoint(const s2fft_points_plan *plan,
                                                              const double *values, s2_complex *alm,
                                                              s2fft_points_workspace *work);

/// Values of a complex field of any spin at the points, `f_i = sum f_lm sY_lm(theta_i, phi_i)`.
/// @param[in]  plan    any spin
/// @param[in]  flm     coefficients, all m
/// @param[out] values  [npoints] complex values
/// @param      work    NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_points_inverse_complex(const s2fft_points_plan *plan,
                                                              const s2_complex *flm,
                                                              s2_complex *values,
                                                              s2fft_points_workspace *work);

/// Adjoint of s2fft_points_inverse_complex().
/// @param[in]  plan    any spin
/// @param[in]  values  [npoints] complex values
/// @param[out] flm     coefficients, all m
/// @param      work    NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_points_inverse_adjoint_complex(const s2fft_points_plan *plan,
                                                                      const s2_complex *values,
                                                                      s2_complex *flm,
                                                                      s2fft_points_workspace *work);

/// Values of a pair at the points, `Q_i + i U_i = -sum (E_lm + i B_lm) sY_lm(theta_i, phi_i)`,
/// without the minus sign for spin 0.
/// @param[in]  plan    spin >= 0
/// @param[in]  E       gradient (electric) coefficients
/// @param[in]  B       curl (magnetic) coefficients
/// @param[out] Q       [npoints] first component
/// @param[out] U       [npoints] second component
/// @param      work    NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_points_inverse_pair(const s2fft_points_plan *plan,
                                                           const s2_complex *E, const s2_complex *B,
                                                           double *Q, double *U,
                                                           s2fft_points_workspace *work);

/// Adjoint of s2fft_points_inverse_pair().
/// @param[in]  plan    spin >= 0
/// @param[in]  Q       [npoints] first component
/// @param[in]  U       [npoints] second component
/// @param[out] E       gradient (electric) coefficients
/// @param[out] B       curl (magnetic) coefficients
/// @param      work    NULL: allocated for this call
/// @return status, see the group
S2_NODISCARD S2_EXPORT s2_status s2fft_points_inverse_adjoint_pair(const s2fft_points_plan *plan,
                                                                   const double *Q, const double *U,
                                                                   s2_complex *E, s2_complex *B,
                                                                   s2fft_points_workspace *work);
/// @}

S2_END_DECLS
#endif

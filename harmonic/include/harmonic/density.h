// SPDX-License-Identifier: MIT
/// @file
/// A posterior that can be called: what samplers draw from and what bridge sampling evaluates.
///
/// All that is needed is a function that returns ln P(x) = ln L(x) + ln pi(x) and, for gradient
/// samplers, d ln P / dx. For an evidence, L must hold all its constants and pi must be
/// normalised; samplers alone do not care.
#ifndef HARMONIC_DENSITY_H
#define HARMONIC_DENSITY_H

#include <s2common/defs.h>
#include <s2common/status.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// ln of a posterior density, and its gradient.
///
/// @param[in]  user      the pointer given beside the function
/// @param[in]  x         [D] point, finite
/// @param[out] ln_post   ln P(x), with all constants; NaN is taken as "outside"
/// @param[out] gradient  [D] d ln P / dx; NULL: not wanted
/// @return 0; 1: x is outside the support, ln P = -inf, the outputs are not read; anything else: a
///         failure, the calling computation stops with ::S2_ERR_NUMERIC and names the number
/// @par Threads Called from several threads at once, with one `user`: what it points to must not be
///      changed, or be guarded. A call must return the same bits for the same x at any time, or
///      results depend on the number of threads.
typedef int harmonic_density_fn(void *user, const double *x, double *ln_post, double *gradient);

/// Compare a gradient with central differences of ln P along random directions.
///
/// Along direction i the step of parameter k is `1e-5 max(1, |x_k|) v_ik`, v_ik standard normal.
///
/// @param[in]  ndim        D, parameters, 1 .. ::HARMONIC_NDIM_MAX of chains.h
/// @param[in]  density     function to be checked
/// @param[in]  user        handed to `density`
/// @param[in]  x           [D] point inside the support, finite
/// @param[in]  directions  >= 1; 10 find almost every mistake
/// @param[in]  seed        of the directions
/// @param[out] error       largest difference of the two derivatives, in units of
///                         max(1, |gradient|) (with the scales max(1, |x_k|)): below 1e-5 where ln
///                         P is smooth and below 1e5 in size; of order 1 for a wrong gradient; 0 if
///                         all directions leave the support
/// @return S2_OK; S2_ERR_ARGUMENT (x is outside the support), S2_ERR_MEMORY, S2_ERR_NUMERIC (the
///         density failed, or a component of the gradient is not finite: the message names it)
/// @par Cost 2 directions + 1 calls
S2_NODISCARD S2_EXPORT s2_status harmonic_check_gradient(int ndim, harmonic_density_fn *density,
                                                         void *user, const double *x,
                                                         int directions, uint64_t seed,
                                                         double *error);

S2_END_DECLS
#endif

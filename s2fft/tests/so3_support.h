// SPDX-License-Identifier: MIT
/// @file
/// What the tests of the Wigner transforms share: plans that must succeed, random functions, one
/// way to call all typed transforms, inner products. Arrays are doubles, complex numbers pairs of
/// them.
#ifndef S2FFT_TESTS_SO3_SUPPORT_H
#define S2FFT_TESTS_SO3_SUPPORT_H

#include "support.h"

#include <s2fft/so3.h>

/// Options in one line, for one thread.
s2fft_so3_options so3_options_of(s2fft_so3_storage storage, s2fft_so3_orders orders);

/// A plan that must succeed.
s2fft_so3_plan *so3_plan_of(const s2_grid *grid, int L, int N, const s2fft_so3_options *options);

/// Doubles of the coefficients and of the map of a field.
size_t so3_flmn_doubles(const s2fft_so3_plan *plan, s2fft_field field);
size_t so3_map_doubles(const s2fft_so3_plan *plan, s2fft_field field);

/// Doubles, to be freed: zeros, or uniform in (-1, 1).
double *so3_zeros(size_t n);
double *so3_randoms(size_t n, uint64_t seed);

/// Random coefficients of the orders of one parity (-1: both) from degree lmin on, zeros elsewhere,
/// with the symmetry of real functions at n = 0; to be freed.
double *so3_random_flmn(const s2fft_so3_plan *plan, s2fft_field field, int parity, int lmin,
                        uint64_t seed);

/// The coefficients, all orders, of a real function given by those of n >= 0; to be freed.
double *so3_all_orders(const s2fft_so3_plan *plan, const double *flmn);

/// Call the transform of the field by its typed function.
s2_status so3_apply(const s2fft_so3_plan *plan, s2fft_field field, operation what, const double *in,
                    double *out, s2fft_so3_workspace *work);

/// A transform that must succeed, to a new array filled with 7 beforehand; to be freed.
double *so3_result(const s2fft_so3_plan *plan, s2fft_field field, operation what, const double *in);

/// max |a - b| / max |b|.
double so3_error(const double *a, const double *b, size_t n);

/// Real parts of the inner products of so3.h.
double so3_flmn_product(const s2fft_so3_plan *plan, s2fft_field field, const double *a,
                        const double *b);
double so3_map_product(const s2fft_so3_plan *plan, s2fft_field field, const double *a,
                       const double *b);

#endif

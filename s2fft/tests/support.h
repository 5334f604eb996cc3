// SPDX-License-Identifier: MIT
/// @file
/// What the tests of the transforms share: plans and grids that must succeed, random fields, one
/// way to call all typed transforms, errors and inner products.
#ifndef S2FFT_TESTS_SUPPORT_H
#define S2FFT_TESTS_SUPPORT_H

#include "check.h"

#include <s2fft/s2fft.h>

s2_grid *make_grid(s2_grid_kind kind, int L);
s2_grid *make_shape(s2_grid_kind kind, int nrings, int nphi);
s2_grid *make_healpix(int nside);

/// User rings at the colatitudes theta (half-angles from long double), one map row each.
s2_grid *make_rings(int nrings, const double *theta, int nphi, const double *pixel_weight);

/// User rings nobody would choose: not in order, some in N-S pairs, unequal nphi, gaps, a pole.
s2_grid *make_odd_rings(void);

/// Options of a plan in one line.
s2fft_options options_of(int spin, int mmax, int lmin, s2fft_layout layout);

s2fft_plan *make_plan(const s2_grid *grid, int L, const s2fft_options *options);

/// Plan with default options except for the spin; frees the grid.
s2fft_plan *plan_on(s2_grid *grid, int L, int spin);

/// The operators that every field has.
typedef enum operation {
  SYNTHESIS,         ///< coefficients to map
  ANALYSIS,          ///< map to coefficients
  SYNTHESIS_ADJOINT, ///< map to coefficients
  ANALYSIS_ADJOINT   ///< coefficients to map
} operation;

/// A field's coefficients or map(s): parts[1] is used by pairs only.
typedef struct vector {
  double *part[2];
  int nparts;
  size_t size; ///< doubles per part
} vector;

vector new_alm(const s2fft_plan *plan, s2fft_field field, int64_t count);
vector new_map(const s2fft_plan *plan, s2fft_field field, int64_t count);
vector copy_of(const vector *v);
void free_vector(vector *v);

/// Random coefficients with the field's symmetry, zero for l < max(|spin|, lmin).
vector random_alm(const s2fft_plan *plan, s2fft_field field, int lmin, uint64_t seed);
vector random_map(const s2fft_plan *plan, s2fft_field field, uint64_t seed);

/// Call the transform of the field by its typed function.
s2_status apply(const s2fft_plan *plan, s2fft_field field, operation what, const vector *in,
                const vector *out, const s2fft_batch *batch, s2fft_workspace *work);

/// The same on zeros (at most 65536 doubles a part): only the status matters.
s2_status try_field(const s2fft_plan *plan, s2fft_field field, operation what,
                    const s2fft_batch *batch, s2fft_workspace *work);

/// The same in single precision: rounds the input, widens the output.
s2_status apply_single(const s2fft_plan *plan, s2fft_field field, operation what, const vector *in,
                       const vector *out);

/// alm -> map -> alm; the second alm must be the first one, zeros included.
void round_trip(const s2fft_plan *plan, s2fft_field field, int lmin, double bound,
                const char *name);

/// max |a - b| / max |b| over all parts, taken as plain doubles.
double relative_error(const vector *a, const vector *b);

/// Real part of sum conj(a) b over all stored samples, resp. over all (l, m), m < 0 included.
double map_product(const vector *a, const vector *b);
double alm_product(const s2fft_plan *plan, s2fft_field field, const vector *a, const vector *b);

/// One coefficient of part `part` as (re, im); NULL if (l, m) has no place.
double *coefficient(const s2fft_plan *plan, s2fft_field field, const vector *alm, int part, int l,
                    int m);

#endif

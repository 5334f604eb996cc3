// SPDX-License-Identifier: MIT
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

s2_grid *make_grid(s2_grid_kind kind, int L)
{
  s2_grid *grid;
  assert_ok(s2_grid_create(&grid, kind, L));
  return grid;
}

s2_grid *make_shape(s2_grid_kind kind, int nrings, int nphi)
{
  s2_grid *grid;
  assert_ok(s2_grid_create_shape(&grid, kind, nrings, nphi));
  return grid;
}

s2_grid *make_healpix(int nside)
{
  s2_grid *grid;
  assert_ok(s2_grid_create_healpix(&grid, nside));
  return grid;
}

static s2_ring ring_at(long double theta)
{
  s2_ring ring = {.theta = (double)theta, .weight = 1.0};
  ring.cos_theta = (double)cosl(theta);
  ring.sin_theta = (double)sinl(theta);
  ring.cos_half = (double)cosl(theta / 2);
  ring.sin_half = (double)sinl(theta / 2);
  return ring;
}

s2_grid *make_rings(int nrings, const double *theta, int nphi, const double *pixel_weight)
{
  s2_grid *grid;
  s2_ring *rings = calloc((size_t)nrings, sizeof *rings);
  assert_non_null(rings);
  for (int r = 0; r < nrings; ++r) {
    rings[r] = ring_at(theta[r]);
    rings[r].nphi = nphi;
    rings[r].offset = (int64_t)r * nphi;
    if (pixel_weight != NULL) rings[r].weight = pixel_weight[r];
  }
  assert_ok(s2_grid_create_rings(&grid, nrings, rings));
  free(rings);
  return grid;
}

s2_grid *make_odd_rings(void)
{
  static const double theta[] = {1.2, 0.003, PI - 0.3, 0.3, 2.5, PI / 2, 0.0, 1.9, PI - 0.003};
  static const int nphi[] = {40, 3, 31, 31, 17, 64, 1, 1, 7};
  s2_ring rings[COUNT(theta)];
  s2_grid *grid;
  int64_t offset = 5;
  for (size_t r = 0; r < COUNT(theta); ++r) {
    rings[r] = ring_at(theta[r]);
    if (theta[r] == 0.0) rings[r].sin_theta = rings[r].sin_half = 0.0;
    rings[r].nphi = nphi[r];
    rings[r].phi0 = 0.1 * (double)r;
    rings[r].weight = 0.01 * (double)(r + 1);
    rings[r].offset = offset;
    offset += nphi[r] + (int64_t)(r % 3); // gaps
  }
  assert_ok(s2_grid_create_rings(&grid, (int)COUNT(theta), rings));
  return grid;
}

s2fft_options options_of(int spin, int mmax, int lmin, s2fft_layout layout)
{
  s2fft_options options;
  s2fft_options_init(&options);
  options.spin = spin;
  options.mmax = mmax;
  options.lmin = lmin;
  options.layout = layout;
  return options;
}

s2fft_plan *make_plan(const s2_grid *grid, int L, const s2fft_options *options)
{
  s2fft_plan *plan;
  assert_ok(s2fft_plan_create(&plan, grid, L, options));
  return plan;
}

s2fft_plan *plan_on(s2_grid *grid, int L, int spin)
{
  s2fft_options options = options_of(spin, -1, 0, S2FFT_LAYOUT_DEFAULT);
  s2fft_plan *plan = make_plan(grid, L, &options);
  s2_grid_destroy(grid);
  return plan;
}

static vector new_vector(s2fft_field field, size_t size)
{
  vector v = {{NULL, NULL}, field == S2FFT_PAIR ? 2 : 1, size};
  for (int p = 0; p < v.nparts; ++p) {
    v.part[p] = calloc(size + 1, sizeof(double));
    assert_non_null(v.part[p]);
  }
  return v;
}

vector new_alm(const s2fft_plan *plan, s2fft_field field, int64_t count)
{
  return new_vector(field, 2 * (size_t)(count * s2fft_alm_size(plan, field)));
}

vector new_map(const s2fft_plan *plan, s2fft_field field, int64_t count)
{
  size_t width = field == S2FFT_COMPLEX ? 2 : 1;
  return new_vector(field, width * (size_t)(count * s2fft_map_size(plan)));
}

vector copy_of(const vector *v)
{
  vector copy = new_vector(v->nparts == 2 ? S2FFT_PAIR : S2FFT_REAL, v->size);
  for (int p = 0; p < v->nparts; ++p) memcpy(copy.part[p], v->part[p], v->size * sizeof(double));
  return copy;
}

void free_vector(vector *v)
{
  for (int p = 0; p < v->nparts; ++p) free(v->part[p]);
}

double *coefficient(const s2fft_plan *plan, s2fft_field field, const vector *alm, int part, int l,
                    int m)
{
  int64_t index = s2fft_alm_index(plan, field, l, m);
  return index < 0 ? NULL : alm->part[part] + 2 * index;
}

static void draw(const s2fft_plan *plan, s2fft_field field, const vector *alm, int part, int l,
                 uint64_t *seed)
{
  int mmax = l < s2fft_plan_mmax(plan) ? l : s2fft_plan_mmax(plan);
  for (int m = field == S2FFT_COMPLEX ? -mmax : 0; m <= mmax; ++m) {
    double *a = coefficient(plan, field, alm, part, l, m);
    a[0] = uniform(seed);
    a[1] = m == 0 && field != S2FFT_COMPLEX ? 0.0 : uniform(seed);
    if (field == S2FFT_COMPLEX || m == 0) continue;
    double *mirror = coefficient(plan, field, alm, part, l, -m), sign = m % 2 == 0 ? 1.0 : -1.0;
    if (mirror == NULL) continue;
    mirror[0] = sign * a[0];
    mirror[1] = -sign * a[1];
  }
}

vector random_alm(const s2fft_plan *plan, s2fft_field field, int lmin, uint64_t seed)
{
  vector alm = new_alm(plan, field, 1);
  int spin = abs(s2fft_plan_spin(plan));
  for (int p = 0; p < alm.nparts; ++p)
    for (int l = spin > lmin ? spin : lmin; l < s2fft_plan_L(plan); ++l)
      draw(plan, field, &alm, p, l, &seed);
  return alm;
}

vector random_map(const s2fft_plan *plan, s2fft_field field, uint64_t seed)
{
  vector map = new_map(plan, field, 1);
  for (int p = 0; p < map.nparts; ++p)
    for (size_t k = 0; k < map.size; ++k) map.part[p][k] = uniform(&seed);
  return map;
}

double relative_error(const vector *a, const vector *b)
{
  double error = 0.0, scale = 0.0;
  assert_int_equal(a->nparts, b->nparts);
  assert_int_equal(a->size, b->size);
  for (int p = 0; p < a->nparts; ++p) {
    double d = difference(a->part[p], b->part[p], a->size);
    if (isnan(d)) return d;
    error = fmax(error, d);
    scale = fmax(scale, largest(b->part[p], b->size));
  }
  assert_true(scale > 0.0);
  return error / scale;
}

double map_product(const vector *a, const vector *b)
{
  long double sum = 0.0L;
  for (int p = 0; p < a->nparts; ++p)
    for (size_t k = 0; k < a->size; ++k) sum += (long double)a->part[p][k] * b->part[p][k];
  return (double)sum;
}

double alm_product(const s2fft_plan *plan, s2fft_field field, const vector *a, const vector *b)
{
  long double sum = 0.0L;
  int mmax = s2fft_plan_mmax(plan);
  for (int p = 0; p < a->nparts; ++p)
    for (int l = 0; l < s2fft_plan_L(plan); ++l)
      for (int m = field == S2FFT_COMPLEX ? -mmax : 0; m <= mmax; ++m) {
        if (abs(m) > l) continue;
        const double *x = coefficient(plan, field, a, p, l, m);
        const double *y = coefficient(plan, field, b, p, l, m);
        long double term = (long double)x[0] * y[0] + (long double)x[1] * y[1];
        sum += field != S2FFT_COMPLEX && m > 0 ? 2.0L * term : term;
      }
  return (double)sum;
}

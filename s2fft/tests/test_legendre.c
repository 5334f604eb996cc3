// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L // setenv
// The transform engine's own spin harmonics lambda_lm(theta), element by element: unit coefficients
// on user rings, one order m per coefficient, taken apart again by a Fourier sum along the ring.
#include "npz.h"
#include "support.h"

#include <math.h>
#include <s2fft/wigner.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOLERANCE 1e-12

// The kernels that run on every CPU of the family.
#ifdef __aarch64__
#  define BASELINE "neon"
#else
#  define BASELINE "base"
#endif

typedef struct element {
  int l, m;
} element;

/// Fourier coefficient m of one complex ring of nphi samples.
static void fourier(const double *ring, int nphi, int m, double out[2])
{
  long double re = 0.0L, im = 0.0L;
  for (int p = 0; p < nphi; ++p) {
    int64_t turn = ((int64_t)m * p % nphi + nphi) % nphi;
    double angle = 2.0 * PI * (double)turn / nphi, c = cos(angle), s = sin(angle);
    re += (long double)ring[2 * p] * c + (long double)ring[2 * p + 1] * s;
    im += (long double)ring[2 * p + 1] * c - (long double)ring[2 * p] * s;
  }
  out[0] = (double)(re / nphi);
  out[1] = (double)(im / nphi);
}

static double *row_at(int l, int spin, double theta)
{
  long double half = (long double)theta / 2;
  double *row = malloc((2 * (size_t)l + 1) * sizeof *row);
  assert_non_null(row);
  assert_ok(s2fft_harmonic_row(l, spin, (double)cosl(half), (double)sinl(half), row));
  return row;
}

/// Forces the instruction set of the plans made next; NULL: the library's choice.
static void force_isa(const char *isa)
{
  if (isa != NULL)
    assert_int_equal(setenv("S2_ISA", isa, 1), 0);
  else
    assert_int_equal(unsetenv("S2_ISA"), 0);
}

/// The map of the sum of unit coefficients, one ring per theta.
static vector synthesise(const s2fft_plan *plan, const element *elements, int count)
{
  vector alm = new_alm(plan, S2FFT_COMPLEX, 1), map = new_map(plan, S2FFT_COMPLEX, 1);
  for (int k = 0; k < count; ++k)
    coefficient(plan, S2FFT_COMPLEX, &alm, 0, elements[k].l, elements[k].m)[0] = 1.0;
  assert_ok(apply(plan, S2FFT_COMPLEX, SYNTHESIS, &alm, &map, NULL, NULL));
  free_vector(&alm);
  return map;
}

/// Elements of degree near L whose orders lie at the ends, around zero and across the row; every
/// order once.
static int choose(element *elements, int L, int spin)
{
  const element wanted[] = {{L - 1, L - 1},        {L - 1, 0},        {L - 2, 1},
                            {L - 1, -1},           {L - 1, L / 2},    {L - 2, -L / 2 - 1},
                            {L - 1, spin},         {L - 2, -spin},    {L - 1, L / 7 + 3},
                            {L - 1, -(L / 9) - 2}, {L - 1, -(L - 1)}, {L - 2, 3 * L / 4}};
  int count = 0;
  for (size_t k = 0; k < COUNT(wanted); ++k) {
    int taken = wanted[k].l < abs(spin) || abs(wanted[k].m) > wanted[k].l;
    for (int i = 0; i < count; ++i) taken |= elements[i].m == wanted[k].m;
    if (!taken) elements[count++] = wanted[k];
  }
  return count;
}

// In N-S pairs and alone, polar and equatorial.
static const double colatitudes[] = {1e-6,   1e-3, 0.02, 0.7,      PI / 2 - 1e-7,
                                     PI / 2, 2.0,  3.1,  PI - 0.7, PI - 1e-3};

/// Compares one spin at one band-limit; false if the CPU lacks the instruction set.
static int engine_case(const char *isa, int L, int spin)
{
  enum { nrings = COUNT(colatitudes) };
  int nphi = 2 * L;
  element elements[12];
  int count = choose(elements, L, spin);
  s2_grid *grid = make_rings(nrings, colatitudes, nphi, NULL);
  s2fft_options options = options_of(spin, -1, 0, S2FFT_LAYOUT_LINEAR);
  force_isa(isa);
  s2fft_plan *plan = make_plan(grid, L, &options);
  int served = strcmp(s2fft_plan_isa(plan), isa) == 0;
  s2_grid_destroy(grid);
  if (served) {
    vector map = synthesise(plan, elements, count);
    for (int k = 0; k < count; ++k)
      for (int r = 0; r < nrings; ++r) {
        double found[2], *row = row_at(elements[k].l, spin, colatitudes[r]);
        fourier(map.part[0] + 2 * (size_t)(r * nphi), nphi, elements[k].m, found);
        double scale = largest(row, 2 * (size_t)elements[k].l + 1);
        double error = hypot(found[0] - row[elements[k].l + elements[k].m], found[1]);
        assert_bound(error, TOLERANCE * scale, "%s L %d spin %d l %d m %d theta %.9g", isa, L, spin,
                     elements[k].l, elements[k].m, colatitudes[r]);
        free(row);
      }
    free_vector(&map);
  }
  s2fft_plan_destroy(plan);
  force_isa(NULL);
  return served;
}

static void engine_agrees_with_rows(const char *isa)
{
  static const int limits[] = {64, 512, 2048};
  for (size_t i = 0; i < COUNT(limits); ++i) {
    int L = limits[i];
    const int spins[] = {0, 1, 2, -2, 3, -4, 5, 40, L / 2, -L / 2, L - 1};
    for (size_t s = 0; s < COUNT(spins); ++s)
      if (!engine_case(isa, L, spins[s])) return; // the base kernels run on every CPU
  }
}

static void engine_agrees_with_rows_baseline(void **state)
{
  (void)state;
  assert_true(engine_case(BASELINE, 64, 2));
  engine_agrees_with_rows(BASELINE);
}

static void engine_agrees_with_rows_avx2(void **state)
{
  (void)state;
  engine_agrees_with_rows("avx2");
}

static void engine_agrees_with_rows_avx512(void **state)
{
  (void)state;
  engine_agrees_with_rows("avx512");
}

enum { table_rings = 6, max_elements = 24 };

/// The reference elements of one spin: element k at colatitude t has index 6 k + t.
typedef struct table {
  int spin, count;
  const double *l, *m, *theta, *lambda;
} table;

static table read_table(npz *file, int spin)
{
  char name[32];
  snprintf(name, sizeof name, "l_spin%d", spin);
  size_t n = npz_count(file, name);
  assert_true(n >= 10 * table_rings && n <= max_elements * table_rings && n % table_rings == 0);
  return (table){spin,
                 (int)(n / table_rings),
                 npz_get(file, n, "l_spin%d", spin),
                 npz_get(file, n, "m_spin%d", spin),
                 npz_get(file, n, "theta_spin%d", spin),
                 npz_get(file, n, "lambda_spin%d", spin)};
}

/// Compare what the map holds of element k.
static void compare_element(const table *t, int k, const vector *map, int nphi)
{
  int l = (int)t->l[k * table_rings], m = (int)t->m[k * table_rings];
  for (int r = 0; r < table_rings; ++r) {
    double theta = t->theta[k * table_rings + r], wanted = t->lambda[k * table_rings + r];
    double found[2], *row = row_at(l, t->spin, theta);
    fourier(map->part[0] + 2 * (size_t)(r * nphi), nphi, m, found);
    double scale = largest(row, 2 * (size_t)l + 1);
    assert_bound(hypot(found[0] - wanted, found[1]), TOLERANCE * scale,
                 "spin %d l %d m %d theta %.9g", t->spin, l, m, theta);
    free(row);
  }
}

/// One synthesis for the elements `chosen`, whose orders differ.
static void compare_elements(const table *t, const int *chosen, int count)
{
  element elements[max_elements];
  int L = 1;
  for (int i = 0; i < count; ++i) {
    elements[i].l = (int)t->l[chosen[i] * table_rings];
    elements[i].m = (int)t->m[chosen[i] * table_rings];
    if (elements[i].l >= L) L = elements[i].l + 1;
  }
  int nphi = 2 * L;
  s2_grid *grid = make_rings(table_rings, t->theta, nphi, NULL);
  s2fft_options options = options_of(t->spin, -1, 0, S2FFT_LAYOUT_LINEAR);
  s2fft_plan *plan = make_plan(grid, L, &options);
  vector map = synthesise(plan, elements, count);
  for (int i = 0; i < count; ++i) compare_element(t, chosen[i], &map, nphi);
  free_vector(&map);
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
}

/// Picks elements not done yet, each order once; returns how many.
static int pick(const table *t, char *done, int *chosen)
{
  int count = 0;
  for (int k = 0; k < t->count; ++k) {
    int taken = done[k];
    for (int i = 0; i < count; ++i) taken |= t->m[k * table_rings] == t->m[chosen[i] * table_rings];
    if (taken) continue;
    done[k] = 1;
    chosen[count++] = k;
  }
  return count;
}

static void engine_agrees_with_50_digits(void **state)
{
  (void)state;
  static const int spins[] = {0, 2, 5, 40};
  npz *file = npz_open("legendre_mp");
  for (size_t s = 0; s < COUNT(spins); ++s) {
    table t = read_table(file, spins[s]);
    char done[max_elements] = {0};
    int chosen[max_elements], count;
    while ((count = pick(&t, done, chosen)) > 0) compare_elements(&t, chosen, count);
  }
  npz_close(file);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(engine_agrees_with_50_digits),
      cmocka_unit_test(engine_agrees_with_rows_baseline),
      cmocka_unit_test(engine_agrees_with_rows_avx2),
      cmocka_unit_test(engine_agrees_with_rows_avx512),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Rotations of coefficients against other packages, against the rotated field itself, and by the
// laws of the group.
#include "npz.h"
#include "rotate_support.h"

#include <math.h>
#include <s2fft/wigner.h>
#include <stdlib.h>
#include <string.h>

static const s2fft_layout layouts[] = {S2FFT_LAYOUT_TRIANGLE, S2FFT_LAYOUT_SQUARE};

/// Values that somebody owns.
static coefficients view_of(s2fft_layout layout, int L, const double *values)
{
  return (coefficients){.L = L,
                        .layout = layout,
                        .size = (size_t)s2fft_layout_size(layout, L, -1),
                        .f = (double *)values};
}

static void rotations_agree_with_s2fft(void **state)
{
  (void)state;
  enum { L = 16, SIZE = 2 * L * (2 * L - 1) };
  npz *file = npz_open("rotate");
  const double *angles = npz_get(file, 9, "alpha_beta_gamma");
  const double *wanted = npz_get(file, (size_t)3 * SIZE, "flm_rotated");
  coefficients in = view_of(S2FFT_LAYOUT_SQUARE, L, npz_get(file, SIZE, "flm"));
  for (int k = 0; k < 3; ++k) {
    s2fft_euler a = {angles[3 * k], angles[3 * k + 1], angles[3 * k + 2]};
    coefficients out = rotated(&in, &a), there = view_of(in.layout, L, wanted + k * SIZE);
    assert_bound(coefficients_apart(&out, &there), 1e-13, "rotation %d", k);
    free(out.f);
  }
  npz_close(file);
}

static void rotations_agree_with_healpy(void **state)
{
  (void)state;
  enum { L = 33, SIZE = L * (L + 1) };
  npz *file = npz_open("rotate"), *maps = npz_open("sht_healpy");
  const double *angles = npz_get(file, 9, "rotate_psi_theta_phi");
  const double *alm = npz_get(maps, (size_t)3 * SIZE, "alm_TEB");
  const double *wanted = npz_get(file, (size_t)9 * SIZE, "alm_TEB_rotated");
  for (int k = 0; k < 3; ++k)
    for (int field = 0; field < 3; ++field) {
      s2fft_euler a = {angles[3 * k + 2], angles[3 * k + 1], angles[3 * k]};
      coefficients in = view_of(S2FFT_LAYOUT_TRIANGLE, L, alm + field * SIZE);
      coefficients out = rotated(&in, &a);
      coefficients there = view_of(in.layout, L, wanted + (3 * k + field) * SIZE);
      assert_bound(coefficients_apart(&out, &there), 1e-12, "rotation %d, field %d", k, field);
      free(out.f);
    }
  npz_close(file);
  npz_close(maps);
}

/// f'(R x) = f(x); of a spin field only the modulus, as the reference directions turn too.
static void compare_at_points(const coefficients *a, int spin, const s2fft_euler *angles)
{
  static const double points[][2] = {{0.3, 1.0}, {1.2, -2.0}, {PI / 2, 3.0}, {3.0, 0.1}};
  coefficients b = rotated(a, angles);
  double R[9];
  assert_ok(s2fft_euler_to_matrix(angles, R));
  for (size_t k = 0; k < COUNT(points); ++k) {
    double theta = points[k][0], phi = points[k][1], y[3], before[2], after[2];
    const double x[] = {sin(theta) * cos(phi), sin(theta) * sin(phi), cos(theta)};
    for (int i = 0; i < 3; ++i) y[i] = R[3 * i] * x[0] + R[3 * i + 1] * x[1] + R[3 * i + 2] * x[2];
    field_at(a, spin, theta, phi, before);
    field_at(&b, spin, atan2(hypot(y[0], y[1]), y[2]), atan2(y[1], y[0]), after);
    double wrong = spin == 0 ? difference(before, after, 2)
                             : fabs(hypot(before[0], before[1]) - hypot(after[0], after[1]));
    assert_bound(wrong, 1e-12, "spin %d beta %g point %zu", spin, angles->beta, k);
  }
  free(b.f);
}

static void the_field_moves_with_the_points(void **state)
{
  (void)state;
  static const int spins[] = {0, 0, 2, -5};
  for (size_t i = 0; i < COUNT(spins); ++i) {
    coefficients a = random_coefficients(layouts[i > 0], 12, abs(spins[i]), 7 + i);
    for (size_t k = 0; k < rotations_count; ++k) compare_at_points(&a, spins[i], &rotations[k]);
    free(a.f);
  }
}

static void rotations_are_sums_over_the_D_plane(void **state)
{
  (void)state;
  int L = 40;
  coefficients a = random_coefficients(S2FFT_LAYOUT_SQUARE, L, 0, 1);
  double *D = malloc((size_t)(2 * L - 1) * (size_t)(2 * L - 1) * 2 * sizeof *D);
  assert_non_null(D);
  for (size_t k = 0; k < rotations_count; ++k) {
    coefficients b = rotated(&a, &rotations[k]);
    for (int l = 0; l < L; ++l) {
      assert_ok(s2fft_wigner_D(l, &rotations[k], (s2_complex *)D));
      const double *d = D;
      for (int m = -l; m <= l; ++m) {
        double sum[2] = {0, 0};
        for (int n = -l; n <= l; ++n, d += 2) {
          const double *f = coefficient_at(&a, l, n);
          sum[0] += d[0] * f[0] - d[1] * f[1];
          sum[1] += d[0] * f[1] + d[1] * f[0];
        }
        assert_bound(difference(sum, coefficient_at(&b, l, m), 2), 5e-14, "rotation %zu l %d m %d",
                     k, l, m);
      }
    }
    free(b.f);
  }
  free(D);
  free(a.f);
}

static void real_fields_are_complex_fields(void **state)
{
  (void)state;
  static const int limits[] = {1, 2, 3, 17, 64};
  for (size_t i = 0; i < COUNT(limits); ++i)
    for (size_t k = 0; k < rotations_count; ++k) {
      coefficients real = random_coefficients(S2FFT_LAYOUT_TRIANGLE, limits[i], 0, i);
      coefficients square = as_complex(&real), out = rotated(&real, &rotations[k]);
      coefficients there = as_complex(&out), here = rotated(&square, &rotations[k]);
      assert_bound(coefficients_apart(&here, &there), 2e-14, "L %d rotation %zu", limits[i], k);
      free(real.f);
      free(square.f);
      free(out.f);
      free(there.f);
      free(here.f);
    }
}

static void dipoles_turn_as_vectors(void **state)
{
  (void)state; // x, y, z of a dipole: f_11 = (-x + i y)/sqrt(2), f_10 = z
  s2fft_euler angles = {0.3, 1.1, 2.1};
  const double v[] = {0.2, -0.7, 1.3}, h = sqrt(0.5);
  double alm[6] = {5, 0, v[2], 0, -h * v[0], h * v[1]}, R[9];
  assert_ok(s2fft_euler_to_matrix(&angles, R));
  assert_ok(s2fft_rotate(2, &angles, (s2_complex *)alm, (s2_complex *)alm, NULL));
  const double w[] = {R[0] * v[0] + R[1] * v[1] + R[2] * v[2],
                      R[3] * v[0] + R[4] * v[1] + R[5] * v[2],
                      R[6] * v[0] + R[7] * v[1] + R[8] * v[2]};
  const double wanted[6] = {5, 0, w[2], 0, -h * w[0], h * w[1]};
  assert_bound(difference(alm, wanted, 6), 4e-16, "dipole");
}

static void a_rotation_and_its_inverse_are_adjoint(void **state)
{
  (void)state;
  for (size_t i = 0; i < COUNT(layouts); ++i)
    for (size_t k = 0; k < rotations_count; ++k) {
      s2fft_euler inverse;
      assert_ok(s2fft_euler_inverse(&rotations[k], &inverse));
      coefficients a = random_coefficients(layouts[i], 48, 0, 3);
      coefficients b = random_coefficients(layouts[i], 48, 0, 4);
      coefficients Ra = rotated(&a, &rotations[k]), back = rotated(&b, &inverse);
      coefficients again = rotated(&Ra, &inverse);
      double norm = inner_product(&a, &a);
      assert_bound(fabs(inner_product(&Ra, &b) - inner_product(&a, &back)), 1e-13 * norm,
                   "adjoint, rotation %zu", k);
      assert_bound(fabs(inner_product(&Ra, &Ra) - norm), 1e-13 * norm, "norm, rotation %zu", k);
      assert_bound(coefficients_apart(&again, &a), 5e-14, "inverse, rotation %zu", k);
      free(a.f);
      free(b.f);
      free(Ra.f);
      free(back.f);
      free(again.f);
    }
}

static void two_rotations_are_one(void **state)
{
  (void)state;
  for (size_t i = 0; i < COUNT(layouts); ++i)
    for (size_t k = 0; k < rotations_count; ++k) {
      const s2fft_euler *second = &rotations[(k + 3) % rotations_count];
      s2fft_euler product;
      assert_ok(s2fft_euler_compose(&rotations[k], second, &product));
      coefficients a = random_coefficients(layouts[i], 33, 0, 5), b = rotated(&a, &rotations[k]);
      coefficients c = rotated(&b, second), at_once = rotated(&a, &product);
      assert_bound(coefficients_apart(&c, &at_once), 1e-13, "rotations %zu", k);
      free(a.f);
      free(b.f);
      free(c.f);
      free(at_once.f);
    }
}

static void names_of_one_rotation_agree(void **state)
{
  (void)state;
  s2fft_euler a = {0.3, 1.1, 2.1}, names[] = {{0.3, 1.1 + 2 * PI, 2.1},
                                              {0.3 + PI, -1.1, 2.1 - PI},
                                              {0.3 + PI, 2 * PI - 1.1, 2.1 + PI},
                                              {0.3 - 4 * PI, 1.1 - 4 * PI, 2.1}};
  coefficients f = random_coefficients(S2FFT_LAYOUT_TRIANGLE, 40, 0, 6), wanted = rotated(&f, &a);
  for (size_t k = 0; k < COUNT(names); ++k) {
    coefficients g = rotated(&f, &names[k]); // the angles are rounded to 2e-15
    assert_bound(coefficients_apart(&g, &wanted), 1e-12, "name %zu", k);
    free(g.f);
  }
  free(f.f);
  free(wanted.f);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rotations_agree_with_s2fft),
      cmocka_unit_test(rotations_agree_with_healpy),
      cmocka_unit_test(the_field_moves_with_the_points),
      cmocka_unit_test(rotations_are_sums_over_the_D_plane),
      cmocka_unit_test(real_fields_are_complex_fields),
      cmocka_unit_test(dipoles_turn_as_vectors),
      cmocka_unit_test(a_rotation_and_its_inverse_are_adjoint),
      cmocka_unit_test(two_rotations_are_one),
      cmocka_unit_test(names_of_one_rotation_agree),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Normal distributions, ellipsoids, mixtures and transformed models come back from files bit by
// bit.
#include "support.h"

#include <harmonic/ellipsoid.h>
#include <harmonic/flow.h>
#include <harmonic/gaussian.h>
#include <harmonic/mixture.h>
#include <harmonic/model_files.h>
#include <harmonic/transform.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 300, D = 3 };

static const char path[] = "test_closed_files.safetensors";

/// Points in (-1, 1)^3, the last an angle around the bounds.
static harmonic_chains *cube(void)
{
  static double x[N * D], ln_post[N];
  harmonic_chains *chains;
  uint64_t seed = 4;
  for (int i = 0; i < N * D; i++) x[i] = 0.9 * uniform(&seed);
  for (int i = 0; i < N; i++) x[i * D + 2] += x[i * D + 2] < 0 ? 0.1 + 0.8 : -0.8;
  for (int i = 0; i < N; i++) x[i * D + 1] += 0.5 * x[i * D];
  for (int i = 0; i < N * D; i++) x[i] = fmax(-0.999, fmin(0.999, x[i]));
  assert_ok(harmonic_chains_create(&chains, D));
  assert_ok(harmonic_chains_add(chains, N, x, ln_post, NULL));
  return chains;
}

static harmonic_model *new_gaussian(void)
{
  harmonic_model *model;
  assert_ok(harmonic_gaussian_create(&model, D, NULL));
  return model;
}

static harmonic_model *new_ellipsoid(void)
{
  harmonic_model *model;
  harmonic_ellipsoid_options options;
  harmonic_ellipsoid_options_init(&options);
  options.filling = HARMONIC_FILLING_NORMAL;
  options.optimise = 1;
  assert_ok(harmonic_ellipsoid_create(&model, D, &options));
  return model;
}

static harmonic_model *new_mixture(void)
{
  harmonic_model *model;
  harmonic_mixture_options options;
  harmonic_mixture_options_init(&options);
  options.components = 3;
  options.temperature = 0.7;
  assert_ok(harmonic_mixture_create(&model, D, &options));
  return model;
}

static harmonic_model *new_flow(void)
{
  harmonic_model *model;
  harmonic_realnvp_options options;
  harmonic_realnvp_options_init(&options);
  options.hidden[0] = 8;
  options.layers = 2;
  assert_ok(harmonic_realnvp_create(&model, D, &options));
  return model;
}

static harmonic_model *(*const makers[])(void) = {new_gaussian, new_ellipsoid, new_mixture,
                                                  new_flow};

/// A model around another, with all sorts of bounds.
static harmonic_model *around(harmonic_model *inner, harmonic_whitening whitening)
{
  static const double lower[D] = {-INFINITY, -2, -1}, upper[D] = {INFINITY, INFINITY, 1};
  harmonic_model *model;
  assert_ok(harmonic_transformed_create(&model, inner, lower, upper, whitening));
  assert_ok(harmonic_transformed_set_circular(model, 2));
  return model;
}

/// Fit, store, read, compare; frees the model.
static void check_return(harmonic_model *model, const char *what)
{
  double a[N], b[N];
  harmonic_chains *chains = cube();
  const double *x = harmonic_chains_get(chains, 0).x;
  harmonic_model *again, *fresh[2];
  harmonic_fit_options fit;
  harmonic_fit_options_init(&fit);
  fit.epochs = 1;
  assert_ok(harmonic_model_fit(model, chains, NULL, &fit, NULL));
  assert_ok(harmonic_model_save(model, path));
  assert_ok(harmonic_model_load(&again, path));
  assert_string_equal(harmonic_model_kind(again), harmonic_model_kind(model));
  assert_int_equal(harmonic_model_has_temperature(again), harmonic_model_has_temperature(model));
  double T = harmonic_model_has_temperature(model) ? 0.8 : 1;
  assert_ok(harmonic_model_ln_density(model, T, N, x, a));
  assert_ok(harmonic_model_ln_density(again, T, N, x, b));
  if (memcmp(a, b, sizeof a) != 0) fail_msg("%s: other densities", what);
  // The settings came back as well: a fresh model learns the same.
  for (int k = 0; k < 2; k++) {
    assert_ok(harmonic_model_fresh(&fresh[k], k ? again : model));
    assert_ok(harmonic_model_fit(fresh[k], chains, NULL, &fit, NULL));
    assert_ok(harmonic_model_ln_density(fresh[k], T, N, x, k ? b : a));
    harmonic_model_destroy(fresh[k]);
  }
  if (memcmp(a, b, sizeof a) != 0) fail_msg("%s: other settings", what);
  harmonic_chains_destroy(chains);
  harmonic_model_destroy(model);
  harmonic_model_destroy(again);
  remove(path);
}

static void models_come_back_bit_by_bit(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(makers); k++) {
    harmonic_model *model = makers[k]();
    check_return(model, harmonic_model_kind(model));
  }
}

static void transformed_models_come_back_with_what_is_inside(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(makers); k++)
    for (int w = HARMONIC_WHITENING_NONE; w <= HARMONIC_WHITENING_FULL; w++) {
      harmonic_model *inner = makers[k]();
      check_return(around(inner, (harmonic_whitening)w), harmonic_model_kind(inner));
    }
}

static void what_cannot_be_stored_is_said(void **state)
{
  (void)state;
  harmonic_chains *chains = cube();
  harmonic_model *model = around(around(new_gaussian(), HARMONIC_WHITENING_FULL), 0);
  assert_refused(harmonic_model_save(model, path), S2_ERR_ARGUMENT, "not fitted", NULL);
  harmonic_model_destroy(model);
  model = new_gaussian();
  harmonic_model *whole, *outer;
  assert_ok(harmonic_transformed_create(&whole, model, NULL, NULL, HARMONIC_WHITENING_FULL));
  assert_ok(harmonic_transformed_create(&outer, whole, NULL, NULL, HARMONIC_WHITENING_FULL));
  assert_ok(harmonic_model_fit(outer, chains, NULL, NULL, NULL));
  assert_refused(harmonic_model_save(outer, path), S2_ERR_UNSUPPORTED, "transformed", NULL);
  harmonic_model_destroy(outer);
  harmonic_chains_destroy(chains);
}

/// Change one number of a stored model, which is found by its bytes, and read it.
static s2_status load_changed(double from, double to)
{
  static unsigned char bytes[1 << 16];
  FILE *file = fopen(path, "rb");
  size_t size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  size_t at = 0;
  while (at + 8 <= size && memcmp(bytes + at, &from, 8) != 0) at++;
  assert_true(at + 8 <= size);
  memcpy(bytes + at, &to, 8);
  file = fopen(path, "wb");
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  fclose(file);
  harmonic_model *model;
  s2_status status = harmonic_model_load(&model, path);
  assert_true((status == S2_OK) == (model != NULL));
  harmonic_model_destroy(model);
  return status;
}

static void impossible_numbers_are_refused(void **state)
{
  (void)state;
  static const double mean[D] = {0.1, 0.2, 0.3}, c[D * D] = {4, 0, 0, 0, 9, 0, 0, 0, 16};
  static const double weights[2] = {1, 3}, means[2] = {-7, 7}, variances[2] = {25, 36};
  harmonic_model *model;
  assert_ok(harmonic_gaussian_create_given(&model, D, mean, c));
  assert_ok(harmonic_model_save(model, path));
  assert_refused(load_changed(3, -3), S2_ERR_FILE, path, "element 1, 1", "-3", NULL);
  assert_refused(load_changed(2, NAN), S2_ERR_FILE, path, "factor", "nan", NULL);
  harmonic_model_destroy(model);
  assert_ok(harmonic_ellipsoid_create_given(&model, D, mean, c, NULL));
  assert_ok(harmonic_model_save(model, path));
  assert_refused(load_changed(4 * (1 + 0x1p-60), 0), S2_ERR_FILE, path, NULL);
  harmonic_model_destroy(model);
  assert_ok(harmonic_mixture_create_given(&model, 1, 2, weights, means, variances, NULL));
  assert_ok(harmonic_model_save(model, path));
  assert_refused(load_changed(log(0.25), 0), S2_ERR_FILE, path, "sum of the weights", NULL);
  harmonic_model_destroy(model);
  remove(path);
}

static void impossible_bounds_are_refused(void **state)
{
  (void)state;
  static const double lower[D] = {-5, -6, -7}, upper[D] = {5, 6, 7};
  harmonic_chains *chains = cube();
  harmonic_model *model;
  assert_ok(harmonic_transformed_create(&model, new_gaussian(), lower, upper, 0));
  assert_ok(harmonic_model_fit(model, chains, NULL, NULL, NULL));
  assert_ok(harmonic_model_save(model, path));
  assert_refused(load_changed(6, -6), S2_ERR_FILE, path, "lower[1] = -6", "upper = -6", NULL);
  assert_ok(harmonic_model_save(model, path));
  assert_refused(load_changed(3, 5), S2_ERR_FILE, path, "sides[0] = 5", NULL);
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
  remove(path);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(models_come_back_bit_by_bit),
      cmocka_unit_test(transformed_models_come_back_with_what_is_inside),
      cmocka_unit_test(what_cannot_be_stored_is_said),
      cmocka_unit_test(impossible_numbers_are_refused),
      cmocka_unit_test(impossible_bounds_are_refused),
  };
  return cmocka_run_group_tests_name("closed_files", tests, NULL, NULL);
}

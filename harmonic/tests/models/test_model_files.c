// SPDX-License-Identifier: MIT
// Models in files come back bit by bit; damaged and foreign files are refused with the reason.
#include "flow_golden.h"
#include "model_files.h"
#include "safetensors.h"
#include "store.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <s2common/rng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 200, D = 3 };

static const char path[] = "test_model_files.safetensors";

static double *points(void)
{
  static double x[N * D + 1];
  for (int i = 0; i < N * D; i += 2) s2_rng_normal2(5, 0, (uint64_t)i, x + i);
  return x;
}

static harmonic_model *fitted(int spline, harmonic_whitening whitening)
{
  harmonic_model *model;
  harmonic_spline_flow_options s;
  harmonic_realnvp_options r;
  harmonic_chains *chains;
  harmonic_fit_options o;
  double zero[N] = {0};
  harmonic_spline_flow_options_init(&s);
  harmonic_realnvp_options_init(&r);
  s.whitening = r.whitening = whitening;
  s.hidden[0] = s.hidden[1] = r.hidden[0] = 8;
  s.layers = r.layers = 2;
  r.bound = 1.1;
  harmonic_fit_options_init(&o);
  o.epochs = 2;
  assert_ok(harmonic_chains_create(&chains, D));
  assert_ok(harmonic_chains_add(chains, N, points(), zero, NULL));
  assert_ok(spline ? harmonic_spline_flow_create(&model, D, &s)
                   : harmonic_realnvp_create(&model, D, &r));
  assert_ok(harmonic_model_fit(model, chains, NULL, &o, NULL));
  harmonic_chains_destroy(chains);
  return model;
}

static void flows_come_back_bit_by_bit(void **state)
{
  (void)state;
  for (int spline = 0; spline < 2; ++spline)
    for (int whitening = 0; whitening < 3; ++whitening) {
      harmonic_model *model = fitted(spline, (harmonic_whitening)whitening), *again;
      double a[N], b[N];
      assert_ok(harmonic_model_save(model, path));
      assert_ok(harmonic_model_load(&again, path));
      assert_string_equal(harmonic_model_kind(again), harmonic_model_kind(model));
      assert_ok(harmonic_model_ln_density(model, 0.9, N, points(), a));
      assert_ok(harmonic_model_ln_density(again, 0.9, N, points(), b));
      assert_memory_equal(a, b, sizeof a);
      harmonic_model *fresh; // its settings came back as well
      assert_ok(harmonic_model_fresh(&fresh, again));
      harmonic_model_destroy(fresh);
      harmonic_model_destroy(model);
      harmonic_model_destroy(again);
    }
  remove(path);
}

// What a user does with parameters of the Python package: no metadata, no whitening.
static void parameters_of_the_original_are_imported(void **state)
{
  (void)state;
  npz *file = npz_open("flows");
  for (size_t k = 0; k < COUNT(golden_flows); ++k) {
    const golden_flow *g = &golden_flows[k];
    flow *f;
    harmonic_model *model = golden_create(file, g, &f), *other;
    assert_ok(harmonic_model_save(model, path));
    assert_ok(harmonic_model_fresh(&other, model));
    assert_false(harmonic_model_is_fitted(other));
    assert_ok(harmonic_model_import(other, path));
    double ln_phi[50];
    const double *x = npz_get(file, (size_t)(50 * g->d), "%s__x", g->name);
    assert_ok(harmonic_model_ln_density(other, 1, 50, x, ln_phi));
    assert_bound(difference(ln_phi, npz_get(file, 50, "%s__log_prob_T1", g->name), 50) /
                     largest(ln_phi, 50),
                 1e-13, "%s", g->name);
    harmonic_model_destroy(model);
    harmonic_model_destroy(other);
  }
  remove(path);
  npz_close(file);
}

// ------------------------------------------------------------------ hostile files

static s2_status parse(const char *header, size_t data)
{
  unsigned char bytes[4096] = {0};
  harmonic_model *model;
  size_t n = strlen(header);
  bytes[0] = (unsigned char)(n & 0xff);
  bytes[1] = (unsigned char)(n >> 8);
  memcpy(bytes + 8, header, n);
  s2_status status = model_parse(&model, "a.st", bytes, 8 + n + data);
  assert_true(status != S2_OK && model == NULL);
  return status;
}

#define META(version, kind, ndim, more)                                                            \
  "{\"__metadata__\":{\"format\":\"harmonic model\",\"version\":\"" version "\",\"kind\":\"" kind  \
  "\",\"ndim\":\"" ndim "\"" more "}}"

static void bad_files_are_refused_with_the_reason(void **state)
{
  (void)state;
  harmonic_model *model;
  unsigned char few[4] = {0}, far[16] = {255, 255, 255, 255, 255, 255, 255, 127};
  const s2_status F = S2_ERR_FILE;
  assert_refused(model_parse(&model, "a.st", few, 4), F, "a.st", "4 bytes", NULL);
  assert_refused(model_parse(&model, "a.st", far, 16), F, "header of", "file of 16", NULL);
  assert_refused(parse("{", 0), F, "byte 9", "expected '\"'", NULL);
  assert_refused(parse("{}", 0), F, "not written by", NULL);
  assert_refused(parse("{} x", 0), F, "text after the header", NULL);
  assert_refused(parse("{\"a\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 8), F,
                 "dtype", NULL);
  assert_refused(parse("{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8), F,
                 "do not fit the shape", NULL);
  assert_refused(parse("{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}", 8), F,
                 "outside the data", NULL);
  assert_refused(parse("{\"a\":{\"dtype\":\"F64\",\"shape\":[4294967296,4294967296],"
                       "\"data_offsets\":[0,0]}}",
                       0),
                 F, "too large", NULL);
  assert_refused(
      parse("{\"a\":{\"dtype\":\"F64\",\"shape\":[1,1,1,1,1],\"data_offsets\":[0,8]}}", 8), F,
      "too long", NULL);
  assert_refused(parse("{\"a\":{\"dtype\":\"F64\"}}", 8), F, "lacks", NULL);
  assert_refused(parse("{\"\\u0041\":1}", 8), F, "escape", NULL);
  assert_refused(parse(META("2", "realnvp", "2", ""), 0), F, "version 2", NULL);
  assert_refused(parse(META("1", "crystal ball", "2", ""), 0), F, "crystal ball", NULL);
  assert_refused(parse(META("1", "realnvp", "0", ""), 0), S2_ERR_ARGUMENT, "ndim = 0", NULL);
  assert_refused(parse(META("1", "realnvp", "2",
                            ",\"layers\":\"1\",\"nhidden\":\"1\","
                            "\"hidden_0\":\"4\",\"bound\":\"1\""),
                       0),
                 F, "there is no whitening.mean", NULL);
  assert_refused(parse(META("1", "realnvp", "9000",
                            ",\"layers\":\"999\",\"nhidden\":\"2\","
                            "\"hidden_0\":\"99999\",\"hidden_1\":\"99999\",\"bound\":\"1\""),
                       0),
                 F, "too few", NULL);
  assert_refused(harmonic_model_load(&model, "/no/such/file"), F, "/no/such/file", NULL);
  model = fitted(1, HARMONIC_WHITENING_FULL);
  assert_refused(harmonic_model_save(model, "/no/such/folder/file"), F, "/no/such/folder", NULL);
  harmonic_model_destroy(model);
  assert_ok(harmonic_realnvp_create(&model, 2, NULL));
  assert_refused(harmonic_model_save(model, path), S2_ERR_ARGUMENT, "not fitted", NULL);
  harmonic_model_destroy(model);
}

static void numbers_that_are_not_finite_are_refused(void **state)
{
  (void)state;
  harmonic_model *model = fitted(0, HARMONIC_WHITENING_FULL), *again;
  flow *f = model->self;
  f->whiten.mean[1] = NAN;
  assert_ok(harmonic_model_save(model, path));
  assert_refused(harmonic_model_load(&again, path), S2_ERR_FILE, "whitening.mean", "nan", NULL);
  f->whiten.mean[1] = 0;
  f->whiten.lower[0] = -1;
  assert_ok(harmonic_model_save(model, path));
  assert_refused(harmonic_model_load(&again, path), S2_ERR_FILE, "whitening.factor[0][0] = -1",
                 NULL);
  harmonic_model_destroy(model);
  remove(path);
}

static void failed_allocations_lose_nothing(void **state)
{
  (void)state;
  harmonic_model *model = fitted(1, HARMONIC_WHITENING_FULL), *again;
  assert_ok(harmonic_model_save(model, path));
  s2_status status = S2_ERR_MEMORY;
  for (int k = 0; status == S2_ERR_MEMORY && k < 100; ++k) {
    s2_priv_fail_after(k);
    status = harmonic_model_load(&again, path);
    s2_priv_fail_after(-1);
    if (status != S2_OK) assert_null(again);
  }
  assert_int_equal(status, S2_OK);
  harmonic_model_destroy(again);
  harmonic_model_destroy(model);
  remove(path);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(flows_come_back_bit_by_bit),
      cmocka_unit_test(parameters_of_the_original_are_imported),
      cmocka_unit_test(bad_files_are_refused_with_the_reason),
      cmocka_unit_test(numbers_that_are_not_finite_are_refused),
      cmocka_unit_test(failed_allocations_lose_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Chains of other programs are read: numbers, names, ranges, cuts.
#include "scratch.h"
#include <harmonic/chain_files.h>
#include <math.h>

static const char *sample(const char *name)
{
  static char path[512];
  snprintf(path, sizeof path, "%s/chains/%s", CHAIN_DATA, name);
  return path;
}

static harmonic_read_options defaults(void)
{
  harmonic_read_options options;
  harmonic_read_options_init(&options);
  return options;
}

static harmonic_chains *read_with(const char *path, const harmonic_read_options *options)
{
  harmonic_chains *set;
  assert_ok(harmonic_chains_read(&set, path, options));
  return set;
}

static void getdist_chains_are_those_that_getdist_reads(void **state)
{
  (void)state;
  npz *file = npz_open("chain_files");
  const double *weight = npz_get(file, 26, "getdist__weights");
  const double *minus_ln = npz_get(file, 26, "getdist__loglikes");
  const double *x = npz_get(file, 78, "getdist__samples");
  const double *offset = npz_get(file, 3, "getdist__offsets");
  harmonic_read_options options = defaults();
  for (options.derived = 0; options.derived < 2; ++options.derived) {
    harmonic_chains *set = read_with(sample("getdist"), &options);
    int ndim = 2 + options.derived;
    assert_int_equal(harmonic_chains_ndim(set), ndim);
    assert_int_equal(harmonic_chains_count(set), 2);
    for (int j = 0; j < 2; ++j) {
      harmonic_chain c = harmonic_chains_get(set, j);
      int64_t at = (int64_t)offset[j];
      assert_int_equal(c.n, (int64_t)offset[j + 1] - at);
      for (int64_t i = 0; i < c.n; ++i) {
        assert_true(c.weight[i] == weight[at + i] && c.ln_post[i] == -minus_ln[at + i]);
        assert_memory_equal(c.x + i * ndim, x + (at + i) * 3, (size_t)ndim * sizeof *x);
      }
    }
    harmonic_parameter p = harmonic_chains_parameter(set, 0);
    assert_string_equal(p.name, "omega_m");
    assert_string_equal(p.label, "\\Omega_m");
    assert_true(p.lower == 0.1 && p.upper == 0.5 && !p.derived);
    p = harmonic_chains_parameter(set, 1);
    assert_true(p.lower == 0.5 && p.upper == INFINITY);
    if (options.derived) assert_true(harmonic_chains_parameter(set, 2).derived);
    harmonic_chains_destroy(set);
  }
  npz_close(file);
}

static void one_file_of_a_root_can_be_read_alone(void **state)
{
  (void)state;
  harmonic_chains *set = read_with(sample("getdist_2.txt"), NULL);
  assert_int_equal(harmonic_chains_count(set), 1);
  assert_int_equal(harmonic_chains_size(set), 14);
  assert_string_equal(harmonic_chains_parameter(set, 1).name, "sigma_8");
  harmonic_chains_destroy(set);
}

static void cobaya_chains_have_the_parameters_asked_for(void **state)
{
  (void)state;
  harmonic_read_options options = defaults();
  harmonic_chains *set;
  assert_refused(harmonic_chains_read(&set, sample("cobaya"), NULL), S2_ERR_FILE, "cobaya.1.txt",
                 "line 3, column 5 (derived_a): nan", NULL);
  options.parameters = "b,a";
  set = read_with(sample("cobaya"), &options);
  assert_int_equal(harmonic_chains_count(set), 2);
  harmonic_chain c = harmonic_chains_get(set, 0);
  assert_true(c.n == 3 && c.x[0] == 0.705346 && c.x[1] == -0.314669 && c.x[4] == 0.25);
  assert_true(c.ln_post[0] == -4.232834 && c.weight[0] == 10);
  assert_string_equal(harmonic_chains_parameter(set, 1).name, "b");
  harmonic_chains_destroy(set);
  options.parameters = "a,c";
  assert_refused(harmonic_chains_read(&set, sample("cobaya"), &options), S2_ERR_ARGUMENT,
                 "no column 'c'", NULL);
}

static void cosmosis_chains_have_logarithmic_weights(void **state)
{
  (void)state;
  harmonic_read_options options = defaults();
  harmonic_chains *set = read_with(sample("cosmosis"), NULL);
  harmonic_chain c = harmonic_chains_get(set, 0);
  assert_int_equal(harmonic_chains_ndim(set), 2);
  assert_int_equal(c.n, 3); // the point of weight 0 is left out
  assert_true(c.weight[0] == exp(-2) && c.weight[1] == 1 && c.weight[2] == exp(-0.5));
  assert_true(c.ln_post[2] == -9.75 && c.x[4] == 0.275 && c.x[5] == 0.125);
  assert_string_equal(harmonic_chains_parameter(set, 1).name, "supernova_params--deltam");
  harmonic_chains_destroy(set);
  options.derived = 1;
  set = read_with(sample("cosmosis.txt"), &options);
  assert_int_equal(harmonic_chains_ndim(set), 3);
  assert_true(harmonic_chains_parameter(set, 2).derived);
  harmonic_chains_destroy(set);
}

static void nested_samples_need_a_prior(void **state)
{
  (void)state;
  harmonic_read_options options = defaults();
  harmonic_chains *set;
  assert_refused(harmonic_chains_read(&set, sample("polychord"), NULL), S2_ERR_ARGUMENT,
                 "ln_prior or flat_prior", NULL);
  assert_null(set);
  options.flat_prior = 1;
  set = read_with(sample("polychord"), &options);
  harmonic_chain c = harmonic_chains_get(set, 0);
  assert_true(c.n == 3 && c.weight[0] == 0.125 && c.weight[1] == 1);
  assert_true(c.ln_post[0] == -4.5 - (log(2) + log(4)) && c.x[1] == -0.25);
  assert_int_equal(harmonic_chains_ndim(set), 2);
  assert_string_equal(harmonic_chains_parameter(set, 1).label, "\\theta_2");
  harmonic_chains_destroy(set);
  options.flat_prior = 0;
  options.ln_prior = 0.25;
  set = read_with(sample("polychord.txt"), &options);
  assert_true(harmonic_chains_get(set, 0).ln_post[0] == -4.25);
  harmonic_chains_destroy(set);
}

static void columns_of_csv_are_found_by_name(void **state)
{
  (void)state;
  harmonic_read_options options = defaults();
  harmonic_chains *set = read_with(sample("columns"), NULL);
  assert_int_equal(harmonic_chains_ndim(set), 2);
  assert_int_equal(harmonic_chains_count(set), 2);
  harmonic_chain c = harmonic_chains_get(set, 1);
  assert_true(c.n == 2 && c.x[0] == 0.25 && c.x[3] == 5 && c.weight[1] == 3 && c.ln_post[1] == -1);
  assert_string_equal(harmonic_chains_parameter(set, 1).name, "b");
  harmonic_chains_destroy(set);
  options.ln_post = "b";
  options.weight = "";
  set = read_with(sample("columns.csv"), &options);
  c = harmonic_chains_get(set, 0);
  assert_true(harmonic_chains_ndim(set) == 1 && c.weight == NULL && c.ln_post[1] == 3);
  harmonic_chains_destroy(set);
}

static void stan_columns_of_the_sampler_are_left_out(void **state)
{
  (void)state;
  harmonic_chains *set = read_with(sample("stan.csv"), NULL);
  harmonic_chain c = harmonic_chains_get(set, 0);
  assert_int_equal(harmonic_chains_ndim(set), 3);
  assert_true(c.n == 2 && c.ln_post[0] == -39.5 && c.x[2] == 0.25 && c.x[3] == 3.75);
  assert_string_equal(harmonic_chains_parameter(set, 2).name, "theta.2");
  assert_null(c.weight);
  harmonic_chains_destroy(set);
}

static void numpy_arrays_of_every_order_are_the_same_chains(void **state)
{
  (void)state;
  harmonic_read_options options = defaults();
  harmonic_chains *bare = read_with(sample("bare.npy"), NULL);
  assert_int_equal(harmonic_chains_count(bare), 4);
  assert_int_equal(harmonic_chains_size(bare), 28);
  harmonic_chains *emcee = read_with(sample("emcee"), NULL);
  assert_same_sets(emcee, bare);
  harmonic_chains_destroy(emcee);
  options.axes = HARMONIC_AXES_CHAIN_FIRST;
  emcee = read_with(sample("emcee.npz"), &options);
  assert_int_equal(harmonic_chains_count(emcee), 7);
  assert_true(harmonic_chains_get(emcee, 0).x[3] == harmonic_chains_get(bare, 1).x[0]);
  harmonic_chains_destroy(emcee);
  harmonic_chains *single = read_with(sample("fortran.npy"), NULL);
  harmonic_chain a = harmonic_chains_get(bare, 2), b = harmonic_chains_get(single, 2);
  for (int i = 0; i < 21; ++i) assert_true((float)a.x[i] == b.x[i]);
  harmonic_chains_destroy(single);
  harmonic_chains_destroy(bare);
}

static void compressed_arrays_are_read_where_zlib_is(void **state)
{
  (void)state;
  harmonic_chains *deflated, *stored;
  s2_status status = harmonic_chains_read(&deflated, sample("deflated.npz"), NULL);
  if (status == S2_ERR_UNSUPPORTED) skip();
  assert_ok(status);
  stored = read_with(sample("emcee.npz"), NULL);
  assert_same_sets(deflated, stored);
  harmonic_chains_destroy(deflated);
  harmonic_chains_destroy(stored);
}

static void a_headerless_fraction_is_ambiguous_until_named(void **state)
{
  (void)state;
  harmonic_read_options options = defaults();
  harmonic_chains *set;
  const char *path = scratch_text("some.txt", "0.5 3 1 2\n1 2 3 4\n");
  assert_refused(harmonic_chains_read(&set, path, NULL), S2_ERR_FILE, "weight 0.5", "GetDist",
                 "nested", NULL);
  options.format = HARMONIC_FILE_GETDIST;
  set = read_with(path, &options);
  assert_true(harmonic_chains_get(set, 0).ln_post[0] == -3);
  assert_string_equal(harmonic_chains_parameter(set, 1).name, "param2");
  harmonic_chains_destroy(set);
  options.format = HARMONIC_FILE_NESTED;
  options.ln_prior = 0;
  set = read_with(path, &options);
  assert_true(harmonic_chains_get(set, 0).ln_post[0] == -1.5);
  harmonic_chains_destroy(set);
}

static void the_prior_of_a_file_can_be_added(void **state)
{
  (void)state;
  harmonic_read_options options = defaults();
  options.ln_prior = -2;
  harmonic_chains *set = read_with(sample("columns"), &options), *none;
  assert_true(harmonic_chains_get(set, 0).ln_post[0] == -3.25);
  harmonic_chains_destroy(set);
  options.flat_prior = 1;
  assert_refused(harmonic_chains_read(&none, sample("getdist"), &options), S2_ERR_ARGUMENT,
                 "sigma_8", "both bounds", NULL);
  assert_null(none);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(getdist_chains_are_those_that_getdist_reads),
      cmocka_unit_test(one_file_of_a_root_can_be_read_alone),
      cmocka_unit_test(cobaya_chains_have_the_parameters_asked_for),
      cmocka_unit_test(cosmosis_chains_have_logarithmic_weights),
      cmocka_unit_test(nested_samples_need_a_prior),
      cmocka_unit_test(columns_of_csv_are_found_by_name),
      cmocka_unit_test(stan_columns_of_the_sampler_are_left_out),
      cmocka_unit_test(numpy_arrays_of_every_order_are_the_same_chains),
      cmocka_unit_test(compressed_arrays_are_read_where_zlib_is),
      cmocka_unit_test(a_headerless_fraction_is_ambiguous_until_named),
      cmocka_unit_test(the_prior_of_a_file_can_be_added)};
  return cmocka_run_group_tests(tests, make_scratch, remove_scratch);
}

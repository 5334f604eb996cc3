// SPDX-License-Identifier: MIT
// Plans, options, workspaces and batches: what is refused, and how it is said.
#include "support.h"

#include <math.h>
#include <string.h>

enum { L = 12 };

static s2_grid *grid;

static int make_shared_grid(void **state)
{
  (void)state;
  return s2_grid_create(&grid, S2_GRID_MW, L) == S2_OK ? 0 : -1;
}

static int free_shared_grid(void **state)
{
  (void)state;
  s2_grid_destroy(grid);
  return 0;
}

static s2fft_options defaults(void)
{
  s2fft_options options;
  s2fft_options_init(&options);
  return options;
}

static s2_status create(int limit, const s2fft_options *options)
{
  s2fft_plan *plan = (s2fft_plan *)&plan; // must be set to NULL on failure
  s2_status status = s2fft_plan_create(&plan, grid, limit, options);
  if (status == S2_OK)
    s2fft_plan_destroy(plan);
  else
    assert_null(plan);
  return status;
}

static void defaults_are_as_documented(void **state)
{
  (void)state;
  s2fft_options o = defaults();
  assert_int_equal(o.struct_size, sizeof o);
  assert_true(o.spin == 0 && o.mmax == -1 && o.lmin == 0 && o.layout == S2FFT_LAYOUT_DEFAULT);
  assert_true(o.nthreads == 0 && o.iterations == 0 && o.ring_weights == NULL && o.progress == NULL);
  s2fft_plan *plan = make_plan(grid, L, NULL);
  assert_int_equal(s2fft_plan_L(plan), L);
  assert_int_equal(s2fft_plan_spin(plan), 0);
  assert_int_equal(s2fft_plan_mmax(plan), L - 1);
  assert_int_equal(s2fft_plan_is_exact(plan), 1);
  assert_int_equal(s2fft_map_size(plan), L * (2 * L - 1));
  assert_int_equal(s2fft_alm_size(plan, S2FFT_REAL), L * (L + 1) / 2);
  assert_int_equal(s2fft_alm_size(plan, S2FFT_PAIR), L * (L + 1) / 2);
  assert_int_equal(s2fft_alm_size(plan, S2FFT_COMPLEX), L * (2 * L - 1));
  s2fft_plan_destroy(plan);
  s2fft_plan_destroy(NULL);
  s2fft_workspace_destroy(NULL);
}

static void bad_band_limits_are_refused(void **state)
{
  (void)state;
  assert_refused(create(0, NULL), S2_ERR_ARGUMENT, "L = 0", "32768", NULL);
  assert_refused(create(-5, NULL), S2_ERR_ARGUMENT, "L = -5", NULL);
  assert_refused(create(32769, NULL), S2_ERR_ARGUMENT, "L = 32769", "32768", NULL);
}

static void bad_options_are_refused(void **state)
{
  (void)state;
  s2fft_options o = defaults();
  o.spin = L;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "spin = 12", "11", NULL);
  o.spin = -L;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "spin = -12", NULL);
  o.spin = INT32_MIN;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "spin", NULL);
  o = defaults();
  o.mmax = L;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "mmax = 12", "11", NULL);
  o.mmax = -2;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "mmax = -2", NULL);
  o = defaults();
  o.lmin = L + 1;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "lmin = 13", "12", NULL);
  o.lmin = -1;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "lmin = -1", NULL);
  o = defaults();
  o.layout = (s2fft_layout)4;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "layout", "4", NULL);
  o = defaults();
  o.nthreads = -1;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "nthreads = -1", NULL);
  o = defaults();
  o.iterations = -1;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "iterations = -1", "100", NULL);
  o.iterations = 101;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "iterations = 101", NULL);
}

static void options_that_were_not_initialised_are_refused(void **state)
{
  (void)state;
  s2fft_options o = {.spin = 2, .mmax = -1};
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "struct_size", NULL);
}

static void bad_ring_weights_are_refused(void **state)
{
  (void)state;
  double weights[L];
  s2fft_options o = defaults();
  o.ring_weights = weights;
  for (int r = 0; r < L; ++r) weights[r] = 1.0;
  weights[3] = NAN;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "weight", "3", NULL);
  weights[3] = INFINITY;
  assert_refused(create(L, &o), S2_ERR_ARGUMENT, "weight", "3", NULL);
}

static void missing_pointers_are_refused(void **state)
{
  (void)state;
  s2fft_plan *plan = NULL;
  s2fft_workspace *work = NULL;
  assert_refused(s2fft_plan_create(NULL, grid, L, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_plan_create(&plan, NULL, L, NULL), S2_ERR_ARGUMENT, "grid", "NULL", NULL);
  plan = make_plan(grid, L, NULL);
  double map[L * (2 * L - 1)] = {0.0};
  double alm[L * (L + 1)] = {0.0};
  s2_complex *a = (s2_complex *)alm;
  assert_refused(s2fft_inverse(NULL, a, map, NULL, NULL), S2_ERR_ARGUMENT, "plan", NULL);
  assert_refused(s2fft_inverse(plan, NULL, map, NULL, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_inverse(plan, a, NULL, NULL, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_forward(plan, map, NULL, NULL, NULL), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_inverse_pair(plan, a, NULL, map, map, NULL, NULL), S2_ERR_ARGUMENT, "NULL",
                 NULL);
  assert_refused(s2fft_inverse_pair(plan, a, a, map, NULL, NULL, NULL), S2_ERR_ARGUMENT, "NULL",
                 NULL);
  assert_refused(s2fft_workspace_create(NULL, plan, S2FFT_REAL, 1), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_workspace_create(&work, NULL, S2FFT_REAL, 1), S2_ERR_ARGUMENT, "NULL", NULL);
  assert_refused(s2fft_workspace_create(&work, plan, S2FFT_REAL, 0), S2_ERR_ARGUMENT, "nmaps", "0",
                 NULL);
  assert_null(work);
  assert_refused(s2fft_workspace_create(&work, plan, (s2fft_field)3, 1), S2_ERR_ARGUMENT, "field",
                 NULL);
  s2fft_plan_destroy(plan);
}

static void fields_that_do_not_fit_the_plan_are_refused(void **state)
{
  (void)state;
  s2fft_options o = defaults();
  o.spin = 2;
  s2fft_plan *plan = make_plan(grid, L, &o);
  double zeros[L * (2 * L - 1)] = {0.0}, alm[L * (L + 1)] = {0.0};
  for (int what = SYNTHESIS; what <= ANALYSIS_ADJOINT; ++what)
    assert_refused(try_field(plan, S2FFT_REAL, (operation)what, NULL, NULL), S2_ERR_ARGUMENT,
                   "spin", "2", NULL);
  assert_refused(s2fft_gradient(plan, (s2_complex *)alm, zeros, zeros, NULL, NULL), S2_ERR_ARGUMENT,
                 "spin", NULL);
  s2fft_plan_destroy(plan);
  o.spin = -2;
  plan = make_plan(grid, L, &o);
  assert_refused(try_field(plan, S2FFT_PAIR, SYNTHESIS, NULL, NULL), S2_ERR_ARGUMENT, "spin", "-2",
                 NULL);
  s2fft_plan_destroy(plan);
  o.spin = 0;
  o.layout = S2FFT_LAYOUT_TRIANGLE;
  plan = make_plan(grid, L, &o);
  assert_int_equal(s2fft_alm_size(plan, S2FFT_COMPLEX), 0);
  assert_int_equal(s2fft_alm_index(plan, S2FFT_COMPLEX, 1, 0), -1);
  for (int what = SYNTHESIS; what <= ANALYSIS_ADJOINT; ++what)
    assert_refused(try_field(plan, S2FFT_COMPLEX, (operation)what, NULL, NULL), S2_ERR_ARGUMENT,
                   "triangle", NULL);
  s2fft_plan_destroy(plan);
}

static void bad_batches_are_refused(void **state)
{
  (void)state;
  s2fft_plan *plan = make_plan(grid, L, NULL);
  s2fft_batch batch = {0};
  assert_refused(try_field(plan, S2FFT_REAL, SYNTHESIS, &batch, NULL), S2_ERR_ARGUMENT, "count",
                 "0", NULL);
  batch.count = -3;
  assert_refused(try_field(plan, S2FFT_REAL, SYNTHESIS, &batch, NULL), S2_ERR_ARGUMENT, "count",
                 "-3", NULL);
  batch = (s2fft_batch){2, 77, 0, 0, 0}; // 78 coefficients
  assert_refused(try_field(plan, S2FFT_REAL, SYNTHESIS, &batch, NULL), S2_ERR_ARGUMENT,
                 "alm_stride", "77", "78", NULL);
  batch = (s2fft_batch){2, 0, 275, 0, 0}; // 276 samples
  assert_refused(try_field(plan, S2FFT_REAL, ANALYSIS, &batch, NULL), S2_ERR_ARGUMENT, "map_stride",
                 "275", "276", NULL);
  batch = (s2fft_batch){2, 80, 0, 157, 0}; // 80 + 78 = 158 are needed
  assert_refused(try_field(plan, S2FFT_REAL, ANALYSIS, &batch, NULL), S2_ERR_ARGUMENT, "alm_length",
                 "157", "158", NULL);
  batch = (s2fft_batch){2, 80, 300, 158, 575}; // 300 + 276 = 576 are needed
  assert_refused(try_field(plan, S2FFT_REAL, ANALYSIS, &batch, NULL), S2_ERR_ARGUMENT, "map_length",
                 "575", "576", NULL);
  batch.map_length = 576;
  assert_ok(try_field(plan, S2FFT_REAL, ANALYSIS, &batch, NULL));
  batch = (s2fft_batch){INT64_MAX, INT64_MAX / 2, 0, 10, 0};
  assert_refused(try_field(plan, S2FFT_REAL, ANALYSIS, &batch, NULL), S2_ERR_ARGUMENT, NULL);
  s2fft_plan_destroy(plan);
}

static void workspaces_made_for_less_are_refused(void **state)
{
  (void)state;
  s2_grid *large_grid = make_grid(S2_GRID_GL, 40);
  s2fft_options o = defaults();
  o.nthreads = 1;
  s2fft_plan *small = make_plan(grid, L, &o), *large = make_plan(large_grid, 40, &o);
  s2fft_workspace *work;
  assert_ok(s2fft_workspace_create(&work, small, S2FFT_REAL, 1));
  assert_refused(try_field(large, S2FFT_REAL, SYNTHESIS, NULL, work), S2_ERR_ARGUMENT, "workspace",
                 NULL);
  assert_refused(try_field(small, S2FFT_PAIR, ANALYSIS, NULL, work), S2_ERR_ARGUMENT, "workspace",
                 NULL);
  s2fft_workspace_destroy(work);
  assert_ok(s2fft_workspace_create(&work, large, S2FFT_PAIR, 1));
  assert_ok(try_field(large, S2FFT_PAIR, ANALYSIS, NULL, work));
  assert_ok(try_field(large, S2FFT_COMPLEX, SYNTHESIS, NULL, work));
  assert_ok(try_field(large, S2FFT_REAL, SYNTHESIS, NULL, work));
  s2fft_workspace_destroy(work);
  s2fft_plan_destroy(small);
  s2fft_plan_destroy(large);
  s2_grid_destroy(large_grid);
}

static void analysis_on_too_few_samples_is_refused(void **state)
{
  (void)state;
  static const s2_grid_kind kinds[] = {S2_GRID_MW, S2_GRID_MWSS, S2_GRID_DH,
                                       S2_GRID_GL, S2_GRID_CC,   S2_GRID_F1};
  for (size_t k = 0; k < COUNT(kinds); ++k) {
    s2_grid *few_rings = make_grid(kinds[k], 10);
    int rings = s2_grid_nrings(few_rings);
    // the rings of DH are Fejer's and resolve as much, beyond what their own weights need
    int limit = 1 + (kinds[k] == S2_GRID_DH ? rings : s2_grid_exact_limit(few_rings));
    s2_grid_destroy(few_rings);
    few_rings = make_shape(kinds[k], rings, 2 * limit);
    s2fft_plan *plan = make_plan(few_rings, limit, NULL);
    assert_int_equal(s2fft_plan_is_exact(plan), 0);
    assert_ok(try_field(plan, S2FFT_REAL, SYNTHESIS, NULL, NULL));
    assert_ok(try_field(plan, S2FFT_REAL, SYNTHESIS_ADJOINT, NULL, NULL));
    assert_refused(try_field(plan, S2FFT_REAL, ANALYSIS, NULL, NULL), S2_ERR_ARGUMENT, "L", NULL);
    assert_refused(try_field(plan, S2FFT_REAL, ANALYSIS_ADJOINT, NULL, NULL), S2_ERR_ARGUMENT, "L",
                   NULL);
    s2fft_plan_destroy(plan);
    s2_grid_destroy(few_rings);
    s2_grid *few_samples = make_shape(kinds[k], rings, 16);
    plan = make_plan(few_samples, 10, NULL); // mmax = 9 needs 19
    assert_ok(try_field(plan, S2FFT_COMPLEX, SYNTHESIS, NULL, NULL));
    assert_refused(try_field(plan, S2FFT_COMPLEX, ANALYSIS, NULL, NULL), S2_ERR_ARGUMENT, "16",
                   "19", NULL);
    s2fft_plan_destroy(plan);
    s2_grid_destroy(few_samples);
  }
}

static void programs_built_against_an_older_header_still_work(void **state)
{
  (void)state;
  s2fft_options o;
  memset(&o, 0xee, sizeof o);
  s2fft_options_init_sized(&o, offsetof(s2fft_options, iterations));
  assert_int_equal(o.struct_size, offsetof(s2fft_options, iterations));
  assert_int_equal(o.iterations, (int)0xeeeeeeee); // not touched, and below not read
  o.spin = 1;
  s2fft_plan *plan = make_plan(grid, L, &o);
  assert_int_equal(s2fft_plan_spin(plan), 1);
  assert_ok(try_field(plan, S2FFT_PAIR, ANALYSIS, NULL, NULL));
  s2fft_plan_destroy(plan);
}

static void indices_follow_the_layouts(void **state)
{
  (void)state;
  s2fft_options o = options_of(0, 7, 0, S2FFT_LAYOUT_TRIANGLE);
  s2fft_plan *plan = make_plan(grid, L, &o);
  assert_int_equal(s2fft_alm_size(plan, S2FFT_REAL), 8 * L - 8 * 7 / 2);
  assert_int_equal(s2fft_alm_index(plan, S2FFT_REAL, 9, 4), 4 * (2 * L - 1 - 4) / 2 + 9);
  assert_int_equal(s2fft_alm_index(plan, S2FFT_REAL, 9, 8), -1);
  assert_int_equal(s2fft_alm_index(plan, S2FFT_REAL, 3, -1), -1);
  assert_int_equal(s2fft_alm_index(plan, S2FFT_REAL, 3, 4), -1);
  assert_int_equal(s2fft_alm_index(plan, S2FFT_REAL, L, 0), -1);
  s2fft_plan_destroy(plan);
  o.layout = S2FFT_LAYOUT_SQUARE;
  plan = make_plan(grid, L, &o);
  assert_int_equal(s2fft_alm_index(plan, S2FFT_COMPLEX, 9, -4), 9 * (2 * L - 1) + L - 1 - 4);
  s2fft_plan_destroy(plan);
  o.layout = S2FFT_LAYOUT_LINEAR;
  plan = make_plan(grid, L, &o);
  assert_int_equal(s2fft_alm_size(plan, S2FFT_COMPLEX), L * L);
  assert_int_equal(s2fft_alm_index(plan, S2FFT_COMPLEX, 9, -4), 81 + 9 - 4);
  s2fft_plan_destroy(plan);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(defaults_are_as_documented),
      cmocka_unit_test(bad_band_limits_are_refused),
      cmocka_unit_test(bad_options_are_refused),
      cmocka_unit_test(options_that_were_not_initialised_are_refused),
      cmocka_unit_test(bad_ring_weights_are_refused),
      cmocka_unit_test(missing_pointers_are_refused),
      cmocka_unit_test(fields_that_do_not_fit_the_plan_are_refused),
      cmocka_unit_test(bad_batches_are_refused),
      cmocka_unit_test(workspaces_made_for_less_are_refused),
      cmocka_unit_test(analysis_on_too_few_samples_is_refused),
      cmocka_unit_test(programs_built_against_an_older_header_still_work),
      cmocka_unit_test(indices_follow_the_layouts),
  };
  return cmocka_run_group_tests(tests, make_shared_grid, free_shared_grid);
}

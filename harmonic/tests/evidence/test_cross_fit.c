// SPDX-License-Identifier: MIT
// The whole analysis: known evidences, honest errors, and what a caller may do with it.
#include "gauss.h"

#include <harmonic/calibration.h>
#include <harmonic/ellipsoid.h>
#include <s2common/priv/memory.h>

static const gauss five = {5, 0.5, -1234.5};

static harmonic_evidence_options defaults(void)
{
  harmonic_evidence_options o;
  harmonic_evidence_options_init(&o);
  return o;
}

static harmonic_result estimate(const harmonic_chains *chains, const harmonic_evidence_options *o)
{
  harmonic_result r;
  harmonic_model *model = gauss_model_new(harmonic_chains_ndim(chains));
  assert_ok(harmonic_evidence_estimate(chains, model, o, &r));
  harmonic_model_destroy(model);
  return r;
}

static void gaussians_have_their_evidence(void **state)
{
  (void)state;
  static const gauss all[] = {{1, 0, 0}, {2, 0.9, 4e4}, {5, 0.5, -4e5}, {20, 0.5, 1e6}};
  for (size_t k = 0; k < COUNT(all); k++) {
    harmonic_chains *chains = gauss_chains(&all[k], 3, 4, 1500, 0.0);
    harmonic_result r = estimate(chains, NULL);
    assert_bound(fabs(r.ln_evidence - all[k].ln_evidence), 3.5 * r.error + 1e-9, "D = %d",
                 all[k].ndim);
    assert_bound(r.error, 0.006, "D = %d", all[k].ndim);
    assert_int_equal(r.verdict, HARMONIC_GOOD);
    assert_true(r.faults == 0 && r.doubts == 0 && r.called == 0);
    harmonic_chains_destroy(chains);
  }
}

static void every_kind_of_shape_gives_the_same_evidence(void **state)
{
  (void)state;
  harmonic_chains *chains = gauss_chains(&five, 5, 4, 2000, 0.0);
  for (int kind = HARMONIC_SHAPE_GAUSSIAN; kind <= HARMONIC_SHAPE_BALL; kind++) {
    harmonic_evidence_options o = defaults();
    o.shape.kind = (harmonic_shape_kind)kind;
    harmonic_result r = estimate(chains, &o);
    assert_bound(fabs(r.ln_evidence - five.ln_evidence), 3.5 * r.error, "kind %d", kind);
    assert_true((int)r.shape.kind == kind && r.other_count == 2);
    for (int i = 0; i < r.other_count; i++)
      assert_bound(fabs(r.other[i].ln_evidence - r.ln_evidence),
                   4 * hypot(r.other[i].error, r.error), "other %d than %d", i, kind);
    for (int i = 0; i < r.curve_count; i++)
      assert_bound(fabs(r.curve[i].ln_evidence - five.ln_evidence), 5 * r.curve[i].error,
                   "shape %d of kind %d", i, kind);
  }
  harmonic_chains_destroy(chains);
}

static void a_model_without_a_latent_space_will_do(void **state)
{
  (void)state;
  harmonic_chains *chains = gauss_chains(&five, 21, 4, 1500, 0.0);
  harmonic_model *model;
  harmonic_result r;
  assert_ok(harmonic_ellipsoid_create(&model, 5, NULL));
  assert_ok(harmonic_evidence_estimate(chains, model, NULL, &r));
  assert_bound(fabs(r.ln_evidence - five.ln_evidence), 3.5 * r.error, "ln z");
  // The variance of an exact uniform ball of R^2 = D + 1 is 1.159 for D = 5.
  assert_bound(fabs(r.error / sqrt(1.159 / 6000) - 1), 0.2, "error %g", r.error);
  assert_bound(fabs(r.variance - 1.159), 0.15, "variance %g", r.variance);
  assert_true(r.shape.kind == HARMONIC_SHAPE_MODEL && r.curve_count == 1 && r.other_count == 0);
  assert_true(r.nonzero > 0.5 && r.nonzero < 0.9 && r.verdict == HARMONIC_GOOD);
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

// v(T) = [T(2 - T)]^(-D/2) - 1 for an exact model.
static void the_variance_along_the_curve_follows_theory(void **state)
{
  (void)state;
  harmonic_chains *chains = gauss_chains(&five, 6, 4, 4000, 0.0);
  harmonic_result r = estimate(chains, NULL);
  assert_int_equal(r.curve_count, 20);
  for (int i = 0; i < r.curve_count; i++) {
    double T = r.curve[i].shape.parameter, v = pow(T * (2 - T), -2.5) - 1;
    if (T > 0.5 && T < 0.95)
      assert_bound(fabs(r.curve[i].variance / v - 1), 0.1, "T = %g: %g, %g expected", T,
                   r.curve[i].variance, v);
    assert_true(i == 0 || T > r.curve[i - 1].shape.parameter);
  }
  assert_true(r.shape.parameter > 0.93); // of a model that is nearly perfect
  harmonic_chains_destroy(chains);
}

// To follow the scale of the points would bias ln z: they have been learned from for other folds.
static void a_model_that_fits_keeps_the_temperature_it_learned_at(void **state)
{
  (void)state;
  for (uint64_t seed = 30; seed < 42; seed++) {
    gauss g = {1 + (int)(seed % 3), 0.5, 0};
    harmonic_chains *chains = gauss_chains(&g, seed, 4, 800, 0.0);
    harmonic_result r = estimate(chains, NULL);
    assert_true(r.shape.parameter == 1.0);
    harmonic_chains_destroy(chains);
  }
}

static void a_temperature_of_ones_own_is_used(void **state)
{
  (void)state;
  harmonic_chains *chains = gauss_chains(&five, 7, 4, 1000, 0.0);
  harmonic_evidence_options o = defaults();
  o.shape.parameter = 0.8;
  harmonic_result r = estimate(chains, &o);
  assert_true(r.shape.parameter == 0.8 && r.curve_count == 1);
  assert_bound(fabs(r.errors.ln_mean + r.curve[0].ln_evidence), 1e-9, "curve and mean");
  assert_bound(fabs(r.error - 0.0056), 0.0008, "error %g",
               r.error); // sqrt(0.107/4000) and training
  harmonic_chains_destroy(chains);
}

static s2_status draw_five(void *user, uint64_t seed, harmonic_chains *chains)
{
  const gauss *g = user;
  double x[600 * GAUSS_MAX], ln_post[600];
  for (int c = 0; c < 4; c++) {
    for (int i = 0; i < 600; i++) {
      gauss_point(g, seed, (uint64_t)(600 * c + i), x + i * g->ndim);
      ln_post[i] = gauss_ln_post(g, x + i * g->ndim);
    }
    assert_ok(harmonic_chains_add(chains, 600, x, ln_post, NULL));
  }
  return S2_OK;
}

// Without the training error, the errors would be too small by sqrt(2) here.
static void stated_errors_are_honest(void **state)
{
  (void)state;
  enum { REPEAT = 60 };
  harmonic_model *model = gauss_model_new(5);
  harmonic_calibration c;
  harmonic_result results[REPEAT];
  assert_ok(harmonic_calibrate(5, draw_five, (void *)&five, five.ln_evidence, model, NULL, REPEAT,
                               results, &c));
  assert_int_equal(c.repetitions, REPEAT);
  assert_bound(fabs(c.coverage - 0.68), 0.18, "1 sigma holds %g", c.coverage); // 3 sigma
  assert_true(c.coverage2 >= 0.86);
  assert_bound(fabs(c.bias), 0.39, "mean pull %g", c.bias);            // 3 sigma
  assert_bound(fabs(c.width - 1), 0.27, "width of pulls %g", c.width); // 3 sigma
  assert_bound(fabs(c.scatter / c.stated - 1), 0.3, "scatter %g, stated %g", c.scatter, c.stated);
  assert_true(c.verdicts[HARMONIC_GOOD] >= 55 && c.verdicts[HARMONIC_BAD] == 0);
  int both = 0; // parts of the error matter
  for (int i = 0; i < REPEAT; i++)
    both += results[i].training > 0.3 * results[i].error && results[i].shape_error == 0;
  assert_true(both >= 45);
  assert_refused(harmonic_calibrate(5, draw_five, (void *)&five, 0, model, NULL, 1, NULL, &c),
                 S2_ERR_ARGUMENT, "repetitions = 1", NULL);
  harmonic_model_destroy(model);
}

static void correlated_chains_have_larger_errors(void **state)
{
  (void)state;
  harmonic_chains *free = gauss_chains(&five, 8, 4, 4000, 0.0);
  harmonic_chains *tied = gauss_chains(&five, 8, 4, 4000, 0.9);
  harmonic_evidence_options o = defaults();
  o.shape.parameter = 0.7;
  harmonic_result a = estimate(free, &o), b = estimate(tied, &o);
  // a(x) of an AR(1) process forgets faster than x: tau is that of squares, (1 + 0.81)/(1 - 0.81).
  assert_bound(fabs(b.independent / (16000 / 9.5) - 1), 0.35, "%g independent", b.independent);
  assert_bound(fabs(a.independent / 16000 - 1), 0.1, "%g independent", a.independent);
  assert_true(b.error > 2 * a.error && b.error < 5 * a.error);
  assert_bound(fabs(b.ln_evidence - five.ln_evidence), 3.5 * b.error, "ln z");
  harmonic_chains_destroy(free);
  harmonic_chains_destroy(tied);
}

/// The points of each chain i times, as weights or as copies.
static harmonic_chains *repeated(const harmonic_chains *chains, int weighted)
{
  harmonic_chains *out;
  int D = harmonic_chains_ndim(chains);
  assert_ok(harmonic_chains_create(&out, D));
  for (int64_t c = 0; c < harmonic_chains_count(chains); c++) {
    harmonic_chain one = harmonic_chains_get(chains, c);
    double *x = malloc(3 * (size_t)(one.n * D) * sizeof *x), w[3000], p[3000];
    int64_t n = 0;
    assert_non_null(x);
    for (int64_t i = 0; i < one.n; i++)
      for (int64_t k = 0; k < (weighted ? 1 : 1 + i % 3); k++, n++) {
        memcpy(x + n * D, one.x + i * D, (size_t)D * sizeof *x);
        p[n] = one.ln_post[i];
        w[n] = weighted ? (double)(1 + i % 3) : 1;
      }
    assert_ok(harmonic_chains_add(out, n, x, p, w));
    free(x);
  }
  return out;
}

static void a_weight_counts_like_so_many_copies(void **state)
{
  (void)state;
  harmonic_chains *chains = gauss_chains(&five, 9, 3, 960, 0.0);
  harmonic_chains *weighted = repeated(chains, 1), *copied = repeated(chains, 0);
  harmonic_evidence_options o = defaults();
  o.shape.parameter = 0.8;
  harmonic_result a = estimate(weighted, &o), b = estimate(copied, &o);
  assert_bound(fabs(a.errors.ln_mean - b.errors.ln_mean), 1e-11, "ln mean");
  assert_bound(fabs(a.error / b.error - 1), 0.1, "errors %g, %g", a.error, b.error);
  assert_bound(fabs(a.independent / b.independent - 1), 0.15, "%g, %g", a.independent,
               b.independent);
  harmonic_chains_destroy(chains);
  harmonic_chains_destroy(weighted);
  harmonic_chains_destroy(copied);
}

static void threads_change_no_bit(void **state)
{
  (void)state;
  harmonic_chains *chains = gauss_chains(&five, 10, 3, 700, 0.3);
  harmonic_evidence_options o = defaults();
  o.density = gauss_density;
  o.density_user = (void *)&five;
  o.draws = 1000;
  o.threads = 1;
  harmonic_result a = estimate(chains, &o);
  o.threads = 2;
  harmonic_result b = estimate(chains, &o);
  assert_memory_equal(&a, &b, sizeof a);
  harmonic_chains_destroy(chains);
}

static void short_chains_go_to_folds_as_a_whole(void **state)
{
  (void)state;
  harmonic_chains *chains = gauss_chains(&five, 11, 900, 3, 0.0); // 3 points, 4 folds
  harmonic_result r = estimate(chains, NULL);
  assert_bound(fabs(r.ln_evidence - five.ln_evidence), 4 * r.error, "ln z");
  for (int k = 0; k < 4; k++) assert_int_equal(r.fold[k].nsamples, 675);
  harmonic_chains_destroy(chains);
}

/// A progress callback that counts and stops.
typedef struct watch {
  int calls, stop_at, wrong;
  double last;
} watch;

static int look(void *user, double done, const char *what)
{
  watch *w = user;
  w->wrong |= !(done >= w->last && done <= 1) || what == NULL;
  w->last = done;
  return ++w->calls == w->stop_at;
}

static void progress_is_told_and_stops(void **state)
{
  (void)state;
  watch w = {0};
  harmonic_chains *chains = gauss_chains(&five, 17, 2, 400, 0.0);
  harmonic_model *model = gauss_model_new(5);
  harmonic_evidence_options o = defaults();
  harmonic_result r;
  o.progress = look;
  o.progress_user = &w;
  assert_ok(harmonic_evidence_estimate(chains, model, &o, &r));
  assert_true(w.calls >= 5 && !w.wrong && w.last == 1);
  for (int stop = 1; stop < w.calls; stop++) {
    watch again = {.stop_at = stop};
    o.progress_user = &again;
    assert_int_equal(harmonic_evidence_estimate(chains, model, &o, &r), S2_ERR_CANCELLED);
    assert_int_equal(again.calls, stop);
  }
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

static void the_models_are_the_callers_if_wanted(void **state)
{
  (void)state;
  harmonic_model *models[3];
  harmonic_chains *chains = gauss_chains(&five, 18, 2, 400, 0.0);
  harmonic_evidence_options o = defaults();
  o.folds = 3;
  o.models = models;
  estimate(chains, &o);
  for (int k = 0; k < 3; k++) {
    assert_true(harmonic_model_is_fitted(models[k]));
    harmonic_model_destroy(models[k]);
  }
  harmonic_chains_destroy(chains);
}

static void bad_requests_are_named(void **state)
{
  (void)state;
  harmonic_result r;
  harmonic_chains *chains = gauss_chains(&five, 19, 1, 3, 0.0);
  harmonic_model *model = gauss_model_new(5), *other = gauss_model_new(4);
  harmonic_evidence_options o = defaults();
  assert_refused(harmonic_evidence_estimate(chains, model, &o, &r), S2_ERR_ARGUMENT, "3 points",
                 NULL);
  assert_refused(harmonic_evidence_estimate(chains, other, &o, &r), S2_ERR_ARGUMENT, "5 parameters",
                 "4", NULL);
  assert_refused(harmonic_evidence_estimate(NULL, model, &o, &r), S2_ERR_ARGUMENT, "NULL", NULL);
  o.folds = 1;
  assert_refused(harmonic_evidence_estimate(chains, model, &o, &r), S2_ERR_ARGUMENT, "folds = 1",
                 NULL);
  o = defaults();
  o.blocks = 1;
  assert_refused(harmonic_evidence_estimate(chains, model, &o, &r), S2_ERR_ARGUMENT, "blocks = 1",
                 NULL);
  o = defaults();
  o.draws = 3;
  assert_refused(harmonic_evidence_estimate(chains, model, &o, &r), S2_ERR_ARGUMENT, "draws = 3",
                 NULL);
  o = defaults();
  o.shape.parameter = 2;
  assert_refused(harmonic_evidence_estimate(chains, model, &o, &r), S2_ERR_ARGUMENT, "parameter 2",
                 NULL);
  o = defaults();
  o.struct_size = 3;
  assert_refused(harmonic_evidence_estimate(chains, model, &o, &r), S2_ERR_ARGUMENT,
                 "harmonic_evidence_options_init", NULL);
  harmonic_model_destroy(model);
  harmonic_model_destroy(other);
  harmonic_chains_destroy(chains);
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  harmonic_chains *chains = gauss_chains(&five, 20, 2, 60, 0.0);
  harmonic_model *model = gauss_model_new(5);
  harmonic_evidence_options o = defaults();
  o.threads = 1; // the injection is per thread
  o.density = gauss_density;
  o.density_user = (void *)&five;
  o.draws = 200;
  for (int64_t n = 0; n < 100000; n++) {
    harmonic_result r;
    s2_priv_fail_after(n);
    s2_status status = harmonic_evidence_estimate(chains, model, &o, &r);
    s2_priv_fail_after(-1);
    if (status == S2_OK) {
      assert_true(n > 20);
      break;
    }
    assert_int_equal(status, S2_ERR_MEMORY);
  }
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gaussians_have_their_evidence),
      cmocka_unit_test(every_kind_of_shape_gives_the_same_evidence),
      cmocka_unit_test(a_model_without_a_latent_space_will_do),
      cmocka_unit_test(the_variance_along_the_curve_follows_theory),
      cmocka_unit_test(a_model_that_fits_keeps_the_temperature_it_learned_at),
      cmocka_unit_test(a_temperature_of_ones_own_is_used),
      cmocka_unit_test(stated_errors_are_honest),
      cmocka_unit_test(correlated_chains_have_larger_errors),
      cmocka_unit_test(a_weight_counts_like_so_many_copies),
      cmocka_unit_test(threads_change_no_bit),
      cmocka_unit_test(short_chains_go_to_folds_as_a_whole),
      cmocka_unit_test(progress_is_told_and_stops),
      cmocka_unit_test(the_models_are_the_callers_if_wanted),
      cmocka_unit_test(bad_requests_are_named),
      cmocka_unit_test(failed_allocations_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// How runs of the no-U-turn sampler are cut: threads, checkpoints, cancellation, failures between.
#define _POSIX_C_SOURCE 200809L // nanosleep
#include "samplers.h"
#include "support.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { D = CUT_NDIM, CHAINS = CUT_CHAINS, WARMUP = CUT_WARMUP, DRAWS = CUT_DRAWS };

static void assert_same(const harmonic_nuts *a, const harmonic_nuts *b, int chain)
{
  const double *xa, *xb;
  const harmonic_nuts_draw *da, *db;
  int64_t n = harmonic_nuts_draws(a, chain, &xa, &da);
  assert_int_equal(n, DRAWS);
  assert_int_equal(harmonic_nuts_draws(b, chain, &xb, &db), n);
  assert_memory_equal(xa, xb, (size_t)n * D * sizeof *xa);
  for (int64_t i = 0; i < n; ++i) {
    assert_true(da[i].ln_post == db[i].ln_post && da[i].energy == db[i].energy);
    assert_true(da[i].accept == db[i].accept && da[i].step_size == db[i].step_size);
    assert_int_equal(da[i].leapfrogs, db[i].leapfrogs);
    assert_int_equal(da[i].depth, db[i].depth);
  }
}

static harmonic_nuts *whole_run(const harmonic_nuts_options *o)
{
  return nuts_run(D, correlated_density, &cut_target, o);
}

static void draws_do_not_depend_on_threads(void **state)
{
  (void)state;
  harmonic_nuts_options o = cut_options(HARMONIC_NUTS_DENSE);
  o.threads = 1;
  harmonic_nuts *one = whole_run(&o);
  for (int threads = 2; threads <= 4; ++threads) {
    o.threads = threads;
    harmonic_nuts *many = whole_run(&o);
    for (int c = 0; c < CHAINS; ++c) assert_same(one, many, c);
    harmonic_nuts_destroy(many);
  }
  harmonic_nuts_destroy(one);
}

static void chains_do_not_depend_on_each_other(void **state)
{
  (void)state;
  harmonic_nuts_options o = cut_options(HARMONIC_NUTS_DIAGONAL);
  harmonic_nuts *many = whole_run(&o);
  o.chains = 2;
  harmonic_nuts *few = whole_run(&o);
  for (int c = 0; c < 2; ++c) assert_same(few, many, c);
  harmonic_nuts_destroy(few);
  harmonic_nuts_destroy(many);
}

/// Save, free, load.
static harmonic_nuts *reopen(harmonic_nuts *s)
{
  const char *path = "nuts_calls.checkpoint";
  assert_ok(harmonic_nuts_save(s, path));
  harmonic_nuts_destroy(s);
  assert_ok(harmonic_nuts_load(&s, path, correlated_density, &cut_target, NULL));
  assert_int_equal(remove(path), 0);
  return s;
}

// Cut before the start, at the start, within the warm-up, at ends of windows, between draws.
static void runs_go_on_from_files_as_if_uncut(void **state)
{
  (void)state;
  static const int cuts[] = {1, 17, 1, 20, 48, 22, 8, 4, 1, 30};
  double start[CHAINS * D];
  for (int metric = HARMONIC_NUTS_DIAGONAL; metric <= HARMONIC_NUTS_DENSE; ++metric) {
    harmonic_nuts_options o = cut_options((harmonic_nuts_metric)metric);
    for (int i = 0; i < CHAINS * D; ++i) start[i] = sin(i);
    o.start = metric == HARMONIC_NUTS_DENSE ? start : NULL;
    harmonic_nuts *uncut = whole_run(&o), *cut = reopen(cut_create(&o));
    for (size_t i = 0; i < COUNT(cuts); ++i) {
      int64_t before = harmonic_nuts_transitions(cut, 0);
      assert_ok(harmonic_nuts_run(cut, cuts[i]));
      assert_int_equal(harmonic_nuts_transitions(cut, CHAINS - 1), before + cuts[i]);
      cut = reopen(cut);
    }
    assert_ok(harmonic_nuts_run(cut, 0));
    cut = reopen(cut);
    for (int c = 0; c < CHAINS; ++c) assert_same(uncut, cut, c);
    harmonic_nuts_summary a, b;
    harmonic_nuts_summarise(uncut, &a);
    harmonic_nuts_summarise(cut, &b);
    assert_int_equal(a.leapfrogs, b.leapfrogs);
    harmonic_nuts_destroy(uncut);
    harmonic_nuts_destroy(cut);
  }
}

static void cancel(harmonic_nuts *s, watch *w, int stop)
{
  *w = (watch){.stop_at = stop};
  assert_refused(harmonic_nuts_run(s, 0), S2_ERR_CANCELLED, "cancelled after", NULL);
  assert_int_equal(w->calls, stop);
  assert_false(w->wrong);
}

static void cancelled_runs_keep_their_state(void **state)
{
  (void)state;
  watch w;
  harmonic_nuts_options o = cut_options(HARMONIC_NUTS_DENSE);
  harmonic_nuts *uncut = whole_run(&o);
  o.progress = look;
  o.progress_user = &w;
  for (int threads = 1; threads <= 2; ++threads) {
    o.threads = threads;
    harmonic_nuts *s = cut_create(&o);
    cancel(s, &w, 1); // before the first transition
    for (int stop = 2; stop < 100 && threads == 1; stop += 20) cancel(s, &w, stop);
    cancel(s, &w, 2); // somewhere
    s = reopen(s);
    assert_ok(harmonic_nuts_run(s, 0));
    for (int c = 0; c < CHAINS; ++c) assert_same(uncut, s, c);
    harmonic_nuts_destroy(s);
  }
  harmonic_nuts_destroy(uncut);
}

/// A millisecond per call.
static int slow_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const struct timespec nap = {0, 1000000};
  nanosleep(&nap, NULL);
  return correlated_density(user, x, ln_post, gradient);
}

// A trajectory of 2^20 slow steps is left long before its end: the user is asked within it.
static void trajectories_are_cancelled_within(void **state)
{
  (void)state;
  watch w = {.stop_at = 2};
  harmonic_nuts_options o = cut_options(HARMONIC_NUTS_DIAGONAL);
  o.step_size = 1e-12;
  o.warmup = 0;
  o.max_depth = 20;
  o.threads = 1;
  o.chains = 1;
  o.check_gradient = 0;
  o.progress = look;
  o.progress_user = &w;
  harmonic_nuts *s;
  assert_ok(harmonic_nuts_create(&s, D, slow_density, &cut_target, &o));
  assert_refused(harmonic_nuts_run(s, 0), S2_ERR_CANCELLED, NULL);
  assert_int_equal(harmonic_nuts_transitions(s, 0), 0);
  harmonic_nuts_destroy(s);
}

// A density that fails once: the run goes on where it stopped, with the same draws.
static void runs_go_on_after_a_failure(void **state)
{
  (void)state;
  harmonic_nuts *s;
  harmonic_nuts_options o = cut_options(HARMONIC_NUTS_DENSE);
  harmonic_nuts *uncut = whole_run(&o);
  o.threads = 1;
  for (int at = 22; at < 4000; at += 407) { // after the check of the gradient
    interrupted once = {&cut_target, at};
    assert_ok(harmonic_nuts_create(&s, D, interrupted_density, &once, &o));
    assert_refused(harmonic_nuts_run(s, 0), S2_ERR_NUMERIC, "returned 3", NULL);
    assert_ok(harmonic_nuts_run(s, 0));
    for (int c = 0; c < CHAINS; ++c) assert_same(uncut, s, c);
    harmonic_nuts_destroy(s);
  }
  harmonic_nuts_destroy(uncut);
}

static void adapted_settings_serve_another_run(void **state)
{
  (void)state;
  double matrix[D * D];
  harmonic_nuts_options o = cut_options(HARMONIC_NUTS_DENSE);
  harmonic_nuts *first = whole_run(&o);
  assert_ok(harmonic_nuts_adapted(first, 0, &o.step_size, matrix));
  o.inverse_metric = matrix;
  o.warmup = 0;
  harmonic_nuts *second = whole_run(&o);
  const harmonic_nuts_draw *draws;
  harmonic_nuts_draws(second, 1, NULL, &draws);
  assert_true(draws[0].step_size == o.step_size && draws[DRAWS - 1].step_size == o.step_size);
  harmonic_nuts_destroy(first);
  harmonic_nuts_destroy(second);
}

// Warm-up has no draws to make room for: it must not allocate.
static void transitions_allocate_nothing(void **state)
{
  (void)state;
  harmonic_nuts_options o = cut_options(HARMONIC_NUTS_DENSE);
  o.threads = 1;
  harmonic_nuts *s = cut_create(&o);
  assert_ok(harmonic_nuts_run(s, 1)); // the check of the gradient takes memory
  s2_priv_fail_after(0);
  s2_status status = harmonic_nuts_run(s, WARMUP - 1);
  s2_priv_fail_after(-1);
  assert_ok(status);
  assert_int_equal(harmonic_nuts_transitions(s, 0), WARMUP);
  harmonic_nuts_destroy(s);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(draws_do_not_depend_on_threads),
      cmocka_unit_test(chains_do_not_depend_on_each_other),
      cmocka_unit_test(runs_go_on_from_files_as_if_uncut),
      cmocka_unit_test(cancelled_runs_keep_their_state),
      cmocka_unit_test(trajectories_are_cancelled_within),
      cmocka_unit_test(runs_go_on_after_a_failure),
      cmocka_unit_test(adapted_settings_serve_another_run),
      cmocka_unit_test(transitions_allocate_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

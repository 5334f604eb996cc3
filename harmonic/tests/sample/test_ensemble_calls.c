// SPDX-License-Identifier: MIT
// How the ensemble sampler is called: threads, cuts, checkpoints, cancellation, misuse, failures.
#include "samplers.h"
#include "support.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <stdio.h>

enum { D = 3, WALKERS = 14, BURNIN = 20, DRAWS = 30, THIN = 2 };

static correlated target = {D, 0.5};

static harmonic_ensemble_options options_of(void)
{
  harmonic_ensemble_options o = ensemble_options(WALKERS, BURNIN, DRAWS, 3);
  o.thin = THIN;
  return o;
}

static harmonic_ensemble *create(const harmonic_ensemble_options *o)
{
  harmonic_ensemble *s;
  assert_ok(harmonic_ensemble_create(&s, D, correlated_density, &target, o));
  return s;
}

static harmonic_ensemble *whole_run(const harmonic_ensemble_options *o)
{
  return ensemble_run(D, correlated_density, &target, o);
}

static void assert_same(const harmonic_ensemble *a, const harmonic_ensemble *b)
{
  const double *xa, *xb, *la, *lb;
  assert_int_equal(harmonic_ensemble_draws(a, &xa, &la), DRAWS);
  assert_int_equal(harmonic_ensemble_draws(b, &xb, &lb), DRAWS);
  assert_memory_equal(xa, xb, sizeof(double) * DRAWS * WALKERS * D);
  assert_memory_equal(la, lb, sizeof(double) * DRAWS * WALKERS);
  assert_true(ensemble_summary(a).accept == ensemble_summary(b).accept);
}

static harmonic_ensemble *reopen(harmonic_ensemble *s)
{
  const char *path = "ensemble_calls.checkpoint";
  assert_ok(harmonic_ensemble_save(s, path));
  harmonic_ensemble_destroy(s);
  assert_ok(harmonic_ensemble_load(&s, path, correlated_density, &target, NULL));
  assert_int_equal(remove(path), 0);
  return s;
}

// Cheap densities are left to one thread.
static harmonic_ensemble *laboured_run(const harmonic_ensemble_options *o)
{
  return ensemble_run(D, laboured_density, &target, o);
}

static void draws_do_not_depend_on_threads(void **state)
{
  (void)state;
  harmonic_ensemble_options o = options_of();
  o.threads = 1;
  harmonic_ensemble *one = laboured_run(&o);
  for (int threads = 2; threads <= 4; ++threads) {
    o.threads = threads;
    harmonic_ensemble *many = laboured_run(&o);
    assert_same(one, many);
    harmonic_ensemble_destroy(many);
  }
  harmonic_ensemble_destroy(one);
}

static void runs_go_on_from_files_as_if_uncut(void **state)
{
  (void)state;
  static const int cuts[] = {1, 7, 12, 1, 22};
  double start[WALKERS * D];
  for (int i = 0; i < WALKERS * D; ++i) start[i] = sin(i);
  for (int given = 0; given < 2; ++given) {
    harmonic_ensemble_options o = options_of();
    if (given) o.start = start;
    harmonic_ensemble *uncut = whole_run(&o), *cut = reopen(create(&o));
    for (size_t i = 0; i < COUNT(cuts); ++i) {
      assert_ok(harmonic_ensemble_run(cut, cuts[i]));
      cut = reopen(cut);
    }
    assert_ok(harmonic_ensemble_run(cut, 0));
    cut = reopen(cut);
    assert_same(uncut, cut);
    harmonic_ensemble_destroy(uncut);
    harmonic_ensemble_destroy(cut);
  }
}

static void cancelled_runs_keep_their_state(void **state)
{
  (void)state;
  watch w = {0};
  harmonic_ensemble_options o = options_of();
  harmonic_ensemble *uncut = whole_run(&o);
  o.progress = look;
  o.progress_user = &w;
  o.threads = 2;
  harmonic_ensemble *s = create(&o);
  for (int stop = 1; stop < 20; stop += 6) {
    w = (watch){.stop_at = stop};
    assert_refused(harmonic_ensemble_run(s, 0), S2_ERR_CANCELLED, "cancelled after", "of 80", NULL);
    assert_int_equal(w.calls, stop);
    assert_false(w.wrong);
  }
  s = reopen(s);
  assert_ok(harmonic_ensemble_run(s, 0));
  assert_same(uncut, s);
  harmonic_ensemble_destroy(uncut);
  harmonic_ensemble_destroy(s);
}

// A density that fails once: the iteration is made again.
static void runs_go_on_after_a_failure(void **state)
{
  (void)state;
  harmonic_ensemble *s;
  harmonic_ensemble_options o = options_of();
  harmonic_ensemble *uncut = whole_run(&o);
  o.threads = 1;
  for (int at = 1; at < 1000; at += 111) {
    interrupted once = {&target, at};
    assert_ok(harmonic_ensemble_create(&s, D, interrupted_density, &once, &o));
    assert_refused(harmonic_ensemble_run(s, 0), S2_ERR_NUMERIC, "walker", "returned 3", NULL);
    assert_ok(harmonic_ensemble_run(s, 0));
    assert_same(uncut, s);
    harmonic_ensemble_destroy(s);
  }
  harmonic_ensemble_destroy(uncut);
}

// The walker that is named does not depend on threads.
static void refuse_density(trouble t, const double *start, const char *a, const char *b)
{
  harmonic_ensemble *s;
  char alone[512] = "";
  for (int threads = 1; threads <= 4; ++threads) {
    harmonic_ensemble_options o = options_of();
    o.start = start;
    o.threads = threads;
    assert_ok(harmonic_ensemble_create(&s, 1, trouble_density, &t, &o));
    assert_refused(harmonic_ensemble_run(s, 0), S2_ERR_NUMERIC, a, b, NULL);
    if (threads == 1) snprintf(alone, sizeof alone, "%s", s2_error_message());
    assert_string_equal(alone, s2_error_message());
    harmonic_ensemble_destroy(s);
  }
}

static void failing_densities_stop_the_run(void **state)
{
  (void)state;
  double start[WALKERS];
  for (int i = 0; i < WALKERS; ++i) start[i] = sin(i);
  refuse_density((trouble){FAILS, -1.0, 77}, NULL, "walker 0, iteration 0", "returned 77");
  refuse_density((trouble){FAILS, 2.0, 5}, start, "iteration", "returned 5");
  refuse_density((trouble){INFINITE, 2.0, 0}, start, "iteration", "ln P = +inf");
  refuse_density((trouble){LEAVES, -1.0, 0}, NULL, "walker 0", "no random start");
  refuse_density((trouble){NOT_A_NUMBER, 0.5, 0}, start, "walker 1", "at the start");
}

static void edges_of_the_support_are_respected(void **state)
{
  (void)state;
  trouble half = {.kind = LEAVES, .edge = 1.0};
  harmonic_ensemble *s;
  const double *x;
  double squares = 0.0;
  harmonic_ensemble_options o = options_of();
  o.draws = 5000;
  assert_ok(harmonic_ensemble_create(&s, 1, trouble_density, &half, &o));
  assert_ok(harmonic_ensemble_run(s, 0));
  int64_t n = harmonic_ensemble_draws(s, &x, NULL) * WALKERS;
  for (int64_t i = 0; i < n; ++i) {
    assert_true(fabs(x[i]) <= 1.0);
    squares += x[i] * x[i] / (double)n;
  }
  assert_bound(fabs(squares - 0.291125), 0.01, "variance, 1 - 2 phi(1) / (2 Phi(1) - 1)");
  harmonic_ensemble_destroy(s);
}

static void bad_options_are_refused(void **state)
{
  (void)state;
  harmonic_ensemble *s;
  double start[WALKERS * D];
  for (int i = 0; i < WALKERS * D; ++i) start[i] = i % D == 1 ? 4.0 : i;
#define REFUSE(change, ...)                                                                        \
  do {                                                                                             \
    harmonic_ensemble_options o = options_of();                                                    \
    change;                                                                                        \
    s = (harmonic_ensemble *)&s;                                                                   \
    assert_refused(harmonic_ensemble_create(&s, D, correlated_density, &target, &o),               \
                   S2_ERR_ARGUMENT, __VA_ARGS__, NULL);                                            \
    assert_null(s);                                                                                \
  } while (0)
  REFUSE(o.walkers = 7, "walkers = 7", "6 .. 1000000");
  REFUSE(o.walkers = 4, "walkers = 4");
  REFUSE(o.burnin = -1, "burnin = -1");
  REFUSE(o.draws = 0, "draws = 0");
  REFUSE(o.thin = 0, "thin = 0");
  REFUSE(o.moves[1] = -1.0, "moves[1] = -1");
  REFUSE(o.moves[0] = o.moves[1] = o.moves[2] = 0.0, "moves = 0");
  REFUSE(o.stretch = 1.0, "stretch = 1");
  REFUSE(o.threads = 5000, "threads = 5000");
  REFUSE(o.struct_size = 0, "harmonic_ensemble_options_init");
  REFUSE(o.start = start, "x[1] = 4", "all walkers");
  start[D] = NAN;
  REFUSE(o.start = start, "walker 1", "x[0] = nan");
#undef REFUSE
  assert_refused(harmonic_ensemble_create(&s, 0, correlated_density, &target, NULL),
                 S2_ERR_ARGUMENT, "ndim = 0", NULL);
  assert_refused(harmonic_ensemble_create(&s, D, NULL, &target, NULL), S2_ERR_ARGUMENT, "density",
                 NULL);
}

static void bad_calls_are_refused(void **state)
{
  (void)state;
  harmonic_chains *chains;
  harmonic_ensemble_options o = options_of();
  harmonic_ensemble *s = create(&o);
  assert_refused(harmonic_ensemble_chains(&chains, s, 0), S2_ERR_ARGUMENT, "no draws", NULL);
  assert_refused(harmonic_ensemble_run(s, -2), S2_ERR_ARGUMENT, "iterations = -2", NULL);
  assert_ok(harmonic_ensemble_run(s, BURNIN + 4));
  assert_refused(harmonic_ensemble_chains(&chains, s, 3), S2_ERR_ARGUMENT, "blocks = 3", "0 .. 2",
                 NULL);
  assert_null(chains);
  assert_refused(harmonic_ensemble_run(NULL, 0), S2_ERR_ARGUMENT, "sampler", NULL);
  harmonic_ensemble_destroy(s);
  harmonic_ensemble_destroy(NULL);
}

static s2_status sample(harmonic_chains **chains, const harmonic_ensemble_options *o)
{
  harmonic_ensemble *s;
  *chains = NULL;
  s2_status status = harmonic_ensemble_create(&s, D, correlated_density, &target, o);
  if (status == S2_OK) status = harmonic_ensemble_run(s, 0);
  if (status == S2_OK) status = harmonic_ensemble_chains(chains, s, 0);
  harmonic_ensemble_destroy(s);
  return status;
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  harmonic_ensemble_options o = options_of();
  o.threads = 1; // the injection is per thread
  for (int64_t n = 0; n < 1000; ++n) {
    harmonic_chains *chains;
    s2_priv_fail_after(n);
    s2_status status = sample(&chains, &o);
    s2_priv_fail_after(-1);
    if (status == S2_OK) {
      assert_true(n > 8);
      harmonic_chains_destroy(chains);
      return;
    }
    assert_int_equal(status, S2_ERR_MEMORY);
    assert_null(chains);
  }
  fail_msg("sampling never succeeds");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(draws_do_not_depend_on_threads),
      cmocka_unit_test(runs_go_on_from_files_as_if_uncut),
      cmocka_unit_test(cancelled_runs_keep_their_state),
      cmocka_unit_test(runs_go_on_after_a_failure),
      cmocka_unit_test(failing_densities_stop_the_run),
      cmocka_unit_test(edges_of_the_support_are_respected),
      cmocka_unit_test(bad_options_are_refused),
      cmocka_unit_test(bad_calls_are_refused),
      cmocka_unit_test(failed_allocations_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

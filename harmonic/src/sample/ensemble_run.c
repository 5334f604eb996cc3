// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "ensemble_state.h"
#include "stream.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <string.h>

#define START_STREAMS UINT64_C(0x656e737300000000) // of the random starts, in the user's seed

enum { TRIES = 100 };

// Half an ensemble that takes less than these seconds is not worth waking other threads for.
#define BRIEF 1e-4

static void start_walker(void *work, int64_t k)
{
  harmonic_ensemble *s = work;
  walker *w = &s->walkers[k];
  double *x = s->now.x + k * s->density.ndim, *ln_post = &s->now.ln_post[k];
  stream random = {s->options.seed, START_STREAMS + (uint64_t)k, 0};
  *w = (walker){0};
  *ln_post = -INFINITY;
  for (int i = 0; i < (s->given ? 1 : TRIES) && *ln_post == -INFINITY; i++) {
    for (int d = 0; d < s->density.ndim && !s->given; d++)
      x[d] = 4.0 * stream_uniform(&random) - 2.0;
    w->fault = crew_goes_on(s->crew) ? FAULT_NONE : FAULT_STOPPED;
    if (w->fault == FAULT_NONE) w->failure = density_at(&s->density, x, ln_post, NULL);
    if (w->failure != 0) w->fault = FAULT_DENSITY;
    if (w->fault != FAULT_NONE) break;
  }
  if (w->fault == FAULT_NONE && *ln_post == -INFINITY)
    w->fault = s->given ? FAULT_START : FAULT_STARTS;
}

static void move_walker(harmonic_ensemble *s, int k)
{
  double began = k == 0 ? crew_clock() : 0.0;
  ensemble_move(s, k);
  if (k == 0) s->cost = crew_clock() - began;
}

static void move_first(void *work, int64_t k)
{
  move_walker(work, (int)k);
}

static void move_second(void *work, int64_t k)
{
  harmonic_ensemble *s = work;
  move_walker(s, s->options.walkers / 2 + (int)k);
}

// A walker that fails lets the others end their pieces: the first of those that failed is then the
// same for any number of threads. It speaks for all.
static bool failed(const harmonic_ensemble *s)
{
  bool any = s->crew->stop;
  for (int k = 0; k < s->options.walkers; k++) any |= s->walkers[k].fault != FAULT_NONE;
  return any;
}

static s2_status report(const harmonic_ensemble *s)
{
  for (int k = 0; k < s->options.walkers; k++) {
    const walker *w = &s->walkers[k];
    const fault_place at = {w->fault, w->failure, "walker", k, "iteration", s->done};
    if (w->fault > FAULT_STOPPED) return fault_report("harmonic_ensemble_run", &at);
  }
  return s2_priv_fail(S2_ERR_CANCELLED, S2_LIBRARY, "harmonic_ensemble_run",
                      "cancelled after %lld of %lld iterations", (long long)s->done,
                      (long long)s->crew->total);
}

static s2_status start(harmonic_ensemble *s)
{
  crew_run(s->crew, s->options.threads, s->options.walkers, start_walker, s);
  if (failed(s)) return report(s);
  s->placed = true;
  return S2_OK;
}

static void keep(harmonic_ensemble *s)
{
  const harmonic_ensemble_options *o = &s->options;
  size_t walkers = (size_t)o->walkers, row = walkers * (size_t)s->density.ndim;
  int64_t kept = ensemble_kept(o, s->done);
  if (kept == ensemble_kept(o, s->done - 1)) return;
  memcpy(s->x + (size_t)(kept - 1) * row, s->now.x, row * sizeof *s->x);
  memcpy(s->ln_post + (size_t)(kept - 1) * walkers, s->now.ln_post, walkers * sizeof *s->ln_post);
}

static void commit(harmonic_ensemble *s)
{
  swarm before = s->now;
  s->now = s->next;
  s->next = before;
  s->done++;
  for (int k = 0; k < s->options.walkers; k++) {
    tally *t = &s->tally[s->walkers[k].move];
    t->made++;
    t->accepted += s->walkers[k].accepted;
  }
  keep(s);
}

static s2_status iterate(harmonic_ensemble *s)
{
  int half = s->options.walkers / 2, threads = half * s->cost < BRIEF ? 1 : s->options.threads;
  memset(s->walkers, 0, (size_t)s->options.walkers * sizeof *s->walkers);
  crew_run(s->crew, threads, half, move_first, s);
  if (!failed(s)) crew_run(s->crew, threads, half, move_second, s);
  if (failed(s)) return report(s);
  commit(s);
  crew_count(s->crew);
  return S2_OK;
}

static s2_status iterate_until(harmonic_ensemble *s, int64_t until)
{
  if (!s->placed) S2_TRY(start(s));
  while (s->done < until && !s->crew->stop) S2_TRY(iterate(s));
  return s->crew->stop ? report(s) : S2_OK;
}

s2_status harmonic_ensemble_run(harmonic_ensemble *s, int64_t iterations)
{
  S2_REQUIRE(s != NULL, "sampler = NULL");
  S2_REQUIRE(iterations >= 0, "iterations = %lld is negative", (long long)iterations);
  const harmonic_ensemble_options *o = &s->options;
  int64_t whole = o->burnin + o->draws * o->thin, until = whole;
  if (iterations > 0 && iterations < whole - s->done) until = s->done + iterations;
  S2_TRY(ensemble_reserve(s, ensemble_kept(o, until)));
  crew c = {.call = o->progress, .user = o->progress_user, .what = "sampling", .brief = true};
  c.total = whole;
  c.done = s->done;
  s->crew = &c;
  s->cost = INFINITY;
  s2_status status = iterate_until(s, until);
  s->crew = NULL;
  return status;
}

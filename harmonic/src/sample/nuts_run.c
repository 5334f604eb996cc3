// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "nuts_state.h"
#include <s2common/priv/error.h>

enum { DIRECTIONS = 10 };
#define GRADIENT_TOLERANCE 1e-3

// A run: every chain makes up to so many transitions.
typedef struct nuts_job {
  harmonic_nuts *sampler;
  int64_t transitions;
  crew crew;
} nuts_job;

static int64_t whole_run(const harmonic_nuts *s)
{
  return s->options.warmup + s->options.draws;
}

// Transitions of a chain after `transitions` more.
static int64_t end_of(const harmonic_nuts *s, const chain *c, int64_t transitions)
{
  int64_t left = whole_run(s) - c->done;
  return c->done + (transitions < left ? transitions : left);
}

// Blocks double, for many short runs.
static s2_status reserve(harmonic_nuts *s, int64_t transitions)
{
  const harmonic_nuts_options *o = &s->options;
  for (int i = 0; i < o->chains; i++) {
    chain *c = &s->chains[i];
    int64_t count = end_of(s, c, transitions) - o->warmup;
    if (count > c->capacity && count < 2 * c->capacity) count = 2 * c->capacity;
    if (count > o->draws) count = o->draws;
    if (!chain_reserve(c, chain_kept(c, o->warmup), count))
      return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld draws of %d parameters", (long long)count,
                     s->density.ndim);
  }
  return S2_OK;
}

static void run_chain(void *work, int64_t number)
{
  nuts_job *job = work;
  chain *c = &job->sampler->chains[number];
  c->tree.motion.crew = &job->crew;
  c->fault = FAULT_NONE;
  int64_t until = end_of(job->sampler, c, job->transitions);
  while (c->done < until && c->fault == FAULT_NONE) {
    c->fault = crew_goes_on(&job->crew) ? chain_advance(c, &job->sampler->options) : FAULT_STOPPED;
    if (c->fault == FAULT_NONE) crew_count(&job->crew);
  }
  c->tree.motion.crew = NULL;
  if (c->fault != FAULT_NONE) crew_stop(&job->crew);
}

static s2_status report_fault(const harmonic_nuts *s, int number)
{
  const chain *c = &s->chains[number];
  const fault_place at = {c->fault, c->tree.motion.failure, "chain", number, "transition", c->done};
  return fault_report("harmonic_nuts_run", &at);
}

static s2_status check_gradient(harmonic_nuts *s)
{
  chain *c = &s->chains[0];
  double error;
  if (!c->placed) c->fault = chain_start(c);
  if (c->fault != FAULT_NONE) return report_fault(s, 0);
  S2_TRY(harmonic_check_gradient(s->density.ndim, s->density.call, s->density.user, c->q,
                                 DIRECTIONS, s->options.seed, &error));
  if (!(error <= GRADIENT_TOLERANCE))
    return S2_FAIL(S2_ERR_NUMERIC,
                   "the gradient differs from differences of ln P by %.3g of its size at the start "
                   "of chain 0 (option check_gradient = 0 accepts it)",
                   error);
  s->checked = true;
  return S2_OK;
}

// The lowest chain that failed by itself speaks for all.
static s2_status outcome_of(const nuts_job *job)
{
  const harmonic_nuts *s = job->sampler;
  for (int i = 0; i < s->options.chains; i++)
    if (s->chains[i].fault > FAULT_STOPPED) return report_fault(s, i);
  if (!job->crew.cancelled) return S2_OK;
  return S2_FAIL(S2_ERR_CANCELLED, "cancelled after %lld of %lld transitions",
                 (long long)job->crew.done, (long long)job->crew.total);
}

s2_status harmonic_nuts_run(harmonic_nuts *s, int64_t transitions)
{
  S2_REQUIRE(s != NULL, "sampler = NULL");
  S2_REQUIRE(transitions >= 0, "transitions = %lld is negative", (long long)transitions);
  const harmonic_nuts_options *o = &s->options;
  nuts_job job = {.sampler = s, .transitions = transitions > 0 ? transitions : whole_run(s)};
  job.crew = (crew){.call = o->progress, .user = o->progress_user, .what = "sampling"};
  job.crew.total = whole_run(s) * o->chains;
  if (!s->checked) S2_TRY(check_gradient(s));
  S2_TRY(reserve(s, job.transitions));
  for (int i = 0; i < o->chains; i++) job.crew.done += s->chains[i].done;
  crew_run(&job.crew, o->threads, o->chains, run_chain, &job);
  return outcome_of(&job);
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "ensemble_file.h"
#include <math.h>
#include <s2common/priv/error.h>

static void visit_options(record *r, harmonic_ensemble_options *o)
{
  record_int(r, &o->walkers);
  record_integer(r, &o->burnin);
  record_integer(r, &o->draws);
  record_int(r, &o->thin);
  record_reals(r, HARMONIC_ENSEMBLE_MOVES, o->moves);
  record_reals(r, 1, &o->stretch);
  record_word(r, &o->seed);
}

static void visit_swarm(record *r, size_t walkers, size_t ndim, double *x, double *ln_post)
{
  record_reals(r, walkers * ndim, x);
  record_reals(r, walkers, ln_post);
}

static void visit_progress(record *r, harmonic_ensemble *s)
{
  record_bool(r, &s->given);
  record_bool(r, &s->placed);
  record_integer(r, &s->done);
  for (int i = 0; i < HARMONIC_ENSEMBLE_MOVES; i++) {
    record_integer(r, &s->tally[i].made);
    record_integer(r, &s->tally[i].accepted);
  }
}

static void visit_ensembles(record *r, harmonic_ensemble *s)
{
  size_t walkers = (size_t)s->options.walkers, ndim = (size_t)s->density.ndim;
  size_t kept = (size_t)ensemble_kept(&s->options, s->done);
  visit_swarm(r, walkers, ndim, s->now.x, s->now.ln_post);
  visit_swarm(r, kept * walkers, ndim, s->x, s->ln_post);
}

static s2_status write_sampler(record *r, void *state)
{
  harmonic_ensemble *s = state;
  record_int(r, &s->density.ndim);
  visit_options(r, &s->options);
  visit_progress(r, s);
  visit_ensembles(r, s);
  return S2_OK;
}

static s2_status wrong(const record *r, const char *what)
{
  return S2_FAIL(S2_ERR_FILE, "%.200s: the ensemble has no valid %s", r->path, what);
}

// The length tells how much may be allocated: walkers and kept ensembles, each a point and ln P.
static s2_status check_length(const record *r, const ensemble_reading *reading,
                              const harmonic_ensemble_options *o, int64_t kept)
{
  int64_t left = (int64_t)(r->left / sizeof(double)), point = (int64_t)reading->density.ndim + 1;
  if (o->walkers > left / point || kept >= left / point / o->walkers) return wrong(r, "length");
  return S2_OK;
}

static s2_status check_positions(const record *r, const harmonic_ensemble *s)
{
  int64_t walkers = s->options.walkers;
  bool finite = true;
  for (int64_t i = 0; i < walkers * s->density.ndim; i++) finite = finite && isfinite(s->now.x[i]);
  for (int64_t i = 0; i < walkers && s->placed; i++) finite = finite && isfinite(s->now.ln_post[i]);
  return finite ? S2_OK : wrong(r, "position");
}

static s2_status read_sampler(record *r, void *state)
{
  ensemble_reading *reading = state;
  harmonic_ensemble_options o = reading->options;
  harmonic_ensemble progress = {0};
  record_int(r, &reading->density.ndim);
  visit_options(r, &o);
  visit_progress(r, &progress);
  if (ensemble_options_check(reading->density.ndim, &o) != S2_OK)
    return s2_priv_fail(S2_ERR_FILE, S2_LIBRARY, "harmonic_ensemble_load", "%.200s: %s", r->path,
                        s2_error_message());
  if (progress.done < 0 || progress.done > o.burnin + o.draws * o.thin ||
      (progress.done > 0 && !progress.placed))
    return wrong(r, "number of iterations");
  int64_t kept = ensemble_kept(&o, progress.done);
  S2_TRY(check_length(r, reading, &o, kept));
  S2_TRY(ensemble_new(&reading->sampler, &reading->density, &o));
  harmonic_ensemble *s = reading->sampler;
  S2_TRY(ensemble_reserve(s, kept));
  s->given = progress.given;
  s->placed = progress.placed;
  s->done = progress.done;
  for (int i = 0; i < HARMONIC_ENSEMBLE_MOVES; i++) s->tally[i] = progress.tally[i];
  visit_ensembles(r, s);
  return check_positions(r, s);
}

s2_status ensemble_finish_reading(ensemble_reading *reading, s2_status status)
{
  harmonic_ensemble *s = reading->sampler;
  if (status == S2_OK && s->placed)
    status = density_confirm(&s->density, s->now.x, s->now.ln_post[0], "harmonic_ensemble_load");
  if (status == S2_OK) return S2_OK;
  harmonic_ensemble_destroy(s);
  reading->sampler = NULL;
  return status;
}

record_visit *const ensemble_reader = read_sampler;

s2_status harmonic_ensemble_save(const harmonic_ensemble *s, const char *path)
{
  S2_REQUIRE(s != NULL, "sampler = NULL");
  return record_save(path, RECORD_ENSEMBLE, write_sampler, (void *)s); // which it does not change
}

s2_status harmonic_ensemble_load(harmonic_ensemble **sampler, const char *path,
                                 harmonic_density_fn *call, void *user,
                                 const harmonic_ensemble_options *options)
{
  ensemble_reading reading = {.density = {.call = call, .user = user}};
  S2_REQUIRE(sampler != NULL, "sampler = NULL");
  *sampler = NULL;
  S2_REQUIRE(call != NULL, "density = NULL");
  S2_TRY(ensemble_options_adopt(options, &reading.options));
  reading.options.start = NULL;
  s2_status status = record_load(path, RECORD_ENSEMBLE, read_sampler, &reading);
  S2_TRY(ensemble_finish_reading(&reading, status));
  *sampler = reading.sampler;
  return S2_OK;
}

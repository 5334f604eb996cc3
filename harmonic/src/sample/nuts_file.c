// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "nuts_file.h"
#include <math.h>
#include <s2common/priv/error.h>

static void visit_options(record *r, harmonic_nuts_options *o)
{
  int metric = (int)o->metric;
  record_int(r, &o->chains);
  record_integer(r, &o->warmup);
  record_integer(r, &o->draws);
  record_int(r, &metric);
  record_int(r, &o->max_depth);
  record_reals(r, 1, &o->target);
  record_reals(r, 1, &o->max_error);
  record_reals(r, 1, &o->step_size);
  record_word(r, &o->seed);
  o->metric = (harmonic_nuts_metric)metric;
}

// The state of a chain but its draws.
static void visit_chain(record *r, chain *c)
{
  size_t ndim = (size_t)c->metric.ndim, n = c->metric.n;
  size_t rows = c->metric.dense ? ndim : 1;
  record_word(r, &c->random.index);
  record_integer(r, &c->done);
  record_integer(r, &c->leapfrogs);
  record_bool(r, &c->given);
  record_bool(r, &c->placed);
  record_bool(r, &c->searching);
  record_reals(r, 1, &c->step);
  record_reals(r, 1, &c->averaging.mu);
  record_reals(r, 1, &c->averaging.shortage);
  record_reals(r, 1, &c->averaging.ln_step);
  record_integer(r, &c->averaging.count);
  record_integer(r, &c->averaging.settled);
  record_integer(r, &c->moments.count);
  record_reals(r, ndim, c->moments.mean);
  record_matrix(r, rows, ndim, n, c->moments.squares);
  record_matrix(r, rows, ndim, n, c->metric.inverse);
  record_reals(r, ndim, c->q);
  record_reals(r, ndim, c->g);
  record_reals(r, 1, &c->ln_post);
}

static void visit_draws(record *r, chain *c, int64_t kept)
{
  for (int64_t i = 0; i < kept; i++) {
    harmonic_nuts_draw *d = &c->draws[i];
    double *const reals[] = {&d->ln_post, &d->energy, &d->accept, &d->step_size};
    int *const integers[] = {&d->depth, &d->leapfrogs, &d->divergent};
    record_reals(r, (size_t)c->metric.ndim, c->x + i * c->metric.ndim);
    for (size_t k = 0; k < sizeof reals / sizeof *reals; k++) record_reals(r, 1, reals[k]);
    for (size_t k = 0; k < sizeof integers / sizeof *integers; k++) record_int(r, integers[k]);
  }
}

// 8-byte words of a draw: the point, four reals, three integers.
static int64_t words_of_draw(int ndim)
{
  return (int64_t)ndim + 7;
}

static s2_status check_chain(const record *r, const chain *c, const harmonic_nuts_options *o)
{
  const char *wrong = NULL;
  bool finite = isfinite(c->ln_post);
  for (int i = 0; i < c->metric.ndim; i++) finite = finite && isfinite(c->q[i]);
  if (c->done < 0 || c->done > o->warmup + o->draws) wrong = "number of transitions";
  if ((c->placed || c->given) && !finite) wrong = "position";
  if (c->done > 0 && !c->placed) wrong = "start";
  if (!(c->step >= 0.0 && c->step < INFINITY)) wrong = "step size";
  if (r->short_of) wrong = "length";
  if (wrong == NULL &&
      chain_kept(c, o->warmup) > (int64_t)r->left / 8 / words_of_draw(c->metric.ndim))
    wrong = "number of draws";
  if (wrong == NULL) return S2_OK;
  return S2_FAIL(S2_ERR_FILE, "%.200s: a chain has no valid %s", r->path, wrong);
}

static s2_status read_chain(record *r, harmonic_nuts *s, chain *c)
{
  visit_chain(r, c);
  S2_TRY(check_chain(r, c, &s->options));
  if (!metric_factor(&c->metric))
    return S2_FAIL(S2_ERR_FILE, "%.200s: a metric is not positive definite", r->path);
  int64_t kept = chain_kept(c, s->options.warmup);
  if (!chain_reserve(c, 0, kept))
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld draws", (long long)kept);
  visit_draws(r, c, kept);
  return S2_OK;
}

static s2_status write_sampler(record *r, void *state)
{
  harmonic_nuts *s = state;
  record_int(r, &s->density.ndim);
  record_bool(r, &s->checked);
  visit_options(r, &s->options);
  for (int i = 0; i < s->options.chains; i++) {
    visit_chain(r, &s->chains[i]);
    visit_draws(r, &s->chains[i], chain_kept(&s->chains[i], s->options.warmup));
  }
  return S2_OK;
}

// Nothing is allocated that the file is too short for.
static s2_status check_length(const record *r, int ndim, const harmonic_nuts_options *o)
{
  record counted = {.mode = RECORD_COUNT};
  chain shape = {.metric = {.ndim = ndim, .dense = o->metric == HARMONIC_NUTS_DENSE}};
  visit_chain(&counted, &shape);
  if ((size_t)o->chains > r->left / counted.used)
    return S2_FAIL(S2_ERR_FILE, "%.200s: is too short for %d chains of %d parameters", r->path,
                   o->chains, ndim);
  return S2_OK;
}

static s2_status read_sampler(record *r, void *state)
{
  nuts_reading *reading = state;
  harmonic_nuts_options o = reading->options;
  bool checked = false;
  record_int(r, &reading->density.ndim);
  record_bool(r, &checked);
  visit_options(r, &o);
  if (nuts_options_check(reading->density.ndim, &o) != S2_OK)
    return s2_priv_fail(S2_ERR_FILE, S2_LIBRARY, "harmonic_nuts_load", "%.200s: %s", r->path,
                        s2_error_message());
  S2_TRY(check_length(r, reading->density.ndim, &o));
  S2_TRY(nuts_new(&reading->sampler, &reading->density, &o));
  reading->sampler->checked = checked;
  for (int i = 0; i < o.chains; i++)
    S2_TRY(read_chain(r, reading->sampler, &reading->sampler->chains[i]));
  return S2_OK;
}

// At the first chain that has started.
static s2_status check_density(const harmonic_nuts *s)
{
  int i = 0;
  while (i < s->options.chains && !s->chains[i].placed) i++;
  if (i == s->options.chains) return S2_OK;
  return density_confirm(&s->density, s->chains[i].q, s->chains[i].ln_post, "harmonic_nuts_load");
}

s2_status nuts_finish_reading(nuts_reading *reading, s2_status status)
{
  if (status == S2_OK) status = check_density(reading->sampler);
  if (status == S2_OK) return S2_OK;
  harmonic_nuts_destroy(reading->sampler);
  reading->sampler = NULL;
  return status;
}

record_visit *const nuts_reader = read_sampler;

s2_status harmonic_nuts_save(const harmonic_nuts *s, const char *path)
{
  S2_REQUIRE(s != NULL, "sampler = NULL");
  return record_save(path, RECORD_NUTS, write_sampler, (void *)s); // which it does not change
}

s2_status harmonic_nuts_load(harmonic_nuts **sampler, const char *path, harmonic_density_fn *call,
                             void *user, const harmonic_nuts_options *options)
{
  nuts_reading reading = {.density = {.call = call, .user = user}};
  S2_REQUIRE(sampler != NULL, "sampler = NULL");
  *sampler = NULL;
  S2_REQUIRE(call != NULL, "density = NULL");
  S2_TRY(nuts_options_adopt(options, &reading.options));
  reading.options.start = NULL;
  reading.options.inverse_metric = NULL;
  s2_status status = record_load(path, RECORD_NUTS, read_sampler, &reading);
  S2_TRY(nuts_finish_reading(&reading, status));
  *sampler = reading.sampler;
  return S2_OK;
}

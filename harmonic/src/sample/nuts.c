// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "nuts_state.h"
#include <s2common/priv/error.h>
#include <string.h>

#define STREAMS UINT64_C(0x6e75747300000000) // of the chains, in the user's seed

static void chain_place(const harmonic_nuts *s, chain *c, s2_arena *arena)
{
  metric *m = &c->metric;
  m->ndim = s->density.ndim;
  m->dense = s->options.metric == HARMONIC_NUTS_DENSE;
  m->n = padded(m->ndim);
  c->tree.n = m->n;
  c->tree.max_depth = s->options.max_depth;
  metric_place(m, arena);
  moments_place(&c->moments, m, arena);
  c->q = s2_arena_take(arena, m->n, sizeof(double));
  c->g = s2_arena_take(arena, m->n, sizeof(double));
  tree_place(&c->tree, arena);
}

// Bytes of a chain's arrays fit by far: ndim <= 10^4, max_depth <= 20.
static s2_status allocate(harmonic_nuts *s)
{
  size_t count = (size_t)s->options.chains;
  s2_arena arena = {0};
  chain shape = {0};
  chain_place(s, &shape, &arena);
  s->memory = s2_priv_alloc(count, arena.used);
  s->chains = s2_priv_alloc(count, sizeof *s->chains);
  if (s->memory == NULL || s->chains == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu chains of %zu bytes", count, arena.used);
  for (size_t i = 0; i < count; i++) {
    s2_arena own = {(char *)s->memory + i * arena.used, 0};
    chain_place(s, &s->chains[i], &own);
  }
  return S2_OK;
}

static s2_status set_up(const harmonic_nuts *s, int number)
{
  chain *c = &s->chains[number];
  const harmonic_nuts_options *o = &s->options;
  size_t ndim = (size_t)s->density.ndim;
  c->random = (stream){o->seed, STREAMS + (uint64_t)number, 0};
  c->metric.kernel = sample_kernel_select();
  c->tree.motion = (motion){.density = s->density, .metric = &c->metric};
  c->tree.max_error = o->max_error;
  c->step = o->step_size;
  c->searching = o->step_size == 0.0 || o->warmup > 0;
  c->given = o->start != NULL;
  if (c->given) memcpy(c->q, o->start + (size_t)number * ndim, ndim * sizeof(double));
  metric_unit(&c->metric);
  if (o->inverse_metric != NULL)
    S2_REQUIRE(metric_set(&c->metric, o->inverse_metric),
               "inverse_metric is not positive definite");
  return S2_OK;
}

static s2_status fill(harmonic_nuts *s)
{
  S2_TRY(allocate(s));
  for (int i = 0; i < s->options.chains; i++) S2_TRY(set_up(s, i));
  s->checked = s->options.check_gradient == 0;
  s->options.start = NULL;
  s->options.inverse_metric = NULL;
  return S2_OK;
}

s2_status nuts_new(harmonic_nuts **sampler, const density *density,
                   const harmonic_nuts_options *options)
{
  harmonic_nuts *s = s2_priv_alloc(1, sizeof *s);
  if (s == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a sampler");
  s->options = *options;
  s->density = *density;
  s2_status status = fill(s);
  if (status == S2_OK)
    *sampler = s;
  else
    harmonic_nuts_destroy(s);
  return status;
}

s2_status harmonic_nuts_create(harmonic_nuts **sampler, int ndim, harmonic_density_fn *call,
                               void *user, const harmonic_nuts_options *options)
{
  harmonic_nuts_options own;
  S2_REQUIRE(sampler != NULL, "sampler = NULL");
  *sampler = NULL;
  S2_REQUIRE(call != NULL, "density = NULL");
  S2_TRY(nuts_options_adopt(options, &own));
  S2_TRY(nuts_options_check(ndim, &own));
  const density of = {call, user, ndim};
  return nuts_new(sampler, &of, &own);
}

void harmonic_nuts_destroy(harmonic_nuts *s)
{
  if (s == NULL) return;
  for (int i = 0; s->chains != NULL && i < s->options.chains; i++) {
    s2_priv_free(s->chains[i].x);
    s2_priv_free(s->chains[i].draws);
  }
  s2_priv_free(s->chains);
  s2_priv_free(s->memory);
  s2_priv_free(s);
}

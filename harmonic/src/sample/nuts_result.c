// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "nuts_state.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <string.h>

// Betancourt 2016, eq. 11: how far the energy moves per transition, of how far it has to.
static double ebfmi(const harmonic_nuts_draw *draws, int64_t n)
{
  double mean = 0.0, spread = 0.0, moved = 0.0;
  for (int64_t i = 0; i < n; i++) mean += draws[i].energy / (double)n;
  for (int64_t i = 0; i < n; i++) {
    double d = draws[i].energy - mean, step = i > 0 ? draws[i].energy - draws[i - 1].energy : 0.0;
    spread += d * d;
    moved += step * step;
  }
  return moved / spread;
}

static void add_draws(harmonic_nuts_summary *sum, const harmonic_nuts *s, const chain *c)
{
  int64_t kept = chain_kept(c, s->options.warmup);
  for (int64_t i = 0; i < kept; i++) {
    const harmonic_nuts_draw *d = &c->draws[i];
    sum->divergences += d->divergent == HARMONIC_NUTS_ENERGY;
    sum->outside += d->divergent == HARMONIC_NUTS_OUTSIDE;
    sum->depth_hits += d->depth == s->options.max_depth;
    sum->accept += d->accept;
  }
  sum->draws += kept;
  if (kept > 1) sum->ebfmi = fmin(sum->ebfmi, ebfmi(c->draws, kept)); // fmin leaves NaN
}

void harmonic_nuts_summarise(const harmonic_nuts *s, harmonic_nuts_summary *summary)
{
  harmonic_nuts_summary sum = {.ebfmi = NAN};
  for (int i = 0; s != NULL && i < s->options.chains; i++) {
    sum.leapfrogs += s->chains[i].leapfrogs;
    add_draws(&sum, s, &s->chains[i]);
  }
  sum.accept /= (double)sum.draws; // NaN without draws
  if (summary != NULL) *summary = sum;
}

static const chain *chain_of(const harmonic_nuts *s, int number)
{
  return s != NULL && number >= 0 && number < s->options.chains ? &s->chains[number] : NULL;
}

int64_t harmonic_nuts_transitions(const harmonic_nuts *s, int number)
{
  const chain *c = chain_of(s, number);
  return c != NULL ? c->done : 0;
}

int64_t harmonic_nuts_draws(const harmonic_nuts *s, int number, const double **x,
                            const harmonic_nuts_draw **draws)
{
  const chain *c = chain_of(s, number);
  int64_t n = c != NULL ? chain_kept(c, s->options.warmup) : 0;
  if (x != NULL) *x = n > 0 ? c->x : NULL;
  if (draws != NULL) *draws = n > 0 ? c->draws : NULL;
  return n;
}

s2_status harmonic_nuts_adapted(const harmonic_nuts *s, int number, double *step_size,
                                double *inverse_metric)
{
  const chain *c = chain_of(s, number);
  S2_REQUIRE(c != NULL, "chain = %d is outside 0 .. %d", number,
             s != NULL ? s->options.chains - 1 : -1);
  S2_REQUIRE(step_size != NULL, "step_size = NULL");
  *step_size = c->step;
  size_t ndim = (size_t)c->metric.ndim, rows = c->metric.dense ? ndim : 1;
  for (size_t i = 0; i < rows && inverse_metric != NULL; i++)
    memcpy(inverse_metric + i * ndim, c->metric.inverse + i * c->metric.n, ndim * sizeof(double));
  return S2_OK;
}

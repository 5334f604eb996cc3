// SPDX-License-Identifier: MIT
#include "leapfrog.h"
#include <math.h>
#include <string.h>

void phase_place(phase *z, size_t n, s2_arena *arena)
{
  double **const parts[] = {&z->q, &z->p, &z->g, &z->s, &z->w};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    *parts[i] = s2_arena_take(arena, n, sizeof(double));
}

void phase_copy(phase *to, const phase *from, size_t n)
{
  double *const target[] = {to->q, to->p, to->g, to->s, to->w};
  const double *const source[] = {from->q, from->p, from->g, from->s, from->w};
  for (size_t i = 0; i < sizeof target / sizeof *target; i++)
    memcpy(target[i], source[i], n * sizeof(double));
  to->ln_post = from->ln_post;
  to->energy = from->energy;
}

void phase_kindle(const motion *m, stream *random, phase *z)
{
  const sample_kernel *kernel = m->metric->kernel;
  metric_momentum(m->metric, random, z->p);
  metric_apply(m->metric, z->p, z->s);
  metric_apply(m->metric, z->g, z->w);
  z->energy = 0.5 * kernel->kick(m->metric->n, 0.0, z->g, z->w, z->p, z->s) - z->ln_post;
}

bool leapfrog(motion *m, phase *z, double step)
{
  const sample_kernel *kernel = m->metric->kernel;
  size_t n = m->metric->n;
  double half = 0.5 * step;
  z->energy = INFINITY;
  m->stopped = m->crew != NULL && !crew_goes_on(m->crew);
  if (m->stopped) return false;
  if (kernel->kick_drift(n, half, step, z->g, z->w, z->p, z->s, z->q) != 0.0) return true;
  m->failure = density_at(&m->density, z->q, &z->ln_post, z->g);
  if (m->failure != 0) return false;
  if (z->ln_post == -INFINITY) return true;
  metric_apply(m->metric, z->g, z->w);
  double energy = 0.5 * kernel->kick(n, half, z->g, z->w, z->p, z->s) - z->ln_post;
  if (energy == energy) z->energy = energy;
  return true;
}

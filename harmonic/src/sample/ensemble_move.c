// SPDX-License-Identifier: MIT
// Moves of a walker that hold the product of posteriors of the walkers of its half, given the
// other half.
#include "ensemble_state.h"
#include "stream.h"
#include <math.h>
#include <string.h>

#define STREAMS UINT64_C(0x656e736d00000000) // of the walkers, in the user's seed

enum { NUMBERS = 8 }; // of a walker's stream for each iteration: more than a move takes

#define SNOOKER_SCALE 1.7 // ter Braak & Vrugt 2008, sec. 2: 2.38 / sqrt(2)
#define JUMPS 0.1         // part of the differential moves that go the whole way
#define JITTER 0.01       // of the others: a fixed factor would stay on a lattice

/// A proposal.
typedef struct proposal {
  int ndim;
  double stretch;
  stream random;
  const double *from;     ///< where the walker stands
  const double *other[3]; ///< different walkers of the other half
  double *to;             ///< set
} proposal;

// Each returns ln of the factor of the acceptance beside the ratio of posteriors.

// Goodman & Weare 2010, eq. 7 and 9: z has the density 1 / sqrt(z) within 1/a .. a.
static double stretch(proposal *p)
{
  double root = 1.0 + (p->stretch - 1.0) * stream_uniform(&p->random);
  double z = root * root / p->stretch;
  for (int i = 0; i < p->ndim; i++) p->to[i] = p->other[0][i] + z * (p->from[i] - p->other[0][i]);
  return (p->ndim - 1) * log(z);
}

// ter Braak 2006, sec. 2: symmetric.
static double differential(proposal *p)
{
  double factor = 1.0, z[2];
  if (stream_uniform(&p->random) >= JUMPS) {
    stream_normals(&p->random, 2, z);
    factor = 2.38 / sqrt(2.0 * p->ndim) * (1.0 + JITTER * z[0]);
  }
  for (int i = 0; i < p->ndim; i++)
    p->to[i] = p->from[i] + factor * (p->other[0][i] - p->other[1][i]);
  return 0.0;
}

// ter Braak & Vrugt 2008, eq. 3 and 4.
static double snooker(proposal *p)
{
  double along = 0.0, before = 0.0, after = 0.0;
  for (int i = 0; i < p->ndim; i++) {
    double line = p->from[i] - p->other[0][i];
    along += line * (p->other[1][i] - p->other[2][i]);
    before += line * line;
  }
  if (before == 0.0) return -INFINITY; // the walker stands on the other: there is no line
  double factor = SNOOKER_SCALE * along / before;
  for (int i = 0; i < p->ndim; i++) {
    p->to[i] = p->from[i] + factor * (p->from[i] - p->other[0][i]);
    after += (p->to[i] - p->other[0][i]) * (p->to[i] - p->other[0][i]);
  }
  return 0.5 * (p->ndim - 1) * log(after / before);
}

static double (*const moves[HARMONIC_ENSEMBLE_MOVES])(proposal *) = {
    [HARMONIC_ENSEMBLE_STRETCH] = stretch,
    [HARMONIC_ENSEMBLE_DIFFERENTIAL] = differential,
    [HARMONIC_ENSEMBLE_SNOOKER] = snooker,
};

static harmonic_ensemble_move choose_move(const double *weights, stream *random)
{
  double sum = 0.0;
  for (int i = 0; i < HARMONIC_ENSEMBLE_MOVES; i++) sum += weights[i];
  double u = sum * stream_uniform(random);
  int i = 0;
  while (i < HARMONIC_ENSEMBLE_MOVES - 1 && u >= weights[i]) u -= weights[i++];
  while (weights[i] == 0.0) i--; // rounding may pass the last that counts
  return (harmonic_ensemble_move)i;
}

// Three different ones of the first n numbers, in random order.
static void choose_others(stream *random, int n, int chosen[3])
{
  for (int i = 0; i < 3; i++) {
    int k = stream_choice(random, n - i), low = -1;
    for (int pass = 0; pass < i; pass++) { // step over those taken, in ascending order
      int next = n;
      for (int j = 0; j < i; j++)
        if (chosen[j] > low && chosen[j] < next) next = chosen[j];
      if (k >= next) k++;
      low = next;
    }
    chosen[i] = k;
  }
}

static void stay(const harmonic_ensemble *s, int k)
{
  size_t ndim = (size_t)s->density.ndim;
  memcpy(s->next.x + (size_t)k * ndim, s->now.x + (size_t)k * ndim, ndim * sizeof(double));
  s->next.ln_post[k] = s->now.ln_post[k];
}

static bool is_finite(const double *x, int n)
{
  for (int i = 0; i < n; i++)
    if (!isfinite(x[i])) return false;
  return true;
}

static void propose(const harmonic_ensemble *s, int k, proposal *p)
{
  int half = s->options.walkers / 2, chosen[3];
  size_t ndim = (size_t)s->density.ndim;
  const double *others = k < half ? s->now.x + (size_t)half * ndim : s->next.x;
  *p = (proposal){.ndim = s->density.ndim, .stretch = s->options.stretch};
  p->random = (stream){s->options.seed, STREAMS + (uint64_t)k, NUMBERS * (uint64_t)(s->done + 1)};
  p->from = s->now.x + (size_t)k * ndim;
  p->to = s->next.x + (size_t)k * ndim;
  choose_others(&p->random, half, chosen);
  for (int i = 0; i < 3; i++) p->other[i] = others + (size_t)chosen[i] * ndim;
}

void ensemble_move(harmonic_ensemble *s, int k)
{
  walker *w = &s->walkers[k];
  proposal p;
  double ln_post = -INFINITY;
  *w = (walker){.fault = crew_goes_on(s->crew) ? FAULT_NONE : FAULT_STOPPED};
  if (w->fault != FAULT_NONE) return;
  propose(s, k, &p);
  w->move = choose_move(s->options.moves, &p.random);
  double factor = moves[w->move](&p);
  if (factor > -INFINITY && is_finite(p.to, p.ndim))
    w->failure = density_at(&s->density, p.to, &ln_post, NULL);
  if (w->failure != 0) {
    w->fault = FAULT_DENSITY;
    return;
  }
  w->accepted = log(stream_uniform(&p.random)) < factor + ln_post - s->now.ln_post[k];
  s->next.ln_post[k] = ln_post;
  if (!w->accepted) stay(s, k);
}

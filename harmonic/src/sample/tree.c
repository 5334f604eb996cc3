// SPDX-License-Identifier: MIT
#include "tree.h"
#include <math.h>
#include <string.h>

typedef enum outcome { GROWN, ENDED, FAILED } outcome;

static void branch_place(branch *b, size_t n, s2_arena *arena)
{
  double **const parts[] = {&b->first_p, &b->first_s, &b->last_p, &b->last_s,
                            &b->rho,     &b->q,       &b->g};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    *parts[i] = s2_arena_take(arena, n, sizeof(double));
}

void tree_place(tree *t, s2_arena *arena)
{
  t->stack = s2_arena_take(arena, (size_t)t->max_depth, sizeof *t->stack);
  for (int side = 0; side < 2; side++) phase_place(&t->end[side], t->n, arena);
  branch_place(&t->whole, t->n, arena);
  branch counted; // while counting there is no stack yet
  for (int i = 0; i < t->max_depth; i++)
    branch_place(arena->base != NULL ? &t->stack[i] : &counted, t->n, arena);
}

static double log_add(double a, double b)
{
  double high = fmax(a, b), low = fmin(a, b);
  return low == -INFINITY ? high : high + log1p(exp(low - high));
}

static void swap(double **a, double **b)
{
  double *keep = *a;
  *a = *b;
  *b = keep;
}

static void turn_round(branch *b)
{
  swap(&b->first_p, &b->last_p);
  swap(&b->first_s, &b->last_s);
}

static void leaf(branch *b, const phase *z, size_t n, double weight)
{
  size_t bytes = n * sizeof(double);
  memcpy(b->first_p, z->p, bytes);
  memcpy(b->last_p, z->p, bytes);
  memcpy(b->rho, z->p, bytes);
  memcpy(b->first_s, z->s, bytes);
  memcpy(b->last_s, z->s, bytes);
  memcpy(b->q, z->q, bytes);
  memcpy(b->g, z->g, bytes);
  b->ln_post = z->ln_post;
  b->energy = z->energy;
  b->weight = weight;
}

static void choose(branch *a, branch *b)
{
  swap(&a->q, &b->q);
  swap(&a->g, &b->g);
  a->ln_post = b->ln_post;
  a->energy = b->energy;
}

// Append b to a (a's last end meets b's first). Returns whether the joined trajectory still moves
// apart: both end velocities along the sum of momenta, for the whole and for each part with the
// next point of the other.
static bool join(const tree *t, branch *a, branch *b)
{
  double dots[JUNCTION_DOTS];
  const junction j = {a->first_s, a->last_p, a->last_s, b->first_p,
                      b->first_s, b->last_s, a->rho,    b->rho};
  t->motion.metric->kernel->join(t->n, &j, dots);
  swap(&a->last_p, &b->last_p);
  swap(&a->last_s, &b->last_s);
  a->weight = log_add(a->weight, b->weight);
  bool apart = true;
  for (int i = 0; i < JUNCTION_DOTS; i++) apart = apart && dots[i] > 0.0;
  return apart;
}

// One step from an end of the trajectory.
static outcome grow(tree *t, phase *z, double step, branch *b)
{
  if (!leapfrog(&t->motion, z, step)) return FAILED;
  double gain = t->start - z->energy;
  t->draw.leapfrogs++;
  t->accepted += gain > 0.0 ? 1.0 : exp(gain);
  if (gain < -t->max_error) {
    bool outside = z->energy == INFINITY;
    t->draw.divergent = outside ? HARMONIC_NUTS_OUTSIDE : HARMONIC_NUTS_ENERGY;
    return ENDED;
  }
  leaf(b, z, t->n, gain);
  return GROWN;
}

// A subtree of 2^depth points into stack[0]. Leaves are pushed; equal neighbours are joined, as
// often as the number of the leaf ends in binary ones.
static outcome build(tree *t, stream *random, phase *z, double step, int depth)
{
  int height = 0;
  for (int64_t n = 0; n < INT64_C(1) << depth; n++) {
    outcome now = grow(t, z, step, &t->stack[height++]);
    if (now != GROWN) return now;
    for (int64_t ones = n; (ones & 1) != 0; ones >>= 1) {
      branch *a = &t->stack[height - 2], *b = &t->stack[height - 1];
      bool apart = join(t, a, b);
      if (stream_uniform(random) < exp(b->weight - a->weight)) choose(a, b);
      if (!apart) return ENDED;
      height--;
    }
  }
  return GROWN;
}

// Double the trajectory; the new half is preferred (biased progressive choice).
static outcome extend(tree *t, stream *random, int depth)
{
  bool forward = stream_uniform(random) > 0.5;
  branch *whole = &t->whole, *half = &t->stack[0];
  outcome now = build(t, random, &t->end[forward], forward ? t->step : -t->step, depth);
  if (now != GROWN) return now;
  t->draw.depth++;
  if (stream_uniform(random) < exp(half->weight - whole->weight)) choose(whole, half);
  if (!forward) turn_round(whole);
  bool apart = join(t, whole, half);
  if (!forward) turn_round(whole);
  return apart ? GROWN : ENDED;
}

bool tree_transition(tree *t, stream *random)
{
  outcome now = GROWN;
  t->draw = (harmonic_nuts_draw){.step_size = t->step};
  t->accepted = 0.0;
  phase_kindle(&t->motion, random, &t->end[0]);
  phase_copy(&t->end[1], &t->end[0], t->n);
  t->start = t->end[0].energy;
  leaf(&t->whole, &t->end[0], t->n, 0.0);
  for (int depth = 0; depth < t->max_depth && now == GROWN; depth++) now = extend(t, random, depth);
  t->draw.ln_post = t->whole.ln_post;
  t->draw.energy = t->whole.energy;
  t->draw.accept = t->accepted / t->draw.leapfrogs;
  return now != FAILED;
}

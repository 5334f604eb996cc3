// SPDX-License-Identifier: MIT
// L = exp(-sum_i [100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2]), uniform prior over [-5, 5]^D. A chain of
// neighbours: with v_D = 1 and
//   v_i(x) = exp(-(1 - x)^2) int exp(-100 (y - x^2)^2) v_{i+1}(y) dy
// the integral of L is that of v_1, and x_{i+1} given x_i has a density of one dimension.
#include "kinds.h"
#include <math.h>

#define EDGE 5.0
/// exp(-100 y^2) is below 1e-43 beyond.
#define REACH 1.0

// Panels of the quadrature; tables of ln v for the draws, at a spacing of 0.005.
enum { PANELS = 125, NODES = PANELS * PANEL_NODES, TABLE = 2001 };

// Steps of the staircases of the first parameter and of each of the others.
enum { FIRST_STEPS = 1000, NEXT_STEPS = 75 };

/// What stands for ln 0 in a table.
#define LN_FLOOR (-700.0)

typedef struct transfer {
  double x[NODES], w[NODES], v[NODES], next[NODES];
} transfer;

/// exp(-(1 - x)^2) int exp(-100 (y - x^2)^2) v(y) dy.
static double apply(const transfer *t, double x)
{
  double sum = 0, rest = 1 - x, h = 2 * EDGE / PANELS;
  int from = (int)floor((x * x - REACH + EDGE) / h), to = (int)ceil((x * x + REACH + EDGE) / h);
  from = from < 0 ? 0 : from;
  to = to > PANELS ? PANELS : to;
  for (int k = from * PANEL_NODES; k < to * PANEL_NODES; ++k) {
    double off = t->x[k] - x * x;
    sum += t->w[k] * exp(-100 * off * off) * t->v[k];
  }
  return sum * exp(-rest * rest);
}

/// ln v_i on the grid of the tables, from v_{i+1}; then v_i takes its place, divided by its largest
/// value, whose ln is returned.
static double descend(transfer *t, double *table)
{
  double largest = 0;
  for (int k = 0; k < TABLE; ++k) {
    double v = apply(t, -EDGE + 2 * EDGE * k / (TABLE - 1));
    table[k] = v > 0 ? fmax(log(v), LN_FLOOR) : LN_FLOOR;
  }
  for (int k = 0; k < NODES; ++k) largest = fmax(largest, t->next[k] = apply(t, t->x[k]));
  for (int k = 0; k < NODES; ++k) t->v[k] = t->next[k] / largest;
  return log(largest);
}

int rosenbrock_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const problem *p = user;
  if (!problem_holds(p, x)) return 1;
  double sum = -p->ndim * log(2 * EDGE);
  for (int d = 0; d < p->ndim && gradient != NULL; ++d) gradient[d] = 0;
  for (int d = 0; d + 1 < p->ndim; ++d) {
    double off = x[d + 1] - x[d] * x[d], rest = 1 - x[d];
    sum -= 100 * off * off + rest * rest;
    if (gradient == NULL) continue;
    gradient[d] += 400 * x[d] * off + 2 * rest;
    gradient[d + 1] -= 200 * off;
  }
  *ln_post = sum;
  return 0;
}

// ------------------------------------------------------------------ draws

/// ln of the density of one parameter: -100 (y - peak)^2, without it for the first, plus ln v(y).
typedef struct conditional {
  const double *table;
  double peak, steepness;
} conditional;

/// Cubic interpolation in a table.
static double interpolate(const double *table, double x)
{
  double t = (x + EDGE) / (2 * EDGE) * (TABLE - 1);
  int k = (int)t;
  k = k < 1 ? 1 : k > TABLE - 3 ? TABLE - 3 : k;
  double u = t - k;
  const double *f = table + k;
  return -u * (u - 1) * (u - 2) / 6 * f[-1] + (u + 1) * (u - 1) * (u - 2) / 2 * f[0] -
         (u + 1) * u * (u - 2) / 2 * f[1] + (u + 1) * u * (u - 1) / 6 * f[2];
}

static double ln_conditional(const void *user, double y)
{
  const conditional *c = user;
  double off = y - c->peak;
  return interpolate(c->table, y) - c->steepness * off * off;
}

/// The staircase of the first parameter, behind the tables.
static staircase first_of(const problem *p, const conditional *c)
{
  double *behind = (double *)p->data + (size_t)p->ndim * TABLE;
  return (staircase){.lower = -EDGE,
                     .width = 2 * EDGE / FIRST_STEPS,
                     .steps = FIRST_STEPS,
                     .f = ln_conditional,
                     .user = c,
                     .height = behind,
                     .sum = behind + FIRST_STEPS};
}

void rosenbrock_draw(const problem *p, uint64_t seed, int64_t index, double *x)
{
  const double *tables = p->data;
  double height[NEXT_STEPS], sum[NEXT_STEPS];
  source s = source_of(seed, index);
  const conditional first = {tables, 0, 0};
  const staircase steps = first_of(p, &first);
  x[0] = staircase_draw(&steps, &s);
  for (int d = 1; d < p->ndim; ++d) {
    const conditional c = {tables + (size_t)d * TABLE, x[d - 1] * x[d - 1], 100};
    // exp(-100 0.75^2) = 4e-25; in steps of 0.02 at most.
    staircase next = {.lower = fmax(c.peak - 0.75, -EDGE),
                      .steps = NEXT_STEPS,
                      .f = ln_conditional,
                      .user = &c,
                      .height = height,
                      .sum = sum};
    staircase_build(&next, fmin(c.peak + 0.75, EDGE));
    x[d] = staircase_draw(&next, &s);
  }
}

/// Data: the tables of ln v_1 .. ln v_D, each up to a constant, and the staircase.
s2_status rosenbrock_create(problem *p)
{
  S2_TRY(problem_bounds(p, -EDGE, EDGE));
  S2_TRY(problem_data(p, (size_t)p->ndim * TABLE + 2 * FIRST_STEPS));
  transfer *t = s2_priv_alloc(1, sizeof *t);
  if (t == NULL) return S2_FAIL(S2_ERR_MEMORY, "problem %s", p->kind->name);
  panel_rule(-EDGE, EDGE, PANELS, t->x, t->w);
  for (int k = 0; k < NODES; ++k) t->v[k] = 1;
  p->ln_z = -p->ndim * log(2 * EDGE);
  for (int i = p->ndim - 2; i >= 0; --i)
    p->ln_z += descend(t, (double *)p->data + (size_t)i * TABLE);
  double sum = 0;
  for (int k = 0; k < NODES; ++k) sum += t->w[k] * t->v[k];
  p->ln_z += log(sum);
  const conditional first = {p->data, 0, 0};
  staircase steps = first_of(p, &first);
  staircase_build(&steps, EDGE);
  s2_priv_free(t);
  return S2_OK;
}

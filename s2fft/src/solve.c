// SPDX-License-Identifier: MIT
#include "require_for.h"
#include "rows.h"
#include "samples.h"
#include "transform.h"
#include "workspace.h"
#include <math.h>
#include <s2common/priv/options.h>
#include <s2fft/solve.h>
#include <string.h>

#define FAIL(g, status, ...) s2_priv_fail((status), S2_LIBRARY, (g)->function, __VA_ARGS__)

static const s2fft_solve_options defaults = {
    .struct_size = sizeof(s2fft_solve_options), .tolerance = 1e-10, .max_iterations = 100};

/// A typed function's arguments.
typedef struct problem {
  const char *function;
  s2fft_field field;
  const s2fft_plan *plan;
  const void *map[2];
  void *alm[2];
  s2fft_workspace *work;
  s2fft_solve_options options;
} problem;

/// Conjugate gradients for least squares: f - S x = r, s = S^H W r, direction p, q = S p.
typedef struct solver {
  const problem *given;
  s2fft_shape shape;
  samples at;
  int nalm, nmap;   ///< arrays of the field
  int64_t alm, map; ///< elements of one array: complex numbers, doubles
  double *r[2], *q[2];
  s2_complex *s[2], *p[2];
  s2fft_workspace *work;
  double reference; ///< |S^H W f|
  double scale;     ///< |f|
  double done;      ///< largest fraction reported
} solver;

static s2_status transform(const solver *v, operation op, s2_complex *const alm[2],
                           double *const map[2])
{
  const problem *g = v->given;
  call c = {
      .function = g->function,
      .op = op,
      .work = v->work,
      .job = {
          .plan = g->plan, .field = g->field, .alm = {alm[0], alm[1]}, .map = {map[0], map[1]}}};
  return transform_run(&c);
}

/// s = S^H W r, by way of q. Plans that fold have A = S^H H in place of S^H W, with A S = 1.
static s2_status gradient(const solver *v)
{
  if (v->given->plan->folds) return transform(v, OP_FORWARD, v->s, v->r);
  for (int i = 0; i < v->nmap; ++i) samples_weigh(&v->at, v->r[i], v->q[i]);
  return transform(v, OP_INVERSE_ADJOINT, v->s, v->q);
}

static double alm_square(const solver *v, s2_complex *const a[2])
{
  double total = 0.0;
  for (int i = 0; i < v->nalm; ++i) {
    double square[2];
    rows_dot(&v->shape, a[i], a[i], square);
    total += square[0];
  }
  return total;
}

static double map_square(const solver *v, int weighted, double *const x[2])
{
  double total = 0.0;
  for (int i = 0; i < v->nmap; ++i) total += samples_square(&v->at, weighted, x[i]);
  return total;
}

/// |S p|^2 in the norm of W.
static double curvature(const solver *v)
{
  return v->given->plan->folds ? alm_square(v, v->p) : map_square(v, 1, v->q);
}

/// p = s + beta p
static void turn(const solver *v, double beta)
{
  for (int i = 0; i < v->nalm; ++i) {
    double *p = (double *)v->p[i];
    const double *s = (const double *)v->s[i];
    for (int64_t k = 0; k < 2 * v->alm; ++k) p[k] = s[k] + beta * p[k];
  }
}

static s2_status step(const solver *v, double *gamma)
{
  S2_TRY(transform(v, OP_INVERSE, v->p, v->q));
  double alpha = *gamma / curvature(v), before = *gamma;
  for (int i = 0; i < v->nalm; ++i)
    rows_axpy(&v->shape, alpha, v->p[i], (s2_complex *)v->given->alm[i]);
  for (int i = 0; i < v->nmap; ++i) samples_axpy(&v->at, -alpha, v->q[i], v->r[i]);
  S2_TRY(gradient(v));
  *gamma = alm_square(v, v->s);
  turn(v, *gamma / before);
  return S2_OK;
}

/// Digits won so far, of those wanted; steps if none are.
static s2_status report(solver *v, const s2fft_solve_result *result)
{
  const s2fft_solve_options *o = &v->given->options;
  if (o->progress == NULL) return S2_OK;
  double done = o->tolerance > 0.0 ? log(result->residual) / log(o->tolerance)
                                   : (double)result->iterations / o->max_iterations;
  if (done > v->done) v->done = fmin(done, 1.0);
  if (o->progress(o->progress_user, v->done, "solve") == 0) return S2_OK;
  return FAIL(v->given, S2_ERR_CANCELLED, "cancelled after %d iterations", result->iterations);
}

/// r, s and p at the starting point.
static s2_status begin(solver *v, double *gamma)
{
  const problem *g = v->given;
  for (int i = 0; i < v->nmap; ++i) samples_copy(&v->at, (const double *)g->map[i], v->r[i]);
  S2_TRY(gradient(v));
  v->reference = sqrt(alm_square(v, v->s));
  v->scale = sqrt(map_square(v, 0, v->r));
  if (!g->options.start)
    for (int i = 0; i < v->nalm; ++i) memset(g->alm[i], 0, (size_t)v->alm * sizeof(s2_complex));
  if (g->options.start) {
    s2_complex *const x[2] = {g->alm[0], g->alm[1]};
    S2_TRY(transform(v, OP_INVERSE, x, v->q));
    for (int i = 0; i < v->nmap; ++i) samples_axpy(&v->at, -1.0, v->q[i], v->r[i]);
    S2_TRY(gradient(v));
  }
  turn(v, 0.0);
  *gamma = alm_square(v, v->s);
  if (v->reference == 0.0) v->reference = sqrt(*gamma); // a map of zeros: how far is the start?
  return S2_OK;
}

static s2_status iterate(solver *v, s2fft_solve_result *result)
{
  const s2fft_solve_options *o = &v->given->options;
  double gamma;
  S2_TRY(begin(v, &gamma));
  for (;; ++result->iterations) {
    result->residual = gamma > 0.0 ? sqrt(gamma) / v->reference : gamma;
    if (!isfinite(result->residual))
      return FAIL(v->given, S2_ERR_NUMERIC, "the map or the coefficients are not finite");
    if (gamma == 0.0 || result->residual <= o->tolerance) return S2_OK;
    if (result->iterations >= o->max_iterations) break;
    S2_TRY(report(v, result));
    S2_TRY(step(v, &gamma));
  }
  if (o->tolerance == 0.0) return S2_OK;
  return FAIL(v->given, S2_ERR_NUMERIC,
              "residual %.2e after %d iterations is above the tolerance %.2e", result->residual,
              result->iterations, o->tolerance);
}

static void place(solver *v, char *base, size_t *bytes)
{
  s2_arena arena = {.base = base};
  for (int i = 0; i < v->nmap; ++i) {
    v->r[i] = s2_arena_take(&arena, (size_t)v->map, sizeof(double));
    v->q[i] = s2_arena_take(&arena, (size_t)v->map, sizeof(double));
  }
  for (int i = 0; i < v->nalm; ++i) {
    v->s[i] = s2_arena_take(&arena, (size_t)v->alm, sizeof(s2_complex));
    v->p[i] = s2_arena_take(&arena, (size_t)v->alm, sizeof(s2_complex));
  }
  v->at.sum = s2_arena_take(&arena, 2 * (size_t)v->given->plan->rings->pairs, sizeof(double));
  *bytes = arena.used;
}

static s2_status check(const problem *g)
{
  const s2fft_solve_options *o = &g->options;
  REQUIRE_FOR(g->function, g->plan != NULL, "plan is NULL");
  for (int i = 0; i < field_arrays(g->field); ++i) {
    REQUIRE_FOR(g->function, g->map[i] != NULL, "map array %d is NULL", i);
    REQUIRE_FOR(g->function, g->alm[i] != NULL, "coefficient array %d is NULL", i);
  }
  REQUIRE_FOR(g->function, o->tolerance >= 0.0 && o->tolerance < 1.0,
              "tolerance = %g is outside 0 .. 1", o->tolerance);
  REQUIRE_FOR(g->function, o->max_iterations >= 0 && o->max_iterations <= 100000,
              "max_iterations = %d is outside 0 .. 100000", o->max_iterations);
  REQUIRE_FOR(g->function, o->start == 0 || o->start == 1, "start = %d is outside 0 .. 1",
              o->start);
  REQUIRE_FOR(g->function, o->mask == NULL || !g->plan->folds,
              "no mask with this plan: its analysis is not a weighted sum over samples; give "
              "ring_weights");
  return S2_OK;
}

/// Find memory, solve.
static s2_status run(const problem *g, s2fft_solve_result *result)
{
  const s2fft_plan *plan = g->plan;
  size_t bytes;
  solver v = {.given = g,
              .shape = {plan_layout(plan, g->field), plan->L, plan->mmax},
              .at = {g->function, plan, g->field == S2FFT_COMPLEX ? 2 : 1, g->options.mask, NULL},
              .nalm = field_arrays(g->field),
              .nmap = field_arrays(g->field),
              .alm = s2fft_alm_size(plan, g->field),
              .work = g->work};
  if (!s2_priv_mul(plan->map_size, v.at.width, &v.map) || v.map > INT64_MAX / 64)
    return FAIL(g, S2_ERR_MEMORY, "four maps of %lld samples", (long long)plan->map_size);
  S2_TRY(samples_check(&v.at));
  place(&v, NULL, &bytes);
  char *block = s2_priv_alloc(bytes, 1);
  if (block == NULL) return FAIL(g, S2_ERR_MEMORY, "no memory for %zu bytes", bytes);
  place(&v, block, &bytes);
  s2fft_workspace *own = NULL;
  s2_status status = S2_OK;
  if (g->work == NULL) status = s2fft_workspace_create(&own, plan, g->field, 1);
  if (own != NULL) v.work = own;
  if (status == S2_OK) status = iterate(&v, result);
  if (v.scale > 0.0) result->misfit = sqrt(map_square(&v, 0, v.r)) / v.scale;
  s2fft_workspace_destroy(own);
  s2_priv_free(block);
  return status;
}

static s2_status solve(problem *g, const s2fft_solve_options *options, s2fft_solve_result *result)
{
  s2fft_solve_result own = {0};
  S2_TRY(s2_priv_options_adopt(S2_LIBRARY, g->function, "s2fft_solve_options_init", options,
                               &defaults, sizeof defaults, &g->options));
  S2_TRY(check(g));
  s2_status status = run(g, &own);
  if (result != NULL) *result = own;
  return status;
}

void s2fft_solve_options_init_sized(s2fft_solve_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

s2_status s2fft_solve(const s2fft_plan *plan, const double *map, s2_complex *alm,
                      const s2fft_solve_options *options, s2fft_solve_result *result,
                      s2fft_workspace *work)
{
  problem g = {__func__, S2FFT_REAL, plan, {map, NULL}, {alm, NULL}, work, defaults};
  return solve(&g, options, result);
}

s2_status s2fft_solve_complex(const s2fft_plan *plan, const s2_complex *map, s2_complex *flm,
                              const s2fft_solve_options *options, s2fft_solve_result *result,
                              s2fft_workspace *work)
{
  problem g = {__func__, S2FFT_COMPLEX, plan, {map, NULL}, {flm, NULL}, work, defaults};
  return solve(&g, options, result);
}

s2_status s2fft_solve_pair(const s2fft_plan *plan, const double *Q, const double *U, s2_complex *E,
                           s2_complex *B, const s2fft_solve_options *options,
                           s2fft_solve_result *result, s2fft_workspace *work)
{
  problem g = {__func__, S2FFT_PAIR, plan, {Q, U}, {E, B}, work, defaults};
  return solve(&g, options, result);
}

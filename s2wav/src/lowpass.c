// SPDX-License-Identifier: MIT
// Low-pass functions K_j(l) of the families, j = 0 .. J+1.
#include "tiling.h"
#include <math.h>
#include <s2common/grid.h>

/// lambda^J may miss L by rounding.
static const double GUARD = 1e-12;

enum { PANELS = 300, NODES = 100 };

int lowpass_J_max(int L, double lambda)
{
  int J = 0;
  for (double power = 1; power < L * (1 - GUARD); power *= lambda) ++J;
  return J;
}

double lowpass_power(double lambda, int j)
{
  double power = 1;
  for (int i = 0; i < j; ++i) power *= lambda;
  for (int i = 0; i > j; --i) power /= lambda;
  return power;
}

// ------------------------------------------------------------------ quadrature

/// An integrand that vanishes with all derivatives at both ends, where its formula is singular.
typedef double integrand(double t, double lambda);

/// Nodes and weights on (-1, 1) for S2WAV_EXACT.
typedef struct rule {
  s2wav_quadrature kind;
  double lambda;
  double node[NODES], weight[NODES];
} rule;

/// The rings of a Gauss-Legendre grid are such a rule.
static s2_status rule_make(const s2wav_tiling_options *o, rule *r)
{
  s2_grid *grid;
  *r = (rule){.kind = o->quadrature, .lambda = o->lambda};
  if (r->kind == S2WAV_TRAPEZOID) return S2_OK;
  S2_TRY(s2_grid_create_shape(&grid, S2_GRID_GL, NODES, 1));
  const s2_ring *ring = s2_grid_rings(grid);
  double sum = 0;
  for (int i = 0; i < NODES; ++i) sum += ring[i].weight;
  for (int i = 0; i < NODES; ++i) {
    r->node[i] = ring[i].cos_theta;
    r->weight[i] = 2 * ring[i].weight / sum;
  }
  s2_grid_destroy(grid);
  return S2_OK;
}

/// int_a^b f: equal panels as in s2let and s2wav, which leave out those that touch `low` or `high`,
/// or by the rule.
static double integrate(const rule *r, integrand *f, double a, double b, double low, double high)
{
  double sum = 0, h = (b - a) / PANELS;
  for (int i = 0; i < NODES && r->kind == S2WAV_EXACT; ++i)
    sum += 0.5 * (b - a) * r->weight[i] * f(0.5 * (a + b) + 0.5 * (b - a) * r->node[i], r->lambda);
  if (r->kind == S2WAV_EXACT) return sum;
  for (int i = 0; i < PANELS; ++i) {
    double left = a + i * h, right = a + (i + 1) * h;
    if (left == low || left == high || right == low || right == high) continue;
    sum += (f(left, r->lambda) + f(right, r->lambda)) * h / 2;
  }
  return sum;
}

/// s_lambda(t)^2 / t, s_lambda the bump stretched over (1/lambda, 1).
static double bump_squared(double t, double lambda)
{
  double x = (t - 1 / lambda) * (2 * lambda / (lambda - 1)) - 1, inside = 1 - x * x;
  return inside > 0 ? exp(-2 / inside) / t : 0;
}

static double bump(double x, double lambda)
{
  (void)lambda;
  double inside = 1 - x * x;
  return inside > 0 ? exp(-1 / inside) : 0;
}

// ------------------------------------------------------------------ families

/// Transition of a family at 1/lambda <= t <= 1, from 1 to 0; `whole` is its integral.
typedef double transition(const rule *r, double t, double whole);

static double scale_discretised(const rule *r, double t, double whole)
{
  return t < 1 ? integrate(r, bump_squared, t, 1, 1 / r->lambda, 1) / whole : 0;
}

static double needlet(const rule *r, double t, double whole)
{
  double u = 1 - 2 * r->lambda / (r->lambda - 1) * (t - 1 / r->lambda);
  return u > -1 ? integrate(r, bump, -1, u, -1, 1) / whole : 0;
}

/// K_j(l) = 1 below lambda^{j-1}, 0 above lambda^j, the transition at l / lambda^j between.
static void fill_dilated(int L, const s2wav_tiling_options *o, const rule *r, transition *between,
                         double whole, double *K)
{
  for (int j = 0; j <= o->J_max + 1; ++j) {
    double low = lowpass_power(o->lambda, j - 1), high = lowpass_power(o->lambda, j);
    for (int l = 0; l < L; ++l)
      K[(int64_t)j * L + l] = l < low ? 1 : l > high ? 0 : between(r, l / high, whole);
  }
}

static double cube(double x)
{
  return fabs(x) * x * x;
}

/// Cubic B-spline on (-2, 2); 2/3 at 0.
static double b3(double x)
{
  return (cube(x - 2) - 4 * cube(x - 1) + 6 * cube(x) - 4 * cube(x + 1) + cube(x + 2)) / 12;
}

static void fill_spline(int L, const s2wav_tiling_options *o, double *K)
{
  for (int l = 0; l < L; ++l) K[(int64_t)(o->J_max + 1) * L + l] = 1;
  for (int q = 1; q <= o->J_max + 1; ++q) {
    double *row = K + (int64_t)(o->J_max + 1 - q) * L, width = L / lowpass_power(o->lambda, q - 2);
    row[0] = 1;
    for (int l = 1; l < L; ++l) row[l] = l <= width ? 1.5 * b3(2 * l / width) : 0;
  }
}

// ------------------------------------------------------------------ tables

static s2_status check_table(int L, const s2wav_tiling_options *o)
{
  S2_REQUIRE(o->lowpass != NULL, "lowpass is NULL");
  for (int j = 0; j <= o->J_max + 1; ++j)
    for (int l = 0; l < L; ++l) {
      double value = o->lowpass[(int64_t)j * L + l];
      S2_REQUIRE(value >= 0 && value <= 1, "lowpass: K_%d(%d) = %.17g is outside 0 .. 1", j, l,
                 value);
      double below = j > 0 ? o->lowpass[(int64_t)(j - 1) * L + l] : 0;
      S2_REQUIRE(value >= below, "lowpass: K_%d(%d) = %.17g is less than K_%d(%d) = %.17g", j, l,
                 value, j - 1, l, below);
    }
  for (int l = 0; l < L; ++l) {
    double last = o->lowpass[(int64_t)(o->J_max + 1) * L + l];
    S2_REQUIRE(last == 1, "lowpass: K_%d(%d) = %.17g, not 1: the tiling misses %.3g at l = %d",
               o->J_max + 1, l, last, 1 - last, l);
  }
  return S2_OK;
}

s2_status lowpass_create(int L, const s2wav_tiling_options *o, double **lowpass)
{
  rule r;
  int64_t size = ((int64_t)o->J_max + 2) * L;
  *lowpass = NULL;
  if (o->kernel == S2WAV_TABLE) S2_TRY(check_table(L, o));
  S2_TRY(rule_make(o, &r));
  double *K = s2_priv_alloc((size_t)size, sizeof *K), low = 1 / o->lambda;
  if (K == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld values of kernels", (long long)size);
  switch (o->kernel) {
    case S2WAV_SCALE_DISCRETISED:
      fill_dilated(L, o, &r, scale_discretised, integrate(&r, bump_squared, low, 1, low, 1), K);
      break;
    case S2WAV_NEEDLET:
      fill_dilated(L, o, &r, needlet, integrate(&r, bump, -1, 1, -1, 1), K);
      break;
    case S2WAV_SPLINE: fill_spline(L, o, K); break;
    case S2WAV_TABLE:
      for (int64_t i = 0; i < size; ++i) K[i] = o->lowpass[i];
      break;
  }
  *lowpass = K;
  return S2_OK;
}

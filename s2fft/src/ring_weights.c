// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include <float.h>
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <s2fft/ring_weights.h>
#include <stdbool.h>
#include <string.h>

// Unknowns are x_u, the corrections of the total weight of a ring (pair) over 4 pi. With
// A_lu = sqrt(2l+1) P_l(z_u), the least x with A x = t is A^T y, (A A^T) y = t. On any grid that
// is nearly a quadrature, A Q A^T ~ 1 with the weights Q, so that A Q^2 A^T ~ (A A^T)^-1 is an
// excellent preconditioner: the number of steps does not grow with the number of rings.

#define SPHERE 12.566370614359172954 // 4 pi
#define TOLERANCE 1e-11              // of the sums over 4 pi, beyond which the rings have failed

enum { LANES = 32, GROUPS = 64, STEPS_MAX = 200 };

typedef struct rule {
  int nlanes;      // unknowns, padded to whole blocks of LANES
  int nunknowns;   // rings, or ring pairs on mirror-symmetric grids
  int lstep, lmax; // 2 where odd degrees vanish by symmetry
  int nl;          // number of degrees
  double *height;  // [nlanes] 1 - |cos theta|
  double *side;    // [nlanes] sign of cos theta
  double *nominal; // [nlanes] the grid's total weight of a ring (pair) / 4 pi; 0 in the padding
  double *square;  // [nlanes] nominal^2
  double *ones;    // [nlanes] 1
  double *x;       // [nlanes] corrections
  double *partial; // [GROUPS][nl] sums over the rings of a group
  double *t, *y;   // [nl] right-hand side and solution
  double *work;    // [4][nl]
} rule;

typedef struct legendre {
  double h[LANES], side[LANES], p[LANES], d[LANES], value[LANES];
} legendre;

static void legendre_start(legendre *state, const rule *r, int block)
{
  memcpy(state->h, r->height + (size_t)block * LANES, sizeof state->h);
  memcpy(state->side, r->side + (size_t)block * LANES, sizeof state->side);
  for (int i = 0; i < LANES; ++i) {
    state->p[i] = state->value[i] = 1.0;
    state->d[i] = 0.0;
  }
}

// From P_l to P_{l+1} by their difference d: d_{l+1} = (l d_l - (2l+1) (1-z) P_l) / (l+1).
static void legendre_next(legendre *state, int l)
{
  double a = l / (l + 1.0), b = (2.0 * l + 1.0) / (l + 1.0);
  for (int i = 0; i < LANES; ++i) {
    state->d[i] = a * state->d[i] - b * state->h[i] * state->p[i];
    state->p[i] += state->d[i];
    state->value[i] = (l & 1) != 0 ? state->p[i] : state->side[i] * state->p[i];
  }
}

// f = A^T y on the rings of one block.
static void block_evaluate(const rule *r, int block, const double *y, double f[LANES])
{
  legendre state;
  memset(f, 0, LANES * sizeof *f);
  legendre_start(&state, r, block);
  for (int l = 0; l <= r->lmax; ++l) {
    if (l % r->lstep == 0) {
      double c = y[l / r->lstep] * sqrt(2.0 * l + 1.0);
      for (int i = 0; i < LANES; ++i) f[i] += c * state.value[i];
    }
    legendre_next(&state, l);
  }
}

// sum += A x, x on the rings of one block.
static void block_project(const rule *r, int block, const double x[LANES], double *sum)
{
  legendre state;
  legendre_start(&state, r, block);
  for (int l = 0; l <= r->lmax; ++l) {
    if (l % r->lstep == 0) {
      double c = 0.0;
      for (int i = 0; i < LANES; ++i) c += x[i] * state.value[i];
      sum[l / r->lstep] += c * sqrt(2.0 * l + 1.0);
    }
    legendre_next(&state, l);
  }
}

// One group of rings of out = A diag(scale) A^T y, or of out = A scale where y is NULL.
static void group_apply(const rule *r, int group, const double *scale, const double *y)
{
  int nblocks = r->nlanes / LANES;
  double *sum = r->partial + (size_t)group * (size_t)r->nl;
  memset(sum, 0, (size_t)r->nl * sizeof *sum);
  for (int block = group; block < nblocks; block += GROUPS) {
    double x[LANES];
    for (int i = 0; i < LANES; ++i) x[i] = 1.0;
    if (y != NULL) block_evaluate(r, block, y, x);
    for (int i = 0; i < LANES; ++i) x[i] *= scale[(size_t)block * LANES + (size_t)i];
    block_project(r, block, x, sum);
  }
}

// The groups are fixed, whatever the number of threads, and so is the order of the sums.
static void apply(const rule *r, const double *scale, const double *y, double *out)
{
  int nthreads = s2_priv_threads(0);
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic) num_threads(nthreads)
#else
  (void)nthreads;
#endif
  for (int group = 0; group < GROUPS; ++group) group_apply(r, group, scale, y);
  memset(out, 0, (size_t)r->nl * sizeof *out);
  for (int group = 0; group < GROUPS; ++group)
    for (int k = 0; k < r->nl; ++k) out[k] += r->partial[(size_t)group * (size_t)r->nl + (size_t)k];
}

static double dot(int n, const double *a, const double *b)
{
  double sum = 0.0;
  for (int k = 0; k < n; ++k) sum += a[k] * b[k];
  return sum;
}

static double largest(int n, const double *a)
{
  double top = 0.0;
  for (int k = 0; k < n; ++k) top = fmax(top, fabs(a[k]));
  return top;
}

// Solve (A A^T) y = t by conjugate gradients, as far as rounding lets it.
static void solve(const rule *r)
{
  double *residual = r->work, *z = residual + r->nl, *p = z + r->nl, *q = p + r->nl, *y = r->y;
  size_t bytes = (size_t)r->nl * sizeof *y;
  memset(y, 0, bytes);
  memcpy(residual, r->t, bytes);
  apply(r, r->square, residual, z);
  memcpy(p, z, bytes);
  double rz = dot(r->nl, residual, z);
  for (int step = 0; step < STEPS_MAX && largest(r->nl, residual) > DBL_EPSILON / 4; ++step) {
    apply(r, r->ones, p, q);
    double curvature = dot(r->nl, p, q);
    if (!(curvature > 0.0)) return;
    double alpha = rz / curvature, before = rz;
    for (int k = 0; k < r->nl; ++k) {
      y[k] += alpha * p[k];
      residual[k] -= alpha * q[k];
    }
    apply(r, r->square, residual, z);
    rz = dot(r->nl, residual, z);
    for (int k = 0; k < r->nl; ++k) p[k] = z[k] + rz / before * p[k];
  }
}

// Whether every ring has a mirror image with the same samples and weight.
static bool is_symmetric(const s2_ring *rings, int nrings)
{
  for (int i = 0; i < nrings / 2; ++i) {
    const s2_ring *a = rings + i, *b = rings + nrings - 1 - i;
    if (a->nphi != b->nphi || fabs(a->weight - b->weight) > 1e-13 * fabs(a->weight)) return false;
    if (fabs(a->sin_half - b->cos_half) > 4 * DBL_EPSILON * a->sin_half) return false;
    if (fabs(a->cos_half - b->sin_half) > 4 * DBL_EPSILON * a->cos_half) return false;
  }
  return nrings % 2 == 0 || fabs(rings[nrings / 2].cos_theta) < 4 * DBL_EPSILON;
}

// Samples of unknown u: those of its ring, and of the mirror image where there is one.
static double unknown_samples(const rule *r, const s2_ring *rings, int nrings, int u)
{
  bool pair = r->lstep == 2 && u != nrings - 1 - u;
  return (pair ? 2.0 : 1.0) * rings[u].nphi;
}

// Weight of a sample on a grid that has no weights of its own; 0 on all others.
static double equal_weight(const s2_ring *rings, int nrings)
{
  int64_t samples = 0;
  for (int i = 0; i < nrings; ++i) {
    if (rings[i].weight != 0.0) return 0.0;
    samples += rings[i].nphi;
  }
  return SPHERE / (double)samples;
}

static void fill_rule(rule *r, const s2_ring *rings, int nrings)
{
  double equal = equal_weight(rings, nrings);
  for (int u = 0; u < r->nunknowns; ++u) {
    double half = fmin(rings[u].sin_half, rings[u].cos_half);
    double weight = equal > 0.0 ? equal : rings[u].weight;
    r->height[u] = 2.0 * half * half;
    r->side[u] = rings[u].sin_half > rings[u].cos_half ? -1.0 : 1.0;
    r->nominal[u] = weight * unknown_samples(r, rings, nrings, u) / SPHERE;
    r->square[u] = r->nominal[u] * r->nominal[u];
    r->ones[u] = 1.0;
  }
}

// Largest |sum_u (nominal + x)_u P_l - delta_l0|; leaves what is missing in `t`.
static double missing(const rule *r)
{
  double worst = 0.0;
  for (int u = 0; u < r->nlanes; ++u) r->x[u] += r->nominal[u];
  apply(r, r->x, NULL, r->t);
  for (int u = 0; u < r->nlanes; ++u) r->x[u] -= r->nominal[u];
  for (int k = 0; k < r->nl; ++k) {
    r->t[k] = (k == 0 ? 1.0 : 0.0) - r->t[k];
    double wrong = fabs(r->t[k]) / sqrt(2.0 * r->lstep * k + 1.0);
    if (!(wrong <= worst)) worst = wrong; // keeps a NaN, which spoils all sums alike
  }
  return worst;
}

// Corrections of all unknowns; what the sums still miss by.
static double correct(const rule *r)
{
  (void)missing(r);
  solve(r);
  for (int block = 0; block < r->nlanes / LANES; ++block)
    block_evaluate(r, block, r->y, r->x + (size_t)block * LANES);
  for (int u = r->nunknowns; u < r->nlanes; ++u) r->x[u] = 0.0;
  return missing(r);
}

// Hand out the arrays of a rule; bytes needed.
static size_t place_rule(rule *r, char *base)
{
  s2_arena arena = {base, 0};
  double **const by_lane[] = {&r->height, &r->side, &r->nominal, &r->square, &r->ones, &r->x};
  for (size_t i = 0; i < sizeof by_lane / sizeof *by_lane; ++i)
    *by_lane[i] = s2_arena_take(&arena, (size_t)r->nlanes, sizeof(double));
  r->partial = s2_arena_take(&arena, (size_t)GROUPS * (size_t)r->nl, sizeof(double));
  r->t = s2_arena_take(&arena, (size_t)r->nl, sizeof(double));
  r->y = s2_arena_take(&arena, (size_t)r->nl, sizeof(double));
  r->work = s2_arena_take(&arena, 4 * (size_t)r->nl, sizeof(double));
  return arena.used;
}

s2_status s2fft_ring_weights(const s2_grid *grid, int lmax, double *weights)
{
  S2_REQUIRE(grid != NULL && weights != NULL, "an argument is NULL");
  const s2_ring *rings = s2_grid_rings(grid);
  int nrings = s2_grid_nrings(grid);
  if (lmax == -1 && s2_grid_nside(grid) > 0) lmax = 3 * s2_grid_nside(grid);
  S2_REQUIRE(lmax >= 0 && lmax < nrings, "lmax = %d is outside 0 .. %d", lmax, nrings - 1);
  rule r = {.lmax = lmax, .lstep = is_symmetric(rings, nrings) ? 2 : 1};
  r.nunknowns = r.lstep == 2 ? (nrings + 1) / 2 : nrings;
  r.nlanes = (r.nunknowns + LANES - 1) / LANES * LANES;
  r.nl = lmax / r.lstep + 1;
  size_t bytes = place_rule(&r, NULL);
  char *block = s2_priv_alloc(bytes, 1);
  if (block == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu bytes", bytes);
  place_rule(&r, block);
  fill_rule(&r, rings, nrings);
  double worst = correct(&r);
  for (int i = 0; i < nrings && worst <= TOLERANCE; ++i) {
    int u = i < r.nunknowns ? i : nrings - 1 - i;
    weights[i] = (r.nominal[u] + r.x[u]) * SPHERE / unknown_samples(&r, rings, nrings, u);
  }
  s2_priv_free(block);
  if (worst <= TOLERANCE) return S2_OK;
  return S2_FAIL(S2_ERR_NUMERIC, "the rings do not resolve lmax = %d: sums are wrong by %.1e", lmax,
                 worst);
}

// SPDX-License-Identifier: MIT
#include "points.h"
#include "smooth.h"
#include <math.h>
#include <string.h>

/// Columns are refined 32 at a time (points_circles.c), and a window must not meet itself.
enum { GRAIN = 32 };

/// Least oversampling and the largest that is tried.
static const double FINENESS[2] = {1.2, 2.05};

static int fine_size(double n)
{
  int half = GRAIN / 2;
  return half * smooth_size((int)ceil(n / half));
}

/// Least number of taps whose errors at this edge, of both angles together and with the round-off
/// that the division by psi^ amplifies, are below epsilon; 0: none.
static int least_width(double edge, double epsilon)
{
  for (int w = 2; w <= POINTS_WIDTH_MAX; ++w) {
    double beta = points_window_beta(w, edge);
    double gain = points_window_transform(w, beta, 0) / points_window_transform(w, beta, edge);
    if (sqrt(2) * points_window_error(w, beta, edge) + 2e-16 * gain <= epsilon) return w;
  }
  return 0;
}

/// Nanoseconds, about, of what depends on M and w: transforms along parallels (N/2 rings) and
/// circles of longitude (M/2), windows and taps of the points. Only the balance matters.
static double cost(const points_shape *s, int64_t npoints)
{
  double M = s->M, grid = 0.5 * M * (2.0 * s->N * log2(M) + M * log2(M));
  return 0.25 * grid + (20 + 0.17 * s->width * s->width) * (double)npoints;
}

static void complete(points_shape *s)
{
  s->beta = points_window_beta(s->width, (double)(s->L - 1) / s->M);
  s->margin = s->width / 2;
  s->rows = s->M / 2 + s->width;
  if (s->rows < s->N / 2 + 1) s->rows = s->N / 2 + 1;
  s->pitch = s->M + POINTS_WIDTH_MAX;
  if (s->pitch % 16 == 0) s->pitch += 8; // an odd number of cache lines: columns spread over sets
  s->tile_rows = s->M / 2 / POINTS_TILE + 1;
  s->tile_columns = s->M / POINTS_TILE;
}

s2_status points_choose(int L, int mmax, double epsilon, int64_t npoints, points_shape *shape)
{
  double band = 2.0 * L - 1, least = INFINITY;
  *shape = (points_shape){.L = L, .mmax = mmax, .N = smooth_size(2 * L - 1)};
  points_shape tried = *shape;
  for (int M = fine_size(FINENESS[0] * band); M <= fine_size(FINENESS[1] * band);
       M = fine_size(M + 1.0)) {
    tried.M = M;
    tried.width = least_width((double)(L - 1) / M, epsilon);
    double price = cost(&tried, npoints);
    if (tried.width == 0 || price >= least) continue;
    least = price;
    *shape = tried;
  }
  if (shape->width == 0)
    return S2_FAIL(S2_ERR_INTERNAL, "no window for epsilon = %g at L = %d", epsilon, L);
  complete(shape);
  return S2_OK;
}

s2_status points_rings(const points_shape *shape, s2_grid **grid)
{
  int n = shape->N / 2 + 1;
  s2_grid *equiangular;
  S2_TRY(s2_grid_create_shape(&equiangular, S2_GRID_CC, n, shape->M));
  s2_ring *rings = s2_priv_alloc((size_t)n, sizeof *rings);
  s2_status status = rings == NULL ? S2_FAIL(S2_ERR_MEMORY, "%d rings", n) : S2_OK;
  if (status == S2_OK) {
    memcpy(rings, s2_grid_rings(equiangular), (size_t)n * sizeof *rings);
    for (int t = 0; t < n; ++t) rings[t].offset = t * (int64_t)shape->pitch;
    status = s2_grid_create_rings(grid, n, rings);
  }
  s2_priv_free(rings);
  s2_grid_destroy(equiangular);
  return status;
}

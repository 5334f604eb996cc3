// SPDX-License-Identifier: MIT
// Every point to its tile, by a counting sort that keeps the order of the points within a tile.
#include "points.h"
#include <math.h>

/// 1 / (2 pi) as the sum of two doubles.
static const double TURN[2] = {0.15915494309189535, -9.839338337591243e-18};

/// Points that are located at once.
enum { BLOCK = 256 };

typedef struct sorter {
  s2fft_points_plan *plan;
  const double *theta, *phi;
  points_lattice lattice[2]; ///< of theta, phi
  int chunks;                ///< of points, counted side by side
  int64_t ntiles;            ///< with and without points
  int64_t *count; ///< [chunks][ntiles] points, then where the next goes, then where they end
} sorter;

/// Points of a block: their places and tiles.
typedef struct located {
  points_place place[BLOCK];
  int64_t tile[BLOCK];
} located;

static points_lattice lattice_of(const points_shape *g, double period)
{
  double M = g->M, rate = M * TURN[0];
  return (points_lattice){.samples = {rate, fma(M, TURN[0], -rate) + M * TURN[1]},
                          .period = period,
                          .half = g->width % 2 == 0 ? 0 : 0.5,
                          .before = (g->width + 1) / 2};
}

static void locate(const sorter *s, int64_t begin, int n, located *out)
{
  const points_shape *g = &s->plan->shape;
  double z[2][BLOCK];
  int row[BLOCK], column[BLOCK];
  s->plan->loops->locate(&s->lattice[0], s->theta + begin, n, z[0], row);
  s->plan->loops->locate(&s->lattice[1], s->phi + begin, n, z[1], column);
  for (int i = 0; i < n; ++i) {
    int r = row[i] + g->margin, c = column[i] < 0 ? column[i] + g->M : column[i];
    int64_t code = 256 * (begin + i) + 16 * (r % POINTS_TILE) + c % POINTS_TILE;
    out->place[i] = (points_place){{z[0][i], z[1][i]}, code};
    out->tile[i] = (int64_t)(r / POINTS_TILE) * g->tile_columns + c / POINTS_TILE;
  }
}

static int64_t chunk_begin(const sorter *s, int chunk)
{
  return s->plan->npoints / s->chunks * chunk +
         (s->plan->npoints % s->chunks < chunk ? s->plan->npoints % s->chunks : chunk);
}

/// Count the points of a chunk, or put them where they belong.
static void pass(const sorter *s, int chunk, int placing)
{
  located block;
  int64_t *count = s->count + chunk * s->ntiles, end = chunk_begin(s, chunk + 1);
  for (int64_t begin = chunk_begin(s, chunk); begin < end; begin += BLOCK) {
    int n = end - begin < BLOCK ? (int)(end - begin) : BLOCK;
    locate(s, begin, n, &block);
    for (int i = 0; i < n; ++i) {
      int64_t at = count[block.tile[i]]++;
      if (placing) s->plan->place[at] = block.place[i];
    }
  }
}

static void run(const sorter *s, int placing)
{
#ifdef _OPENMP
#  pragma omp parallel for schedule(static, 1) num_threads(s->chunks) if (s->chunks > 1)
#endif
  for (int c = 0; c < s->chunks; ++c) pass(s, c, placing);
}

/// From counts to first places; returns the number of tiles with points.
static int64_t accumulate(const sorter *s)
{
  int64_t total = 0, tiles = 0;
  for (int64_t t = 0; t < s->ntiles; ++t) {
    int64_t before = total;
    for (int c = 0; c < s->chunks; ++c) {
      int64_t *count = &s->count[c * s->ntiles + t], points = *count;
      *count = total;
      total += points;
    }
    tiles += total > before;
  }
  return tiles;
}

/// The tiles that hold points, colour by colour. After the second pass the last chunk's counts are
/// the ends of the tiles.
static void list_tiles(const sorter *s)
{
  s2fft_points_plan *plan = s->plan;
  const int64_t *end = s->count + (s->chunks - 1) * s->ntiles;
  int64_t n = 0;
  for (int colour = 0; colour < POINTS_COLOURS; ++colour) {
    plan->colour[colour] = n;
    for (int r = colour / 2; r < plan->shape.tile_rows; r += 2)
      for (int c = colour % 2; c < plan->shape.tile_columns; c += 2) {
        int64_t t = (int64_t)r * plan->shape.tile_columns + c, begin = t > 0 ? end[t - 1] : 0;
        if (end[t] > begin)
          plan->tile[n++] = (points_tile){r * POINTS_TILE, c * POINTS_TILE, begin, end[t]};
      }
  }
  plan->colour[POINTS_COLOURS] = n;
}

/// As many chunks as threads, unless they were too small or their counts more than the points.
static int choose_chunks(const s2fft_points_plan *plan, int64_t ntiles)
{
  int64_t least = ntiles > 4096 ? ntiles : 4096, worth = plan->npoints / least + 1,
          threads = s2_priv_threads(plan->nthreads);
  return (int)(worth < threads ? worth : threads);
}

s2_status points_sort(s2fft_points_plan *plan, const double *theta, const double *phi)
{
  sorter s = {.plan = plan, .theta = theta, .phi = phi};
  s.lattice[0] = lattice_of(&plan->shape, 4.0 * plan->shape.M); // never reached
  s.lattice[1] = lattice_of(&plan->shape, plan->shape.M);
  s.ntiles = (int64_t)plan->shape.tile_rows * plan->shape.tile_columns;
  s.chunks = choose_chunks(plan, s.ntiles);
  plan->place = s2_priv_alloc((size_t)plan->npoints, sizeof *plan->place);
  s.count = s2_priv_alloc((size_t)(s.chunks * s.ntiles), sizeof *s.count);
  if (plan->place != NULL && s.count != NULL) {
    run(&s, 0);
    plan->ntiles = accumulate(&s);
    plan->tile = s2_priv_alloc((size_t)plan->ntiles, sizeof *plan->tile);
  }
  s2_status status = S2_OK;
  if (plan->tile == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "no memory to sort %lld points", (long long)plan->npoints);
  if (status == S2_OK) {
    run(&s, 1);
    list_tiles(&s);
  }
  s2_priv_free(s.count);
  return status;
}

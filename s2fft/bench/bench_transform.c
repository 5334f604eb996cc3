// SPDX-License-Identifier: MIT
// Time of one transform: bench_transform KIND L SPIN DIRECTION [THREADS [MAPS]]
//
// KIND is mw, mwss, dh, gl, cc, f1 or healpix (nside = L/2); DIRECTION is inverse, forward,
// inverse_adjoint or forward_adjoint; spin 0 transforms real maps, other spins (Q, U) pairs.
//
// Flops are those of the Legendre stage with nothing left out near the poles, per (l, m) and pair
// of rings: 6 for a real map, 10 for a pair of spin 1 .. 4, 24 for higher spins
// (docs/performance.md), so 6/4 L^2 nrings for a real map. Each map of a batch counts alone;
// Fourier transforms along the rings and along theta are not counted.
#include <s2common/priv/memory.h>
#include <s2fft/s2fft.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_TIMES = 200 };

typedef s2_status synthesis(const s2fft_plan *, const s2_complex *, double *, const s2fft_batch *,
                            s2fft_workspace *);
typedef s2_status analysis(const s2fft_plan *, const double *, s2_complex *, const s2fft_batch *,
                           s2fft_workspace *);
typedef s2_status pair_synthesis(const s2fft_plan *, const s2_complex *, const s2_complex *,
                                 double *, double *, const s2fft_batch *, s2fft_workspace *);
typedef s2_status pair_analysis(const s2fft_plan *, const double *, const double *, s2_complex *,
                                s2_complex *, const s2fft_batch *, s2fft_workspace *);

typedef struct direction {
  const char *name;
  synthesis *to_map; // NULL: an analysis
  analysis *to_alm;
  pair_synthesis *to_pair;
  pair_analysis *from_pair;
} direction;

static const direction directions[] = {
    {"inverse", s2fft_inverse, NULL, s2fft_inverse_pair, NULL},
    {"forward", NULL, s2fft_forward, NULL, s2fft_forward_pair},
    {"inverse_adjoint", NULL, s2fft_inverse_adjoint, NULL, s2fft_inverse_adjoint_pair},
    {"forward_adjoint", s2fft_forward_adjoint, NULL, s2fft_forward_adjoint_pair, NULL},
};

typedef struct bench {
  const char *kind;
  int L, spin, threads, maps;
  const direction *direction;
  s2_grid *grid;
  s2fft_plan *plan;
  s2fft_workspace *work;
  s2fft_batch batch;
  s2_complex *alm[2]; // E, B
  double *map[2];     // Q, U
} bench;

static double now(void)
{
  struct timespec t;
  timespec_get(&t, TIME_UTC);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static s2_status prepare(bench *b)
{
  s2_grid_kind kind;
  s2fft_options options;
  s2fft_field field = b->spin == 0 ? S2FFT_REAL : S2FFT_PAIR;
  s2_status status = s2_grid_kind_from_name(b->kind, &kind);
  if (status != S2_OK) return status;
  status = kind == S2_GRID_HEALPIX ? s2_grid_create_healpix(&b->grid, b->L / 2)
                                   : s2_grid_create(&b->grid, kind, b->L);
  if (status != S2_OK) return status;
  s2fft_options_init(&options);
  options.spin = b->spin;
  options.nthreads = b->threads;
  status = s2fft_plan_create(&b->plan, b->grid, b->L, &options);
  if (status != S2_OK) return status;
  b->batch.count = b->maps;
  return s2fft_workspace_create(&b->work, b->plan, field, b->maps);
}

// Unit coefficients and maps of a smooth function: values matter only in staying ordinary numbers.
static s2_status fill(bench *b)
{
  size_t nalm = (size_t)s2fft_alm_size(b->plan, S2FFT_PAIR) * (size_t)b->maps;
  size_t nmap = (size_t)s2fft_map_size(b->plan) * (size_t)b->maps;
  for (int field = 0; field < 2; field++) {
    double *alm = s2_priv_alloc(2 * nalm, sizeof *alm);
    double *map = s2_priv_alloc(nmap, sizeof *map);
    b->alm[field] = (s2_complex *)alm;
    b->map[field] = map;
    if (alm == NULL || map == NULL) return S2_ERR_MEMORY;
    for (size_t i = 0; i < 2 * nalm; i++) alm[i] = (double)(i % 7) - 3.0;
    for (size_t i = 0; i < nmap; i++) map[i] = (double)(i % 5) - 2.0;
  }
  return S2_OK;
}

static s2_status once(const bench *b)
{
  const direction *d = b->direction;
  if (b->spin == 0 && d->to_map != NULL) {
    return d->to_map(b->plan, b->alm[0], b->map[0], &b->batch, b->work);
  }
  if (b->spin == 0) return d->to_alm(b->plan, b->map[0], b->alm[0], &b->batch, b->work);
  if (d->to_pair != NULL) {
    return d->to_pair(b->plan, b->alm[0], b->alm[1], b->map[0], b->map[1], &b->batch, b->work);
  }
  return d->from_pair(b->plan, b->map[0], b->map[1], b->alm[0], b->alm[1], &b->batch, b->work);
}

static int compare_times(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

// Five times at least, then until a second is over.
static s2_status measure(const bench *b)
{
  double times[MAX_TIMES], end = now() + 1.0;
  int n = 0;
  s2_status status = once(b); // touches all memory
  while (status == S2_OK && n < MAX_TIMES && (n < 5 || now() < end)) {
    double start = now();
    status = once(b);
    times[n++] = now() - start;
  }
  if (status != S2_OK) return status;
  qsort(times, (size_t)n, sizeof *times, compare_times);
  double per_value = b->spin == 0 ? 6.0 : b->spin <= 4 ? 10.0 : 24.0;
  double flops = per_value / 4 * b->L * b->L * s2_grid_nrings(b->grid) * b->maps;
  printf("%-7s L = %5d  spin %3d  %-15s  %2d threads  %2d maps  %-6s  min %10.3f ms  "
         "median %10.3f ms  %7.2f GF/s\n",
         b->kind, b->L, b->spin, b->direction->name, b->threads, b->maps, s2fft_plan_isa(b->plan),
         1e3 * times[0], 1e3 * times[n / 2], 1e-9 * flops / times[n / 2]);
  return S2_OK;
}

static void release(bench *b)
{
  for (int field = 0; field < 2; field++) {
    s2_priv_free(b->alm[field]);
    s2_priv_free(b->map[field]);
  }
  s2fft_workspace_destroy(b->work);
  s2fft_plan_destroy(b->plan);
  s2_grid_destroy(b->grid);
}

int main(int argc, char **argv)
{
  if (argc < 5) {
    fprintf(stderr,
            "usage: %s KIND L SPIN DIRECTION [THREADS [MAPS]]\n"
            "example: %s gl 1024 2 inverse 2 8\n",
            argv[0], argv[0]);
    return 2;
  }
  bench b = {.kind = argv[1], .L = atoi(argv[2]), .spin = atoi(argv[3])};
  b.threads = argc > 5 ? atoi(argv[5]) : 1;
  b.maps = argc > 6 ? atoi(argv[6]) : 1;
  for (size_t i = 0; i < sizeof directions / sizeof *directions; i++) {
    if (strcmp(argv[4], directions[i].name) == 0) b.direction = &directions[i];
  }
  if (b.direction == NULL || b.maps < 1) {
    fprintf(stderr, "%s: no such direction, or MAPS < 1\n", argv[0]);
    return 2;
  }
  s2_status status = prepare(&b);
  if (status == S2_OK) status = fill(&b);
  if (status == S2_OK) status = measure(&b);
  if (status != S2_OK) fprintf(stderr, "%s: %s\n", argv[0], s2_error_message());
  release(&b);
  return status != S2_OK;
}

// SPDX-License-Identifier: MIT
// Speed of the lane and row transforms next to FFTW: nanoseconds and GF/s, 5 n log2(n) floating
// point operations per complex transform; the best of several repetitions.
#include "../src/dft.h"
#include "isa.h"
#include <fftw3.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const int lengths[] = {64,   256,  480,  512,  1000, 1023, 1024, 1536, 2000,
                              2047, 2048, 3072, 4095, 4096, 8191, 8192, 16384};

// What is timed: FFTW if kernel == NULL, rows if row != NULL, else lanes.
typedef struct job {
  const s2fft_dft_kernel *kernel;
  const s2fft_dft *dft;
  const s2fft_dft_row *row;
  fftw_plan fftw;
  double *x, *scratch;
  int n;
} job;

static double now(void)
{
  struct timespec t;
  timespec_get(&t, TIME_UTC);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void once(const job *j)
{
  if (j->kernel == NULL) {
    fftw_execute(j->fftw);
  } else if (j->row != NULL) {
    j->kernel->row_forward(j->row, j->x, j->x + j->n, j->scratch);
  } else {
    j->kernel->forward(j->dft, j->x, j->scratch);
  }
}

static double seconds(const job *j)
{
  double best = 1e9;
  int inner = 1 + 200000 / j->n / (j->row != NULL ? 1 : 8);
  for (int repetition = 0; repetition < 9; repetition++) {
    memset(j->x, 0, 16 * (size_t)j->n * sizeof *j->x); // unnormalised: never let it overflow
    double start = now();
    for (int i = 0; i < inner; i++) once(j);
    double time = (now() - start) / inner;
    if (time < best) best = time;
  }
  return best;
}

static double flops(int n)
{
  return 5.0 * n * log2(n);
}

static job fftw_job(int n, int howmany)
{
  job j = {.x = s2_priv_alloc(16 * (size_t)n, sizeof *j.x), .n = n};
  if (j.x == NULL) exit(1);
  fftw_complex *z = (fftw_complex *)j.x;
  j.fftw =
      fftw_plan_many_dft(1, &n, howmany, z, NULL, 1, n, z, NULL, 1, n, FFTW_FORWARD, FFTW_ESTIMATE);
  return j;
}

static void bench_lanes(const s2fft_dft_kernel *kernel, int n)
{
  job ours = {.kernel = kernel, .n = n}, peer = fftw_job(n, 8);
  s2fft_dft *dft;
  if (s2fft_dft_create(&dft, n) != S2_OK) exit(1);
  ours.dft = dft;
  ours.x = s2_priv_alloc(16 * (size_t)n, sizeof *ours.x);
  ours.scratch = s2_priv_alloc(s2fft_dft_scratch(dft, 8) + 1, sizeof *ours.scratch);
  if (ours.x == NULL || ours.scratch == NULL) exit(1);
  double t = seconds(&ours) / kernel->lanes, p = seconds(&peer) / 8;
  printf("%-7s n = %5d  %9.1f ns  %6.2f GF/s   FFTW %9.1f ns  %6.2f GF/s   %5.2f x\n", kernel->isa,
         n, 1e9 * t, 1e-9 * flops(n) / t, 1e9 * p, 1e-9 * flops(n) / p, p / t);
  s2_priv_free(ours.x);
  s2_priv_free(ours.scratch);
  s2_priv_free(peer.x);
  fftw_destroy_plan(peer.fftw);
  s2fft_dft_destroy(dft);
}

// HEALPix polar caps: every length 4 i.
static void bench_rows(const s2fft_dft_kernel *kernel, int nside)
{
  double ours_s = 0.0, peer_s = 0.0, work = 0.0, plans_s = 0.0;
  int64_t bytes = 0;
  for (int i = 1; i <= nside; i++) {
    job ours = {.kernel = kernel, .n = 4 * i}, peer = fftw_job(4 * i, 1);
    s2fft_dft_row *row;
    double start = now();
    if (s2fft_dft_row_create(&row, 4 * i) != S2_OK) exit(1);
    plans_s += now() - start;
    bytes += s2fft_dft_row_bytes(row);
    ours.row = row;
    ours.x = s2_priv_alloc(64 * (size_t)i, sizeof *ours.x);
    ours.scratch = s2_priv_alloc(s2fft_dft_row_scratch(row), sizeof *ours.scratch);
    if (ours.x == NULL || ours.scratch == NULL) exit(1);
    ours_s += seconds(&ours);
    peer.row = row; // as many repetitions
    peer_s += seconds(&peer);
    work += flops(4 * i);
    s2_priv_free(ours.x);
    s2_priv_free(ours.scratch);
    s2_priv_free(peer.x);
    fftw_destroy_plan(peer.fftw);
    s2fft_dft_row_destroy(row);
  }
  printf(
      "%-7s rows 4 i, i <= %4d: %6.2f GF/s   FFTW %6.2f GF/s   %5.2f x   plans %.1f ms %.1f MiB\n",
      kernel->isa, nside, 1e-9 * work / ours_s, 1e-9 * work / peer_s, peer_s / ours_s,
      1e3 * plans_s, (double)bytes / 1048576.0);
}

int main(int argc, char **argv)
{
  const s2fft_dft_kernel *all[] = {&s2fft_dft_kernel_base,
#ifdef __x86_64__
                                   &s2fft_dft_kernel_avx2, &s2fft_dft_kernel_avx512
#endif
  };
  for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
    if (!isa_runs_here(all[k]->lanes) || (argc > 1 && strcmp(argv[1], all[k]->isa) != 0)) continue;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) bench_lanes(all[k], lengths[i]);
    bench_rows(all[k], 256);
    bench_rows(all[k], 512);
  }
  return 0;
}

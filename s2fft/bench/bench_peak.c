// SPDX-License-Identifier: MIT
// Ceilings of this machine: multiply-adds per second of each instruction set and memory bandwidth,
// on one thread and on all. The best of several repetitions.
#include "isa.h"
#include "peak.h"
#include <s2common/priv/memory.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

enum { REPETITIONS = 7 };

static double now(void)
{
  struct timespec t;
  timespec_get(&t, TIME_UTC);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int all_threads(void)
{
#ifdef _OPENMP
  return omp_get_num_procs();
#else
  return 1;
#endif
}

static void bench_fma(const peak_kernel *kernel, int threads)
{
  const int64_t n = 4000000;
  double best = 1e9, sum = 0.0;
  for (int repetition = 0; repetition < REPETITIONS; repetition++) {
    double start = now();
#ifdef _OPENMP
#  pragma omp parallel for num_threads(threads) schedule(static, 1) reduction(+ : sum)
#endif
    for (int thread = 0; thread < threads; thread++) sum += kernel->run(n);
    double time = now() - start;
    if (time < best) best = time;
  }
  double flops = 2.0 * PEAK_CHAINS * kernel->lanes * (double)n * threads;
  // The sum is printed so that the work cannot be dropped.
  printf("fma     %-7s %2d threads  %8.1f GF/s   (%.0e)\n", kernel->isa, threads,
         1e-9 * flops / best, sum);
}

// a = b + c/2 on `n` doubles per thread, `rounds` times.
static void triad(double *a, const double *b, const double *c, int64_t n, int64_t rounds)
{
  for (int64_t round = 0; round < rounds; round++) {
    for (int64_t i = 0; i < n; i++) a[i] = b[i] + 0.5 * c[i];
    __asm__ volatile("" : : "r"(a) : "memory"); // every round counts
  }
}

static int bench_triad(int64_t n, int threads)
{
  const int64_t rounds = 1 + 20000000 / n;
  size_t size = (size_t)n * (size_t)threads;
  double *x = s2_priv_alloc(3 * size, sizeof *x), best = 1e9;
  if (x == NULL) return 0;
  for (size_t i = 0; i < 3 * size; i++) x[i] = (double)i;
  for (int repetition = 0; repetition < REPETITIONS; repetition++) {
    double start = now();
#ifdef _OPENMP
#  pragma omp parallel for num_threads(threads) schedule(static, 1)
#endif
    for (int thread = 0; thread < threads; thread++) {
      double *a = x + 3 * n * thread;
      triad(a, a + n, a + 2 * n, n, rounds);
    }
    double time = now() - start;
    if (time < best) best = time;
  }
  printf("triad   %7.0f KiB per thread  %2d threads  %8.1f GB/s\n", 24.0 * (double)n / 1024.0,
         threads, 24e-9 * (double)(n * rounds) * threads / best);
  s2_priv_free(x);
  return 1;
}

int main(void)
{
  const peak_kernel *kernels[] = {&peak_base,
#ifdef __x86_64__
                                  &peak_avx2, &peak_avx512
#endif
  };
  const int64_t sizes[] = {800, 16000, 300000, 8000000}; // cache levels, then memory
  int all = all_threads();
  for (int threads = 1; threads <= all; threads += all > 1 ? all - 1 : 1) {
    for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++) {
      if (isa_runs_here(kernels[k]->lanes)) bench_fma(kernels[k], threads);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
      if (!bench_triad(sizes[i], threads)) return 1;
    }
  }
  return 0;
}

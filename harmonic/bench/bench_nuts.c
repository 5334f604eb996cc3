// SPDX-License-Identifier: MIT
// Time of a leapfrog step of the no-U-turn sampler beyond the density: that of whole runs on a
// normal distribution, less the time of as many calls of the density alone.
//
//   bench_nuts D metric [repetitions]    metric: 0 diagonal, 1 dense
#define _POSIX_C_SOURCE 200809L
#include <harmonic/nuts.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int unit_normal(void *user, const double *x, double *ln_post, double *gradient)
{
  int ndim = *(const int *)user;
  double sum[4] = {0};
  int i = 0;
  for (; i + 4 <= ndim; i += 4)
    for (int k = 0; k < 4; ++k) {
      sum[k] += x[i + k] * x[i + k];
      gradient[i + k] = -x[i + k];
    }
  for (; i < ndim; ++i) {
    sum[0] += x[i] * x[i];
    gradient[i] = -x[i];
  }
  *ln_post = -0.5 * (sum[0] + sum[1] + sum[2] + sum[3]);
  return 0;
}

static double time_of_density(int ndim, int64_t calls)
{
  double *x = calloc(2 * (size_t)ndim, sizeof *x), ln_post, sum = 0.0;
  double start = now();
  for (int64_t i = 0; x != NULL && i < calls; ++i) {
    x[i % ndim] = 1.0;
    sum += unit_normal(&ndim, x, &ln_post, x + ndim) + ln_post;
  }
  double took = now() - start;
  free(x);
  return sum < 0.0 ? took : 0.0;
}

static int order(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/// Nanoseconds of a step: all, and beyond the density. 0 on failure.
static int measure(harmonic_nuts *sampler, int ndim, int64_t transitions, double out[2])
{
  harmonic_nuts_summary before, after;
  harmonic_nuts_summarise(sampler, &before);
  double start = now();
  if (harmonic_nuts_run(sampler, transitions) != S2_OK) return 0;
  double took = now() - start;
  harmonic_nuts_summarise(sampler, &after);
  int64_t steps = after.leapfrogs - before.leapfrogs;
  out[0] = 1e9 * took / (double)steps;
  out[1] = out[0] - 1e9 * time_of_density(ndim, steps) / (double)steps;
  return 1;
}

enum { MOST = 1000, WARMUP = 300, PART = 300 };

int main(int argc, char **argv)
{
  int ndim = argc > 1 ? atoi(argv[1]) : 100, repetitions = argc > 3 ? atoi(argv[3]) : 15;
  double all[MOST], beyond[MOST], pair[2] = {0};
  harmonic_nuts *sampler;
  harmonic_nuts_options options;
  if (repetitions < 1 || repetitions > MOST) return 2;
  harmonic_nuts_options_init(&options);
  options.chains = options.threads = 1;
  options.check_gradient = 0; // the density always writes its gradient
  options.warmup = WARMUP;
  options.draws = (int64_t)PART * repetitions;
  options.metric = argc > 2 && atoi(argv[2]) ? HARMONIC_NUTS_DENSE : HARMONIC_NUTS_DIAGONAL;
  int fine = harmonic_nuts_create(&sampler, ndim, unit_normal, &ndim, &options) == S2_OK &&
             harmonic_nuts_run(sampler, WARMUP) == S2_OK;
  for (int i = 0; i < repetitions && fine; ++i) {
    fine = measure(sampler, ndim, PART, pair);
    all[i] = pair[0];
    beyond[i] = pair[1];
  }
  if (!fine) return fprintf(stderr, "%s\n", s2_error_message()), 1;
  qsort(all, (size_t)repetitions, sizeof *all, order);
  qsort(beyond, (size_t)repetitions, sizeof *beyond, order);
  printf("D = %d, %s metric: %.0f ns per step, %.0f beyond the density (medians; least %.0f)\n",
         ndim, options.metric == HARMONIC_NUTS_DENSE ? "dense" : "diagonal", all[repetitions / 2],
         beyond[repetitions / 2], beyond[0]);
  harmonic_nuts_destroy(sampler);
  return 0;
}

// SPDX-License-Identifier: MIT
// Time of plan, evaluation at points and adjoint: bench_points L NPOINTS EPSILON SPIN [THREADS]
//
// Points are uniform on the sphere, in no order; spin 0 evaluates a real field, other spins pairs.
// The error is that of the values relative to those at epsilon = 1e-12.
#include <math.h>
#include <s2common/priv/memory.h>
#include <s2common/rng.h>
#include <s2fft/points.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TIMES = 7 };

typedef struct bench {
  int L, spin;
  int64_t n;
  s2fft_options options;
  double *theta, *phi, *value[2], *exact[2];
  s2_complex *alm[2], *sum[2]; ///< of the values, of the adjoint
} bench;

static double now(void)
{
  struct timespec t;
  timespec_get(&t, TIME_UTC);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static s2_status fill(bench *b)
{
  size_t n = (size_t)b->n, nalm = (size_t)b->L * (size_t)(b->L + 1) / 2;
  double **arrays[] = {&b->theta, &b->phi, &b->value[0], &b->value[1], &b->exact[0], &b->exact[1]};
  for (size_t k = 0; k < sizeof arrays / sizeof *arrays; ++k)
    if ((*arrays[k] = s2_priv_alloc(n, sizeof(double))) == NULL) return S2_ERR_MEMORY;
  for (int64_t i = 0; i < b->n; ++i) {
    double normal[2][2]; // three of them point in a random direction
    for (uint64_t k = 0; k < 2; ++k) s2_rng_normal2(1, k, (uint64_t)i, normal[k]);
    b->theta[i] = atan2(hypot(normal[0][0], normal[0][1]), normal[1][0]);
    b->phi[i] = atan2(normal[0][1], normal[0][0]);
  }
  for (int k = 0; k < 2; ++k) {
    double *alm = s2_priv_alloc(2 * nalm, sizeof *alm);
    b->alm[k] = (s2_complex *)alm;
    b->sum[k] = s2_priv_alloc(nalm, sizeof *b->sum[k]);
    if (alm == NULL || b->sum[k] == NULL) return S2_ERR_MEMORY;
    for (size_t i = 0; i < nalm; ++i) s2_rng_normal2(2, (uint64_t)k, i, alm + 2 * i);
  }
  return S2_OK;
}

static s2_status evaluate(const bench *b, const s2fft_points_plan *plan, double *const to[2],
                          s2fft_points_workspace *work)
{
  if (b->spin == 0) return s2fft_points_inverse(plan, b->alm[0], to[0], work);
  return s2fft_points_inverse_pair(plan, b->alm[0], b->alm[1], to[0], to[1], work);
}

static s2_status adjoint(const bench *b, const s2fft_points_plan *plan,
                         s2fft_points_workspace *work)
{
  if (b->spin == 0) return s2fft_points_inverse_adjoint(plan, b->value[0], b->sum[0], work);
  return s2fft_points_inverse_adjoint_pair(plan, b->value[0], b->value[1], b->sum[0], b->sum[1],
                                           work);
}

static double error(const bench *b)
{
  double difference = 0, norm = 0;
  for (int k = 0; k < (b->spin == 0 ? 1 : 2); ++k)
    for (int64_t i = 0; i < b->n; ++i) {
      difference += pow(b->value[k][i] - b->exact[k][i], 2);
      norm += pow(b->exact[k][i], 2);
    }
  return sqrt(difference / norm);
}

static int compare_times(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/// Medians of plan, values and adjoint, and the error.
static s2_status measure(const bench *b, double epsilon, double median[3], double *wrong)
{
  double times[3][TIMES];
  s2fft_field field = b->spin == 0 ? S2FFT_REAL : S2FFT_PAIR;
  s2_status status = S2_OK;
  for (int k = 0; k < TIMES && status == S2_OK; ++k) {
    s2fft_points_plan *plan;
    s2fft_points_workspace *work = NULL;
    double start = now();
    status = s2fft_points_plan_create(&plan, b->L, b->n, b->theta, b->phi, epsilon, &b->options);
    times[0][k] = now() - start;
    if (status == S2_OK) status = s2fft_points_workspace_create(&work, plan, field);
    if (status == S2_OK) status = evaluate(b, plan, b->value, work); // touches all memory
    start = now();
    if (status == S2_OK) status = evaluate(b, plan, b->value, work);
    times[1][k] = now() - start;
    if (status == S2_OK && k == 0) *wrong = error(b);
    start = now();
    if (status == S2_OK) status = adjoint(b, plan, work);
    times[2][k] = now() - start;
    s2fft_points_workspace_destroy(work);
    s2fft_points_plan_destroy(plan);
  }
  for (int k = 0; k < 3; ++k) {
    qsort(times[k], TIMES, sizeof **times, compare_times);
    median[k] = times[k][TIMES / 2];
  }
  return status;
}

static s2_status reference(const bench *b)
{
  s2fft_points_plan *plan;
  s2_status status =
      s2fft_points_plan_create(&plan, b->L, b->n, b->theta, b->phi, S2FFT_EPSILON_MIN, &b->options);
  if (status == S2_OK) status = evaluate(b, plan, b->exact, NULL);
  s2fft_points_plan_destroy(plan);
  return status;
}

int main(int argc, char **argv)
{
  if (argc < 5) {
    fprintf(stderr,
            "usage: %s L NPOINTS EPSILON SPIN [THREADS]\nexample: %s 512 1000000 1e-6 0 2\n",
            argv[0], argv[0]);
    return 2;
  }
  bench b = {.L = atoi(argv[1]), .n = atoll(argv[2]), .spin = atoi(argv[4])};
  double epsilon = atof(argv[3]), median[3], wrong = 0;
  s2fft_options_init(&b.options);
  b.options.spin = b.spin;
  b.options.nthreads = argc > 5 ? atoi(argv[5]) : 1;
  s2_status status = fill(&b);
  if (status == S2_OK) status = reference(&b);
  if (status == S2_OK) status = measure(&b, epsilon, median, &wrong);
  if (status == S2_OK)
    printf("L = %d  %lld points  epsilon %g  spin %d  %d threads: plan %.1f ms  values %.1f ms  "
           "adjoint %.1f ms  error %.2g\n",
           b.L, (long long)b.n, epsilon, b.spin, b.options.nthreads, 1e3 * median[0],
           1e3 * median[1], 1e3 * median[2], wrong);
  else
    fprintf(stderr, "%s: %s\n", argv[0], s2_error_message());
  void *blocks[] = {b.theta,    b.phi,    b.value[0], b.value[1], b.exact[0],
                    b.exact[1], b.alm[0], b.alm[1],   b.sum[0],   b.sum[1]};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; ++k) s2_priv_free(blocks[k]);
  return status != S2_OK;
}

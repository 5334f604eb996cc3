// SPDX-License-Identifier: MIT
// The matrix products of flows: the library's own beside those of a BLAS, on one thread, in turns.
//   bench_gemm [repetitions]
// Training: float, batches of 64 points; evaluation: double, blocks of 512. BLAS has the whole
// batch in one call, and takes no bias; the library works on tiles of 32 points, and its gradient
// of the weights includes turning the inputs. Printed are medians in microseconds, and flops per
// second.
#define _POSIX_C_SOURCE 200809L
#include "gemm_own.h"
#include <cblas.h>
#include <s2common/priv/isa.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

extern const gemm_own gemm_base_4, gemm_base_8;
#if defined(__x86_64__)
extern const gemm_own gemm_avx2_4, gemm_avx2_8, gemm_avx512_4, gemm_avx512_8;
#else
#  define gemm_avx2_4 gemm_base_4
#  define gemm_avx2_8 gemm_base_8
#  define gemm_avx512_4 gemm_base_4
#  define gemm_avx512_8 gemm_base_8
#endif

static const char *const isa_names[] = {
    [S2_ISA_AVX512] = "avx512", [S2_ISA_AVX2] = "avx2", [S2_ISA_BASE] = "base"};

static const gemm_own *own_products(int is_double)
{
  static const gemm_own *const all[S2_ISA_COUNT][2] = {
      [S2_ISA_AVX512] = {&gemm_avx512_4, &gemm_avx512_8},
      [S2_ISA_AVX2] = {&gemm_avx2_4, &gemm_avx2_8},
      [S2_ISA_BASE] = {&gemm_base_4, &gemm_base_8}};
  return all[s2_priv_isa()][is_double];
}

// ------------------------------------------------------------------ the same by BLAS

static void sforward(const gemm_case *c)
{
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, c->out, c->points, c->in, 1, c->weights,
              c->ld, c->inputs, c->points, 0, c->outputs, c->points);
}

static void sweights(const gemm_case *c)
{
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, c->out, c->in, c->points, 1, c->outputs,
              c->points, c->inputs, c->points, 0, c->gradient, c->ld);
}

static void sinputs(const gemm_case *c)
{
  cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, c->in, c->points, c->out, 1, c->weights,
              c->ld, c->outputs, c->points, 0, c->inputs, c->points);
}

static void dforward(const gemm_case *c)
{
  cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, c->out, c->points, c->in, 1, c->weights,
              c->ld, c->inputs, c->points, 0, c->outputs, c->points);
}

// ------------------------------------------------------------------ measurement

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

enum { MOST = 10000, BURST = 10 };

/// Seconds of one product, of a burst.
static double once(gemm_product *product, const gemm_case *c)
{
  double begin = now();
  for (int i = 0; i < BURST; ++i) product(c);
  return (now() - begin) / BURST;
}

static void compare(const char *what, const gemm_case *c, gemm_product *own, gemm_product *blas,
                    int repetitions)
{
  static double took[2][MOST];
  for (int i = 0; i < repetitions; ++i) {
    took[0][i] = once(own, c);
    took[1][i] = once(blas, c);
  }
  double flops = 2.0 * c->in * c->out * c->points, median[2];
  for (int k = 0; k < 2; ++k) {
    qsort(took[k], (size_t)repetitions, sizeof **took, by_value);
    median[k] = took[k][repetitions / 2];
  }
  printf("| %d to %d, %d points | %s | %.2f us, %.0f GF/s | %.2f us, %.0f GF/s | %.2f |\n", c->in,
         c->out, c->points, what, 1e6 * median[0], 1e-9 * flops / median[0], 1e6 * median[1],
         1e-9 * flops / median[1], median[1] / median[0]);
}

/// Small numbers, none of them 0.
static void *filled(size_t n, int is_double)
{
  void *x = aligned_alloc(128, (n * sizeof(double) + 127) / 128 * 128);
  for (size_t i = 0; x != NULL && i < n; ++i) {
    double value = 1e-3 * (double)(i % 97 + 1);
    if (is_double)
      ((double *)x)[i] = value;
    else
      ((float *)x)[i] = (float)value;
  }
  return x;
}

static void measure(int in, int out, int points, int is_double, int repetitions)
{
  size_t ld = ((size_t)in + 15) / 16 * 16, rows = (size_t)out, n = (size_t)points;
  gemm_case c = {in,
                 out,
                 points,
                 (int)ld,
                 .weights = filled(rows * ld, is_double),
                 .inputs = filled((size_t)in * n, is_double),
                 .outputs = filled(rows * n, is_double),
                 .bias = filled(rows, is_double),
                 .turned = filled(32 * ld, is_double),
                 .gradient = filled(rows * ld, is_double)};
  const gemm_own *own = own_products(is_double);
  if (is_double) {
    compare("outputs, double", &c, own->forward, dforward, repetitions);
  } else {
    compare("outputs, float", &c, own->forward, sforward, repetitions);
    compare("gradient of weights, float", &c, own->weights, sweights, repetitions);
    compare("gradient of inputs, float", &c, own->inputs, sinputs, repetitions);
  }
  void *all[] = {c.weights, c.inputs, c.outputs, c.bias, c.turned, c.gradient};
  for (int i = 0; i < 6; ++i) free(all[i]);
}

int main(int argc, char **argv)
{
  int repetitions = argc > 1 ? atoi(argv[1]) : 500;
  if (repetitions < 1 || repetitions > MOST) return 2;
#ifdef HAVE_OPENBLAS
  openblas_set_num_threads(1);
  printf("%s; own: %s\n\n", openblas_get_config(), isa_names[s2_priv_isa()]);
#else
  printf("BLAS by its C interface; own: %s\n\n", isa_names[s2_priv_isa()]);
#endif
  printf("| layer | product | own | BLAS | BLAS / own |\n| --- | --- | --- | --- | --- |\n");
  static const int spline[][2] = {{5, 64}, {64, 64}, {64, 125}},
                   realnvp[][2] = {{5, 128}, {128, 10}};
  for (int is_double = 0; is_double < 2; ++is_double) {
    int points = is_double ? 512 : 64;
    for (int i = 0; i < 3; ++i) measure(spline[i][0], spline[i][1], points, is_double, repetitions);
    for (int i = 0; i < 2; ++i)
      measure(realnvp[i][0], realnvp[i][1], points, is_double, repetitions);
  }
  return 0;
}

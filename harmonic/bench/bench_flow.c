// SPDX-License-Identifier: MIT
// Seconds of a training epoch and of a density evaluation of both flows, at the default sizes, on
// bent samples in 10 dimensions; and the training loss of each epoch.
//   bench_flow [epochs [points to evaluate [file]]]
// The file, if given, is filled with the training points (doubles), for other programs to learn
// from.
#define _POSIX_C_SOURCE 200809L
#include <harmonic/flow.h>
#include <math.h>
#include <s2common/rng.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { D = 10, TRAIN = 20000, MOST_EPOCHS = 200 };

static double now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/// Normal in pairs, of which the second is bent by the square of the first; the first are a chain.
/// The entropy, the least loss of all, is 10 ln(2 pi e)/2 - 5 ln 2 = 10.7237.
static void draw(int64_t n, uint64_t stream, double *x)
{
  for (int64_t i = 0; i < n; ++i)
    for (int c = 0; c < D; c += 2) {
      double z[2];
      s2_rng_normal2(1, stream, (uint64_t)(i * D + c), z);
      x[i * D + c] = z[0] + (c > 0 ? 0.5 * x[i * D + c - 2] : 0);
      x[i * D + c + 1] = 0.5 * z[1] + 0.7 * x[i * D + c] * x[i * D + c];
    }
}

typedef struct clock_log {
  int n;
  double at[MOST_EPOCHS + 1];
} clock_log;

static int note(void *user, double done, const char *what)
{
  clock_log *log = user;
  (void)done, (void)what;
  log->at[++log->n] = now();
  return 0;
}

static int by_value(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void check(s2_status status)
{
  if (status == S2_OK) return;
  fprintf(stderr, "%s\n", s2_error_message());
  exit(1);
}

static void measure(const char *name, harmonic_model *model, const double *x, int epochs,
                    int64_t many, const double *y)
{
  harmonic_chains *chains;
  harmonic_fit_options o;
  harmonic_fit_report report;
  clock_log log = {.n = 0};
  double losses[MOST_EPOCHS], took[MOST_EPOCHS];
  double *zero = calloc(TRAIN, sizeof *zero), *z2 = malloc((size_t)many * sizeof *z2);
  double *ln_det = malloc((size_t)many * sizeof *ln_det);
  check(harmonic_chains_create(&chains, D));
  check(harmonic_chains_add(chains, TRAIN, x, zero, NULL));
  harmonic_fit_options_init(&o);
  o.epochs = epochs;
  o.validation = 0;
  o.schedule = HARMONIC_SCHEDULE_CONSTANT;
  o.progress = note;
  o.user = &log;
  o.losses = losses;
  o.patience = epochs;
  double begin = log.at[0] = now();
  check(harmonic_model_fit(model, chains, NULL, &o, &report));
  double whole = now() - begin;
  for (int i = 0; i < epochs; ++i) took[i] = log.at[i + 1] - log.at[i];
  qsort(took, (size_t)epochs, sizeof *took, by_value);
  begin = now();
  check(harmonic_model_latent(model, many, y, z2, ln_det));
  double evaluate = now() - begin;
  printf("%-8s epoch of %d x %d: median %.4f s, least %.4f s; fit %.3f s; %lld densities %.3f s\n",
         name, TRAIN, D, took[epochs / 2], took[0], whole, (long long)many, evaluate);
  printf("%-8s losses:", name);
  for (int i = 0; i < epochs; ++i) printf(" %.4f", losses[i]);
  printf("  (best kept: %.4f)\n", report.loss);
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
  free(zero);
  free(z2);
  free(ln_det);
}

int main(int argc, char **argv)
{
  int epochs = argc > 1 ? atoi(argv[1]) : 5;
  int64_t many = argc > 2 ? atoll(argv[2]) : 1000000;
  if (epochs < 1 || epochs > MOST_EPOCHS || many < 1) return 2;
  double *x = malloc(sizeof *x * TRAIN * D), *y = malloc(sizeof *y * (size_t)many * D);
  draw(TRAIN, 0, x);
  draw(many, 1, y);
  if (argc > 3) {
    FILE *file = fopen(argv[3], "wb");
    if (file == NULL || fwrite(x, sizeof *x, TRAIN * D, file) != TRAIN * D || fclose(file) != 0)
      return 1;
  }
  harmonic_model *model;
  check(harmonic_spline_flow_create(&model, D, NULL));
  measure("spline", model, x, epochs, many, y);
  check(harmonic_realnvp_create(&model, D, NULL));
  measure("realnvp", model, x, epochs, many, y);
  free(x);
  free(y);
  return 0;
}

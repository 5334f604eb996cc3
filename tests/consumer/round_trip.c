// SPDX-License-Identifier: MIT
// The installed library as a C program (C99 and later) sees it: a real field, a complex field of
// spin 2 and a pair go to maps and back; an error is told, not printed.
#include <complex.h>
#include <s2fft/s2fft.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { L = 16 };

static double distance(const double complex *a, const double complex *b, int64_t n)
{
  double largest = 0;
  for (int64_t i = 0; i < n; i++)
    largest = cabs(a[i] - b[i]) > largest ? cabs(a[i] - b[i]) : largest;
  return largest;
}

// A coefficient for every (l, m) of the plan that exists for the field and its spin.
static void fill(const s2fft_plan *plan, s2fft_field field, double complex *alm)
{
  int spin = abs(s2fft_plan_spin(plan));
  for (int l = spin; l < L; l++)
    for (int m = field == S2FFT_COMPLEX ? -l : 0; m <= l; m++)
      alm[s2fft_alm_index(plan, field, l, m)] = 1.0 / (1 + l) + (m != 0 ? 0.1 * m : 0) * I;
}

static double real_error(const s2fft_plan *plan)
{
  int64_t n = s2fft_alm_size(plan, S2FFT_REAL);
  double complex *in = calloc((size_t)n, sizeof *in), *out = calloc((size_t)n, sizeof *out);
  double *map = calloc((size_t)s2fft_map_size(plan), sizeof *map);
  double error = 1;
  fill(plan, S2FFT_REAL, in);
  if (s2fft_inverse(plan, in, map, NULL, NULL) == S2_OK &&
      s2fft_forward(plan, map, out, NULL, NULL) == S2_OK)
    error = distance(in, out, n);
  free(in), free(out), free(map);
  return error;
}

static double complex_error(const s2fft_plan *plan)
{
  int64_t n = s2fft_alm_size(plan, S2FFT_COMPLEX);
  double complex *in = calloc((size_t)n, sizeof *in), *out = calloc((size_t)n, sizeof *out);
  double complex *map = calloc((size_t)s2fft_map_size(plan), sizeof *map);
  double error = 1;
  fill(plan, S2FFT_COMPLEX, in);
  if (s2fft_inverse_complex(plan, in, map, NULL, NULL) == S2_OK &&
      s2fft_forward_complex(plan, map, out, NULL, NULL) == S2_OK)
    error = distance(in, out, n);
  free(in), free(out), free(map);
  return error;
}

static double pair_error(const s2fft_plan *plan)
{
  int64_t n = s2fft_alm_size(plan, S2FFT_PAIR), pixels = s2fft_map_size(plan);
  double complex *in = calloc((size_t)(2 * n), sizeof *in);
  double complex *out = calloc((size_t)(2 * n), sizeof *out);
  double *map = calloc((size_t)(2 * pixels), sizeof *map);
  double error = 1;
  fill(plan, S2FFT_PAIR, in);
  if (s2fft_inverse_pair(plan, in, in + n, map, map + pixels, NULL, NULL) == S2_OK &&
      s2fft_forward_pair(plan, map, map + pixels, out, out + n, NULL, NULL) == S2_OK)
    error = distance(in, out, 2 * n);
  free(in), free(out), free(map);
  return error;
}

static int report(const char *what, double error)
{
  printf("%s: %.1e\n", what, error);
  return error < 1e-12 ? 0 : 1;
}

int main(void)
{
  s2_grid *grid;
  s2fft_plan *scalar, *spin2, *none;
  s2fft_options options;
  int bad = 0;
  s2fft_options_init(&options);
  options.spin = 2;
  if (s2_grid_create(&grid, S2_GRID_MW, L) != S2_OK ||
      s2fft_plan_create(&scalar, grid, L, NULL) != S2_OK ||
      s2fft_plan_create(&spin2, grid, L, &options) != S2_OK) {
    fprintf(stderr, "%s\n", s2_error_message());
    return 1;
  }
  bad += report("real", real_error(scalar));
  bad += report("complex, spin 2", complex_error(spin2));
  bad += report("pair, spin 2", pair_error(spin2));
  bad += s2fft_plan_create(&none, grid, 0, NULL) != S2_ERR_ARGUMENT || none != NULL;
  bad += strstr(s2_error_message(), "L = 0 ") == NULL;
  s2fft_plan_destroy(spin2);
  s2fft_plan_destroy(scalar);
  s2_grid_destroy(grid);
  return bad;
}

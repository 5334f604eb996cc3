// SPDX-License-Identifier: MIT
#include "apply.h"

#include <math.h>
#include <s2fft/spectra.h>
#include <stdlib.h>

setting make(int J_min, int N)
{
  setting s;
  s2wav_tiling_options o = tiling_of(2, J_min, N, 0);
  s.tiling = make_tiling(L, &o);
  assert_ok(s2_grid_create(&s.grid, S2_GRID_GL, L));
  assert_ok(s2wav_plan_create(&s.plan, s.tiling, s.grid, NULL));
  return s;
}

void free_setting(setting *s)
{
  s2wav_plan_destroy(s->plan);
  s2_grid_destroy(s->grid);
  s2wav_tiling_destroy(s->tiling);
}

void draw(uint64_t seed, double scale, double slope, s2_complex *flm)
{
  double cl[L];
  for (int l = 0; l < L; ++l) cl[l] = scale * pow(l + 1, slope);
  assert_ok(s2fft_random_alm(L, -1, cl, seed, 0, flm));
}

double error_of(const s2_complex *a, const s2_complex *b)
{
  return difference((const double *)a, (const double *)b, 2 * SIZE) /
         largest((const double *)b, 2 * SIZE);
}

double *doubles(int64_t n)
{
  double *x = calloc((size_t)n, sizeof *x);
  assert_non_null(x);
  return x;
}

double power_of(const s2_complex *a, const s2_complex *b)
{
  const double *x = (const double *)a, *y = (const double *)b;
  double sum = 0;
  for (int k = 0; k < 2 * SIZE; ++k) sum += (x[k] - y[k]) * (x[k] - y[k]);
  return sum;
}

// SPDX-License-Identifier: MIT
// A map to wavelets and back: what every scale sees, and the map without its finest detail.
//
//   cc analysis.c $(pkg-config --cflags --libs s2wav) -lm -o analysis && ./analysis
#include <math.h>
#include <s2wav/s2wav.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { L = 64, N = 3 };

// Stop with the library's own explanation.
static void check(s2_status status)
{
  if (status == S2_OK) return;
  fprintf(stderr, "%s\n", s2_error_message());
  exit(1);
}

static double *numbers(int64_t n)
{
  double *a = calloc((size_t)n, sizeof *a);
  if (a == NULL) exit(1);
  return a;
}

int main(void)
{
  s2wav_tiling_options options;
  s2wav_tiling *tiling;
  s2_grid *grid;
  s2wav_plan *plan;

  // Three orientations, scales from j = 2 on, on the sampling of McEwen & Wiaux.
  s2wav_tiling_options_init(&options);
  options.N = N;
  options.J_min = 2;
  check(s2wav_tiling_create(&tiling, L, &options));
  check(s2_grid_create(&grid, S2_GRID_MW, L));
  check(s2wav_plan_create(&plan, tiling, grid, NULL));

  int64_t size = s2wav_map_size(plan);
  double *f = numbers(size), *back = numbers(size);
  double *wav = numbers(s2wav_wav_size(plan)), *scal = numbers(s2wav_scal_size(plan));

  // Three structures, of degrees 1, 12 and 40.
  for (int r = 0; r < s2_grid_nrings(grid); ++r) {
    const s2_ring *ring = &s2_grid_rings(grid)[r];
    for (int p = 0; p < ring->nphi; ++p) {
      double phi = 2 * 3.14159265358979 * p / ring->nphi, waves = pow(ring->sin_theta, 12);
      double ripples = 0.5 * pow(ring->sin_theta, 40);
      f[ring->offset + p] = ring->cos_theta + waves * cos(12 * phi) + ripples * cos(40 * phi);
    }
  }

  check(s2wav_analysis(plan, f, wav, scal, NULL, NULL));
  printf("  j    L  degrees from  orientations  largest coefficient\n");
  for (int i = 0; i < s2wav_nscales(plan); ++i) {
    s2wav_scale scale;
    double most = 0;
    check(s2wav_get_scale(plan, i, &scale));
    for (int64_t k = 0; k < scale.size; ++k) most = fmax(most, fabs(wav[scale.offset + k]));
    printf("%3d %4d %13d %13d %20.4f\n", scale.j, scale.L, scale.lmin, scale.ngamma, most);
  }

  check(s2wav_synthesis(plan, wav, scal, back, NULL, NULL));
  double error = 0;
  for (int64_t k = 0; k < size; ++k) error = fmax(error, fabs(back[k] - f[k]));
  printf("from all scales:         largest difference %.0e\n", error);

  // Without the two finest scales, the ripples of amplitude 0.5 are gone.
  s2wav_scale fine;
  check(s2wav_get_scale(plan, s2wav_nscales(plan) - 2, &fine));
  memset(wav + fine.offset, 0, (size_t)(s2wav_wav_size(plan) - fine.offset) * sizeof *wav);
  check(s2wav_synthesis(plan, wav, scal, back, NULL, NULL));
  error = 0;
  for (int64_t k = 0; k < size; ++k) error = fmax(error, fabs(back[k] - f[k]));
  printf("without the two finest:  largest difference %.2f\n", error);

  free(f);
  free(back);
  free(wav);
  free(scal);
  s2wav_plan_destroy(plan);
  s2wav_tiling_destroy(tiling);
  s2_grid_destroy(grid);
  return 0;
}

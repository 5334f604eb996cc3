// SPDX-License-Identifier: MIT
// A Gaussian random sky from a spectrum, and its spectrum measured on a HEALPix map.
//
//   cc synth_spectrum.c $(pkg-config --cflags --libs s2fft) -o synth_spectrum && ./synth_spectrum
#include <s2fft/ring_weights.h>
#include <s2fft/s2fft.h>
#include <s2fft/spectra.h>
#include <stdio.h>
#include <stdlib.h>

enum { NSIDE = 64, L = 2 * NSIDE, NRINGS = 4 * NSIDE - 1 };

// Stop with the library's own explanation.
static void check(s2_status status)
{
  if (status == S2_OK) return;
  fprintf(stderr, "%s\n", s2_error_message());
  exit(1);
}

int main(void)
{
  double model[L], drawn[L], measured[L], weights[NRINGS];
  for (int l = 0; l < L; ++l) model[l] = l < 2 ? 0.0 : 1.0 / (l * (l + 1.0));

  // A plan for HEALPix, with weights that make the analysis accurate without iterations.
  s2_grid *grid;
  s2fft_plan *plan;
  s2fft_options options;
  check(s2_grid_create_healpix(&grid, NSIDE));
  check(s2fft_ring_weights(grid, -1, weights));
  s2fft_options_init(&options);
  options.ring_weights = weights;
  check(s2fft_plan_create(&plan, grid, L, &options));
  s2_grid_destroy(grid);

  s2_complex *alm = malloc((size_t)s2fft_alm_size(plan, S2FFT_REAL) * sizeof *alm);
  double *map = malloc((size_t)s2fft_map_size(plan) * sizeof *map);
  if (alm == NULL || map == NULL) return 1;

  check(s2fft_random_alm(L, -1, model, /* seed */ 2024, /* realisation */ 0, alm));
  check(s2fft_spectrum(L, -1, alm, alm, drawn));
  check(s2fft_inverse(plan, alm, map, NULL, NULL)); // synthesis
  check(s2fft_forward(plan, map, alm, NULL, NULL)); // analysis
  check(s2fft_spectrum(L, -1, alm, alm, measured));

  printf("    l   l(l+1) C_l: model   this sky   from its map\n");
  for (int l = 2; l < L; l += l < 16 ? 2 : 16) {
    double scale = l * (l + 1.0);
    printf("%5d %19.6f %10.6f %14.6f\n", l, scale * model[l], scale * drawn[l],
           scale * measured[l]);
  }
  free(map);
  free(alm);
  s2fft_plan_destroy(plan);
  return 0;
}

// SPDX-License-Identifier: MIT
// The square of a wavelet, averaged over orientations, as a zonal function.
#include "noise.h"
#include "wavelet.h"
#include <math.h>
#include <s2common/priv/constants.h>

/// Mean of |psi|^2 along each ring.
static void average(const s2_grid *grid, const double *psi, double *zonal)
{
  const s2_ring *ring = s2_grid_rings(grid);
  for (int r = 0; r < s2_grid_nrings(grid); ++r) {
    const double *x = psi + 2 * ring[r].offset;
    double sum = 0;
    for (int p = 0; p < 2 * ring[r].nphi; ++p) sum += x[p] * x[p];
    zonal[r] = sum / ring[r].nphi;
  }
}

/// b_l = sqrt(4 pi / (2l+1)) times the coefficient (l, 0) of the zonal function.
static s2_status legendre(int L, const double *zonal, double *b)
{
  s2_grid *grid;
  slice_transform t = {.L = 0};
  s2fft_options o;
  s2fft_options_init(&o);
  o.mmax = 0;
  S2_TRY(s2_grid_create_shape(&grid, S2_GRID_GL, 2 * L, 1));
  s2_status status = s2fft_plan_create(&t.plan, grid, L, &o);
  s2_grid_destroy(grid);
  if (status != S2_OK) return status;
  t.alm = s2_priv_alloc((size_t)L, sizeof *t.alm);
  status = t.alm == NULL ? S2_FAIL(S2_ERR_MEMORY, "%d degrees", L)
                         : s2fft_forward(t.plan, zonal, t.alm, NULL, NULL);
  for (int l = 0; status == S2_OK && l < L; ++l)
    b[l] = sqrt(4 * S2_PI / (2 * l + 1)) * ((const double *)t.alm)[2 * l];
  slice_transform_free(&t);
  return status;
}

s2_status noise_square(const s2wav_tiling *tiling, int i, const s2wav_band *band, double **b)
{
  int L = band->L, N = s2wav_tiling_N(tiling);
  s2_grid *grid;
  s2fft_plan *plan = NULL;
  s2fft_options o;
  s2fft_options_init(&o);
  o.layout = S2FFT_LAYOUT_SQUARE;
  *b = NULL;
  S2_TRY(s2_grid_create_shape(&grid, S2_GRID_GL, 2 * L, 2 * N)); // |psi|^2 has degrees < 2L-1
  o.mmax = N - 1 < L ? N - 1 : L - 1;
  s2_status status = s2fft_plan_create(&plan, grid, L, &o);
  s2_complex *flm = s2_priv_alloc((size_t)L * (2 * (size_t)L - 1), sizeof *flm);
  double *psi = s2_priv_alloc(2 * (size_t)s2_grid_map_size(grid), sizeof *psi);
  double *zonal = s2_priv_alloc(2 * (size_t)L, sizeof *zonal);
  *b = s2_priv_alloc((size_t)L, sizeof **b);
  if (status == S2_OK && (flm == NULL || psi == NULL || zonal == NULL || *b == NULL))
    status = S2_FAIL(S2_ERR_MEMORY, "square of a wavelet of L = %d", L);
  if (status == S2_OK) status = wavelet_fill(tiling, i, L, flm);
  if (status == S2_OK) status = s2fft_inverse_complex(plan, flm, (s2_complex *)psi, NULL, NULL);
  if (status == S2_OK) {
    average(grid, psi, zonal);
    status = legendre(L, zonal, *b);
  }
  void *blocks[] = {flm, psi, zonal, status == S2_OK ? NULL : *b};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; ++k) s2_priv_free(blocks[k]);
  if (status != S2_OK) *b = NULL;
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
  return status;
}

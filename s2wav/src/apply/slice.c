// SPDX-License-Identifier: MIT
#include "slice.h"
#include <s2common/priv/constants.h>

s2_status slice_area_map(const s2_grid *grid, double **out)
{
  int nrings = s2_grid_nrings(grid);
  const s2_ring *ring = s2_grid_rings(grid);
  double total = 0, *area = s2_priv_alloc((size_t)s2_grid_map_size(grid), sizeof *area);
  *out = area;
  if (area == NULL) return S2_FAIL(S2_ERR_MEMORY, "areas of samples");
  for (int r = 0; r < nrings; ++r) total += ring[r].weight * ring[r].nphi;
  for (int r = 0; r < nrings; ++r)
    for (int p = 0; p < ring[r].nphi; ++p) area[ring[r].offset + p] = ring[r].weight / total;
  return S2_OK;
}

double slice_mean(const double *area, int64_t samples, const double *map)
{
  double sum = 0;
  for (int64_t p = 0; p < samples; ++p) sum += area[p] * map[p];
  return sum;
}

s2_status slice_transform_make(const s2_grid *grid, int L, slice_transform *t)
{
  *t = (slice_transform){.L = L};
  s2fft_options o;
  s2fft_options_init(&o);
  o.layout = S2FFT_LAYOUT_TRIANGLE;
  S2_TRY(s2fft_plan_create(&t->plan, grid, L, &o));
  t->alm = s2_priv_alloc((size_t)L * ((size_t)L + 1) / 2, sizeof(s2_complex));
  if (t->alm != NULL) return S2_OK;
  slice_transform_free(t);
  return S2_FAIL(S2_ERR_MEMORY, "coefficients of L = %d", L);
}

void slice_transform_free(slice_transform *t)
{
  s2fft_plan_destroy(t->plan);
  s2_priv_free(t->alm);
  *t = (slice_transform){.L = 0};
}

void slice_scale(int L, const double *b, s2_complex *alm)
{
  double *a = (double *)alm;
  for (int m = 0; m < L; ++m)
    for (int l = m; l < L; ++l, a += 2) {
      a[0] *= b[l];
      a[1] *= b[l];
    }
}

s2_status slice_convolve(const slice_transform *t, const double *b, double *map)
{
  S2_TRY(s2fft_forward(t->plan, map, t->alm, NULL, NULL));
  slice_scale(t->L, b, t->alm);
  return s2fft_inverse(t->plan, t->alm, map, NULL, NULL);
}

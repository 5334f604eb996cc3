// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "coupling_bands.h"
#include "coupling.h"
#include "lu.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <string.h>

/// Hand out the arrays; bytes needed.
static size_t place(s2fft_bandpowers *p, char *base)
{
  s2_arena arena = {base, 0};
  size_t n = (size_t)p->n, L = (size_t)p->L;
  p->edge = s2_arena_take(&arena, n + 1, sizeof *p->edge);
  p->weight = s2_arena_take(&arena, L, sizeof *p->weight);
  for (int s = 0; s < p->systems; ++s) {
    p->rows[s] = s2_arena_take(&arena, n * L, sizeof *p->rows[s]);
    p->lu[s] = s2_arena_take(&arena, n * n, sizeof *p->lu[s]);
    p->pivot[s] = s2_arena_take(&arena, n, sizeof *p->pivot[s]);
  }
  return arena.used;
}

/// Weights of the bins' averages, read off unit spectra with one degree in every bin.
static s2_status read_weights(s2fft_bandpowers *p, const s2fft_bins *bins, double *unit,
                              double *binned)
{
  int widest = 0;
  for (int b = 0; b < p->n; ++b)
    if (p->edge[b + 1] - p->edge[b] > widest) widest = p->edge[b + 1] - p->edge[b];
  for (int k = 0; k < widest; ++k) {
    memset(unit, 0, (size_t)p->L * sizeof *unit);
    for (int b = 0; b < p->n; ++b)
      if (p->edge[b] + k < p->edge[b + 1]) unit[p->edge[b] + k] = 1.0;
    S2_TRY(s2fft_bins_apply(bins, p->L, unit, binned));
    for (int b = 0; b < p->n; ++b)
      if (p->edge[b] + k < p->edge[b + 1]) p->weight[p->edge[b] + k] = binned[b];
  }
  return S2_OK;
}

/// Row b of B M, M = K+ + sign K-.
static void bin_row(s2fft_bandpowers *p, const s2fft_coupling *c, int b, int s)
{
  size_t L = (size_t)p->L;
  double *row = p->rows[s] + (size_t)b * L, sign = s == 0 ? 1.0 : -1.0;
  for (int l = p->edge[b]; l < p->edge[b + 1]; ++l) {
    const double *even = c->kernel[0] + (size_t)l * L;
    const double *odd = p->systems == 2 ? c->kernel[1] + (size_t)l * L : NULL;
    for (size_t k = 0; k < L; ++k)
      row[k] += p->weight[l] * (odd == NULL ? even[k] : even[k] + sign * odd[k]) * c->column[k];
  }
}

/// B M and the factors of B M U of one system.
static s2_status invert(s2fft_bandpowers *p, const s2fft_coupling *c, int s, const double *expand)
{
  for (int b = 0; b < p->n; ++b) {
    bin_row(p, c, b, s);
    for (int q = 0; q < p->n; ++q) {
      double sum = 0.0;
      for (int l = p->edge[q]; l < p->edge[q + 1]; ++l)
        sum += p->rows[s][(size_t)b * (size_t)p->L + (size_t)l] * expand[l];
      p->lu[s][(size_t)b * (size_t)p->n + (size_t)q] = sum;
    }
  }
  int q = lu_factor(p->n, p->lu[s], p->pivot[s]);
  if (q < 0) return S2_OK;
  return S2_FAIL(S2_ERR_NUMERIC, "bin %d (l = %d .. %d) cannot be told from the others", q,
                 p->edge[q], p->edge[q + 1] - 1);
}

static s2_status fill(s2fft_bandpowers *p, const s2fft_coupling *coupling, const s2fft_bins *bins)
{
  double *scratch = s2_priv_alloc(2 * (size_t)p->L, sizeof *scratch);
  if (scratch == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %d numbers", 2 * p->L);
  double *binned = scratch + p->L;
  s2_status status = read_weights(p, bins, scratch, binned);
  for (int b = 0; b < p->n; ++b) binned[b] = 1.0;
  if (status == S2_OK) status = s2fft_bins_expand(bins, binned, p->L, scratch);
  for (int s = 0; s < p->systems && status == S2_OK; ++s) status = invert(p, coupling, s, scratch);
  s2_priv_free(scratch);
  return status;
}

s2_status s2fft_bandpowers_create(s2fft_bandpowers **bandpowers, const s2fft_coupling *coupling,
                                  const s2fft_bins *bins)
{
  S2_REQUIRE(bandpowers != NULL, "bandpowers is NULL");
  *bandpowers = NULL;
  S2_REQUIRE(coupling != NULL && bins != NULL, "an argument is NULL");
  int n = s2fft_bins_count(bins);
  const int *edge = s2fft_bins_edges(bins);
  S2_REQUIRE(edge[n] <= coupling->L, "the bins end at l = %d, must be at most L = %d", edge[n],
             coupling->L);
  s2fft_bandpowers own = {.n = n, .L = coupling->L, .nspectra = coupling->nspectra};
  own.systems = own.nspectra == 4 ? 2 : 1;
  size_t head = (sizeof own + S2_ALIGNMENT - 1) / S2_ALIGNMENT * S2_ALIGNMENT;
  size_t bytes = head + place(&own, NULL);
  char *block = s2_priv_alloc(bytes, 1);
  if (block == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu bytes", bytes);
  place(&own, block + head);
  memcpy(own.edge, edge, ((size_t)n + 1) * sizeof *edge);
  s2_status status = fill(&own, coupling, bins);
  if (status == S2_OK)
    *bandpowers = memcpy(block, &own, sizeof own);
  else
    s2_priv_free(block);
  return status;
}

void s2fft_bandpowers_destroy(s2fft_bandpowers *bandpowers)
{
  s2_priv_free(bandpowers);
}

int s2fft_bandpowers_count(const s2fft_bandpowers *bandpowers)
{
  return bandpowers->n;
}

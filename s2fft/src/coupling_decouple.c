// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "coupling.h"
#include "coupling_bands.h"
#include "lu.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <string.h>

/// EE, EB, BE, BB of each bin to EE + BB, EB - BE (first system) and EE - BB, EB + BE (second).
static void combine(int n, double *x)
{
  double *y = x + n, *z = y + n, *w = z + n;
  for (int b = 0; b < n; ++b) {
    double ee = x[b], eb = y[b], be = z[b], bb = w[b];
    x[b] = ee + bb;
    y[b] = eb - be;
    z[b] = ee - bb;
    w[b] = eb + be;
  }
}

/// Inverse of combine(), which is half its transpose.
static void separate(int n, double *x)
{
  double *y = x + n, *z = y + n, *w = z + n;
  for (int b = 0; b < n; ++b) {
    double sum = x[b], turn = y[b], difference = z[b], cross = w[b];
    x[b] = 0.5 * (sum + difference);
    y[b] = 0.5 * (cross + turn);
    z[b] = 0.5 * (cross - turn);
    w[b] = 0.5 * (sum - difference);
  }
}

/// Solve all spectra x [nspectra][n] with the binned matrix, or with its transpose.
static void solve(const s2fft_bandpowers *p, int transposed, double *x)
{
  if (p->systems == 2) combine(p->n, x);
  for (int i = 0; i < p->nspectra; ++i) {
    int s = p->systems == 2 ? i / 2 : 0;
    double *part = x + (size_t)i * (size_t)p->n;
    if (transposed)
      lu_solve_transposed(p->n, p->lu[s], p->pivot[s], 1, part);
    else
      lu_solve(p->n, p->lu[s], p->pivot[s], 1, part);
  }
  if (p->systems == 2) separate(p->n, x);
}

s2_status s2fft_bandpowers_decouple(const s2fft_bandpowers *bandpowers, const double *pseudo,
                                    const double *noise, double *powers)
{
  S2_REQUIRE(bandpowers != NULL && pseudo != NULL && powers != NULL, "an argument is NULL");
  const s2fft_bandpowers *p = bandpowers;
  for (int i = 0; i < p->nspectra; ++i)
    for (int b = 0; b < p->n; ++b) {
      double sum = 0.0;
      for (int l = p->edge[b]; l < p->edge[b + 1]; ++l) {
        size_t at = (size_t)i * (size_t)p->L + (size_t)l;
        sum += p->weight[l] * (noise == NULL ? pseudo[at] : pseudo[at] - noise[at]);
      }
      powers[(size_t)i * (size_t)p->n + (size_t)b] = sum;
    }
  solve(p, 0, powers);
  return S2_OK;
}

s2_status s2fft_bandpowers_adjoint(const s2fft_bandpowers *bandpowers, const double *powers,
                                   double *pseudo)
{
  S2_REQUIRE(bandpowers != NULL && powers != NULL && pseudo != NULL, "an argument is NULL");
  const s2fft_bandpowers *p = bandpowers;
  size_t count = (size_t)p->nspectra * (size_t)p->n;
  double *x = s2_priv_alloc(count, sizeof *x);
  if (x == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu numbers", count);
  memcpy(x, powers, count * sizeof *x);
  solve(p, 1, x);
  memset(pseudo, 0, (size_t)p->nspectra * (size_t)p->L * sizeof *pseudo);
  for (int i = 0; i < p->nspectra; ++i)
    for (int b = 0; b < p->n; ++b)
      for (int l = p->edge[b]; l < p->edge[b + 1]; ++l)
        pseudo[(size_t)i * (size_t)p->L + (size_t)l] =
            p->weight[l] * x[(size_t)i * (size_t)p->n + (size_t)b];
  s2_priv_free(x);
  return S2_OK;
}

/// Block (to, from) of the windows, where the systems' windows F add up as their matrices do.
static void window_block(const s2fft_bandpowers *p, double *const f[2], int to, int from,
                         double *windows)
{
  int odd, sign = coupling_sign(p->nspectra, to, from, &odd);
  size_t L = (size_t)p->L, stride = (size_t)p->nspectra * L;
  for (size_t b = 0; b < (size_t)p->n; ++b) {
    double *out = windows + ((size_t)to * (size_t)p->n + b) * stride + (size_t)from * L;
    for (size_t l = 0; l < L; ++l) {
      double first = f[0][b * L + l], second = p->systems == 2 ? f[1][b * L + l] : first;
      out[l] = 0.5 * sign * (odd ? first - second : first + second);
    }
  }
}

s2_status s2fft_bandpowers_windows(const s2fft_bandpowers *bandpowers, double *windows)
{
  S2_REQUIRE(bandpowers != NULL && windows != NULL, "an argument is NULL");
  const s2fft_bandpowers *p = bandpowers;
  size_t size = (size_t)p->n * (size_t)p->L, count = size * (size_t)p->systems;
  double *block = s2_priv_alloc(count, sizeof *block);
  if (block == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu numbers", count);
  double *const f[2] = {block, block + (p->systems == 2 ? size : 0)};
  for (int s = 0; s < p->systems; ++s) {
    memcpy(f[s], p->rows[s], size * sizeof *block);
    lu_solve(p->n, p->lu[s], p->pivot[s], p->L, f[s]);
  }
  for (int to = 0; to < p->nspectra; ++to)
    for (int from = 0; from < p->nspectra; ++from) window_block(p, f, to, from, windows);
  s2_priv_free(block);
  return S2_OK;
}

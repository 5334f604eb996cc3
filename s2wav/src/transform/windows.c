// SPDX-License-Identifier: MIT
// The kernels as windows of the channels: every factor that depends on l alone, in one.
//
//     analysis    (-1)^n / sqrt(2 pi) kappa_j(l) conj(s_ln)
//     synthesis   (-1)^n sqrt(2 pi) kappa_j(l) s_ln / G       (1/G: the mean over gamma)
//     scaling map kappa0(l), both ways
#include "plan.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <stdlib.h>
#include <string.h>

/// Memory of one scale's windows: they follow each other in one block.
static s2_status take_windows(s2wav_plan *plan, scale *s)
{
  const band *b = &plan->band[s->band];
  size_t row = (size_t)b->L, rows = (size_t)b->orders.count;
  int has_zero = b->orders.count % 2; // order 0 is between n and -n
  size_t size = 2 * row * (rows + (size_t)has_zero);
  s->window[OF_ANALYSIS] = s2_priv_alloc(size, sizeof(s2_complex));
  if (s->window[OF_ANALYSIS] == NULL) return S2_FAIL(S2_ERR_MEMORY, "windows of %zu numbers", size);
  plan->bytes += (int64_t)(size * sizeof(s2_complex));
  s->window[OF_SYNTHESIS] = s->window[OF_ANALYSIS] + row * rows;
  if (!has_zero) return S2_OK;
  s->half[OF_ANALYSIS] = s->window[OF_SYNTHESIS] + row * rows;
  s->half[OF_SYNTHESIS] = s->half[OF_ANALYSIS] + row;
  return S2_OK;
}

static void put(s2_complex *row, int l, double re, double im)
{
  double *w = (double *)(row + l);
  w[0] = re;
  w[1] = im;
}

static void fill_order(const s2wav_plan *plan, scale *s, int n)
{
  const band *b = &plan->band[s->band];
  int64_t row = (int64_t)order_row(b, n) * b->L;
  double sign = n & 1 ? -1 : 1, root = sqrt(2 * S2_PI);
  for (int l = abs(n); l < b->L; ++l) {
    const double *direction = direction_at(plan, l, n);
    double to = sign * s->kappa[l] / root, from = sign * s->kappa[l] * root / b->G;
    put(s->window[OF_ANALYSIS] + row, l, to * direction[0], -to * direction[1]);
    put(s->window[OF_SYNTHESIS] + row, l, from * direction[0], from * direction[1]);
  }
}

static void fill_scaling(const s2wav_plan *plan, scale *s)
{
  for (int l = 0; l < plan->band[s->band].L; ++l)
    for (int w = 0; w < 2; ++w) put(s->window[w], l, s->kappa[l], 0);
}

/// What real signals use at n = 0 on the way to coefficients; see coefs_add().
static void fill_halves(const s2wav_plan *plan, scale *s)
{
  const band *b = &plan->band[s->band];
  for (int w = 0; w < 2; ++w) {
    const double *whole = (const double *)(s->window[w] + (int64_t)order_row(b, 0) * b->L);
    for (int l = 0; l < b->L; ++l) put(s->half[w], l, 0.5 * whole[pairs(l)], 0);
  }
}

s2_status windows_make(s2wav_plan *plan)
{
  for (int i = S2WAV_SCALING; i < plan->nscales; ++i) {
    scale *s = scale_at(plan, i);
    s2fft_priv_orders o = plan->band[s->band].orders;
    if (o.count == 0) continue;
    S2_TRY(take_windows(plan, s));
    if (i == S2WAV_SCALING)
      fill_scaling(plan, s);
    else
      for (int k = 0; k < o.count; ++k) fill_order(plan, s, o.first + k * o.step);
    if (s->half[0] != NULL) fill_halves(plan, s);
  }
  return S2_OK;
}

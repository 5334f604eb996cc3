// SPDX-License-Identifier: MIT
// Questions about a plan: shapes and places.
#include "so3_plan.h"
#include <s2fft/layout.h>
#include <stdlib.h>

int s2fft_so3_plan_L(const s2fft_so3_plan *plan)
{
  return plan->L;
}
int s2fft_so3_plan_N(const s2fft_so3_plan *plan)
{
  return plan->N;
}
int s2fft_so3_plan_is_exact(const s2fft_so3_plan *plan)
{
  return s2fft_priv_channels_is_exact(plan->channels);
}
int64_t s2fft_so3_plan_bytes(const s2fft_so3_plan *plan)
{
  return plan->bytes;
}
int s2fft_so3_ngamma(const s2fft_so3_plan *plan)
{
  return plan->G;
}

order_list so3_orders(const s2fft_so3_plan *plan, s2fft_field field)
{
  int first = field == S2FFT_REAL ? 0 : 1 - plan->N, last = plan->N - 1;
  if (plan->parity < 0) return (order_list){first, 1, last - first + 1};
  first += (first & 1) != plan->parity;
  return (order_list){first, 2, first > last ? 0 : (last - first) / 2 + 1};
}

static int has_field(s2fft_field field)
{
  return field == S2FFT_REAL || field == S2FFT_COMPLEX;
}

int64_t s2fft_so3_map_size(const s2fft_so3_plan *plan, s2fft_field field)
{
  int slices = plan->G > 0 ? plan->G : 2 * plan->N - 1;
  return has_field(field) ? slices * plan->slice : 0;
}

int64_t s2fft_so3_map_slice(const s2fft_so3_plan *plan, s2fft_field field, int k)
{
  int N = plan->N, G = plan->G;
  if (!has_field(field)) return -1;
  if (G > 0) return k >= 0 && k < G ? k * plan->slice : -1;
  if (k >= N || k <= -N || (field == S2FFT_REAL && k < 0)) return -1;
  if (field == S2FFT_COMPLEX) return (N - 1 + k) * plan->slice;
  return k == 0 ? 0 : (2 * (int64_t)k - 1) * plan->slice; // after F_0 of doubles, pairs
}

int64_t s2fft_so3_flmn_size(const s2fft_so3_plan *plan, s2fft_field field)
{
  int orders = field == S2FFT_REAL ? plan->N : 2 * plan->N - 1;
  return has_field(field) ? orders * s2fft_layout_size(S2FFT_LAYOUT_SQUARE, plan->L, -1) : 0;
}

int64_t s2fft_so3_flmn_index(const s2fft_so3_plan *plan, s2fft_field field, int l, int m, int n)
{
  int64_t lm = s2fft_layout_index(S2FFT_LAYOUT_SQUARE, plan->L, -1, l, m);
  if (!has_field(field) || lm < 0 || n >= plan->N || n <= -plan->N || abs(n) > l) return -1;
  if (field == S2FFT_REAL && n < 0) return -1;
  int before = field == S2FFT_REAL ? n : plan->N - 1 + n;
  return before * s2fft_layout_size(S2FFT_LAYOUT_SQUARE, plan->L, -1) + lm;
}

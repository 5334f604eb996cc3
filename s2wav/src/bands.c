// SPDX-License-Identifier: MIT
// Band-limits of the scales.
#include "lowpass.h"
#include <math.h>

static int at_most(double x, int L)
{
  double up = ceil(x * (1 - LOWPASS_GUARD)); // a power that rounding pushed above an integer
  return up < L ? (int)up : L;
}

/// Exclusive upper degree of scale j (J_min - 1: scaling function) by the rule of the family.
static int rule_L(const s2wav_tiling *t, int j)
{
  const s2wav_tiling_options *o = &t->o;
  int scaling = j < o->J_min;
  if (o->kernel == S2WAV_SPLINE)
    return j >= o->J_max ? t->L : at_most(t->L / lowpass_power(o->lambda, o->J_max - j - 2), t->L);
  int bumped = !scaling && j == 0 && o->bandlimits == S2WAV_BANDLIMITS_DYADIC ? 1 : j;
  return at_most(lowpass_power(o->lambda, bumped + 1), t->L);
}

/// Least and, exclusively, greatest degree where a kernel is not zero.
static void support(const double *kappa, int L, int *from, int *to)
{
  for (*from = 0; *from < L && kappa[*from] == 0; ++*from) continue;
  for (*to = L; *to > *from && kappa[*to - 1] == 0; --*to) continue;
}

static int peak_of(const double *kappa, int L)
{
  int peak = 0;
  for (int l = 1; l < L; ++l)
    if (fabs(kappa[l]) > fabs(kappa[peak])) peak = l;
  return peak;
}

static s2wav_band band_of(const s2wav_tiling *t, int i)
{
  int from, to, j = t->o.J_min + i;
  const double *kappa = t->kappa + (int64_t)(i + 1) * t->L;
  support(kappa, t->L, &from, &to);
  int tight = t->o.kernel == S2WAV_TABLE || t->o.bandlimits == S2WAV_BANDLIMITS_TIGHT;
  int L = tight ? to : rule_L(t, j);
  if (L < to) L = to; // a kernel is never cut
  if (L < 1) L = 1;
  int N = t->o.N < L ? t->o.N : L;
  N += (N + t->o.N) & 1; // the parity of N stays: the orders of one parity make the rows
  return (s2wav_band){.j = j,
                      .L = L,
                      .lmin = from,
                      .N = i < 0 ? 1 : N,
                      .empty = from == t->L,
                      .peak = peak_of(kappa, t->L)};
}

void bands_fill(s2wav_tiling *tiling)
{
  for (int i = S2WAV_SCALING; i < tiling->nscales; ++i) tiling->band[i + 1] = band_of(tiling, i);
}

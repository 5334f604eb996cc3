// SPDX-License-Identifier: MIT
#include "support.h"

s2wav_tiling *make_tiling(int L, const s2wav_tiling_options *options)
{
  s2wav_tiling *tiling;
  assert_ok(s2wav_tiling_create(&tiling, L, options));
  return tiling;
}

s2wav_tiling_options tiling_of(double lambda, int J_min, int N, int spin)
{
  s2wav_tiling_options o;
  s2wav_tiling_options_init(&o);
  o.lambda = lambda;
  o.J_min = J_min;
  o.N = N;
  o.spin = spin;
  return o;
}

double lowpass_at(const s2wav_tiling *tiling, int j, int l)
{
  double sum = 0;
  for (int i = S2WAV_SCALING; i < j - s2wav_tiling_J_min(tiling); ++i) {
    double kappa = s2wav_tiling_kappa(tiling, i)[l];
    sum += kappa * kappa;
  }
  return sum;
}

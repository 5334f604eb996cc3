// SPDX-License-Identifier: MIT
// The weights of the least variance, w = R^{-1} a / (a^T R^{-1} a), at every sample.
#include "ilc.h"
#include <math.h>

/// Channels whose covariance is closer to singular than this cannot be told apart.
static const double SINGULAR = 1e-13;

/// Cholesky factor of a packed covariance, in place; 0 if it is singular.
static int factor(int n, double *r)
{
  for (int c = 0; c < n; ++c) {
    double scale = r[ilc_pair(c, c)];
    for (int d = 0; d <= c; ++d) {
      double sum = r[ilc_pair(c, d)];
      for (int k = 0; k < d; ++k) sum -= r[ilc_pair(c, k)] * r[ilc_pair(d, k)];
      if (d == c && !(sum > SINGULAR * scale)) return 0;
      r[ilc_pair(c, d)] = d == c ? sqrt(sum) : sum / r[ilc_pair(d, d)];
    }
  }
  return 1;
}

/// x := R^{-1} x.
static void solve(int n, const double *r, double *x)
{
  for (int c = 0; c < n; ++c) {
    for (int k = 0; k < c; ++k) x[c] -= r[ilc_pair(c, k)] * x[k];
    x[c] /= r[ilc_pair(c, c)];
  }
  for (int c = n - 1; c >= 0; --c) {
    for (int k = c + 1; k < n; ++k) x[c] -= r[ilc_pair(k, c)] * x[k];
    x[c] /= r[ilc_pair(c, c)];
  }
}

/// Weights from a packed covariance, which is destroyed; 0 if it is singular.
static int weights(int n, double *r, const double *a, double *w)
{
  double norm = 0;
  if (!factor(n, r)) return 0;
  for (int c = 0; c < n; ++c) w[c] = a[c];
  solve(n, r, w);
  for (int c = 0; c < n; ++c) norm += w[c] * a[c];
  for (int c = 0; c < n; ++c) w[c] /= norm;
  return 1;
}

s2_status ilc_combine(const ilc_scale *s, const double *a)
{
  double r[S2WAV_ILC_MAX * (S2WAV_ILC_MAX + 1) / 2], w[S2WAV_ILC_MAX];
  int n = s->channels, pairs = ilc_pair(n - 1, n - 1) + 1;
  int64_t slice = s->shape->slice;
  for (int64_t p = 0; p < slice; ++p) {
    for (int k = 0; k < pairs && (p == 0 || !s->uniform); ++k)
      r[k] = s->covariance[s->uniform ? k : k * slice + p];
    if ((p == 0 || !s->uniform) && !weights(n, r, a, w))
      return S2_FAIL(S2_ERR_NUMERIC,
                     "scale j = %d: the covariance of %d channels is singular at sample %lld: "
                     "channels depend on each other",
                     s->shape->j, n, (long long)p);
    for (int g = 0; g < s->shape->ngamma; ++g) {
      int64_t at = g * slice + p;
      double sum = 0;
      for (int c = 0; c < n; ++c) sum += w[c] * s->map[c][at];
      s->map[0][at] = sum;
    }
  }
  return S2_OK;
}

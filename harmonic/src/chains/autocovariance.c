// SPDX-License-Identifier: MIT
// Wiener-Khinchin: the autocovariance is the Fourier transform of the power. Series are padded with
// zeros to twice their length, and two of them share a complex transform: its power transforms back
// to the sum of their autocovariances (real part).
//
// Forward transforms decimate in frequency and leave bit-reversed order, the one back decimates in
// time and takes it: nothing is ever reordered (Gentleman and Sande 1966, Cooley and Tukey 1965).
#define S2_LIBRARY "harmonic"
#include "autocovariance.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <string.h>

typedef struct pair {
  double re, im;
} pair;

static pair times(pair a, pair b)
{
  return (pair){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/// exp(-i pi k / half) at root[half + k], k < half, for all halves of N.
static void fill_roots(int64_t size, pair *root)
{
  for (int64_t half = 1; half < size; half *= 2)
    for (int64_t k = 0; k < half; ++k) {
      double angle = -S2_PI * (double)k / (double)half;
      root[half + k] = (pair){cos(angle), sin(angle)};
    }
}

static void forward(int64_t size, const pair *root, pair *z)
{
  for (int64_t half = size / 2; half > 0; half /= 2)
    for (pair *a = z; a < z + size; a += 2 * half)
      for (int64_t k = 0; k < half; ++k) {
        pair u = a[k], v = a[half + k];
        a[k] = (pair){u.re + v.re, u.im + v.im};
        a[half + k] = times((pair){u.re - v.re, u.im - v.im}, root[half + k]);
      }
}

static void back(int64_t size, const pair *root, pair *z)
{
  for (int64_t half = 1; half < size; half *= 2)
    for (pair *a = z; a < z + size; a += 2 * half)
      for (int64_t k = 0; k < half; ++k) {
        pair w = root[half + k];
        pair u = a[k], v = times(a[half + k], (pair){w.re, -w.im});
        a[k] = (pair){u.re + v.re, u.im + v.im};
        a[half + k] = (pair){u.re - v.re, u.im - v.im};
      }
}

static double mean(int64_t n, const double *x)
{
  double sum = 0, rest = 0;
  for (int64_t i = 0; i < n; ++i) sum += x[i];
  for (int64_t i = 0; i < n; ++i) rest += x[i] - sum / (double)n;
  return (sum + rest) / (double)n;
}

/// Series x and y (NULL: zeros) without their means, padded.
static void load(int64_t n, const double *x, const double *y, int64_t size, pair *z)
{
  double mx = mean(n, x), my = y != NULL ? mean(n, y) : 0;
  memset(z, 0, (size_t)size * sizeof *z);
  for (int64_t i = 0; i < n; ++i) z[i] = (pair){x[i] - mx, y != NULL ? y[i] - my : 0};
}

s2_status autocovariance(int64_t m, int64_t n, const double *x, double *covariance)
{
  int64_t size = 2;
  while (size < 2 * n) size *= 2;
  pair *root = s2_priv_alloc((size_t)size, 3 * sizeof *root);
  if (root == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)size);
  pair *z = root + size, *power = z + size;
  fill_roots(size, root);
  for (int64_t k = 0; k < m; k += 2) {
    load(n, x + k * n, k + 1 < m ? x + (k + 1) * n : NULL, size, z);
    forward(size, root, z);
    for (int64_t i = 0; i < size; ++i) power[i].re += z[i].re * z[i].re + z[i].im * z[i].im;
  }
  back(size, root, power);
  for (int64_t t = 0; t < n; ++t) covariance[t] = power[t].re / ((double)size * (double)n);
  s2_priv_free(root);
  return S2_OK;
}

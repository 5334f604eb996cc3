// SPDX-License-Identifier: MIT
#include "linalg.h"
#include <math.h>
#include <stddef.h>

static double dot(int n, const double *a, const double *b)
{
  double sum[4] = {0}, rest = 0;
  int i = 0;
  for (; i + 4 <= n; i += 4)
    for (int k = 0; k < 4; ++k) sum[k] += a[i + k] * b[i + k];
  for (; i < n; ++i) rest += a[i] * b[i];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]) + rest;
}

int cholesky(int n, double *a, double smallest)
{
  size_t stride = (size_t)n;
  for (int i = 0; i < n; ++i) {
    double *row = a + (size_t)i * stride;
    for (int j = 0; j < i; ++j) {
      const double *other = a + (size_t)j * stride;
      row[j] = (row[j] - dot(j, row, other)) / other[j];
    }
    double pivot = row[i] - dot(i, row, row);
    if (!(pivot > smallest * row[i])) return i;
    row[i] = sqrt(pivot);
    for (int j = i + 1; j < n; ++j) row[j] = 0;
  }
  return -1;
}

void lower_solve(int n, const double *lower, double *z)
{
  for (int i = 0; i < n; ++i) {
    const double *row = lower + (size_t)i * (size_t)n;
    double *out = z + (size_t)i * LANES, sum[LANES];
    for (int l = 0; l < LANES; ++l) sum[l] = out[l];
    for (int j = 0; j < i; ++j)
      for (int l = 0; l < LANES; ++l) sum[l] -= row[j] * z[(size_t)j * LANES + (size_t)l];
    for (int l = 0; l < LANES; ++l) out[l] = sum[l] / row[i];
  }
}

void lower_multiply(int n, const double *lower, double *z)
{
  for (int i = n - 1; i >= 0; --i) {
    const double *row = lower + (size_t)i * (size_t)n;
    double sum[LANES] = {0};
    for (int j = 0; j <= i; ++j)
      for (int l = 0; l < LANES; ++l) sum[l] += row[j] * z[(size_t)j * LANES + (size_t)l];
    for (int l = 0; l < LANES; ++l) z[(size_t)i * LANES + (size_t)l] = sum[l];
  }
}

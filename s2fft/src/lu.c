// SPDX-License-Identifier: MIT
#include "lu.h"
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

static void exchange(int width, double *a, double *b)
{
  for (int k = 0; k < width; ++k) {
    double held = a[k];
    a[k] = b[k];
    b[k] = held;
  }
}

/// row -= factor * other
static void subtract(int width, double factor, const double *other, double *row)
{
  for (int k = 0; k < width; ++k) row[k] -= factor * other[k];
}

/// Row of the largest element of column k from row k on.
static int choose(int n, const double *a, int k)
{
  int best = k;
  for (int i = k + 1; i < n; ++i)
    if (fabs(a[(size_t)i * (size_t)n + (size_t)k]) > fabs(a[(size_t)best * (size_t)n + (size_t)k]))
      best = i;
  return best;
}

/// Whether what is left of column k is no more than the rounding of what has been taken away. By
/// column, since columns may differ in scale (beams).
static bool depends(int n, const double *a, int k)
{
  double taken = 0.0, left = fabs(a[(size_t)k * (size_t)n + (size_t)k]);
  for (int i = 0; i < k; ++i) taken = fmax(taken, fabs(a[(size_t)i * (size_t)n + (size_t)k]));
  return !(left > 0.0 && left > n * DBL_EPSILON * taken && left < HUGE_VAL);
}

int lu_factor(int n, double *a, int *pivot)
{
  for (int k = 0; k < n; ++k) {
    double *row = a + (size_t)k * (size_t)n;
    pivot[k] = choose(n, a, k);
    if (pivot[k] != k) exchange(n, row, a + (size_t)pivot[k] * (size_t)n);
    if (depends(n, a, k)) return k;
    for (int i = k + 1; i < n; ++i) {
      double *below = a + (size_t)i * (size_t)n;
      below[k] /= row[k];
      subtract(n - k - 1, below[k], row + k + 1, below + k + 1);
    }
  }
  return -1;
}

void lu_solve(int n, const double *lu, const int *pivot, int width, double *x)
{
  size_t wide = (size_t)width;
  for (int k = 0; k < n; ++k)
    if (pivot[k] != k) exchange(width, x + (size_t)k * wide, x + (size_t)pivot[k] * wide);
  for (int i = 0; i < n; ++i)
    for (int k = 0; k < i; ++k)
      subtract(width, lu[(size_t)i * (size_t)n + (size_t)k], x + (size_t)k * wide,
               x + (size_t)i * wide);
  for (int i = n - 1; i >= 0; --i) {
    double *row = x + (size_t)i * wide;
    for (int k = i + 1; k < n; ++k)
      subtract(width, lu[(size_t)i * (size_t)n + (size_t)k], x + (size_t)k * wide, row);
    for (int k = 0; k < width; ++k) row[k] /= lu[(size_t)i * (size_t)n + (size_t)i];
  }
}

void lu_solve_transposed(int n, const double *lu, const int *pivot, int width, double *x)
{
  size_t wide = (size_t)width;
  for (int i = 0; i < n; ++i) { // U^T is lower triangular
    double *row = x + (size_t)i * wide;
    for (int k = 0; k < i; ++k)
      subtract(width, lu[(size_t)k * (size_t)n + (size_t)i], x + (size_t)k * wide, row);
    for (int k = 0; k < width; ++k) row[k] /= lu[(size_t)i * (size_t)n + (size_t)i];
  }
  for (int i = n - 1; i >= 0; --i)
    for (int k = i + 1; k < n; ++k)
      subtract(width, lu[(size_t)k * (size_t)n + (size_t)i], x + (size_t)k * wide,
               x + (size_t)i * wide);
  for (int k = n - 1; k >= 0; --k)
    if (pivot[k] != k) exchange(width, x + (size_t)k * wide, x + (size_t)pivot[k] * wide);
}

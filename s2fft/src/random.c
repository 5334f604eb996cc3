// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "band.h"
#include <float.h>
#include <math.h>
#include <s2common/priv/memory.h>
#include <s2common/rng.h>
#include <s2fft/spectra.h>
#include <stdbool.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

// Index of the draw of (field, l, m) in the stream of a realisation. L <= 2^15 and fields <= 2^10,
// so the parts do not overlap; the top bits keep other users of the same stream apart.
static uint64_t draw_index(int field, int l, int m)
{
  const uint64_t purpose = UINT64_C(0x616c6d) << 40;
  return purpose | (uint64_t)field << 30 | (uint64_t)((int64_t)l * (l + 1) / 2 + m);
}

static double covariance(int L, int n, const double *cl, int l, int i, int j)
{
  return cl[(size_t)s2fft_spectra_index(n, i, j) * (size_t)L + (size_t)l];
}

// Column j of the lower Cholesky factor. A pivot of zero (to rounding) is allowed if the rest of
// its column vanishes too; by Cauchy-Schwarz that rest is at most sqrt(pivot * C_ii).
static bool cholesky_column(int L, int n, const double *cl, int l, int j, double *factor)
{
  double *row_j = factor + (size_t)j * (size_t)n, slack = 16.0 * n * DBL_EPSILON;
  double c_jj = covariance(L, n, cl, l, j, j), pivot = c_jj;
  for (int k = 0; k < j; ++k) pivot -= row_j[k] * row_j[k];
  if (!isfinite(c_jj) || c_jj < 0.0 || pivot < -slack * c_jj) return false;
  bool singular = pivot <= slack * c_jj;
  row_j[j] = singular ? 0.0 : sqrt(pivot);
  for (int i = j + 1; i < n; ++i) {
    double *row_i = factor + (size_t)i * (size_t)n;
    double rest = covariance(L, n, cl, l, i, j);
    for (int k = 0; k < j; ++k) rest -= row_i[k] * row_j[k];
    double bound = slack * c_jj * covariance(L, n, cl, l, i, i);
    if (!isfinite(rest) || (singular && rest * rest > bound)) return false;
    row_i[j] = singular ? 0.0 : rest / row_j[j];
  }
  return true;
}

// Lower Cholesky factor [n][n] of the covariance of degree l; false if there is none.
static bool cholesky(int L, int n, const double *cl, int l, double *factor)
{
  for (int j = 0; j < n; ++j)
    if (!cholesky_column(L, n, cl, l, j, factor)) return false;
  return true;
}

typedef struct draw {
  uint64_t seed, realisation;
} draw;

// All fields at (l, m): a = F z. Fields are filled last to first so that z needs no array of its
// own: field i is its own z until fields above i no longer need it.
static void fill_one(const draw *random, int n, const double *factor, int l, int m, int64_t at,
                     s2_complex *const *alm)
{
  double scale = m > 0 ? sqrt(0.5) : 1.0;
  for (int i = 0; i < n; ++i)
    s2_rng_normal2(random->seed, random->realisation, draw_index(i, l, m), (double *)(alm[i] + at));
  for (int i = n - 1; i >= 0; --i) {
    const double *row = factor + (size_t)i * (size_t)n;
    double re = 0.0, im = 0.0;
    for (int j = 0; j <= i; ++j) {
      const double *z = (const double *)(alm[j] + at);
      re += row[j] * z[0];
      im += row[j] * z[1];
    }
    ((double *)(alm[i] + at))[0] = scale * re;
    ((double *)(alm[i] + at))[1] = m > 0 ? scale * im : 0.0;
  }
}

static void fill(const draw *random, int L, int mmax, int n, const double *cl, double *scratch,
                 int nthreads, s2_complex *const *alm)
{
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic, 16) num_threads(nthreads)
#else
  (void)nthreads;
#endif
  for (int l = 0; l < L; ++l) {
    double *factor = scratch;
#ifdef _OPENMP
    factor += (size_t)omp_get_thread_num() * (size_t)n * (size_t)n;
#endif
    (void)cholesky(L, n, cl, l, factor); // cannot fail: it has been tried
    for (int m = 0; m <= l && m <= mmax; ++m)
      fill_one(random, n, factor, l, m, s2fft_triangle_row(L, m) + l, alm);
  }
}

s2_status s2fft_random_alms(int L, int mmax, int n, const double *cl, uint64_t seed,
                            uint64_t realisation, s2_complex *const *alm)
{
  S2FFT_REQUIRE_BAND(L, mmax);
  S2_REQUIRE(n >= 1 && n <= S2FFT_FIELDS_MAX, "n = %d is outside 1 .. %d", n, S2FFT_FIELDS_MAX);
  S2_REQUIRE(cl != NULL && alm != NULL, "an array is NULL");
  for (int i = 0; i < n; ++i) S2_REQUIRE(alm[i] != NULL, "field %d is NULL", i);
  int nthreads = s2_priv_threads(0), bad = -1;
  size_t count = (size_t)n * (size_t)n * (size_t)nthreads;
  double *scratch = s2_priv_alloc(count, sizeof *scratch);
  if (scratch == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu numbers", count);
  for (int l = L - 1; l >= 0; --l)
    if (!cholesky(L, n, cl, l, scratch)) bad = l;
  if (bad < 0) {
    const draw random = {seed, realisation};
    fill(&random, L, s2fft_band_mmax(L, mmax), n, cl, scratch, nthreads, alm);
  }
  s2_priv_free(scratch);
  S2_REQUIRE(bad < 0, "the spectra at l = %d are not finite and positive semi-definite (C_l = %g)",
             bad, cl[bad]);
  return S2_OK;
}

s2_status s2fft_random_alm(int L, int mmax, const double *cl, uint64_t seed, uint64_t realisation,
                           s2_complex *alm)
{
  return s2fft_random_alms(L, mmax, 1, cl, seed, realisation, &alm);
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "rotate_tables.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <s2fft/wigner.h>
#include <stdlib.h>

s2_status s2fft_wigner_d(int l, int m, int n, double cos_half, double sin_half, double *d)
{
  S2_REQUIRE(d != NULL, "d is NULL");
  S2_REQUIRE(l >= 0 && l <= S2FFT_WIGNER_L_MAX, "l = %d, must be 0 .. %d", l, S2FFT_WIGNER_L_MAX);
  S2_REQUIRE(m >= -l && m <= l, "m = %d, must be -%d .. %d", m, l, l);
  size_t count = 2 * (size_t)l + 1;
  double *row = s2_priv_alloc(count, sizeof *row);
  if (row == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu numbers", count);
  s2_status status = s2fft_wigner_row(l, n, cos_half, sin_half, row);
  if (status == S2_OK) *d = row[l + m];
  s2_priv_free(row);
  return status;
}

/// Degrees below this are not worth a team of threads: a plane takes 0.2 ms.
enum { SMALL = 64 };

/// What a plane holds.
typedef enum plane_kind { VALUES, DERIVATIVES, COMPLEX } plane_kind;

typedef struct plane {
  plane_kind kind;
  int l;
  double cos_half, sin_half;
  const double *alpha, *gamma; ///< [l+1] phases of a complex plane
  double *out;
} plane;

/// Row m of the plane, as doubles.
static double *row_of(const plane *p, int m)
{
  size_t numbers = p->kind == COMPLEX ? 2 : 1, columns = 2 * (size_t)p->l + 1;
  return p->out + (size_t)(p->l + m) * columns * numbers;
}

/// d_mn = (-1)^{m-n} d_nm, with d_nm in element l+n of the row.
static void transpose(int l, int m, double *row)
{
  for (int n = -l; n <= l; ++n)
    if ((m - n) % 2 != 0) row[l + n] = -row[l + n];
}

/// From d to its derivative d (-i J_y):
/// d'_mn = (sqrt((l+n)(l-n+1)) d_{m,n-1} - sqrt((l-n)(l+n+1)) d_{m,n+1}) / 2
static void differentiate(int l, double *row)
{
  double below = 0, left = 0; // d_{m,n-1} and its factor
  for (int n = -l; n <= l; ++n) {
    double here = row[l + n], right = 0.5 * sqrt((double)(l - n) * ((double)l + n + 1));
    row[l + n] = left * below - (n < l ? right * row[l + n + 1] : 0);
    below = here;
    left = right;
  }
}

/// From d_mn, in the upper half of the row, to e^{-i m alpha} d_mn e^{-i n gamma}.
static void turn(const plane *p, int m, double *row)
{
  int l = p->l;
  const double *d = row + 2 * (size_t)l + 1, *a = p->alpha + 2 * (size_t)m;
  for (int n = -l; n <= l; ++n) {
    const double *c = p->gamma + 2 * (size_t)abs(n);
    double value = d[l + n], im = n < 0 ? -c[1] : c[1];
    row[2 * (l + n)] = value * (a[0] * c[0] - a[1] * im);
    row[2 * (l + n) + 1] = value * (a[0] * im + a[1] * c[0]);
  }
}

/// Row -m from row m: D_{-m,-n} = (-1)^{m-n} conj D_mn, and so for d and its derivative.
static void mirror(const plane *p, int m)
{
  int l = p->l;
  const double *row = row_of(p, m);
  double *other = row_of(p, -m);
  for (int n = -l; n <= l; ++n) {
    double sign = (m - n) % 2 == 0 ? 1 : -1;
    if (p->kind == COMPLEX) {
      other[2 * (l - n)] = sign * row[2 * (l + n)];
      other[2 * (l - n) + 1] = -sign * row[2 * (l + n) + 1];
    } else {
      other[l - n] = sign * row[l + n];
    }
  }
}

static s2_status fill_row(const plane *p, int m)
{
  double *row = row_of(p, m), *d = p->kind == COMPLEX ? row + 2 * (size_t)p->l + 1 : row;
  S2_TRY(s2fft_wigner_row(p->l, m, p->cos_half, p->sin_half, d));
  transpose(p->l, m, d);
  if (p->kind == DERIVATIVES) differentiate(p->l, row);
  if (p->kind == COMPLEX) turn(p, m, row);
  if (m > 0) mirror(p, m);
  return S2_OK;
}

static s2_status fill(const plane *p)
{
  S2_TRY(fill_row(p, 0)); // says in this thread what is wrong with the arguments
  int failed = 0, nthreads = p->l < SMALL ? 1 : s2_priv_threads(0);
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic, 8) num_threads(nthreads) reduction(| : failed)
#else
  (void)nthreads;
#endif
  for (int m = 1; m <= p->l; ++m) failed |= fill_row(p, m) != S2_OK;
  if (failed) return S2_FAIL(S2_ERR_NUMERIC, "l = %d: the recursions do not join", p->l);
  return S2_OK;
}

s2_status s2fft_wigner_plane(int l, double cos_half, double sin_half, double *d)
{
  S2_REQUIRE(d != NULL, "d is NULL");
  S2_REQUIRE(l >= 0 && l <= S2FFT_WIGNER_L_MAX, "l = %d, must be 0 .. %d", l, S2FFT_WIGNER_L_MAX);
  const plane p = {.kind = VALUES, .l = l, .cos_half = cos_half, .sin_half = sin_half, .out = d};
  return fill(&p);
}

s2_status s2fft_wigner_plane_derivative(int l, double cos_half, double sin_half, double *derivative)
{
  S2_REQUIRE(derivative != NULL, "derivative is NULL");
  S2_REQUIRE(l >= 0 && l <= S2FFT_WIGNER_L_MAX, "l = %d, must be 0 .. %d", l, S2FFT_WIGNER_L_MAX);
  const plane p = {
      .kind = DERIVATIVES, .l = l, .cos_half = cos_half, .sin_half = sin_half, .out = derivative};
  return fill(&p);
}

s2_status s2fft_wigner_D(int l, const s2fft_euler *angles, s2_complex *D)
{
  S2_REQUIRE(angles != NULL && D != NULL, "an argument is NULL");
  S2_REQUIRE(l >= 0 && l <= S2FFT_WIGNER_L_MAX, "l = %d, must be 0 .. %d", l, S2FFT_WIGNER_L_MAX);
  S2_REQUIRE(isfinite(angles->alpha) && isfinite(angles->beta) && isfinite(angles->gamma),
             "angles %g, %g, %g must be finite", angles->alpha, angles->beta, angles->gamma);
  size_t count = 2 * ((size_t)l + 1);
  double *phases = s2_priv_alloc(2 * count, sizeof *phases);
  if (phases == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu numbers", 2 * count);
  long double half[2];
  int sign = rotate_half_angle(angles->beta, half);
  rotate_phases(l + 1, angles->alpha, sign, phases);
  rotate_phases(l + 1, angles->gamma, sign, phases + count);
  const plane p = {.kind = COMPLEX,
                   .l = l,
                   .cos_half = (double)half[0],
                   .sin_half = (double)half[1],
                   .alpha = phases,
                   .gamma = phases + count,
                   .out = (double *)D};
  s2_status status = fill(&p);
  s2_priv_free(phases);
  return status;
}

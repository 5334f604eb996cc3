// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "band.h"
#include "rotate_options.h"
#include <math.h>
#include <s2common/priv/error.h>

/// Coefficients of the largest call that is not worth a team of threads.
enum { SMALL = 1 << 14 };

/// One call; an array that is not wanted is NULL.
typedef struct derivative {
  int L;
  double alpha[2], beta[2]; ///< cosine, sine
  const double *in;
  double *out[3]; ///< dalpha, dbeta, dgamma
} derivative;

/// Derivatives at (l, m), from f' at m - 1, m, m + 1. With a = (J+ f')_m = sqrt((l-m+1)(l+m))
/// f'_{m-1}, b = (J- f')_m = sqrt((l-m)(l+m+1)) f'_{m+1}, p = e^{-i alpha} a, q = e^{i alpha} b:
///
///     df'/dalpha = -i m f',  df'/dbeta = -(p - q) / 2
///     df'/dgamma = -i (sin(beta) (p + q) / 2 + m cos(beta) f')
static void derive(const derivative *d, int l, int m, const double below[2], const double f[2],
                   const double above[2], int64_t at)
{
  double up = 0.5 * sqrt((l - m + 1.0) * (l + m)), down = 0.5 * sqrt((l - m) * (l + m + 1.0));
  double c = d->alpha[0], s = d->alpha[1];
  double p[] = {up * (c * below[0] + s * below[1]), up * (c * below[1] - s * below[0])};
  double q[] = {down * (c * above[0] - s * above[1]), down * (c * above[1] + s * above[0])};
  double z = m * d->beta[0];
  double x[] = {d->beta[1] * (p[0] + q[0]) + z * f[0], d->beta[1] * (p[1] + q[1]) + z * f[1]};
  const double values[3][2] = {{m * f[1], -m * f[0]}, {q[0] - p[0], q[1] - p[1]}, {x[1], -x[0]}};
  for (int k = 0; k < 3; ++k) {
    if (d->out[k] == NULL) continue;
    d->out[k][at] = values[k][0];
    d->out[k][at + 1] = values[k][1];
  }
}

/// Order m of the triangle starting at coefficient `base`; f_{-1} = -conj f_1.
static void derive_order(const derivative *d, int64_t base, int m)
{
  const double none[2] = {0, 0};
  for (int l = m; l < d->L; ++l) {
    int64_t at = 2 * (base + s2fft_triangle_row(d->L, m) + l);
    const double *f = d->in + at, *above = none, *below = none;
    if (l > m) above = d->in + 2 * (base + s2fft_triangle_row(d->L, m + 1) + l);
    if (m > 0) below = d->in + 2 * (base + s2fft_triangle_row(d->L, m - 1) + l);
    const double real[2] = {f[0], m > 0 ? f[1] : 0}, mirror[2] = {-above[0], above[1]};
    const double axis[2] = {below[0], m > 1 ? below[1] : 0};
    derive(d, l, m, m > 0 ? axis : mirror, real, above, at);
  }
}

/// Degree l of the square starting at coefficient `base`.
static void derive_degree(const derivative *d, int64_t base, int l)
{
  const double none[2] = {0, 0};
  int64_t middle = base + l * (2 * (int64_t)d->L - 1) + d->L - 1;
  for (int m = -l; m <= l; ++m) {
    const double *f = d->in + 2 * (middle + m);
    derive(d, l, m, m > -l ? f - 2 : none, f, m < l ? f + 2 : none, 2 * (middle + m));
  }
}

static s2_status check_arrays(int L, s2fft_layout layout, const s2fft_rotate_options *options,
                              const s2_complex *rotated, s2_complex *const out[3])
{
  S2_REQUIRE(rotated != NULL, "rotated is NULL");
  for (int k = 0; k < 3; ++k) {
    if (out[k] == NULL) continue;
    S2_REQUIRE(!rotate_overlap(L, layout, options, rotated, out[k]),
               "an output overlaps the rotated coefficients");
    for (int j = 0; j < k; ++j)
      S2_REQUIRE(out[j] == NULL || !rotate_overlap(L, layout, options, out[j], out[k]),
                 "two outputs overlap");
  }
  return S2_OK;
}

static s2_status run(int L, s2fft_layout layout, const s2fft_euler *angles,
                     const s2_complex *rotated, s2_complex *const out[3],
                     const s2fft_rotate_options *given)
{
  s2fft_rotate_options options;
  S2_TRY(rotate_options_adopt(L, layout, angles, given, &options));
  S2_TRY(check_arrays(L, layout, &options, rotated, out));
  derivative d = {.L = L,
                  .alpha = {cos(angles->alpha), sin(angles->alpha)},
                  .beta = {cos(angles->beta), sin(angles->beta)},
                  .in = (const double *)rotated,
                  .out = {(double *)out[0], (double *)out[1], (double *)out[2]}};
  int small = (double)L * L * (double)options.count < SMALL;
  int nthreads = small ? 1 : s2_priv_threads(options.nthreads);
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic) num_threads(nthreads)
#else
  (void)nthreads;
#endif
  for (int k = 0; k < L; ++k)
    for (int64_t i = 0; i < options.count; ++i)
      if (layout == S2FFT_LAYOUT_TRIANGLE)
        derive_order(&d, i * options.stride, k);
      else
        derive_degree(&d, i * options.stride, L - 1 - k);
  return S2_OK;
}

s2_status s2fft_rotate_derivative(int L, const s2fft_euler *angles, const s2_complex *rotated,
                                  s2_complex *dalpha, s2_complex *dbeta, s2_complex *dgamma,
                                  const s2fft_rotate_options *options)
{
  s2_complex *const out[] = {dalpha, dbeta, dgamma};
  return run(L, S2FFT_LAYOUT_TRIANGLE, angles, rotated, out, options);
}

s2_status s2fft_rotate_derivative_complex(int L, const s2fft_euler *angles,
                                          const s2_complex *rotated, s2_complex *dalpha,
                                          s2_complex *dbeta, s2_complex *dgamma,
                                          const s2fft_rotate_options *options)
{
  s2_complex *const out[] = {dalpha, dbeta, dgamma};
  return run(L, S2FFT_LAYOUT_SQUARE, angles, rotated, out, options);
}

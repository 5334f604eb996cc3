// SPDX-License-Identifier: MIT
#include "so3_support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef s2_complex complexes;

s2fft_so3_options so3_options_of(s2fft_so3_storage storage, s2fft_so3_orders orders)
{
  s2fft_so3_options options;
  s2fft_so3_options_init(&options);
  options.storage = storage;
  options.orders = orders;
  options.nthreads = 1; // these transforms are too small to share
  return options;
}

s2fft_so3_plan *so3_plan_of(const s2_grid *grid, int L, int N, const s2fft_so3_options *options)
{
  s2fft_so3_plan *plan;
  assert_ok(s2fft_so3_plan_create(&plan, grid, L, N, options));
  return plan;
}

size_t so3_flmn_doubles(const s2fft_so3_plan *plan, s2fft_field field)
{
  return 2 * (size_t)s2fft_so3_flmn_size(plan, field);
}

size_t so3_map_doubles(const s2fft_so3_plan *plan, s2fft_field field)
{
  return (field == S2FFT_COMPLEX ? 2 : 1) * (size_t)s2fft_so3_map_size(plan, field);
}

double *so3_zeros(size_t n)
{
  double *a = calloc(n + 1, sizeof *a);
  assert_non_null(a);
  return a;
}

double *so3_randoms(size_t n, uint64_t seed)
{
  double *a = so3_zeros(n);
  for (size_t k = 0; k < n; ++k) a[k] = uniform(&seed);
  return a;
}

static double *at(const s2fft_so3_plan *plan, s2fft_field field, const double *flmn, int l, int m,
                  int n)
{
  int64_t index = s2fft_so3_flmn_index(plan, field, l, m, n);
  return index < 0 ? NULL : (double *)flmn + 2 * index;
}

static double parity_sign(int k)
{
  return k & 1 ? -1 : 1;
}

double *so3_random_flmn(const s2fft_so3_plan *plan, s2fft_field field, int parity, int lmin,
                        uint64_t seed)
{
  int L = s2fft_so3_plan_L(plan), N = s2fft_so3_plan_N(plan), real = field == S2FFT_REAL;
  double *flmn = so3_zeros(so3_flmn_doubles(plan, field));
  for (int n = real ? 0 : 1 - N; n < N; ++n) {
    if (parity >= 0 && (n & 1) != parity) continue;
    for (int l = abs(n) > lmin ? abs(n) : lmin; l < L; ++l)
      for (int m = -l; m <= l; ++m) {
        double *a = at(plan, field, flmn, l, m, n);
        a[0] = uniform(&seed);
        a[1] = uniform(&seed);
        if (!real || n > 0 || m < 0) continue;
        double *mirror = at(plan, field, flmn, l, -m, 0);
        mirror[0] = parity_sign(m) * a[0];
        mirror[1] = m == 0 ? (a[1] = 0) : -parity_sign(m) * a[1];
      }
  }
  return flmn;
}

double *so3_all_orders(const s2fft_so3_plan *plan, const double *flmn)
{
  int L = s2fft_so3_plan_L(plan), N = s2fft_so3_plan_N(plan);
  double *all = so3_zeros(so3_flmn_doubles(plan, S2FFT_COMPLEX));
  for (int n = 0; n < N; ++n)
    for (int l = n; l < L; ++l)
      for (int m = -l; m <= l; ++m) {
        const double *a = at(plan, S2FFT_REAL, flmn, l, m, n);
        double *up = at(plan, S2FFT_COMPLEX, all, l, m, n);
        double *down = at(plan, S2FFT_COMPLEX, all, l, -m, -n);
        up[0] = a[0];
        up[1] = a[1];
        if (n == 0) continue;
        down[0] = parity_sign(m + n) * a[0];
        down[1] = -parity_sign(m + n) * a[1];
      }
  return all;
}

s2_status so3_apply(const s2fft_so3_plan *plan, s2fft_field field, operation what, const double *in,
                    double *out, s2fft_so3_workspace *work)
{
  const complexes *from = (const complexes *)in;
  complexes *to = (complexes *)out;
  int real = field == S2FFT_REAL;
  switch (what) {
    case SYNTHESIS:
      return real ? s2fft_so3_inverse(plan, from, out, work)
                  : s2fft_so3_inverse_complex(plan, from, to, work);
    case ANALYSIS:
      return real ? s2fft_so3_forward(plan, in, to, work)
                  : s2fft_so3_forward_complex(plan, from, to, work);
    case SYNTHESIS_ADJOINT:
      return real ? s2fft_so3_inverse_adjoint(plan, in, to, work)
                  : s2fft_so3_inverse_adjoint_complex(plan, from, to, work);
    case ANALYSIS_ADJOINT:
      return real ? s2fft_so3_forward_adjoint(plan, from, out, work)
                  : s2fft_so3_forward_adjoint_complex(plan, from, to, work);
  }
  return S2_ERR_INTERNAL;
}

double *so3_result(const s2fft_so3_plan *plan, s2fft_field field, operation what, const double *in)
{
  int to_map = what == SYNTHESIS || what == ANALYSIS_ADJOINT;
  size_t n = to_map ? so3_map_doubles(plan, field) : so3_flmn_doubles(plan, field);
  double *out = so3_zeros(n);
  for (size_t k = 0; k < n; ++k) out[k] = 7.0; // what is not written shows
  assert_ok(so3_apply(plan, field, what, in, out, NULL));
  return out;
}

double so3_error(const double *a, const double *b, size_t n)
{
  double scale = largest(b, n);
  assert_true(scale > 0.0);
  return difference(a, b, n) / scale;
}

double so3_flmn_product(const s2fft_so3_plan *plan, s2fft_field field, const double *a,
                        const double *b)
{
  int L = s2fft_so3_plan_L(plan), N = s2fft_so3_plan_N(plan), real = field == S2FFT_REAL;
  long double sum = 0.0L;
  for (int n = real ? 0 : 1 - N; n < N; ++n)
    for (int l = abs(n); l < L; ++l)
      for (int m = real && n == 0 ? 0 : -l; m <= l; ++m) {
        const double *x = at(plan, field, a, l, m, n), *y = at(plan, field, b, l, m, n);
        long double term = (long double)x[0] * y[0] + (long double)x[1] * y[1];
        sum += real && (n > 0 || m > 0) ? 2.0L * term : term;
      }
  return (double)sum;
}

double so3_map_product(const s2fft_so3_plan *plan, s2fft_field field, const double *a,
                       const double *b)
{
  size_t twice = so3_map_doubles(plan, field); // from here on
  if (s2fft_so3_ngamma(plan) == 0 && field == S2FFT_REAL && s2fft_so3_plan_N(plan) > 1)
    twice = (size_t)s2fft_so3_map_slice(plan, field, 1);
  long double sum = 0.0L;
  for (size_t k = 0; k < so3_map_doubles(plan, field); ++k)
    sum += (k < twice ? 1.0L : 2.0L) * a[k] * b[k];
  return (double)sum;
}

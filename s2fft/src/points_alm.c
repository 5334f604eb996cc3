// SPDX-License-Identifier: MIT
// Between the caller's coefficients and the triangles E, B that the engine takes. With p = f_lm and
// q = f_{l,-m} of a field of spin s >= 0,
//
//     E_lm = c (p + (-1)^m conj q),  B_lm = -i c (p - (-1)^m conj q),  m >= 0,
//
// c = -1/2, or 1/2 for s = 0 (layout.h). In the inner products of conventions.h this is unitary, so
// that the transpose is the inverse. A field of spin s < 0 enters as its conjugate, of spin -s and
// coefficients (-1)^{s+m} conj f_{l,-m}.
#include "points.h"

#include "band.h"
#include <s2fft/layout.h>
#include <string.h>

typedef struct pair {
  double re, im;
} pair;

static double *element(const points_job *job, int which, int l, int m)
{
  int64_t L = job->plan->shape.L, at;
  switch (job->layout) {
    case S2FFT_LAYOUT_SQUARE: at = l * (2 * L - 1) + L - 1 + m; break;
    case S2FFT_LAYOUT_LINEAR: at = (int64_t)l * l + l + m; break;
    default: at = s2fft_triangle_row((int)L, m) + l; break;
  }
  return (double *)(job->alm[which] + at);
}

static pair conjugate(const double *x, double sign)
{
  return (pair){sign * x[0], -sign * x[1]};
}

static void put(double *to, pair x, double factor)
{
  to[0] = factor * x.re;
  to[1] = factor * x.im;
}

/// p and q above of a complex field, or back: the map is its own inverse.
static void exchange(const points_job *job, int m, double in[2][2], double out[2][2])
{
  if (job->plan->spin >= 0) {
    memcpy(out, in, 4 * sizeof(double));
    return;
  }
  double sign = (job->plan->spin + m) % 2 == 0 ? 1 : -1;
  put(out[0], conjugate(in[1], sign), 1);
  put(out[1], conjugate(in[0], sign), 1);
}

static void load_complex(const points_job *job, int l, int m, double *E, double *B)
{
  double f[2][2], g[2][2];
  memcpy(f[0], element(job, 0, l, m), sizeof f[0]);
  memcpy(f[1], element(job, 0, l, -m), sizeof f[1]);
  exchange(job, m, f, g);
  double c = job->plan->spin == 0 ? 0.5 : -0.5, parity = m % 2 == 0 ? 1 : -1;
  double re = parity * g[1][0], im = -parity * g[1][1]; // (-1)^m conj q
  put(E, (pair){g[0][0] + re, g[0][1] + im}, c);
  put(B, (pair){g[0][1] - im, re - g[0][0]}, c);
}

static void store_complex(const points_job *job, int l, int m, const double *E, const double *B)
{
  double f[2][2], g[2][2], c = job->plan->spin == 0 ? 1 : -1, parity = m % 2 == 0 ? c : -c;
  put(g[0], (pair){E[0] - B[1], E[1] + B[0]}, c);      // E + iB
  put(g[1], (pair){E[0] + B[1], B[0] - E[1]}, parity); // conj (E - iB)
  exchange(job, m, g, f);
  memcpy(element(job, 0, l, m), f[0], sizeof f[0]);
  memcpy(element(job, 0, l, -m), f[1], sizeof f[1]);
}

/// Coefficient (l, m) of a real field or of E or B, also at -m where the layout has it.
static void store_real(const points_job *job, int which, int l, int m, const double *x)
{
  memcpy(element(job, which, l, m), x, 2 * sizeof *x);
  if (job->layout == S2FFT_LAYOUT_TRIANGLE || m == 0) return;
  put(element(job, which, l, -m), conjugate(x, m % 2 == 0 ? 1 : -1), 1);
}

static void load_one(const points_job *job, int l, int m)
{
  const s2fft_points_plan *plan = job->plan;
  int64_t at = s2fft_triangle_row(plan->shape.L, m) + l;
  double *to[2] = {(double *)(job->work.alm[0] + at), NULL}, factor = plan->phi_factor[m];
  if (job->planes == 2) to[1] = (double *)(job->work.alm[1] + at);
  if (job->field == S2FFT_COMPLEX)
    load_complex(job, l, m, to[0], to[1]);
  else
    for (int k = 0; k < job->planes; ++k) memcpy(to[k], element(job, k, l, m), 2 * sizeof(double));
  for (int k = 0; k < job->planes; ++k) {
    to[k][0] *= factor;
    to[k][1] *= m > 0 ? factor : 0;
  }
}

static void store_one(const points_job *job, int l, int m)
{
  const s2fft_points_plan *plan = job->plan;
  int64_t at = s2fft_triangle_row(plan->shape.L, m) + l;
  double x[2][2] = {{0}}, factor = plan->phi_factor[m];
  for (int k = 0; k < job->planes; ++k) {
    const double *from = (const double *)(job->work.alm[k] + at);
    put(x[k], (pair){from[0], m > 0 ? from[1] : 0}, factor);
  }
  if (job->field == S2FFT_COMPLEX)
    store_complex(job, l, m, x[0], x[1]);
  else
    for (int k = 0; k < job->planes; ++k) store_real(job, k, l, m, x[k]);
}

static void run(const points_job *job, void (*one)(const points_job *, int, int))
{
  const points_shape *g = &job->plan->shape;
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic, 8) num_threads(job->threads) if (job->threads > 1)
#endif
  for (int m = 0; m <= g->mmax; ++m)
    for (int l = m; l < g->L; ++l) one(job, l, m);
}

void points_load(const points_job *job)
{
  run(job, load_one);
}

void points_store(const points_job *job)
{
  const points_shape *g = &job->plan->shape;
  size_t bytes = (size_t)s2fft_layout_size(job->layout, g->L, g->mmax) * sizeof(s2_complex);
  if (job->layout != S2FFT_LAYOUT_TRIANGLE)
    for (int k = 0; k < (job->field == S2FFT_PAIR ? 2 : 1); ++k) memset(job->alm[k], 0, bytes);
  run(job, store_one);
}

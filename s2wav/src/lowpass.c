// SPDX-License-Identifier: MIT
// Low-pass functions K_j(l) of the families, j = 0 .. J+1.
#include "lowpass.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <string.h>

int lowpass_J_max(int L, double lambda)
{
  int J = 0;
  for (double power = 1; power < L * (1 - LOWPASS_GUARD); power *= lambda) ++J;
  return J;
}

double lowpass_power(double lambda, int j)
{
  double power = 1;
  for (int i = 0; i < j; ++i) power *= lambda;
  for (int i = 0; i > j; --i) power /= lambda;
  return power;
}

// ------------------------------------------------------------------ steps

/// s_lambda(t)^2 / t, s_lambda the bump stretched over (1/lambda, 1).
static double bump_squared(double t, double lambda)
{
  double x = (t - 1 / lambda) * (2 * lambda / (lambda - 1)) - 1, inside = 1 - x * x;
  return inside > 0 ? exp(-2 / inside) / t : 0;
}

static double bump(double x, double lambda)
{
  (void)lambda;
  double inside = 1 - x * x;
  return inside > 0 ? exp(-1 / inside) : 0;
}

/// The part of the integral of a step that is left at 1/lambda <= t <= 1: all of it at 1/lambda,
/// nothing at 1.
typedef double step_integral(const quadrature *q, double t, double lambda);

static double scale_discretised(const quadrature *q, double t, double lambda)
{
  return t < 1 ? quadrature_integrate(q, bump_squared, lambda, t, 1, 1 / lambda, 1) : 0;
}

static double needlet(const quadrature *q, double t, double lambda)
{
  double u = 1 - 2 * lambda / (lambda - 1) * (t - 1 / lambda);
  return u > -1 ? quadrature_integrate(q, bump, lambda, -1, u, -1, 1) : 0;
}

static double cosine(const quadrature *q, double t, double lambda)
{
  (void)q;
  double c = cos(S2_PI / 2 * (t - 1 / lambda) / (1 - 1 / lambda));
  return t < 1 ? c * c : 0;
}

static step_integral *const steps[] = {[S2WAV_SCALE_DISCRETISED] = scale_discretised,
                                       [S2WAV_NEEDLET] = needlet,
                                       [S2WAV_COSINE] = cosine,
                                       [S2WAV_TABLE] = NULL};

int lowpass_is_step(s2wav_kernel kernel)
{
  return (int)kernel >= 0 && kernel <= S2WAV_TABLE && steps[kernel] != NULL;
}

void lowpass_row(int L, s2wav_kernel kernel, const quadrature *q, const lowpass_step *step,
                 double *row)
{
  step_integral *left = steps[kernel];
  double whole = left(q, 1 / step->lambda, step->lambda);
  for (int l = 0; l < L; ++l)
    row[l] = l < step->low ? 1 : l > step->high ? 0 : left(q, l / step->high, step->lambda) / whole;
}

static void fill_steps(int L, const s2wav_tiling_options *o, const quadrature *q, double *K)
{
  for (int j = 0; j <= o->J_max + 1; ++j) {
    lowpass_step step = {lowpass_power(o->lambda, j - 1), lowpass_power(o->lambda, j), o->lambda};
    lowpass_row(L, o->kernel, q, &step, K + (int64_t)j * L);
  }
}

// ------------------------------------------------------------------ splines

static double cube(double x)
{
  return fabs(x) * x * x;
}

/// Cubic B-spline on (-2, 2); 2/3 at 0.
static double b3(double x)
{
  return (cube(x - 2) - 4 * cube(x - 1) + 6 * cube(x) - 4 * cube(x + 1) + cube(x + 2)) / 12;
}

static void fill_splines(int L, const s2wav_tiling_options *o, double *K)
{
  for (int l = 0; l < L; ++l) K[(int64_t)(o->J_max + 1) * L + l] = 1;
  for (int q = 1; q <= o->J_max + 1; ++q) {
    double *row = K + (int64_t)(o->J_max + 1 - q) * L, width = L / lowpass_power(o->lambda, q - 2);
    row[0] = 1;
    for (int l = 1; l < L; ++l) row[l] = l <= width ? 1.5 * b3(2 * l / width) : 0;
  }
}

// ------------------------------------------------------------------ all

s2_status lowpass_create(int L, const s2wav_tiling_options *o, double **lowpass)
{
  quadrature q;
  size_t size = ((size_t)o->J_max + 2) * (size_t)L;
  *lowpass = NULL;
  if (o->kernel == S2WAV_TABLE) S2_TRY(lowpass_check_table(L, o));
  S2_TRY(quadrature_make(o->quadrature, &q));
  double *K = s2_priv_alloc(size, sizeof *K);
  if (K == NULL) return S2_FAIL(S2_ERR_MEMORY, "%zu values of kernels", size);
  if (o->kernel == S2WAV_TABLE)
    memcpy(K, o->lowpass, size * sizeof *K);
  else if (o->kernel == S2WAV_SPLINE)
    fill_splines(L, o, K);
  else
    fill_steps(L, o, &q, K);
  *lowpass = K;
  return S2_OK;
}

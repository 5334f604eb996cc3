// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/error.h>
#include <s2fft/wigner.h>
#include <stdlib.h>
#include <string.h>

/// A row is rescaled when a value passes this limit. One step grows by less than 2^720 (POLAR), so
/// nothing overflows; what falls below the range of a double is irrelevant beside the limit.
#define LIMIT 0x1p256
/// Below this half-angle a row differs from that of the pole by less than 1e-205.
#define POLAR 0x1p-700

/// One row: u_m d_{m+1} + u_{m-1} d_{m-1} = 2 lambda_m d_m with u_m = sqrt((l-m)(l+m+1)),
/// lambda_m = (n - m cos theta) / sin theta.
typedef struct row {
  int l, n;
  double cos_half, sin_half;
  int pole_sign;                      ///< of cos(theta) at the nearer pole
  double versine, versine2;           ///< 1 - |cos(theta)| and what its rounding lost
  double two_over_sin, two_over_sin2; ///< 2 / sin(theta) and what its rounding lost
} row;

/// Angles of the row, for half-angles normalised to unit length. Errors of cosine and sine that do
/// not fit each other act on all steps alike, as if n were not an integer: hence two doubles each.
static void set_angles(row *r)
{
  long double c = r->cos_half, s = r->sin_half, small = c < s ? c : s, unit = c * c + s * s;
  long double two_over_sin = unit / (s * c);
  r->pole_sign = c >= s ? 1 : -1;
  long double versine = 2.0L * small * small / unit;
  r->versine = (double)versine;
  r->versine2 = (double)(versine - r->versine);
  r->two_over_sin = (double)two_over_sin;
  r->two_over_sin2 = (double)(two_over_sin - r->two_over_sin);
}

static double step_weight(int l, int m)
{
  return sqrt((double)(l - m) * ((double)l + m + 1));
}

/// 2 lambda_m. Written with the nearer pole's versine: n - m cos(theta) does not cancel there.
static double two_lambda(const row *r, int m)
{
  double k = r->pole_sign * m, difference = (r->n - k + k * r->versine) + k * r->versine2;
  return difference * r->two_over_sin + difference * r->two_over_sin2;
}

/// Multiply the outer elements m .. *outermost of one half; forget those that underflow.
static void rescale(double scale, int sign, int m, int *outermost, double *out)
{
  for (int k = m; k <= *outermost; ++k) out[sign * k] *= scale;
  while (*outermost > m && out[sign * *outermost] == 0.0) --*outermost;
}

/// Recursion from d_{sign l} to d_{sign end}, and on while |d| rises if `climb`, written to
/// out[sign * m] where out is the row's middle. In terms of -m the way up (sign = -1) has the form
/// of the way down, as u_{-m-1} = u_m. Returns the last m.
static int recurse(const row *r, int sign, int end, int climb, double *out)
{
  double previous = 0.0, now = out[sign * r->l], u_previous = 0.0;
  int m = r->l, outermost = r->l;
  while (m > end || (climb && m > -r->l && fabs(now) > fabs(previous))) {
    double u = step_weight(r->l, m - 1);
    double next = (two_lambda(r, sign * m) * now - u_previous * previous) / u;
    if (fabs(next) > LIMIT) {
      int exponent;
      (void)frexp(next, &exponent);
      double scale = ldexp(1.0, -exponent);
      next *= scale;
      now *= scale;
      rescale(scale, sign, m, &outermost, out);
    }
    out[sign * --m] = next;
    previous = now;
    now = next;
    u_previous = u;
  }
  return m;
}

/// Both halves overlap in elements j and j+1; `up` holds the upper half's two values, the row holds
/// the lower half's. Scale the lower half to fit, then the whole row to sum d^2 = 1.
static s2_status join(const row *r, int j, const double up[2], double *mid)
{
  double fit = (up[0] * mid[j] + up[1] * mid[j + 1]) / (mid[j] * mid[j] + mid[j + 1] * mid[j + 1]);
  if (!(fit > 0.0 && fit < HUGE_VAL))
    return S2_FAIL(S2_ERR_NUMERIC, "l = %d, n = %d: the recursions do not join", r->l, r->n);
  mid[j + 1] = up[1];
  for (int m = -r->l; m <= j; ++m) mid[m] *= fit;
  double sum = 0.0;
  for (int m = -r->l; m <= r->l; ++m) sum += mid[m] * mid[m];
  double scale = 1.0 / sqrt(sum);
  for (int m = -r->l; m <= r->l; ++m) mid[m] *= scale;
  return S2_OK;
}

/// The poles: d(0) = delta_mn, d(pi) = (-1)^(l+m) delta_{m,-n}; true if theta is one of them.
static int pole(const row *r, double *d)
{
  if (r->sin_half >= POLAR && r->cos_half >= POLAR) return 0;
  memset(d, 0, (2 * (size_t)r->l + 1) * sizeof *d);
  if (r->sin_half < POLAR)
    d[r->l + r->n] = 1.0;
  else
    d[r->l - r->n] = (r->l + r->n) % 2 == 0 ? 1.0 : -1.0;
  return 1;
}

s2_status s2fft_wigner_row(int l, int n, double cos_half, double sin_half, double *d)
{
  S2_REQUIRE(d != NULL, "d is NULL");
  S2_REQUIRE(l >= 0 && l <= S2FFT_WIGNER_L_MAX, "l = %d, must be 0 .. %d", l, S2FFT_WIGNER_L_MAX);
  S2_REQUIRE(n >= -l && n <= l, "n = %d, must be -%d .. %d", n, l, l);
  S2_REQUIRE(cos_half >= 0.0 && sin_half >= 0.0 &&
                 fabs(cos_half * cos_half + sin_half * sin_half - 1.0) < 1e-12,
             "cos_half = %g, sin_half = %g, must be >= 0 with squares that sum to 1", cos_half,
             sin_half);
  row r = {.l = l, .n = n, .cos_half = cos_half, .sin_half = sin_half};
  if (pole(&r, d)) return S2_OK;
  if (l == 0) {
    d[0] = 1.0;
    return S2_OK;
  }
  set_angles(&r);
  double cos_theta = (cos_half - sin_half) * (cos_half + sin_half);
  int middle = (int)lrint(n * cos_theta);
  double *mid = d + l;
  mid[l] = (l - n) % 2 == 0 ? 1.0 : -1.0; // sign of d^l_ln; that of d^l_{-l,n} is plus
  mid[-l] = 1.0;
  // A fit next to a node of d would be poor: join at the extremum uphill of the middle.
  int j = recurse(&r, 1, middle > -l ? middle - 1 : -l, 1, mid);
  while (j < l - 1 && fabs(mid[j + 1]) > fabs(mid[j])) ++j;
  double up[2] = {mid[j], mid[j + 1]};
  recurse(&r, -1, -(j + 1), 0, mid);
  return join(&r, j, up, mid);
}

s2_status s2fft_harmonic_row(int l, int spin, double cos_half, double sin_half, double *lambda)
{
  S2_REQUIRE(spin >= -S2FFT_WIGNER_L_MAX && spin <= S2FFT_WIGNER_L_MAX && abs(spin) <= l,
             "spin = %d, must be -%d .. %d", spin, l, l);
  S2_TRY(s2fft_wigner_row(l, -spin, cos_half, sin_half, lambda));
  double norm = sqrt((2.0 * l + 1.0) / (4.0 * S2_PI));
  if (spin % 2 != 0) norm = -norm;
  for (int k = 0; k <= 2 * l; ++k) lambda[k] *= norm;
  return S2_OK;
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include <math.h>
#include <s2common/priv/error.h>
#include <s2fft/wigner3j.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/// A family is rescaled when a value passes this limit. One step grows by less than 2^60, so
/// nothing overflows; what falls below the range of a double is irrelevant beside the limit.
#define LIMIT 0x1p256

/// One family, `e_{j+1} w_{j+1} + b_j w_j + e_j w_{j-1} = 0` (Schulten & Gordon 1975,
/// divided by j (j+1), which makes it symmetric and regular at j = 0).
typedef struct family {
  int64_t m1, orders; ///< m1 = -m2-m3, orders = m3 - m2
  int64_t least, sum; ///< |l2 - l3| and l2 + l3 + 1
  int64_t skew;       ///< m1 (l2 - l3) (l2 + l3 + 1)
  int jmin, jmax;
} family;

/// e_j between j-1 and j; 0 beyond either end.
static double edge(const family *f, int64_t j)
{
  if (j <= f->jmin || j > f->jmax) return 0.0;
  double square = (double)((j - f->least) * (j + f->least));
  double rest = (double)((f->sum - j) * (f->sum + j));
  double e = sqrt(square) * sqrt(rest);
  return f->m1 == 0 ? e : e * (sqrt((double)((j - f->m1) * (j + f->m1))) / (double)j);
}

/// b_j; the difference of large numbers is one of integers, below 2^52.
static double centre(const family *f, int64_t j)
{
  double twice = (double)(2 * j + 1);
  if (f->m1 == 0) return twice * (double)f->orders;
  int64_t product = j * (j + 1);
  return twice * ((double)(product * f->orders - f->skew) / (double)product);
}

/// Scale all elements from `at` back to `start`, where the recursion started, or to where they have
/// underflowed: no three-term recursion goes on from two zeros.
static void rescale(double scale, int at, int start, double *w)
{
  int step = start < at ? -1 : 1;
  for (int k = at; k != start && (w[k] != 0.0 || w[k + step] != 0.0); k += step) w[k] *= scale;
  w[start] *= scale;
}

/// Recursion from element `from`, where w is 1, towards `to`, and on to the next extremum if
/// `climb`. Element k belongs to j = jmin + k. Returns the last element.
static int recurse(const family *f, int from, int to, bool climb, double *w)
{
  int step = from <= to ? 1 : -1, ahead = step > 0, far = step > 0 ? f->jmax - f->jmin : 0;
  int k = from;
  double previous = 0.0, now = 1.0;
  w[from] = 1.0;
  while (k != far && (step * (to - k) > 0 || (climb && fabs(now) > fabs(previous)))) {
    int64_t j = f->jmin + k;
    double next = -(centre(f, j) * now + edge(f, j + 1 - ahead) * previous) / edge(f, j + ahead);
    previous = now;
    now = w[k += step] = next;
    if (fabs(now) > LIMIT) {
      rescale(1.0 / LIMIT, k, from, w);
      previous /= LIMIT;
      now /= LIMIT;
    }
  }
  return k;
}

/// Both halves overlap in elements k and k+1; `up` holds the lower half's two values, `w` the upper
/// half's. Scale the lower half to fit, then all to the sum rule and the sign of the last element.
static s2_status join(const family *f, int k, const double up[2], int sign, double *w)
{
  int last = f->jmax - f->jmin;
  double fit = (up[0] * w[k] + up[1] * w[k + 1]) / (up[0] * up[0] + up[1] * up[1]);
  if (!(fabs(fit) > 0.0 && fabs(fit) < HUGE_VAL))
    return S2_FAIL(S2_ERR_NUMERIC, "the recursions do not join at j = %d", f->jmin + k);
  w[k] = up[0];
  for (int i = 0; i <= k; ++i) w[i] *= fit;
  double sum = 0.0;
  for (int i = 0; i <= last; ++i) sum += (2.0 * (f->jmin + i) + 1.0) * w[i] * w[i];
  double scale = (w[last] < 0.0 ? -sign : sign) / sqrt(sum);
  for (int i = 0; i <= last; ++i) w[i] *= scale;
  return S2_OK;
}

/// Element in the middle of the interval where the symbols oscillate: the vectors l2 and l3, at
/// their angles from the axis given by m2 and m3, projected on the plane at a right angle.
static int middle(const family *f, int l2, int l3, int m2, int m3)
{
  double flat =
      (l2 + 0.5) * (l2 + 0.5) + (l3 + 0.5) * (l3 + 0.5) - (double)m2 * m2 - (double)m3 * m3;
  int j = (int)sqrt(flat + (double)f->m1 * (double)f->m1);
  return j < f->jmin ? 0 : j >= f->jmax ? f->jmax - f->jmin - 1 : j - f->jmin;
}

int s2fft_wigner3j_jmin(int l2, int l3, int m2, int m3)
{
  if (l2 < 0 || l2 > S2FFT_WIGNER3J_L_MAX || l3 < 0 || l3 > S2FFT_WIGNER3J_L_MAX) return -1;
  if (m2 < -l2 || m2 > l2 || m3 < -l3 || m3 > l3) return -1;
  int least = abs(l2 - l3), m1 = abs(m2 + m3);
  return least > m1 ? least : m1;
}

s2_status s2fft_wigner3j(int l2, int l3, int m2, int m3, double *w)
{
  S2_REQUIRE(w != NULL, "w is NULL");
  S2_REQUIRE(l2 >= 0 && l2 <= S2FFT_WIGNER3J_L_MAX, "l2 = %d, must be 0 .. %d", l2,
             S2FFT_WIGNER3J_L_MAX);
  S2_REQUIRE(l3 >= 0 && l3 <= S2FFT_WIGNER3J_L_MAX, "l3 = %d, must be 0 .. %d", l3,
             S2FFT_WIGNER3J_L_MAX);
  S2_REQUIRE(m2 >= -l2 && m2 <= l2, "m2 = %d, must be -%d .. %d", m2, l2, l2);
  S2_REQUIRE(m3 >= -l3 && m3 <= l3, "m3 = %d, must be -%d .. %d", m3, l3, l3);
  int sign = (l2 - l3 + m2 + m3) % 2 == 0 ? 1 : -1;
  family f = {.m1 = -(m2 + m3), .orders = m3 - m2, .least = abs(l2 - l3), .sum = l2 + l3 + 1};
  f.skew = f.m1 * (l2 - l3) * f.sum;
  f.jmin = s2fft_wigner3j_jmin(l2, l3, m2, m3);
  f.jmax = l2 + l3;
  if (f.jmin == f.jmax) {
    w[0] = sign / sqrt(2.0 * f.jmax + 1.0);
    return S2_OK;
  }
  int k = recurse(&f, 0, middle(&f, l2, l3, m2, m3) + 1, true, w) - 1;
  double up[2] = {w[k], w[k + 1]};
  recurse(&f, f.jmax - f.jmin, k, false, w);
  return join(&f, k, up, sign, w);
}

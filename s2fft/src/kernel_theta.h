// SPDX-License-Identifier: MIT
// Along theta, V pairs of orders side by side as lanes (theta.h); included by kernel.c. Arrays are
// [n][2][V] as the DFTs want them.

/// x = continuation of even + odd to the whole period. Rings on a pole are their own mirror image;
/// odd functions vanish there. `single` scales all other rings.
static void theta_extend(const theta_period *r, double single, const double *even,
                         const double *odd, double *x)
{
  for (ptrdiff_t k = 0; k < 2 * (ptrdiff_t)r->period; ++k) store(x + VL * k, all(0));
  for (int t = 0; t < r->rings; ++t) {
    ptrdiff_t at = 2 * VL * (ptrdiff_t)t;
    ptrdiff_t mirror = 2 * VL * (ptrdiff_t)theta_mirror(r, t);
    UNROLL (part, 2) {
      ptrdiff_t p = VL * part;
      vec e = load(even + at + p), o = load(odd + at + p);
      store(x + at + p, mirror == at ? e : single * (e + o));
      if (mirror != at) store(x + mirror + p, single * (e - o));
    }
  }
}

/// Transpose of theta_extend() up to the factor 2 on rings off the poles, which `single` carries.
static void theta_split(const theta_period *r, double single, const double *x, double *even,
                        double *odd)
{
  for (int t = 0; t < r->rings; ++t) {
    ptrdiff_t at = 2 * VL * (ptrdiff_t)t, mirror = 2 * VL * (ptrdiff_t)theta_mirror(r, t);
    double scale = mirror == at ? 0.5 : 0.5 * single;
    UNROLL (part, 2) {
      ptrdiff_t p = VL * part;
      vec a = load(x + at + p), b = load(x + mirror + p);
      store(even + at + p, scale * (a + b));
      store(odd + at + p, scale * (a - b));
    }
  }
}

/// (re, im) * scale (c + i s)
INLINE void theta_put(const double *from, double *to, double c, double s)
{
  vec re = load(from), im = load(from + VL);
  store(to, re * c - im * s);
  store(to + VL, re * s + im * c);
}

/// y_k = scale x_k e^{+-i k angle} for |k| < L between periods n (x) and N (y); other y are zero.
/// `turn` [L][2] holds cos, sin of k angle, `sign` is that of the exponent.
static void theta_band(const double *x, int n, double *y, int N, int L, const double *turn,
                       double sign, double scale)
{
  theta_put(x, y, scale, 0);
  for (int k = 1; k < L; ++k) {
    double c = scale * turn[2 * k], s = sign * scale * turn[2 * k + 1];
    ptrdiff_t width = 2 * VL;
    theta_put(x + width * k, y + width * k, c, s);
    theta_put(x + width * (n - k), y + width * (N - k), c, -s);
  }
  for (ptrdiff_t k = 2 * (ptrdiff_t)L; k < 2 * (ptrdiff_t)(N - L + 1); ++k)
    store(y + VL * k, all(0));
}

/// x_j *= v_j
static void theta_weight(const double *v, int n, double *x)
{
  for (int j = 0; j < n; ++j) {
    double *p = x + 2 * VL * (ptrdiff_t)j;
    store(p, load(p) * v[j]);
    store(p + VL, load(p + VL) * v[j]);
  }
}

/// Where sample j of a window and its images lie in the period of M: theta, 2 pi - theta and, for
/// the southern ring, pi - theta, pi + theta. All four have the same weight.
typedef struct theta_images {
  ptrdiff_t at[4];
} theta_images;

INLINE theta_images theta_images_of(int M, int j)
{
  ptrdiff_t width = 2 * VL;
  return (theta_images){{width * (j < 0 ? j + M : j), width * (j <= 0 ? -j : M - j),
                         width * (M / 2 - j), width * (M / 2 + j)}};
}

/// Values of the even and the odd function on pairs from .. of rings: half the sum and half the
/// difference of the period at theta and at 2 pi - theta. Northern rings ascend, southern ones
/// descend from the end, as theta_split() leaves them.
static void theta_interpolate(const theta_window *w, int from, const double *x, double *even,
                              double *odd)
{
  for (int i = from; i < w->pairs; ++i) {
    const double *tap = w->tap + (ptrdiff_t)THETA_TAPS * i;
    vec sum[4][2];
    UNROLL (k, 4)
      UNROLL (part, 2) sum[k][part] = all(0);
    for (int a = 0; a < THETA_TAPS; ++a) {
      theta_images images = theta_images_of(w->M, w->first[i] + a);
      UNROLL (k, 4)
        UNROLL (part, 2) sum[k][part] += tap[a] * load(x + images.at[k] + VL * part);
    }
    ptrdiff_t north = 2 * VL * (ptrdiff_t)i, south = 2 * VL * (ptrdiff_t)(2 * w->pairs - 1 - i);
    UNROLL (part, 2) {
      store(even + north + VL * part, 0.5 * (sum[0][part] + sum[1][part]));
      store(odd + north + VL * part, 0.5 * (sum[0][part] - sum[1][part]));
      store(even + south + VL * part, 0.5 * (sum[2][part] + sum[3][part]));
      store(odd + south + VL * part, 0.5 * (sum[2][part] - sum[3][part]));
    }
  }
}

/// Transpose of theta_interpolate().
static void theta_spread(const theta_window *w, int from, const double *even, const double *odd,
                         double *x)
{
  for (ptrdiff_t k = 0; k < 2 * (ptrdiff_t)w->M; ++k) store(x + VL * k, all(0));
  for (int i = from; i < w->pairs; ++i) {
    const double *tap = w->tap + (ptrdiff_t)THETA_TAPS * i;
    ptrdiff_t north = 2 * VL * (ptrdiff_t)i, south = 2 * VL * (ptrdiff_t)(2 * w->pairs - 1 - i);
    vec value[4][2];
    UNROLL (part, 2) {
      vec e = load(even + north + VL * part), o = load(odd + north + VL * part);
      value[0][part] = 0.5 * (e + o);
      value[1][part] = 0.5 * (e - o);
      e = load(even + south + VL * part), o = load(odd + south + VL * part);
      value[2][part] = 0.5 * (e + o);
      value[3][part] = 0.5 * (e - o);
    }
    for (int a = 0; a < THETA_TAPS; ++a) {
      theta_images images = theta_images_of(w->M, w->first[i] + a);
      UNROLL (k, 4)
        UNROLL (part, 2) {
          double *to = x + images.at[k] + VL * part;
          store(to, load(to) + tap[a] * value[k][part]);
        }
    }
  }
}

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

// SPDX-License-Identifier: MIT
// Tables of the one-step recursions: plain loops that the compiler turns into vectors of the
// instruction set; included by kernel.c.

/// Jacobi matrix of the functions: x lambda_l = e_{l+1} lambda_{l+1} + b_l lambda_l + e_l
/// lambda_{l-1}, e_l = sqrt((l^2-m^2)(l^2-s^2)/(4l^2-1)) / l, b_l = m n / (l(l+1)) with n = -s; and
/// g_{l+1} = g_{l-1} e_l / e_{l+1} makes the factor of y_{l-1} one.
static void fill_mid(const step_table *t, int m, int spin)
{
  double s = spin, M = m, first = t->first;
  double *restrict e = t->e, *restrict g = t->g, *restrict a = t->mid, *restrict b = t->mid + t->ld;
  for (int i = 0; i <= t->n; ++i) {
    double l = first + i, ll = l > 0 ? l : 1;
    double top = (l - M) * (l + M) * ((l - s) * (l + s));
    e[i] = sqrt(top / ((2 * l - 1) * (2 * l + 1))) / ll;
  }
  e[0] = 0;
  for (int i = 0; i < t->n; ++i) a[i] = e[i] / e[i + 1];
  g[0] = g[1] = 1;
  for (int i = 1; i < t->n; ++i) g[i + 1] = g[i - 1] * a[i];
  for (int i = 0; i < t->n; ++i) {
    double l = first + i, ll = l > 0 ? l * (l + 1) : 1;
    a[i] = g[i] / (e[i + 1] * g[i + 1]);
    b[i] = a[i] * (M * s) / ll; // + for +s (n = -s), - for -s
  }
}

/// The Jacobi recursion of one function in Reinsch form: with R_k the polynomial that is one at the
/// pole, a = |m - n|, b = |m + n|, k = l - (a + b)/2 (Abramowitz & Stegun 22.7.1):
///
///     R_{k+1} - R_k = c (R_k - R_{k-1}) - h u R_k
///     c = (l+1) k (k+b) / (l (k+a+b+1)(k+a+1)),  h = (2l+1)(l+1) / ((k+a+b+1)(k+a+1))
///
/// scaled to the orthonormal functions by r = sqrt((2l+3)/(2l+1) (k+a+b+1)(k+a+1)/((k+1)(k+b+1))),
/// and to y by g_l / g_{l+1}.
static void fill_cap(const step_table *t, double A, double B, double *rows)
{
  double *restrict r = rows, *restrict c = rows + t->ld, *restrict h = rows + 2 * t->ld;
  const double *restrict g = t->g;
  for (int i = 0; i < t->n; ++i) {
    double l = t->first + i, k = l - 0.5 * (A + B), top = (k + A + B + 1) * (k + A + 1);
    double ll = l > 0 ? l : 1, scale = g[i] / g[i + 1], inverse = 1 / top;
    double root = sqrt((2 * l + 3) / (2 * l + 1) * top / ((k + 1) * (k + B + 1))) * scale;
    r[i] = root;
    c[i] = root * (l + 1) * k * (k + B) * inverse / ll;
    h[i] = root * (2 * l + 1) * (l + 1) * inverse;
  }
}

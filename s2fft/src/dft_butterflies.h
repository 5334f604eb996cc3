// SPDX-License-Identifier: MIT
// The butterflies of the passes: part of the template dft_lanes.h, which includes this.
//
// They name their values instead of indexing arrays where gcc would otherwise leave the arrays in
// memory.

// Output k of a butterfly, times its twiddle: `w` is that of the first output that has one, `step`
// doubles before the next.
INLINE void put(s2fft_dft_view to, int k, sample x, enum twiddle mode, const double *w,
                ptrdiff_t step)
{
  if (mode == TWIDDLE_ALL) x = times(x, w + step * k);
  if (mode == TWIDDLE_INNER && k > 0) x = times(x, w + step * (k - 1));
  store(to, k, x);
}

#define PUT(k, x) put(to, (k), (x), mode, w, step)

INLINE void LANES(butterfly2)(const dft_pass *pass, s2fft_dft_view at, s2fft_dft_view to,
                              enum twiddle mode, const double *w, ptrdiff_t step)
{
  (void)pass;
  sample a = load(at, 0), b = load(at, 1);
  PUT(0, plus(a, b));
  PUT(1, minus(a, b));
}

INLINE void LANES(butterfly4)(const dft_pass *pass, s2fft_dft_view at, s2fft_dft_view to,
                              enum twiddle mode, const double *w, ptrdiff_t step)
{
  (void)pass;
  sample x0 = load(at, 0), x1 = load(at, 1), x2 = load(at, 2), x3 = load(at, 3);
  sample a = plus(x0, x2), b = minus(x0, x2), c = plus(x1, x3), d = turn(minus(x1, x3));
  PUT(0, plus(a, c));
  PUT(1, plus(b, d));
  PUT(2, minus(a, c));
  PUT(3, minus(b, d));
}

// Even outputs: radix 4 on the sums. Odd outputs: radix 4 on the differences times w_8^j, where the
// common factor sqrt(1/2) of j = 1 and 3 is left to the last additions, as multiply-adds.
INLINE void LANES(butterfly8)(const dft_pass *pass, s2fft_dft_view at, s2fft_dft_view to,
                              enum twiddle mode, const double *w, ptrdiff_t step)
{
  (void)pass;
  const double h = 0.70710678118654752440;
  sample x0 = load(at, 0), x4 = load(at, 4), e0 = plus(x0, x4), o0 = minus(x0, x4);
  sample x2 = load(at, 2), x6 = load(at, 6), e2 = plus(x2, x6), o2 = turn(minus(x2, x6));
  sample x1 = load(at, 1), x5 = load(at, 5), e1 = plus(x1, x5), o1 = minus(x1, x5);
  sample x3 = load(at, 3), x7 = load(at, 7), e3 = plus(x3, x7), o3 = minus(x3, x7);
  sample a = plus(e0, e2), b = minus(e0, e2), c = plus(e1, e3), d = turn(minus(e1, e3));
  PUT(0, plus(a, c));
  PUT(2, plus(b, d));
  PUT(4, minus(a, c));
  PUT(6, minus(b, d));
  sample p = plus(o0, o2), q = minus(o0, o2);
  sample r = {o1.re + o1.im, o1.im - o1.re}, s = {o3.im - o3.re, -o3.im - o3.re};
  sample t = plus(r, s), u = turn(minus(r, s));
  PUT(1, ((sample){p.re + h * t.re, p.im + h * t.im}));
  PUT(5, ((sample){p.re - h * t.re, p.im - h * t.im}));
  PUT(3, ((sample){q.re + h * u.re, q.im + h * u.im}));
  PUT(7, ((sample){q.re - h * u.re, q.im - h * u.im}));
}

// Three outputs a + b + c, a + w b + w^2 c, a + w^2 b + w c, w = e^(-2 pi i / 3), in place.
INLINE void LANES(three)(sample *a, sample *b, sample *c)
{
  const double h = 0.86602540378443864676;
  sample s = plus(*b, *c), d = turn(minus(*b, *c));
  sample m = {a->re - 0.5 * s.re, a->im - 0.5 * s.im};
  *a = plus(*a, s);
  *b = (sample){m.re + h * d.re, m.im + h * d.im};
  *c = (sample){m.re - h * d.re, m.im - h * d.im};
}

INLINE void LANES(butterfly3)(const dft_pass *pass, s2fft_dft_view at, s2fft_dft_view to,
                              enum twiddle mode, const double *w, ptrdiff_t step)
{
  (void)pass;
  sample a = load(at, 0), b = load(at, 1), c = load(at, 2);
  LANES(three)(&a, &b, &c);
  PUT(0, a);
  PUT(1, b);
  PUT(2, c);
}

// Radix 3 twice; output j of the three of inputs k, k + 3, k + 6 is turned by w_9^(j k) in between.
INLINE void LANES(butterfly9)(const dft_pass *pass, s2fft_dft_view at, s2fft_dft_view to,
                              enum twiddle mode, const double *w, ptrdiff_t step)
{
  (void)pass;
  const double w1[] = {0.76604444311897803520, -0.64278760968653932632};
  const double w2[] = {0.17364817766693034885, -0.98480775301220805937};
  const double w4[] = {-0.93969262078590838405, -0.34202014332566873304};
  sample a0 = load(at, 0), a1 = load(at, 3), a2 = load(at, 6);
  sample b0 = load(at, 1), b1 = load(at, 4), b2 = load(at, 7);
  sample c0 = load(at, 2), c1 = load(at, 5), c2 = load(at, 8);
  LANES(three)(&a0, &a1, &a2);
  LANES(three)(&b0, &b1, &b2);
  LANES(three)(&c0, &c1, &c2);
  LANES(three)(&a0, &b0, &c0);
  PUT(0, a0);
  PUT(3, b0);
  PUT(6, c0);
  b1 = times(b1, w1);
  c1 = times(c1, w2);
  LANES(three)(&a1, &b1, &c1);
  PUT(1, a1);
  PUT(4, b1);
  PUT(7, c1);
  b2 = times(b2, w2);
  c2 = times(c2, w4);
  LANES(three)(&a2, &b2, &c2);
  PUT(2, a2);
  PUT(5, b2);
  PUT(8, c2);
}

// Outputs k and p - k, ..., k + count - 1 and p - k - count + 1 of an odd prime p, from the sums s
// and differences d of the inputs j and p - j: X = A -+ i B, A = x_0 + sum_j cos(2 pi j k / p) s_j,
// B = sum_j sin(2 pi j k / p) d_j. Neighbouring k share the loads.
INLINE void LANES(odd_outputs)(int p, const double *root, sample x0, const sample *s,
                               const sample *d, int k, int count, s2fft_dft_view to,
                               enum twiddle mode, const double *w, ptrdiff_t step)
{
  sample a[2] = {x0, x0}, b[2] = {{{0}, {0}}, {{0}, {0}}};
  int at[2] = {0, 0}; // j k modulo p
  UNROLL
    for (int j = 1; j <= p / 2; j++) {
      UNROLL
        for (int i = 0; i < count; i++) {
          at[i] += k + i;
          at[i] -= at[i] >= p ? p : 0;
          double c = root[2 * at[i]], n = root[2 * at[i] + 1];
          a[i].re += c * s[j].re;
          a[i].im += c * s[j].im;
          b[i].re += n * d[j].re;
          b[i].im += n * d[j].im;
        }
    }
  UNROLL
    for (int i = 0; i < count; i++) {
      PUT(k + i, plus(a[i], turn(b[i])));
      PUT(p - k - i, minus(a[i], turn(b[i])));
    }
}

INLINE void LANES(odd)(int p, const double *root, sample *s, sample *d, s2fft_dft_view at,
                       s2fft_dft_view to, enum twiddle mode, const double *w, ptrdiff_t step)
{
  sample x0 = load(at, 0), total = x0;
  UNROLL
    for (int j = 1; j <= p / 2; j++) {
      sample x = load(at, j), y = load(at, p - j);
      s[j] = plus(x, y);
      d[j] = minus(x, y);
      total = plus(total, s[j]);
    }
  PUT(0, total);
  UNROLL
    for (int k = 1; k < p / 2; k += 2) {
      LANES(odd_outputs)(p, root, x0, s, d, k, 2, to, mode, w, step);
    }
  if (p / 2 % 2) LANES(odd_outputs)(p, root, x0, s, d, p / 2, 1, to, mode, w, step);
}

// The radix as a constant: all is unrolled. Aligned, so that what gcc leaves in memory never
// crosses a cache line.
#define ODD(p)                                                                                     \
  INLINE void LANES(butterfly##p)(const dft_pass *pass, s2fft_dft_view at, s2fft_dft_view to,      \
                                  enum twiddle mode, const double *w, ptrdiff_t step)              \
  {                                                                                                \
    _Alignas(8 * W) sample s[(p) / 2 + 1], d[(p) / 2 + 1];                                         \
    LANES(odd)((p), pass->root, s, d, at, to, mode, w, step);                                      \
  }

ODD(5)
ODD(7)
ODD(11)
ODD(13)

// Outputs +-r_b, ..., +-r_(b + count - 1) of any prime, see dft_rader.h: its sums, done directly.
INLINE void LANES(any_outputs)(const dft_pass *pass, sample x0, const sample *s, const sample *d,
                               int b, int count, s2fft_dft_view to, enum twiddle mode,
                               const double *w, ptrdiff_t step)
{
  sample A[ANY_OUTPUTS], B[ANY_OUTPUTS];
  UNROLL
    for (int i = 0; i < count; i++) {
      A[i] = x0;
      B[i] = (sample){{0}, {0}};
    }
  const double *root = pass->root + 2 * b;
  for (int a = 0; a < pass->radix / 2; a++, root += 2) {
    UNROLL
      for (int i = 0; i < count; i++) {
        A[i].re += root[2 * i] * s[a].re;
        A[i].im += root[2 * i] * s[a].im;
        B[i].re += root[2 * i + 1] * d[a].re;
        B[i].im += root[2 * i + 1] * d[a].im;
      }
  }
  UNROLL
    for (int i = 0; i < count; i++) {
      int r = pass->order[b + i];
      PUT(r, plus(A[i], turn(B[i])));
      PUT(pass->radix - r, minus(A[i], turn(B[i])));
    }
}

INLINE void LANES(butterfly_any)(const dft_pass *pass, s2fft_dft_view at, s2fft_dft_view to,
                                 enum twiddle mode, const double *w, ptrdiff_t step)
{
  _Alignas(8 * W) sample s[DFT_MAX_PRIME / 2], d[DFT_MAX_PRIME / 2];
  int half = pass->radix / 2;
  sample x0 = load(at, 0), total = x0;
  for (int a = 0; a < half; a++) {
    int r = pass->order[a];
    sample x = load(at, r), y = load(at, pass->radix - r);
    s[a] = plus(x, y);
    d[a] = minus(x, y);
    total = plus(total, s[a]);
  }
  PUT(0, total);
  int b = 0;
  for (; b + ANY_OUTPUTS <= half; b += ANY_OUTPUTS) {
    LANES(any_outputs)(pass, x0, s, d, b, ANY_OUTPUTS, to, mode, w, step);
  }
  for (; b + 2 <= half; b += 2) LANES(any_outputs)(pass, x0, s, d, b, 2, to, mode, w, step);
  if (b < half) LANES(any_outputs)(pass, x0, s, d, b, 1, to, mode, w, step);
}

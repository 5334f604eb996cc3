// SPDX-License-Identifier: MIT
// Transforms of W sequences side by side: a template, included by dft_kernel.c with the number of
// lanes W and LANES(name) making names unique. Everything is forward; backward swaps re and im.
//
// The butterflies name their values instead of indexing arrays where gcc would otherwise leave the
// arrays in memory.

#define vec LANES(vec)
#define sample LANES(sample)
#define load LANES(load)
#define store LANES(store)
#define times LANES(times)
#define plus LANES(plus)
#define minus LANES(minus)
#define turn LANES(turn)
#define put LANES(put)

typedef double vec __attribute__((vector_size(8 * W), aligned(8), may_alias));

// One sample of all lanes.
typedef struct sample {
  vec re, im;
} sample;

INLINE sample load(s2fft_dft_view v, ptrdiff_t j)
{
  return (sample){*(const vec *)(v.re + v.stride * j), *(const vec *)(v.im + v.stride * j)};
}

INLINE void store(s2fft_dft_view v, ptrdiff_t j, sample x)
{
  *(vec *)(v.re + v.stride * j) = x.re;
  *(vec *)(v.im + v.stride * j) = x.im;
}

INLINE sample plus(sample a, sample b)
{
  return (sample){a.re + b.re, a.im + b.im};
}
INLINE sample minus(sample a, sample b)
{
  return (sample){a.re - b.re, a.im - b.im};
}

// x times -i.
INLINE sample turn(sample x)
{
  return (sample){x.im, -x.re};
}

INLINE sample times(sample x, const double *w)
{
  return (sample){x.re * w[0] - x.im * w[1], x.im * w[0] + x.re * w[1]};
}

// Samples of `scratch` as a view.
INLINE s2fft_dft_view LANES(buffer)(double *scratch)
{
  return (s2fft_dft_view){scratch, scratch + W, 2 * W};
}

// Every step-th sample of a view from sample j on.
INLINE s2fft_dft_view LANES(from)(s2fft_dft_view v, ptrdiff_t j, ptrdiff_t step)
{
  return (s2fft_dft_view){v.re + v.stride * j, v.im + v.stride * j, v.stride * step};
}

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

// The radix as a constant (unrolled), or any prime.
#define ODD(name, p, max)                                                                          \
  INLINE void LANES(butterfly##name)(const dft_pass *pass, s2fft_dft_view at, s2fft_dft_view to,   \
                                     enum twiddle mode, const double *w, ptrdiff_t step)           \
  {                                                                                                \
    sample s[(max) / 2 + 1], d[(max) / 2 + 1];                                                     \
    LANES(odd)((p), pass->root, s, d, at, to, mode, w, step);                                      \
  }

ODD(3, 3, 3)
ODD(5, 5, 5)
ODD(7, 7, 7)
ODD(11, 11, 11)
ODD(13, 13, 13)
ODD(_any, pass->radix, DFT_MAX_PRIME)

// One pass of a chain: every butterfly of one radix, in one of the three ways to twiddle.
#define PASS(name, mode, way, r)                                                                   \
  static void LANES(pass##name##way)(const dft_pass *pass, s2fft_dft_view in, s2fft_dft_view out,  \
                                     const double *twist)                                          \
  {                                                                                                \
    ptrdiff_t m = pass->m, s = pass->s;                                                            \
    for (ptrdiff_t p = 0; p < m; p++) {                                                            \
      const double *inner = (mode) == TWIDDLE_INNER ? pass->twiddle + 2 * ((r)-1) * p : NULL;      \
      for (ptrdiff_t q = 0; q < s; q++) {                                                          \
        LANES(butterfly##name)                                                                     \
        (pass, LANES(from)(in, q + s * p, s * m), LANES(from)(out, q + s * (r)*p, s), (mode),      \
         (mode) == TWIDDLE_ALL ? twist + 2 * q : inner, (mode) == TWIDDLE_ALL ? 2 * s : 2);        \
      }                                                                                            \
    }                                                                                              \
  }
#define PASSES(name, r)                                                                            \
  PASS(name, TWIDDLE_INNER, _inner, (r))                                                           \
  PASS(name, TWIDDLE_NONE, _last, (r))                                                             \
  PASS(name, TWIDDLE_ALL, _twist, (r))

PASSES(2, 2)
PASSES(4, 4)
PASSES(8, 8)
PASSES(3, 3)
PASSES(5, 5)
PASSES(7, 7)
PASSES(11, 11)
PASSES(13, 13)
PASSES(_any, pass->radix)

#define ROW(name)                                                                                  \
  {                                                                                                \
    LANES(pass##name##_inner), LANES(pass##name##_last), LANES(pass##name##_twist)                 \
  }

static void (*const LANES(passes)[][3])(const dft_pass *, s2fft_dft_view, s2fft_dft_view,
                                        const double *) = {
    [DFT_RADIX_2] = ROW(2),   [DFT_RADIX_4] = ROW(4),   [DFT_RADIX_8] = ROW(8),
    [DFT_RADIX_3] = ROW(3),   [DFT_RADIX_5] = ROW(5),   [DFT_RADIX_7] = ROW(7),
    [DFT_RADIX_11] = ROW(11), [DFT_RADIX_13] = ROW(13), [DFT_RADIX_ANY] = ROW(_any),
};

// Stockham passes to and fro between scratch and `out`. The last pass, whose butterflies store
// where they load, may work in place, so that any number of passes ends in `out` and spares `in`.
static void LANES(chain)(const dft_leaf *leaf, s2fft_dft_view in, s2fft_dft_view out,
                         double *scratch, const double *twist)
{
  for (int i = 0; i < leaf->npasses; i++) {
    bool last = i + 1 == leaf->npasses;
    s2fft_dft_view to = last || i % 2 ? out : LANES(buffer)(scratch);
    enum twiddle mode = !last ? TWIDDLE_INNER : twist != NULL ? TWIDDLE_ALL : TWIDDLE_NONE;
    LANES(passes)[leaf->pass[i].kind][mode](&leaf->pass[i], in, to, twist);
    in = to;
  }
}

static void LANES(execute)(const s2fft_dft *dft, s2fft_dft_view in, s2fft_dft_view out,
                           double *scratch);

// X_k = c_k sum_j (x_j c_j) conj(c_(k-j)): a cyclic convolution of length M, done by transforms.
static void LANES(bluestein)(const dft_leaf *leaf, s2fft_dft_view in, s2fft_dft_view out,
                             double *scratch)
{
  ptrdiff_t n = leaf->n, M = leaf->convolution->n;
  s2fft_dft_view x = LANES(buffer)(scratch), swapped = {x.im, x.re, x.stride};
  for (ptrdiff_t j = 0; j < n; j++) store(x, j, times(load(in, j), leaf->chirp + 2 * j));
  memset(scratch + 2 * W * n, 0, (size_t)(2 * W * (M - n)) * sizeof *scratch);
  LANES(execute)(leaf->convolution, x, x, scratch + 2 * W * M);
  for (ptrdiff_t j = 0; j < M; j++) store(x, j, times(load(x, j), leaf->spectrum + 2 * j));
  LANES(execute)(leaf->convolution, swapped, swapped, scratch + 2 * W * M);
  for (ptrdiff_t k = 0; k < n; k++) store(out, k, times(load(x, k), leaf->chirp + 2 * k));
}

static void LANES(leaf)(const dft_leaf *leaf, s2fft_dft_view in, s2fft_dft_view out,
                        double *scratch)
{
  if (leaf->convolution != NULL) {
    LANES(bluestein)(leaf, in, out, scratch);
  } else if (leaf->n > 1) {
    LANES(chain)(leaf, in, out, scratch, NULL);
  } else {
    store(out, 0, load(in, 0));
  }
}

// See dft_plan.h: x_(n2 j1 + j2) -> grid[k1][j2] -> X_(k1 + n1 k2).
static void LANES(execute)(const s2fft_dft *dft, s2fft_dft_view in, s2fft_dft_view out,
                           double *scratch)
{
  ptrdiff_t n1 = dft->n1, n2 = dft->n2, pitch = dft_pitch(dft);
  double *leaf_scratch = scratch + 2 * W * dft->leaf_at;
  if (n1 == 1) {
    LANES(leaf)(&dft->row, in, out, leaf_scratch);
    return;
  }
  s2fft_dft_view grid = LANES(buffer)(scratch);
  for (ptrdiff_t j = 0; j < n2; j++) {
    LANES(chain)
    (&dft->column, LANES(from)(in, j, n2), LANES(from)(grid, j, pitch), leaf_scratch,
     dft->twist + 2 * n1 * j);
  }
  for (ptrdiff_t k = 0; k < n1; k++) {
    LANES(leaf)(&dft->row, LANES(from)(grid, pitch * k, 1), LANES(from)(out, k, n1), leaf_scratch);
  }
}

#undef PUT
#undef ODD
#undef PASS
#undef PASSES
#undef ROW
#undef vec
#undef sample
#undef load
#undef store
#undef times
#undef plus
#undef minus
#undef turn
#undef put

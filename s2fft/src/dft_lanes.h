// SPDX-License-Identifier: MIT
// Transforms of W sequences side by side: a template, included by dft_kernel.c with the number of
// lanes W and LANES(name) making names unique. Everything is forward; backward swaps re and im.

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

#include "dft_butterflies.h"

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
PASSES(9, 9)
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
    [DFT_RADIX_2] = ROW(2),      [DFT_RADIX_4] = ROW(4),   [DFT_RADIX_8] = ROW(8),
    [DFT_RADIX_3] = ROW(3),      [DFT_RADIX_9] = ROW(9),   [DFT_RADIX_5] = ROW(5),
    [DFT_RADIX_7] = ROW(7),      [DFT_RADIX_11] = ROW(11), [DFT_RADIX_13] = ROW(13),
    [DFT_RADIX_ANY] = ROW(_any),
};

static void LANES(execute)(const s2fft_dft *dft, s2fft_dft_view in, s2fft_dft_view out,
                           double *scratch);
static void LANES(pass_rader)(const dft_pass *pass, s2fft_dft_view in, s2fft_dft_view out,
                              enum twiddle mode, const double *twist, double *scratch);

// Stockham passes to and fro between scratch and `out`. The last pass, whose butterflies store
// where they load, may work in place, so that any number of passes ends in `out` and spares `in`.
INLINE void LANES(chain)(const dft_leaf *leaf, s2fft_dft_view in, s2fft_dft_view out,
                         double *scratch, const double *twist)
{
  for (int i = 0; i < leaf->npasses; i++) {
    const dft_pass *pass = &leaf->pass[i];
    bool last = i + 1 == leaf->npasses;
    s2fft_dft_view to = last || i % 2 ? out : LANES(buffer)(scratch);
    enum twiddle mode = !last ? TWIDDLE_INNER : twist != NULL ? TWIDDLE_ALL : TWIDDLE_NONE;
    if (pass->kind == DFT_RADIX_RADER) {
      LANES(pass_rader)(pass, in, to, mode, twist, scratch + 2 * W * leaf->work_at);
    } else {
      LANES(passes)[pass->kind][mode](pass, in, to, twist);
    }
    in = to;
  }
}

#include "dft_convolutions.h"

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

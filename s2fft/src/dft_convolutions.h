// SPDX-License-Identifier: MIT
// DFTs through cyclic convolutions: part of the template dft_lanes.h, which includes this. The
// formulas of Rader's are in dft_rader.h.

// Sums and differences of the inputs +-r_a, interleaved; the latter twisted.
INLINE void LANES(rader_gather)(const dft_rader *rader, int prime, s2fft_dft_view at,
                                s2fft_dft_view x)
{
  for (ptrdiff_t a = 0; a < rader->half; a++) {
    ptrdiff_t r = rader->order[a];
    sample u = load(at, r), v = load(at, prime - r), d = minus(u, v);
    store(x, 2 * a, plus(u, v));
    store(x, 2 * a + 1, rader->twist != NULL ? times(d, rader->twist + 2 * a) : d);
  }
}

// Outputs +-r_b from A_b and B_b, interleaved.
INLINE void LANES(rader_scatter)(const dft_rader *rader, int prime, s2fft_dft_view x,
                                 s2fft_dft_view to, enum twiddle mode, const double *w,
                                 ptrdiff_t step)
{
  for (ptrdiff_t b = 0; b < rader->half; b++) {
    int r = rader->order[b];
    sample A = load(x, 2 * b), B = load(x, 2 * b + 1);
    B = turn(rader->twist != NULL ? times(B, rader->twist + 2 * b) : B);
    PUT(r, plus(A, B));
    PUT(prime - r, minus(A, B));
  }
}

INLINE void LANES(rader)(const dft_rader *rader, int prime, s2fft_dft_view at, s2fft_dft_view to,
                         enum twiddle mode, const double *w, ptrdiff_t step, double *scratch)
{
  s2fft_dft_view x = LANES(buffer)(scratch);
  double *work = scratch + 4 * W * (ptrdiff_t)rader->half;
  LANES(rader_gather)(rader, prime, at, x);
  LANES(chain)(&rader->pair->row, x, x, work, rader->spectrum);
  sample x0 = load(at, 0), mean = load(x, 0); // mean = -(sum of the other inputs) / (prime - 1)
  double n = prime - 1;
  store(x, 0, plus(mean, x0));
  PUT(0, ((sample){x0.re - n * mean.re, x0.im - n * mean.im}));
  LANES(chain)(&rader->pair->row, x, x, work, NULL);
  LANES(rader_scatter)(rader, prime, x, to, mode, w, step);
}

static void LANES(pass_rader)(const dft_pass *pass, s2fft_dft_view in, s2fft_dft_view out,
                              enum twiddle mode, const double *twist, double *scratch)
{
  ptrdiff_t r = pass->radix, m = pass->m, s = pass->s, step = mode == TWIDDLE_ALL ? 2 * s : 2;
  for (ptrdiff_t p = 0; p < m; p++) {
    for (ptrdiff_t q = 0; q < s; q++) {
      const double *w = mode == TWIDDLE_ALL     ? twist + 2 * q
                        : mode == TWIDDLE_INNER ? pass->twiddle + 2 * (r - 1) * p
                                                : NULL;
      LANES(rader)
      (pass->rader, pass->radix, LANES(from)(in, q + s * p, s * m),
       LANES(from)(out, q + s * r * p, s), mode, w, step, scratch);
    }
  }
}

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

// SPDX-License-Identifier: MIT
// Rings with a DFT of their own: one complex ring, or two real ones of the same shape as N + i S.
#include "rings.h"
#include <math.h>
#include <string.h>

/// One sequence Z of n bins. Real rings: `a` and `b` are the rows of N and S in the plus column and
/// Z_m = N_m + i S_m, Z_{-m} = conj(N_m) + i conj(S_m). A complex ring: `a` is its row in the plus
/// column, `b` in the minus column, and Z_m = a, Z_{-m} = b. NULL: zero.
typedef struct sequence {
  const stage_ring *ring;
  double *a, *b;
  double a_scale, b_scale;
  ptrdiff_t m_stride, np;
  int mmax, real;
  double *re, *im; ///< [n]
} sequence;

/// Bins of +m and -m on a ring that may be shorter than 2 mmax + 1, and the sign that half a sample
/// of shift gives to every full turn of the bin: m = r + t n, e^{i m phi0} = (-1)^t e^{i pi r / n}.
typedef struct bin_walk {
  int n, up;
  double up_sign, down_sign, turn;
} bin_walk;

static bin_walk walk_start(const stage_ring *r)
{
  return (bin_walk){r->nphi, 0, 1, 1, r->phase == PHASE_HALF ? -1 : 1};
}

static void walk_on(bin_walk *w)
{
  if (w->up == 0) w->down_sign *= w->turn; // -m enters the next turn
  if (++w->up == w->n) {
    w->up = 0;
    w->up_sign *= w->turn;
  }
}

static int walk_down(const bin_walk *w)
{
  return w->up == 0 ? 0 : w->n - w->up;
}

static void rotate(double *re, double *im, double c, double s)
{
  double t = *re * c - *im * s;
  *im = *re * s + *im * c;
  *re = t;
}

/// The whole row times e^{+-i pi r / n}.
static void turn_row(const ring_stage *t, const sequence *q, double sign)
{
  if (q->ring->phase != PHASE_HALF) return;
  const double *half = t->half_of[q->ring->nphi];
  for (int r = 0; r < q->ring->nphi; ++r)
    rotate(&q->re[r], &q->im[r], half[2 * r], sign * half[2 * r + 1]);
}

static void fetch(const sequence *q, const double *row, double scale, int m, double *re, double *im)
{
  *re = row != NULL ? scale * row[m * q->m_stride] : 0;
  *im = row != NULL ? scale * row[m * q->m_stride + q->np] : 0;
}

static void fold(const sequence *q)
{
  size_t bytes = (size_t)q->ring->nphi * sizeof(double);
  memset(q->re, 0, bytes);
  memset(q->im, 0, bytes);
  bin_walk w = walk_start(q->ring);
  for (int m = 0; m <= q->mmax; ++m, walk_on(&w)) {
    double are, aim, bre, bim, c = 1, s = 0;
    fetch(q, q->a, q->a_scale, m, &are, &aim);
    fetch(q, q->b, q->b_scale, m, &bre, &bim);
    if (q->ring->phase == PHASE_ANY) {
      c = cos(m * q->ring->phi0);
      s = sin(m * q->ring->phi0);
    }
    double ure = q->real ? are - bim : are, uim = q->real ? aim + bre : aim;
    double dre = q->real ? are + bim : bre, dim = q->real ? bre - aim : bim;
    rotate(&ure, &uim, c, s);
    rotate(&dre, &dim, c, -s);
    q->re[w.up] += w.up_sign * ure;
    q->im[w.up] += w.up_sign * uim;
    if (m == 0) continue;
    int down = walk_down(&w);
    q->re[down] += w.down_sign * dre;
    q->im[down] += w.down_sign * dim;
  }
}

static void leave(const sequence *q, double *row, double scale, int m, double re, double im)
{
  if (row == NULL) return;
  row[m * q->m_stride] = scale * re;
  row[m * q->m_stride + q->np] = scale * im;
}

static void unfold(const sequence *q)
{
  bin_walk w = walk_start(q->ring);
  for (int m = 0; m <= q->mmax; ++m, walk_on(&w)) {
    int down = walk_down(&w);
    double ure = w.up_sign * q->re[w.up], uim = w.up_sign * q->im[w.up];
    double dre = w.down_sign * q->re[down], dim = w.down_sign * q->im[down];
    if (m == 0) {
      dre = ure;
      dim = uim;
    }
    if (q->ring->phase == PHASE_ANY) {
      double c = cos(m * q->ring->phi0), s = sin(m * q->ring->phi0);
      rotate(&ure, &uim, c, -s);
      rotate(&dre, &dim, c, s);
    }
    if (q->real) {
      leave(q, q->a, q->a_scale, m, 0.5 * (ure + dre), 0.5 * (uim - dim));
      leave(q, q->b, q->b_scale, m, 0.5 * (uim + dim), 0.5 * (dre - ure));
    } else {
      leave(q, q->a, q->a_scale, m, ure, uim);
      leave(q, q->b, q->b_scale, m, dre, dim);
    }
  }
}

// ------------------------------------------------------------------ samples

static void put_samples(const job *j, const double *from, int n, void *to, int step)
{
  for (int p = 0; p < n; ++p) {
    if (j->single)
      ((float *)to)[p * step] = (float)from[p];
    else
      ((double *)to)[p * step] = from[p];
  }
}

static void get_samples(const job *j, const void *from, int n, double *to, int step)
{
  for (int p = 0; p < n; ++p)
    to[p] = j->single ? ((const float *)from)[p * step] : ((const double *)from)[p * step];
}

/// Where the real and the imaginary parts of a sequence lie in the maps; NULL: nowhere.
typedef struct sample_place {
  void *re, *im;
  int step;
} sample_place;

static sample_place place_of(const job *j, int64_t f, const stage_ring *north,
                             const stage_ring *south)
{
  sample_place p = {NULL, NULL, 1};
  if (j->field == S2FFT_REAL) {
    if (north != NULL) p.re = ring_samples(j, f, 0, north->offset);
    if (south != NULL) p.im = ring_samples(j, f, 0, south->offset);
    return p;
  }
  const stage_ring *r = north != NULL ? north : south;
  p.re = ring_samples(j, f, 0, r->offset);
  if (!is_interleaved(j)) {
    p.im = ring_samples(j, f, 1, r->offset);
    return p;
  }
  p.step = 2;
  p.im = j->single ? (void *)((float *)p.re + 1) : (void *)((double *)p.re + 1);
  return p;
}

typedef struct direction {
  int analysis;
  ring_scratch *scratch;
} direction;

static void run(const job *j, const sequence *q, sample_place place, direction d)
{
  const ring_stage *t = j->plan->rings;
  const s2fft_dft_kernel *dft = j->plan->kernel->dft;
  int n = q->ring->nphi;
  if (!d.analysis) {
    fold(q);
    turn_row(t, q, 1);
    dft->row_backward(t->row_of[n], q->re, q->im, d.scratch->work);
    if (place.re != NULL) put_samples(j, q->re, n, place.re, place.step);
    if (place.im != NULL) put_samples(j, q->im, n, place.im, place.step);
    return;
  }
  size_t bytes = (size_t)n * sizeof(double);
  if (place.re != NULL)
    get_samples(j, place.re, n, q->re, place.step);
  else
    memset(q->re, 0, bytes);
  if (place.im != NULL)
    get_samples(j, place.im, n, q->im, place.step);
  else
    memset(q->im, 0, bytes);
  dft->row_forward(t->row_of[n], q->re, q->im, d.scratch->work);
  turn_row(t, q, -1);
  unfold(q);
}

/// All sequences of one pair of rings.
static void run_pair(const job *j, int64_t f, int pair, double *phase, ptrdiff_t m_stride,
                     double *const scale[2], direction d)
{
  const ring_stage *t = j->plan->rings;
  const stage_ring *north = t->north[pair].nphi > 0 ? &t->north[pair] : NULL;
  const stage_ring *south = t->south[pair].nphi > 0 ? &t->south[pair] : NULL;
  ptrdiff_t np = j->plan->np;
  double *n_row = phase + pair, *s_row = n_row + 2 * np, wn = scale[0][pair], ws = scale[1][pair];
  sequence q = {.m_stride = m_stride,
                .np = np,
                .mmax = plan_reach(j->plan, pair),
                .real = j->field == S2FFT_REAL,
                .re = d.scratch->x,
                .im = d.scratch->x + t->longest};
  if (q.real && north != NULL && south != NULL && north->nphi == south->nphi &&
      north->phi0 == south->phi0) {
    q.ring = north, q.a = n_row, q.b = s_row, q.a_scale = wn, q.b_scale = ws;
    run(j, &q, place_of(j, f, north, south), d);
    return;
  }
  ptrdiff_t minus = 4 * np; // rows of the minus column
  if (north != NULL) {
    q.ring = north, q.a = n_row, q.b = q.real ? NULL : n_row + minus, q.a_scale = q.b_scale = wn;
    run(j, &q, place_of(j, f, north, NULL), d);
  }
  if (south != NULL) {
    q.ring = south, q.a = q.real ? NULL : s_row, q.b = q.real ? s_row : s_row + minus;
    q.a_scale = q.b_scale = ws;
    run(j, &q, place_of(j, f, NULL, south), d);
  }
}

void ring_rows_synthesis(const job *j, int64_t f, int pair, const double *phase, ptrdiff_t m_stride,
                         double *const scale[2], ring_scratch *scratch)
{
  run_pair(j, f, pair, (double *)phase, m_stride, scale, (direction){0, scratch});
}

/// Rows of rings that do not exist, padding included.
static void clear_absent(const job *j, int pair, int half, double *phase, ptrdiff_t m_stride)
{
  ptrdiff_t np = j->plan->np;
  for (int m = 0; m <= j->plan->mmax; ++m)
    for (int c = 0; c < field_columns(j->field); ++c) {
      double *row = phase + m * m_stride + (4 * c + 2 * half) * np + pair;
      row[0] = row[np] = 0;
    }
}

void ring_rows_analysis(const job *j, int64_t f, int pair, double *phase, ptrdiff_t m_stride,
                        double *const scale[2], ring_scratch *scratch)
{
  const ring_stage *t = j->plan->rings;
  if (t->north[pair].nphi == 0) clear_absent(j, pair, 0, phase, m_stride);
  if (t->south[pair].nphi == 0) clear_absent(j, pair, 1, phase, m_stride);
  if (pair < t->pairs) run_pair(j, f, pair, phase, m_stride, scale, (direction){1, scratch});
}

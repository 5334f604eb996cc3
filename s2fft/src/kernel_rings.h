// SPDX-License-Identifier: MIT
// Between the phase array and the DFT of V neighbouring ring pairs (the lanes) of equal length;
// included by kernel.c.

/// N and S of one order, times the ring scales and e^{i m phi0} (conjugated for the analysis).
typedef struct bin_pair {
  vec nre, nim, sre, sim;
} bin_pair;

INLINE void turn_by(vec *re, vec *im, vec c, vec s)
{
  vec t = *re * c - *im * s;
  *im = *re * s + *im * c;
  *re = t;
}

INLINE bin_pair bins_turn(const lane_bins *b, bin_pair p, int m, const double sign)
{
  if (b->turn != NULL) {
    const double *t = b->turn + 2 * VL * (ptrdiff_t)m;
    vec c = load(t), s = sign * load(t + VL);
    turn_by(&p.nre, &p.nim, c, s);
    turn_by(&p.sre, &p.sim, c, s);
  }
  vec wn = load(b->north), ws = load(b->south);
  return (bin_pair){p.nre * wn, p.nim * wn, p.sre * ws, p.sim * ws};
}

INLINE bin_pair bins_read(const lane_bins *b, int m, int column)
{
  const double *row = b->phase + m * b->m_stride + 4 * column * b->np;
  bin_pair p = {load(row), load(row + b->np), load(row + 2 * b->np), load(row + 3 * b->np)};
  return bins_turn(b, p, m, column == 0 ? 1.0 : -1.0);
}

INLINE void bins_write(const lane_bins *b, int m, int column, bin_pair p)
{
  double *row = b->phase + m * b->m_stride + 4 * column * b->np;
  p = bins_turn(b, p, m, column == 0 ? -1.0 : 1.0);
  store(row, p.nre);
  store(row + b->np, p.nim);
  store(row + 2 * b->np, p.sre);
  store(row + 3 * b->np, p.sim);
}

/// Put one bin; rings too short for mmax alias, and then bins are added up.
INLINE void bin_put(const lane_bins *b, int k, vec re, vec im, const int alias)
{
  double *x = b->x + 2 * VL * (ptrdiff_t)k;
  if (alias) {
    re += load(x);
    im += load(x + VL);
  }
  store(x, re);
  store(x + VL, im);
}

INLINE void bins_clear(const lane_bins *b, const int alias)
{ // what no order writes
  int from = alias ? 0 : b->mmax + 1, end = alias ? b->n : b->n - b->mmax;
  for (ptrdiff_t k = 2 * (ptrdiff_t)from; k < 2 * (ptrdiff_t)end; ++k) store(b->x + VL * k, all(0));
}

/// N + i S of two real rings: Z_m = N_m + i S_m, Z_{-m} = conj(N_m) + i conj(S_m).
INLINE void pack_real_as(const lane_bins *b, const int alias)
{
  bins_clear(b, alias);
  int up = 0; // m mod n
  for (int m = 0; m <= b->mmax; ++m) {
    bin_pair p = bins_read(b, m, 0);
    bin_put(b, up, p.nre - p.sim, p.nim + p.sre, alias);
    if (m > 0) bin_put(b, up == 0 ? 0 : b->n - up, p.nre + p.sim, p.sre - p.nim, alias);
    if (++up == b->n) up = 0;
  }
}

static void pack_real(const lane_bins *b)
{
  if (b->n <= 2 * b->mmax)
    pack_real_as(b, 1);
  else
    pack_real_as(b, 0);
}

static void unpack_real(const lane_bins *b)
{
  int up = 0;
  for (int m = 0; m <= b->mmax; ++m) {
    const double *z = b->x + 2 * VL * (ptrdiff_t)up;
    const double *y = b->x + 2 * VL * (ptrdiff_t)(up == 0 ? 0 : b->n - up);
    vec zre = load(z), zim = load(z + VL), yre = load(y), yim = load(y + VL);
    bins_write(
        b, m, 0,
        (bin_pair){0.5 * (zre + yre), 0.5 * (zim - yim), 0.5 * (zim + yim), 0.5 * (yre - zre)});
    if (++up == b->n) up = 0;
  }
}

/// One complex ring per lane, northern or southern: plus column at m, minus column at -m.
INLINE void pack_complex_as(const lane_bins *b, const int south, const int alias)
{
  bins_clear(b, alias);
  int up = 0;
  for (int m = 0; m <= b->mmax; ++m) {
    bin_pair p = bins_read(b, m, 0);
    bin_put(b, up, south ? p.sre : p.nre, south ? p.sim : p.nim, alias);
    if (m > 0) {
      p = bins_read(b, m, 1);
      bin_put(b, up == 0 ? 0 : b->n - up, south ? p.sre : p.nre, south ? p.sim : p.nim, alias);
    }
    if (++up == b->n) up = 0;
  }
}

static void pack_complex(const lane_bins *b, int south)
{
  int alias = b->n <= 2 * b->mmax;
  if (south) {
    if (alias)
      pack_complex_as(b, 1, 1);
    else
      pack_complex_as(b, 1, 0);
  } else {
    if (alias)
      pack_complex_as(b, 0, 1);
    else
      pack_complex_as(b, 0, 0);
  }
}

/// Both rings at once: x holds the northern transform, `south` the southern one.
static void unpack_complex(const lane_bins *b, const double *south)
{
  int up = 0;
  for (int m = 0; m <= b->mmax; ++m) {
    ptrdiff_t k = 2 * VL * (ptrdiff_t)up, down = 2 * VL * (ptrdiff_t)(up == 0 ? 0 : b->n - up);
    bins_write(
        b, m, 0,
        (bin_pair){load(b->x + k), load(b->x + k + VL), load(south + k), load(south + k + VL)});
    bins_write(b, m, 1,
               (bin_pair){load(b->x + down), load(b->x + down + VL), load(south + down),
                          load(south + down + VL)});
    if (++up == b->n) up = 0;
  }
}

// ------------------------------------------------------------------ lanes <-> rows

#if VL == 8
INLINE void transpose(vec r[VL])
{
  vec t[VL];
  UNROLL (h, 4) {
    t[2 * h] = __builtin_shufflevector(r[2 * h], r[2 * h + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    t[2 * h + 1] = __builtin_shufflevector(r[2 * h], r[2 * h + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  UNROLL (h, 4) {
    int i = h < 2 ? h : h + 2;
    r[i] = __builtin_shufflevector(t[i], t[i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
    r[i + 2] = __builtin_shufflevector(t[i], t[i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
  }
  UNROLL (i, 4) {
    t[i] = __builtin_shufflevector(r[i], r[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    t[i + 4] = __builtin_shufflevector(r[i], r[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
  UNROLL (i, 8) r[i] = t[i];
}
#elif VL == 4
INLINE void transpose(vec r[VL])
{
  vec t[VL];
  UNROLL (h, 2) {
    t[2 * h] = __builtin_shufflevector(r[2 * h], r[2 * h + 1], 0, 4, 2, 6);
    t[2 * h + 1] = __builtin_shufflevector(r[2 * h], r[2 * h + 1], 1, 5, 3, 7);
  }
  UNROLL (i, 2) {
    r[i] = __builtin_shufflevector(t[i], t[i + 2], 0, 1, 4, 5);
    r[i + 2] = __builtin_shufflevector(t[i], t[i + 2], 2, 3, 6, 7);
  }
}
#else
INLINE void transpose(vec r[VL])
{
  vec a = __builtin_shufflevector(r[0], r[1], 0, 2);
  r[1] = __builtin_shufflevector(r[0], r[1], 1, 3);
  r[0] = a;
}
#endif

/// rows[lane][j] = x[j * stride + lane], j < n
static void lanes_to_rows(const double *x, ptrdiff_t stride, int n, double *const *rows)
{
  int j = 0;
  for (; j + VL <= n; j += VL) {
    vec r[VL];
    UNROLL (i, VL) r[i] = load(x + (j + i) * stride);
    transpose(r);
    UNROLL (i, VL) *(uvec *)(rows[i] + j) = r[i];
  }
  for (; j < n; ++j)
    for (int i = 0; i < VL; ++i) rows[i][j] = x[j * stride + i];
}

/// Exact transpose (and inverse) of lanes_to_rows().
static void rows_to_lanes(const double *const *rows, int n, double *x, ptrdiff_t stride)
{
  int j = 0;
  for (; j + VL <= n; j += VL) {
    vec r[VL];
    UNROLL (i, VL) r[i] = *(const uvec *)(rows[i] + j);
    transpose(r);
    UNROLL (i, VL) store(x + (j + i) * stride, r[i]);
  }
  for (; j < n; ++j)
    for (int i = 0; i < VL; ++i) x[j * stride + i] = rows[i][j];
}

typedef float half_row __attribute__((vector_size(4 * VL), aligned(4)));

static void lanes_to_rowsf(const double *x, ptrdiff_t stride, int n, float *const *rows)
{
  int j = 0;
  for (; j + VL <= n; j += VL) {
    vec r[VL];
    UNROLL (i, VL) r[i] = load(x + (j + i) * stride);
    transpose(r);
    UNROLL (i, VL) *(half_row *)(rows[i] + j) = __builtin_convertvector(r[i], half_row);
  }
  for (; j < n; ++j)
    for (int i = 0; i < VL; ++i) rows[i][j] = (float)x[j * stride + i];
}

static void rowsf_to_lanes(const float *const *rows, int n, double *x, ptrdiff_t stride)
{
  int j = 0;
  for (; j + VL <= n; j += VL) {
    vec r[VL];
    UNROLL (i, VL) r[i] = __builtin_convertvector(*(const half_row *)(rows[i] + j), vec);
    transpose(r);
    UNROLL (i, VL) store(x + (j + i) * stride, r[i]);
  }
  for (; j < n; ++j)
    for (int i = 0; i < VL; ++i) x[j * stride + i] = rows[i][j];
}

// SPDX-License-Identifier: MIT
// Ishioka's recursion with sums in single precision, for float fields of spin 0; included by
// kernel.c. The recursion needs its digits and stays in double: two registers of it fill one
// register of floats, which halves the cost of the sums.

typedef float fvec __attribute__((vector_size(8 * VL))); // twice as many lanes as a vec
typedef float half __attribute__((vector_size(4 * VL)));

#if VL == 8
#  define JOIN(a, b)                                                                               \
    __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
#  define LOW(v) __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7)
#  define HIGH(v) __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15)
#elif VL == 4
#  define JOIN(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7)
#  define LOW(v) __builtin_shufflevector(v, v, 0, 1, 2, 3)
#  define HIGH(v) __builtin_shufflevector(v, v, 4, 5, 6, 7)
#else
#  define JOIN(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3)
#  define LOW(v) __builtin_shufflevector(v, v, 0, 1)
#  define HIGH(v) __builtin_shufflevector(v, v, 2, 3)
#endif

INLINE fvec narrow(vec a, vec b)
{
  return JOIN(__builtin_convertvector(a, half), __builtin_convertvector(b, half));
}

INLINE vec widen(fvec v, int high)
{
  half h = high ? HIGH(v) : LOW(v);
  return __builtin_convertvector(h, vec);
}

/// Sums of the two lanes that share a lane of a vec.
INLINE vec collapse(fvec v)
{
  half h = LOW(v) + HIGH(v);
  return __builtin_convertvector(h, vec);
}

INLINE fvec loadf(const float *p)
{
  return *(const fvec *)p;
}
INLINE void storef(float *p, fvec v)
{
  *(fvec *)p = v;
}
INLINE fvec allf(float x)
{
  return x - (fvec){0};
}

// ------------------------------------------------------------------ synthesis

/// Steps summed up in float, at most: keeps the error at that of some 64 additions whatever L.
enum { SINGLE_STEPS = 64 };

/// Functions of neighbouring steps on two registers.
INLINE void single_advance(const double *ab, int n, const vec *z, vec *older, vec *newer,
                           fvec *values)
{
  const int nv = 2;
  for (int t = 0; t < n; ++t) {
    values[t] = narrow(newer[0], newer[1]);
    EVEN_ADVANCE(older, newer);
    UNROLL (i, 2) {
      vec next = older[i];
      older[i] = newer[i];
      newer[i] = next;
    }
  }
}

/// Sums of nc columns over n steps, added to total[2][4 nc].
INLINE void single_add(const fvec *values, int n, const float *panel, ptrdiff_t stride,
                       vec (*total)[16], int first, const int nc)
{
  fvec acc[16];
  UNROLL (c, 4 * nc) acc[c] = allf(0);
  for (int t = 0; t < n; ++t, panel += stride) {
    fvec v = values[t];
    UNROLL (c, 4 * nc) acc[c] = v * allf(panel[c]) + acc[c];
  }
  for (int i = 0; i < 2; ++i)
    UNROLL (c, 4 * nc) total[i][first + c] += widen(acc[c], i);
}

INLINE void single_synthesis(const even_run *run, int first, const float *panel, ptrdiff_t stride,
                             const ring_rows *out, const int columns)
{
  const int nc = columns < NC ? columns : NC;
  vec older[2], newer[2], z[2], total[2][16];
  fvec values[SINGLE_STEPS];
  UNROLL (i, 2) {
    older[i] = load(run->state + first + VL * i);
    newer[i] = load(run->state + BLOCK + first + VL * i);
    z[i] = load(run->z + first + VL * i);
  }
  UNROLL (c, 4 * columns) total[0][c] = total[1][c] = all(0);
  for (int k = 0; k < run->n; k += SINGLE_STEPS, panel += SINGLE_STEPS * stride) {
    int n = run->n - k < SINGLE_STEPS ? run->n - k : SINGLE_STEPS;
    single_advance(run->ab + 2 * k, n, z, older, newer, values);
    for (int c = 0; c < columns; c += nc)
      single_add(values, n, panel + 4 * c, stride, total, 4 * c, nc);
  }
  for (int i = 0; i < 2; ++i)
    for (int c = 0; c < columns; ++c) even_store(run, first + VL * i, &out[c], &total[i][4 * c]);
}

INLINE void single_synthesis_block(const even_run *run, const float *panel, ptrdiff_t stride,
                                   const ring_rows *out, const int columns)
{
  for (int first = 0; first < BLOCK; first += 2 * VL)
    single_synthesis(run, first, panel, stride, out, columns);
}

static void single2_synthesis(const even_run *run, const void *panel, ptrdiff_t stride,
                              const ring_rows *out)
{
  single_synthesis_block(run, panel, stride, out, 2);
}

static void single4_synthesis(const even_run *run, const void *panel, ptrdiff_t stride,
                              const ring_rows *out)
{
  single_synthesis_block(run, panel, stride, out, 4);
}

// ------------------------------------------------------------------ analysis

static void single_pack(const even_run *run, const ring_rows *in, int columns, double *ring)
{
  for (int at = 0; at < BLOCK; at += 2 * VL, ring += (6 + 4 * columns) * VL) {
    UNROLL (i, 2) {
      store(ring + i * VL, load(run->state + at + VL * i));
      store(ring + (2 + i) * VL, load(run->state + BLOCK + at + VL * i));
      store(ring + (4 + i) * VL, load(run->z + at + VL * i));
    }
    for (int c = 0; c < columns; ++c) {
      vec f[2][4];
      UNROLL (i, 2) even_load(run, at + VL * i, &in[c], f[i]);
      UNROLL (p, 4) storef((float *)(ring + (6 + 4 * c + p) * VL), narrow(f[0][p], f[1][p]));
    }
  }
}

typedef fvec single_values[SWEEP_DOUBLES / (14 * VL)][KT];

INLINE void single_sweep_first(const even_sweep *s, const double *ab, float *sums, const int nc,
                               single_values values)
{
  const int nv = 2;
  const ptrdiff_t record = (6 + 4 * nc) * VL;
  fvec acc[KT][4];
  UNROLL (t, KT) {
    UNROLL (c, 4) acc[t][c] = loadf(sums + 2 * VL * (4 * nc * t + c));
  }
  double *ring = s->rings;
  for (int r = 0; r < s->records; ++r, ring += record) {
    vec older[2], newer[2], z[2];
    const double *start = ab;
    UNROLL (i, 2) {
      older[i] = load(ring + i * VL);
      newer[i] = load(ring + (2 + i) * VL);
      z[i] = load(ring + (4 + i) * VL);
    }
    UNROLL (t, KT) {
      fvec v = narrow(newer[0], newer[1]);
      UNROLL (c, 4) acc[t][c] = v * loadf((const float *)(ring + (6 + c) * VL)) + acc[t][c];
      values[r][t] = v;
      EVEN_ADVANCE(older, newer);
      UNROLL (i, 2) {
        vec next = older[i];
        older[i] = newer[i];
        newer[i] = next;
      }
    }
    ab = start;
    UNROLL (i, 2) {
      store(ring + i * VL, older[i]);
      store(ring + (2 + i) * VL, newer[i]);
    }
  }
  UNROLL (t, KT) {
    UNROLL (c, 4) storef(sums + 2 * VL * (4 * nc * t + c), acc[t][c]);
  }
}

INLINE void single_sweep_column(const even_sweep *s, const double *f, float *sums, const int nc,
                                single_values values)
{
  fvec acc[KT][4];
  UNROLL (t, KT) {
    UNROLL (c, 4) acc[t][c] = loadf(sums + 2 * VL * (4 * nc * t + c));
  }
  for (int r = 0; r < s->records; ++r, f += (6 + 4 * nc) * VL) {
    UNROLL (c, 4) {
      fvec fc = loadf((const float *)(f + c * VL));
      UNROLL (t, KT) acc[t][c] = values[r][t] * fc + acc[t][c];
    }
  }
  UNROLL (t, KT) {
    UNROLL (c, 4) storef(sums + 2 * VL * (4 * nc * t + c), acc[t][c]);
  }
}

INLINE void single_analysis(const even_sweep *s, float *sums, const int nc)
{
  single_values values;
  for (int k = 0; k < s->n; k += KT, sums += KT * 4 * nc * 2 * VL) {
    single_sweep_first(s, s->ab + 2 * k, sums, nc, values);
    for (int c = 1; c < nc; ++c)
      single_sweep_column(s, s->rings + (6 + 4 * c) * VL, sums + 4 * c * 2 * VL, nc, values);
  }
}

static void single2_analysis(const even_sweep *s, double *sums)
{
  single_analysis(s, (float *)sums, 2);
}

static void single4_analysis(const even_sweep *s, double *sums)
{
  single_analysis(s, (float *)sums, 4);
}

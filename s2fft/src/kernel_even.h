// SPDX-License-Identifier: MIT
// Ishioka's two-step recursion for one, two and four columns; included by kernel.c.
//
// NV registers of ring pairs and NC columns in one pass: state and sums stay in registers, nothing
// is stored inside the loop over k.

/// v_{k+1} = (A z + B) v_k - v_{k-1}, the new value replacing v_{k-1}.
#define EVEN_ADVANCE(older, newer)                                                                 \
  do {                                                                                             \
    vec a_ = all(ab[0]), b_ = all(ab[1]);                                                          \
    UNROLL (i, nv) older[i] = (a_ * z[i] + b_) * newer[i] - older[i];                              \
    ab += 2;                                                                                       \
  } while (0)

#define EVEN_ADD(v)                                                                                \
  do {                                                                                             \
    UNROLL (c, 4 * nc) {                                                                           \
      vec x_ = all(panel[c]);                                                                      \
      UNROLL (i, nv) acc[c][i] = v[i] * x_ + acc[c][i];                                            \
    }                                                                                              \
    panel += stride;                                                                               \
  } while (0)

/// Rows of one register from E re, E im, O re, O im: N, S = E +- cos(theta) O.
INLINE void even_store(const even_run *run, int at, const ring_rows *out, const vec sum[4])
{
  vec x = load(run->cosine + at), f = run->scale != NULL ? load(run->scale + at) : all(1);
  vec ore = x * sum[2], oim = x * sum[3];
  double *row = out->row + at;
  ptrdiff_t np = out->np;
  store(row, (sum[0] + ore) * f);
  store(row + np, (sum[1] + oim) * f);
  store(row + 2 * np, (sum[0] - ore) * f);
  store(row + 3 * np, (sum[1] - oim) * f);
}

/// Transpose of even_store().
INLINE void even_load(const even_run *run, int at, const ring_rows *in, vec f[4])
{
  vec g = run->scale != NULL ? load(run->scale + at) : all(1), x = load(run->cosine + at) * g;
  const double *row = in->row + at;
  ptrdiff_t np = in->np;
  vec nre = load(row), nim = load(row + np), sre = load(row + 2 * np), sim = load(row + 3 * np);
  f[0] = (nre + sre) * g;
  f[1] = (nim + sim) * g;
  f[2] = (nre - sre) * x;
  f[3] = (nim - sim) * x;
}

INLINE void even_synthesis(const even_run *run, int first, const double *panel, ptrdiff_t stride,
                           const ring_rows *out, const int nc, const int nv)
{
  vec older[BV], newer[BV], z[BV], acc[16][BV];
  const double *ab = run->ab;
  UNROLL (i, nv) {
    older[i] = load(run->state + first + VL * i);
    newer[i] = load(run->state + BLOCK + first + VL * i);
    z[i] = load(run->z + first + VL * i);
    UNROLL (c, 4 * nc) acc[c][i] = all(0);
  }
  int k = 0;
  for (; k + 1 < run->n; k += 2) {
    EVEN_ADD(newer);
    EVEN_ADVANCE(older, newer);
    EVEN_ADD(older);
    EVEN_ADVANCE(newer, older);
  }
  if (k < run->n) EVEN_ADD(newer);
  UNROLL (i, nv) {
    UNROLL (c, nc) {
      vec sum[4];
      UNROLL (p, 4) sum[p] = acc[4 * c + p][i];
      even_store(run, first + VL * i, &out[c], sum);
    }
  }
}

static void even1_synthesis(const even_run *run, const void *panel, ptrdiff_t stride,
                            const ring_rows *out)
{
  even_synthesis(run, 0, panel, stride, out, 1, BV);
}

/// The sums of several columns one after the other, where the register file does not hold them all:
/// the functions of a chunk of steps wait in the first-level cache.
INLINE void even_in_turns(const even_run *run, const double *panel, ptrdiff_t stride,
                          const ring_rows *out, const int nc)
{
  enum { CHUNK = 16 };
  vec values[CHUNK][BV], older[BV], newer[BV], z[BV], total[4][4][BV];
  const double *ab = run->ab;
  const int nv = BV;
  UNROLL (i, BV) {
    older[i] = load(run->state + VL * i);
    newer[i] = load(run->state + BLOCK + VL * i);
    z[i] = load(run->z + VL * i);
    UNROLL (c, 4 * nc) total[c / 4][c % 4][i] = all(0);
  }
  for (int k = 0; k < run->n; k += CHUNK, panel += CHUNK * stride) {
    int n = run->n - k < CHUNK ? run->n - k : CHUNK;
    for (int t = 0; t < n; ++t) {
      UNROLL (i, BV) values[t][i] = newer[i];
      EVEN_ADVANCE(older, newer);
      UNROLL (i, BV) {
        vec next = older[i];
        older[i] = newer[i];
        newer[i] = next;
      }
    }
    for (int c = 0; c < nc; ++c) {
      vec acc[4][BV];
      UNROLL (p, 4 * BV) acc[p / BV][p % BV] = total[c][p / BV][p % BV];
      for (int t = 0; t < n; ++t) {
        UNROLL (p, 4) {
          vec x = all(panel[t * stride + 4 * c + p]);
          UNROLL (i, BV) acc[p][i] = values[t][i] * x + acc[p][i];
        }
      }
      UNROLL (p, 4 * BV) total[c][p / BV][p % BV] = acc[p / BV][p % BV];
    }
  }
  UNROLL (i, BV) {
    for (int c = 0; c < nc; ++c) {
      vec sum[4] = {total[c][0][i], total[c][1][i], total[c][2][i], total[c][3][i]};
      even_store(run, VL * i, &out[c], sum);
    }
  }
}

static void even2_synthesis(const even_run *run, const void *panel, ptrdiff_t stride,
                            const ring_rows *out)
{
  if (NC < 4) {
    even_in_turns(run, panel, stride, out, 2);
    return;
  }
  for (int first = 0; first < BLOCK; first += HV * VL)
    even_synthesis(run, first, panel, stride, out, 2, HV);
}

static void even4_synthesis(const even_run *run, const void *panel, ptrdiff_t stride,
                            const ring_rows *out)
{
  if (NC < 4) {
    even_in_turns(run, panel, stride, out, 4);
    return;
  }
  for (int first = 0; first < BLOCK; first += VL)
    even_synthesis(run, first, panel, stride, out, 4, 1);
}

static void even_pack(const even_run *run, const ring_rows *in, int columns, double *ring)
{
  for (int at = 0; at < BLOCK; at += VL, ring += (3 + 4 * columns) * VL) {
    store(ring, load(run->state + at));
    store(ring + VL, load(run->state + BLOCK + at));
    store(ring + 2 * VL, load(run->z + at));
    for (int c = 0; c < columns; ++c) {
      vec f[4];
      even_load(run, at, &in[c], f);
      UNROLL (p, 4) store(ring + (3 + 4 * c + p) * VL, f[p]);
    }
  }
}

/// Functions of KT neighbouring steps on every register of a sweep of two columns or more.
typedef vec even_values[SWEEP_DOUBLES / (11 * VL)][KT];

/// The first column, while the recursion moves on by KT steps; `values` keep the functions.
INLINE void even_sweep_first(const even_sweep *s, double *ring, const double *ab, double *sums,
                             const int nc, even_values values)
{
  vec a[KT], b[KT], acc[KT][4];
  UNROLL (t, KT) {
    a[t] = all(ab[2 * t]), b[t] = all(ab[2 * t + 1]);
    UNROLL (c, 4) acc[t][c] = load(sums + (4 * nc * t + c) * VL);
  }
  for (int r = 0; r < s->records; ++r, ring += (3 + 4 * nc) * VL) {
    vec older = load(ring), v = load(ring + VL), z = load(ring + 2 * VL);
    UNROLL (t, KT) {
      UNROLL (c, 4) acc[t][c] = v * load(ring + (3 + c) * VL) + acc[t][c];
      if (nc > 1) values[r][t] = v;
      vec next = (a[t] * z + b[t]) * v - older;
      older = v;
      v = next;
    }
    store(ring, older);
    store(ring + VL, v);
  }
  UNROLL (t, KT) {
    UNROLL (c, 4) store(sums + (4 * nc * t + c) * VL, acc[t][c]);
  }
}

INLINE void even_sweep_column(const even_sweep *s, const double *f, double *sums, const int nc,
                              even_values values)
{
  vec acc[KT][4];
  UNROLL (t, KT) {
    UNROLL (c, 4) acc[t][c] = load(sums + (4 * nc * t + c) * VL);
  }
  for (int r = 0; r < s->records; ++r, f += (3 + 4 * nc) * VL) {
    UNROLL (c, 4) {
      vec fc = load(f + c * VL);
      UNROLL (t, KT) acc[t][c] = values[r][t] * fc + acc[t][c];
    }
  }
  UNROLL (t, KT) {
    UNROLL (c, 4) store(sums + (4 * nc * t + c) * VL, acc[t][c]);
  }
}

INLINE void even_analysis(const even_sweep *s, double *sums, const int nc)
{
  even_values values;
  for (int k = 0; k < s->n; k += KT, sums += KT * 4 * nc * VL) {
    even_sweep_first(s, s->rings, s->ab + 2 * k, sums, nc, values);
    for (int c = 1; c < nc; ++c)
      even_sweep_column(s, s->rings + (3 + 4 * c) * VL, sums + 4 * c * VL, nc, values);
  }
}

static void even1_analysis(const even_sweep *s, double *sums)
{
  even_analysis(s, sums, 1);
}

static void even2_analysis(const even_sweep *s, double *sums)
{
  even_analysis(s, sums, 2);
}

static void even4_analysis(const even_sweep *s, double *sums)
{
  even_analysis(s, sums, 4);
}

static void even_scan(const double *table, int n, const double *variable, double *past, double *now)
{
  vec older[BV], newer[BV], z[BV];
  const double *ab = table;
  const int nv = BV;
  UNROLL (i, BV) {
    older[i] = load(past + VL * i);
    newer[i] = load(now + VL * i);
    z[i] = load(variable + VL * i);
  }
  for (int k = 0; k < n; k += 2) {
    EVEN_ADVANCE(older, newer);
    EVEN_ADVANCE(newer, older);
  }
  UNROLL (i, BV) {
    store(past + VL * i, older[i]);
    store(now + VL * i, newer[i]);
  }
}

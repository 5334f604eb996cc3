// SPDX-License-Identifier: MIT
// Ishioka's two-step recursion for one and two columns; included by kernel.c.
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

INLINE void even_synthesis(const even_run *run, int first, const double *panel, ptrdiff_t stride,
                           const ring_rows *out, const int nc, const int nv)
{
  vec older[BV], newer[BV], z[BV], acc[8][BV];
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
    int at = first + VL * i;
    vec x = load(run->cosine + at), f = run->scale != NULL ? load(run->scale + at) : all(1);
    UNROLL (c, nc) {
      double *row = out[c].row + at;
      ptrdiff_t np = out[c].np;
      vec ore = x * acc[4 * c + 2][i], oim = x * acc[4 * c + 3][i];
      store(row, (acc[4 * c][i] + ore) * f);
      store(row + np, (acc[4 * c + 1][i] + oim) * f);
      store(row + 2 * np, (acc[4 * c][i] - ore) * f);
      store(row + 3 * np, (acc[4 * c + 1][i] - oim) * f);
    }
  }
}

static void even1_synthesis(const even_run *run, const double *panel, ptrdiff_t stride,
                            const ring_rows *out)
{
  even_synthesis(run, 0, panel, stride, out, 1, BV);
}

static void even2_synthesis(const even_run *run, const double *panel, ptrdiff_t stride,
                            const ring_rows *out)
{
  for (int first = 0; first < BLOCK; first += HV * VL)
    even_synthesis(run, first, panel, stride, out, 2, HV);
}

/// Partial sums over the rings of one k: full registers, reduced only after all blocks are in.
#define EVEN_SUM(v)                                                                                \
  do {                                                                                             \
    UNROLL (c, 4 * nc) {                                                                           \
      vec s_ = load(sums + VL * c);                                                                \
      UNROLL (i, nv) s_ = v[i] * f[c][i] + s_;                                                     \
      store(sums + VL * c, s_);                                                                    \
    }                                                                                              \
    sums += 4 * nc * VL;                                                                           \
  } while (0)

/// Register i of the state of one or more neighbouring blocks.
INLINE double *even_state(const even_run *run, int first, int i)
{
  return run->state + (i / BV) * 2 * BLOCK + first + (i % BV) * VL;
}

INLINE void even_analysis(const even_run *run, int first, const ring_rows *in, double *sums,
                          const int nc, const int nv)
{
  vec older[WV], newer[WV], z[WV], f[8][WV];
  const double *ab = run->ab;
  UNROLL (i, nv) {
    int at = first + VL * i;
    older[i] = load(even_state(run, first, i));
    newer[i] = load(even_state(run, first, i) + BLOCK);
    z[i] = load(run->z + at);
    vec g = run->scale != NULL ? load(run->scale + at) : all(1), x = load(run->cosine + at) * g;
    UNROLL (c, nc) {
      const double *row = in[c].row + at;
      ptrdiff_t np = in[c].np;
      vec nre = load(row), nim = load(row + np), sre = load(row + 2 * np), sim = load(row + 3 * np);
      f[4 * c][i] = (nre + sre) * g;
      f[4 * c + 1][i] = (nim + sim) * g;
      f[4 * c + 2][i] = (nre - sre) * x;
      f[4 * c + 3][i] = (nim - sim) * x;
    }
    UNROLL (c, 4 * nc) PIN(f[c][i]);
  }
  int k = 0;
  for (; k + 1 < run->n; k += 2) {
    EVEN_SUM(newer);
    EVEN_ADVANCE(older, newer);
    EVEN_SUM(older);
    EVEN_ADVANCE(newer, older);
  }
  if (k < run->n) {
    EVEN_SUM(newer);
    EVEN_ADVANCE(older, newer);
    UNROLL (i, nv) {
      vec t = older[i];
      older[i] = newer[i];
      newer[i] = t;
    }
  }
  UNROLL (i, nv) {
    store(even_state(run, first, i), older[i]);
    store(even_state(run, first, i) + BLOCK, newer[i]);
  }
}

static void even1_analysis(const even_run *run, const ring_rows *in, double *sums)
{
  if (run->blocks > 1)
    even_analysis(run, 0, in, sums, 1, WV);
  else
    even_analysis(run, 0, in, sums, 1, BV);
}

static void even2_analysis(const even_run *run, const ring_rows *in, double *sums)
{
  for (int first = 0; first < BLOCK; first += HV * VL) even_analysis(run, first, in, sums, 2, HV);
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

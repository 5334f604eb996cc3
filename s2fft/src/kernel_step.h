// SPDX-License-Identifier: MIT
// One-step recursions of the spin functions of both signs; included by kernel.c.

/// One function on NV registers: (y_{l-1}, y_l) in the mid form, (D_l, y_l) in the cap form.
typedef struct step_state {
  vec past[HV], now[HV];
} step_state;

INLINE void step_load(step_state *s, const double *state, int first)
{
  UNROLL (i, HV) {
    s->past[i] = load(state + first + VL * i);
    s->now[i] = load(state + BLOCK + first + VL * i);
  }
}

INLINE void step_save(const step_state *s, double *state, int first)
{
  UNROLL (i, HV) {
    store(state + first + VL * i, s->past[i]);
    store(state + BLOCK + first + VL * i, s->now[i]);
  }
}

/// y_{l+1} = (A x + B) y_l - y_{l-1}
INLINE void step_mid(step_state *s, const vec *x, vec a, vec b)
{
  UNROLL (i, HV) {
    vec next = (a * x[i] + b) * s->now[i] - s->past[i];
    s->past[i] = s->now[i];
    s->now[i] = next;
  }
}

/// D_{l+1} = c D_l - h u y_l, y_{l+1} = r y_l + D_{l+1}; rows r, c, h of t
INLINE void step_cap(step_state *s, const vec *u, const double *t, ptrdiff_t ld)
{
  vec r = all(t[0]), c = all(t[ld]), h = all(t[2 * ld]);
  UNROLL (i, HV) {
    s->past[i] = c * s->past[i] - h * (u[i] * s->now[i]);
    s->now[i] = r * s->now[i] + s->past[i];
  }
}

/// Both signs of the spin, one degree further.
INLINE void step_both(step_state *p, step_state *q, const vec *x, const double *t, ptrdiff_t ld,
                      const step_form form)
{
  if (form == STEP_CAP) {
    step_cap(p, x, t, ld);
    step_cap(q, x, t + 3 * ld, ld);
    return;
  }
  vec a = all(t[0]), b = all(t[ld]);
  step_mid(p, x, a, b);
  step_mid(q, x, a, -b);
}

INLINE void step_one(step_state *p, const vec *x, const double *t, ptrdiff_t ld, double sign,
                     const step_form form)
{
  if (form == STEP_CAP)
    step_cap(p, x, t, ld);
  else
    step_mid(p, x, all(t[0]), all(sign * t[ld]));
}

/// acc: N+ re im, S+ re im, N- re im, S- re im; S sums carry (-1)^{l+m} relative to the first
/// degree.
#define STEP_ADD(sign)                                                                             \
  do {                                                                                             \
    vec c0 = all(coef[0]), c1 = all(coef[1]), c2 = all(coef[2]), c3 = all(coef[3]);                \
    UNROLL (i, HV) {                                                                               \
      acc[0][i] = p.now[i] * c0 + acc[0][i];                                                       \
      acc[1][i] = p.now[i] * c1 + acc[1][i];                                                       \
      acc[2][i] = acc[2][i] sign q.now[i] * c0;                                                    \
      acc[3][i] = acc[3][i] sign q.now[i] * c1;                                                    \
      acc[4][i] = q.now[i] * c2 + acc[4][i];                                                       \
      acc[5][i] = q.now[i] * c3 + acc[5][i];                                                       \
      acc[6][i] = acc[6][i] sign p.now[i] * c2;                                                    \
      acc[7][i] = acc[7][i] sign p.now[i] * c3;                                                    \
    }                                                                                              \
    coef += 4;                                                                                     \
  } while (0)

INLINE void step_synthesis_form(const step_run *run, int first, const double *coef,
                                const ring_rows *out, const step_form form)
{
  step_state p, q;
  vec x[HV], acc[8][HV];
  const double *t = run->table;
  step_load(&p, run->state, first);
  step_load(&q, run->state + 2 * BLOCK, first);
  UNROLL (i, HV) {
    x[i] = load(run->x + first + VL * i);
    UNROLL (c, 8) acc[c][i] = all(0);
  }
  int l = 0;
  for (; l + 1 < run->n; l += 2) {
    STEP_ADD(+);
    step_both(&p, &q, x, t++, run->ld, form);
    STEP_ADD(-);
    step_both(&p, &q, x, t++, run->ld, form);
  }
  if (l < run->n) {
    STEP_ADD(+);
    step_both(&p, &q, x, t++, run->ld, form);
  }
  step_save(&p, run->state, first);
  step_save(&q, run->state + 2 * BLOCK, first);
  UNROLL (i, HV) {
    UNROLL (c, 8) {
      double *row = out[c / 4].row + first + VL * i + (c % 4) * out[c / 4].np;
      vec v = c % 4 < 2 ? acc[c][i] : acc[c][i] * run->parity;
      store(row, run->add ? load(row) + v : v);
    }
  }
}

static void step_synthesis(const step_run *run, const double *coef, const ring_rows *out)
{
  for (int first = 0; first < BLOCK; first += HV * VL) {
    if (run->form == STEP_CAP)
      step_synthesis_form(run, first, coef, out, STEP_CAP);
    else
      step_synthesis_form(run, first, coef, out, STEP_MID);
  }
}

#define STEP_SUM(sign)                                                                             \
  do {                                                                                             \
    vec s0 = load(sums), s1 = load(sums + VL);                                                     \
    vec s2 = load(sums + 2 * VL), s3 = load(sums + 3 * VL);                                        \
    UNROLL (i, HV) {                                                                               \
      s0 = p.now[i] * f[0][i] + s0;                                                                \
      s1 = p.now[i] * f[1][i] + s1;                                                                \
      s2 = q.now[i] * f[4][i] + s2;                                                                \
      s3 = q.now[i] * f[5][i] + s3;                                                                \
      s0 = s0 sign q.now[i] * f[2][i];                                                             \
      s1 = s1 sign q.now[i] * f[3][i];                                                             \
      s2 = s2 sign p.now[i] * f[6][i];                                                             \
      s3 = s3 sign p.now[i] * f[7][i];                                                             \
    }                                                                                              \
    store(sums, s0);                                                                               \
    store(sums + VL, s1);                                                                          \
    store(sums + 2 * VL, s2);                                                                      \
    store(sums + 3 * VL, s3);                                                                      \
    sums += 4 * VL;                                                                                \
  } while (0)

INLINE void step_analysis_form(const step_run *run, int first, const ring_rows *in, double *sums,
                               const step_form form)
{
  step_state p, q;
  vec x[HV], f[8][HV];
  const double *t = run->table;
  step_load(&p, run->state, first);
  step_load(&q, run->state + 2 * BLOCK, first);
  UNROLL (i, HV) {
    x[i] = load(run->x + first + VL * i);
    UNROLL (c, 8) {
      f[c][i] = load(in[c / 4].row + (c % 4) * in[c / 4].np + first + VL * i);
      if (c % 4 >= 2) f[c][i] = f[c][i] * run->parity;
    }
  }
  int l = 0;
  for (; l + 1 < run->n; l += 2) {
    STEP_SUM(+);
    step_both(&p, &q, x, t++, run->ld, form);
    STEP_SUM(-);
    step_both(&p, &q, x, t++, run->ld, form);
  }
  if (l < run->n) {
    STEP_SUM(+);
    step_both(&p, &q, x, t++, run->ld, form);
  }
  step_save(&p, run->state, first);
  step_save(&q, run->state + 2 * BLOCK, first);
}

static void step_analysis(const step_run *run, const ring_rows *in, double *sums)
{
  for (int first = 0; first < BLOCK; first += HV * VL) {
    if (run->form == STEP_CAP)
      step_analysis_form(run, first, in, sums, STEP_CAP);
    else
      step_analysis_form(run, first, in, sums, STEP_MID);
  }
}

INLINE void axial_synthesis_form(const step_run *run, int first, const double *coef,
                                 const ring_rows *out, const step_form form)
{
  step_state p;
  vec x[HV], acc[2][2][HV]; // [parity][re, im]
  const double *t = run->table;
  step_load(&p, run->state, first);
  UNROLL (i, HV) {
    x[i] = load(run->x + first + VL * i);
    acc[0][0][i] = acc[0][1][i] = acc[1][0][i] = acc[1][1][i] = all(0);
  }
  int l = 0;
  for (; l + 1 < run->n; l += 2) {
    UNROLL (odd, 2) {
      UNROLL (i, HV) {
        acc[odd][0][i] = p.now[i] * all(coef[0]) + acc[odd][0][i];
        acc[odd][1][i] = p.now[i] * all(coef[1]) + acc[odd][1][i];
      }
      coef += 2;
      step_one(&p, x, t++, run->ld, 1, form);
    }
  }
  UNROLL (i, HV) {
    if (l < run->n) {
      acc[0][0][i] = p.now[i] * all(coef[0]) + acc[0][0][i];
      acc[0][1][i] = p.now[i] * all(coef[1]) + acc[0][1][i];
    }
    double *row = out->row + first + VL * i;
    UNROLL (c, 2) {
      store(row + c * out->np, acc[0][c][i] + acc[1][c][i]);
      store(row + (2 + c) * out->np, (acc[0][c][i] - acc[1][c][i]) * run->parity);
    }
  }
}

static void axial_synthesis(const step_run *run, const double *coef, const ring_rows *out)
{
  for (int first = 0; first < BLOCK; first += HV * VL) {
    if (run->form == STEP_CAP)
      axial_synthesis_form(run, first, coef, out, STEP_CAP);
    else
      axial_synthesis_form(run, first, coef, out, STEP_MID);
  }
}

INLINE void axial_analysis_form(const step_run *run, int first, const ring_rows *in, double *sums,
                                const step_form form)
{
  step_state p;
  vec x[HV], f[2][2][HV]; // [parity][re, im]
  const double *t = run->table;
  step_load(&p, run->state, first);
  UNROLL (i, HV) {
    x[i] = load(run->x + first + VL * i);
    const double *row = in->row + first + VL * i;
    UNROLL (c, 2) {
      vec n = load(row + c * in->np), s = load(row + (2 + c) * in->np) * run->parity;
      f[0][c][i] = n + s;
      f[1][c][i] = n - s;
    }
  }
  for (int l = 0; l < run->n; ++l) {
    const int odd = l & 1;
    vec s0 = load(sums), s1 = load(sums + VL);
    UNROLL (i, HV) {
      s0 = p.now[i] * f[odd][0][i] + s0;
      s1 = p.now[i] * f[odd][1][i] + s1;
    }
    store(sums, s0);
    store(sums + VL, s1);
    sums += 2 * VL;
    step_one(&p, x, t++, run->ld, 1, form);
  }
  step_save(&p, run->state, first);
}

static void axial_analysis(const step_run *run, const ring_rows *in, double *sums)
{
  for (int first = 0; first < BLOCK; first += HV * VL) {
    if (run->form == STEP_CAP)
      axial_analysis_form(run, first, in, sums, STEP_CAP);
    else
      axial_analysis_form(run, first, in, sums, STEP_MID);
  }
}

INLINE void step_scan_form(const step_run *run, double sign, int first, double *past, double *now,
                           const step_form form)
{
  step_state p;
  vec x[HV];
  const double *t = run->table + (form == STEP_CAP && sign < 0 ? 3 * run->ld : 0);
  UNROLL (i, HV) {
    x[i] = load(run->x + first + VL * i);
    p.past[i] = load(past + first + VL * i);
    p.now[i] = load(now + first + VL * i);
  }
  for (int l = 0; l < run->n; ++l) step_one(&p, x, t++, run->ld, sign, form);
  UNROLL (i, HV) {
    store(past + first + VL * i, p.past[i]);
    store(now + first + VL * i, p.now[i]);
  }
}

static void step_scan(const step_run *run, double sign, double *past, double *now)
{
  for (int first = 0; first < BLOCK; first += HV * VL) {
    if (run->form == STEP_CAP)
      step_scan_form(run, sign, first, past, now, STEP_CAP);
    else
      step_scan_form(run, sign, first, past, now, STEP_MID);
  }
}

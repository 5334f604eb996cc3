// SPDX-License-Identifier: MIT
#include "columns.h"
#include <math.h>
#include <string.h>

size_t column_size(const s2fft_plan *plan)
{
  return 2 * ((size_t)plan->L + 16 + 2 * COLUMN_PAD);
}

column column_in(double *memory)
{
  return (column)memory + COLUMN_PAD;
}

static void clear(column c, int from, int end)
{
  for (int i = from; i < end; ++i) c[i] = (coefficient){0, 0};
}

/// In every layout the index of (l, m) is `at + l (linear + square l)` for fixed m.
typedef struct layout_line {
  int64_t at, linear, square;
} layout_line;

static layout_line line_of(s2fft_layout layout, int L, int m)
{
  int64_t M = m, width = 2 * (int64_t)L - 1;
  switch (layout) {
    case S2FFT_LAYOUT_SQUARE: return (layout_line){L - 1 + M, width, 0};
    case S2FFT_LAYOUT_LINEAR: return (layout_line){M, 1, 1};
    default: return (layout_line){M * (width - M) / 2, 1, 0};
  }
}

static inline int64_t line_index(layout_line line, int64_t l)
{
  return line.at + l * (line.linear + line.square * l);
}

/// One array of coefficients at one order.
typedef struct order_view {
  double *d; ///< interleaved; NULL if single
  float *s;
  layout_line line;
} order_view;

static order_view view_of(const job *j, int which, int64_t f, int m)
{
  order_view v = {NULL, NULL, line_of(j->layout, j->plan->L, m)};
  int64_t shift = 2 * f * j->alm_stride;
  if (j->single)
    v.s = (float *)j->alm[which] + shift;
  else
    v.d = (double *)j->alm[which] + shift;
  return v;
}

static inline coefficient get(order_view v, int l)
{
  int64_t i = 2 * line_index(v.line, l);
  if (v.d != NULL) return (coefficient){v.d[i], v.d[i + 1]};
  return (coefficient){v.s[i], v.s[i + 1]};
}

static inline void put(order_view v, int l, coefficient c)
{
  int64_t i = 2 * line_index(v.line, l);
  if (v.d != NULL) {
    v.d[i] = c[0];
    v.d[i + 1] = c[1];
  } else {
    v.s[i] = (float)c[0];
    v.s[i + 1] = (float)c[1];
  }
}

static int lowest(const s2fft_plan *plan, int m)
{
  int l = plan_first_degree(plan, m);
  if (l < plan->lmin) l = plan->lmin;
  return l < plan->L ? l : plan->L;
}

static double sign_of(int n)
{
  return n & 1 ? -1 : 1;
}

static inline coefficient conjugate(coefficient c)
{
  return (coefficient){c[0], -c[1]};
}

/// i c
static inline coefficient times_i(coefficient c)
{
  return (coefficient){-c[1], c[0]};
}

/// l (l+1) under the root: the spin-1 pair of a scalar.
static void scale_gradient(int m, int L, column c)
{
  for (int l = m; l < L; ++l) c[l - m] *= sqrt(l * (l + 1.0));
}

// ------------------------------------------------------------------ load

/// Degrees from .. L-1; zeros below.
static void load_line(order_view v, int m, int from, int L, double sign, column c)
{
  clear(c, -COLUMN_PAD, from - m);
  for (int l = from; l < L; ++l) c[l - m] = sign * get(v, l);
  clear(c, L - m, L - m + COLUMN_PAD);
}

/// Coefficients of a real field: m = 0 is real.
static void load_real(const job *j, int which, int64_t f, int m, column c)
{
  int L = j->plan->L;
  load_line(view_of(j, which, f, m), m, lowest(j->plan, m), L, 1, c);
  for (int l = 0; m == 0 && l < L; ++l) c[l][1] = 0;
}

/// E in plus and B in minus become f_lm = k (E + i B) and the minus column k (-1)^s (conj E + i
/// conj B), with k = -1 (1 for spin 0).
static void mix_pair(const s2fft_plan *plan, int m, column plus, column minus)
{
  double k = plan->spin == 0 ? 1 : -1, other = k * sign_of(plan->spin);
  for (int i = 0; i < plan->L - m; ++i) {
    coefficient e = plus[i], b = minus[i];
    plus[i] = k * (e + times_i(b));
    minus[i] = other * (conjugate(e) + times_i(conjugate(b)));
  }
}

static void load_pair(const job *j, int64_t f, int m, column plus, column minus)
{
  load_real(j, 0, f, m, plus);
  if (j->gradient) {
    scale_gradient(m, j->plan->L, plus);
    clear(minus, -COLUMN_PAD, j->plan->L - m + COLUMN_PAD);
  } else {
    load_real(j, 1, f, m, minus);
  }
  mix_pair(j->plan, m, plus, minus);
}

static void load_complex(const job *j, int64_t f, int m, column plus, column minus)
{
  const s2fft_plan *plan = j->plan;
  int from = lowest(plan, m), L = plan->L;
  load_line(view_of(j, 0, f, m), m, from, L, 1, plus);
  if (m > 0)
    load_line(view_of(j, 0, f, -m), m, from, L, sign_of(plan->spin + m), minus);
  else
    clear(minus, -COLUMN_PAD, L + COLUMN_PAD);
}

void columns_load(const job *j, int64_t f, int m, column plus, column minus)
{
  switch (j->field) {
    case S2FFT_REAL: load_real(j, 0, f, m, plus); break;
    case S2FFT_PAIR: load_pair(j, f, m, plus, minus); break;
    case S2FFT_COMPLEX: load_complex(j, f, m, plus, minus); break;
  }
}

// ------------------------------------------------------------------ store

static void store_line(order_view v, int m, int from, int L, double sign, column c)
{
  for (int l = m; l < from; ++l) put(v, l, (coefficient){0, 0});
  for (int l = from; l < L; ++l) put(v, l, sign * c[l - m]);
}

/// Coefficients of a real field: (l, m) and, where the layout has it, (l, -m).
static void store_real(const job *j, int which, int64_t f, int m, column c)
{
  int from = lowest(j->plan, m), L = j->plan->L;
  for (int l = 0; m == 0 && l < L; ++l) c[l][1] = 0;
  store_line(view_of(j, which, f, m), m, from, L, 1, c);
  if (m == 0 || j->layout == S2FFT_LAYOUT_TRIANGLE) return;
  for (int l = m; l < L; ++l) c[l - m] = conjugate(c[l - m]);
  store_line(view_of(j, which, f, -m), m, from, L, sign_of(m), c);
}

/// With E + iB = X = k f_lm and E - iB = Y = k (-1)^s conj(minus): E = (X+Y)/2, B = (X-Y)/2i.
static void unmix_pair(const s2fft_plan *plan, int m, column plus, column minus)
{
  double k = plan->spin == 0 ? 0.5 : -0.5, other = k * sign_of(plan->spin);
  for (int i = 0; i < plan->L - m; ++i) {
    coefficient x = k * plus[i], y = m == 0 ? conjugate(x) : other * conjugate(minus[i]);
    plus[i] = x + y;
    minus[i] = times_i(y - x);
  }
}

static void store_pair(const job *j, int64_t f, int m, column plus, column minus)
{
  unmix_pair(j->plan, m, plus, minus);
  if (j->gradient) scale_gradient(m, j->plan->L, plus);
  store_real(j, 0, f, m, plus);
  if (!j->gradient) store_real(j, 1, f, m, minus);
}

static void store_complex(const job *j, int64_t f, int m, column plus, column minus)
{
  const s2fft_plan *plan = j->plan;
  int from = lowest(plan, m), L = plan->L;
  store_line(view_of(j, 0, f, m), m, from, L, 1, plus);
  if (m > 0) store_line(view_of(j, 0, f, -m), m, from, L, sign_of(plan->spin + m), minus);
}

void columns_store(const job *j, int64_t f, int m, column plus, column minus)
{
  switch (j->field) {
    case S2FFT_REAL: store_real(j, 0, f, m, plus); break;
    case S2FFT_PAIR: store_pair(j, f, m, plus, minus); break;
    case S2FFT_COMPLEX: store_complex(j, f, m, plus, minus); break;
  }
}

// ------------------------------------------------------------------ spin to scalar

typedef struct lower_factors {
  const double *up, *same, *down; // at l = m
} lower_factors;

static lower_factors factors_of(const s2fft_plan *plan, int m, int step)
{
  size_t width = (size_t)plan->L_even + 2;
  const double *at = plan->lower + 3 * width * (size_t)(step - 1) + m;
  return (lower_factors){at, at + width, at + 2 * width};
}

/// out_l = sign e_l up_{l-1} c_{l-1} + m same_l c_l + sign e_{l+1} down_{l+1} c_{l+1}
static void lower_step(lower_factors t, const double *restrict e, int m, double sign, int n,
                       const coefficient *restrict c, coefficient *restrict out)
{
  out[0] = m * t.same[0] * c[0] + sign * e[1] * t.down[1] * c[1]; // e_m = 0
  for (int i = 1; i < n; ++i)
    out[i] = (sign * e[i] * t.up[i - 1]) * c[i - 1] + (sign * e[i + 1] * t.down[i + 1]) * c[i + 1] +
             (m * t.same[i]) * c[i];
  clear(out, n, n + COLUMN_PAD);
}

/// c_l = sign e_{l+1} up_l o_{l+1} + m same_l o_l + sign e_l down_l o_{l-1}
static void raise_step(lower_factors t, const double *restrict e, int m, double sign, int n,
                       const coefficient *restrict o, coefficient *restrict c)
{
  c[0] = sign * e[1] * t.up[0] * o[1] + m * t.same[0] * o[0];
  for (int i = 1; i < n; ++i)
    c[i] = (sign * e[i + 1] * t.up[i]) * o[i + 1] + (sign * e[i] * t.down[i]) * o[i - 1] +
           (m * t.same[i]) * o[i];
  clear(c, n, n + COLUMN_PAD);
}

static void swap(column *a, column *b)
{
  column t = *a;
  *a = *b;
  *b = t;
}

void columns_lower(const s2fft_plan *plan, int m, int sign, column *c, column *spare)
{
  for (int step = plan->spin_even; step >= 1; --step) {
    int n = plan->L_even - step + 1 - m; // degrees after this step: up to L + spin_even - step
    lower_step(factors_of(plan, m, step), plan->even[m].e, m, sign, n, *c, *spare);
    swap(c, spare);
  }
}

void columns_raise(const s2fft_plan *plan, int m, int sign, column *c, column *spare)
{
  for (int step = 1; step <= plan->spin_even; ++step) {
    int n = plan->L_even - step - m; // degrees before the step that this transposes
    raise_step(factors_of(plan, m, step), plan->even[m].e, m, sign, n, *c, *spare);
    swap(c, spare);
  }
}

// ------------------------------------------------------------------ panels

void columns_to_panel(const even_table *t, int count, column c, double *panel, ptrdiff_t stride)
{
  const double *restrict e = t->e, *restrict g = t->g;
  clear(c, count, count + COLUMN_PAD);
  for (int k = 0; k < t->n; ++k) {
    const coefficient *x = c + 2 * k;
    coefficient *out = (coefficient *)(panel + k * stride);
    out[0] = (g[k] * e[2 * k + 1]) * x[0] + (g[k] * e[2 * k + 2]) * x[2];
    out[1] = g[k] * x[1];
  }
}

void columns_from_panel(const even_table *t, int count, const double *panel, ptrdiff_t stride,
                        column c)
{
  const double *restrict e = t->e, *restrict g = t->g;
  coefficient before = {0, 0}; // g_{k-1} E_{k-1}
  for (int k = 0; k < t->n; ++k) {
    const coefficient *in = (const coefficient *)(panel + k * stride);
    coefficient here = g[k] * in[0];
    c[2 * k] = e[2 * k + 1] * here + e[2 * k] * before;
    c[2 * k + 1] = g[k] * in[1];
    before = here;
  }
  clear(c, count, count + COLUMN_PAD);
}

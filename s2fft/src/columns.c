// SPDX-License-Identifier: MIT
#include "columns.h"
#include <math.h>
#include <string.h>

size_t column_size(const s2fft_plan *plan)
{
  return 2 * ((size_t)plan->L + 16 + 2 * COLUMN_PAD);
}

column column_in(const s2fft_plan *plan, double *memory)
{
  size_t half = column_size(plan) / 2;
  return (column){memory + COLUMN_PAD, memory + half + COLUMN_PAD};
}

static void clear(const s2fft_plan *plan, column c)
{
  memset(c.re - COLUMN_PAD, 0, column_size(plan) / 2 * sizeof *c.re);
  memset(c.im - COLUMN_PAD, 0, column_size(plan) / 2 * sizeof *c.im);
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

static inline void get(order_view v, int l, double *re, double *im)
{
  int64_t i = 2 * line_index(v.line, l);
  *re = v.d != NULL ? v.d[i] : v.s[i];
  *im = v.d != NULL ? v.d[i + 1] : v.s[i + 1];
}

static inline void put(order_view v, int l, double re, double im)
{
  int64_t i = 2 * line_index(v.line, l);
  if (v.d != NULL) {
    v.d[i] = re;
    v.d[i + 1] = im;
  } else {
    v.s[i] = (float)re;
    v.s[i + 1] = (float)im;
  }
}

static int lowest(const s2fft_plan *plan, int m)
{
  int l = plan_first_degree(plan, m);
  return l > plan->lmin ? l : plan->lmin;
}

static double sign_of(int n)
{
  return n & 1 ? -1 : 1;
}

// ------------------------------------------------------------------ load

static void load_line(order_view v, int m, int from, int L, double sign, column c)
{
  for (int l = from; l < L; ++l) {
    double re, im;
    get(v, l, &re, &im);
    c.re[l - m] = sign * re;
    c.im[l - m] = sign * im;
  }
}

/// E, B of one degree to f_lm (plus) and the minus column; `kind` is -1, or 1 for spin 0.
static void load_pair(const job *j, int64_t f, int m, column plus, column minus)
{
  const s2fft_plan *plan = j->plan;
  order_view e = view_of(j, 0, f, m), b = e;
  if (!j->gradient) b = view_of(j, 1, f, m);
  double kind = plan->spin == 0 ? 1 : -1, other = kind * sign_of(plan->spin);
  for (int l = lowest(plan, m); l < plan->L; ++l) {
    double er, ei, br = 0, bi = 0;
    get(e, l, &er, &ei);
    if (j->gradient) {
      double k = sqrt(l * (l + 1.0));
      er *= k;
      ei *= k;
    } else {
      get(b, l, &br, &bi);
    }
    if (m == 0) ei = bi = 0;
    plus.re[l - m] = kind * (er - bi);
    plus.im[l - m] = kind * (ei + br);
    minus.re[l - m] = other * (er + bi);
    minus.im[l - m] = other * (br - ei);
  }
}

void columns_load(const job *j, int64_t f, int m, column plus, column minus)
{
  const s2fft_plan *plan = j->plan;
  int from = lowest(plan, m);
  clear(plan, plus);
  if (j->field != S2FFT_REAL) clear(plan, minus);
  if (j->field == S2FFT_PAIR) {
    load_pair(j, f, m, plus, minus);
    return;
  }
  load_line(view_of(j, 0, f, m), m, from, plan->L, 1, plus);
  if (j->field == S2FFT_REAL && m == 0) memset(plus.im, 0, (size_t)plan->L * sizeof *plus.im);
  if (j->field == S2FFT_COMPLEX && m > 0)
    load_line(view_of(j, 0, f, -m), m, from, plan->L, sign_of(plan->spin + m), minus);
}

// ------------------------------------------------------------------ store

/// Write a coefficient of a real field: (l, m) and, where the layout has it, (l, -m).
static void put_real(const job *j, order_view v, order_view negative, int m, int l, double re,
                     double im)
{
  if (m == 0) im = 0;
  put(v, l, re, im);
  if (m > 0 && j->layout != S2FFT_LAYOUT_TRIANGLE)
    put(negative, l, sign_of(m) * re, -sign_of(m) * im);
}

static void store_real(const job *j, int64_t f, int m, int from, column c)
{
  order_view v = view_of(j, 0, f, m), negative = view_of(j, 0, f, -m);
  for (int l = m; l < from; ++l) put_real(j, v, negative, m, l, 0, 0);
  for (int l = from; l < j->plan->L; ++l) put_real(j, v, negative, m, l, c.re[l - m], c.im[l - m]);
}

static void store_line(order_view v, int m, int from, int L, double sign, column c)
{
  for (int l = m; l < L; ++l)
    put(v, l, l < from ? 0 : sign * c.re[l - m], l < from ? 0 : sign * c.im[l - m]);
}

/// E + iB = X = k f_lm and E - iB = Y = k (-1)^s conj(minus), k = -1 (1 for spin 0).
static void store_pair(const job *j, int64_t f, int m, int from, column plus, column minus)
{
  const s2fft_plan *plan = j->plan;
  double kind = plan->spin == 0 ? 1 : -1, other = kind * sign_of(plan->spin);
  order_view e = view_of(j, 0, f, m), en = view_of(j, 0, f, -m), b = e, bn = en;
  if (!j->gradient) {
    b = view_of(j, 1, f, m);
    bn = view_of(j, 1, f, -m);
  }
  for (int l = m; l < plan->L; ++l) {
    int i = l - m;
    double in = l < from ? 0 : 0.5, k = j->gradient ? sqrt(l * (l + 1.0)) : 1;
    double xr = kind * plus.re[i] * in, xi = kind * plus.im[i] * in;
    double yr = m == 0 ? xr : other * minus.re[i] * in;
    double yi = m == 0 ? -xi : -other * minus.im[i] * in;
    put_real(j, e, en, m, l, k * (xr + yr), k * (xi + yi));
    if (!j->gradient) put_real(j, b, bn, m, l, xi - yi, yr - xr);
  }
}

void columns_store(const job *j, int64_t f, int m, column plus, column minus)
{
  const s2fft_plan *plan = j->plan;
  int from = lowest(plan, m);
  if (from > plan->L) from = plan->L;
  switch (j->field) {
    case S2FFT_REAL: store_real(j, f, m, from, plus); break;
    case S2FFT_PAIR: store_pair(j, f, m, from, plus, minus); break;
    case S2FFT_COMPLEX:
      store_line(view_of(j, 0, f, m), m, from, plan->L, 1, plus);
      if (m > 0) store_line(view_of(j, 0, f, -m), m, from, plan->L, sign_of(plan->spin + m), minus);
      break;
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
static void lower_part(lower_factors t, const double *e, int m, double sign, int n, const double *c,
                       double *out)
{
  out[0] = m * t.same[0] * c[0] + sign * e[1] * t.down[1] * c[1]; // e_m = 0
  for (int i = 1; i < n; ++i)
    out[i] = sign * (e[i] * t.up[i - 1] * c[i - 1] + e[i + 1] * t.down[i + 1] * c[i + 1]) +
             m * t.same[i] * c[i];
}

/// c_l = sign e_{l+1} up_l o_{l+1} + m same_l o_l + sign e_l down_l o_{l-1}
static void raise_part(lower_factors t, const double *e, int m, double sign, int n, const double *o,
                       double *c)
{
  c[0] = sign * e[1] * t.up[0] * o[1] + m * t.same[0] * o[0];
  for (int i = 1; i < n; ++i)
    c[i] =
        sign * (e[i + 1] * t.up[i] * o[i + 1] + e[i] * t.down[i] * o[i - 1]) + m * t.same[i] * o[i];
}

static void swap(column *a, column *b)
{
  column t = *a;
  *a = *b;
  *b = t;
}

static void close_end(column c, int n)
{
  for (int i = n; i < n + COLUMN_PAD; ++i) c.re[i] = c.im[i] = 0;
}

void columns_lower(const s2fft_plan *plan, int m, int sign, column *c, column *spare)
{
  const double *e = plan->even[m].e;
  for (int step = plan->spin_even; step >= 1; --step) {
    lower_factors t = factors_of(plan, m, step);
    int n = plan->L_even - step + 1 - m; // degrees after this step: up to L + spin_even - step
    lower_part(t, e, m, sign, n, c->re, spare->re);
    lower_part(t, e, m, sign, n, c->im, spare->im);
    close_end(*spare, n);
    swap(c, spare);
  }
}

void columns_raise(const s2fft_plan *plan, int m, int sign, column *c, column *spare)
{
  const double *e = plan->even[m].e;
  for (int step = 1; step <= plan->spin_even; ++step) {
    lower_factors t = factors_of(plan, m, step);
    int n = plan->L_even - step - m; // degrees before the step that this transposes
    close_end(*c, n + 1);
    raise_part(t, e, m, sign, n, c->re, spare->re);
    raise_part(t, e, m, sign, n, c->im, spare->im);
    close_end(*spare, n);
    swap(c, spare);
  }
}

// ------------------------------------------------------------------ panels

void columns_to_panel(const even_table *t, int count, column c, double *panel, ptrdiff_t stride)
{
  const double *e = t->e, *g = t->g;
  close_end(c, count);
  for (int k = 0; k < t->n; ++k) {
    int i = 2 * k;
    double *p = panel + k * stride, a = g[k] * e[i + 1], b = g[k] * e[i + 2];
    p[0] = a * c.re[i] + b * c.re[i + 2];
    p[1] = a * c.im[i] + b * c.im[i + 2];
    p[2] = g[k] * c.re[i + 1];
    p[3] = g[k] * c.im[i + 1];
  }
}

void columns_from_panel(const even_table *t, int count, const double *panel, ptrdiff_t stride,
                        column c)
{
  const double *e = t->e, *g = t->g;
  double before_re = 0, before_im = 0; // g_{k-1} E_{k-1}
  for (int k = 0; k < t->n; ++k) {
    int i = 2 * k;
    const double *p = panel + k * stride;
    double re = g[k] * p[0], im = g[k] * p[1];
    c.re[i] = e[i + 1] * re + e[i] * before_re;
    c.im[i] = e[i + 1] * im + e[i] * before_im;
    c.re[i + 1] = g[k] * p[2];
    c.im[i + 1] = g[k] * p[3];
    before_re = re;
    before_im = im;
  }
  close_end(c, count);
}

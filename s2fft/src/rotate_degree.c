// SPDX-License-Identifier: MIT
#include "rotate_degree.h"
#include <math.h>
#include <string.h>

static const rotate_kernel *select_kernel(int lanes)
{
  static const rotate_kernel *const all[] = {
#if defined(__x86_64__)
    &s2fft_rotate_kernel_avx512,
    &s2fft_rotate_kernel_avx2,
#endif
    &s2fft_rotate_kernel_base,
  };
  size_t i = 0; // the last one has what is left
  while (i + 1 < sizeof all / sizeof *all && all[i]->lanes != lanes) ++i;
  return all[i];
}

void rotate_scratch_place(rotate_scratch *work, s2_arena *arena, int L)
{
  const s2fft_kernel *kernel = s2fft_kernel_select();
  size_t pad = ((size_t)L + ROTATE_PAD - 1) / ROTATE_PAD * ROTATE_PAD, rows = (size_t)L;
  size_t parts = 2 * ROTATE_FIELDS;
  work->kernel = select_kernel(kernel->lanes);
  work->pad = (int)pad;
  work->slope = s2_arena_take(arena, rows, sizeof(double));
  work->offset = s2_arena_take(arena, rows, sizeof(double));
  for (int s = 0; s < 2; ++s) {
    work->start[s] = s2_arena_take(arena, pad, sizeof(double));
    work->exponent[s] = s2_arena_take(arena, pad, sizeof(double));
  }
  work->in = s2_arena_take(arena, parts * pad, sizeof(double));
  work->upper = s2_arena_take(arena, parts * pad, sizeof(double));
  work->row = s2_arena_take(arena, parts * rows, sizeof(double));
  work->sums = s2_arena_take(arena, parts * rows * (size_t)kernel->lanes, sizeof(double));
  work->lower = s2_arena_take(arena, parts * rows, sizeof(double));
}

/// f *= phase
static void turn(int l, const double *phase, double *f)
{
  for (int m = 0; m <= l; ++m) {
    double re = f[2 * m] * phase[2 * m] - f[2 * m + 1] * phase[2 * m + 1];
    f[2 * m + 1] = f[2 * m] * phase[2 * m + 1] + f[2 * m + 1] * phase[2 * m];
    f[2 * m] = re;
  }
}

/// h_m of beta = pi: d^l_mn = (-1)^{l+m} delta_{m,-n}, so h_m = (-1)^l conj g_m.
static void turn_over(int l, double *f)
{
  double sign = l % 2 == 0 ? 1 : -1;
  for (int m = 0; m <= l; ++m) {
    f[2 * m] *= sign;
    f[2 * m + 1] *= -sign;
  }
}

static void fill_recursion(const rotate_tables *t, const rotate_scratch *work, int l)
{
  const double *weight = t->weight + l;
  double *restrict slope = work->slope, *restrict offset = work->offset;
  for (int m = 0; m <= l; ++m) {
    double c = weight[m] * weight[-m];
    slope[m] = c * t->slope[0] + c * t->slope[1];
    offset[m] = (m * t->away[0] + m * t->away[1]) * slope[m];
  }
}

/// y_l by n of d^l_{l,n} = (-1)^{l-n} (2l)!^(1/2) cos^{l+n} / (l+n)!^(1/2) sin^{l-n} /
/// (l-n)!^(1/2); d^l_{l,-n} times (-1)^n is the same with cosine and sine exchanged and the sign
/// (-1)^l.
static void fill_start(const rotate_tables *t, const rotate_scratch *work, int l, int s)
{
  const rotate_scaled *up = s == 0 ? &t->cosine : &t->sine, *down = s == 0 ? &t->sine : &t->cosine;
  double scale = t->factorial.f[2 * l] / t->root[2 * l], sign = l % 2 == 0 ? 1 : -1;
  double *restrict start = work->start[s], *restrict exponent = work->exponent[s];
  for (int n = 0; n <= l; ++n) {
    double f = up->f[l + n] * down->f[l - n] * scale;
    double e = up->e[l + n] + down->e[l - n] + t->factorial.e[2 * l];
    int tiny = f<0x1p-200, huge = f> 0x1p+200;
    start[n] = sign * f * (tiny ? ROTATE_BIG : huge ? ROTATE_SMALL : 1);
    exponent[n] = e - tiny + huge;
    sign = s == 0 ? -sign : sign;
  }
}

static void fill_starts(const rotate_tables *t, const rotate_scratch *work, int l, int pad)
{
  for (int s = 0; s < 2; ++s) {
    fill_start(t, work, l, s);
    size_t rest = (size_t)(pad - l - 1) * sizeof(double);
    memset(work->start[s] + l + 1, 0, rest);
    memset(work->exponent[s] + l + 1, 0, rest);
  }
}

/// Input of the kernel from g_n of field i.
static void fill_field(const rotate_tables *t, const rotate_scratch *work, int l, int i, int fields,
                       const double *g, int pad)
{
  double *restrict p = work->in + 2 * i * (ptrdiff_t)pad, *restrict q = p + pad, sign = 1;
  double *restrict row = work->row + 2 * (ptrdiff_t)i;
  for (int n = 0; n <= l; ++n) {
    double r = sign * t->root[l + n] * t->root[l - n], half = n > 0 ? 1 : 0.5;
    p[n] = half * g[2 * n];
    q[n] = g[2 * n + 1];
    row[0] = r * p[n];
    row[1] = r * q[n];
    row += 2 * fields;
    sign = -sign;
  }
  memset(p + l + 1, 0, (size_t)(pad - l - 1) * sizeof *p);
  memset(q + l + 1, 0, (size_t)(pad - l - 1) * sizeof *q);
}

/// h_m of field i from the sums of the kernel.
static void collect(const rotate_tables *t, const rotate_scratch *work, int l, int i, int fields,
                    double *h, int pad)
{
  const double *p = work->upper + 2 * i * (ptrdiff_t)pad, *q = p + pad;
  const double *lower = work->lower + 2 * (ptrdiff_t)i;
  double sign = 1;
  for (int m = 0; m <= l; ++m) {
    double r = t->root[l + m] * t->root[l - m];
    h[2 * m] = r * lower[0] + sign * p[m];
    h[2 * m + 1] = r * lower[1] + sign * q[m];
    lower += 2 * fields;
    sign = -sign;
  }
}

/// Steps in which no recursion grows by more than 2^400: |y_{m-1} / y_m| <= 4 l / sin(beta) + 1.
static int stride_of(const rotate_tables *t, int l)
{
  return (int)fmin(32, 400 / log2(2 * l * t->slope[0] + 2));
}

static void rotate_y(const rotate_tables *t, rotate_scratch *work, int l, int fields,
                     double *const f[ROTATE_FIELDS])
{
  int pad = (l + ROTATE_PAD) / ROTATE_PAD * ROTATE_PAD;
  fill_recursion(t, work, l);
  fill_starts(t, work, l, pad);
  for (int i = 0; i < fields; ++i) fill_field(t, work, l, i, fields, f[i], pad);
  const rotate_degree d = {.l = l,
                           .stride = stride_of(t, l),
                           .anchor = t->anchor,
                           .slope = work->slope,
                           .offset = work->offset,
                           .start = {work->start[0], work->start[1]},
                           .exponent = {work->exponent[0], work->exponent[1]},
                           .pad = pad,
                           .in = work->in,
                           .row = work->row,
                           .sums = work->sums,
                           .lower = work->lower,
                           .upper = work->upper};
  work->kernel->degree[fields - 1](&d);
  for (int i = 0; i < fields; ++i) collect(t, work, l, i, fields, f[i], pad);
}

void rotate_degree_run(const rotate_tables *t, rotate_scratch *work, int l, int fields,
                       double *const f[ROTATE_FIELDS])
{
  for (int i = 0; i < fields; ++i) turn(l, t->before, f[i]);
  if (t->turn == ROTATE_GENERAL) rotate_y(t, work, l, fields, f);
  for (int i = 0; i < fields; ++i) {
    if (t->turn == ROTATE_OVER) turn_over(l, f[i]);
    turn(l, t->after, f[i]);
  }
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "so3_gamma.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/error.h>
#include <string.h>

/// Lanes of a tile, and doubles from the real part of one bin to the next: no power of two, whose
/// multiples would share cache sets.
enum { LANES = 64, ROW = 2 * LANES + 8 };

// ------------------------------------------------------------------ stage

static s2_status fill_twist(gamma_stage *stage)
{
  stage->twist = s2_priv_alloc(2 * (size_t)stage->G, sizeof *stage->twist);
  if (stage->twist == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d phases", stage->G);
  for (int g = 0; g < stage->G; ++g) {
    stage->twist[2 * g] = cos(S2_PI * g / stage->G);
    stage->twist[2 * g + 1] = sin(S2_PI * g / stage->G);
  }
  return S2_OK;
}

s2_status gamma_create(gamma_stage *stage, int G, int steerable)
{
  *stage = (gamma_stage){G, steerable, s2fft_kernel_select()->dft, NULL, NULL};
  S2_TRY(s2fft_dft_create(&stage->dft, G));
  return steerable && G % 2 == 0 ? fill_twist(stage) : S2_OK;
}

void gamma_destroy(gamma_stage *stage)
{
  s2fft_dft_destroy(stage->dft);
  s2_priv_free(stage->twist);
}

int64_t gamma_bytes(const gamma_stage *stage)
{
  if (stage->G == 0) return 0;
  int64_t twist = stage->twist != NULL ? 2 * stage->G * (int64_t)sizeof(double) : 0;
  return s2fft_dft_bytes(stage->dft) + twist;
}

void gamma_scratch_take(const gamma_stage *stage, s2_arena *arena, gamma_scratch *scratch)
{
  if (stage->G == 0) return;
  size_t size = sizeof(double);
  scratch->x = s2_arena_take(arena, ROW * (size_t)stage->G, size);
  scratch->pad = s2_arena_take(arena, 4 * LANES, size);
  scratch->work = s2_arena_take(arena, s2fft_dft_scratch(stage->dft, stage->kernel->lanes), size);
}

int gamma_tile(int real)
{
  return real ? 2 * LANES : LANES;
}

static double *row_of(const gamma_stage *stage, const gamma_scratch *s, int n)
{
  int bin = stage->steerable ? (n - (n & 1)) / 2 : n;
  return s->x + ROW * (ptrdiff_t)(bin < 0 ? bin + stage->G : bin);
}

// ------------------------------------------------------------------ runs of a slice

/// `width` doubles at `from`, of which `n` exist: the others are zero, in the pad.
static const double *fetch(const double *from, int64_t n, int width, double *pad)
{
  if (n == width) return from;
  memcpy(pad, from, (size_t)n * sizeof *pad);
  memset(pad + n, 0, (size_t)(width - n) * sizeof *pad);
  return pad;
}

/// Where to write `width` doubles, of which `n` exist; then leave() brings them there.
static double *target(double *to, int64_t n, int width, double *pad)
{
  return n == width ? to : pad;
}

static void leave(const double *written, double *to, int64_t n)
{
  if (written != to) memcpy(to, written, (size_t)n * sizeof *to);
}

// ------------------------------------------------------------------ complex functions

static void split(const double *restrict from, double sign, double *restrict row)
{
  for (int v = 0; v < LANES; ++v) {
    row[v] = from[2 * v];
    row[LANES + v] = sign * from[2 * v + 1];
  }
}

static void join(const double *restrict row, double sign, double *restrict to)
{
  for (int v = 0; v < LANES; ++v) {
    to[2 * v] = row[v];
    to[2 * v + 1] = sign * row[LANES + v];
  }
}

static void read_slice(const double *slice, int64_t n, double sign, double *pad, double *row)
{
  split(fetch(slice, 2 * n, 2 * LANES, pad), sign, row);
}

static void write_slice(const double *row, int64_t n, double sign, double *pad, double *slice)
{
  double *to = target(slice, 2 * n, 2 * LANES, pad);
  join(row, sign, to);
  leave(to, slice, 2 * n);
}

// ------------------------------------------------------------------ real functions

/// Bins of n > 0 and -n from the planes of F_n: pixels x, then y; transposed by unmix().
static void mix(const double *restrict re, const double *restrict im, double *restrict up,
                double *restrict down)
{
  for (int v = 0; v < LANES; ++v) {
    double xr = re[v], xi = im[v], yr = re[LANES + v], yi = im[LANES + v];
    up[v] = xr - yi;
    up[LANES + v] = xi + yr;
    down[v] = xr + yi;
    down[LANES + v] = yr - xi;
  }
}

/// X_n = (Z_n + conj Z_{-n}) / 2, Y_n = (Z_n - conj Z_{-n}) / 2i
static void unmix(const double *restrict up, const double *restrict down, double *restrict re,
                  double *restrict im)
{
  for (int v = 0; v < LANES; ++v) {
    double ur = 0.5 * up[v], ui = 0.5 * up[LANES + v];
    double dr = 0.5 * down[v], di = 0.5 * down[LANES + v];
    re[v] = ur + dr;
    im[v] = ui - di;
    re[LANES + v] = ui + di;
    im[LANES + v] = dr - ur;
  }
}

/// One plane is a row: the pixels x as real, y as imaginary parts.
static void read_reals(const double *slice, int64_t n, double *pad, double *row)
{
  memcpy(row, fetch(slice, n, 2 * LANES, pad), 2 * LANES * sizeof *row);
}

static void write_reals(const double *row, int64_t n, double *slice)
{
  memcpy(slice, row, (size_t)n * sizeof *slice);
}

// ------------------------------------------------------------------ one tile

/// Pixel `at` of a slice.
static double *place(const gamma_job *j, double *array, int slice, int64_t at)
{
  return array + (j->slice * slice + at) * (j->real ? 1 : 2);
}

static void read_order(const gamma_job *j, int i, int64_t at, int n, const gamma_scratch *s)
{
  int order = j->orders.first + i * j->orders.step, width = 2 * LANES;
  const double *mode = place(j, j->modes, s2fft_priv_gamma_mode(j->real, j->orders, i), at);
  double *row = row_of(j->stage, s, order);
  if (!j->real)
    read_slice(mode, n, order < 0 ? -1 : 1, s->pad, row);
  else if (order == 0)
    read_reals(mode, n, s->pad, row);
  else
    mix(fetch(mode, n, width, s->pad), fetch(mode + j->slice, n, width, s->pad + width), row,
        row_of(j->stage, s, -order));
}

static void write_order(const gamma_job *j, int i, int64_t at, int n, const gamma_scratch *s)
{
  int order = j->orders.first + i * j->orders.step, width = 2 * LANES;
  double *mode = place(j, j->modes, s2fft_priv_gamma_mode(j->real, j->orders, i), at);
  const double *row = row_of(j->stage, s, order);
  if (!j->real) {
    write_slice(row, n, order < 0 ? -1 : 1, s->pad, mode);
  } else if (order == 0) {
    write_reals(row, n, mode);
  } else {
    double *re = target(mode, n, width, s->pad),
           *im = target(mode + j->slice, n, width, s->pad + width);
    unmix(row, row_of(j->stage, s, -order), re, im);
    leave(re, mode, n);
    leave(im, mode + j->slice, n);
  }
}

/// All lanes of a tile; backward: e^{+i n gamma}.
static void transform(const gamma_stage *stage, const gamma_scratch *s, int backward)
{
  for (int v = 0; v < LANES; v += stage->kernel->lanes) {
    s2fft_dft_view view = {s->x + v, s->x + LANES + v, ROW};
    if (backward) view = (s2fft_dft_view){view.im, view.re, ROW};
    stage->kernel->execute(stage->dft, view, view, s->work);
  }
}

/// Sample g times t_g, or its conjugate for sign = -1.
static void turn(const gamma_stage *stage, int g, double sign, double *row)
{
  if (stage->twist == NULL) return;
  double c = stage->twist[2 * g], d = sign * stage->twist[2 * g + 1];
  for (int v = 0; v < LANES; ++v) {
    double re = row[v], im = row[LANES + v];
    row[v] = c * re - d * im;
    row[LANES + v] = c * im + d * re;
  }
}

void gamma_synthesis(const gamma_job *j, int64_t at, int n, const gamma_scratch *s)
{
  memset(s->x, 0, ROW * (size_t)j->stage->G * sizeof *s->x); // bins without an order
  for (int i = 0; i < j->orders.count; ++i) read_order(j, i, at, n, s);
  transform(j->stage, s, 1);
  for (int g = 0; g < j->stage->G; ++g) {
    double *row = s->x + ROW * (ptrdiff_t)g;
    turn(j->stage, g, 1, row);
    if (j->real)
      write_reals(row, n, place(j, j->samples, g, at));
    else
      write_slice(row, n, 1, s->pad, place(j, j->samples, g, at));
  }
}

void gamma_analysis(const gamma_job *j, int64_t at, int n, const gamma_scratch *s)
{
  for (int g = 0; g < j->stage->G; ++g) {
    double *row = s->x + ROW * (ptrdiff_t)g;
    if (j->real)
      read_reals(place(j, j->samples, g, at), n, s->pad, row);
    else
      read_slice(place(j, j->samples, g, at), n, 1, s->pad, row);
    turn(j->stage, g, -1, row);
  }
  transform(j->stage, s, 0);
  for (int i = 0; i < j->orders.count; ++i) write_order(j, i, at, n, s);
}

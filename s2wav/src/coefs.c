// SPDX-License-Identifier: MIT
#include "coefs.h"
#include <s2fft/layout.h>
#include <string.h>

int64_t coefs_size(const coefs *c)
{
  return s2fft_layout_size(c->layout, c->L, -1);
}

/// Where (l, m = 0) lies, and how far it is from m to m + 1.
static int64_t place(const coefs *c, int l, int m)
{
  int64_t L = c->L, d = l;
  switch (c->layout) {
  case S2FFT_LAYOUT_TRIANGLE: return m * (2 * L - 1 - m) / 2 + d;
  case S2FFT_LAYOUT_SQUARE: return d * (2 * L - 1) + L - 1 + m;
  default: return d * d + d + m;
  }
}

static void get(const coefs *c, int64_t at, double value[2])
{
  for (int i = 0; i < 2; ++i)
    value[i] = c->single ? (double)((const float *)c->data)[2 * at + i]
                         : ((const double *)c->data)[2 * at + i];
}

static void add(const coefs *c, int64_t at, const double value[2])
{
  for (int i = 0; i < 2; ++i)
    if (c->single)
      ((float *)c->data)[2 * at + i] += (float)value[i];
    else
      ((double *)c->data)[2 * at + i] += value[i];
}

void coefs_clear(const coefs *c)
{
  size_t size = c->single ? sizeof(s2_complexf) : sizeof(s2_complex);
  memset(c->data, 0, (size_t)coefs_size(c) * size);
}

// ------------------------------------------------------------------ load

/// One degree of a real field: m >= 0 decides, the imaginary part of m = 0 does not count.
static void load_real(const coefs *c, int l, double *row)
{
  double sign = 1, v[2];
  for (int m = 0; m <= l; ++m, sign = -sign) {
    get(c, place(c, l, m), v);
    if (m == 0) v[1] = 0;
    row[2 * m] = v[0];
    row[2 * m + 1] = v[1];
    row[-2 * m] = sign * v[0];
    row[-2 * m + 1] = m == 0 ? 0 : -sign * v[1];
  }
}

static void load_complex(const coefs *c, int l, double *row)
{
  for (int m = -l; m <= l; ++m) get(c, place(c, l, m), row + 2 * m);
}

void coefs_load(const coefs *c, int L, s2_complex *linear)
{
  for (int l = 0; l < L; ++l) {
    double *row = (double *)linear + 2 * ((int64_t)l * l + l);
    (c->real ? load_real : load_complex)(c, l, row);
  }
}

// ------------------------------------------------------------------ add

static void add_real(const coefs *c, int l, const double *row)
{
  double sign = 1;
  for (int m = 0; m <= l; ++m, sign = -sign) {
    double v[2] = {row[2 * m] + sign * row[-2 * m], row[2 * m + 1] - sign * row[-2 * m + 1]};
    add(c, place(c, l, m), v);
    if (m == 0 || c->layout == S2FFT_LAYOUT_TRIANGLE) continue;
    double mirror[2] = {sign * v[0], -sign * v[1]};
    add(c, place(c, l, -m), mirror);
  }
}

static void add_complex(const coefs *c, int l, const double *row)
{
  for (int m = -l; m <= l; ++m) add(c, place(c, l, m), row + 2 * m);
}

void coefs_add(const coefs *c, int L, const s2_complex *sums)
{
  for (int l = 0; l < L; ++l) {
    const double *row = (const double *)sums + 2 * ((int64_t)l * l + l);
    (c->real ? add_real : add_complex)(c, l, row);
  }
}

// ------------------------------------------------------------------ store

void coefs_store(const coefs *c, const s2_complex *linear)
{
  coefs_clear(c);
  for (int l = 0; l < c->L; ++l) {
    const double *row = (const double *)linear + 2 * ((int64_t)l * l + l);
    for (int m = c->layout == S2FFT_LAYOUT_TRIANGLE ? 0 : -l; m <= l; ++m)
      add(c, place(c, l, m), row + 2 * m);
  }
}

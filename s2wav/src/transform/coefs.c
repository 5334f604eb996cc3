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

void coefs_get(const coefs *c, int l, int m, double value[2])
{
  int mirrored = c->real && m < 0;
  get(c, place(c, l, mirrored ? -m : m), value);
  if (c->real && m == 0) value[1] = 0;
  if (!mirrored) return;
  double sign = m & 1 ? -1 : 1;
  value[0] *= sign;
  value[1] *= -sign;
}

void coefs_put(const coefs *c, int l, int m, const double value[2])
{
  int64_t at = 2 * place(c, l, m);
  for (int i = 0; i < 2; ++i)
    if (c->single)
      ((float *)c->data)[at + i] = (float)value[i];
    else
      ((double *)c->data)[at + i] = value[i];
}

void coefs_clear(const coefs *c)
{
  size_t size = c->single ? sizeof(s2_complexf) : sizeof(s2_complex);
  memset(c->data, 0, (size_t)coefs_size(c) * size);
}

// ------------------------------------------------------------------ load and store

void coefs_load(const coefs *c, int L, s2_complex *linear)
{
  for (int l = 0; l < L; ++l)
    for (int m = -l; m <= l; ++m) coefs_get(c, l, m, (double *)(linear + (int64_t)l * l + l + m));
}

void coefs_store(const coefs *c, const s2_complex *linear)
{
  coefs_clear(c);
  for (int l = 0; l < c->L; ++l)
    for (int m = c->layout == S2FFT_LAYOUT_TRIANGLE ? 0 : -l; m <= l; ++m)
      coefs_put(c, l, m, (const double *)(linear + (int64_t)l * l + l + m));
}

// ------------------------------------------------------------------ add

static void add_real(const coefs *c, int l, const double *row)
{
  for (int m = 0; m <= l; ++m) {
    const double *plus = row + pairs(m), *minus = row + pairs(-m);
    double sign = m & 1 ? -1 : 1;
    double v[2] = {plus[0] + sign * minus[0], plus[1] - sign * minus[1]};
    add(c, place(c, l, m), v);
    if (m == 0 || c->layout == S2FFT_LAYOUT_TRIANGLE) continue;
    double mirror[2] = {sign * v[0], -sign * v[1]};
    add(c, place(c, l, -m), mirror);
  }
}

static void add_complex(const coefs *c, int l, const double *row)
{
  for (int m = -l; m <= l; ++m) add(c, place(c, l, m), row + pairs(m));
}

void coefs_add(const coefs *c, int L, const s2_complex *sums)
{
  for (int l = 0; l < L; ++l) {
    const double *row = (const double *)sums + 2 * ((int64_t)l * l + l);
    (c->real ? add_real : add_complex)(c, l, row);
  }
}

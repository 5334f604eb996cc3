// SPDX-License-Identifier: MIT
#include "rotate_tables.h"
#include <math.h>

static rotate_scaled place_scaled(s2_arena *arena, size_t count)
{
  rotate_scaled x;
  x.f = s2_arena_take(arena, count, sizeof(double));
  x.e = s2_arena_take(arena, count, sizeof(double));
  return x;
}

void rotate_tables_place(rotate_tables *t, s2_arena *arena, int L)
{
  size_t orders = 2 * (size_t)L;
  t->L = L;
  t->weight = s2_arena_take(arena, orders, sizeof(double));
  t->root = s2_arena_take(arena, orders, sizeof(double));
  t->cosine = place_scaled(arena, orders);
  t->sine = place_scaled(arena, orders);
  t->factorial = place_scaled(arena, orders);
  t->before = s2_arena_take(arena, orders, sizeof(double));
  t->after = s2_arena_take(arena, orders, sizeof(double));
}

static void two_doubles(long double x, double out[2])
{
  out[0] = (double)x;
  out[1] = (double)(x - out[0]);
}

/// W(j) = (j-1)!!/j!!, W(0) = W(1) = 1.
static void fill_weights(const rotate_tables *t)
{
  long double w[2] = {1, 1};
  for (int j = 0; j < 2 * t->L; ++j) {
    t->weight[j] = (double)w[j & 1];
    t->root[j] = (double)sqrtl(w[j & 1]);
    w[j & 1] *= (j + 1.0L) / (j + 2.0L);
  }
}

/// x_0 = 1, x_{j+1} = x_j base (j+1)^(power/2)
static void fill_powers(int count, long double base, int power, rotate_scaled x)
{
  long double f = 1, e = 0;
  for (int j = 0; j < count; ++j) {
    x.f[j] = (double)f;
    x.e[j] = (double)e;
    long double root = sqrtl(j + 1.0L);
    f *= power > 0 ? base * root : base / root;
    int step = f >= 0x1p+200L ? 1 : f < 0x1p-200L ? -1 : 0;
    f *= step > 0 ? ROTATE_SMALL : step < 0 ? ROTATE_BIG : 1;
    e += step;
  }
}

/// Products of e^{-i 16 a angle} and e^{-i b angle}: two in 16 need cosines, which are slow.
void rotate_phases(int count, double angle, int sign, double *phase)
{
  enum { BLOCK = 16 };
  long double turn = atan2l(sinl(angle), cosl(angle)); // in -pi .. pi without loss
  long double c[BLOCK], s[BLOCK];
  for (int b = 0; b < BLOCK; ++b) {
    long double factor = sign < 0 && b % 2 != 0 ? -1 : 1;
    c[b] = factor * cosl(b * turn);
    s[b] = factor * sinl(b * turn);
  }
  for (int a = 0; a < count; a += BLOCK) {
    long double C = cosl(a * turn), S = sinl(a * turn);
    for (int b = 0; b < BLOCK && a + b < count; ++b) {
      phase[2 * (a + b)] = (double)(C * c[b] - S * s[b]);
      phase[2 * (a + b) + 1] = -(double)(C * s[b] + S * c[b]);
    }
  }
}

int rotate_half_angle(double beta, long double half[2])
{
  long double c = cosl((long double)beta / 2), s = sinl((long double)beta / 2);
  half[0] = fabsl(c);
  half[1] = fabsl(s);
  return (c < 0) != (s < 0) ? -1 : 1;
}

void rotate_tables_fill(rotate_tables *t, const s2fft_euler *angles)
{
  long double half[2], c, s;
  int sign = rotate_half_angle(angles->beta, half);
  c = half[0];
  s = half[1];
  t->turn = s < ROTATE_POLAR ? ROTATE_IDENTITY : c < ROTATE_POLAR ? ROTATE_OVER : ROTATE_GENERAL;
  rotate_phases(t->L, angles->gamma, sign, t->before);
  rotate_phases(t->L, angles->alpha, sign, t->after);
  if (t->turn != ROTATE_GENERAL) return;
  long double cosine = (c - s) * (c + s);
  t->anchor = cosine > 0.5L ? 1 : cosine < -0.5L ? -1 : 0;
  two_doubles(t->anchor > 0 ? 2 * s * s : t->anchor < 0 ? -2 * c * c : -cosine, t->away);
  two_doubles(1 / (s * c), t->slope);
  fill_weights(t);
  fill_powers(2 * t->L, c, -1, t->cosine);
  fill_powers(2 * t->L, s, -1, t->sine);
  fill_powers(2 * t->L, 1, 1, t->factorial);
}

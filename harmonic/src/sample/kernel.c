// SPDX-License-Identifier: MIT
// The kernels of kernel.h. Compiled once per instruction set with -DISA=symbol -DVL=lanes.
#include "kernel.h"

typedef double vec __attribute__((vector_size(8 * VL), aligned(8), may_alias));

#define INLINE static inline __attribute__((always_inline))
#define ROWS 4 // of the matrix at a time: they share the loads of x

INLINE vec load(const double *p)
{
  return *(const vec *)p;
}
INLINE void store(double *p, vec v)
{
  *(vec *)p = v;
}
INLINE double total(vec v)
{
  double sum = v[0] + v[1];
  for (int k = 2; k < VL; k += 2) sum += v[k] + v[k + 1];
  return sum;
}

static double kick_drift(size_t n, double h, double step, const double *g, const double *w,
                         double *p, double *s, double *q)
{
  vec bad = {0};
  for (size_t i = 0; i < n; i += VL) {
    vec velocity = load(s + i) + h * load(w + i);
    vec moved = load(q + i) + step * velocity;
    store(p + i, load(p + i) + h * load(g + i));
    store(s + i, velocity);
    store(q + i, moved);
    bad += 0.0 * moved;
  }
  return total(bad);
}

static double kick(size_t n, double h, const double *g, const double *w, double *p, double *s)
{
  vec sum = {0};
  for (size_t i = 0; i < n; i += VL) {
    vec momentum = load(p + i) + h * load(g + i);
    vec velocity = load(s + i) + h * load(w + i);
    store(p + i, momentum);
    store(s + i, velocity);
    sum += momentum * velocity;
  }
  return total(sum);
}

static void join(size_t n, const junction *j, double dots[JUNCTION_DOTS])
{
  vec d0 = {0}, d1 = {0}, d2 = {0}, d3 = {0}, d4 = {0}, d5 = {0};
  for (size_t i = 0; i < n; i += VL) {
    vec one = load(j->rho + i), two = load(j->rho_second + i);
    vec first = load(j->first_s + i), last = load(j->last_s + i);
    vec whole = one + two;
    vec to_right = one + load(j->right_p + i), from_left = two + load(j->left_p + i);
    d0 += first * whole;
    d1 += last * whole;
    d2 += first * to_right;
    d3 += load(j->right_s + i) * to_right;
    d4 += load(j->left_s + i) * from_left;
    d5 += last * from_left;
    store(j->rho + i, whole);
  }
  dots[0] = total(d0);
  dots[1] = total(d1);
  dots[2] = total(d2);
  dots[3] = total(d3);
  dots[4] = total(d4);
  dots[5] = total(d5);
}

static void scale(size_t n, const double *d, const double *x, double *y)
{
  for (size_t i = 0; i < n; i += VL) store(y + i, load(d + i) * load(x + i));
}

static void multiply(size_t n, const double *m, const double *x, double *y)
{
  for (size_t r = 0; r < n; r += ROWS) {
    const double *row = m + r * n;
    vec a = {0}, b = {0}, c = {0}, d = {0};
    for (size_t i = 0; i < n; i += VL) {
      vec v = load(x + i);
      a += load(row + i) * v;
      b += load(row + n + i) * v;
      c += load(row + 2 * n + i) * v;
      d += load(row + 3 * n + i) * v;
    }
    y[r] = total(a);
    y[r + 1] = total(b);
    y[r + 2] = total(c);
    y[r + 3] = total(d);
  }
}

#define JOIN(a, b) a##b
#define SYMBOL(isa) JOIN(harmonic_sample_kernel_, isa)
#define TEXT(a) #a
#define NAME(isa) TEXT(isa)

const sample_kernel SYMBOL(ISA) = {
    .isa = NAME(ISA),
    .kick_drift = kick_drift,
    .kick = kick,
    .join = join,
    .scale = scale,
    .multiply = multiply,
};

// SPDX-License-Identifier: MIT
#include "theta.h"
#include "plan_memory.h"
#include "smooth.h"
#include <math.h>
#include <string.h>

static const double pi = 3.14159265358979323846;

// ------------------------------------------------------------------ plan

static int longest(const theta_stage *t)
{
  int n = t->lat.period > t->ring.period ? t->lat.period : t->ring.period;
  return n > t->M ? n : t->M;
}

static void plan_both(fftw_plan out[2], int n, double *a, double *b)
{
  out[0] = fftw_plan_dft_1d(n, (fftw_complex *)a, (fftw_complex *)b, FFTW_FORWARD, FFTW_ESTIMATE);
  out[1] = fftw_plan_dft_1d(n, (fftw_complex *)a, (fftw_complex *)b, FFTW_BACKWARD, FFTW_ESTIMATE);
}

static s2_status plan_ffts(theta_stage *t, double *a, double *b)
{
  s2_priv_fftw_lock();
  plan_both(t->lat_plan, t->lat.period, a, b);
  plan_both(t->ring_plan, t->ring.period, a, b);
  plan_both(t->M_plan, t->M, a, b);
  s2_priv_fftw_unlock();
  for (int i = 0; i < 2; ++i)
    if (t->lat_plan[i] == NULL || t->ring_plan[i] == NULL || t->M_plan[i] == NULL)
      return S2_FAIL(S2_ERR_MEMORY, "FFT plans along theta, period %d", t->M);
  return S2_OK;
}

/// v(theta_j) = sum over even p, |p| <= 2L-2, of w(p) e^{-i p theta_j}, w(p) = 2/(1-p^2), sampled
/// at 2 pi j / M; one FFT. The odd terms w(+-1) = +-i pi/2 turn a function of one parity into the
/// other, which P^T removes.
static void fill_v(theta_stage *t, int L, double *a, double *b)
{
  memset(a, 0, 2 * (size_t)t->M * sizeof *a);
  for (int p = 0; p <= 2 * L - 2; p += 2) {
    double w = 2 / (1 - (double)p * p);
    a[2 * p] += w;
    if (p > 0) a[2 * (t->M - p)] += w;
  }
  fftw_execute_dft(t->M_plan[0], (fftw_complex *)a, (fftw_complex *)b);
  double scale = 1 / ((double)t->M * t->lat.period * t->ring.period);
  for (int j = 0; j < t->M; ++j) t->v[j] = b[2 * j] * scale;
}

static s2_status take_turn(s2fft_plan *plan, double angle, double **turn)
{
  S2_TRY(plan_take(plan, (void **)turn, 2 * (size_t)plan->L, sizeof **turn));
  for (int k = 0; k < plan->L; ++k) {
    (*turn)[2 * k] = cos(k * angle);
    (*turn)[2 * k + 1] = sin(k * angle);
  }
  return S2_OK;
}

s2_status theta_create(s2fft_plan *plan, theta_rings lat, theta_rings ring)
{
  theta_stage *t = NULL;
  S2_TRY(plan_take(plan, (void **)&t, 1, sizeof *t));
  plan->theta = t;
  t->resamples = lat.rings != ring.rings || lat.period != ring.period || lat.half != ring.half;
  t->lat = lat;
  t->ring = ring;
  t->M = smooth_size(4 * plan->L - 3);
  double lat_angle = lat.half ? pi / lat.period : 0, ring_angle = ring.half ? pi / ring.period : 0;
  S2_TRY(take_turn(plan, lat_angle, &t->lat_turn));
  S2_TRY(take_turn(plan, ring_angle, &t->ring_turn));
  S2_TRY(take_turn(plan, ring_angle - lat_angle, &t->both_turn));
  S2_TRY(plan_take(plan, (void **)&t->v, (size_t)t->M, sizeof *t->v));
  if (plan->dry) return S2_OK;
  size_t n = 2 * (size_t)longest(t);
  double *a = s2_priv_alloc(n, sizeof *a), *b = s2_priv_alloc(n, sizeof *b);
  s2_status status =
      a == NULL || b == NULL ? S2_FAIL(S2_ERR_MEMORY, "%zu doubles", n) : plan_ffts(t, a, b);
  if (status == S2_OK) fill_v(t, plan->L, a, b);
  s2_priv_free(a);
  s2_priv_free(b);
  return status;
}

void theta_destroy(theta_stage *t)
{
  if (t == NULL) return;
  fftw_plan *plans[] = {t->lat_plan, t->ring_plan, t->M_plan};
  s2_priv_fftw_lock();
  for (size_t k = 0; k < 3; ++k)
    for (int i = 0; i < 2; ++i)
      if (plans[k][i] != NULL) fftw_destroy_plan(plans[k][i]);
  s2_priv_fftw_unlock();
  void *blocks[] = {t->v, t->lat_turn, t->ring_turn, t->both_turn, t};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; ++k) s2_priv_free(blocks[k]);
}

void theta_scratch_take(const s2fft_plan *plan, s2_arena *arena, theta_scratch *scratch)
{
  if (plan->theta == NULL) return;
  size_t n = 2 * (size_t)longest(plan->theta);
  scratch->a = s2_arena_take(arena, n, sizeof(double));
  scratch->b = s2_arena_take(arena, n, sizeof(double));
}

// ------------------------------------------------------------------ rows <-> one period

/// Rows of two orders of opposite parity; odd may be absent (NULL).
typedef struct order_pair {
  double *even, *odd; ///< N re of parity +1 and -1
  ptrdiff_t np;
} order_pair;

static int mirror_of(const theta_rings *r, int t)
{
  int other = r->period - t - r->half;
  return other == r->period ? 0 : other;
}

/// Address of ring t: pairs (i, rings-1-i), the middle ring in the north.
static ptrdiff_t place_of(const theta_rings *r, int t, ptrdiff_t np)
{
  return 2 * t < r->rings + (r->rings & 1) ? t : r->rings - 1 - t + 2 * np;
}

static double at(const double *row, ptrdiff_t i)
{
  return row != NULL ? row[i] : 0;
}

/// x = continuation of even + odd; rings on a pole are their own mirror image, and odd functions
/// vanish there. `single` scales all other rings.
static void extend(const order_pair *o, const theta_rings *r, double single, double *x)
{
  memset(x, 0, 2 * (size_t)r->period * sizeof *x);
  for (int t = 0; t < r->rings; ++t) {
    ptrdiff_t p = place_of(r, t, o->np);
    double ere = at(o->even, p), eim = at(o->even, p + o->np);
    int mirror = mirror_of(r, t);
    if (mirror == t) {
      x[2 * t] = ere;
      x[2 * t + 1] = eim;
      continue;
    }
    double ore = at(o->odd, p), oim = at(o->odd, p + o->np);
    x[2 * t] = single * (ere + ore);
    x[2 * t + 1] = single * (eim + oim);
    x[2 * mirror] = single * (ere - ore);
    x[2 * mirror + 1] = single * (eim - oim);
  }
}

static void clear_rows(double *row, ptrdiff_t np)
{
  if (row != NULL) memset(row, 0, 4 * (size_t)np * sizeof *row);
}

/// Exact transpose of extend() up to the factor 2 on rings off the poles, which `single` carries.
static void split(const order_pair *o, const theta_rings *r, double single, const double *x)
{
  clear_rows(o->even, o->np);
  clear_rows(o->odd, o->np);
  for (int t = 0; t < r->rings; ++t) {
    ptrdiff_t p = place_of(r, t, o->np);
    int mirror = mirror_of(r, t);
    double scale = mirror == t ? 0.5 : 0.5 * single;
    if (o->even != NULL) {
      o->even[p] = scale * (x[2 * t] + x[2 * mirror]);
      o->even[p + o->np] = scale * (x[2 * t + 1] + x[2 * mirror + 1]);
    }
    if (o->odd != NULL) {
      o->odd[p] = scale * (x[2 * t] - x[2 * mirror]);
      o->odd[p + o->np] = scale * (x[2 * t + 1] - x[2 * mirror + 1]);
    }
  }
}

// ------------------------------------------------------------------ operators

/// y_k = scale x_k e^{+-ik angle} for |k| < L between periods n (x) and N (y); other y are zero.
/// `turn` [L][2] holds cos, sin of k angle; `sign` the sign of the exponent.
static void move_band(const double *x, int n, double *y, int N, int L, const double *turn,
                      double sign, double scale)
{
  memset(y, 0, 2 * (size_t)N * sizeof *y);
  for (int k = 0; k < L; ++k) {
    double c = scale * turn[2 * k], s = sign * scale * turn[2 * k + 1];
    const double *p = x + 2 * k, *q = x + 2 * (k == 0 ? 0 : n - k);
    double *u = y + 2 * k, *v = y + 2 * (k == 0 ? 0 : N - k);
    double vre = q[0] * c + q[1] * s, vim = q[1] * c - q[0] * s; // -k turns the other way
    u[0] = p[0] * c - p[1] * s;
    u[1] = p[0] * s + p[1] * c;
    if (k == 0) continue;
    v[0] = vre;
    v[1] = vim;
  }
}

static void run(fftw_plan plan, double *from, double *to)
{
  fftw_execute_dft(plan, (fftw_complex *)from, (fftw_complex *)to);
}

/// How an operator goes: from which rings to which, and the factors off the poles.
typedef struct op_shape {
  int from_lat; ///< latitudes -> rings, else rings -> latitudes
  int weighted;
  double before, after;
} op_shape;

static const op_shape shapes[] = {
    [THETA_RESAMPLE] = {1, 0, 1, 1},
    [THETA_RESAMPLE_TRANSPOSE] = {0, 0, 0.5, 2},
    [THETA_FOLD] = {0, 1, 1, 2},
    [THETA_FOLD_TRANSPOSE] = {1, 1, 1, 2},
};

static void operate(const s2fft_plan *plan, const op_shape *shape, const order_pair *rows,
                    double *a, double *b)
{
  const theta_stage *t = plan->theta;
  const theta_rings *from = shape->from_lat ? &t->lat : &t->ring;
  const theta_rings *to = shape->from_lat ? &t->ring : &t->lat;
  const fftw_plan *from_plan = shape->from_lat ? t->lat_plan : t->ring_plan;
  const fftw_plan *to_plan = shape->from_lat ? t->ring_plan : t->lat_plan;
  const double *out_of = shape->from_lat ? t->lat_turn : t->ring_turn;
  const double *into = shape->from_lat ? t->ring_turn : t->lat_turn;
  int L = plan->L;
  extend(rows, from, shape->before, a);
  run(from_plan[0], a, b);
  if (shape->weighted) {
    move_band(b, from->period, a, t->M, L, out_of, -1, 1);
    run(t->M_plan[1], a, b);
    for (int j = 0; j < t->M; ++j) {
      a[2 * j] = b[2 * j] * t->v[j];
      a[2 * j + 1] = b[2 * j + 1] * t->v[j];
    }
    run(t->M_plan[0], a, b);
    move_band(b, t->M, a, to->period, L, into, 1, 1);
  } else {
    move_band(b, from->period, a, to->period, L, t->both_turn, shape->from_lat ? 1 : -1,
              1.0 / t->lat.period);
  }
  run(to_plan[1], a, b);
  split(rows, to, shape->after, b);
}

void theta_apply(const s2fft_plan *plan, theta_op op, s2fft_field field, int item, double *phase,
                 ptrdiff_t m_stride, theta_scratch *scratch)
{
  int columns = field_columns(field), m = item / columns * 2;
  ptrdiff_t np = plan->np;
  double *here = phase + m * m_stride + 4 * np * (item % columns);
  double *next = m + 1 <= plan->mmax ? here + m_stride : NULL;
  int odd = (m + plan->spin) & 1;
  order_pair rows = {odd ? next : here, odd ? here : next, np};
  operate(plan, &shapes[op], &rows, scratch->a, scratch->b);
}

// SPDX-License-Identifier: MIT
#include "theta.h"
#include "plan_memory.h"
#include "smooth.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <string.h>

enum { MAX_LANES = 8 };

// ------------------------------------------------------------------ plan

static int larger(int a, int b)
{
  return a > b ? a : b;
}

/// v(theta_j) = sum over even p, |p| <= 2L-2, of w(p) e^{-i p theta_j}, w(p) = 2/(1-p^2), sampled
/// at 2 pi j / M; one DFT, of which one lane is used. The odd terms w(+-1) = +-i pi/2 turn a
/// function of one parity into the other, which P^T removes.
static s2_status fill_v(const s2fft_plan *plan, theta_stage *t)
{
  int lanes = plan->kernel->lanes, M = t->M;
  double *x = s2_priv_alloc(2 * (size_t)M * (size_t)lanes, sizeof *x);
  double *work = s2_priv_alloc(s2fft_dft_scratch(t->M_dft, lanes), sizeof *work);
  if (x != NULL && work != NULL) {
    for (int p = 0; p <= 2 * plan->L - 2; p += 2) {
      double w = 2 / (1 - (double)p * p);
      x[2 * lanes * (ptrdiff_t)p] += w;
      if (p > 0) x[2 * lanes * (ptrdiff_t)(M - p)] += w;
    }
    plan->kernel->dft->forward(t->M_dft, x, work);
    double scale = 1 / ((double)M * t->lat.period * t->ring.period);
    for (int j = 0; j < M; ++j) t->v[j] = x[2 * lanes * (ptrdiff_t)j] * scale;
  }
  s2_status status = x == NULL || work == NULL ? S2_FAIL(S2_ERR_MEMORY, "%d weights", M) : S2_OK;
  s2_priv_free(x);
  s2_priv_free(work);
  return status;
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

static s2_status take_dft(s2fft_plan *plan, int n, s2fft_dft **dft)
{
  S2_TRY(s2fft_dft_create(dft, n));
  plan->bytes += s2fft_dft_bytes(*dft);
  return S2_OK;
}

s2_status theta_create(s2fft_plan *plan, theta_period lat, theta_period ring)
{
  theta_stage *t = NULL;
  S2_TRY(plan_take(plan, (void **)&t, 1, sizeof *t));
  plan->theta = t;
  t->resamples = lat.rings != ring.rings || lat.period != ring.period || lat.half != ring.half;
  t->lat = lat;
  t->ring = ring;
  t->M = smooth_size(4 * plan->L - 3);
  double lat_angle = lat.half ? S2_PI / lat.period : 0,
         ring_angle = ring.half ? S2_PI / ring.period : 0;
  S2_TRY(take_turn(plan, lat_angle, &t->lat_turn));
  S2_TRY(take_turn(plan, ring_angle, &t->ring_turn));
  S2_TRY(take_turn(plan, ring_angle - lat_angle, &t->both_turn));
  S2_TRY(take_dft(plan, lat.period, &t->lat_dft));
  S2_TRY(take_dft(plan, ring.period, &t->ring_dft));
  S2_TRY(take_dft(plan, t->M, &t->M_dft));
  S2_TRY(plan_take(plan, (void **)&t->v, (size_t)t->M, sizeof *t->v));
  return plan->dry ? S2_OK : fill_v(plan, t);
}

void theta_destroy(theta_stage *t)
{
  if (t == NULL) return;
  s2fft_dft_destroy(t->lat_dft);
  s2fft_dft_destroy(t->ring_dft);
  s2fft_dft_destroy(t->M_dft);
  void *blocks[] = {t->v, t->lat_turn, t->ring_turn, t->both_turn, t};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; ++k) s2_priv_free(blocks[k]);
}

void theta_scratch_take(const s2fft_plan *plan, s2_arena *arena, theta_scratch *scratch)
{
  const theta_stage *t = plan->theta;
  if (t == NULL) return;
  int lanes = plan->kernel->lanes;
  size_t size = sizeof(double), work = 0, V = (size_t)lanes;
  const s2fft_dft *dfts[] = {t->lat_dft, t->ring_dft, t->M_dft};
  for (size_t k = 0; k < sizeof dfts / sizeof *dfts; ++k) {
    size_t needed = s2fft_dft_scratch(dfts[k], lanes);
    if (needed > work) work = needed;
  }
  size_t n = 2 * V * (size_t)larger(t->M, larger(t->lat.period, t->ring.period));
  size_t rings = (size_t)larger(t->lat.rings, t->ring.rings);
  scratch->x = s2_arena_take(arena, n, size);
  scratch->y = s2_arena_take(arena, n, size);
  scratch->even = s2_arena_take(arena, 2 * V * rings, size);
  scratch->odd = s2_arena_take(arena, 2 * V * rings, size);
  scratch->work = s2_arena_take(arena, work, size);
  scratch->zero = s2_arena_take(arena, rings, size);
  scratch->trash = s2_arena_take(arena, rings, size);
}

// ------------------------------------------------------------------ phase array <-> lanes

/// Rows of V pairs of orders: N re of the order of parity +1 and of parity -1; NULL: absent.
typedef struct order_rows {
  double *even[MAX_LANES], *odd[MAX_LANES];
} order_rows;

static order_rows rows_of_item(const s2fft_plan *plan, s2fft_field field, int item, double *phase,
                               ptrdiff_t m_stride)
{
  int lanes = plan->kernel->lanes, columns = field_columns(field);
  order_rows rows;
  for (int i = 0; i < lanes; ++i) {
    int pair = item * lanes + i, m = pair / columns * 2;
    double *here = phase + m * m_stride + 4 * (ptrdiff_t)plan->np * (pair % columns);
    double *next = m + 1 <= plan->mmax ? here + m_stride : NULL;
    if (pair >= theta_pairs(plan, field)) here = next = NULL;
    int odd = (m + plan->spin) & 1;
    rows.even[i] = odd ? next : here;
    rows.odd[i] = odd ? here : next;
  }
  return rows;
}

/// Ring t = i of the north and rings-1-i of the south: t of a lane array in either direction.
static void gather(const s2fft_plan *plan, const theta_period *r, double *const *row,
                   const double *zero, double *lanes)
{
  const s2fft_kernel *k = plan->kernel;
  int V = k->lanes, north = (r->rings + 1) / 2, south = r->rings / 2;
  ptrdiff_t np = plan->np, step = 2 * V;
  for (int part = 0; part < 4; ++part) {
    const double *rows[MAX_LANES];
    for (int i = 0; i < V; ++i) rows[i] = row[i] != NULL ? row[i] + part * np : zero;
    double *to = lanes + (part & 1) * V;
    if (part < 2)
      k->rows_to_lanes(rows, north, to, step);
    else
      k->rows_to_lanes(rows, south, to + (r->rings - 1) * step, -step);
  }
}

/// The way back; what lies behind the last pair becomes zero.
static void scatter(const s2fft_plan *plan, const theta_period *r, const double *lanes,
                    double *trash, double *const *row)
{
  const s2fft_kernel *k = plan->kernel;
  int V = k->lanes, north = (r->rings + 1) / 2, south = r->rings / 2;
  ptrdiff_t np = plan->np, step = 2 * V;
  for (int part = 0; part < 4; ++part) {
    double *rows[MAX_LANES];
    int count = part < 2 ? north : south;
    for (int i = 0; i < V; ++i) rows[i] = row[i] != NULL ? row[i] + part * np : trash;
    const double *from = lanes + (part & 1) * V;
    if (part < 2)
      k->lanes_to_rows(from, step, count, rows);
    else
      k->lanes_to_rows(from + (r->rings - 1) * step, -step, count, rows);
    for (int i = 0; i < V; ++i)
      if (row[i] != NULL) memset(rows[i] + count, 0, (size_t)(np - count) * sizeof(double));
  }
}

// ------------------------------------------------------------------ operators

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

/// x over the period of `from` to y over the period of `to`.
static double *operate(const s2fft_plan *plan, const op_shape *shape, const theta_scratch *s)
{
  const theta_stage *t = plan->theta;
  const s2fft_kernel *k = plan->kernel;
  const double *out_of = shape->from_lat ? t->lat_turn : t->ring_turn;
  const double *into = shape->from_lat ? t->ring_turn : t->lat_turn;
  const s2fft_dft *from = shape->from_lat ? t->lat_dft : t->ring_dft;
  const s2fft_dft *to = shape->from_lat ? t->ring_dft : t->lat_dft;
  int n = shape->from_lat ? t->lat.period : t->ring.period;
  int N = shape->from_lat ? t->ring.period : t->lat.period, L = plan->L;
  k->dft->forward(from, s->x, s->work);
  if (!shape->weighted) {
    k->theta_band(s->x, n, s->y, N, L, t->both_turn, shape->from_lat ? 1 : -1, 1.0 / t->lat.period);
    k->dft->backward(to, s->y, s->work);
    return s->y;
  }
  k->theta_band(s->x, n, s->y, t->M, L, out_of, -1, 1);
  k->dft->backward(t->M_dft, s->y, s->work);
  k->theta_weight(t->v, t->M, s->y);
  k->dft->forward(t->M_dft, s->y, s->work);
  k->theta_band(s->y, t->M, s->x, N, L, into, 1, 1);
  k->dft->backward(to, s->x, s->work);
  return s->x;
}

void theta_apply(const s2fft_plan *plan, theta_op op, s2fft_field field, int item, double *phase,
                 ptrdiff_t m_stride, theta_scratch *scratch)
{
  const theta_stage *t = plan->theta;
  const op_shape *shape = &shapes[op];
  const theta_period *from = shape->from_lat ? &t->lat : &t->ring;
  const theta_period *to = shape->from_lat ? &t->ring : &t->lat;
  order_rows rows = rows_of_item(plan, field, item, phase, m_stride);
  gather(plan, from, rows.even, scratch->zero, scratch->even);
  gather(plan, from, rows.odd, scratch->zero, scratch->odd);
  plan->kernel->theta_extend(from, shape->before, scratch->even, scratch->odd, scratch->x);
  const double *x = operate(plan, shape, scratch);
  plan->kernel->theta_split(to, shape->after, x, scratch->even, scratch->odd);
  scatter(plan, to, scratch->even, scratch->trash, rows.even);
  scatter(plan, to, scratch->odd, scratch->trash, rows.odd);
}

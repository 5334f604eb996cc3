// SPDX-License-Identifier: MIT
#include "theta.h"
#include "plan_memory.h"
#include "smooth.h"
#include "theta_window.h"
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

/// The window's effect is undone where the coefficients turn from the latitudes to its period.
static s2_status undo_window(const s2fft_plan *plan, theta_stage *t)
{
  double *response;
  S2_TRY(theta_window_response(plan->L, t->ring.period, &response));
  for (int k = 0; k < plan->L; ++k) {
    t->both_turn[2 * k] /= response[k];
    t->both_turn[2 * k + 1] /= response[k];
  }
  s2_priv_free(response);
  return S2_OK;
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

/// What every stage has; its window, if any, is there.
static s2_status fill_stage(s2fft_plan *plan, theta_stage *t)
{
  double lat_angle = t->lat.half ? S2_PI / t->lat.period : 0,
         ring_angle = t->ring.half ? S2_PI / t->ring.period : 0;
  S2_TRY(take_turn(plan, ring_angle - lat_angle, &t->both_turn));
  S2_TRY(take_dft(plan, t->lat.period, &t->lat_dft));
  S2_TRY(take_dft(plan, t->ring.period, &t->ring_dft));
  if (!plan->folds) return S2_OK;
  t->M = smooth_size(4 * plan->L - 3);
  S2_TRY(take_turn(plan, lat_angle, &t->lat_turn));
  S2_TRY(take_turn(plan, ring_angle, &t->ring_turn));
  S2_TRY(take_dft(plan, t->M, &t->M_dft));
  S2_TRY(plan_take(plan, (void **)&t->v, (size_t)t->M, sizeof *t->v));
  return plan->dry ? S2_OK : fill_v(plan, t);
}

s2_status theta_create(s2fft_plan *plan, theta_period lat, theta_period ring)
{
  S2_TRY(plan_take(plan, (void **)&plan->theta, 1, sizeof *plan->theta));
  theta_stage *t = plan->theta;
  t->resamples = lat.rings != ring.rings || lat.period != ring.period || lat.half != ring.half;
  t->lat = lat;
  t->ring = ring;
  return fill_stage(plan, t);
}

s2_status theta_create_window(s2fft_plan *plan, theta_period lat, int count, const ring_pair *pair,
                              const s2_ring *rings)
{
  S2_TRY(plan_take(plan, (void **)&plan->theta, 1, sizeof *plan->theta));
  theta_stage *t = plan->theta;
  t->resamples = 1;
  t->lat = lat;
  S2_TRY(theta_window_create(plan, count, pair, rings, &t->window));
  t->ring = (theta_period){2 * count, t->window.M, 0};
  S2_TRY(fill_stage(plan, t));
  return undo_window(plan, t);
}

void theta_destroy(theta_stage *t)
{
  if (t == NULL) return;
  s2fft_dft_destroy(t->lat_dft);
  s2fft_dft_destroy(t->ring_dft);
  s2fft_dft_destroy(t->M_dft);
  theta_window_destroy(&t->window);
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
    size_t needed = dfts[k] != NULL ? s2fft_dft_scratch(dfts[k], lanes) : 0;
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
  int m[MAX_LANES]; ///< the smaller order of each pair, ascending
} order_rows;

static order_rows rows_of_item(const s2fft_plan *plan, s2fft_field field, int item, double *phase,
                               ptrdiff_t m_stride)
{
  int lanes = plan->kernel->lanes, columns = field_columns(field);
  order_rows rows = {.m = {0}};
  for (int i = 0; i < lanes; ++i) {
    int pair = item * lanes + i, m = pair / columns * 2;
    double *here = phase + m * m_stride + 4 * (ptrdiff_t)plan->np * (pair % columns);
    double *next = m + 1 <= plan->mmax ? here + m_stride : NULL;
    if (pair >= theta_pairs(plan, field)) here = next = NULL;
    int odd = (m + plan->spin) & 1;
    rows.m[i] = m;
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

/// Pairs of rings that order m does not reach: the first ones. Nobody writes or reads their rows.
static int unreached(const s2fft_plan *plan, int m)
{
  int pairs = plan->theta->window.pairs, first = 0;
  while (first < pairs && plan_reach(plan, first) < m) first += plan->kernel->block;
  return first < pairs ? first : pairs;
}

static void clear_unreached(const s2fft_plan *plan, double *row, int m)
{
  size_t bytes = (size_t)unreached(plan, m) * sizeof *row;
  for (int part = 0; row != NULL && part < 4; ++part) memset(row + part * plan->np, 0, bytes);
}

/// Rows of one item to the period of their rings.
static void load_period(const s2fft_plan *plan, const theta_period *r, double single,
                        const order_rows *rows, const theta_scratch *s)
{
  const theta_stage *t = plan->theta;
  int window = r == &t->ring && t->window.tap != NULL;
  for (int i = 0; i < plan->kernel->lanes && window; ++i) {
    int odd = (rows->m[i] + plan->spin) & 1;
    clear_unreached(plan, rows->even[i], rows->m[i] + odd);
    clear_unreached(plan, rows->odd[i], rows->m[i] + 1 - odd);
  }
  gather(plan, r, rows->even, s->zero, s->even);
  gather(plan, r, rows->odd, s->zero, s->odd);
  if (window)
    plan->kernel->theta_spread(&t->window, unreached(plan, rows->m[0]), s->even, s->odd, s->x);
  else
    plan->kernel->theta_extend(r, single, s->even, s->odd, s->x);
}

/// The way back.
static void store_period(const s2fft_plan *plan, const theta_period *r, double single,
                         const double *x, const order_rows *rows, const theta_scratch *s)
{
  const theta_stage *t = plan->theta;
  if (r == &t->ring && t->window.tap != NULL)
    plan->kernel->theta_interpolate(&t->window, unreached(plan, rows->m[0]), x, s->even, s->odd);
  else
    plan->kernel->theta_split(r, single, x, s->even, s->odd);
  scatter(plan, r, s->even, s->trash, rows->even);
  scatter(plan, r, s->odd, s->trash, rows->odd);
}

void theta_apply(const s2fft_plan *plan, theta_op op, s2fft_field field, int item, double *phase,
                 ptrdiff_t m_stride, theta_scratch *scratch)
{
  const theta_stage *t = plan->theta;
  const op_shape *shape = &shapes[op];
  const theta_period *from = shape->from_lat ? &t->lat : &t->ring;
  const theta_period *to = shape->from_lat ? &t->ring : &t->lat;
  order_rows rows = rows_of_item(plan, field, item, phase, m_stride);
  load_period(plan, from, shape->before, &rows, scratch);
  store_period(plan, to, shape->after, operate(plan, shape, scratch), &rows, scratch);
}

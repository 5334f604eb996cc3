// SPDX-License-Identifier: MIT
// The typed functions of so3.h: a list of channels, and the Fourier transform in gamma.
#include "require_for.h"
#include "so3_plan.h"
#include <string.h>

/// A typed function's arguments.
typedef struct so3_call {
  const char *function; ///< for messages
  operation op;
  s2fft_field field;
  const s2fft_so3_plan *plan;
  s2_complex *flmn;
  double *map;
  s2fft_so3_workspace *work;
} so3_call;

static int goes_to_map(const so3_call *c)
{
  return c->op == OP_INVERSE || c->op == OP_FORWARD_ADJOINT;
}

static int has_gamma(const so3_call *c)
{
  return c->plan->storage != S2FFT_SO3_MODES;
}

/// Whether the fields F_n need memory of their own; else they are made in the map, or are the map.
static int needs_modes(const so3_call *c)
{
  return has_gamma(c) && !goes_to_map(c);
}

/// Where the fields F_n lie.
static double *modes_of(const so3_call *c, const s2fft_so3_workspace *w)
{
  return w->modes != NULL ? w->modes : c->map;
}

// ------------------------------------------------------------------ orders

/// Doubles before the field F_n, which is order i of a list; modes that are the map have places of
/// their own.
static int64_t mode_offset(const so3_call *c, order_list orders, int i)
{
  int real = c->field == S2FFT_REAL, n = orders.first + i * orders.step;
  int64_t before = has_gamma(c) ? c->plan->slice * s2fft_priv_gamma_mode(real, orders, i)
                                : s2fft_so3_map_slice(c->plan, c->field, n);
  return before * (real ? 1 : 2);
}

static s2_complex *order_of(const so3_call *c, int n)
{
  int L = c->plan->L, before = c->field == S2FFT_REAL ? n : c->plan->N - 1 + n;
  return c->flmn + before * ((int64_t)L * (2 * L - 1));
}

static s2fft_priv_channel channel_of(const so3_call *c, const s2fft_so3_workspace *w,
                                     order_list orders, int i)
{
  const s2fft_so3_plan *plan = c->plan;
  int analysis = c->op == OP_FORWARD || c->op == OP_FORWARD_ADJOINT;
  int n = orders.first + i * orders.step, real = c->field == S2FFT_REAL;
  return (s2fft_priv_channel){
      .field = real && n == 0 ? S2FFT_REAL : S2FFT_COMPLEX,
      .spin = -n,
      .conjugate = n < 0 && has_gamma(c),
      .planar = real && has_gamma(c),
      .window = plan->window[analysis] + (n & 1) * plan->L,
      .alm = order_of(c, n),
      .map = modes_of(c, w) + mode_offset(c, orders, i),
  };
}

/// Channels of some orders, after `before` others.
static s2_status run_orders(const so3_call *c, const s2fft_so3_workspace *w, order_list orders,
                            int before)
{
  channel_list list = {orders.count, w->list, before, so3_orders(c->plan, c->field).count};
  for (int i = 0; i < orders.count; ++i) w->list[i] = channel_of(c, w, orders, i);
  return channels_run(c->function, c->op, c->plan->channels, list, w->channels);
}

/// Zeros for the orders that the plan leaves out.
static void clear_others(const so3_call *c)
{
  const s2fft_so3_plan *plan = c->plan;
  size_t size = (size_t)plan->L * (2 * (size_t)plan->L - 1) * sizeof(s2_complex);
  for (int n = c->field == S2FFT_REAL ? 0 : 1 - plan->N; n < plan->N; ++n) {
    if (plan->parity < 0 || (n & 1) == plan->parity) continue;
    if (!goes_to_map(c)) memset(order_of(c, n), 0, size);
    if (!goes_to_map(c) || plan->storage != S2FFT_SO3_MODES) continue;
    int64_t width = c->field == S2FFT_REAL && n == 0 ? 1 : 2;
    for (int s = 0; s < plan->gamma->nspans; ++s) {
      map_span span = plan->gamma->span[s];
      memset(c->map + mode_offset(c, (order_list){n, 1, 1}, 0) + width * span.at, 0,
             (size_t)(width * span.count) * sizeof *c->map);
    }
  }
}

// ------------------------------------------------------------------ gamma

static void run_gamma(const so3_call *c, const s2fft_so3_workspace *w, order_list orders)
{
  s2fft_priv_gamma_job job = {c->field == S2FFT_REAL, orders, modes_of(c, w), c->map};
  gamma_maps_run(c->plan->gamma, &job, goes_to_map(c), w->gamma, w->threads);
}

// ------------------------------------------------------------------ run

static s2_status run_to_map(const so3_call *c, const s2fft_so3_workspace *w)
{
  order_list orders = so3_orders(c->plan, c->field);
  S2_TRY(run_orders(c, w, orders, 0));
  if (has_gamma(c)) run_gamma(c, w, orders);
  return S2_OK;
}

static s2_status run_from_map(const so3_call *c, const s2fft_so3_workspace *w)
{
  order_list all = so3_orders(c->plan, c->field), orders = all;
  for (int k = 0, before = 0; before < all.count; ++k, before += orders.count) {
    if (w->passes > 1) orders = s2fft_priv_gamma_pass(c->field == S2FFT_REAL, all, k);
    if (has_gamma(c)) run_gamma(c, w, orders);
    S2_TRY(run_orders(c, w, orders, before));
  }
  return S2_OK;
}

static s2_status run(const so3_call *c, const s2fft_so3_workspace *w)
{
  S2_TRY((goes_to_map(c) ? run_to_map : run_from_map)(c, w));
  clear_others(c);
  return S2_OK;
}

/// Lay the workspace out for this call: it may have been made for another plan or field. Where it
/// cannot hold all modes, it takes passes.
static s2_status view_of(const so3_call *c, s2fft_so3_workspace *view)
{
  int threads = s2_priv_threads(c->plan->nthreads);
  order_list orders = so3_orders(c->plan, c->field);
  so3_needs needs = {c->field, needs_modes(c), threads < view->threads ? threads : view->threads};
  int64_t needed = (int64_t)so3_lay_out(c->plan, needs, NULL, NULL);
  if (needed > view->capacity && needs.passes > 0) {
    needs.passes = s2fft_priv_gamma_passes(c->field == S2FFT_REAL, orders);
    needed = (int64_t)so3_lay_out(c->plan, needs, NULL, NULL);
  }
  REQUIRE_FOR(c->function, needed <= view->capacity,
              "workspace of %lld bytes is too small: this transform needs %lld",
              (long long)view->capacity, (long long)needed);
  view->threads = needs.threads;
  view->passes = needs.passes;
  so3_lay_out(c->plan, needs, view->memory, view);
  return S2_OK;
}

static s2_status so3_run(const so3_call *c)
{
  REQUIRE_FOR(c->function, c->plan != NULL, "plan is NULL");
  REQUIRE_FOR(c->function, c->flmn != NULL, "flmn is NULL");
  REQUIRE_FOR(c->function, c->map != NULL, "map is NULL");
  s2fft_so3_workspace *own = NULL, view;
  so3_needs needs = so3_all_needs(c->plan, c->field);
  if (!needs_modes(c)) needs.passes = 0;
  if (c->work == NULL) S2_TRY(so3_workspace_make(&own, c->plan, needs));
  view = own != NULL ? *own : *c->work;
  s2_status status = view_of(c, &view);
  if (status == S2_OK) status = run(c, &view);
  s2fft_so3_workspace_destroy(own);
  return status;
}

// ------------------------------------------------------------------ typed functions

#define RUN(op, field)                                                                             \
  return so3_run(&(so3_call){__func__, op, field, plan, (s2_complex *)flmn, (double *)map, work})

/// name(plan, flmn, map): from coefficients to samples
#define TO_MAP(name, op, field, map_type)                                                          \
  s2_status name(const s2fft_so3_plan *plan, const s2_complex *flmn, map_type *map,                \
                 s2fft_so3_workspace *work)                                                        \
  {                                                                                                \
    RUN(op, field);                                                                                \
  }
/// name(plan, map, flmn): from samples to coefficients
#define FROM_MAP(name, op, field, map_type)                                                        \
  s2_status name(const s2fft_so3_plan *plan, const map_type *map, s2_complex *flmn,                \
                 s2fft_so3_workspace *work)                                                        \
  {                                                                                                \
    RUN(op, field);                                                                                \
  }

TO_MAP(s2fft_so3_inverse, OP_INVERSE, S2FFT_REAL, double)
FROM_MAP(s2fft_so3_forward, OP_FORWARD, S2FFT_REAL, double)
FROM_MAP(s2fft_so3_inverse_adjoint, OP_INVERSE_ADJOINT, S2FFT_REAL, double)
TO_MAP(s2fft_so3_forward_adjoint, OP_FORWARD_ADJOINT, S2FFT_REAL, double)
TO_MAP(s2fft_so3_inverse_complex, OP_INVERSE, S2FFT_COMPLEX, s2_complex)
FROM_MAP(s2fft_so3_forward_complex, OP_FORWARD, S2FFT_COMPLEX, s2_complex)
FROM_MAP(s2fft_so3_inverse_adjoint_complex, OP_INVERSE_ADJOINT, S2FFT_COMPLEX, s2_complex)
TO_MAP(s2fft_so3_forward_adjoint_complex, OP_FORWARD_ADJOINT, S2FFT_COMPLEX, s2_complex)

// SPDX-License-Identifier: MIT
#include "so3_plan.h"

/// Doubles of the modes of one pass.
static int64_t modes_of(const s2fft_so3_plan *plan, s2fft_field field, int passes)
{
  int real = field == S2FFT_REAL;
  order_list orders = so3_orders(plan, field);
  if (passes > 1) orders = s2fft_priv_gamma_pass(real, orders, 0); // no pass has more
  return plan->slice * s2fft_priv_gamma_mode(real, orders, orders.count) * (real ? 1 : 2);
}

so3_needs so3_all_needs(const s2fft_so3_plan *plan, s2fft_field field)
{
  so3_needs needs = {field, 0, s2_priv_threads(plan->nthreads)};
  if (plan->storage == S2FFT_SO3_MODES) return needs;
  int64_t bytes = modes_of(plan, field, 1) * (int64_t)sizeof(double);
  int passes = s2fft_priv_gamma_passes(field == S2FFT_REAL, so3_orders(plan, field));
  needs.passes = bytes <= S2FFT_PRIV_GAMMA_AT_ONCE ? 1 : passes;
  return needs;
}

size_t so3_lay_out(const s2fft_so3_plan *plan, so3_needs needs, char *base,
                   s2fft_so3_workspace *work)
{
  s2_arena arena = {.base = base};
  s2fft_so3_workspace none, *w = work != NULL ? work : &none;
  size_t orders = (size_t)so3_orders(plan, needs.field).count;
  w->list = s2_arena_take(&arena, orders, sizeof *w->list);
  w->modes = NULL;
  if (needs.passes > 0)
    w->modes =
        s2_arena_take(&arena, (size_t)modes_of(plan, needs.field, needs.passes), sizeof *w->modes);
  w->gamma = gamma_maps_scratch(plan->gamma, &arena, needs.threads);
  return sizeof *w + arena.used;
}

static s2_status fill(s2fft_so3_workspace *w, const s2fft_so3_plan *plan, so3_needs needs)
{
  size_t bytes = so3_lay_out(plan, needs, NULL, NULL);
  w->memory = s2_priv_alloc(1, bytes - sizeof *w);
  if (w->memory == NULL) return S2_FAIL(S2_ERR_MEMORY, "workspace of %zu bytes", bytes);
  w->threads = needs.threads;
  w->passes = needs.passes;
  w->capacity = (int64_t)bytes;
  S2_TRY(s2fft_priv_channels_work_create(&w->channels, plan->channels, needs.field,
                                         so3_batch(plan->storage, needs.field)));
  w->bytes = w->capacity + s2fft_priv_channels_work_bytes(w->channels);
  return S2_OK;
}

s2_status so3_workspace_make(s2fft_so3_workspace **work, const s2fft_so3_plan *plan,
                             so3_needs needs)
{
  s2fft_so3_workspace *w = s2_priv_alloc(1, sizeof *w);
  if (w == NULL) return S2_FAIL(S2_ERR_MEMORY, "workspace");
  s2_status status = fill(w, plan, needs);
  if (status != S2_OK) {
    s2fft_so3_workspace_destroy(w);
    return status;
  }
  *work = w;
  return S2_OK;
}

s2_status s2fft_so3_workspace_create(s2fft_so3_workspace **work, const s2fft_so3_plan *plan,
                                     s2fft_field field)
{
  S2_REQUIRE(work != NULL, "work is NULL");
  *work = NULL;
  S2_REQUIRE(plan != NULL, "plan is NULL");
  S2_REQUIRE(field == S2FFT_REAL || field == S2FFT_COMPLEX, "field = %d is outside 0 .. 1",
             (int)field);
  return so3_workspace_make(work, plan, so3_all_needs(plan, field));
}

void s2fft_so3_workspace_destroy(s2fft_so3_workspace *work)
{
  if (work == NULL) return;
  s2fft_priv_channels_work_destroy(work->channels);
  s2_priv_free(work->memory);
  s2_priv_free(work);
}

int64_t s2fft_so3_workspace_bytes(const s2fft_so3_workspace *work)
{
  return work->bytes;
}

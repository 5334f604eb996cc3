// SPDX-License-Identifier: MIT
#include "transform.h"
#include "iterate.h"
#include "require_for.h"
#include "stages.h"
#include "workspace.h"

// ------------------------------------------------------------------ checks

static const char *const field_name[] = {"real fields", "complex fields", "pairs"};

static s2_status check_field(const call *c)
{
  const s2fft_plan *plan = c->job.plan;
  int s = plan->spin;
  if (c->job.gradient)
    REQUIRE_FOR(c->function, s == 1, "spin = %d, gradients need a plan of spin 1", s);
  REQUIRE_FOR(c->function, c->job.field != S2FFT_REAL || s == 0,
              "spin = %d, real fields need spin 0", s);
  REQUIRE_FOR(c->function, c->job.field != S2FFT_PAIR || s >= 0, "spin = %d, pairs need spin >= 0",
              s);
  REQUIRE_FOR(c->function, s2fft_alm_size(plan, c->job.field) > 0,
              "the triangle layout does not hold %s: it has no m < 0", field_name[c->job.field]);
  int analyses = c->op == OP_FORWARD || c->op == OP_FORWARD_ADJOINT;
  REQUIRE_FOR(c->function, !analyses || plan->refusal[0] == '\0', "%s", plan->refusal);
  return S2_OK;
}

static s2_status check_arrays(const call *c)
{
  REQUIRE_FOR(c->function, c->job.plan != NULL, "plan is NULL");
  int maps = map_arrays(&c->job), alms = c->job.gradient ? 1 : field_arrays(c->job.field);
  for (int i = 0; i < maps; ++i)
    REQUIRE_FOR(c->function, c->job.map[i] != NULL, "map array %d is NULL", i);
  for (int i = 0; i < alms; ++i)
    REQUIRE_FOR(c->function, c->job.alm[i] != NULL, "coefficient array %d is NULL", i);
  return S2_OK;
}

/// One kind of array of a batch: its stride, resolved, or a message.
static s2_status check_stride(const call *c, const char *what, int64_t count, int64_t size,
                              int64_t length, int64_t *stride)
{
  if (*stride == 0) *stride = size;
  REQUIRE_FOR(c->function, count == 1 || *stride >= size,
              "%s_stride = %lld is less than the %lld of one field", what, (long long)*stride,
              (long long)size);
  int64_t end;
  REQUIRE_FOR(c->function,
              s2_priv_mul(count - 1, *stride < 0 ? 0 : *stride, &end) && end <= INT64_MAX - size,
              "%lld fields at %s_stride = %lld overflow", (long long)count, what,
              (long long)*stride);
  REQUIRE_FOR(c->function, length == 0 || length >= end + size,
              "%s_length = %lld is less than the %lld elements needed", what, (long long)length,
              (long long)(end + size));
  return S2_OK;
}

static s2_status check_batch(const call *c, job *j, int64_t *count)
{
  s2fft_batch b = c->batch != NULL ? *c->batch : (s2fft_batch){.count = 1};
  REQUIRE_FOR(c->function, b.count >= 1, "count = %lld is less than 1", (long long)b.count);
  S2_TRY(check_stride(c, "alm", b.count, s2fft_alm_size(j->plan, j->field), b.alm_length,
                      &b.alm_stride));
  S2_TRY(check_stride(c, "map", b.count, j->plan->map_size, b.map_length, &b.map_stride));
  j->alm_stride = b.alm_stride;
  j->map_stride = b.map_stride;
  *count = b.count;
  return S2_OK;
}

// ------------------------------------------------------------------ run

static s2_status run(const job *j, operation op, int64_t count, const work_view *view)
{
  int analyses = op == OP_FORWARD || op == OP_FORWARD_ADJOINT;
  if (analyses && j->plan->iterations > 0 && !j->plan->exact)
    return op == OP_FORWARD ? iterate_forward(j, count, view) : iterate_adjoint(j, count, view);
  for (int64_t f = 0; f < count; f += view->nmaps) {
    int n = count - f < view->nmaps ? (int)(count - f) : view->nmaps;
    switch (op) {
      case OP_INVERSE: stages_synthesis(j, f, n, 0, view); break;
      case OP_FORWARD_ADJOINT: stages_synthesis(j, f, n, 1, view); break;
      case OP_FORWARD: stages_analysis(j, f, n, 1, view); break;
      case OP_INVERSE_ADJOINT: stages_analysis(j, f, n, 0, view); break;
    }
  }
  return S2_OK;
}

/// Fields that a call without a workspace works on at once.
enum { DEFAULT_NMAPS = 8 };

s2_status transform_run(const call *c)
{
  job j = c->job;
  int64_t count = 1;
  S2_TRY(check_arrays(c));
  S2_TRY(check_field(c));
  S2_TRY(check_batch(c, &j, &count));
  j.layout = plan_layout(j.plan, j.field);
  s2fft_workspace *own = NULL;
  if (c->work == NULL)
    S2_TRY(s2fft_workspace_create(&own, j.plan, j.field,
                                  count < DEFAULT_NMAPS ? (int)count : DEFAULT_NMAPS));
  work_view view;
  s2_status status = workspace_view(own != NULL ? own : c->work, j.plan, j.field, count, &view);
  if (status == S2_OK) status = run(&j, c->op, count, &view);
  s2fft_workspace_destroy(own);
  return status;
}

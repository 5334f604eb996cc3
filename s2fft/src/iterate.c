// SPDX-License-Identifier: MIT
#include "iterate.h"
#include "stages.h"
#include <string.h>

/// Sizes of one field in doubles, and the job on the workspace's own arrays.
typedef struct iteration {
  const job *user;
  const work_view *view;
  int64_t alm, map; ///< doubles of one array
  int arrays, maps;
} iteration;

static iteration iteration_of(const job *j, const work_view *view)
{
  int complex_map = is_interleaved(j) ? 2 : 1;
  return (iteration){j,
                     view,
                     2 * s2fft_alm_size(j->plan, j->field),
                     complex_map * j->plan->map_size,
                     j->gradient ? 1 : field_arrays(j->field),
                     map_arrays(j)};
}

/// The same transform on the workspace's map and coefficient buffer `which`, in double.
static job inner_job(const iteration *it, int which)
{
  job j = *it->user;
  j.single = 0;
  j.alm_stride = it->alm / 2;
  j.map_stride = j.plan->map_size;
  for (int i = 0; i < 2; ++i) {
    j.alm[i] = it->view->alm[which] + (i < it->arrays ? i * it->alm : 0);
    j.map[i] = it->view->map + (i < it->maps ? i * it->map : 0);
  }
  return j;
}

static double user_value(const job *j, void *const array[2], int i, int64_t at)
{
  return j->single ? (double)((const float *)array[i])[at] : ((const double *)array[i])[at];
}

/// map = f - map, f the user's field
static void residual(const iteration *it, int64_t f)
{
  const job *j = it->user;
  int64_t shift = f * j->map_stride * (it->map / j->plan->map_size);
  for (int i = 0; i < it->maps; ++i)
    for (int64_t p = 0; p < it->map; ++p) {
      double *own = &it->view->map[i * it->map + p];
      *own = user_value(j, j->map, i, shift + p) - *own;
    }
}

static void load_alm(const iteration *it, int64_t f, double *alm)
{
  const job *j = it->user;
  for (int i = 0; i < it->arrays; ++i)
    for (int64_t k = 0; k < it->alm; ++k)
      alm[i * it->alm + k] = user_value(j, j->alm, i, 2 * f * j->alm_stride + k);
}

static void save_alm(const iteration *it, int64_t f, const double *alm)
{
  const job *j = it->user;
  for (int i = 0; i < it->arrays; ++i)
    for (int64_t k = 0; k < it->alm; ++k) {
      int64_t at = 2 * f * j->alm_stride + k;
      if (j->single)
        ((float *)j->alm[i])[at] = (float)alm[i * it->alm + k];
      else
        ((double *)j->alm[i])[at] = alm[i * it->alm + k];
    }
}

static void save_ring(const iteration *it, int64_t f, const stage_ring *r)
{
  const job *j = it->user;
  int64_t each = it->map / j->plan->map_size, shift = f * j->map_stride * each;
  for (int i = 0; i < it->maps; ++i)
    for (int64_t p = each * r->offset; p < each * (r->offset + r->nphi); ++p) {
      double own = it->view->map[i * it->map + p];
      if (j->single)
        ((float *)j->map[i])[shift + p] = (float)own;
      else
        ((double *)j->map[i])[shift + p] = own;
    }
}

/// Copy the samples of the rings; elements between rings stay as they are.
static void save_map(const iteration *it, int64_t f)
{
  const ring_stage *t = it->user->plan->rings;
  for (int i = 0; i < t->pairs; ++i) {
    save_ring(it, f, &t->north[i]);
    save_ring(it, f, &t->south[i]);
  }
}

static s2_status report(const job *j, double done)
{
  const s2fft_plan *plan = j->plan;
  if (plan->progress == NULL || plan->progress(plan->progress_user, done, "iterate") == 0)
    return S2_OK;
  return S2_FAIL(S2_ERR_CANCELLED, "cancelled at %.0f %%", 100 * done);
}

s2_status iterate_forward(const job *j, int64_t count, const work_view *view)
{
  iteration it = iteration_of(j, view);
  job sum = inner_job(&it, 0), step = inner_job(&it, 1);
  int k = j->plan->iterations;
  for (int64_t f = 0; f < count; ++f) {
    memset(view->map, 0, (size_t)(it.maps * it.map) * sizeof(double));
    memset(view->alm[0], 0, (size_t)(it.arrays * it.alm) * sizeof(double));
    for (int i = 0; i <= k; ++i) {
      if (i > 0) stages_synthesis(&sum, 0, 1, 0, view);
      residual(&it, f);
      stages_analysis(&step, 0, 1, 1, view);
      for (int64_t n = 0; n < it.arrays * it.alm; ++n) view->alm[0][n] += view->alm[1][n];
      S2_TRY(report(j, ((double)f + (i + 1.0) / (k + 1)) / (double)count));
    }
    save_alm(&it, f, view->alm[0]);
  }
  return S2_OK;
}

s2_status iterate_adjoint(const job *j, int64_t count, const work_view *view)
{
  iteration it = iteration_of(j, view);
  job sum = inner_job(&it, 0), step = inner_job(&it, 1);
  int k = j->plan->iterations;
  for (int64_t f = 0; f < count; ++f) {
    load_alm(&it, f, view->alm[0]);
    for (int i = 0; i < k; ++i) { // b <- a + b - A S b, Horner's rule
      stages_synthesis(&sum, 0, 1, 0, view);
      stages_analysis(&step, 0, 1, 1, view);
      for (int64_t n = 0; n < it.arrays * it.alm; ++n)
        view->alm[1][n] = view->alm[0][n] - view->alm[1][n];
      load_alm(&it, f, view->alm[0]);
      for (int64_t n = 0; n < it.arrays * it.alm; ++n) view->alm[0][n] += view->alm[1][n];
      S2_TRY(report(j, ((double)f + (i + 1.0) / (k + 1)) / (double)count));
    }
    stages_synthesis(&sum, 0, 1, 1, view);
    save_map(&it, f);
    S2_TRY(report(j, ((double)f + 1) / (double)count));
  }
  return S2_OK;
}

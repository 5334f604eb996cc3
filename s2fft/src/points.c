// SPDX-License-Identifier: MIT
// The typed functions of points.h: check, find a workspace, run the stages.
#include "points.h"
#include "require_for.h"

typedef enum direction { TO_VALUES, TO_COEFFICIENTS } direction;

static s2_status check(const points_job *job, const char *function)
{
  static const char *const needs[] = {
      [S2FFT_REAL] = "real fields need spin 0", [S2FFT_PAIR] = "pairs need spin >= 0"};
  REQUIRE_FOR(function, job->plan != NULL, "plan is NULL");
  int arrays = job->field == S2FFT_PAIR ? 2 : 1, s = job->plan->spin;
  for (int k = 0; k < arrays; ++k) {
    REQUIRE_FOR(function, job->alm[k] != NULL, "coefficient array %d is NULL", k);
    REQUIRE_FOR(function, job->values.part[k] != NULL || job->plan->npoints == 0,
                "value array %d is NULL", k);
  }
  int fits = job->field == S2FFT_COMPLEX || s == 0 || (job->field == S2FFT_PAIR && s > 0);
  REQUIRE_FOR(function, fits, "spin = %d, %s", s, needs[job->field]);
  REQUIRE_FOR(function, s2fft_points_alm_size(job->plan, job->field) > 0,
              "the triangle layout does not hold complex fields: it has no m < 0");
  return S2_OK;
}

static s2_status engine_inverse(const points_job *job, s2fft_workspace *work)
{
  const points_view *w = &job->work;
  const s2fft_plan *engine = job->plan->engine;
  if (job->planes == 1) return s2fft_inverse(engine, w->alm[0], w->grid[0], NULL, work);
  return s2fft_inverse_pair(engine, w->alm[0], w->alm[1], w->grid[0], w->grid[1], NULL, work);
}

static s2_status engine_adjoint(const points_job *job, s2fft_workspace *work)
{
  const points_view *w = &job->work;
  const s2fft_plan *engine = job->plan->engine;
  if (job->planes == 1) return s2fft_inverse_adjoint(engine, w->grid[0], w->alm[0], NULL, work);
  return s2fft_inverse_adjoint_pair(engine, w->grid[0], w->grid[1], w->alm[0], w->alm[1], NULL,
                                    work);
}

static s2_status run(const points_job *job, direction way, s2fft_workspace *engine)
{
  if (way == TO_VALUES) {
    points_load(job);
    S2_TRY(engine_inverse(job, engine));
    points_refine(job);
    points_interpolate(job);
  } else {
    points_spread(job);
    points_refine_transpose(job);
    S2_TRY(engine_adjoint(job, engine));
    points_store(job);
  }
  return S2_OK;
}

static s2_status transform(points_job job, direction way, s2fft_points_workspace *work,
                           const char *function)
{
  S2_TRY(check(&job, function));
  job.layout = points_layout(job.plan, job.field);
  job.planes = points_planes(job.field);
  if (job.field == S2FFT_COMPLEX) { // interleaved parts; of the conjugate if spin < 0
    job.values.part[1] = job.values.part[0] + 1;
    job.values.stride = 2;
    if (job.plan->spin < 0) job.values.sign = -1;
  }
  s2fft_points_workspace *own = NULL;
  if (work == NULL) S2_TRY(s2fft_points_workspace_create(&own, job.plan, job.field));
  if (own != NULL) work = own;
  s2_status status = points_workspace_view(work, &job);
  if (status == S2_OK) status = run(&job, way, work->engine);
  s2fft_points_workspace_destroy(own);
  return status;
}

#define RUN(way, kind, a0, a1, v0, v1)                                                             \
  return transform((points_job){.plan = plan,                                                      \
                                .field = (kind),                                                   \
                                .alm = {(s2_complex *)(a0), (s2_complex *)(a1)},                   \
                                .values = {{(double *)(v0), (double *)(v1)}, 1, 1}},               \
                   (way), work, __func__)

s2_status s2fft_points_inverse(const s2fft_points_plan *plan, const s2_complex *alm, double *values,
                               s2fft_points_workspace *work)
{
  RUN(TO_VALUES, S2FFT_REAL, alm, NULL, values, NULL);
}

s2_status s2fft_points_inverse_adjoint(const s2fft_points_plan *plan, const double *values,
                                       s2_complex *alm, s2fft_points_workspace *work)
{
  RUN(TO_COEFFICIENTS, S2FFT_REAL, alm, NULL, values, NULL);
}

s2_status s2fft_points_inverse_complex(const s2fft_points_plan *plan, const s2_complex *flm,
                                       s2_complex *values, s2fft_points_workspace *work)
{
  RUN(TO_VALUES, S2FFT_COMPLEX, flm, NULL, values, NULL);
}

s2_status s2fft_points_inverse_adjoint_complex(const s2fft_points_plan *plan,
                                               const s2_complex *values, s2_complex *flm,
                                               s2fft_points_workspace *work)
{
  RUN(TO_COEFFICIENTS, S2FFT_COMPLEX, flm, NULL, values, NULL);
}

s2_status s2fft_points_inverse_pair(const s2fft_points_plan *plan, const s2_complex *E,
                                    const s2_complex *B, double *Q, double *U,
                                    s2fft_points_workspace *work)
{
  RUN(TO_VALUES, S2FFT_PAIR, E, B, Q, U);
}

s2_status s2fft_points_inverse_adjoint_pair(const s2fft_points_plan *plan, const double *Q,
                                            const double *U, s2_complex *E, s2_complex *B,
                                            s2fft_points_workspace *work)
{
  RUN(TO_COEFFICIENTS, S2FFT_PAIR, E, B, Q, U);
}

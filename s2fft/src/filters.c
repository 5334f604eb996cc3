// SPDX-License-Identifier: MIT
#include "require_for.h"
#include "rows.h"
#include "transform.h"
#include "workspace.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2fft/filters.h>

s2_status s2fft_window_band(int L, const s2fft_band *band, double *window)
{
  S2FFT_REQUIRE_BAND(L, -1);
  S2_REQUIRE(band != NULL && window != NULL, "an argument is NULL");
  S2_REQUIRE(band->low >= 0 && band->low <= band->high, "low = %d is outside 0 .. high = %d",
             band->low, band->high);
  S2_REQUIRE(band->low_taper >= 0 && band->high_taper >= 0,
             "low_taper = %d and high_taper = %d, must be >= 0", band->low_taper, band->high_taper);
  for (int l = 0; l < L; ++l) {
    int below = l < band->low;
    double outside = below ? band->low - l : fmax(0.0, (double)l - band->high);
    double width = (below ? band->low_taper : band->high_taper) + 1.0;
    window[l] = outside < width ? 0.5 + 0.5 * cos(S2_PI * outside / width) : 0.0;
  }
  return S2_OK;
}

/// Arguments of the six functions; `to` and `from` are the two halves of the way.
typedef struct smoothing {
  const char *function;
  operation to, from;
  s2fft_field field;
  const s2fft_plan *plan;
  const double *window;
  const void *in[2];
  void *out[2];
  s2fft_workspace *work;
} smoothing;

static call half_way(const smoothing *s, operation op, s2_complex *const alm[2])
{
  call c = {.function = s->function,
            .op = op,
            .work = s->work,
            .job = {.plan = s->plan, .field = s->field, .alm = {alm[0], alm[1]}}};
  for (int i = 0; i < 2; ++i) c.job.map[i] = op == s->to ? (void *)s->in[i] : s->out[i];
  return c;
}

static s2_status pass(const smoothing *s, s2_complex *const alm[2])
{
  const s2fft_plan *plan = s->plan;
  const s2fft_shape shape = {plan_layout(plan, s->field), plan->L, plan->mmax};
  call to = half_way(s, s->to, alm), from = half_way(s, s->from, alm);
  S2_TRY(transform_run(&to));
  for (int i = 0; i < field_arrays(s->field); ++i) rows_window(&shape, s->window, alm[i]);
  return transform_run(&from);
}

static s2_status smooth(const smoothing *s)
{
  REQUIRE_FOR(s->function, s->plan != NULL && s->window != NULL, "an argument is NULL");
  for (int i = 0; i < field_arrays(s->field); ++i)
    REQUIRE_FOR(s->function, s->in[i] != NULL && s->out[i] != NULL, "a map is NULL");
  size_t size = (size_t)s2fft_alm_size(s->plan, s->field), n = (size_t)field_arrays(s->field);
  s2_complex *block = s2_priv_alloc(n * size, sizeof *block);
  if (block == NULL)
    return s2_priv_fail(S2_ERR_MEMORY, S2_LIBRARY, s->function, "no memory for %zu coefficients",
                        n * size);
  s2_complex *const alm[2] = {block, n == 2 ? block + size : NULL};
  s2_status status = pass(s, alm);
  s2_priv_free(block);
  return status;
}

#define SMOOTH(first, second, kind, in0, in1, out0, out1)                                          \
  return smooth(                                                                                   \
      &(smoothing){__func__, first, second, kind, plan, window, {in0, in1}, {out0, out1}, work})

s2_status s2fft_smooth(const s2fft_plan *plan, const double *window, const double *map, double *out,
                       s2fft_workspace *work)
{
  SMOOTH(OP_FORWARD, OP_INVERSE, S2FFT_REAL, map, NULL, out, NULL);
}

s2_status s2fft_smooth_complex(const s2fft_plan *plan, const double *window, const s2_complex *map,
                               s2_complex *out, s2fft_workspace *work)
{
  SMOOTH(OP_FORWARD, OP_INVERSE, S2FFT_COMPLEX, map, NULL, out, NULL);
}

s2_status s2fft_smooth_pair(const s2fft_plan *plan, const double *window, const double *Q,
                            const double *U, double *Q_out, double *U_out, s2fft_workspace *work)
{
  SMOOTH(OP_FORWARD, OP_INVERSE, S2FFT_PAIR, Q, U, Q_out, U_out);
}

s2_status s2fft_smooth_adjoint(const s2fft_plan *plan, const double *window, const double *map,
                               double *out, s2fft_workspace *work)
{
  SMOOTH(OP_INVERSE_ADJOINT, OP_FORWARD_ADJOINT, S2FFT_REAL, map, NULL, out, NULL);
}

s2_status s2fft_smooth_adjoint_complex(const s2fft_plan *plan, const double *window,
                                       const s2_complex *map, s2_complex *out,
                                       s2fft_workspace *work)
{
  SMOOTH(OP_INVERSE_ADJOINT, OP_FORWARD_ADJOINT, S2FFT_COMPLEX, map, NULL, out, NULL);
}

s2_status s2fft_smooth_adjoint_pair(const s2fft_plan *plan, const double *window, const double *Q,
                                    const double *U, double *Q_out, double *U_out,
                                    s2fft_workspace *work)
{
  SMOOTH(OP_INVERSE_ADJOINT, OP_FORWARD_ADJOINT, S2FFT_PAIR, Q, U, Q_out, U_out);
}

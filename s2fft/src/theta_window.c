// SPDX-License-Identifier: MIT
// Interpolation from equidistant rings to rings anywhere, by the window of points_window.h: with 16
// taps and 7/4 times the samples that L needs its error is 5e-15.
#include "theta_window.h"
#include "plan_memory.h"
#include "points_window.h"
#include "smooth.h"
#include <math.h>
#include <s2common/priv/constants.h>

int theta_window_period(int L)
{
  int M = smooth_size((7 * L + 1) / 2);
  return M < 4 * THETA_TAPS ? 4 * THETA_TAPS : M; // the four images of a tap stay apart
}

static double shape(int L, int M)
{
  return points_window_beta(THETA_TAPS, (double)L / M);
}

/// Colatitude of the northern ring of a pair, from whichever of the two there is.
static double colatitude(const ring_pair *p, const s2_ring *rings)
{
  const s2_ring *r = &rings[p->north >= 0 ? p->north : p->south];
  return p->north >= 0 ? 2 * atan2(r->sin_half, r->cos_half) : 2 * atan2(r->cos_half, r->sin_half);
}

/// Taps of a ring at `position` samples: sample j lies j - w/2 + d from it, 0 <= d < 1.
static void fill_taps(const points_window *window, double unit, double position, int32_t *first,
                      double *tap)
{
  double above = ceil(position), z = 2 * (above - position) - 1;
  *first = (int32_t)above - THETA_TAPS / 2;
  for (int a = 0; a < THETA_TAPS; ++a) {
    double value = 0;
    for (int d = window->degree; d >= 0; --d) value = value * z + window->coef[d][a];
    tap[a] = unit * value;
  }
}

s2_status theta_window_create(s2fft_plan *plan, int count, const ring_pair *pair,
                              const s2_ring *rings, theta_window *window)
{
  int M = theta_window_period(plan->L);
  *window = (theta_window){.pairs = count, .M = M};
  S2_TRY(plan_take(plan, (void **)&window->first, (size_t)count, sizeof *window->first));
  S2_TRY(plan_take(plan, (void **)&window->tap, THETA_TAPS * (size_t)count, sizeof(double)));
  points_window taps;
  double beta = shape(plan->L, M), unit = 1 / points_window_transform(THETA_TAPS, beta, 0);
  points_window_fit(&taps, THETA_TAPS, beta, 1e-17);
  for (int i = 0; i < count; ++i)
    fill_taps(&taps, unit, colatitude(&pair[i], rings) * M / (2 * S2_PI), &window->first[i],
              window->tap + (ptrdiff_t)THETA_TAPS * i);
  return S2_OK;
}

void theta_window_destroy(theta_window *window)
{
  s2_priv_free(window->first);
  s2_priv_free(window->tap);
}

s2_status theta_window_response(int L, int M, double **response)
{
  *response = s2_priv_alloc((size_t)L, sizeof **response);
  if (*response == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d responses", L);
  double beta = shape(L, M), unit = points_window_transform(THETA_TAPS, beta, 0);
  for (int k = 0; k < L; ++k)
    (*response)[k] = points_window_transform(THETA_TAPS, beta, (double)k / M) / unit;
  return S2_OK;
}

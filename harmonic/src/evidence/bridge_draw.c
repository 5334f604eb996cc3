// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "bridge.h"
#include "latents.h"
#include "sample/density.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

// ln P at n points; the number of the first point whose call fails, or n.
static int64_t call_density(const density *d, int64_t n, const double *x, double *ln_post,
                            int *result)
{
  int64_t failed = n;
#ifdef _OPENMP
  int threads = s2_priv_threads(0);
#  pragma omp parallel for num_threads(threads) schedule(dynamic, 4)
#endif
  for (int64_t i = 0; i < n; i++) {
    int code = density_at(d, x + i * d->ndim, &ln_post[i], NULL);
    if (code == 0) continue;
#ifdef _OPENMP
#  pragma omp critical(harmonic_bridge_density)
#endif
    if (i < failed) {
      failed = i;
      *result = code;
    }
  }
  return failed;
}

static s2_status fill(const harmonic_model *model, const density *d, uint64_t seed, int64_t n,
                      double *work, double *ratio)
{
  double *x = work, *z2 = x + n * d->ndim, *ln_det = z2 + n;
  int result = 0;
  base b;
  harmonic_shape full = {HARMONIC_SHAPE_MODEL, 0.0};
  if (harmonic_model_has_temperature(model)) full = (harmonic_shape){HARMONIC_SHAPE_GAUSSIAN, 1.0};
  S2_TRY(shape_prepare(&full, d->ndim, &b));
  S2_TRY(harmonic_model_sample(model, 1.0, seed, 0, n, x));
  S2_TRY(latents_evaluate(model, n, x, z2, ln_det));
  int64_t failed = call_density(d, n, x, ratio, &result);
  if (failed < n)
    return S2_FAIL(S2_ERR_NUMERIC, "the density %s (%d) at draw %lld",
                   result == DENSITY_INFINITE ? "gave ln P = inf" : "failed", result,
                   (long long)failed);
  for (int64_t i = 0; i < n; i++) ratio[i] -= base_ln_density(&b, z2[i], ln_det[i]);
  return S2_OK;
}

s2_status bridge_draw(const harmonic_model *model, harmonic_density_fn *call, void *user,
                      uint64_t seed, int64_t n, double *ratio)
{
  density d = {call, user, harmonic_model_ndim(model)};
  int64_t size;
  double *work = NULL;
  if (s2_priv_mul(n, d.ndim + 2, &size)) work = s2_priv_alloc((size_t)size, sizeof *work);
  if (work == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld draws of %d parameters", (long long)n,
                   d.ndim);
  s2_status status = fill(model, &d, seed, n, work, ratio);
  s2_priv_free(work);
  return status;
}

int64_t bridge_unseen(double smallest_sample, int64_t n, const double *ratio)
{
  int64_t count = 0;
  for (int64_t i = 0; i < n; i++) count += ratio[i] < smallest_sample;
  return count;
}

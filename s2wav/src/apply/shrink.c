// SPDX-License-Identifier: MIT
// Thresholds on the samples of one scale (s2wav/denoise.h).
#include "denoise.h"
#include <math.h>
#include <stdlib.h>

static double sigma_at(const shrink_job *job, int64_t p)
{
  return sqrt(job->map_variance != NULL ? job->map_variance[p] : job->variance);
}

static double size_of(const shrink_job *job, const double *w)
{
  return job->components == 1 ? fabs(w[0]) : hypot(w[0], w[1]);
}

// ------------------------------------------------------------------ SURE

/// A sample of size x in units of the noise.
typedef struct sure_item {
  double x, area;
} sure_item;

static int by_size(const void *a, const void *b)
{
  double x = ((const sure_item *)a)->x, y = ((const sure_item *)b)->x;
  return (x > y) - (x < y);
}

/// Least risk over the thresholds t = 0 and t = x of every item, sorted: with what lies below t as
/// running sums, and the sum of area / x above.
static double best_threshold(const sure_item *item, int64_t n, int components)
{
  double drift = 2 * (components - 1.0) / components, inverse = 0, above = 0, below = 0, best = 0;
  for (int64_t i = 0; i < n; ++i) {
    above += item[i].area;
    if (item[i].x > 0) inverse += item[i].area / item[i].x;
  }
  double least = above; // t = 0
  for (int64_t i = 0; i < n; ++i) {
    double t = item[i].x;
    below += item[i].area * (t * t - 1);
    above -= item[i].area;
    if (t > 0) inverse -= item[i].area / t;
    double risk = below + above * (1 + t * t) - drift * t * inverse;
    if (risk < least) {
      least = risk;
      best = t;
    }
  }
  return best;
}

static s2_status find_threshold(const shrink_job *job, const double *area, const double *map,
                                double *threshold)
{
  int64_t n = job->slices * job->slice;
  sure_item *item = s2_priv_alloc((size_t)n, sizeof *item);
  if (item == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld samples", (long long)n);
  for (int64_t k = 0; k < n; ++k) {
    double sigma = sigma_at(job, k % job->slice), w = size_of(job, map + job->components * k);
    item[k] = (sure_item){sigma > 0 ? w / sigma : HUGE_VAL, area[k % job->slice]};
  }
  qsort(item, (size_t)n, sizeof *item, by_size);
  int64_t finite = n;
  while (finite > 0 && isinf(item[finite - 1].x)) --finite; // no noise there: nothing to lose
  *threshold = best_threshold(item, finite, job->components);
  s2_priv_free(item);
  return S2_OK;
}

// ------------------------------------------------------------------ rules

/// What a sample of size w is multiplied by.
static double factor_of(s2wav_threshold rule, double w, double threshold)
{
  if (w <= threshold) return 0;
  return rule == S2WAV_HARD ? 1 : 1 - threshold / w;
}

s2_status shrink(const shrink_job *job, double *map, s2wav_denoise_report *report)
{
  double *area, kept = 0, t = job->threshold;
  S2_TRY(slice_area_map(job->grid, &area));
  s2_status status = job->rule == S2WAV_SURE ? find_threshold(job, area, map, &t) : S2_OK;
  for (int64_t k = 0; status == S2_OK && k < job->slices * job->slice; ++k) {
    int64_t p = k % job->slice;
    double *w = map + job->components * k;
    double factor = factor_of(job->rule, size_of(job, w), t * sigma_at(job, p));
    for (int c = 0; c < job->components; ++c) w[c] *= factor;
    kept += factor > 0 ? area[p] : 0;
  }
  s2_priv_free(area);
  *report = (s2wav_denoise_report){t, kept / job->slices};
  return status;
}

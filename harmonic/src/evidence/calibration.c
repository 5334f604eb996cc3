// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "cross.h"
#include <harmonic/calibration.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

/// Sums over repetitions.
typedef struct sums {
  double within1, within2, pull, pull2, value, value2, error2;
  int verdicts[3];
} sums;

static s2_status estimate(int ndim, harmonic_draw_fn *draw, void *draw_user,
                          const harmonic_model *model, const harmonic_evidence_options *options,
                          harmonic_result *result)
{
  harmonic_chains *chains;
  S2_TRY(harmonic_chains_create(&chains, ndim));
  s2_status status = draw(draw_user, options->seed, chains);
  if (status == S2_OK) status = harmonic_evidence_estimate(chains, model, options, result);
  harmonic_chains_destroy(chains);
  return status;
}

static void add(sums *s, const harmonic_result *r, double truth)
{
  double difference = r->ln_evidence - truth, pull = difference / r->error;
  s->within1 += fabs(pull) <= 1.0;
  s->within2 += fabs(pull) <= 2.0;
  s->pull += pull;
  s->pull2 += pull * pull;
  s->value += difference;
  s->value2 += difference * difference;
  s->error2 += r->error * r->error;
  s->verdicts[r->verdict]++;
}

static harmonic_calibration conclude(const sums *s, int repetitions)
{
  double n = repetitions, mean = s->value / n;
  harmonic_calibration c = {.repetitions = repetitions,
                            .coverage = s->within1 / n,
                            .coverage2 = s->within2 / n,
                            .bias = s->pull / n,
                            .width = sqrt(s->pull2 / n),
                            .scatter = sqrt(fmax(0.0, s->value2 - n * mean * mean) / (n - 1.0)),
                            .stated = sqrt(s->error2 / n)};
  for (int k = 0; k < 3; k++) c.verdicts[k] = s->verdicts[k];
  return c;
}

s2_status harmonic_calibrate(int ndim, harmonic_draw_fn *draw, void *draw_user, double ln_evidence,
                             const harmonic_model *model, const harmonic_evidence_options *options,
                             int repetitions, harmonic_result *results,
                             harmonic_calibration *calibration)
{
  harmonic_evidence_options own;
  sums s = {0};
  S2_REQUIRE(draw != NULL && model != NULL && calibration != NULL,
             "draw, model or calibration is NULL");
  S2_REQUIRE(isfinite(ln_evidence), "ln_evidence = %g is not finite", ln_evidence);
  S2_REQUIRE(repetitions >= 2, "repetitions = %d is less than 2", repetitions);
  S2_TRY(cross_adopt(options, &own));
  S2_REQUIRE(own.models == NULL, "models is not NULL");
  s2_progress_fn *progress = own.progress;
  uint64_t seed = own.seed;
  own.progress = NULL;
  harmonic_result *one = s2_priv_alloc(1, sizeof *one);
  if (one == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a result");
  s2_status status = S2_OK;
  for (int i = 0; i < repetitions && status == S2_OK; i++) {
    own.seed = seed + (uint64_t)i;
    status = estimate(ndim, draw, draw_user, model, &own, one);
    if (status != S2_OK) break;
    add(&s, one, ln_evidence);
    if (results != NULL) results[i] = *one;
    if (progress != NULL &&
        progress(own.progress_user, (i + 1.0) / repetitions, "calibration") != 0)
      status = S2_FAIL(S2_ERR_CANCELLED, "cancelled after %d repetitions", i + 1);
  }
  s2_priv_free(one);
  if (status == S2_OK) *calibration = conclude(&s, repetitions);
  return status;
}

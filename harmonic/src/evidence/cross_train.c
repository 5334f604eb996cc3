// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "cross.h"
#include "seed.h"
#include <s2common/priv/options.h>

// Training takes nearly all of the time.
#define TRAINING_PART 0.9

s2_status cross_report(const analysis *a, double done, const char *what)
{
  const harmonic_evidence_options *o = &a->options;
  if (o->progress == NULL || o->progress(o->progress_user, done, what) == 0) return S2_OK;
  return S2_FAIL(S2_ERR_CANCELLED, "cancelled at %.0f %%", 100.0 * done);
}

/// One of the trainings, as a part of all.
typedef struct part {
  const analysis *of;
  int fold;
} part;

static int report_part(void *user, double done, const char *what)
{
  const part *p = user;
  const harmonic_evidence_options *o = &p->of->options;
  return o->progress(o->progress_user, TRAINING_PART * (p->fold + done) / o->folds, what);
}

static s2_status fit_options(part *p, harmonic_fit_options *own)
{
  const harmonic_evidence_options *o = &p->of->options;
  harmonic_fit_options defaults;
  harmonic_fit_options_init(&defaults);
  S2_ADOPT_OPTIONS("harmonic_fit_options_init", o->fit, defaults, own);
  own->seed = seed_part(o->seed, p->fold);
  own->threads = o->threads;
  own->progress = o->progress == NULL ? NULL : report_part;
  own->user = p;
  return S2_OK;
}

static s2_status train_fold(analysis *a, int fold)
{
  part p = {a, fold};
  harmonic_fit_options options;
  harmonic_chains *training = NULL;
  harmonic_fold *out = &a->result.fold[fold];
  S2_TRY(fit_options(&p, &options));
  S2_TRY(harmonic_model_fresh(&a->model[fold], a->template));
  S2_TRY(folds_training(&a->folds, fold, &training));
  s2_status status = harmonic_model_fit(a->model[fold], training, NULL, &options, &out->report);
  harmonic_chains_destroy(training);
  S2_TRY(status);
  return latents_fill(&a->at, &a->folds, fold, a->model[fold]);
}

s2_status cross_train(analysis *a)
{
  for (int k = 0; k < a->options.folds; k++) {
    S2_TRY(train_fold(a, k));
    S2_TRY(cross_report(a, TRAINING_PART * (k + 1) / a->options.folds, "training"));
  }
  return S2_OK;
}

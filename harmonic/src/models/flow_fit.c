// SPDX-License-Identifier: MIT
// How a flow learns: whitening, epochs of minibatches in shuffled order, the best epoch is kept.
#include "flow_train.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/rng.h>
#include <string.h>

/// First stream of the generator: one for the order of each epoch.
enum { STREAM_EPOCH = 0x5e0000 };

/// Splines reach as far as the points and a little more, within these limits.
#define RANGE_MARGIN 1.05
#define RANGE_LEAST 3.0
#define RANGE_MOST 10.0

/// The last learning rate of the cosine, in units of the first.
#define RATE_LAST 0.01

typedef struct training {
  flow *f;
  const harmonic_fit_options *options;
  model_points learn, judge;
  flow_trainer trainer;
  int64_t *order; ///< [learn.n]
  double *sums;   ///< for trainer_judge()
  double *rate;   ///< of each step of an epoch
  double best;    ///< loss of the parameters that f holds
  harmonic_fit_report *report;
} training;

static void shuffle(const training *t, int epoch)
{
  for (int64_t i = t->learn.n - 1; i > 0; --i) {
    double u[2];
    s2_rng_uniform2(t->options->seed, STREAM_EPOCH + (uint64_t)epoch, (uint64_t)i, u);
    int64_t j = (int64_t)(u[0] * (double)(i + 1)), kept = t->order[i];
    t->order[i] = t->order[j];
    t->order[j] = kept;
  }
}

static double rate_at(const harmonic_fit_options *o, double done)
{
  if (o->schedule == HARMONIC_SCHEDULE_CONSTANT) return o->learning_rate;
  return o->learning_rate * (RATE_LAST + (1 - RATE_LAST) * 0.5 * (1 + cos(S2_PI * done)));
}

static void adapt_range(flow *f, const model_points *points)
{
  double reach = RANGE_LEAST;
  for (int64_t i = 0, n = points->n * f->design.d; i < n; ++i)
    reach = fmax(reach, RANGE_MARGIN * fabs(points->x[i]));
  f->shape->hi = fmin(reach, RANGE_MOST);
  f->shape->lo = -f->shape->hi;
}

static s2_status prepare(training *t, const harmonic_chains *train, const harmonic_chains *validate)
{
  flow *f = t->f;
  S2_TRY(model_points_split(train, validate, t->options, &t->learn, &t->judge));
  affine_rule rule = {.diagonal = f->whitening == HARMONIC_WHITENING_DIAGONAL, .shrinkage = -1};
  flow_whiten_none(f);
  if (f->whitening != HARMONIC_WHITENING_NONE)
    S2_TRY(affine_fit(&f->whiten, t->learn.n, t->learn.x, t->learn.weight, rule));
  S2_TRY(affine_latent(&f->whiten, t->learn.n, t->learn.x, t->learn.x, NULL));
  S2_TRY(affine_latent(&f->whiten, t->judge.n, t->judge.x, t->judge.x, NULL));
  if (f->adapt_range) adapt_range(f, &t->learn);
  flow_start(f, t->options->seed);
  int64_t most = t->learn.n > t->judge.n ? t->learn.n : t->judge.n;
  t->order = s2_priv_alloc((size_t)t->learn.n, sizeof *t->order);
  t->sums = s2_priv_alloc((size_t)(most / TILE + 1), sizeof *t->sums);
  t->rate = s2_priv_alloc((size_t)(t->learn.n / t->options->batch + 1), sizeof *t->rate);
  if (t->order == NULL || t->sums == NULL || t->rate == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "order of %lld points", (long long)t->learn.n);
  for (int64_t i = 0; i < t->learn.n; ++i) t->order[i] = i;
  return trainer_create(&t->trainer, f, t->options);
}

/// Mean loss of the batches of one epoch. Points beyond the last whole batch wait for the next
/// epoch; fewer points than a batch are one.
static double run_epoch(training *t, int epoch)
{
  int64_t n = t->learn.n, batch = t->options->batch < n ? t->options->batch : n;
  int64_t steps = n / batch, before = t->trainer.steps;
  double all = (double)t->options->epochs * (double)steps;
  shuffle(t, epoch);
  for (int64_t i = 0; i < steps; ++i) t->rate[i] = rate_at(t->options, (double)(before + i) / all);
  return trainer_steps(&t->trainer, steps, t->rate, &t->learn, t->order, (int)batch);
}

/// Keep the parameters of the best loss on the points kept back, or else on those learned from.
static s2_status close_epoch(training *t, int epoch, double loss)
{
  double shift = t->f->whiten.ln_det, verdict = loss;
  if (t->judge.n > 0) verdict = trainer_judge(&t->trainer, &t->judge, t->sums);
  if (!isfinite(loss) || !isfinite(verdict))
    return S2_FAIL(S2_ERR_NUMERIC,
                   "the loss is not finite in epoch %d: a lower learning_rate than %g may help",
                   epoch + 1, t->options->learning_rate);
  if (t->options->losses != NULL) t->options->losses[epoch] = loss + shift;
  if (t->options->validation_losses != NULL)
    t->options->validation_losses[epoch] = t->judge.n > 0 ? verdict + shift : NAN;
  t->report->epochs = epoch + 1;
  if (verdict < t->best) {
    t->best = verdict;
    t->report->best_epoch = epoch + 1;
    trainer_get(&t->trainer, t->f->parameters);
  }
  if (t->options->progress != NULL &&
      t->options->progress(t->options->user, (epoch + 1.0) / t->options->epochs, "training") != 0)
    return S2_FAIL(S2_ERR_CANCELLED, "after epoch %d of %d", epoch + 1, t->options->epochs);
  return S2_OK;
}

/// The start itself is a candidate where points are kept back: it is the Gaussian of the samples.
static s2_status run_epochs(training *t)
{
  t->best = t->judge.n > 0 ? trainer_judge(&t->trainer, &t->judge, t->sums) : INFINITY;
  for (int epoch = 0; epoch < t->options->epochs; ++epoch) {
    S2_TRY(close_epoch(t, epoch, run_epoch(t, epoch)));
    if (epoch + 1 - t->report->best_epoch >= t->options->patience) break;
  }
  return S2_OK;
}

s2_status flow_fit(void *self, const harmonic_chains *train, const harmonic_chains *validate,
                   const harmonic_fit_options *options, harmonic_fit_report *report)
{
  flow *f = self;
  training t = {.f = f, .options = options, .report = report};
  *report = (harmonic_fit_report){.validation_loss = NAN};
  s2_status status = prepare(&t, train, validate);
  if (status == S2_OK) status = run_epochs(&t);
  if (status == S2_OK) {
    const harmonic_model_ops *ops = f->design.spline ? &flow_spline_ops : &flow_realnvp_ops;
    harmonic_fit_report closed;
    status = model_report(ops, f, train, NULL, &closed);
    report->loss = closed.loss;
    if (t.judge.n > 0) report->validation_loss = t.best + f->whiten.ln_det;
  }
  trainer_destroy(&t.trainer);
  model_points_free(&t.learn);
  model_points_free(&t.judge);
  s2_priv_free(t.order);
  s2_priv_free(t.sums);
  s2_priv_free(t.rate);
  return status;
}

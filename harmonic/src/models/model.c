// SPDX-License-Identifier: MIT
// What every kind of model has in common: checks, and blocks of points on threads.
#include "model.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/options.h>
#include <stdio.h>
#include <string.h>

/// Points of one block: results must not depend on who does which.
enum { BLOCK = 1024 };

// ------------------------------------------------------------------ life

s2_status model_check_new(harmonic_model **model, int ndim)
{
  S2_REQUIRE(model != NULL, "model is NULL");
  *model = NULL;
  S2_REQUIRE(ndim >= 1 && ndim <= HARMONIC_NDIM_MAX, "ndim = %d is outside 1 .. %d", ndim,
             HARMONIC_NDIM_MAX);
  return S2_OK;
}

s2_status harmonic_model_create(harmonic_model **model, int ndim, const harmonic_model_ops *ops,
                                void *self, int fitted)
{
  S2_TRY(model_check_new(model, ndim));
  S2_REQUIRE(ops != NULL && ops->struct_size >= sizeof *ops,
             "ops is NULL or of another version of the library");
  S2_REQUIRE(ops->kind != NULL && ops->ln_density != NULL && ops->fit != NULL &&
                 ops->fresh != NULL && ops->destroy != NULL,
             "ops needs kind, ln_density, fit, fresh and destroy");
  harmonic_model *m = s2_priv_alloc(1, sizeof *m);
  if (m == NULL) return S2_FAIL(S2_ERR_MEMORY, "model");
  *m = (harmonic_model){ops, self, ndim, fitted != 0};
  *model = m;
  return S2_OK;
}

s2_status model_adopt(harmonic_model **model, int ndim, const harmonic_model_ops *ops, void *self,
                      int fitted)
{
  s2_status status = harmonic_model_create(model, ndim, ops, self, fitted);
  if (status != S2_OK) ops->destroy(self);
  return status;
}

void harmonic_model_destroy(harmonic_model *model)
{
  if (model == NULL) return;
  model->ops->destroy(model->self);
  s2_priv_free(model);
}

s2_status harmonic_model_fresh(harmonic_model **fresh, const harmonic_model *model)
{
  void *self = NULL;
  S2_REQUIRE(fresh != NULL && model != NULL, "%s is NULL", fresh == NULL ? "fresh" : "model");
  *fresh = NULL;
  S2_TRY(model->ops->fresh(model->self, &self));
  return model_adopt(fresh, model->ndim, model->ops, self, 0);
}

s2_status harmonic_model_fit(harmonic_model *model, const harmonic_chains *train,
                             const harmonic_chains *validate, const harmonic_fit_options *options,
                             harmonic_fit_report *report)
{
  harmonic_fit_options own, defaults;
  harmonic_fit_report mine = {.validation_loss = NAN};
  S2_REQUIRE(model != NULL && train != NULL, "%s is NULL", model == NULL ? "model" : "train");
  const harmonic_chains *sets[] = {train, validate};
  for (int i = 0; i < 2; ++i)
    S2_REQUIRE(sets[i] == NULL || harmonic_chains_ndim(sets[i]) == model->ndim,
               "chains of %d parameters, the model has %d", harmonic_chains_ndim(sets[i]),
               model->ndim);
  S2_REQUIRE(harmonic_chains_size(train) >= 1, "there is no point to learn from");
  harmonic_fit_options_init(&defaults);
  S2_ADOPT_OPTIONS("harmonic_fit_options_init()", options, defaults, &own);
  S2_TRY(fit_options_check(&own));
  model->fitted = 0;
  S2_TRY(model->ops->fit(model->self, train, validate, &own, &mine));
  model->fitted = 1;
  if (report != NULL) *report = mine;
  return S2_OK;
}

// ------------------------------------------------------------------ questions

const char *harmonic_model_kind(const harmonic_model *model)
{
  return model->ops->kind;
}

int harmonic_model_ndim(const harmonic_model *model)
{
  return model->ndim;
}

int harmonic_model_is_fitted(const harmonic_model *model)
{
  return model->fitted;
}

int harmonic_model_has_temperature(const harmonic_model *model)
{
  return model->ops->latent != NULL;
}

// ------------------------------------------------------------------ blocks

/// One pass over points. Thread-local messages of a failing block are carried to the caller's
/// thread.
typedef struct pass {
  const char *function; ///< the public one, for messages
  const harmonic_model *model;
  double temperature;
  uint64_t seed;
  int64_t first, n;
  const double *x;
  double *out[2]; ///< ln phi; |z|^2 and ln|det|; or x
  s2_status (*block)(const struct pass *pass, int64_t at, int64_t n);
} pass;

/// First block that failed.
typedef struct failure {
  int64_t block;
  s2_status status;
  char text[256];
} failure;

/// What follows "library: function: " of a message.
static const char *own_words(const char *message)
{
  const char *text = strstr(message, ": ");
  if (text != NULL) text = strstr(text + 2, ": ");
  return text != NULL ? text + 2 : message;
}

static void note(failure *first, int64_t block, s2_status status)
{
#ifdef _OPENMP
#  pragma omp critical(harmonic_model_failure)
#endif
  if (first->status == S2_OK || block < first->block) {
    first->block = block;
    first->status = status;
    snprintf(first->text, sizeof first->text, "%s", own_words(s2_error_message()));
  }
}

static s2_status run_pass(const pass *p)
{
  failure first = {.status = S2_OK};
  int64_t blocks = (p->n + BLOCK - 1) / BLOCK;
#ifdef _OPENMP
  int threads = s2_priv_threads(0);
#  pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (threads > 1 && blocks > 1)
#endif
  for (int64_t b = 0; b < blocks; ++b) {
    int64_t at = b * BLOCK, rest = p->n - at;
    s2_status status = p->block(p, at, rest < BLOCK ? rest : BLOCK);
    if (status != S2_OK) note(&first, b, status);
  }
  if (first.status == S2_OK) return S2_OK;
  return s2_priv_fail(first.status, S2_LIBRARY, p->function, "%s", first.text);
}

/// S2_REQUIRE with the name of the public function.
#define REQUIRE_FOR(pass, condition, ...)                                                          \
  do {                                                                                             \
    if (!(condition))                                                                              \
      return s2_priv_fail(S2_ERR_ARGUMENT, S2_LIBRARY, (pass)->function, __VA_ARGS__);             \
  } while (0)

static s2_status check_pass(const pass *p)
{
  const harmonic_model *m = p->model;
  REQUIRE_FOR(p, m != NULL, "model is NULL");
  REQUIRE_FOR(p, m->fitted, "the model (%s) is not fitted: see harmonic_model_fit()", m->ops->kind);
  REQUIRE_FOR(p, p->n >= 0, "n = %lld is less than 0", (long long)p->n);
  int plain = m->ops->latent == NULL;
  REQUIRE_FOR(p, p->temperature > 0 && p->temperature <= 1, "temperature = %g is outside (0, 1]",
              p->temperature);
  REQUIRE_FOR(p, !plain || p->temperature == 1, "temperature = %g, a model of kind %s knows 1 only",
              p->temperature, m->ops->kind);
  return S2_OK;
}

// ------------------------------------------------------------------ density

/// ln phi_T = -(D/2) ln(2 pi T) - |z|^2 / 2T + ln|det|, see harmonic/model.h.
static s2_status tempered_block(const pass *p, int64_t at, int64_t n)
{
  const harmonic_model *m = p->model;
  double ln_det[BLOCK], *out = p->out[0] + at, T = p->temperature;
  S2_TRY(m->ops->latent(m->self, n, p->x + at * m->ndim, out, ln_det));
  double offset = -0.5 * m->ndim * log(2 * S2_PI * T);
  for (int64_t i = 0; i < n; ++i) out[i] = offset - out[i] / (2 * T) + ln_det[i];
  return S2_OK;
}

static s2_status plain_block(const pass *p, int64_t at, int64_t n)
{
  const harmonic_model *m = p->model;
  return m->ops->ln_density(m->self, n, p->x + at * m->ndim, p->out[0] + at);
}

s2_status harmonic_model_ln_density(const harmonic_model *model, double temperature, int64_t n,
                                    const double *x, double *ln_phi)
{
  pass p = {.function = __func__, .model = model, .temperature = temperature, .n = n, .x = x};
  p.out[0] = ln_phi;
  S2_TRY(check_pass(&p));
  S2_REQUIRE(n == 0 || (x != NULL && ln_phi != NULL), "%s is NULL", x == NULL ? "x" : "ln_phi");
  p.block = model->ops->latent != NULL ? tempered_block : plain_block;
  return run_pass(&p);
}

static s2_status latent_block(const pass *p, int64_t at, int64_t n)
{
  const harmonic_model *m = p->model;
  return m->ops->latent(m->self, n, p->x + at * m->ndim, p->out[0] + at, p->out[1] + at);
}

s2_status harmonic_model_latent(const harmonic_model *model, int64_t n, const double *x, double *z2,
                                double *ln_det)
{
  pass p = {.function = __func__, .model = model, .temperature = 1, .n = n, .x = x};
  S2_TRY(check_pass(&p));
  S2_REQUIRE(model->ops->latent != NULL, "a model of kind %s has no latent space",
             model->ops->kind);
  S2_REQUIRE(n == 0 || (x != NULL && z2 != NULL && ln_det != NULL), "x, z2 or ln_det is NULL");
  p.out[0] = z2;
  p.out[1] = ln_det;
  p.block = latent_block;
  return run_pass(&p);
}

static s2_status sample_block(const pass *p, int64_t at, int64_t n)
{
  const harmonic_model *m = p->model;
  return m->ops->sample(m->self, p->temperature, p->seed, p->first + at, n,
                        p->out[0] + at * m->ndim);
}

s2_status harmonic_model_sample(const harmonic_model *model, double temperature, uint64_t seed,
                                int64_t first, int64_t n, double *x)
{
  pass p = {.function = __func__,
            .model = model,
            .temperature = temperature,
            .seed = seed,
            .first = first,
            .n = n,
            .out = {x, NULL},
            .block = sample_block};
  S2_TRY(check_pass(&p));
  S2_REQUIRE(first >= 0, "first = %lld is less than 0", (long long)first);
  S2_REQUIRE(n == 0 || x != NULL, "x is NULL");
  if (model->ops->sample == NULL)
    return S2_FAIL(S2_ERR_UNSUPPORTED, "a model of kind %s cannot be drawn from", model->ops->kind);
  return run_pass(&p);
}

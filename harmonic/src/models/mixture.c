// SPDX-License-Identifier: MIT
#include "draws.h"
#include "mixture_kind.h"
#include <math.h>
#include <s2common/priv/options.h>

static const harmonic_mixture_options defaults = {.struct_size = sizeof defaults,
                                                  .most = 10,
                                                  .temperature = 1,
                                                  .prior = -1,
                                                  .iterations = 200,
                                                  .tolerance = 1e-4};

/// Larger numbers of components that must disappoint before the search ends.
enum { PATIENCE = 2 };

void harmonic_mixture_options_init_sized(harmonic_mixture_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

// ------------------------------------------------------------------ kind

static s2_status ln_density(const void *self, int64_t n, const double *x, double *ln_phi)
{
  const mixture *m = self;
  double *each = s2_priv_alloc((size_t)m->parts.count * (size_t)n, sizeof *each);
  if (each == NULL) return S2_FAIL(S2_ERR_MEMORY, "densities of %d components", m->parts.count);
  s2_status status = components_ln_density(&m->parts, m->options.temperature, n, x, each, ln_phi);
  s2_priv_free(each);
  return status;
}

static int choose(const components *c, double u)
{
  double sum = 0;
  for (int k = 0; k < c->count; ++k)
    if ((sum += exp(c->ln_weight[k])) >= u) return k;
  return c->count - 1;
}

static s2_status sample(const void *self, double temperature, uint64_t seed, int64_t first,
                        int64_t n, double *x)
{
  const mixture *m = self;
  (void)temperature;
  draw_normals(seed, DRAW_LATENT, first, n, m->ndim, x);
  for (int64_t i = 0; i < n; ++i) {
    int k = choose(&m->parts, draw_uniform(seed, DRAW_CHOICE, first + i));
    S2_TRY(affine_points(&m->parts.map[k], sqrt(m->options.temperature), 1, x + i * m->ndim,
                         x + i * m->ndim));
  }
  return S2_OK;
}

static void destroy(void *self)
{
  mixture *m = self;
  components_free(&m->parts);
  s2_priv_free(m);
}

static s2_status fit(void *self, const harmonic_chains *train, const harmonic_chains *validate,
                     const harmonic_fit_options *options, harmonic_fit_report *report);

static s2_status fresh(const void *self, void **fresh);

const harmonic_model_ops mixture_ops = {
    .struct_size = sizeof mixture_ops,
    .kind = "mixture",
    .ln_density = ln_density,
    .sample = sample,
    .fit = fit,
    .fresh = fresh,
    .destroy = destroy,
};

// ------------------------------------------------------------------ fit

/// Mean of ln phi over points.
static s2_status judge_parts(const components *c, const model_points *points, double *mean)
{
  size_t n = (size_t)points->n;
  double sum = 0, *ln_phi = s2_priv_alloc(n, sizeof(double));
  double *each = s2_priv_alloc(n * (size_t)c->count, sizeof(double));
  s2_status status = S2_OK;
  if (ln_phi == NULL || each == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "densities of %d components", c->count);
  if (status == S2_OK) status = components_ln_density(c, 1, points->n, points->x, each, ln_phi);
  for (int64_t i = 0; i < points->n && status == S2_OK; ++i) sum += points->weight[i] * ln_phi[i];
  s2_priv_free(ln_phi);
  s2_priv_free(each);
  *mean = sum / (double)points->n;
  return status;
}

/// The number of components that `judge` likes best: 1, 2, 3, 4, 6, 8, 11, ... are tried.
static s2_status search(const mixture *m, const model_points *learn, const model_points *judge,
                        const harmonic_fit_options *options, int *count)
{
  double best = -INFINITY, most = m->options.most, from = 0;
  *count = 1;
  for (int k = 1, worse = 0; k <= m->options.most && worse < PATIENCE; k += 1 + k / 4, ++worse) {
    learning how = {&m->options, options, from, k / (most + 1), 0};
    components c = {.ndim = m->ndim};
    double mean;
    S2_TRY(components_learn(&c, k, learn, &how));
    s2_status status = judge_parts(&c, judge, &mean);
    components_free(&c);
    S2_TRY(status);
    from = how.to;
    if (mean <= best) continue;
    best = mean;
    *count = k;
    worse = -1;
  }
  return S2_OK;
}

static s2_status choose_count(const mixture *m, const harmonic_chains *train,
                              const harmonic_chains *validate, const harmonic_fit_options *options,
                              int *count)
{
  model_points learn, judge;
  *count = m->options.components;
  if (*count > 0) return S2_OK;
  S2_TRY(model_points_split(train, validate, options, &learn, &judge));
  s2_status status = judge.n > 0
                         ? search(m, &learn, &judge, options, count)
                         : S2_FAIL(S2_ERR_ARGUMENT,
                                   "components = 0 needs held-out points: validation = "
                                   "%g of %lld points is none",
                                   options->validation, (long long)harmonic_chains_size(train));
  model_points_free(&learn);
  model_points_free(&judge);
  return status;
}

static s2_status fit(void *self, const harmonic_chains *train, const harmonic_chains *validate,
                     const harmonic_fit_options *options, harmonic_fit_report *report)
{
  mixture *m = self;
  int count, chosen = m->options.components == 0;
  model_points points;
  S2_TRY(choose_count(m, train, validate, options, &count));
  S2_TRY(model_points_gather(train, &points));
  double most = m->options.most;
  learning how = {&m->options, options, chosen ? most / (most + 1) : 0, 1, 0};
  components learned = {.ndim = m->ndim};
  s2_status status = components_learn(&learned, count, &points, &how);
  model_points_free(&points);
  S2_TRY(status);
  components_free(&m->parts);
  m->parts = learned;
  S2_TRY(model_report(&mixture_ops, m, train, validate, report));
  report->epochs = how.steps;
  report->best_epoch = how.steps > 0 ? how.steps - 1 : 0;
  return S2_OK;
}

// ------------------------------------------------------------------ life

static s2_status check_options(const harmonic_mixture_options *o)
{
  S2_REQUIRE(o->components >= 0 && o->components <= HARMONIC_COMPONENTS_MAX,
             "components = %d is outside 0 .. %d", o->components, HARMONIC_COMPONENTS_MAX);
  S2_REQUIRE(o->most >= 1 && o->most <= HARMONIC_COMPONENTS_MAX, "most = %d is outside 1 .. %d",
             o->most, HARMONIC_COMPONENTS_MAX);
  S2_REQUIRE(o->temperature > 0 && o->temperature <= 1, "temperature = %g is outside (0, 1]",
             o->temperature);
  S2_REQUIRE(isfinite(o->prior), "prior = %g is not finite", o->prior);
  S2_REQUIRE(o->iterations >= 1, "iterations = %d is less than 1", o->iterations);
  S2_REQUIRE(o->tolerance > 0, "tolerance = %g is not above 0", o->tolerance);
  return S2_OK;
}

static s2_status create(int ndim, const harmonic_mixture_options *options, mixture **made)
{
  mixture *m = s2_priv_alloc(1, sizeof *m);
  if (m == NULL) return S2_FAIL(S2_ERR_MEMORY, "mixture");
  m->options = *options;
  m->ndim = ndim;
  *made = m;
  return S2_OK;
}

static s2_status fresh(const void *self, void **fresh)
{
  const mixture *m = self;
  mixture *made = NULL;
  S2_TRY(create(m->ndim, &m->options, &made));
  *fresh = made;
  return S2_OK;
}

/// What both constructors begin with.
static s2_status begin(harmonic_model **model, int ndim, const harmonic_mixture_options *options,
                       mixture **made)
{
  harmonic_mixture_options own;
  S2_TRY(model_check_new(model, ndim));
  S2_ADOPT_OPTIONS("harmonic_mixture_options_init()", options, defaults, &own);
  S2_TRY(check_options(&own));
  return create(ndim, &own, made);
}

s2_status harmonic_mixture_create(harmonic_model **model, int ndim,
                                  const harmonic_mixture_options *options)
{
  mixture *m = NULL;
  S2_TRY(begin(model, ndim, options, &m));
  return model_adopt(model, ndim, &mixture_ops, m, 0);
}

static s2_status set_parts(mixture *m, int count, const double *weights, const double *means,
                           const double *covariances)
{
  int64_t ndim = m->ndim;
  double sum = 0;
  for (int k = 0; k < count; ++k) {
    S2_REQUIRE(weights[k] > 0 && isfinite(weights[k]), "weights[%d] = %g is not finite and above 0",
               k, weights[k]);
    sum += weights[k];
  }
  S2_TRY(components_create(&m->parts, m->ndim, count));
  for (int k = 0; k < count; ++k) {
    m->parts.ln_weight[k] = log(weights[k] / sum);
    S2_TRY(affine_set(&m->parts.map[k], means + k * ndim, covariances + k * ndim * ndim));
  }
  return S2_OK;
}

s2_status harmonic_mixture_create_given(harmonic_model **model, int ndim, int count,
                                        const double *weights, const double *means,
                                        const double *covariances,
                                        const harmonic_mixture_options *options)
{
  mixture *m = NULL;
  S2_TRY(model_check_new(model, ndim));
  S2_REQUIRE(count >= 1 && count <= HARMONIC_COMPONENTS_MAX, "components = %d is outside 1 .. %d",
             count, HARMONIC_COMPONENTS_MAX);
  S2_REQUIRE(weights != NULL && means != NULL && covariances != NULL,
             "weights, means or covariances is NULL");
  S2_TRY(begin(model, ndim, options, &m));
  s2_status status = set_parts(m, count, weights, means, covariances);
  if (status == S2_OK) return model_adopt(model, ndim, &mixture_ops, m, 1);
  destroy(m);
  return status;
}

s2_status harmonic_mixture_size(const harmonic_model *model, int *count)
{
  S2_REQUIRE(model != NULL && count != NULL, "%s is NULL", model == NULL ? "model" : "components");
  S2_REQUIRE(model->ops == &mixture_ops, "a model of kind %s is no mixture", model->ops->kind);
  S2_REQUIRE(model->fitted, "the mixture is not fitted: see harmonic_model_fit()");
  *count = ((const mixture *)model->self)->parts.count;
  return S2_OK;
}

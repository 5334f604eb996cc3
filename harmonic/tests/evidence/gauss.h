// SPDX-License-Identifier: MIT
/// @file
/// Correlated Gaussian posteriors of known evidence, chains drawn from them, and a model kind of
/// one's own: a Gaussian with the mean and covariance of its training points.
#ifndef HARMONIC_TESTS_GAUSS_H
#define HARMONIC_TESTS_GAUSS_H

#include "support.h"

#include <harmonic/cross_fit.h>
#include <math.h>
#include <s2common/rng.h>
#include <stdlib.h>
#include <string.h>

enum { GAUSS_MAX = 20 };

/// x = L y, y standard normal; L bidiagonal: 1 on the diagonal, `below` under it.
typedef struct gauss {
  int ndim;
  double below;
  double ln_evidence; ///< ln z of gauss_ln_post()
} gauss;

static inline void gauss_point(const gauss *g, uint64_t seed, uint64_t number, double *x)
{
  double y[GAUSS_MAX + 1] = {0.0};
  uint64_t pairs = (uint64_t)(g->ndim + 1) / 2;
  for (uint64_t k = 0; k < pairs; k++) s2_rng_normal2(seed, 77, number * pairs + k, y + 2 * k);
  for (int k = 0; k < g->ndim; k++) x[k] = y[k] + (k > 0 ? g->below * y[k - 1] : 0.0);
}

/// ln P = ln z + ln of the normalised Gaussian.
static inline double gauss_ln_post(const gauss *g, const double *x)
{
  double y = 0.0, square = 0.0;
  for (int k = 0; k < g->ndim; k++) {
    y = x[k] - g->below * y;
    square += y * y;
  }
  return g->ln_evidence - 0.5 * square - 0.5 * g->ndim * log(2.0 * PI);
}

/// The same as a harmonic_density_fn.
static inline int gauss_density(void *user, const double *x, double *ln_post, double *gradient)
{
  (void)gradient;
  *ln_post = gauss_ln_post(user, x);
  return 0;
}

/// Chains of independent points, or of AR(1) correlation 0 < phi < 1 from one point to the next.
static inline harmonic_chains *gauss_chains(const gauss *g, uint64_t seed, int nchains, int n,
                                            double phi)
{
  harmonic_chains *chains;
  size_t D = (size_t)g->ndim;
  double *x = malloc((size_t)n * D * sizeof *x), *ln_post = malloc((size_t)n * sizeof *ln_post);
  assert_true(x != NULL && ln_post != NULL);
  assert_ok(harmonic_chains_create(&chains, g->ndim));
  for (int c = 0; c < nchains; c++) {
    for (int i = 0; i < n; i++) {
      double *at = x + (size_t)i * D;
      gauss_point(g, seed, (uint64_t)c * (uint64_t)n + (uint64_t)i, at);
      for (size_t k = 0; i > 0 && k < D; k++)
        at[k] = phi * (at - D)[k] + sqrt(1.0 - phi * phi) * at[k];
      ln_post[i] = gauss_ln_post(g, at);
    }
    assert_ok(harmonic_chains_add(chains, n, x, ln_post, NULL));
  }
  free(x);
  free(ln_post);
  return chains;
}

/// The model: z = L^(-1) (x - mean) with the Cholesky factor L of the covariance.
typedef struct gauss_model {
  int ndim;
  double mean[GAUSS_MAX], L[GAUSS_MAX][GAUSS_MAX], ln_det;
} gauss_model;

static inline s2_status gauss_model_latent(const void *self, int64_t n, const double *x, double *z2,
                                           double *ln_det)
{
  const gauss_model *m = self;
  for (int64_t i = 0; i < n; i++) {
    double z[GAUSS_MAX];
    z2[i] = 0.0;
    for (int k = 0; k < m->ndim; k++) {
      z[k] = x[i * m->ndim + k] - m->mean[k];
      for (int l = 0; l < k; l++) z[k] -= m->L[k][l] * z[l];
      z[k] /= m->L[k][k];
      z2[i] += z[k] * z[k];
    }
    ln_det[i] = m->ln_det;
  }
  return S2_OK;
}

static inline s2_status gauss_model_ln_density(const void *self, int64_t n, const double *x,
                                               double *ln_phi)
{
  const gauss_model *m = self;
  for (int64_t i = 0; i < n; i++) {
    double z2;
    gauss_model_latent(self, 1, x + i * m->ndim, &z2, &ln_phi[i]);
    ln_phi[i] += -0.5 * z2 - 0.5 * m->ndim * log(2.0 * PI);
  }
  return S2_OK;
}

static inline s2_status gauss_model_sample(const void *self, double temperature, uint64_t seed,
                                           int64_t first, int64_t n, double *x)
{
  const gauss_model *m = self;
  gauss unit = {.ndim = m->ndim};
  for (int64_t i = 0; i < n; i++) {
    double z[GAUSS_MAX];
    gauss_point(&unit, seed, (uint64_t)(first + i), z);
    for (int k = 0; k < m->ndim; k++) {
      x[i * m->ndim + k] = m->mean[k];
      for (int l = 0; l <= k; l++) x[i * m->ndim + k] += sqrt(temperature) * m->L[k][l] * z[l];
    }
  }
  return S2_OK;
}

static inline void gauss_model_moments(gauss_model *m, const harmonic_chains *train)
{
  double weight = 0.0;
  for (int pass = 0; pass < 2; pass++)
    for (int64_t c = 0; c < harmonic_chains_count(train); c++) {
      harmonic_chain chain = harmonic_chains_get(train, c);
      for (int64_t i = 0; i < chain.n; i++) {
        double w = chain.weight != NULL ? chain.weight[i] : 1.0;
        const double *x = chain.x + i * m->ndim;
        if (pass == 0) weight += w;
        for (int k = 0; k < m->ndim; k++) {
          if (pass == 0) m->mean[k] += w * (x[k] - m->mean[k]) / fmax(weight, 1e-300);
          for (int l = 0; pass == 1 && l <= k; l++)
            m->L[k][l] += w * (x[k] - m->mean[k]) * (x[l] - m->mean[l]) / weight;
        }
      }
    }
}

static inline s2_status gauss_model_fit(void *self, const harmonic_chains *train,
                                        const harmonic_chains *validate,
                                        const harmonic_fit_options *options,
                                        harmonic_fit_report *report)
{
  gauss_model *m = self;
  (void)validate;
  if (options->progress != NULL && options->progress(options->user, 1.0, "fit"))
    return S2_ERR_CANCELLED;
  *report = (harmonic_fit_report){.validation_loss = NAN, .loss = NAN};
  *m = (gauss_model){.ndim = m->ndim};
  gauss_model_moments(m, train);
  for (int k = 0; k < m->ndim; k++)
    for (int l = 0; l <= k; l++) {
      for (int j = 0; j < l; j++) m->L[k][l] -= m->L[k][j] * m->L[l][j];
      m->L[k][l] = k == l ? sqrt(m->L[k][k]) : m->L[k][l] / m->L[l][l];
      if (k == l) m->ln_det -= log(m->L[k][k]);
    }
  return isfinite(m->ln_det) ? S2_OK : S2_ERR_NUMERIC;
}

static inline s2_status gauss_model_fresh(const void *self, void **fresh)
{
  gauss_model *m = calloc(1, sizeof *m);
  if (m == NULL) return S2_ERR_MEMORY;
  m->ndim = ((const gauss_model *)self)->ndim;
  *fresh = m;
  return S2_OK;
}

static const harmonic_model_ops gauss_model_ops = {
    .struct_size = sizeof(harmonic_model_ops),
    .kind = "test gaussian",
    .ln_density = gauss_model_ln_density,
    .latent = gauss_model_latent,
    .sample = gauss_model_sample,
    .fit = gauss_model_fit,
    .fresh = gauss_model_fresh,
    .destroy = free,
};

static inline harmonic_model *gauss_model_new(int ndim)
{
  harmonic_model *model;
  gauss_model *self = calloc(1, sizeof *self);
  assert_non_null(self);
  self->ndim = ndim;
  assert_ok(harmonic_model_create(&model, ndim, &gauss_model_ops, self, 0));
  return model;
}

#endif

// SPDX-License-Identifier: MIT
// What folds that learn from each other add to the error, for a model whose excess is known: a
// histogram of B bins, all B - 1 free heights of largest likelihood.
#include "gauss.h"

enum { BINS = 50, POINTS = 1500, CHAINS = 4 };

/// In [0, 1].
typedef struct histogram {
  double height[BINS];
  double validation_loss; ///< what the fit reports: finite if points were kept back
} histogram;

static int bin_of(double x)
{
  return (int)fmin(BINS - 1, BINS * x);
}

static s2_status histogram_ln_density(const void *self, int64_t n, const double *x, double *ln_phi)
{
  for (int64_t i = 0; i < n; i++) ln_phi[i] = log(((const histogram *)self)->height[bin_of(x[i])]);
  return S2_OK;
}

static s2_status histogram_fit(void *self, const harmonic_chains *train,
                               const harmonic_chains *validate, const harmonic_fit_options *options,
                               harmonic_fit_report *report)
{
  histogram *h = self;
  (void)validate, (void)options;
  *report = (harmonic_fit_report){.validation_loss = h->validation_loss, .loss = NAN};
  memset(h->height, 0, sizeof h->height);
  for (int64_t c = 0; c < harmonic_chains_count(train); c++) {
    harmonic_chain chain = harmonic_chains_get(train, c);
    for (int64_t i = 0; i < chain.n; i++)
      h->height[bin_of(chain.x[i])] += (double)BINS / (double)harmonic_chains_size(train);
  }
  return S2_OK;
}

static s2_status histogram_fresh(const void *self, void **fresh)
{
  histogram *h = malloc(sizeof *h);
  if (h == NULL) return S2_ERR_MEMORY;
  *h = *(const histogram *)self;
  *fresh = h;
  return S2_OK;
}

static const harmonic_model_ops histogram_ops = {
    .struct_size = sizeof(harmonic_model_ops),
    .kind = "histogram",
    .ln_density = histogram_ln_density,
    .fit = histogram_fit,
    .fresh = histogram_fresh,
    .destroy = free,
};

// The posterior is uniform, ln z = 0.
static harmonic_result estimate(uint64_t seed, double validation_loss)
{
  static double x[POINTS], ln_post[POINTS];
  histogram *self = calloc(1, sizeof *self);
  harmonic_chains *chains;
  harmonic_model *model;
  harmonic_evidence_options o;
  harmonic_result r;
  assert_non_null(self);
  self->validation_loss = validation_loss;
  assert_ok(harmonic_chains_create(&chains, 1));
  for (int c = 0; c < CHAINS; c++) {
    for (int i = 0; i < POINTS; i++) {
      double u[2];
      s2_rng_uniform2(seed, 5, (uint64_t)(c * POINTS + i), u);
      x[i] = u[0];
    }
    assert_ok(harmonic_chains_add(chains, POINTS, x, ln_post, NULL));
  }
  harmonic_evidence_options_init(&o);
  assert_ok(harmonic_model_create(&model, 1, &histogram_ops, self, 0));
  assert_ok(harmonic_evidence_estimate(chains, model, &o, &r));
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
  return r;
}

static void heights_of_largest_likelihood_are_learned_in_full(void **state)
{
  (void)state;
  enum { SETS = 40 };
  double points = CHAINS * POINTS, stated = 0, pull2 = 0, training = 0;
  for (uint64_t seed = 1; seed <= SETS; seed++) {
    harmonic_result r = estimate(seed, NAN);
    training += r.training * r.training / SETS;
    stated += r.error * r.error / SETS;
    pull2 += pow(r.ln_evidence / r.error, 2) / SETS;
  }
  double expected = (BINS - 1) / (0.75 * points * points);
  assert_bound(fabs(training / expected - 1), 0.15, "%g for %g", training, expected);
  assert_bound(fabs(stated / (2 * expected) - 1), 0.15, "%g for %g", stated, 2 * expected);
  assert_bound(fabs(pull2 - 1), 3 * sqrt(2.0 / SETS), "width^2 of pulls %g", pull2);
}

// Mean and variance in full, half of what the other 47 directions would give.
static void directions_learned_in_part_count_half(void **state)
{
  (void)state;
  for (uint64_t seed = 1; seed <= 3; seed++) {
    harmonic_result all = estimate(seed, NAN), part = estimate(seed, 0.0);
    double full = 2.0 / (0.75 * all.independent * all.independent);
    double excess = all.training * all.training - full;
    assert_true(excess > 0);
    assert_bound(fabs(part.training * part.training / (full + 0.5 * excess) - 1), 1e-9, "seed %d",
                 (int)seed);
    assert_true(part.errors.jackknife == all.errors.jackknife && part.error < all.error);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(heights_of_largest_likelihood_are_learned_in_full),
      cmocka_unit_test(directions_learned_in_part_count_half),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

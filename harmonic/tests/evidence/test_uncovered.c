// SPDX-License-Identifier: MIT
// Mass of phi where no samples are: seen without calling the posterior, and not seen where there is
// none.
#include "gauss.h"

#include <harmonic/report.h>

static const gauss unit2 = {2, 0.0, -7.0}, unit5 = {5, 0.0, 3.0};

/// The standard normal distribution, a part of which has been moved to a place of its own.
typedef struct patched {
  int ndim;
  double part, at; ///< a normal of deviation 0.5 around (at, 0, ...)
} patched;

static double ln_normal(int ndim, const double *x, double at, double deviation)
{
  double square = (x[0] - at) * (x[0] - at);
  for (int k = 1; k < ndim; k++) square += x[k] * x[k];
  return -0.5 * square / (deviation * deviation) - ndim * log(deviation * sqrt(2.0 * PI));
}

static s2_status patched_ln_density(const void *self, int64_t n, const double *x, double *ln_phi)
{
  const patched *m = self;
  for (int64_t i = 0; i < n; i++)
    ln_phi[i] = log((1.0 - m->part) * exp(ln_normal(m->ndim, x + i * m->ndim, 0.0, 1.0)) +
                    m->part * exp(ln_normal(m->ndim, x + i * m->ndim, m->at, 0.5)));
  return S2_OK;
}

static s2_status patched_sample(const void *self, double temperature, uint64_t seed, int64_t first,
                                int64_t n, double *x)
{
  const patched *m = self;
  gauss unit = {.ndim = m->ndim};
  (void)temperature;
  for (int64_t i = first; i < first + n; i++, x += m->ndim) {
    double u[2];
    gauss_point(&unit, seed, (uint64_t)i, x);
    s2_rng_uniform2(seed, 78, (uint64_t)i, u);
    if (u[0] > m->part) continue;
    for (int k = 0; k < m->ndim; k++) x[k] = 0.5 * x[k] + (k == 0 ? m->at : 0.0);
  }
  return S2_OK;
}

static s2_status patched_fit(void *self, const harmonic_chains *train,
                             const harmonic_chains *validate, const harmonic_fit_options *options,
                             harmonic_fit_report *report)
{
  (void)self, (void)train, (void)validate, (void)options;
  *report = (harmonic_fit_report){.validation_loss = NAN, .loss = NAN};
  return S2_OK;
}

static s2_status patched_fresh(const void *self, void **fresh)
{
  patched *m = malloc(sizeof *m);
  if (m == NULL) return S2_ERR_MEMORY;
  *m = *(const patched *)self;
  *fresh = m;
  return S2_OK;
}

static harmonic_result estimate(const gauss *g, patched with, uint64_t seed, int can_draw)
{
  harmonic_model_ops ops = {.struct_size = sizeof ops,
                            .kind = "patched",
                            .ln_density = patched_ln_density,
                            .sample = can_draw ? patched_sample : NULL,
                            .fit = patched_fit,
                            .fresh = patched_fresh,
                            .destroy = free};
  harmonic_chains *chains = gauss_chains(g, seed, 4, 1000, 0.0);
  harmonic_evidence_options o;
  harmonic_model *model;
  harmonic_result r;
  patched *self = malloc(sizeof *self);
  harmonic_evidence_options_init(&o);
  o.seed = seed;
  assert_non_null(self);
  *self = with;
  assert_ok(harmonic_model_create(&model, g->ndim, &ops, self, 0));
  assert_ok(harmonic_evidence_estimate(chains, model, &o, &r));
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
  return r;
}

static int is_unseen(const harmonic_result *r)
{
  return ((r->doubts | r->faults) & HARMONIC_FLAG_UNSEEN) != 0;
}

// Without it, ln z = -7 + 0.05 with a stated error of nothing.
static void mass_where_no_samples_are_is_seen(void **state)
{
  (void)state;
  const struct {
    const gauss *posterior;
    double at;
  } cases[] = {{&unit2, 6.0}, {&unit5, 9.0}};
  for (size_t k = 0; k < COUNT(cases); k++) {
    const gauss *g = cases[k].posterior;
    harmonic_result r = estimate(g, (patched){g->ndim, 0.05, cases[k].at}, 3, 1);
    double bias = r.ln_evidence - g->ln_evidence;
    assert_bound(fabs(bias - 0.05), 0.003, "D = %d: ln z is off by %g", g->ndim, bias);
    assert_bound(fabs(r.uncovered - 0.05), 0.016, "D = %d: %g seen", g->ndim, r.uncovered);
    assert_true(r.uncovered > 4 * r.uncovered_error && r.cover_error == r.uncovered);
    assert_true(r.error >= r.cover_error && bias < 2 * r.error);
    assert_true(is_unseen(&r) && r.verdict != HARMONIC_GOOD);
  }
}

static void without_such_mass_none_is_seen(void **state)
{
  (void)state;
  int beyond = 0;
  for (uint64_t seed = 1; seed <= 25; seed++) {
    harmonic_result r = estimate(&unit2, (patched){2, 0.0, 0.0}, seed, 1);
    beyond += r.uncovered > 2 * r.uncovered_error;
    assert_bound(r.uncovered, 3.5 * r.uncovered_error, "seed %d", (int)seed);
    assert_true(r.uncovered > -4 * r.uncovered_error && r.uncovered_error > 0);
  }
  assert_true(beyond <= 7); // a tenth
}

// Draws are made at temperature 1 then, and weighted.
static void all_shapes_are_covered(void **state)
{
  (void)state;
  harmonic_chains *chains = gauss_chains(&unit5, 4, 4, 1000, 0.0);
  harmonic_model *model = gauss_model_new(5);
  for (int kind = HARMONIC_SHAPE_GAUSSIAN; kind <= HARMONIC_SHAPE_BALL; kind++) {
    harmonic_evidence_options o;
    harmonic_result r;
    harmonic_evidence_options_init(&o);
    o.shape.kind = (harmonic_shape_kind)kind;
    assert_ok(harmonic_evidence_estimate(chains, model, &o, &r));
    assert_bound(fabs(r.uncovered), 3 * r.uncovered_error, "kind %d", kind);
    assert_true(r.cover_error == 0 && !is_unseen(&r));
  }
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
}

static void a_model_that_cannot_be_drawn_from_is_believed(void **state)
{
  (void)state;
  static char text[4000];
  harmonic_result r = estimate(&unit2, (patched){2, 0.05, 6.0}, 3, 0);
  assert_true(isnan(r.uncovered) && isnan(r.uncovered_error) && r.cover_error == 0);
  assert_true(!is_unseen(&r));
  harmonic_result_text(&r, sizeof text, text);
  assert_null(strstr(text, "mass without samples"));
}

static void reports_tell_of_it(void **state)
{
  (void)state;
  static char text[8000];
  harmonic_result r = estimate(&unit2, (patched){2, 0.05, 6.0}, 3, 1);
  harmonic_result_text(&r, sizeof text, text);
  assert_non_null(strstr(text, "by chance, of phi"));
  assert_non_null(strstr(text, "added in quadrature"));
  assert_non_null(strstr(text, "doubtful: unseen"));
  harmonic_result_json(&r, sizeof text, text);
  assert_non_null(strstr(text, "\"uncovered\": 0.0"));
  assert_non_null(strstr(text, "\"cover_error\": 0.0"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(mass_where_no_samples_are_is_seen),
      cmocka_unit_test(without_such_mass_none_is_seen),
      cmocka_unit_test(all_shapes_are_covered),
      cmocka_unit_test(a_model_that_cannot_be_drawn_from_is_believed),
      cmocka_unit_test(reports_tell_of_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// The posteriors of known evidence are what they say: ln z against numbers from elsewhere and by
// another quadrature, gradients, and draws that belong to the density.
#include "support.h"

#include <harmonic/ellipsoid.h>
#include <harmonic/transform.h>
#include <math.h>
#include <problem.h>
#include <s2common/priv/memory.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static problem *find(const char *name, int ndim)
{
  problem *p;
  assert_ok(problem_create(&p, name, ndim));
  return p;
}

/// ln z of the literature and of the reference computations.
static const struct {
  const char *name;
  int ndim;
  double ln_z;
} truths[] = {
    {"gaussian", 2, 1.694036030183},
    {"gaussian", 5, 3.757704449238},
    {"gaussian", 10, 6.922597065646},
    {"gaussian", 21, 13.565185028098},
    {"gaussian", 64, 38.718549982129},
    {"gaussian", 157, 92.392593555691},
    {"gaussian", 500, 289.290774512892},
    {"banana", 2, -7.149344013071},
    {"rosenbrock", 2, -1.198962177806 - 2 * 2.302585092994046},
    {"rosenbrock", 3, -3.569274044303 - 3 * 2.302585092994046},
    {"rosenbrock", 5, -8.219503274055 - 5 * 2.302585092994046},
    {"rosenbrock", 10, -43.108355214654},
    {"normal-gamma-1e-4", 2, -144.5530309966},
    {"normal-gamma-1e-3", 2, -143.4017450581},
    {"normal-gamma-1e-2", 2, -142.2505185867},
    {"normal-gamma-1e-1", 2, -141.0998863603},
    {"normal-gamma-1", 2, -139.9551542151},
    {"radiata-1", 3, -310.1282855367},
    {"radiata-2", 3, -301.7046021344},
};

static void evidences_are_the_known_ones(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(truths); k++) {
    problem *p = find(truths[k].name, truths[k].ndim);
    // As many digits as the numbers have.
    double bound = fabs(truths[k].ln_z) > 100 && truths[k].ndim <= 3 ? 6e-11 : 2e-12;
    assert_bound(fabs(p->ln_z - truths[k].ln_z), fmax(bound, 4e-15 * fabs(p->ln_z)), "%s, D = %d",
                 truths[k].name, truths[k].ndim);
    problem_destroy(p);
  }
}

// ------------------------------------------------------------------ quadrature in boxes

enum { RULE = 32 };

/// Gauss-Legendre nodes of RULE points on (0, 1).
static void gauss(double *x, double *w)
{
  for (int i = 0; i < RULE; i++) {
    double t = cos(PI * (i + 0.75) / (RULE + 0.5)), slope = 1;
    for (int step = 0; step < 10; step++) {
      double p0 = 1, p1 = t;
      for (int k = 2; k <= RULE; k++) {
        double p2 = ((2 * k - 1) * t * p1 - (k - 1) * p0) / k;
        p0 = p1;
        p1 = p2;
      }
      slope = RULE * (t * p1 - p0) / (t * t - 1);
      t -= p1 / slope;
    }
    x[i] = 0.5 * (1 + t);
    w[i] = 1 / ((1 - t * t) * slope * slope);
  }
}

/// ln of the integral of P over a box, `panels` a side.
static double integrate(problem *p, int panels, const double *lower, const double *upper)
{
  double node[RULE], weight[RULE], sum = 0, shift = p->ln_z;
  int64_t side = (int64_t)panels * RULE, points = 1;
  gauss(node, weight);
  for (int d = 0; d < p->ndim; d++) points *= side;
  for (int64_t k = 0; k < points; k++) {
    double x[3], w = 1, ln_post;
    int64_t rest = k;
    for (int d = 0; d < p->ndim; d++, rest /= side) {
      double h = (upper[d] - lower[d]) / panels;
      x[d] = lower[d] + h * ((double)(rest % side / RULE) + node[rest % RULE]);
      w *= h * weight[rest % RULE];
    }
    if (problem_density(p, x, &ln_post, NULL) == 0) sum += w * exp(ln_post - shift);
  }
  return shift + log(sum);
}

static void evidences_are_those_of_the_densities(void **state)
{
  (void)state;
  static const struct {
    const char *name;
    int ndim, panels;
    double lower[3], upper[3], bound;
  } boxes[] = {
      {"gaussian", 1, 8, {-12}, {12}, 1e-12},
      {"gaussian", 2, 8, {-12, -12}, {12, 12}, 1e-12},
      {"truncated", 1, 4, {0}, {1}, 1e-12},
      {"truncated", 2, 4, {0, 0}, {1, 1}, 1e-12},
      {"modes", 1, 12, {-26}, {16}, 1e-12},
      {"modes", 2, 14, {-16, -26}, {16, 16}, 1e-12},
      {"rastrigin", 1, 20, {-6}, {6}, 1e-12},
      {"banana", 2, 25, {-3.9, -1}, {3.9, 15}, 1e-9},
      {"rosenbrock", 2, 20, {-3, -1}, {3, 5}, 1e-7},
      {"normal-gamma-1e-3", 2, 12, {-2, 0}, {2, 5}, 1e-11},
      {"logistic", 2, 4, {-10, -10}, {10, 10}, 1e-10},
      {"logistic", 3, 2, {-4, -4, -5}, {5, 6, 4}, 1e-8},
  };
  for (size_t k = 0; k < COUNT(boxes); k++) {
    problem *p = find(boxes[k].name, boxes[k].ndim);
    assert_bound(fabs(integrate(p, boxes[k].panels, boxes[k].lower, boxes[k].upper) - p->ln_z),
                 boxes[k].bound, "%s, D = %d", boxes[k].name, boxes[k].ndim);
    problem_destroy(p);
  }
}

static void the_normal_one_of_many_scales_is_normalised(void **state)
{
  (void)state;
  problem *p = find("factors", 2);
  double x[2 * 400], lower[2] = {INFINITY, INFINITY}, upper[2] = {-INFINITY, -INFINITY};
  assert_ok(problem_draw(p, 1, 0, 400, x));
  for (int i = 0; i < 800; i++) {
    lower[i % 2] = fmin(lower[i % 2], x[i]);
    upper[i % 2] = fmax(upper[i % 2], x[i]);
  }
  for (int d = 0; d < 2; d++) {
    double margin = upper[d] - lower[d]; // about 6 standard deviations
    lower[d] -= margin;
    upper[d] += margin;
  }
  assert_bound(fabs(integrate(p, 12, lower, upper) - p->ln_z), 1e-9, "D = 2");
  problem_destroy(p);
}

// ------------------------------------------------------------------ gradients, draws

/// A point of the posterior: drawn, or near the origin where there is no direct draw.
static void some_point(const problem *p, int64_t index, double *x)
{
  uint64_t seed = (uint64_t)index;
  if (p->kind->draw != NULL)
    assert_ok(problem_draw(p, 7, index, 1, x));
  else
    for (int d = 0; d < p->ndim; d++) x[d] = uniform(&seed);
}

static void gradients_are_those_of_the_densities(void **state)
{
  (void)state;
  int count;
  const problem_kind *kinds = problem_kinds(&count);
  for (int k = 0; k < count; k++) {
    problem *p = find(kinds[k].name, 0);
    for (int64_t i = 0; i < 5; i++) {
      double x[16], error, gradient[16], ln_post, steps[16];
      some_point(p, i, x);
      assert_int_equal(problem_density(p, x, &ln_post, gradient), 0);
      // Differences along each axis, of a step that suits the parameter's own scale: the radiata
      // pines' precision is 1e-5.
      for (int d = 0; d < p->ndim; d++) {
        double plus, minus, at = x[d], h = 1e-5 * fmin(fmax(fabs(at), 1e-7), 1);
        x[d] = at + h;
        steps[d] = x[d] - at;
        assert_int_equal(problem_density(p, x, &plus, NULL), 0);
        x[d] = at - steps[d];
        assert_int_equal(problem_density(p, x, &minus, NULL), 0);
        x[d] = at;
        double rounding = 1e-15 * fmax(fabs(ln_post), 1) / steps[d];
        double scale = fmax(fabs(gradient[d]), 1);
        error = fabs((plus - minus) / (2 * steps[d]) - gradient[d]);
        assert_bound(error, 1e-5 * scale + 20 * rounding, "%s, parameter %d of point %d",
                     kinds[k].name, d, (int)i);
      }
    }
    problem_destroy(p);
  }
}

/// A function that is 0 at the bounds, and its derivative.
static double vanishing(const problem *p, int d, double x, double *slope)
{
  double a = p->lower != NULL ? p->lower[d] : -INFINITY;
  double b = p->upper != NULL ? p->upper[d] : INFINITY;
  if (isfinite(a) && isfinite(b)) {
    *slope = a + b - 2 * x;
    return (x - a) * (b - x);
  }
  *slope = 1;
  return isfinite(a) ? x - a : x;
}

/// Stein's identity: E[f dlnP/dx + f'] = 0 for f that is 0 at the bounds, for every parameter; with
/// f = x it is a statement on variances, and it is exact in any dimension.
static void check_stein(const char *name, int ndim, int n)
{
  problem *p = find(name, ndim);
  double *x = malloc((size_t)(n * p->ndim) * sizeof *x);
  double *mean = calloc(3 * (size_t)p->ndim, sizeof *mean), *square = mean + p->ndim;
  double *gradient = square + p->ndim;
  assert_ok(problem_draw(p, 11, 0, n, x));
  for (int i = 0; i < n; i++) {
    double ln_post;
    assert_int_equal(problem_density(p, x + i * p->ndim, &ln_post, gradient), 0);
    for (int d = 0; d < p->ndim; d++) {
      double slope, f = vanishing(p, d, x[i * p->ndim + d], &slope);
      double value = f * gradient[d] + slope;
      mean[d] += value / n;
      square[d] += value * value / n;
    }
  }
  for (int d = 0; d < p->ndim; d++)
    assert_bound(fabs(mean[d]), 4.5 * sqrt((square[d] - mean[d] * mean[d]) / n),
                 "%s, D = %d, parameter %d", name, p->ndim, d);
  free(x);
  free(mean);
  problem_destroy(p);
}

static void draws_belong_to_their_density(void **state)
{
  (void)state;
  int count;
  const problem_kind *kinds = problem_kinds(&count);
  for (int k = 0; k < count; k++)
    if (kinds[k].draw != NULL) check_stein(kinds[k].name, 0, 3000);
  check_stein("gaussian", 1, 2000);
  check_stein("gaussian", 200, 1000);
  check_stein("factors", 30, 1000);
  check_stein("rosenbrock", 2, 6000);
  check_stein("rosenbrock", 4, 6000);
}

static void the_last_of_a_rosenbrock_chain_has_the_right_mean(void **state)
{
  (void)state;
  // E y of the plane by quadrature, against draws.
  enum { N = 10000 };
  static double x[2 * N];
  problem *p = find("rosenbrock", 2);
  double node[RULE], weight[RULE], expected = 0, sum = 0, square = 0;
  gauss(node, weight);
  for (int64_t k = 0; k < 640 * 640; k++) {
    double at[2] = {-3 + 0.3 * ((double)(k % 640 / RULE) + node[k % RULE]),
                    -1 + 0.3 * ((double)(k / 640 / RULE) + node[k / 640 % RULE])};
    double ln_post;
    assert_int_equal(problem_density(p, at, &ln_post, NULL), at[1] >= 5);
    if (at[1] < 5)
      expected += 0.09 * weight[k % RULE] * weight[k / 640 % RULE] * at[1] * exp(ln_post - p->ln_z);
  }
  assert_ok(problem_draw(p, 3, 0, N, x));
  for (int i = 0; i < N; i++) {
    sum += x[2 * i + 1] / N;
    square += x[2 * i + 1] * x[2 * i + 1] / N;
  }
  assert_bound(fabs(sum - expected), 4 * sqrt((square - sum * sum) / N), "E y");
  problem_destroy(p);
}

/// An ellipsoid of the best radius, in coordinates without bounds.
static harmonic_model *new_model(const problem *p)
{
  harmonic_model *inner, *model;
  harmonic_ellipsoid_options options;
  harmonic_ellipsoid_options_init(&options);
  options.optimise = 1;
  assert_ok(harmonic_ellipsoid_create(&inner, p->ndim, &options));
  assert_ok(
      harmonic_transformed_create(&model, inner, p->lower, p->upper, HARMONIC_WHITENING_NONE));
  return model;
}

/// E[phi/P] z = 1 for a density that is learned from other draws.
static void harmonic_means_of_direct_draws_give_the_evidence(void **state)
{
  (void)state;
  enum { N = 8000 };
  static const char *const names[] = {"gaussian",          "factors",   "truncated",
                                      "normal-gamma-1e-1", "radiata-1", "radiata-2"};
  static double ln_phi[N];
  for (size_t k = 0; k < COUNT(names); k++) {
    problem *p = find(names[k], 0);
    harmonic_model *model = new_model(p);
    harmonic_chains *train, *test;
    double mean = 0, square = 0;
    assert_ok(problem_chains(p, 1, 2, 1000, &train));
    assert_ok(problem_chains(p, 2, 1, N, &test));
    assert_int_equal(harmonic_chains_count(train), 2);
    assert_ok(harmonic_model_fit(model, train, NULL, NULL, NULL));
    harmonic_chain c = harmonic_chains_get(test, 0);
    assert_ok(harmonic_model_ln_density(model, 1, N, c.x, ln_phi));
    for (int i = 0; i < N; i++) {
      double ratio = exp(ln_phi[i] - c.ln_post[i] + p->ln_z);
      mean += ratio / N;
      square += ratio * ratio / N;
    }
    double error = sqrt((square - mean * mean) / N);
    assert_bound(fabs(mean - 1), 4 * error, "%s", names[k]);
    assert_bound(error, 0.05, "%s", names[k]);
    harmonic_model_destroy(model);
    harmonic_chains_destroy(train);
    harmonic_chains_destroy(test);
    problem_destroy(p);
  }
}

// ------------------------------------------------------------------ calls

static void draws_depend_on_their_number_alone(void **state)
{
  (void)state;
  static double all[10 * 300], part[10 * 5];
  problem *p = find("rosenbrock", 10);
  assert_ok(problem_draw(p, 5, 0, 300, all));
  assert_ok(problem_draw(p, 5, 201, 5, part));
  assert_memory_equal(part, all + 2010, sizeof part);
  problem_destroy(p);
}

static void bad_input_is_named(void **state)
{
  (void)state;
  problem *p;
  double x[3];
  assert_refused(problem_create(&p, "nonsense", 0), S2_ERR_ARGUMENT, "nonsense", "gaussian",
                 "logistic", NULL);
  assert_null(p);
  assert_refused(problem_create(&p, "banana", 3), S2_ERR_ARGUMENT, "banana", "ndim = 3", "2 .. 2",
                 NULL);
  p = find("logistic", 0);
  assert_int_equal(p->ndim, 3);
  assert_refused(problem_draw(p, 0, 0, 1, x), S2_ERR_UNSUPPORTED, "logistic", NULL);
  problem_destroy(p);
  p = find("truncated", 2);
  assert_int_equal(problem_density(p, (double[]){0.5, 1.5}, x, NULL), 1);
  problem_destroy(p);
  problem_destroy(NULL);
}

static void failed_allocations_lose_nothing(void **state)
{
  (void)state;
  static const char *const names[] = {"truncated", "factors", "rastrigin", "normal-gamma-1",
                                      "logistic"};
  for (size_t k = 0; k < COUNT(names); k++) {
    s2_status status = S2_ERR_MEMORY;
    for (int after = 0; status == S2_ERR_MEMORY && after < 20; after++) {
      problem *p;
      harmonic_chains *chains = NULL;
      s2_priv_fail_after(after);
      status = problem_create(&p, names[k], 0);
      if (status == S2_OK && p->kind->draw != NULL) status = problem_chains(p, 1, 1, 10, &chains);
      s2_priv_fail_after(-1);
      harmonic_chains_destroy(chains);
      problem_destroy(p);
    }
    assert_int_equal(status, S2_OK);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(evidences_are_the_known_ones),
      cmocka_unit_test(evidences_are_those_of_the_densities),
      cmocka_unit_test(the_normal_one_of_many_scales_is_normalised),
      cmocka_unit_test(gradients_are_those_of_the_densities),
      cmocka_unit_test(draws_belong_to_their_density),
      cmocka_unit_test(the_last_of_a_rosenbrock_chain_has_the_right_mean),
      cmocka_unit_test(harmonic_means_of_direct_draws_give_the_evidence),
      cmocka_unit_test(draws_depend_on_their_number_alone),
      cmocka_unit_test(bad_input_is_named),
      cmocka_unit_test(failed_allocations_lose_nothing),
  };
  return cmocka_run_group_tests_name("problems", tests, NULL, NULL);
}

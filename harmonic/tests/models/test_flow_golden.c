// SPDX-License-Identifier: MIT
// Flows of the original layout with parameters of the Python package give its numbers.
#include "flow_golden.h"
#include "flow_train.h"
#include "store.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>

static const double *get(npz *file, const golden_flow *g, size_t n, const char *what)
{
  return npz_get(file, n, "%s__%s", g->name, what);
}

// The original's RealNVP calls the standard deviation a temperature.
static void densities_are_those_of_the_original(void **state)
{
  (void)state;
  enum { N = 50 };
  npz *file = npz_open("flows");
  for (size_t k = 0; k < COUNT(golden_flows); ++k) {
    const golden_flow *g = &golden_flows[k];
    flow *f;
    harmonic_model *model = golden_create(file, g, &f);
    const double *x = get(file, g, (size_t)(N * g->d), "x");
    double ln_phi[N];
    assert_ok(harmonic_model_ln_density(model, 1, N, x, ln_phi));
    assert_bound(difference(ln_phi, get(file, g, N, "log_prob_T1"), N) / largest(ln_phi, N), 1e-13,
                 "%s at T = 1", g->name);
    assert_ok(harmonic_model_ln_density(model, g->spline ? 0.8 : 0.8 * 0.8, N, x, ln_phi));
    assert_bound(difference(ln_phi, get(file, g, N, "log_prob_T0.8"), N) / largest(ln_phi, N),
                 1e-13, "%s at T = 0.8", g->name);
    harmonic_model_destroy(model);
  }
  npz_close(file);
}

static void latents_go_to_the_same_points(void **state)
{
  (void)state;
  enum { N = 20 };
  npz *file = npz_open("flows");
  for (size_t k = 0; k < COUNT(golden_flows); ++k) {
    const golden_flow *g = &golden_flows[k];
    flow *f;
    harmonic_model *model = golden_create(file, g, &f);
    size_t n = (size_t)(N * g->d);
    double x[N * 5], z2[N], ln_det[N];
    const double *z = get(file, g, n, "z");
    assert_ok(flow_inverse(f, 1, N, z, x));
    assert_bound(difference(x, get(file, g, n, "x_of_z"), n) / largest(x, n), 1e-12, "%s", g->name);
    assert_ok(harmonic_model_latent(model, N, x, z2, ln_det));
    const double *known = get(file, g, N, "log_det_x_of_z");
    for (int i = 0; i < N; ++i) {
      double sum = 0;
      for (int c = 0; c < g->d; ++c) sum += z[i * g->d + c] * z[i * g->d + c];
      assert_bound(fabs(z2[i] - sum), 1e-11, "%s |z|^2 of point %d", g->name, i);
      assert_bound(fabs(ln_det[i] + known[i]), 1e-11, "%s ln|det| of point %d", g->name, i);
    }
    harmonic_model_destroy(model);
  }
  npz_close(file);
}

typedef struct lesson {
  flow_trainer trainer;
  model_points points;
  double weight[32];
  int64_t index[32];
} lesson;

static void lesson_begin(lesson *l, npz *file, const golden_flow *g, const flow *f)
{
  harmonic_fit_options o;
  harmonic_fit_options_init(&o);
  o.batch = 32;
  o.clip = 1e300;
  o.threads = 1;
  for (int i = 0; i < 32; ++i) {
    l->weight[i] = 1;
    l->index[i] = i;
  }
  l->points = (model_points){
      .n = 32, .x = (double *)get(file, g, (size_t)(50 * g->d), "x"), .weight = l->weight};
  assert_ok(trainer_create(&l->trainer, f, &o));
}

static void losses_and_gradients_are_those_of_the_original(void **state)
{
  (void)state;
  npz *file = npz_open("flows");
  for (size_t k = 0; k < COUNT(golden_flows); ++k) {
    const golden_flow *g = &golden_flows[k];
    flow *f;
    harmonic_model *model = golden_create(file, g, &f);
    lesson l;
    lesson_begin(&l, file, g, f);
    double loss = trainer_gradient(&l.trainer, &l.points, l.index, 32);
    double known = get(file, g, 1, "loss_first32")[0];
    assert_bound(fabs(loss - known) / fabs(known), 1e-13, "%s", g->name);
    assert_bound(golden_difference(file, g, f, "grad", l.trainer.g), 1e-12, "%s", g->name);
    trainer_destroy(&l.trainer);
    harmonic_model_destroy(model);
  }
  npz_close(file);
}

static void five_steps_of_adam_are_those_of_optax(void **state)
{
  (void)state;
  npz *file = npz_open("flows");
  for (size_t k = 0; k < COUNT(golden_flows); ++k) {
    const golden_flow *g = &golden_flows[k];
    flow *f;
    harmonic_model *model = golden_create(file, g, &f);
    const double *losses = get(file, g, 6, "adam_losses");
    lesson l;
    lesson_begin(&l, file, g, f);
    for (int i = 0; i < 5; ++i) {
      double loss = trainer_step(&l.trainer, 1e-3, &l.points, l.index, 32);
      assert_bound(fabs(loss - losses[i]) / fabs(losses[i]), 1e-12, "%s before step %d", g->name, i);
    }
    double last = trainer_gradient(&l.trainer, &l.points, l.index, 32);
    assert_bound(fabs(last - losses[5]) / fabs(losses[5]), 1e-12, "%s at the end", g->name);
    // Adam divides by the root of a gradient of 1e-8 and less: rounding there is seen.
    assert_bound(golden_difference(file, g, f, "adam5", l.trainer.p), 1e-10, "%s", g->name);
    trainer_destroy(&l.trainer);
    harmonic_model_destroy(model);
  }
  npz_close(file);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(densities_are_those_of_the_original),
      cmocka_unit_test(latents_go_to_the_same_points),
      cmocka_unit_test(losses_and_gradients_are_those_of_the_original),
      cmocka_unit_test(five_steps_of_adam_are_those_of_optax),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

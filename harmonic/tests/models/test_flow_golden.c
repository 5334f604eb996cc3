// SPDX-License-Identifier: MIT
// Flows of the original layout with parameters of the Python package give its numbers.
#include "flow_golden.h"
#include "flow_train.h"
#include "store.h"

#include <math.h>
#include <s2common/priv/memory.h>
#include <stdlib.h>
#include <string.h>

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

// The original's `standardize` is our diagonal whitening.
static void a_standardised_flow_gives_the_densities_of_the_original(void **state)
{
  (void)state;
  enum { N = 200 };
  static const golden_flow standardised = {"e2", 1, 2, 2, 0, 8, 2, {8, 8}, 4};
  npz *file = npz_open("flows");
  flow *f;
  harmonic_model *model = golden_create(file, &standardised, &f);
  const double *scale = get(file, &standardised, 2, "pre_amp");
  const double *mean = get(file, &standardised, 2, "pre_offset");
  const double factor[] = {scale[0], 0, 0, scale[1]};
  assert_ok(flow_spline_store.set(f, 0, mean));
  assert_ok(flow_spline_store.set(f, 1, factor));
  double ln_phi[N];
  assert_ok(harmonic_model_ln_density(model, 0.8, N, get(file, &standardised, 2 * N, "x"), ln_phi));
  assert_bound(difference(ln_phi, get(file, &standardised, N, "ln_phi"), N) / largest(ln_phi, N),
               1e-13, "ln phi");
  harmonic_model_destroy(model);
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
      double loss = trainer_steps(&l.trainer, 1, &(double){1e-3}, &l.points, l.index, 32);
      assert_bound(fabs(loss - losses[i]) / fabs(losses[i]), 1e-12, "%s before step %d", g->name,
                   i);
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

// ------------------------------------------------------------------ the mixing layout

/// A flow of the mixing layout, with parameters that are not special.
static harmonic_model *mixing(int spline, int d)
{
  harmonic_model *model;
  harmonic_spline_flow_options s;
  harmonic_realnvp_options r;
  harmonic_spline_flow_options_init(&s);
  harmonic_realnvp_options_init(&r);
  s.layers = r.layers = 3;
  s.hidden[0] = r.hidden[0] = 7;
  s.hidden[1] = 5;
  s.bins = 4;
  s.range[0] = -(s.range[1] = 2);
  s.double_training = r.double_training = 1;
  assert_ok(spline ? harmonic_spline_flow_create(&model, d, &s)
                   : harmonic_realnvp_create(&model, d, &r));
  flow *f = model->self;
  flow_start(f, 5);
  uint64_t seed = 11;
  for (int i = 0; i < f->shape->nlayers; ++i)
    for (int k = 0; k < f->shape->layer[i].ndense; ++k) {
      const flow_dense *dense = &f->shape->layer[i].dense[k];
      for (int j = 0; j < dense->out; ++j) {
        f->parameters[dense->bias + j] = 0.4 * uniform(&seed);
        for (int c = 0; c < dense->in; ++c)
          f->parameters[dense->weight + j * dense->ld + c] += 0.3 * uniform(&seed);
      }
    }
  return model;
}

static void gradients_of_the_mixing_layout_are_those_of_differences(void **state)
{
  (void)state;
  enum { POINTS = 45, STRIDE = 3 };
  npz *file = npz_open("flows");
  for (int spline = 0; spline < 2; ++spline)
    for (int d = 1; d <= 5; d += 2) {
      harmonic_model *model = mixing(spline, d);
      flow *f = model->self;
      double weight[POINTS];
      int64_t index[POINTS];
      for (int i = 0; i < POINTS; ++i) {
        weight[i] = 0.5 + 0.02 * i;
        index[i] = (7 * i) % POINTS;
      }
      model_points points = {
          .n = POINTS, .x = (double *)npz_get(file, 250, "s5__x"), .weight = weight};
      harmonic_fit_options o;
      harmonic_fit_options_init(&o);
      o.threads = 1;
      flow_trainer t;
      assert_ok(trainer_create(&t, f, &o));
      double *p = t.p, *g = malloc((size_t)f->shape->nparameters * sizeof *g);
      trainer_gradient(&t, &points, index, POINTS);
      memcpy(g, t.g, (size_t)f->shape->nparameters * sizeof *g);
      for (ptrdiff_t i = 0; i < f->shape->nparameters; i += STRIDE) {
        const double h = 1e-5, kept = p[i];
        p[i] = kept + h;
        double up = trainer_gradient(&t, &points, index, POINTS);
        p[i] = kept - h;
        double down = trainer_gradient(&t, &points, index, POINTS);
        p[i] = kept;
        assert_bound(fabs(g[i] - (up - down) / (2 * h)), 2e-8, "spline %d, D = %d, parameter %td",
                     spline, d, i);
      }
      free(g);
      trainer_destroy(&t);
      harmonic_model_destroy(model);
    }
  npz_close(file);
}

/// Whether c has been transformed by a layer that kept e.
static int depends(const flow_shape *shape, int c, int e)
{
  for (int i = 0; i < shape->nlayers; ++i) {
    int moved = 0, kept = 0;
    for (int k = 0; k < shape->layer[i].n_trans; ++k) moved |= shape->layer[i].trans[k] == c;
    for (int k = 0; k < shape->layer[i].n_cond; ++k) kept |= shape->layer[i].cond[k] == e;
    if (moved && kept) return 1;
  }
  return 0;
}

static void layers_mix_every_coordinate_with_every_other(void **state)
{
  (void)state;
  static const int cases[][2] = {{2, 2}, {3, 4}, {4, 4}, {10, 8}, {16, 8}, {21, 10}, {157, 16}};
  for (size_t k = 0; k < COUNT(cases); ++k) {
    flow_shape *shape;
    flow_design design = {.d = cases[k][0], .nlayers = cases[k][1], .nhidden = 1, .hidden = {2}};
    assert_ok(flow_shape_create(&shape, &design));
    for (int i = 0; i < design.nlayers; ++i) { // halves
      const flow_layer *layer = &shape->layer[i];
      assert_int_equal(layer->n_cond + layer->n_trans, design.d);
      assert_true(4 * layer->n_trans >= design.d && 4 * layer->n_cond >= design.d);
    }
    for (int c = 0; c < design.d; ++c)
      for (int e = 0; e < design.d; ++e)
        if (c != e && !depends(shape, c, e)) fail_msg("D = %d: %d never sees %d", design.d, c, e);
    flow_shape_free(shape);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(densities_are_those_of_the_original),
      cmocka_unit_test(a_standardised_flow_gives_the_densities_of_the_original),
      cmocka_unit_test(latents_go_to_the_same_points),
      cmocka_unit_test(losses_and_gradients_are_those_of_the_original),
      cmocka_unit_test(gradients_of_the_mixing_layout_are_those_of_differences),
      cmocka_unit_test(layers_mix_every_coordinate_with_every_other),
      cmocka_unit_test(five_steps_of_adam_are_those_of_optax),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

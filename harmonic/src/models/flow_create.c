// SPDX-License-Identifier: MIT
// Options and constructors of flows.
#include "flow_model.h"
#include <math.h>
#include <s2common/priv/options.h>
#include <string.h>

enum { MOST_LAYERS = 1000, MOST_BINS = 1000, MOST_NEURONS = 100000 };

static const harmonic_spline_flow_options spline_defaults = {
    .struct_size = sizeof spline_defaults,
    .whitening = HARMONIC_WHITENING_FULL,
    .layers = 8,
    .bins = 8,
    .nhidden = 2,
    .hidden = {64, 64},
};

static const harmonic_realnvp_options realnvp_defaults = {
    .struct_size = sizeof realnvp_defaults,
    .whitening = HARMONIC_WHITENING_FULL,
    .layers = 6,
    .unscaled_layers = 4,
    .nhidden = 1,
    .hidden = {128},
    .bound = 2,
};

void harmonic_spline_flow_options_init_sized(harmonic_spline_flow_options *options,
                                             size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &spline_defaults, sizeof spline_defaults);
}

void harmonic_realnvp_options_init_sized(harmonic_realnvp_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &realnvp_defaults, sizeof realnvp_defaults);
}

// ------------------------------------------------------------------ life

s2_status flow_create(flow **made, const flow_design *design, harmonic_whitening whitening)
{
  flow *f = *made = s2_priv_alloc(1, sizeof *f);
  if (f == NULL) return S2_FAIL(S2_ERR_MEMORY, "flow");
  *f = (flow){.design = *design, .whitening = whitening};
  s2_status status = flow_shape_create(&f->shape, design);
  if (status == S2_OK) status = affine_create(&f->whiten, design->d);
  if (status == S2_OK) {
    f->parameters = s2_priv_alloc((size_t)f->shape->nparameters, sizeof(double));
    if (f->parameters == NULL) status = S2_FAIL(S2_ERR_MEMORY, "parameters of a flow");
  }
  if (status == S2_OK) {
    flow_whiten_none(f);
    return S2_OK;
  }
  flow_destroy(f);
  *made = NULL;
  return status;
}

void flow_whiten_none(flow *f)
{
  size_t d = (size_t)f->design.d;
  memset(f->whiten.mean, 0, d * sizeof(double));
  memset(f->whiten.lower, 0, d * d * sizeof(double));
  for (size_t c = 0; c < d; ++c) f->whiten.lower[c * d + c] = 1;
  f->whiten.ln_det = 0;
}

void flow_destroy(void *self)
{
  flow *f = self;
  if (f == NULL) return;
  flow_shape_free(f->shape);
  s2_priv_free(f->parameters);
  affine_free(&f->whiten);
  s2_priv_free(f);
}

// ------------------------------------------------------------------ checks

/// What both kinds have in common.
typedef struct common_options {
  harmonic_flow_layout layout;
  harmonic_whitening whitening;
  int layers, nhidden, double_training;
  const int *hidden;
} common_options;

static s2_status check_common(int ndim, const common_options *o)
{
  S2_REQUIRE(ndim >= 1 && ndim <= HARMONIC_NDIM_MAX, "ndim = %d is outside 1 .. %d", ndim,
             HARMONIC_NDIM_MAX);
  S2_REQUIRE(o->layout == HARMONIC_FLOW_MIXING || o->layout == HARMONIC_FLOW_ORIGINAL,
             "layout = %d is none of 0 (mixing), 1 (original)", (int)o->layout);
  S2_REQUIRE(o->whitening >= HARMONIC_WHITENING_NONE && o->whitening <= HARMONIC_WHITENING_FULL,
             "whitening = %d is none of 0 (none), 1 (diagonal), 2 (full)", (int)o->whitening);
  S2_REQUIRE(o->layers >= 1 && o->layers <= MOST_LAYERS, "layers = %d is outside 1 .. %d",
             o->layers, MOST_LAYERS);
  S2_REQUIRE(o->nhidden >= 1 && o->nhidden <= HARMONIC_FLOW_HIDDEN_MAX,
             "nhidden = %d is outside 1 .. %d", o->nhidden, HARMONIC_FLOW_HIDDEN_MAX);
  for (int i = 0; i < o->nhidden; ++i)
    S2_REQUIRE(o->hidden[i] >= 1 && o->hidden[i] <= MOST_NEURONS,
               "hidden[%d] = %d is outside 1 .. %d", i, o->hidden[i], MOST_NEURONS);
  return S2_OK;
}

static flow_design design_of(int ndim, const common_options *o, int spline)
{
  flow_design design = {.d = ndim,
                        .nlayers = o->layers,
                        .original = o->layout == HARMONIC_FLOW_ORIGINAL,
                        .spline = spline,
                        .nhidden = o->nhidden};
  memcpy(design.hidden, o->hidden, (size_t)o->nhidden * sizeof *o->hidden);
  return design;
}

static s2_status finish(harmonic_model **model, const flow_design *design, const common_options *o,
                        int adapt_range, const harmonic_model_ops *ops)
{
  flow *f;
  S2_TRY(flow_create(&f, design, o->whitening));
  f->adapt_range = adapt_range;
  f->double_training = o->double_training != 0;
  s2_status status = harmonic_model_create(model, design->d, ops, f, 0);
  if (status != S2_OK) flow_destroy(f);
  return status;
}

// ------------------------------------------------------------------ kinds

s2_status harmonic_spline_flow_create(harmonic_model **model, int ndim,
                                      const harmonic_spline_flow_options *options)
{
  harmonic_spline_flow_options o;
  S2_REQUIRE(model != NULL, "model is NULL");
  *model = NULL;
  S2_ADOPT_OPTIONS("harmonic_spline_flow_options_init()", options, spline_defaults, &o);
  common_options common = {o.layout, o.whitening, o.layers, o.nhidden, o.double_training, o.hidden};
  S2_TRY(check_common(ndim, &common));
  S2_REQUIRE(o.bins >= 1 && o.bins <= MOST_BINS, "bins = %d is outside 1 .. %d", o.bins, MOST_BINS);
  int automatic = o.range[0] == 0 && o.range[1] == 0;
  if (automatic) o.range[0] = -(o.range[1] = 10);
  S2_REQUIRE(
      isfinite(o.range[0]) && isfinite(o.range[1]) && o.range[1] - o.range[0] >= 1e-2 * o.bins,
      "range = %g .. %g does not hold %d bins of at least 0.01", o.range[0], o.range[1], o.bins);
  flow_design design = design_of(ndim, &common, 1);
  design.bins = o.bins;
  design.lo = o.range[0];
  design.hi = o.range[1];
  design.fixed_slopes = o.fixed_slopes != 0;
  return finish(model, &design, &common, automatic && !design.original, &flow_spline_ops);
}

s2_status harmonic_realnvp_create(harmonic_model **model, int ndim,
                                  const harmonic_realnvp_options *options)
{
  harmonic_realnvp_options o;
  S2_REQUIRE(model != NULL, "model is NULL");
  *model = NULL;
  S2_ADOPT_OPTIONS("harmonic_realnvp_options_init()", options, realnvp_defaults, &o);
  common_options common = {o.layout, o.whitening, o.layers, o.nhidden, o.double_training, o.hidden};
  S2_TRY(check_common(ndim, &common));
  S2_REQUIRE(o.bound > 0 && o.bound <= 50, "bound = %g is outside (0, 50]", o.bound);
  S2_REQUIRE(o.layout != HARMONIC_FLOW_ORIGINAL ||
                 (o.unscaled_layers >= 0 && o.unscaled_layers <= o.layers),
             "unscaled_layers = %d is outside 0 .. layers = %d", o.unscaled_layers, o.layers);
  flow_design design = design_of(ndim, &common, 0);
  design.unscaled = design.original ? o.unscaled_layers : 0;
  design.bound = o.bound;
  return finish(model, &design, &common, 0, &flow_realnvp_ops);
}

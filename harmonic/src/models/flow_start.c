// SPDX-License-Identifier: MIT
// Start values of a flow's parameters.
#include "draws.h"
#include "flow_model.h"
#include <math.h>
#include <s2common/rng.h>
#include <string.h>

/// How the weights of a dense layer begin: normal with variance gain / inputs.
typedef struct start_rule {
  double gain;
  int truncated; ///< redrawn beyond two standard deviations, and widened to have the variance again
  int last;      ///< also the last layer; else it is 0 and the flow begins as the identity
} start_rule;

static const start_rule mixing_rule = {1.0, 0, 0};
static const start_rule original_spline_rule = {0.01, 0, 0};
static const start_rule original_realnvp_rule = {1.0, 1, 1};

/// Standard deviation of a standard normal truncated at +-2.
#define TRUNCATED_DEVIATION 0.87962566103423978

/// Normal deviates one after another.
static double next(const start_rule *rule, uint64_t seed, uint64_t *index)
{
  double z[2];
  do s2_rng_normal2(seed, DRAW_START, (*index)++, z);
  while (rule->truncated && fabs(z[0]) > 2);
  return rule->truncated ? z[0] / TRUNCATED_DEVIATION : z[0];
}

static void start_dense(const start_rule *rule, const flow_dense *dense, uint64_t seed,
                        uint64_t *index, double *parameters)
{
  double scale = sqrt(rule->gain / (dense->in > 0 ? dense->in : 1));
  for (int j = 0; j < dense->out; ++j)
    for (int i = 0; i < dense->in; ++i)
      parameters[dense->weight + j * dense->ld + i] = scale * next(rule, seed, index);
}

void flow_start(flow *f, uint64_t seed)
{
  const start_rule *rule = &mixing_rule;
  if (f->design.original) rule = f->design.spline ? &original_spline_rule : &original_realnvp_rule;
  uint64_t index = 0;
  memset(f->parameters, 0, (size_t)f->shape->nparameters * sizeof(double));
  for (int i = 0; i < f->shape->nlayers; ++i) {
    const flow_layer *layer = &f->shape->layer[i];
    for (int k = 0; k < layer->ndense - !rule->last; ++k)
      start_dense(rule, &layer->dense[k], seed, &index, f->parameters);
    for (int c = 0; c < f->shape->d && layer->scale >= 0; ++c) f->parameters[layer->scale + c] = 1;
  }
}

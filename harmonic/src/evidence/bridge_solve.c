// SPDX-License-Identifier: MIT
// With l = P/phi and r the evidence, the optimal bridge is the fixed point of (Meng and Wong 1996)
//   r = <l / (s1 l + s2 r)>_phi / <1 / (s1 l + s2 r)>_P,   s_i = n_i / (n1 + n2);
// here as r times a ratio of two means of numbers between 0 and 1/s_i, so that nothing overflows.
#define S2_LIBRARY "harmonic"
#include "bridge.h"
#include "log_sum.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

enum { MOST_ITERATIONS = 1000 };
#define PRECISION 1e-11

typedef struct bridge_state {
  const bridge_input *in;
  int64_t samples;
  double total;  ///< sum of the samples' weights
  double s1, s2; ///< parts of independent samples and of draws
  double *u;     ///< [samples] work
} bridge_state;

static double weight_of(const bridge_state *b, int64_t i)
{
  return b->in->weight == NULL ? 1.0 : b->in->weight[i];
}

// r 1 / (s1 l + s2 r)
static double sample_term(const bridge_state *b, double ln_r, int64_t i)
{
  return 1.0 / (b->s1 * exp(b->in->sample[i] - ln_r) + b->s2);
}

// l / (s1 l + s2 r)
static double draw_term(const bridge_state *b, double ln_r, int64_t i)
{
  return 1.0 / (b->s1 + b->s2 * exp(ln_r - b->in->draw[i]));
}

static double sample_mean(const bridge_state *b, double ln_r)
{
  double sum = 0.0;
  for (int64_t i = 0; i < b->samples; i++)
    if (weight_of(b, i) > 0.0) sum += weight_of(b, i) * sample_term(b, ln_r, i);
  return sum / b->total;
}

static double draw_mean(const bridge_state *b, double ln_r)
{
  double sum = 0.0;
  for (int64_t i = 0; i < b->in->draws; i++) sum += draw_term(b, ln_r, i);
  return sum / (double)b->in->draws;
}

// Variance of the weighted mean of f over the samples, in units of its square; f is in b->u.
static s2_status relative_variance(const bridge_state *b, double mean, double *variance,
                                   double *independent)
{
  double square = 0.0, sum, tau;
  for (int64_t i = 0; i < b->samples; i++) {
    double w = weight_of(b, i), d = w > 0.0 ? b->u[i] / mean - 1.0 : 0.0;
    b->u[i] = w * d;
    square += w * d * d;
  }
  S2_TRY(series_variance(&b->in->at, b->u, &sum, &tau));
  *variance = sum / (b->total * b->total);
  *independent = sum > 0.0 ? fmin(square * b->total / sum, (double)b->samples) : (double)b->samples;
  return S2_OK;
}

// How many independent samples there are, by their ln(P/phi).
static s2_status set_parts(bridge_state *b, double *start)
{
  double mean = 0.0, weight = 0.0, variance, independent;
  for (int64_t i = 0; i < b->samples; i++) {
    b->total += weight_of(b, i);
    if (b->in->sample[i] == INFINITY) continue;
    weight += weight_of(b, i);
    mean += weight_of(b, i) * b->in->sample[i];
  }
  if (!(weight > 0.0)) return S2_FAIL(S2_ERR_NUMERIC, "phi = 0 at all samples");
  *start = mean / weight;
  for (int64_t i = 0; i < b->samples; i++) // 1 + deviation, whose mean is 1
    b->u[i] = 1.0 + (b->in->sample[i] == INFINITY ? 0.0 : b->in->sample[i] - *start);
  S2_TRY(relative_variance(b, 1.0, &variance, &independent));
  b->s1 = independent / (independent + (double)b->in->draws);
  b->s2 = 1.0 - b->s1;
  return S2_OK;
}

static s2_status importance(const bridge_input *in, harmonic_bridge *out)
{
  log_sum sum = log_sum_zero(), square = log_sum_zero();
  int64_t outside = 0;
  for (int64_t i = 0; i < in->draws; i++) {
    log_sum_add(&sum, in->draw[i], 1.0);
    log_sum_add(&square, 2.0 * in->draw[i], 1.0);
    outside += in->draw[i] == -INFINITY;
  }
  double n = (double)in->draws;
  if (outside == in->draws)
    return S2_FAIL(S2_ERR_NUMERIC, "P = 0 at all %lld draws", (long long)in->draws);
  out->draws = in->draws;
  out->outside = (double)outside / n;
  out->importance_ln_evidence = log_sum_ln(&sum) - log(n);
  out->importance_draws = exp(2.0 * log_sum_ln(&sum) - log_sum_ln(&square));
  out->importance_error = sqrt(fmax(0.0, 1.0 / out->importance_draws - 1.0 / n));
  return S2_OK;
}

static s2_status find_error(const bridge_state *b, double ln_r, harmonic_bridge *out)
{
  double mean = draw_mean(b, ln_r), square = 0.0, samples, independent;
  double n = (double)b->in->draws;
  for (int64_t i = 0; i < b->in->draws; i++) {
    double d = draw_term(b, ln_r, i) / mean - 1.0;
    square += d * d;
  }
  for (int64_t i = 0; i < b->samples; i++) b->u[i] = sample_term(b, ln_r, i);
  S2_TRY(relative_variance(b, sample_mean(b, ln_r), &samples, &independent));
  out->error = sqrt(square / (n * (n - 1.0)) + samples);
  return S2_OK;
}

static s2_status iterate(bridge_state *b, harmonic_bridge *out)
{
  double ln_r = 0.0, step = INFINITY;
  S2_TRY(set_parts(b, &ln_r));
  for (out->iterations = 0; fabs(step) > PRECISION; out->iterations++) {
    if (out->iterations == MOST_ITERATIONS)
      return S2_FAIL(S2_ERR_NUMERIC, "the bridge still moves by %g after %d iterations", step,
                     MOST_ITERATIONS);
    step = log(draw_mean(b, ln_r) / sample_mean(b, ln_r));
    if (!isfinite(step))
      return S2_FAIL(S2_ERR_NUMERIC, "samples and draws have no region in common");
    ln_r += step;
  }
  out->ln_evidence = ln_r;
  return find_error(b, ln_r, out);
}

s2_status bridge_solve(const bridge_input *in, harmonic_bridge *out)
{
  bridge_state b = {.in = in, .samples = in->at.start[in->at.count]};
  S2_TRY(importance(in, out));
  b.u = s2_priv_alloc((size_t)b.samples, sizeof *b.u);
  if (b.u == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld samples", (long long)b.samples);
  s2_status status = iterate(&b, out);
  s2_priv_free(b.u);
  return status;
}

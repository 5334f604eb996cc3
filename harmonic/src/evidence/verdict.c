// SPDX-License-Identifier: MIT
#include "cross.h"
#include "tail.h"

/// One thing that may be wrong: its size, from which on it is a doubt, and a fault.
typedef struct symptom {
  harmonic_flag flag;
  double (*size)(const harmonic_result *r); ///< NaN: not known
  double doubt, fault;
} symptom;

// Wanted points over those there are.
static double scarcity(const harmonic_result *r)
{
  return (20.0 + 10.0 * r->ndim) / fmin(r->independent, r->ess);
}

// What Vehtari et al. 2021 ask for, with a margin for chance: R-hat below 1.01 and an effective size
// of 100 for each of four chains. In units of a doubt.
static double stickiness(const harmonic_result *r)
{
  double wanted = 100.0 * fmin(4.0, (double)r->nchains);
  return fmax((r->rhat - 1.0) / 0.02, wanted / r->ess); // of a NaN and a number, the number
}

static double heaviness(const harmonic_result *r)
{
  return tail_weight(&r->tail, r->nsamples, r->error);
}

static double dominance(const harmonic_result *r)
{
  return r->tail.largest;
}

static double ratio_of_errors(const harmonic_result *r)
{
  const double e[] = {r->errors.block, r->errors.jackknife, r->errors.batch,
                      r->errors.autocorrelation};
  double low = INFINITY, high = 0.0;
  for (size_t i = 0; i < sizeof e / sizeof *e; i++) {
    if (isnan(e[i])) continue;
    low = fmin(low, e[i]);
    high = fmax(high, e[i]);
  }
  return low > 0.0 ? high / low : high > 0.0 ? INFINITY : 1.0;
}

// Scatter of n groups over the error, in units where chance gives 1 at 3 sigma (and 5/3 at 5).
static double excess(double scatter, double error, double n)
{
  double sigma = sqrt(2.0 / fmax(n - 1.0, 1.0));
  return (scatter * scatter / (error * error) - 1.0) / (3.0 * sigma + 4.5 * sigma * sigma);
}

static double fold_excess(const harmonic_result *r)
{
  return excess(r->fold_scatter, r->error, r->folds);
}

static double chain_excess(const harmonic_result *r)
{
  return excess(r->chain_scatter, r->error, (double)r->nchains);
}

static double tension(const harmonic_result *r)
{
  return r->shape_tension;
}

// Of the part of draws that only the posterior tells from others, and of the mass that samples do
// not cover: more than chance, and enough to matter.
static double unseen(const harmonic_result *r)
{
  double called = r->called ? r->bridge.unseen / fmax(0.01, r->error) : NAN;
  double seen = r->uncovered / fmax(UNCOVERED_SIGMAS * r->uncovered_error, 0.5 * r->error);
  return fmax(called, seen); // of a NaN and a number, the number
}

static double bridge_difference(const harmonic_result *r)
{
  if (!r->called) return NAN;
  return fabs(r->ln_evidence - r->bridge.ln_evidence) / hypot(r->error, r->bridge.error);
}

static double misfit(const harmonic_result *r)
{
  return r->variance / (2.0 + sqrt(r->ndim));
}

static double error(const harmonic_result *r)
{
  return r->error;
}

static const symptom symptoms[HARMONIC_FLAGS] = {
    {HARMONIC_FLAG_FEW_SAMPLES, scarcity, 1.0, 5.0},
    {HARMONIC_FLAG_HEAVY_TAIL, heaviness, 0.5, 0.7},
    {HARMONIC_FLAG_DOMINATED, dominance, 0.05, 0.3},
    {HARMONIC_FLAG_ERRORS_DISAGREE, ratio_of_errors, 2.0, 4.0},
    {HARMONIC_FLAG_FOLDS_DISAGREE, fold_excess, 1.0, 2.0},
    {HARMONIC_FLAG_CHAINS_DISAGREE, chain_excess, 1.0, 2.0},
    {HARMONIC_FLAG_SHAPES_DISAGREE, tension, 3.0, 6.0},
    {HARMONIC_FLAG_UNSEEN, unseen, 1.0, 10.0},
    {HARMONIC_FLAG_BRIDGE_DISAGREES, bridge_difference, 3.0, 5.0},
    {HARMONIC_FLAG_LARGE_ERROR, error, 0.3, 1.0},
    {HARMONIC_FLAG_POOR_MODEL, misfit, 1.0, 3.0},
    {HARMONIC_FLAG_NOT_MIXED, stickiness, 1.0, 10.0},
};

void cross_judge(harmonic_result *r)
{
  for (int k = 0; k < HARMONIC_FLAGS; k++) {
    double size = symptoms[k].size(r);
    if (size > symptoms[k].fault)
      r->faults |= (uint32_t)symptoms[k].flag;
    else if (size > symptoms[k].doubt)
      r->doubts |= (uint32_t)symptoms[k].flag;
  }
  r->verdict = r->faults != 0 ? HARMONIC_BAD : r->doubts != 0 ? HARMONIC_DOUBTFUL : HARMONIC_GOOD;
}

// SPDX-License-Identifier: MIT
#include <harmonic/report.h>

/// Words for a flag.
typedef struct words {
  harmonic_flag flag;
  const char *name, *text;
} words;

static const words all[HARMONIC_FLAGS] = {
    {HARMONIC_FLAG_FEW_SAMPLES, "few-samples",
     "too few independent samples for this many parameters: run the chains longer"},
    {HARMONIC_FLAG_HEAVY_TAIL, "heavy-tail",
     "the ratios phi/P have a heavy tail, the error is too small: a compacter shape or a better "
     "model"},
    {HARMONIC_FLAG_DOMINATED, "dominated",
     "a single sample holds much of the sum: a compacter shape or more samples"},
    {HARMONIC_FLAG_ERRORS_DISAGREE, "errors-disagree",
     "estimates of the error disagree: the chains are too short, or correlated"},
    {HARMONIC_FLAG_FOLDS_DISAGREE, "folds-disagree",
     "parts of the chains scatter more than their errors: not converged, or models differ"},
    {HARMONIC_FLAG_CHAINS_DISAGREE, "chains-disagree",
     "chains scatter more than their errors: not mixed, a mode may be missed"},
    {HARMONIC_FLAG_SHAPES_DISAGREE, "shapes-disagree",
     "ln z depends on the shape of phi: it leaves the posterior, e.g. over a hard edge"},
    {HARMONIC_FLAG_UNSEEN, "unseen",
     "phi has mass where no sample went: ln z is too large; call the posterior, trust the bridge"},
    {HARMONIC_FLAG_BRIDGE_DISAGREES, "bridge-disagrees",
     "bridge sampling gives another ln z: trust neither without more samples"},
    {HARMONIC_FLAG_LARGE_ERROR, "large-error", "the error of ln z is too large for conclusions"},
    {HARMONIC_FLAG_POOR_MODEL, "poor-model",
     "phi fits the samples badly: a richer model, or longer training"},
    {HARMONIC_FLAG_NOT_MIXED, "not-mixed",
     "a parameter has not converged (R-hat, effective size): run longer chains, see their diagnosis"},
};

static const words *find(harmonic_flag flag)
{
  static const words unknown = {HARMONIC_FLAG_FEW_SAMPLES, "unknown", "unknown flag"};
  for (int k = 0; k < HARMONIC_FLAGS; k++)
    if (all[k].flag == flag) return &all[k];
  return &unknown;
}

const char *harmonic_flag_name(harmonic_flag flag)
{
  return find(flag)->name;
}

const char *harmonic_flag_text(harmonic_flag flag)
{
  return find(flag)->text;
}

const char *harmonic_verdict_name(harmonic_verdict verdict)
{
  static const char *const names[] = {"good", "doubtful", "bad"};
  return (unsigned)verdict < sizeof names / sizeof *names ? names[verdict] : "unknown";
}

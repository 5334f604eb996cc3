// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "fault.h"
#include "density.h"
#include <s2common/priv/error.h>
#include <stdio.h>

static const char *const words[] = {
    [FAULT_START] = "ln P or its gradient is not finite at the start",
    [FAULT_STARTS] = "ln P or its gradient is finite at no random start in (-2, 2); give `start`",
    [FAULT_STEP] = "no step size is accepted: is ln P continuous, and the gradient its own?",
    [FAULT_FLAT] = "every step size is accepted: ln P is flat, the posterior improper",
    [FAULT_METRIC] = "the covariance of the draws is not finite",
};

s2_status fault_report(const char *function, const fault_place *at)
{
  char what[64];
  const char *text = what;
  if (at->what != FAULT_DENSITY)
    text = words[at->what];
  else if (at->failure == DENSITY_INFINITE)
    text = "ln P = +inf";
  else
    snprintf(what, sizeof what, "the density returned %d", at->failure);
  return s2_priv_fail(S2_ERR_NUMERIC, S2_LIBRARY, function, "%s %lld, %s %lld: %s", at->unit,
                      (long long)at->number, at->moment, (long long)at->time, text);
}

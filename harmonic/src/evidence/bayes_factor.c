// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "log_sum.h"
#include <harmonic/bayes_factor.h>
#include <s2common/priv/error.h>

// 1/(1 + exp(-ln B)) without overflow.
static double probability(double ln_factor)
{
  double small = exp(-fabs(ln_factor));
  return ln_factor >= 0.0 ? 1.0 / (1.0 + small) : small / (1.0 + small);
}

static s2_status check(const char *which, double ln_evidence, double error)
{
  S2_REQUIRE(isfinite(ln_evidence) && error >= 0.0 && error < INFINITY,
             "the %s evidence has ln z = %g, error = %g", which, ln_evidence, error);
  return S2_OK;
}

s2_status harmonic_ln_bayes_factor(const harmonic_result *first, const harmonic_result *second,
                                   harmonic_bayes_factor *factor)
{
  S2_REQUIRE(first != NULL && second != NULL && factor != NULL, "first, second or factor is NULL");
  S2_TRY(check("first", first->ln_evidence, first->error));
  S2_TRY(check("second", second->ln_evidence, second->error));
  double ln_factor = first->ln_evidence - second->ln_evidence;
  double error = hypot(first->error, second->error);
  *factor =
      (harmonic_bayes_factor){ln_factor, error, probability(ln_factor), ln_factor + log(error)};
  return S2_OK;
}

s2_status harmonic_ln_bayes_factor_of_statistics(const harmonic_statistics *first,
                                                 const harmonic_statistics *second,
                                                 harmonic_bayes_factor *factor)
{
  S2_REQUIRE(first != NULL && second != NULL && factor != NULL, "first, second or factor is NULL");
  S2_TRY(check("first", first->ln_inverse, first->relative_error));
  S2_TRY(check("second", second->ln_inverse, second->relative_error));
  double rho1 = first->ln_inverse, rho2 = second->ln_inverse;
  double ln_factor = rho2 - rho1 + log1p(first->relative_error * first->relative_error);
  double ln_variance =
      log_add(2.0 * rho1 + second->ln_inverse_variance, 2.0 * rho2 + first->ln_inverse_variance);
  *factor = (harmonic_bayes_factor){.ln_factor = ln_factor,
                                    .error = hypot(first->relative_error, second->relative_error),
                                    .probability = probability(ln_factor),
                                    .ln_std = 0.5 * ln_variance - 2.0 * rho1};
  return S2_OK;
}

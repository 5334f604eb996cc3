// SPDX-License-Identifier: MIT
#include "chains.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

void parameters_start(stored_parameter *parameter, int ndim)
{
  for (int d = 0; d < ndim; ++d) {
    snprintf(parameter[d].name, sizeof parameter[d].name, "param%d", d + 1);
    parameter[d].lower = -INFINITY;
    parameter[d].upper = INFINITY;
  }
}

harmonic_parameter harmonic_chains_parameter(const harmonic_chains *chains, int d)
{
  if (d < 0 || d >= chains->ndim) return (harmonic_parameter){NULL, NULL, 0, 0, 0};
  const stored_parameter *p = &chains->parameter[d];
  return (harmonic_parameter){p->name, p->label, p->lower, p->upper, p->derived};
}

int harmonic_chains_find_parameter(const harmonic_chains *chains, const char *name)
{
  for (int d = 0; name != NULL && d < chains->ndim; ++d)
    if (strcmp(chains->parameter[d].name, name) == 0) return d;
  return -1;
}

static s2_status check(const harmonic_parameter *p)
{
  S2_REQUIRE(p->name != NULL && p->name[0] != '\0', "the parameter has no name");
  S2_REQUIRE(strlen(p->name) < HARMONIC_NAME_SIZE, "the name '%.40s...' has %zu bytes, at most %d",
             p->name, strlen(p->name), HARMONIC_NAME_SIZE - 1);
  S2_REQUIRE(p->name[strcspn(p->name, " \t\r\n,")] == '\0', "the name '%s' has a blank or comma",
             p->name);
  S2_REQUIRE(p->lower < p->upper, "%s: lower = %g is not below upper = %g", p->name, p->lower,
             p->upper);
  if (p->label == NULL) return S2_OK;
  S2_REQUIRE(strlen(p->label) < HARMONIC_LABEL_SIZE, "the label of %s has %zu bytes, at most %d",
             p->name, strlen(p->label), HARMONIC_LABEL_SIZE - 1);
  S2_REQUIRE(strpbrk(p->label, "\r\n") == NULL, "the label of %s has two lines", p->name);
  return S2_OK;
}

static stored_parameter stored(const harmonic_parameter *given)
{
  stored_parameter p = {
      .lower = given->lower, .upper = given->upper, .derived = given->derived != 0};
  snprintf(p.name, sizeof p.name, "%s", given->name);
  snprintf(p.label, sizeof p.label, "%s", given->label != NULL ? given->label : "");
  return p;
}

s2_status harmonic_chains_set_parameter(harmonic_chains *chains, int d,
                                        const harmonic_parameter *parameter)
{
  S2_REQUIRE(chains != NULL && parameter != NULL, "%s is NULL",
             chains == NULL ? "chains" : "parameter");
  S2_REQUIRE(d >= 0 && d < chains->ndim, "d = %d is outside 0 .. %d", d, chains->ndim - 1);
  S2_TRY(check(parameter));
  int other = harmonic_chains_find_parameter(chains, parameter->name);
  S2_REQUIRE(other < 0 || other == d, "parameter %d is called '%s' already", other,
             parameter->name);
  chains->parameter[d] = stored(parameter);
  return S2_OK;
}

s2_status harmonic_chains_set_parameters(harmonic_chains *chains,
                                         const harmonic_parameter *parameters)
{
  S2_REQUIRE(chains != NULL && parameters != NULL, "%s is NULL",
             chains == NULL ? "chains" : "parameters");
  for (int d = 0; d < chains->ndim; ++d) {
    S2_TRY(check(&parameters[d]));
    for (int other = 0; other < d; ++other)
      S2_REQUIRE(strcmp(parameters[d].name, parameters[other].name) != 0,
                 "parameters %d and %d are both called '%s'", other, d, parameters[d].name);
  }
  // The names given may be those of this set, which must not change before all are taken.
  stored_parameter *fresh = s2_priv_alloc((size_t)chains->ndim, sizeof *fresh);
  if (fresh == NULL) return S2_FAIL(S2_ERR_MEMORY, "names of %d parameters", chains->ndim);
  for (int d = 0; d < chains->ndim; ++d) fresh[d] = stored(&parameters[d]);
  s2_priv_free(chains->parameter);
  chains->parameter = fresh;
  return S2_OK;
}

s2_status harmonic_chains_ln_volume(const harmonic_chains *chains, double *ln_volume)
{
  S2_REQUIRE(chains != NULL && ln_volume != NULL, "%s is NULL",
             chains == NULL ? "chains" : "ln_volume");
  double sum = 0;
  for (int d = 0; d < chains->ndim; ++d) {
    const stored_parameter *p = &chains->parameter[d];
    if (p->derived) continue;
    S2_REQUIRE(isfinite(p->lower) && isfinite(p->upper),
               "parameter %d (%s) has the range %g .. %g: a flat prior needs both bounds", d,
               p->name, p->lower, p->upper);
    sum += log(p->upper - p->lower);
  }
  *ln_volume = sum;
  return S2_OK;
}

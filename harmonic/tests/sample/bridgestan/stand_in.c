// SPDX-License-Identifier: MIT
// A model behind BridgeStan's interface: `real<lower=0> s; s ~ exponential(1);` as u = ln s, with
// constants and Jacobian ln P = u - exp(u). Fails for u > 4, and unless both are asked for.
#include "bridgestan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct bs_model {
  int messages; ///< not freed yet
};

static struct bs_model only;

static int fail(char **error, const char *text)
{
  *error = malloc(strlen(text) + 1);
  if (*error == NULL) abort();
  strcpy(*error, text);
  ++only.messages;
  return -1;
}

bs_model *bs_model_construct(const char *data, unsigned int seed, char **error)
{
  (void)seed;
  if (strcmp(data, "{}") == 0) return &only;
  fail(error, "data is not {}");
  return NULL;
}

// A leaked message is a failed test.
void bs_model_destruct(bs_model *model)
{
  if (model->messages != 0) abort();
}

int bs_param_unc_num(const bs_model *model)
{
  (void)model;
  return 1;
}

int bs_log_density_gradient(const bs_model *model, bool propto, bool jacobian,
                            const double *theta_unc, double *value, double *gradient, char **error)
{
  (void)model;
  if (propto || !jacobian) return fail(error, "constants or Jacobian left out");
  if (theta_unc[0] > 4.0) return fail(error, "outside");
  *value = theta_unc[0] - exp(theta_unc[0]);
  *gradient = 1.0 - exp(theta_unc[0]);
  return 0;
}

int bs_log_density(const bs_model *model, bool propto, bool jacobian, const double *theta_unc,
                   double *value, char **error)
{
  double gradient;
  return bs_log_density_gradient(model, propto, jacobian, theta_unc, value, &gradient, error);
}

void bs_free_error_msg(char *error)
{
  if (error != NULL) --only.messages;
  free(error);
}

// SPDX-License-Identifier: MIT
// Draw from a Stan model: BridgeStan gives ln P and its gradient, harmonic draws.
//
//   bridgestan DATA.json
//
// The model is a shared library made by BridgeStan's `make MODEL_model.so`, linked to this program:
//
//   cc bridgestan.c MODEL_model.so -I$BRIDGESTAN/src $(pkg-config --cflags --libs harmonic)
//
// The constants trap. An evidence needs ln P = ln L + ln pi with all constants. Stan drops them
// from `x ~ normal(mu, sigma)` when it samples: the `lp__` of its output files and
// log_density(propto = true) lack them, and evidences from those are wrong by a factor that depends
// on the model. Here propto = false keeps the constants of every `~`. What a model adds by hand
// (`target += normal_lupdf(...)`, a density without its norm) still lacks them: use `_lpdf` there,
// and proper priors for all parameters. jacobian = true makes ln P a density of the unconstrained
// parameters, which are the ones sampled: the evidence is the same in both.
#include <bridgestan.h>
#include <harmonic/nuts.h>
#include <stdio.h>
#include <stdlib.h>

// A bs_model may be called from several threads at once if it was built with STAN_THREADS=true;
// without, set options.threads = 1.
static int stan_density(void *user, const double *x, double *ln_post, double *gradient)
{
  enum { OUTSIDE = 1 };
  const bs_model *model = user;
  char *error = NULL;
  int failed = gradient != NULL
                   ? bs_log_density_gradient(model, false, true, x, ln_post, gradient, &error)
                   : bs_log_density(model, false, true, x, ln_post, &error);
  if (error != NULL) bs_free_error_msg(error);
  return failed != 0 ? OUTSIDE : 0; // Stan throws where a density has no value: a rejected point
}

static int fail(const char *what)
{
  fprintf(stderr, "bridgestan: %s\n", what);
  return EXIT_FAILURE;
}

static int sample(bs_model *model)
{
  harmonic_chains *chains;
  harmonic_nuts_summary summary;
  harmonic_nuts_options options;
  harmonic_nuts_options_init(&options);
  options.threads = 1;
  if (harmonic_nuts_sample(&chains, &summary, bs_param_unc_num(model), stan_density, model,
                           &options) != S2_OK)
    return fail(s2_error_message());
  printf("%lld draws of %d parameters, %lld divergences\n", (long long)summary.draws,
         harmonic_chains_ndim(chains), (long long)summary.divergences);
  harmonic_chains_destroy(chains);
  return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
  char *error = NULL;
  if (argc != 2) return fail("usage: bridgestan DATA.json");
  bs_model *model = bs_model_construct(argv[1], 0, &error);
  if (model == NULL) {
    int status = fail(error != NULL ? error : "no model");
    bs_free_error_msg(error);
    return status;
  }
  int status = sample(model);
  bs_model_destruct(model);
  return status;
}

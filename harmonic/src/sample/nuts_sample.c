// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include <harmonic/nuts.h>
#include <s2common/priv/error.h>

s2_status harmonic_nuts_sample(harmonic_chains **chains, harmonic_nuts_summary *summary, int ndim,
                               harmonic_density_fn *density, void *user,
                               const harmonic_nuts_options *options)
{
  harmonic_nuts *sampler;
  S2_REQUIRE(chains != NULL, "chains = NULL");
  *chains = NULL;
  S2_TRY(harmonic_nuts_create(&sampler, ndim, density, user, options));
  s2_status status = harmonic_nuts_run(sampler, 0);
  if (status == S2_OK) status = harmonic_nuts_chains(chains, sampler);
  if (status == S2_OK) harmonic_nuts_summarise(sampler, summary);
  harmonic_nuts_destroy(sampler);
  return status;
}

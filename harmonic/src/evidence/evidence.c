// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "evidence.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

s2_status harmonic_evidence_create(harmonic_evidence **evidence, int64_t nchains)
{
  S2_REQUIRE(evidence != NULL, "evidence = NULL");
  *evidence = NULL;
  S2_REQUIRE(nchains >= 1 && nchains <= INT32_MAX, "nchains = %lld is outside 1 .. %d",
             (long long)nchains, INT32_MAX);
  harmonic_evidence *e = s2_priv_alloc(1, sizeof *e);
  tally *chain = s2_priv_alloc((size_t)nchains, sizeof *chain);
  if (e == NULL || chain == NULL) {
    s2_priv_free(e);
    s2_priv_free(chain);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld chains", (long long)nchains);
  }
  for (int64_t i = 0; i < nchains; i++) chain[i] = tally_empty();
  *e = (harmonic_evidence){nchains, chain};
  *evidence = e;
  return S2_OK;
}

void harmonic_evidence_destroy(harmonic_evidence *evidence)
{
  if (evidence == NULL) return;
  s2_priv_free(evidence->chain);
  s2_priv_free(evidence);
}

int64_t harmonic_evidence_nchains(const harmonic_evidence *evidence)
{
  return evidence->nchains;
}

static s2_status check_points(int64_t n, const double *ln_phi, const double *ln_post,
                              const double *weight)
{
  for (int64_t i = 0; i < n; i++) {
    S2_REQUIRE(ln_phi[i] < INFINITY, "ln_phi[%lld] = %g is neither finite nor -inf", (long long)i,
               ln_phi[i]);
    S2_REQUIRE(isfinite(ln_post[i]), "ln_post[%lld] = %g is not finite", (long long)i, ln_post[i]);
    S2_REQUIRE(weight == NULL || (weight[i] >= 0.0 && weight[i] < INFINITY),
               "weight[%lld] = %g is negative or not finite", (long long)i, weight[i]);
  }
  return S2_OK;
}

s2_status harmonic_evidence_add(harmonic_evidence *evidence, int64_t chain, int64_t n,
                                const double *ln_phi, const double *ln_post, const double *weight)
{
  S2_REQUIRE(evidence != NULL, "evidence = NULL");
  S2_REQUIRE(chain >= 0 && chain < evidence->nchains, "chain = %lld is outside 0 .. %lld",
             (long long)chain, (long long)evidence->nchains - 1);
  S2_REQUIRE(n >= 0, "n = %lld is negative", (long long)n);
  S2_REQUIRE(n == 0 || (ln_phi != NULL && ln_post != NULL), "ln_phi or ln_post is NULL");
  S2_TRY(check_points(n, ln_phi, ln_post, weight));
  for (int64_t i = 0; i < n; i++)
    tally_add(&evidence->chain[chain], ln_phi[i], ln_post[i], weight == NULL ? 1.0 : weight[i]);
  return S2_OK;
}

s2_status harmonic_evidence_merge(harmonic_evidence *evidence, const harmonic_evidence *other)
{
  S2_REQUIRE(evidence != NULL && other != NULL, "an evidence is NULL");
  S2_REQUIRE(evidence->nchains == other->nchains, "%lld chains cannot be merged with %lld",
             (long long)evidence->nchains, (long long)other->nchains);
  for (int64_t i = 0; i < evidence->nchains; i++)
    tally_merge(&evidence->chain[i], &other->chain[i]);
  return S2_OK;
}

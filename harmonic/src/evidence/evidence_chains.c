// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include <harmonic/evidence.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

// Points per call of the model: enough to keep its threads busy, 64 KiB of results.
#define BLOCK 8192

static s2_status add_chain(harmonic_evidence *e, int64_t number, const harmonic_chain *c,
                           const harmonic_model *model, double temperature, double *ln_phi)
{
  int ndim = harmonic_model_ndim(model);
  for (int64_t at = 0; at < c->n; at += BLOCK) {
    int64_t n = c->n - at < BLOCK ? c->n - at : BLOCK;
    S2_TRY(harmonic_model_ln_density(model, temperature, n, c->x + at * ndim, ln_phi));
    S2_TRY(harmonic_evidence_add(e, number, n, ln_phi, c->ln_post + at,
                                 c->weight == NULL ? NULL : c->weight + at));
  }
  return S2_OK;
}

s2_status harmonic_evidence_add_chains(harmonic_evidence *evidence, const harmonic_chains *chains,
                                       const harmonic_model *model, double temperature)
{
  S2_REQUIRE(evidence != NULL && chains != NULL && model != NULL,
             "evidence, chains or model is NULL");
  S2_REQUIRE(harmonic_chains_count(chains) == harmonic_evidence_nchains(evidence),
             "there are %lld chains, the evidence was made for %lld",
             (long long)harmonic_chains_count(chains),
             (long long)harmonic_evidence_nchains(evidence));
  S2_REQUIRE(harmonic_chains_ndim(chains) == harmonic_model_ndim(model),
             "the chains have %d parameters, the model %d", harmonic_chains_ndim(chains),
             harmonic_model_ndim(model));
  double *ln_phi = s2_priv_alloc(BLOCK, sizeof *ln_phi);
  if (ln_phi == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a block of points");
  s2_status status = S2_OK;
  for (int64_t i = 0; i < harmonic_evidence_nchains(evidence) && status == S2_OK; i++) {
    harmonic_chain c = harmonic_chains_get(chains, i);
    status = add_chain(evidence, i, &c, model, temperature, ln_phi);
  }
  s2_priv_free(ln_phi);
  return status;
}

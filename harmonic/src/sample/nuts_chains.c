// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "nuts_state.h"
#include <s2common/priv/error.h>

static s2_status add_chain(harmonic_chains *chains, const chain *c, int64_t kept)
{
  double *ln_post = s2_priv_alloc((size_t)kept, sizeof *ln_post);
  if (ln_post == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld draws", (long long)kept);
  for (int64_t i = 0; i < kept; i++) ln_post[i] = c->draws[i].ln_post;
  s2_status status = harmonic_chains_add(chains, kept, c->x, ln_post, NULL);
  s2_priv_free(ln_post);
  return status;
}

static s2_status add_all(harmonic_chains *chains, const harmonic_nuts *s)
{
  for (int i = 0; i < s->options.chains; i++) {
    int64_t kept = chain_kept(&s->chains[i], s->options.warmup);
    if (kept > 0) S2_TRY(add_chain(chains, &s->chains[i], kept));
  }
  S2_REQUIRE(harmonic_chains_size(chains) > 0, "the sampler has no draws yet");
  return S2_OK;
}

s2_status harmonic_nuts_chains(harmonic_chains **chains, const harmonic_nuts *s)
{
  S2_REQUIRE(chains != NULL, "chains = NULL");
  *chains = NULL;
  S2_REQUIRE(s != NULL, "sampler = NULL");
  S2_TRY(harmonic_chains_create(chains, s->density.ndim));
  s2_status status = add_all(*chains, s);
  if (status == S2_OK) return S2_OK;
  harmonic_chains_destroy(*chains);
  *chains = NULL;
  return status;
}

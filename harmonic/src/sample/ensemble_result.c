// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "ensemble_state.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <string.h>

enum { NDIM_ADVISED = 20 };

static s2_status add_blocks(harmonic_chains *chains, const harmonic_ensemble *s, int64_t kept,
                            int64_t blocks)
{
  int64_t walkers = s->options.walkers, length = kept / blocks, first = kept - blocks * length;
  for (int64_t b = 0; b < blocks; b++) {
    int64_t point = (first + b * length) * walkers;
    S2_TRY(harmonic_chains_add(chains, length * walkers, s->x + point * s->density.ndim,
                               s->ln_post + point, NULL));
  }
  return S2_OK;
}

// Walker by walker, through one block of memory [kept][ndim + 1].
static s2_status add_walkers(harmonic_chains *chains, const harmonic_ensemble *s, int64_t kept)
{
  int64_t walkers = s->options.walkers, ndim = s->density.ndim;
  s2_status status = S2_OK;
  double *x = s2_priv_alloc((size_t)kept, (size_t)(ndim + 1) * sizeof *x);
  if (x == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld draws", (long long)kept);
  double *ln_post = x + kept * ndim;
  for (int64_t k = 0; k < walkers && status == S2_OK; k++) {
    for (int64_t i = 0; i < kept; i++) {
      int64_t point = i * walkers + k;
      memcpy(x + i * ndim, s->x + point * ndim, (size_t)ndim * sizeof *x);
      ln_post[i] = s->ln_post[point];
    }
    status = harmonic_chains_add(chains, kept, x, ln_post, NULL);
  }
  s2_priv_free(x);
  return status;
}

s2_status harmonic_ensemble_chains(harmonic_chains **chains, const harmonic_ensemble *s,
                                   int64_t blocks)
{
  S2_REQUIRE(chains != NULL, "chains = NULL");
  *chains = NULL;
  S2_REQUIRE(s != NULL, "sampler = NULL");
  int64_t kept = ensemble_kept(&s->options, s->done);
  S2_REQUIRE(kept > 0, "the sampler has no draws yet");
  S2_REQUIRE(blocks >= 0 && blocks <= kept, "blocks = %lld is outside 0 .. %lld (ensembles kept)",
             (long long)blocks, (long long)kept);
  S2_TRY(harmonic_chains_create(chains, s->density.ndim));
  s2_status status =
      blocks > 0 ? add_blocks(*chains, s, kept, blocks) : add_walkers(*chains, s, kept);
  if (status == S2_OK) return S2_OK;
  harmonic_chains_destroy(*chains);
  *chains = NULL;
  return status;
}

int64_t harmonic_ensemble_draws(const harmonic_ensemble *s, const double **x,
                                const double **ln_post)
{
  int64_t kept = s != NULL ? ensemble_kept(&s->options, s->done) : 0;
  if (x != NULL) *x = kept > 0 ? s->x : NULL;
  if (ln_post != NULL) *ln_post = kept > 0 ? s->ln_post : NULL;
  return kept;
}

int harmonic_ensemble_walkers(const harmonic_ensemble *s)
{
  return s != NULL ? s->options.walkers : 0;
}

void harmonic_ensemble_summarise(const harmonic_ensemble *s, harmonic_ensemble_summary *summary)
{
  tally all = {0};
  *summary = (harmonic_ensemble_summary){.accept = NAN};
  for (int i = 0; i < HARMONIC_ENSEMBLE_MOVES; i++) {
    const tally *t = &s->tally[i];
    all.made += t->made;
    all.accepted += t->accepted;
    summary->accept_of[i] = (double)t->accepted / (double)t->made; // NaN if never made
  }
  summary->accept = (double)all.accepted / (double)all.made;
  summary->iterations = s->done;
  summary->draws = ensemble_kept(&s->options, s->done) * s->options.walkers;
  if (s->density.ndim > NDIM_ADVISED)
    summary->advice =
        "more than 20 parameters: ensembles spread slowly; use a gradient sampler, or "
        "check autocorrelation times";
}

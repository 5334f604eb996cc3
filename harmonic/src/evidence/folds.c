// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "folds.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

static void cut(folds *f, int64_t chain, int64_t n, int pieces, int short_fold)
{
  for (int k = 0; k < pieces; k++) {
    int64_t s = f->segments++;
    f->chain[s] = chain;
    f->first[s] = n / pieces * k + n % pieces * k / pieces;
    f->fold[s] = pieces > 1 ? k : short_fold;
    int64_t next = n / pieces * (k + 1) + n % pieces * (k + 1) / pieces;
    f->start[s + 1] = f->start[s] + next - f->first[s];
  }
}

static s2_status check_filled(const folds *f)
{
  for (int k = 0; k < f->count; k++) {
    int64_t points = 0;
    for (int64_t s = 0; s < f->segments; s++)
      if (f->fold[s] == k) points += f->start[s + 1] - f->start[s];
    S2_REQUIRE(points > 0, "fold %d of %d has no points: fewer folds or more points", k, f->count);
  }
  return S2_OK;
}

s2_status folds_create(folds *f, const harmonic_chains *chains, int count)
{
  int64_t nchains = harmonic_chains_count(chains), most;
  *f = (folds){.chains = chains, .count = count};
  if (!s2_priv_mul(nchains, count, &most))
    return S2_FAIL(S2_ERR_MEMORY, "%lld chains in %d folds", (long long)nchains, count);
  f->start = s2_priv_alloc((size_t)most + 1, sizeof *f->start);
  f->chain = s2_priv_alloc((size_t)most, sizeof *f->chain);
  f->first = s2_priv_alloc((size_t)most, sizeof *f->first);
  f->fold = s2_priv_alloc((size_t)most, sizeof *f->fold);
  if (f->start == NULL || f->chain == NULL || f->first == NULL || f->fold == NULL) {
    folds_free(f);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld segments", (long long)most);
  }
  int64_t shorts = 0;
  for (int64_t c = 0; c < nchains; c++) {
    int64_t n = harmonic_chains_get(chains, c).n;
    cut(f, c, n, n >= count ? count : 1, (int)(shorts % count));
    shorts += n < count;
  }
  s2_status status = check_filled(f);
  if (status != S2_OK) folds_free(f);
  return status;
}

void folds_free(folds *f)
{
  s2_priv_free(f->start);
  s2_priv_free(f->chain);
  s2_priv_free(f->first);
  s2_priv_free(f->fold);
  *f = (folds){0};
}

harmonic_chain folds_segment(const folds *f, int64_t segment)
{
  harmonic_chain c = harmonic_chains_get(f->chains, f->chain[segment]);
  int64_t first = f->first[segment];
  return (harmonic_chain){.n = f->start[segment + 1] - f->start[segment],
                          .x = c.x + first * harmonic_chains_ndim(f->chains),
                          .ln_post = c.ln_post + first,
                          .weight = c.weight == NULL ? NULL : c.weight + first};
}

static int has_weight(const harmonic_chain *c)
{
  for (int64_t i = 0; i < c->n; i++)
    if (c->weight == NULL || c->weight[i] > 0.0) return 1;
  return 0;
}

s2_status folds_training(const folds *f, int left_out, harmonic_chains **training)
{
  S2_TRY(harmonic_chains_create(training, harmonic_chains_ndim(f->chains)));
  s2_status status = S2_OK;
  for (int64_t s = 0; s < f->segments && status == S2_OK; s++) {
    harmonic_chain c = folds_segment(f, s);
    if (f->fold[s] != left_out && has_weight(&c))
      status = harmonic_chains_add(*training, c.n, c.x, c.ln_post, c.weight);
  }
  if (status == S2_OK) return S2_OK;
  harmonic_chains_destroy(*training);
  *training = NULL;
  return status;
}

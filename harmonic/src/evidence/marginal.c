// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "marginal.h"
#include "series.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <s2common/rng.h>

#define STREAM UINT64_C(0x626c6f636b730000) // of the blocks drawn, in the user's seed

static s2_status add_columns(harmonic_chains *to, const harmonic_chain *c, int ndim, int count,
                             const int *which)
{
  int64_t size;
  double *x = NULL;
  if (s2_priv_mul(c->n, count, &size)) x = s2_priv_alloc((size_t)size, sizeof *x);
  if (x == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)c->n);
  for (int64_t i = 0; i < c->n; i++)
    for (int k = 0; k < count; k++) x[i * count + k] = c->x[i * ndim + which[k]];
  s2_status status = harmonic_chains_add(to, c->n, x, c->ln_post, c->weight);
  s2_priv_free(x);
  return status;
}

static s2_status finish(s2_status status, harmonic_chains **chains)
{
  if (status == S2_OK) return S2_OK;
  harmonic_chains_destroy(*chains);
  *chains = NULL;
  return status;
}

s2_status marginal_chains(const harmonic_chains *chains, int count, const int *which,
                          harmonic_chains **marginal)
{
  S2_TRY(harmonic_chains_create(marginal, count));
  s2_status status = S2_OK;
  for (int64_t i = 0; i < harmonic_chains_count(chains) && status == S2_OK; i++) {
    harmonic_chain c = harmonic_chains_get(chains, i);
    status = add_columns(*marginal, &c, harmonic_chains_ndim(chains), count, which);
  }
  return finish(status, marginal);
}

/// All blocks of all chains, as numbers.
typedef struct cuts {
  series all;
  int64_t *start; ///< [chains + 1] points
  int64_t *block; ///< [chains + 1] blocks before a chain
} cuts;

static void number_blocks(const harmonic_chains *chains, int64_t blocks, cuts *c)
{
  int64_t count = harmonic_chains_count(chains);
  c->all = (series){count, c->start};
  for (int64_t i = 0; i < count; i++)
    c->start[i + 1] = c->start[i] + harmonic_chains_get(chains, i).n;
  for (int64_t i = 0; i < count; i++)
    c->block[i + 1] = c->block[i] + series_blocks(&c->all, i, blocks);
}

// Block number `block`, as a chain of its own.
static harmonic_chain find_block(const harmonic_chains *chains, const cuts *c, int64_t block)
{
  int64_t low = 0, high = c->all.count - 1;
  while (low < high) {
    int64_t middle = (low + high + 1) / 2;
    if (c->block[middle] <= block)
      low = middle;
    else
      high = middle - 1;
  }
  harmonic_chain all = harmonic_chains_get(chains, low);
  int64_t count = c->block[low + 1] - c->block[low], k = block - c->block[low];
  int64_t from = block_start(0, all.n, k, count), to = block_start(0, all.n, k + 1, count);
  return (harmonic_chain){to - from, all.x + from * harmonic_chains_ndim(chains),
                          all.ln_post + from, all.weight == NULL ? NULL : all.weight + from};
}

static int has_weight(const harmonic_chain *c)
{
  for (int64_t i = 0; i < c->n; i++)
    if (c->weight == NULL || c->weight[i] > 0.0) return 1;
  return 0;
}

static s2_status draw(const harmonic_chains *chains, const cuts *c, double proportion,
                      uint64_t seed, int number, harmonic_chains *to)
{
  int64_t total = c->block[c->all.count];
  int64_t count = (int64_t)(proportion * (double)total + 0.5);
  for (int64_t i = 0; i < count || i == 0; i++) {
    double u[2];
    s2_rng_uniform2(seed, STREAM + (uint64_t)number, (uint64_t)i, u);
    harmonic_chain block = find_block(chains, c, (int64_t)(u[0] * (double)total));
    if (has_weight(&block))
      S2_TRY(harmonic_chains_add(to, block.n, block.x, block.ln_post, block.weight));
  }
  return S2_OK;
}

s2_status marginal_resample(const harmonic_chains *chains, int64_t blocks, double proportion,
                            uint64_t seed, int number, harmonic_chains **resample)
{
  size_t count = (size_t)harmonic_chains_count(chains) + 1;
  S2_TRY(harmonic_chains_create(resample, harmonic_chains_ndim(chains)));
  cuts c = {.start = s2_priv_alloc(count, sizeof *c.start),
            .block = s2_priv_alloc(count, sizeof *c.block)};
  s2_status status = S2_OK;
  if (c.start == NULL || c.block == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "no memory for %zu chains", count);
  if (status == S2_OK) {
    number_blocks(chains, blocks, &c);
    status = draw(chains, &c, proportion, seed, number, *resample);
  }
  s2_priv_free(c.start);
  s2_priv_free(c.block);
  return finish(status, resample);
}

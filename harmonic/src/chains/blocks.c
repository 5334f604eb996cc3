// SPDX-License-Identifier: MIT
// Chains cut in time.
#include "chains.h"
#include <harmonic/edit.h>
#include <math.h>

/// How many blocks each chain gets; the sum is nblocks.
static s2_status share(const harmonic_chains *c, int64_t nblocks, int64_t *blocks)
{
  int64_t sum = 0, most = 0;
  for (int64_t j = 0; j < c->count; ++j) {
    double n = (double)(c->start[j + 1] - c->start[j]);
    blocks[j] = (int64_t)rint((double)nblocks * (n / (double)c->size));
    if (blocks[j] == 0) blocks[j] = 1;
    sum += blocks[j];
    if (blocks[j] > blocks[most]) most = j;
  }
  blocks[most] += nblocks - sum;
  S2_REQUIRE(blocks[most] >= 1, "nblocks = %lld is too few for %lld chains of these lengths",
             (long long)nblocks, (long long)c->count);
  return S2_OK;
}

static s2_status cut(harmonic_chains *out, const harmonic_chain *c, int64_t number, int64_t blocks)
{
  S2_REQUIRE(blocks <= c->n, "chain %lld: %lld points do not make %lld blocks", (long long)number,
             (long long)c->n, (long long)blocks);
  int64_t step = c->n / blocks;
  for (int64_t k = 0; k < blocks; ++k)
    S2_TRY(chains_add_part(out, c, k * step, k < blocks - 1 ? step : c->n - k * step));
  return S2_OK;
}

static s2_status cut_all(harmonic_chains *out, const harmonic_chains *chains, int64_t nblocks)
{
  int64_t *blocks = s2_priv_alloc((size_t)chains->count, sizeof *blocks);
  if (blocks == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld chains", (long long)chains->count);
  s2_status status = share(chains, nblocks, blocks);
  for (int64_t j = 0; j < chains->count && status == S2_OK; ++j) {
    harmonic_chain c = harmonic_chains_get(chains, j);
    status = cut(out, &c, j, blocks[j]);
  }
  s2_priv_free(blocks);
  return status;
}

s2_status harmonic_chains_blocks(harmonic_chains **out, const harmonic_chains *chains,
                                 int64_t nblocks)
{
  S2_REQUIRE(out != NULL, "out is NULL");
  *out = NULL;
  S2_REQUIRE(chains != NULL, "chains is NULL");
  S2_REQUIRE(chains->count >= 1, "there is no chain to cut");
  S2_REQUIRE(nblocks >= chains->count && nblocks <= chains->size,
             "nblocks = %lld is outside %lld .. %lld (chains .. points)", (long long)nblocks,
             (long long)chains->count, (long long)chains->size);
  S2_TRY(chains_like(out, chains));
  s2_status status = cut_all(*out, chains, nblocks);
  if (status == S2_OK) return S2_OK;
  harmonic_chains_destroy(*out);
  *out = NULL;
  return status;
}

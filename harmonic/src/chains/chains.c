// SPDX-License-Identifier: MIT
#include "chains.h"
#include <math.h>
#include <string.h>

s2_status harmonic_chains_create(harmonic_chains **chains, int ndim)
{
  S2_REQUIRE(chains != NULL, "chains is NULL");
  *chains = NULL;
  S2_REQUIRE(ndim >= 1 && ndim <= HARMONIC_NDIM_MAX, "ndim = %d is outside 1 .. %d", ndim,
             HARMONIC_NDIM_MAX);
  harmonic_chains *c = s2_priv_alloc(1, sizeof *c);
  if (c == NULL) return S2_FAIL(S2_ERR_MEMORY, "chains of %d parameters", ndim);
  c->ndim = ndim;
  c->parameter = s2_priv_alloc((size_t)ndim, sizeof *c->parameter);
  if (c->parameter == NULL) {
    s2_priv_free(c);
    return S2_FAIL(S2_ERR_MEMORY, "names of %d parameters", ndim);
  }
  parameters_start(c->parameter, ndim);
  *chains = c;
  return S2_OK;
}

void harmonic_chains_destroy(harmonic_chains *chains)
{
  if (chains == NULL) return;
  void *blocks[] = {chains->start,  chains->weighted,  chains->x, chains->ln_post,
                    chains->weight, chains->parameter, chains};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; ++k) s2_priv_free(blocks[k]);
}

// ------------------------------------------------------------------ checks

static s2_status check_values(const harmonic_chains *c, int64_t n, const double *x,
                              const double *ln_post)
{
  for (int64_t i = 0; i < n; ++i) {
    for (int d = 0; d < c->ndim; ++d)
      S2_REQUIRE(isfinite(x[i * c->ndim + d]),
                 "chain %lld, point %lld: parameter %d (%s) = %g is not finite",
                 (long long)c->count, (long long)i, d, c->parameter[d].name, x[i * c->ndim + d]);
    S2_REQUIRE(
        isfinite(ln_post[i]),
        "chain %lld, point %lld: ln_post = %g is not finite: no sampler stays at such a point",
        (long long)c->count, (long long)i, ln_post[i]);
  }
  return S2_OK;
}

static s2_status check_weights(int64_t chain, int64_t n, const double *weight)
{
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) {
    S2_REQUIRE(isfinite(weight[i]) && weight[i] >= 0,
               "chain %lld, point %lld: weight = %g is not a finite number >= 0", (long long)chain,
               (long long)i, weight[i]);
    sum += weight[i];
  }
  S2_REQUIRE(sum > 0, "chain %lld: all %lld weights are 0", (long long)chain, (long long)n);
  S2_REQUIRE(isfinite(sum), "chain %lld: the sum of its weights overflows", (long long)chain);
  return S2_OK;
}

// ------------------------------------------------------------------ growing

/// Replace a block by a larger copy; on failure it stays as it was.
static s2_status regrow(void **block, int64_t used, int64_t room, int64_t size)
{
  int64_t bytes;
  void *grown = s2_priv_mul(room, size, &bytes) ? s2_priv_alloc((size_t)room, (size_t)size) : NULL;
  if (grown == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "%lld elements of %lld bytes", (long long)room, (long long)size);
  if (used > 0) memcpy(grown, *block, (size_t)(used * size));
  s2_priv_free(*block);
  *block = grown;
  return S2_OK;
}

/// Twice the room: n appended points cost O(n) in all.
static int64_t enough(int64_t room, int64_t needed)
{
  return needed <= room ? room : needed > INT64_MAX / 2 ? needed : 2 * needed;
}

static s2_status make_room(harmonic_chains *c, int64_t n)
{
  S2_REQUIRE(n <= INT64_MAX - c->size, "%lld points and %lld more overflow", (long long)c->size,
             (long long)n);
  int64_t room = enough(c->room, c->size + n), cuts = enough(c->cuts, c->count + 2);
  if (room > c->room) {
    S2_TRY(regrow((void **)&c->x, c->size, room, c->ndim * (int64_t)sizeof *c->x));
    S2_TRY(regrow((void **)&c->ln_post, c->size, room, sizeof *c->ln_post));
    S2_TRY(regrow((void **)&c->weight, c->size, room, sizeof *c->weight));
    c->room = room;
  }
  if (cuts == c->cuts) return S2_OK;
  S2_TRY(regrow((void **)&c->start, c->cuts > 0 ? c->count + 1 : 0, cuts, sizeof *c->start));
  S2_TRY(regrow((void **)&c->weighted, c->count, cuts, sizeof *c->weighted));
  c->cuts = cuts;
  return S2_OK;
}

s2_status harmonic_chains_add(harmonic_chains *chains, int64_t n, const double *x,
                              const double *ln_post, const double *weight)
{
  S2_REQUIRE(chains != NULL, "chains is NULL");
  S2_REQUIRE(n >= 1, "n = %lld is less than 1", (long long)n);
  S2_REQUIRE(x != NULL && ln_post != NULL, "%s is NULL", x == NULL ? "x" : "ln_post");
  S2_TRY(check_values(chains, n, x, ln_post));
  if (weight != NULL) S2_TRY(check_weights(chains->count, n, weight));
  S2_TRY(make_room(chains, n));
  harmonic_chains *c = chains;
  memcpy(c->x + c->size * c->ndim, x, (size_t)(n * c->ndim) * sizeof *x);
  memcpy(c->ln_post + c->size, ln_post, (size_t)n * sizeof *ln_post);
  for (int64_t i = 0; i < n; ++i) c->weight[c->size + i] = weight != NULL ? weight[i] : 1;
  c->weighted[c->count] = weight != NULL;
  c->start[c->count] = c->size;
  c->size += n;
  c->start[++c->count] = c->size;
  return S2_OK;
}

// ------------------------------------------------------------------ questions

int harmonic_chains_ndim(const harmonic_chains *chains)
{
  return chains->ndim;
}

int64_t harmonic_chains_count(const harmonic_chains *chains)
{
  return chains->count;
}

int64_t harmonic_chains_size(const harmonic_chains *chains)
{
  return chains->size;
}

harmonic_chain harmonic_chains_get(const harmonic_chains *chains, int64_t i)
{
  const harmonic_chains *c = chains;
  if (i < 0 || i >= c->count) return (harmonic_chain){0, NULL, NULL, NULL};
  int64_t at = c->start[i];
  return (harmonic_chain){c->start[i + 1] - at, c->x + at * c->ndim, c->ln_post + at,
                          c->weighted[i] ? c->weight + at : NULL};
}

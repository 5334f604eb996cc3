// SPDX-License-Identifier: MIT
// New sets out of old ones.
#include "chains.h"
#include <harmonic/edit.h>
#include <math.h>
#include <s2common/rng.h>
#include <string.h>

s2_status chains_like(harmonic_chains **out, const harmonic_chains *from)
{
  S2_REQUIRE(out != NULL, "out is NULL");
  *out = NULL;
  S2_REQUIRE(from != NULL, "chains is NULL");
  S2_TRY(harmonic_chains_create(out, from->ndim));
  memcpy((*out)->parameter, from->parameter, (size_t)from->ndim * sizeof *from->parameter);
  return S2_OK;
}

s2_status chains_add_part(harmonic_chains *to, const harmonic_chain *from, int64_t first, int64_t n)
{
  return harmonic_chains_add(to, n, from->x + first * to->ndim, from->ln_post + first,
                             from->weight == NULL ? NULL : from->weight + first);
}

/// Hand `out` to the caller or free it.
static s2_status finish(harmonic_chains **out, s2_status status)
{
  if (status == S2_OK) return S2_OK;
  harmonic_chains_destroy(*out);
  *out = NULL;
  return status;
}

static s2_status add_all(harmonic_chains *to, const harmonic_chains *from)
{
  for (int64_t i = 0; i < from->count; ++i) {
    harmonic_chain c = harmonic_chains_get(from, i);
    S2_TRY(chains_add_part(to, &c, 0, c.n));
  }
  return S2_OK;
}

s2_status harmonic_chains_copy(harmonic_chains **out, const harmonic_chains *chains)
{
  S2_TRY(chains_like(out, chains));
  return finish(out, add_all(*out, chains));
}

s2_status harmonic_chains_append(harmonic_chains *chains, const harmonic_chains *other)
{
  S2_REQUIRE(chains != NULL && other != NULL, "%s is NULL", chains == NULL ? "chains" : "other");
  S2_REQUIRE(chains != other, "a set cannot be appended to itself");
  S2_REQUIRE(chains->ndim == other->ndim, "the other set has %d parameters, this one %d",
             other->ndim, chains->ndim);
  int64_t count = chains->count, size = chains->size;
  s2_status status = add_all(chains, other);
  if (status == S2_OK) return S2_OK;
  chains->count = count;
  chains->size = size;
  return status;
}

static s2_status add_numbers(harmonic_chains *to, const harmonic_chains *from, int64_t n,
                             const int64_t *number)
{
  for (int64_t k = 0; k < n; ++k) {
    S2_REQUIRE(number[k] >= 0 && number[k] < from->count,
               "number[%lld] = %lld is outside 0 .. %lld", (long long)k, (long long)number[k],
               (long long)from->count - 1);
    harmonic_chain c = harmonic_chains_get(from, number[k]);
    S2_TRY(chains_add_part(to, &c, 0, c.n));
  }
  return S2_OK;
}

s2_status harmonic_chains_select(harmonic_chains **out, const harmonic_chains *chains, int64_t n,
                                 const int64_t *number)
{
  S2_REQUIRE(out != NULL, "out is NULL");
  *out = NULL;
  S2_REQUIRE(number != NULL, "number is NULL");
  S2_REQUIRE(n >= 1, "n = %lld is less than 1", (long long)n);
  S2_TRY(chains_like(out, chains));
  return finish(out, add_numbers(*out, chains, n, number));
}

// ------------------------------------------------------------------ parts

/// Uniform stream of harmonic_chains_split().
enum { STREAM_SPLIT = 0x5b15 };

/// Choose k of n numbers, all subsets alike (selection sampling: Knuth, algorithm S).
static void choose(int64_t n, int64_t k, uint64_t seed, unsigned char *chosen)
{
  for (int64_t i = 0; i < n; ++i) {
    double u[2];
    s2_rng_uniform2(seed, STREAM_SPLIT, (uint64_t)i, u);
    chosen[i] = seed == 0 ? k > 0 : (double)(n - i) * u[0] < (double)k;
    k -= chosen[i];
  }
}

static s2_status deal(harmonic_chains *train, harmonic_chains *infer, const harmonic_chains *chains,
                      int64_t k, uint64_t seed)
{
  unsigned char *chosen = s2_priv_alloc((size_t)chains->count, 1);
  if (chosen == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld chains", (long long)chains->count);
  choose(chains->count, k, seed, chosen);
  s2_status status = S2_OK;
  for (int64_t i = 0; i < chains->count && status == S2_OK; ++i) {
    harmonic_chain c = harmonic_chains_get(chains, i);
    status = chains_add_part(chosen[i] ? train : infer, &c, 0, c.n);
  }
  s2_priv_free(chosen);
  return status;
}

s2_status harmonic_chains_split(harmonic_chains **train, harmonic_chains **infer,
                                const harmonic_chains *chains, double fraction, uint64_t seed)
{
  S2_REQUIRE(train != NULL && infer != NULL, "%s is NULL", train == NULL ? "train" : "infer");
  *train = *infer = NULL;
  S2_REQUIRE(chains != NULL, "chains is NULL");
  S2_REQUIRE(chains->count >= 2, "%lld chain cannot be shared out; cut it into blocks first",
             (long long)chains->count);
  S2_REQUIRE(fraction > 0 && fraction < 1, "fraction = %g is outside (0, 1)", fraction);
  int64_t k = (int64_t)floor(fraction * (double)chains->count);
  S2_REQUIRE(k >= 1, "fraction = %g of %lld chains is none", fraction, (long long)chains->count);
  s2_status status = chains_like(train, chains);
  if (status == S2_OK) status = chains_like(infer, chains);
  if (status == S2_OK) status = deal(*train, *infer, chains, k, seed);
  finish(infer, status);
  return finish(train, status);
}

// ------------------------------------------------------------------ parameters

static s2_status check_numbers(const harmonic_chains *chains, int n, const int *number)
{
  S2_REQUIRE(chains != NULL && number != NULL, "%s is NULL", chains == NULL ? "chains" : "number");
  S2_REQUIRE(n >= 1 && n <= chains->ndim, "n = %d is outside 1 .. %d", n, chains->ndim);
  for (int k = 0; k < n; ++k) {
    S2_REQUIRE(number[k] >= 0 && number[k] < chains->ndim, "number[%d] = %d is outside 0 .. %d", k,
               number[k], chains->ndim - 1);
    for (int i = 0; i < k; ++i)
      S2_REQUIRE(number[i] != number[k], "number[%d] = number[%d] = %d", i, k, number[k]);
  }
  return S2_OK;
}

static s2_status add_columns(harmonic_chains *to, const harmonic_chains *from, const int *number)
{
  double *x = s2_priv_alloc((size_t)from->size + 1, (size_t)to->ndim * sizeof *x);
  if (x == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)from->size);
  for (int64_t i = 0; i < from->size; ++i)
    for (int k = 0; k < to->ndim; ++k) x[i * to->ndim + k] = from->x[i * from->ndim + number[k]];
  s2_status status = S2_OK;
  for (int64_t i = 0; i < from->count && status == S2_OK; ++i) {
    harmonic_chain c = harmonic_chains_get(from, i);
    status = harmonic_chains_add(to, c.n, x + from->start[i] * to->ndim, c.ln_post, c.weight);
  }
  s2_priv_free(x);
  return status;
}

s2_status harmonic_chains_marginal(harmonic_chains **out, const harmonic_chains *chains, int n,
                                   const int *number)
{
  S2_REQUIRE(out != NULL, "out is NULL");
  *out = NULL;
  S2_TRY(check_numbers(chains, n, number));
  S2_TRY(harmonic_chains_create(out, n));
  for (int k = 0; k < n; ++k) (*out)->parameter[k] = chains->parameter[number[k]];
  return finish(out, add_columns(*out, chains, number));
}

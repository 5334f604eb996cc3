// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "evidence.h"
#include "state_file.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

static const char magic[] = "HARMEVI1";

enum { WORDS = 14 }; // of a chain

static void pack(const tally *t, uint64_t words[WORDS])
{
  const double values[] = {t->ratio.max, t->ratio.head, t->ratio.tail, t->weight,
                           t->ln_ratio,  t->largest,    t->ratios.min, t->ratios.max,
                           t->posts.min, t->posts.max,  t->phis.min,   t->phis.max};
  for (int i = 0; i < WORDS - 2; i++) words[i] = word_of(values[i]);
  words[WORDS - 2] = (uint64_t)t->n;
  words[WORDS - 1] = (uint64_t)t->nonzero;
}

static tally unpack(const uint64_t words[WORDS])
{
  double v[WORDS - 2];
  for (int i = 0; i < WORDS - 2; i++) v[i] = double_of(words[i]);
  return (tally){.ratio = {v[0], v[1], v[2]},
                 .weight = v[3],
                 .ln_ratio = v[4],
                 .largest = v[5],
                 .ratios = {v[6], v[7]},
                 .posts = {v[8], v[9]},
                 .phis = {v[10], v[11]},
                 .n = (int64_t)words[WORDS - 2],
                 .nonzero = (int64_t)words[WORDS - 1]};
}

// What any sequence of tally_add() keeps true.
static int is_possible(const tally *t)
{
  int empty = t->ratio.max == -INFINITY;
  return t->n >= 0 && t->nonzero >= 0 && t->nonzero <= t->n && t->weight >= 0.0 &&
         t->weight < INFINITY && isfinite(t->ln_ratio) && isfinite(t->ratio.tail) &&
         (empty ? t->ratio.head == 0.0 && t->ratio.tail == 0.0
                : isfinite(t->ratio.max) && t->ratio.head > 0.0 && t->ratio.head < INFINITY) &&
         t->ratio.head + t->ratio.tail >= 0.0 && t->largest < INFINITY;
}

s2_status harmonic_evidence_save(const harmonic_evidence *evidence, const char *path)
{
  S2_REQUIRE(evidence != NULL, "evidence = NULL");
  int64_t n = evidence->nchains;
  uint64_t *words = s2_priv_alloc((size_t)n, WORDS * sizeof *words);
  if (words == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld chains", (long long)n);
  for (int64_t i = 0; i < n; i++) pack(&evidence->chain[i], words + WORDS * i);
  s2_status status = state_file_write(path, magic, WORDS * n, words);
  s2_priv_free(words);
  return status;
}

static s2_status fill(harmonic_evidence *e, const char *path, const uint64_t *words)
{
  for (int64_t i = 0; i < e->nchains; i++) {
    e->chain[i] = unpack(words + WORDS * i);
    if (!is_possible(&e->chain[i]))
      return S2_FAIL(S2_ERR_FILE, "%.200s: the sums of chain %lld are impossible", path,
                     (long long)i);
  }
  return S2_OK;
}

s2_status harmonic_evidence_load(harmonic_evidence **evidence, const char *path)
{
  S2_REQUIRE(evidence != NULL, "evidence = NULL");
  *evidence = NULL;
  int64_t n;
  uint64_t *words;
  S2_TRY(state_file_read(path, magic, &n, &words));
  harmonic_evidence *e = NULL;
  s2_status status = S2_OK;
  if (n == 0 || n % WORDS != 0 || n / WORDS > INT32_MAX)
    status =
        S2_FAIL(S2_ERR_FILE, "%.200s: %lld words are not a number of chains", path, (long long)n);
  if (status == S2_OK) status = harmonic_evidence_create(&e, n / WORDS);
  if (status == S2_OK) status = fill(e, path, words);
  s2_priv_free(words);
  if (status == S2_OK)
    *evidence = e;
  else
    harmonic_evidence_destroy(e);
  return status;
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "evidence_file.h"
#include "sample/record.h"
#include <s2common/priv/error.h>

enum { TALLY_BYTES = 14 * 8 }; // of a chain in the file

static void visit_tally(record *r, tally *t)
{
  record_reals(r, 1, &t->ratio.max);
  record_reals(r, 1, &t->ratio.head);
  record_reals(r, 1, &t->ratio.tail);
  record_reals(r, 1, &t->weight);
  record_reals(r, 1, &t->ln_ratio);
  record_reals(r, 1, &t->largest);
  harmonic_extremes *const extremes[] = {&t->ratios, &t->posts, &t->phis};
  for (int i = 0; i < 3; i++) {
    record_reals(r, 1, &extremes[i]->min);
    record_reals(r, 1, &extremes[i]->max);
  }
  record_integer(r, &t->n);
  record_integer(r, &t->nonzero);
}

static s2_status write_evidence(record *r, void *state)
{
  harmonic_evidence *e = state;
  record_integer(r, &e->nchains);
  for (int64_t i = 0; i < e->nchains; i++) visit_tally(r, &e->chain[i]);
  return S2_OK;
}

// What any sequence of tally_add() keeps true; more points than doubles count are none of it.
static int is_possible(const tally *t, int64_t nchains)
{
  int empty = t->ratio.max == -INFINITY;
  return t->n >= 0 && t->n <= (INT64_C(1) << 52) / nchains && t->nonzero >= 0 &&
         t->nonzero <= t->n && t->weight >= 0.0 && t->weight < INFINITY && isfinite(t->ln_ratio) &&
         isfinite(t->ratio.tail) &&
         (empty ? t->ratio.head == 0.0 && t->ratio.tail == 0.0
                : isfinite(t->ratio.max) && t->ratio.head > 0.0 && t->ratio.head < INFINITY) &&
         t->ratio.head + t->ratio.tail >= 0.0 && t->largest < INFINITY;
}

static s2_status read_evidence(record *r, void *state)
{
  harmonic_evidence **evidence = state;
  int64_t nchains = 0, left = (int64_t)r->left / TALLY_BYTES;
  record_integer(r, &nchains);
  if (nchains < 1 || nchains > left)
    return S2_FAIL(S2_ERR_FILE, "%.200s: %lld chains, while there is room for %lld", r->path,
                   (long long)nchains, (long long)left);
  S2_TRY(harmonic_evidence_create(evidence, nchains));
  for (int64_t i = 0; i < nchains; i++) {
    visit_tally(r, &(*evidence)->chain[i]);
    if (!is_possible(&(*evidence)->chain[i], nchains))
      return S2_FAIL(S2_ERR_FILE, "%.200s: the sums of chain %lld are impossible", r->path,
                     (long long)i);
  }
  return S2_OK;
}

static s2_status finish(s2_status status, harmonic_evidence **evidence)
{
  if (status == S2_OK) return S2_OK;
  harmonic_evidence_destroy(*evidence);
  *evidence = NULL;
  return status;
}

s2_status evidence_parse(const unsigned char *data, size_t size, const char *path,
                         harmonic_evidence **evidence)
{
  *evidence = NULL;
  return finish(record_parse(data, size, path, RECORD_EVIDENCE, read_evidence, evidence), evidence);
}

s2_status harmonic_evidence_save(const harmonic_evidence *evidence, const char *path)
{
  S2_REQUIRE(evidence != NULL, "evidence = NULL");
  return record_save(path, RECORD_EVIDENCE, write_evidence, (void *)evidence); // only read
}

s2_status harmonic_evidence_load(harmonic_evidence **evidence, const char *path)
{
  S2_REQUIRE(evidence != NULL, "evidence = NULL");
  *evidence = NULL;
  return finish(record_load(path, RECORD_EVIDENCE, read_evidence, evidence), evidence);
}

// SPDX-License-Identifier: MIT
// Small sets of chains whose every number tells where it came from.
#ifndef HARMONIC_TESTS_SETS_H
#define HARMONIC_TESTS_SETS_H

#include "support.h"
#include <harmonic/edit.h>

/// Set of `count` chains of length[i] points: x = (1000 chain + point, -x), ln P = x / 8; weights
/// are NULL or follow one after another.
static inline harmonic_chains *numbered(int64_t count, const int64_t *length, const double *weight)
{
  harmonic_chains *set;
  double x[2 * 2000], ln_post[2000];
  assert_ok(harmonic_chains_create(&set, 2));
  for (int64_t j = 0; j < count; ++j) {
    for (int64_t i = 0; i < length[j]; ++i) {
      x[2 * i] = 1000.0 * (double)j + (double)i;
      x[2 * i + 1] = -x[2 * i];
      ln_post[i] = x[2 * i] / 8;
    }
    assert_ok(harmonic_chains_add(set, length[j], x, ln_post, weight));
    if (weight != NULL) weight += length[j];
  }
  return set;
}

/// Fails unless two sets hold the same numbers and names.
static inline void assert_same_sets(const harmonic_chains *a, const harmonic_chains *b)
{
  int ndim = harmonic_chains_ndim(a);
  assert_int_equal(ndim, harmonic_chains_ndim(b));
  assert_int_equal(harmonic_chains_count(a), harmonic_chains_count(b));
  for (int d = 0; d < ndim; ++d) {
    harmonic_parameter p = harmonic_chains_parameter(a, d), q = harmonic_chains_parameter(b, d);
    assert_string_equal(p.name, q.name);
    assert_string_equal(p.label, q.label);
    assert_true(p.lower == q.lower && p.upper == q.upper && p.derived == q.derived);
  }
  for (int64_t i = 0; i < harmonic_chains_count(a); ++i) {
    harmonic_chain p = harmonic_chains_get(a, i), q = harmonic_chains_get(b, i);
    assert_int_equal(p.n, q.n);
    assert_memory_equal(p.x, q.x, (size_t)(p.n * ndim) * sizeof *p.x);
    assert_memory_equal(p.ln_post, q.ln_post, (size_t)p.n * sizeof *p.x);
    assert_true((p.weight == NULL) == (q.weight == NULL));
    if (p.weight != NULL) assert_memory_equal(p.weight, q.weight, (size_t)p.n * sizeof *p.x);
  }
}

#endif

// SPDX-License-Identifier: MIT
// Whether the chains have converged in their parameters: ln P alone does not always tell.
#define S2_LIBRARY "harmonic"
#include "cross.h"
#include <harmonic/diagnostics.h>
#include <harmonic/edit.h>
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

/// Steps that are looked at: enough for R-hat, and it takes no time.
enum { STEPS = 20000 };

/// An effective size above this part of the steps says nothing but that they are thin.
static const double SATURATED = 0.25;

/// Every so many steps of all chains.
static s2_status thinned(const harmonic_chains *chains, harmonic_chains **out)
{
  S2_TRY(harmonic_chains_copy(out, chains));
  double steps = 0;
  for (int64_t c = 0; c < harmonic_chains_count(chains); c++) {
    harmonic_chain chain = harmonic_chains_get(chains, c);
    for (int64_t i = 0; i < chain.n; i++) steps += chain.weight != NULL ? chain.weight[i] : 1;
  }
  s2_status status = harmonic_chains_thin(*out, 1 + (int64_t)(steps / STEPS));
  if (status != S2_OK) harmonic_chains_destroy(*out);
  return status;
}

s2_status cross_mixing(analysis *a)
{
  harmonic_result *r = &a->result;
  harmonic_chains *some;
  r->rhat = NAN;
  r->ess = INFINITY;
  s2_status status = thinned(a->folds.chains, &some);
  if (status == S2_ERR_MEMORY) return status;
  if (status != S2_OK) { // weights that are not whole: no series in time
    s2_error_clear();
    return S2_OK;
  }
  harmonic_diagnosis *d = s2_priv_alloc((size_t)r->ndim + 1, sizeof *d);
  status = d != NULL ? harmonic_diagnose(some, a->options.threads, d)
                     : S2_FAIL(S2_ERR_MEMORY, "no memory for %d parameters", r->ndim);
  double size = (double)harmonic_chains_size(some);
  for (int k = 0; k <= r->ndim && status == S2_OK; k++) {
    r->rhat = fmax(r->rhat, d[k].rhat); // of a NaN and a number, the number
    double ess = fmin(d[k].ess_bulk, d[k].ess_tail);
    if (ess < SATURATED * size) r->ess = fmin(r->ess, ess);
  }
  s2_priv_free(d);
  harmonic_chains_destroy(some);
  if (status != S2_ERR_ARGUMENT) return status;
  s2_error_clear(); // chains of too few steps
  return S2_OK;
}

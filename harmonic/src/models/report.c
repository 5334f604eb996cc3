// SPDX-License-Identifier: MIT
// The losses of kinds that are fitted in closed form.
#include "model.h"
#include <math.h>

/// Points evaluated at a time.
enum { PART = 1 << 16 };

/// Add sum w ln phi and sum w of one chain.
static s2_status add_chain(const harmonic_model *m, harmonic_chain chain, double *work, double *sum,
                           double *weights)
{
  for (int64_t first = 0; first < chain.n; first += PART) {
    int64_t n = chain.n - first < PART ? chain.n - first : PART;
    S2_TRY(harmonic_model_ln_density(m, 1, n, chain.x + first * m->ndim, work));
    for (int64_t i = 0; i < n; ++i) {
      double w = chain.weight != NULL ? chain.weight[first + i] : 1;
      if (w > 0) *sum += w * work[i];
      *weights += w;
    }
  }
  return S2_OK;
}

static s2_status mean_loss(const harmonic_model *m, const harmonic_chains *chains, double *loss)
{
  double sum = 0, weights = 0, *work = s2_priv_alloc(PART, sizeof *work);
  s2_status status = work != NULL ? S2_OK : S2_FAIL(S2_ERR_MEMORY, "%d densities", PART);
  for (int64_t c = 0; status == S2_OK && c < harmonic_chains_count(chains); ++c)
    status = add_chain(m, harmonic_chains_get(chains, c), work, &sum, &weights);
  s2_priv_free(work);
  *loss = -sum / weights;
  return status;
}

s2_status model_report(const harmonic_model_ops *ops, const void *self,
                       const harmonic_chains *train, const harmonic_chains *validate,
                       harmonic_fit_report *report)
{
  const harmonic_model view = {ops, (void *)(uintptr_t)self, harmonic_chains_ndim(train), 1};
  *report = (harmonic_fit_report){.validation_loss = NAN};
  S2_TRY(mean_loss(&view, train, &report->loss));
  return validate != NULL ? mean_loss(&view, validate, &report->validation_loss) : S2_OK;
}

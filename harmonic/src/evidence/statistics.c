// SPDX-License-Identifier: MIT
// All statistics in relative form, r_j = rho_j / rho: nothing can over- or underflow.
#define S2_LIBRARY "harmonic"
#include "evidence.h"
#include <s2common/priv/error.h>

typedef struct moments {
  double squares; ///< sum of W_j^2
  double q2, q4;  ///< sum of (W_j/W) (r_j - 1)^k
} moments;

static double chain_ln_inverse(const tally *t)
{
  return log_sum_ln(&t->ratio) - log(t->weight);
}

static s2_status check_chains(const harmonic_evidence *e)
{
  for (int64_t i = 0; i < e->nchains; i++)
    S2_REQUIRE(e->chain[i].weight > 0.0, "chain %lld has no points, or only such of weight 0",
               (long long)i);
  return S2_OK;
}

static moments spread(const harmonic_evidence *e, double weight, double ln_inverse)
{
  moments m = {0};
  for (int64_t i = 0; i < e->nchains; i++) {
    const tally *t = &e->chain[i];
    double share = t->weight / weight, d = expm1(chain_ln_inverse(t) - ln_inverse);
    m.squares += share * share;
    m.q2 += share * d * d;
    m.q4 += share * d * d * d * d;
  }
  return m;
}

static void set_errors(harmonic_statistics *s, const moments *m)
{
  double free = s->n_eff - 1.0, x = m->q2 / free, deviation = sqrt(x);
  s->kurtosis = m->q4 / (m->q2 * m->q2);
  s->ln_kurtosis = log(s->kurtosis);
  s->ln_inverse_variance = 2.0 * s->ln_inverse + log(x);
  s->ln_inverse_variance_variance = 4.0 * s->ln_inverse + 2.0 * log(m->q2) - 3.0 * log(s->n_eff) +
                                    log(s->kurtosis - 1.0 + 2.0 / free);
  s->relative_error = deviation;
  s->ln_inverse_lower = deviation < 1.0 ? log1p(-deviation) : -INFINITY;
  s->ln_inverse_upper = log1p(deviation);
  s->ln_evidence = -s->ln_inverse + log1p(x);
  s->ln_evidence_std = 0.5 * log(x) - s->ln_inverse;
}

static void leave_errors_undefined(harmonic_statistics *s)
{
  s->kurtosis = s->ln_kurtosis = NAN;
  s->ln_inverse_variance = s->ln_inverse_variance_variance = s->relative_error = NAN;
  s->ln_inverse_lower = s->ln_inverse_upper = NAN;
  s->ln_evidence = s->ln_evidence_std = NAN;
}

static tally total(const harmonic_evidence *e)
{
  tally all = tally_empty();
  for (int64_t i = 0; i < e->nchains; i++) tally_merge(&all, &e->chain[i]);
  return all;
}

s2_status harmonic_evidence_statistics(const harmonic_evidence *evidence,
                                       harmonic_statistics *statistics)
{
  S2_REQUIRE(evidence != NULL && statistics != NULL, "evidence or statistics is NULL");
  S2_TRY(check_chains(evidence));
  tally all = total(evidence);
  double ln_sum = log_sum_ln(&all.ratio);
  if (ln_sum == -INFINITY)
    return S2_FAIL(S2_ERR_NUMERIC, "phi = 0 at all %lld points: the model misses the samples",
                   (long long)all.n);
  harmonic_statistics s = {.nchains = evidence->nchains,
                           .nsamples = all.n,
                           .nonzero = all.nonzero,
                           .weight = all.weight,
                           .ln_inverse = ln_sum - log(all.weight),
                           .largest_share = fmin(1.0, exp(all.largest - ln_sum)),
                           .ln_ratio = all.ratios,
                           .ln_post = all.posts,
                           .ln_phi = all.phis,
                           .mean_ln_ratio = all.ln_ratio / (double)all.nonzero};
  moments m = spread(evidence, s.weight, s.ln_inverse);
  s.n_eff = 1.0 / m.squares;
  if (evidence->nchains > 1)
    set_errors(&s, &m);
  else
    leave_errors_undefined(&s);
  s.ln_evidence_lower = -s.ln_inverse_upper;
  s.ln_evidence_upper = -s.ln_inverse_lower;
  s.evidence = exp(s.ln_evidence);
  s.evidence_std = exp(s.ln_evidence_std);
  *statistics = s;
  return S2_OK;
}

s2_status harmonic_evidence_chain(const harmonic_evidence *evidence, int64_t chain,
                                  harmonic_chain_statistics *statistics)
{
  S2_REQUIRE(evidence != NULL && statistics != NULL, "evidence or statistics is NULL");
  S2_REQUIRE(chain >= 0 && chain < evidence->nchains, "chain = %lld is outside 0 .. %lld",
             (long long)chain, (long long)evidence->nchains - 1);
  const tally *t = &evidence->chain[chain];
  *statistics = (harmonic_chain_statistics){t->n, t->nonzero, t->weight,
                                            t->n > 0 ? chain_ln_inverse(t) : NAN};
  return S2_OK;
}

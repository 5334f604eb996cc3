// SPDX-License-Identifier: MIT
// Two points x, y of different folds meet twice: x in the model that y is averaged under, and the
// other way round. For a model whose parameters move by I^(-1) s(y)/N under one more point y, with
// g = d a/d parameters, <g> = 0, the two contributions g(x) I^(-1) s(y) and g(y) I^(-1) s(x) to the
// mean are correlated. Their covariance, summed over all pairs, is tr(M^2)/N^2 with M = I^(-1) <s
// g>, and the mean of a over points that were learned from is larger than over others by tr(M)/N. M
// is nearly a projection (exactly, for T = 1), which makes the variance d/N where d is that excess.
//
// That is for models of largest likelihood. One that learns step by step, until points that are
// kept back become less likely, learns some directions in full, an eigenvalue 1 of M, and many in
// part: m = 1 - exp(-s) for a direction of speed s. These give m to tr(M) but m^2 to tr(M^2),
// together the part sum m^2 / sum m = 2 - 2^b of their excess if the number of directions faster
// than s falls like s^-b, 0 < b < 1. That is a half for b = 0.6; repetitions show 0 to 0.3 for
// flows of smooth posteriors in 1 to 5 dimensions and 0.75 +- 0.3 for one that is cut off. In full
// count the D (D + 3)/2 of mean and covariance.
#define S2_LIBRARY "harmonic"
#include "cross.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

enum { BLOCK = 8192 };
#define IN_PART 0.5 // of the excess of directions that are learned in part
#define MOST 200000 // points evaluated once more; beyond, d is known well enough

/// Sums over points: of w, and of w (a after learning from the point - a before) / <a>.
typedef struct excess {
  double weight, sum;
} excess;

static s2_status compare_block(const analysis *a, int fold, int64_t at, int64_t n, const double *x,
                               double *work, excess *e)
{
  int other = (fold + 1) % a->folds.count; // has learned from this fold
  base b;
  S2_TRY(shape_prepare(&a->result.shape, a->curve.ndim, &b));
  S2_TRY(latents_evaluate(a->model[other], n, x, work, work + n));
  for (int64_t i = 0; i < n; i++) {
    double w = latents_weight(&a->at, at + i), ln_mean = a->result.errors.ln_mean;
    double after = base_ln_density(&b, work[i], work[n + i]) - a->at.ln_post[at + i];
    e->weight += w;
    if (w > 0.0) e->sum += w * (exp(after - ln_mean) - exp(a->ln_a[at + i] - ln_mean));
  }
  return S2_OK;
}

// Blocks spread over all points.
static s2_status compare_all(const analysis *a, double *work, excess *e)
{
  const folds *f = &a->folds;
  int64_t step = a->at.n / MOST + 1, number = 0;
  for (int64_t s = 0; s < f->segments; s++) {
    harmonic_chain c = folds_segment(f, s);
    for (int64_t at = 0; at < c.n; at += BLOCK) {
      int64_t n = c.n - at < BLOCK ? c.n - at : BLOCK;
      if (number++ % step == 0)
        S2_TRY(
            compare_block(a, f->fold[s], f->start[s] + at, n, c.x + at * a->curve.ndim, work, e));
    }
  }
  return S2_OK;
}

// tr(M^2)/N from tr(M)/N.
static double squared(const analysis *a, double d)
{
  const harmonic_result *r = &a->result;
  if (isnan(r->fold[0].report.validation_loss)) return d;
  double learned = r->independent * (r->folds - 1.0) / r->folds;
  double full = 0.5 * r->ndim * (r->ndim + 3.0) / learned;
  return fmin(d, full) + IN_PART * fmax(0.0, d - full);
}

s2_status cross_training_error(const analysis *a, double *error)
{
  excess e = {0.0, 0.0};
  double *work = s2_priv_alloc(2 * BLOCK, sizeof *work);
  if (work == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a block of points");
  s2_status status = compare_all(a, work, &e);
  s2_priv_free(work);
  S2_TRY(status);
  double d = e.weight > 0.0 ? fmax(0.0, e.sum / e.weight) : 0.0;
  *error = sqrt(squared(a, d) / a->result.independent);
  return S2_OK;
}

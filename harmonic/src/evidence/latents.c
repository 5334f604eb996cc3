// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "latents.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <string.h>

static int any_weights(const harmonic_chains *chains)
{
  for (int64_t c = 0; c < harmonic_chains_count(chains); c++)
    if (harmonic_chains_get(chains, c).weight != NULL) return 1;
  return 0;
}

static void copy_segment(latents *l, int64_t at, const harmonic_chain *c)
{
  memcpy(l->ln_post + at, c->ln_post, (size_t)c->n * sizeof(double));
  for (int64_t i = 0; l->weight != NULL && i < c->n; i++)
    l->weight[at + i] = c->weight == NULL ? 1.0 : c->weight[i];
}

s2_status latents_create(latents *l, const folds *f)
{
  size_t n = (size_t)f->start[f->segments];
  int weighted = any_weights(f->chains);
  *l = (latents){.n = (int64_t)n};
  l->z2 = s2_priv_alloc(n, sizeof(double));
  l->ln_det = s2_priv_alloc(n, sizeof(double));
  l->ln_post = s2_priv_alloc(n, sizeof(double));
  if (weighted) l->weight = s2_priv_alloc(n, sizeof(double));
  if (l->z2 == NULL || l->ln_det == NULL || l->ln_post == NULL || (weighted && l->weight == NULL)) {
    latents_free(l);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu points", n);
  }
  for (int64_t s = 0; s < f->segments; s++) {
    harmonic_chain c = folds_segment(f, s);
    copy_segment(l, f->start[s], &c);
  }
  return S2_OK;
}

void latents_free(latents *l)
{
  s2_priv_free(l->z2);
  s2_priv_free(l->ln_det);
  s2_priv_free(l->ln_post);
  s2_priv_free(l->weight);
  *l = (latents){0};
}

s2_status latents_evaluate(const harmonic_model *model, int64_t n, const double *x, double *z2,
                           double *ln_det)
{
  if (harmonic_model_has_temperature(model)) return harmonic_model_latent(model, n, x, z2, ln_det);
  memset(z2, 0, (size_t)n * sizeof *z2);
  return harmonic_model_ln_density(model, 1.0, n, x, ln_det);
}

s2_status latents_fill(latents *l, const folds *f, int fold, const harmonic_model *model)
{
  for (int64_t s = 0; s < f->segments; s++) {
    if (f->fold[s] != fold) continue;
    harmonic_chain c = folds_segment(f, s);
    int64_t at = f->start[s];
    S2_TRY(latents_evaluate(model, c.n, c.x, l->z2 + at, l->ln_det + at));
    for (int64_t i = at; i < at + c.n; i++)
      if (isnan(l->z2[i]) || isnan(l->ln_det[i]) || l->ln_det[i] == INFINITY)
        return S2_FAIL(S2_ERR_NUMERIC, "the model gives |z|^2 = %g, ln det = %g at point %lld",
                       l->z2[i], l->ln_det[i], (long long)i);
  }
  return S2_OK;
}

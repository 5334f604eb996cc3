// SPDX-License-Identifier: MIT
#include "components.h"
#include <math.h>
#include <s2common/priv/constants.h>

/// A term below this times the largest does not change the sum of 1000.
#define NEGLIGIBLE (-50.0)

s2_status components_create(components *c, int ndim, int count)
{
  size_t n = (size_t)count;
  *c = (components){.ndim = ndim, .count = count};
  c->ln_weight = s2_priv_alloc(n, sizeof *c->ln_weight);
  c->map = s2_priv_alloc(n, sizeof *c->map);
  s2_status status = S2_OK;
  if (c->ln_weight == NULL || c->map == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "%d components", count);
  for (int k = 0; k < count && status == S2_OK; ++k) status = affine_create(&c->map[k], ndim);
  if (status != S2_OK) components_free(c);
  return status;
}

void components_free(components *c)
{
  for (int k = 0; k < c->count && c->map != NULL; ++k) affine_free(&c->map[k]);
  s2_priv_free(c->map);
  s2_priv_free(c->ln_weight);
  *c = (components){0};
}

/// ln sum_k exp(each_k - largest), each_k `stride` apart; 0 where all are -inf.
static double ln_sum(int count, int64_t stride, const double *each, double largest)
{
  double sum = 0;
  if (largest == -INFINITY) return 0;
  for (int k = 0; k < count; ++k) {
    double below = each[k * stride] - largest;
    if (below > NEGLIGIBLE) sum += exp(below);
  }
  return log(sum);
}

s2_status components_ln_density(const components *c, double temperature, int64_t n, const double *x,
                                double *each, double *ln_phi)
{
  double normaliser = -0.5 * c->ndim * log(2 * S2_PI * temperature);
  for (int k = 0; k < c->count; ++k) {
    double *out = each + k * n, peak = c->ln_weight[k] + normaliser - c->map[k].ln_det;
    S2_TRY(affine_latent(&c->map[k], n, x, NULL, out));
    for (int64_t i = 0; i < n; ++i) out[i] = peak - out[i] / (2 * temperature);
  }
  // ln of the sum against the largest term; the maximum of each point goes through ln_phi.
  for (int64_t i = 0; i < n; ++i) ln_phi[i] = -INFINITY;
  for (int k = 0; k < c->count; ++k)
    for (int64_t i = 0; i < n; ++i)
      ln_phi[i] = each[k * n + i] > ln_phi[i] ? each[k * n + i] : ln_phi[i];
  for (int64_t i = 0; i < n; ++i) ln_phi[i] += ln_sum(c->count, n, each + i, ln_phi[i]);
  return S2_OK;
}

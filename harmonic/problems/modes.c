// SPDX-License-Identifier: MIT
// ln P = ln z + ln sum_k w_k N(x; m_k, s_k^2): modes at the origin and far out on the first and on
// the last axis.
#include "kinds.h"
#include <math.h>

enum { MODES = 3 };
static const double weights[MODES] = {0.5, 0.3, 0.2}, sds[MODES] = {1, 0.5, 1.5};

#define LN_Z (-12.5)
#define FAR 8.0

static double centre(const problem *p, int k, int d)
{
  if (k == 1) return d == 0 ? FAR : 0;
  if (k == 2) return d == p->ndim - 1 ? -FAR : 0;
  return 0;
}

s2_status modes_create(problem *p)
{
  p->ln_z = LN_Z;
  return S2_OK;
}

int modes_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const problem *p = user;
  double ln[MODES], highest = -INFINITY, sum = 0;
  for (int k = 0; k < MODES; ++k) {
    double z2 = 0;
    for (int d = 0; d < p->ndim; ++d) {
      double z = (x[d] - centre(p, k, d)) / sds[k];
      z2 += z * z;
    }
    ln[k] = log(weights[k]) - 0.5 * z2 - p->ndim * log(sqrt(2 * S2_PI) * sds[k]);
    highest = fmax(highest, ln[k]);
  }
  for (int k = 0; k < MODES; ++k) sum += exp(ln[k] - highest);
  *ln_post = LN_Z + highest + log(sum);
  for (int d = 0; d < p->ndim && gradient != NULL; ++d) {
    gradient[d] = 0;
    for (int k = 0; k < MODES; ++k)
      gradient[d] -= exp(ln[k] - highest) / sum * (x[d] - centre(p, k, d)) / (sds[k] * sds[k]);
  }
  return 0;
}

void modes_draw(const problem *p, uint64_t seed, int64_t index, double *x)
{
  source s = source_of(seed, index);
  double u = source_uniform(&s);
  int k = u < weights[0] ? 0 : u < weights[0] + weights[1] ? 1 : 2;
  for (int d = 0; d < p->ndim; ++d) x[d] = centre(p, k, d) + sds[k] * source_normal(&s);
}

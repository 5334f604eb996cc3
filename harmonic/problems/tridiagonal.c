// SPDX-License-Identifier: MIT
// ln P = -x^T C^-1 x / 2 with 1 on the diagonal of C and +1/2, -1/2, ... beside it:
// det C = (D + 1) / 2^D. C = L L^T with L bidiagonal.
#include "kinds.h"
#include <math.h>

/// Data: the diagonal of L, then what is left of it.
s2_status tridiagonal_create(problem *p)
{
  S2_TRY(problem_data(p, 2 * (size_t)p->ndim));
  double *diagonal = p->data, *left = diagonal + p->ndim;
  diagonal[0] = 1;
  for (int d = 1; d < p->ndim; ++d) {
    left[d] = (d % 2 ? 0.5 : -0.5) / diagonal[d - 1];
    diagonal[d] = sqrt(1 - left[d] * left[d]);
  }
  p->ln_z = 0.5 * (p->ndim * log(2 * S2_PI) + log(p->ndim + 1.0) - p->ndim * log(2));
  return S2_OK;
}

int tridiagonal_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const problem *p = user;
  const double *diagonal = p->data, *left = diagonal + p->ndim;
  double y = 0, sum = 0;
  for (int d = 0; d < p->ndim; ++d) {
    y = (x[d] - left[d] * y) / diagonal[d];
    sum += y * y;
    if (gradient != NULL) gradient[d] = -y;
  }
  for (int d = p->ndim - 1; d >= 0 && gradient != NULL; --d) {
    if (d + 1 < p->ndim) gradient[d] -= left[d + 1] * gradient[d + 1];
    gradient[d] /= diagonal[d];
  }
  *ln_post = -0.5 * sum;
  return 0;
}

void tridiagonal_draw(const problem *p, uint64_t seed, int64_t index, double *x)
{
  const double *diagonal = p->data, *left = diagonal + p->ndim;
  source s = source_of(seed, index);
  double before = 0;
  for (int d = 0; d < p->ndim; ++d) {
    double z = source_normal(&s);
    x[d] = diagonal[d] * z + left[d] * before;
    before = z;
  }
}

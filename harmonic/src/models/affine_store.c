// SPDX-License-Identifier: MIT
#include "affine_store.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

void affine_store_describe(const affine *a, int64_t i, const char *prefix, store_tensor *tensor)
{
  *tensor = (store_tensor){.rank = i == 0 ? 1 : 2, .shape = {a->ndim, a->ndim}};
  snprintf(tensor->name, sizeof tensor->name, "%s%s", prefix, i == 0 ? "mean" : "factor");
}

void affine_store_get(const affine *a, int64_t i, double *data)
{
  size_t n = (size_t)a->ndim;
  memcpy(data, i == 0 ? a->mean : a->lower, (i == 0 ? n : n * n) * sizeof *data);
}

s2_status affine_store_set(affine *a, int64_t i, const double *data)
{
  size_t n = (size_t)a->ndim;
  if (i == 0) {
    memcpy(a->mean, data, n * sizeof *data);
    return S2_OK;
  }
  a->ln_det = 0;
  for (size_t r = 0; r < n; ++r) {
    double pivot = data[r * (n + 1)];
    S2_REQUIRE(pivot > 0, "element %zu, %zu of the factor is %g, not above 0", r, r, pivot);
    memcpy(a->lower + r * n, data + r * n, (r + 1) * sizeof *data);
    a->ln_det += log(pivot);
  }
  return S2_OK;
}

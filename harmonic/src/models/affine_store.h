// SPDX-License-Identifier: MIT
/// @file
/// An affine map as the arrays `mean` and `factor` of a file.
#ifndef HARMONIC_MODELS_AFFINE_STORE_H
#define HARMONIC_MODELS_AFFINE_STORE_H

#include "affine.h"
#include "store.h"

/// Arrays of a map.
enum { AFFINE_ARRAYS = 2 };

/// Name and shape of array i; names begin with `prefix`.
void affine_store_describe(const affine *a, int64_t i, const char *prefix, store_tensor *tensor);

void affine_store_get(const affine *a, int64_t i, double *data);

/// @return S2_OK; S2_ERR_ARGUMENT: the factor has no inverse
s2_status affine_store_set(affine *a, int64_t i, const double *data);

#endif

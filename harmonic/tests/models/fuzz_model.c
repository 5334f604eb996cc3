// SPDX-License-Identifier: MIT
// Any bytes are a model or are refused; a model that came out can be evaluated.
#include "model_files.h"
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  harmonic_model *model;
  if (model_parse(&model, "fuzz", data, size) != S2_OK) return 0;
  size_t d = (size_t)harmonic_model_ndim(model);
  double *x = calloc(d, sizeof *x), ln_phi;
  if (x == NULL || harmonic_model_ln_density(model, 1, 1, x, &ln_phi) != S2_OK) abort();
  free(x);
  harmonic_model_destroy(model);
  return 0;
}

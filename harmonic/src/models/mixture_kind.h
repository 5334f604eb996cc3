// SPDX-License-Identifier: MIT
#ifndef HARMONIC_MODELS_MIXTURE_KIND_H
#define HARMONIC_MODELS_MIXTURE_KIND_H

#include "components.h"

typedef struct mixture {
  harmonic_mixture_options options;
  int ndim;
  components parts;
} mixture;

extern const harmonic_model_ops mixture_ops;

#endif

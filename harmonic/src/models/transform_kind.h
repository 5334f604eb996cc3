// SPDX-License-Identifier: MIT
#ifndef HARMONIC_MODELS_TRANSFORM_KIND_H
#define HARMONIC_MODELS_TRANSFORM_KIND_H

#include "coordinates.h"
#include "model.h"

typedef struct transformed {
  coordinates v;
  harmonic_model *inner; ///< density of v
} transformed;

/// Without and with a temperature, which is that of the inner model.
extern const harmonic_model_ops transformed_cold, transformed_tempered;

#endif

// SPDX-License-Identifier: MIT
/// @file
/// Random points whose number alone decides them: who draws which does not matter.
#ifndef HARMONIC_MODELS_DRAWS_H
#define HARMONIC_MODELS_DRAWS_H

#include <stdint.h>

/// Streams of the generator, one per purpose.
typedef enum draw_stream {
  DRAW_SPLIT = 0x5b11, ///< who is kept back
  DRAW_LATENT,         ///< points in the latent space
  DRAW_CHOICE,         ///< which component; how far out
  DRAW_START,          ///< start values
} draw_stream;

/// Standard normal points [n][ndim], number first .. first + n - 1.
void draw_normals(uint64_t seed, draw_stream stream, int64_t first, int64_t n, int ndim, double *z);

/// Number `index` of the uniform deviates in (0, 1).
double draw_uniform(uint64_t seed, draw_stream stream, int64_t index);

#endif

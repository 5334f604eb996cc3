// SPDX-License-Identifier: MIT
// One chain's random numbers, in sequence.
#ifndef HARMONIC_SAMPLE_STREAM_H
#define HARMONIC_SAMPLE_STREAM_H

#include <s2common/rng.h>

/// Where a sequence stands; a plain value that is saved and copied.
typedef struct stream {
  uint64_t seed, number, index;
} stream;

/// Uniform in (0, 1).
static inline double stream_uniform(stream *s)
{
  double u[2];
  s2_rng_uniform2(s->seed, s->number, s->index++, u);
  return u[0];
}

/// One of 0 .. n-1.
static inline int stream_choice(stream *s, int n)
{
  int k = (int)(stream_uniform(s) * n);
  return k < n ? k : n - 1;
}

/// n standard normal deviates.
static inline void stream_normals(stream *s, int n, double *z)
{
  for (int i = 0; i < n; i += 2) {
    double pair[2];
    s2_rng_normal2(s->seed, s->number, s->index++, pair);
    z[i] = pair[0];
    if (i + 1 < n) z[i + 1] = pair[1];
  }
}

#endif

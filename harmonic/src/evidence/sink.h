// SPDX-License-Identifier: MIT
// Text into the caller's memory: what does not fit is counted.
#ifndef HARMONIC_EVIDENCE_SINK_H
#define HARMONIC_EVIDENCE_SINK_H

#include <s2common/defs.h>
#include <stddef.h>

typedef struct sink {
  char *text;
  size_t size, length;
} sink;

/// A piece of text in printf()'s way, for formats without floating-point numbers.
void sink_put(sink *s, const char *format, ...) S2_PRINTF(2, 3);

/// A number in the "%.*g" or, with fixed = 1, "%.*f" way, padded on the left to `width`; with a
/// decimal point in any locale.
void sink_number(sink *s, int width, int digits, int fixed, double value);

#endif

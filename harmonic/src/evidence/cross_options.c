// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "cross.h"
#include <s2common/priv/options.h>

static const harmonic_evidence_options defaults = {
    .struct_size = sizeof defaults,
    .folds = 4,
    .blocks = 100,
    .shape = {HARMONIC_SHAPE_GAUSSIAN, 0.0},
    .draws = 10000,
};

void harmonic_evidence_options_init_sized(harmonic_evidence_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

s2_status cross_adopt(const harmonic_evidence_options *given, harmonic_evidence_options *own)
{
  S2_ADOPT_OPTIONS("harmonic_evidence_options_init", given, defaults, own);
  S2_REQUIRE(own->folds >= 2 && own->folds <= HARMONIC_FOLDS_MAX, "folds = %d is outside 2 .. %d",
             own->folds, HARMONIC_FOLDS_MAX);
  S2_REQUIRE(own->blocks >= 2 && own->blocks <= 1000000, "blocks = %lld is outside 2 .. 1000000",
             (long long)own->blocks);
  S2_REQUIRE(own->draws >= 100, "draws = %lld is less than 100", (long long)own->draws);
  S2_REQUIRE(own->shape.kind >= HARMONIC_SHAPE_GAUSSIAN && own->shape.kind <= HARMONIC_SHAPE_BALL,
             "shape kind %d is outside %d .. %d", (int)own->shape.kind, HARMONIC_SHAPE_GAUSSIAN,
             HARMONIC_SHAPE_BALL);
  if (own->shape.parameter == 0.0) return S2_OK;
  base unused;
  return shape_prepare(&own->shape, 1, &unused);
}

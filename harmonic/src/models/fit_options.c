// SPDX-License-Identifier: MIT
#include "model.h"
#include <s2common/priv/options.h>

static const harmonic_fit_options defaults = {
    .struct_size = sizeof defaults,
    .epochs = 30,
    .batch = 64,
    .learning_rate = 1e-3,
    .momentum = 0.9,
    .schedule = HARMONIC_SCHEDULE_COSINE,
    .validation = 0.1,
    .patience = 5,
    .clip = 10.0,
};

void harmonic_fit_options_init_sized(harmonic_fit_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

s2_status fit_options_check(const harmonic_fit_options *o)
{
  S2_REQUIRE(o->epochs >= 1, "epochs = %d is less than 1", o->epochs);
  S2_REQUIRE(o->batch >= 1, "batch = %d is less than 1", o->batch);
  S2_REQUIRE(o->learning_rate > 0, "learning_rate = %g is not above 0", o->learning_rate);
  S2_REQUIRE(o->momentum >= 0 && o->momentum < 1, "momentum = %g is outside [0, 1)", o->momentum);
  S2_REQUIRE(o->schedule == HARMONIC_SCHEDULE_CONSTANT || o->schedule == HARMONIC_SCHEDULE_COSINE,
             "schedule = %d is outside 0 .. 1", (int)o->schedule);
  S2_REQUIRE(o->validation >= 0 && o->validation < 1, "validation = %g is outside [0, 1)",
             o->validation);
  S2_REQUIRE(o->patience >= 1, "patience = %d is less than 1", o->patience);
  S2_REQUIRE(o->clip > 0, "clip = %g is not above 0", o->clip);
  S2_REQUIRE(o->threads >= 0, "threads = %d is less than 0", o->threads);
  return S2_OK;
}

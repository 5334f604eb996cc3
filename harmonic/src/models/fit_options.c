// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include <harmonic/fit.h>
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

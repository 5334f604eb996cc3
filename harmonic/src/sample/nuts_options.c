// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "nuts_state.h"
#include <math.h>
#include <s2common/priv/options.h>

enum { CHAINS_MAX = 100000, DEPTH_MAX = 20, THREADS_MAX = 4096 };
#define TRANSITIONS_MAX INT64_C(1000000000000)

static const harmonic_nuts_options defaults = {
    .struct_size = sizeof defaults,
    .chains = 4,
    .warmup = 1000,
    .draws = 1000,
    .metric = HARMONIC_NUTS_DIAGONAL,
    .max_depth = 10,
    .target = 0.8,
    .max_error = 1000.0,
    .check_gradient = 1,
};

void harmonic_nuts_options_init_sized(harmonic_nuts_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

s2_status nuts_options_adopt(const harmonic_nuts_options *given, harmonic_nuts_options *own)
{
  S2_ADOPT_OPTIONS("harmonic_nuts_options_init", given, defaults, own);
  return S2_OK;
}

static s2_status check_run(const harmonic_nuts_options *o)
{
  S2_REQUIRE(o->chains >= 1 && o->chains <= CHAINS_MAX, "chains = %d is outside 1 .. %d", o->chains,
             CHAINS_MAX);
  S2_REQUIRE(o->warmup >= 0 && o->warmup <= TRANSITIONS_MAX, "warmup = %lld is outside 0 .. 10^12",
             (long long)o->warmup);
  S2_REQUIRE(o->draws >= 1 && o->draws <= TRANSITIONS_MAX, "draws = %lld is outside 1 .. 10^12",
             (long long)o->draws);
  S2_REQUIRE(o->threads >= 0 && o->threads <= THREADS_MAX, "threads = %d is outside 0 .. %d",
             o->threads, THREADS_MAX);
  return S2_OK;
}

static s2_status check_motion(const harmonic_nuts_options *o)
{
  S2_REQUIRE(o->metric == HARMONIC_NUTS_DIAGONAL || o->metric == HARMONIC_NUTS_DENSE,
             "metric = %d is outside 0 .. 1", (int)o->metric);
  S2_REQUIRE(o->max_depth >= 1 && o->max_depth <= DEPTH_MAX, "max_depth = %d is outside 1 .. %d",
             o->max_depth, DEPTH_MAX);
  S2_REQUIRE(o->target > 0.0 && o->target < 1.0, "target = %g is outside 0 < . < 1", o->target);
  S2_REQUIRE(o->max_error > 0.0, "max_error = %g is not positive", o->max_error);
  S2_REQUIRE(o->step_size >= 0.0 && o->step_size < INFINITY,
             "step_size = %g is not finite and >= 0", o->step_size);
  return S2_OK;
}

static s2_status check_start(int ndim, const harmonic_nuts_options *o)
{
  int64_t count = o->start != NULL ? (int64_t)o->chains * ndim : 0;
  for (int64_t i = 0; i < count; i++)
    S2_REQUIRE(isfinite(o->start[i]), "start of chain %lld: x[%lld] = %g is not finite",
               (long long)(i / ndim), (long long)(i % ndim), o->start[i]);
  return S2_OK;
}

s2_status nuts_options_check(int ndim, const harmonic_nuts_options *o)
{
  S2_REQUIRE(ndim >= 1 && ndim <= HARMONIC_NDIM_MAX, "ndim = %d is outside 1 .. %d", ndim,
             HARMONIC_NDIM_MAX);
  S2_TRY(check_run(o));
  S2_TRY(check_motion(o));
  return check_start(ndim, o);
}

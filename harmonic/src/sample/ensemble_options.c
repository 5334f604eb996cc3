// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "ensemble_state.h"
#include <math.h>
#include <s2common/priv/options.h>

enum { WALKERS_MAX = 1000000, WALKERS_LEAST = 6, WALKERS_DEFAULT = 32, THREADS_MAX = 4096 };
#define ITERATIONS_MAX INT64_C(1000000000)

static const harmonic_ensemble_options defaults = {
    .struct_size = sizeof defaults,
    .burnin = 1000,
    .draws = 1000,
    .thin = 1,
    .moves = {0.5, 0.4, 0.1},
    .stretch = 2.0,
};

void harmonic_ensemble_options_init_sized(harmonic_ensemble_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

s2_status ensemble_options_adopt(const harmonic_ensemble_options *given,
                                 harmonic_ensemble_options *own)
{
  S2_ADOPT_OPTIONS("harmonic_ensemble_options_init", given, defaults, own);
  return S2_OK;
}

static s2_status check_walkers(int ndim, harmonic_ensemble_options *o)
{
  int least = 2 * ndim > WALKERS_LEAST ? 2 * ndim : WALKERS_LEAST;
  if (o->walkers == 0) o->walkers = 4 * ndim > WALKERS_DEFAULT ? 4 * ndim : WALKERS_DEFAULT;
  S2_REQUIRE(o->walkers >= least && o->walkers <= WALKERS_MAX && o->walkers % 2 == 0,
             "walkers = %d is not an even number in %d .. %d (D = %d)", o->walkers, least,
             WALKERS_MAX, ndim);
  return S2_OK;
}

static s2_status check_run(const harmonic_ensemble_options *o)
{
  S2_REQUIRE(o->burnin >= 0 && o->burnin <= ITERATIONS_MAX, "burnin = %lld is outside 0 .. 10^9",
             (long long)o->burnin);
  S2_REQUIRE(o->draws >= 1 && o->draws <= ITERATIONS_MAX, "draws = %lld is outside 1 .. 10^9",
             (long long)o->draws);
  S2_REQUIRE(o->thin >= 1, "thin = %d is less than 1", o->thin);
  S2_REQUIRE(o->threads >= 0 && o->threads <= THREADS_MAX, "threads = %d is outside 0 .. %d",
             o->threads, THREADS_MAX);
  return S2_OK;
}

static s2_status check_moves(const harmonic_ensemble_options *o)
{
  double sum = 0.0;
  for (int i = 0; i < HARMONIC_ENSEMBLE_MOVES; i++) {
    S2_REQUIRE(o->moves[i] >= 0.0 && o->moves[i] < INFINITY,
               "moves[%d] = %g is not finite and >= 0", i, o->moves[i]);
    sum += o->moves[i];
  }
  S2_REQUIRE(sum > 0.0 && sum < INFINITY, "the sum of moves = %g is not finite and positive", sum);
  S2_REQUIRE(o->stretch > 1.0 && o->stretch < INFINITY, "stretch = %g is not finite and > 1",
             o->stretch);
  return S2_OK;
}

// A parameter that is the same for all walkers stays so.
static s2_status check_start(int ndim, const harmonic_ensemble_options *o)
{
  for (int i = 0; i < ndim && o->start != NULL; i++) {
    bool same = true;
    for (int k = 0; k < o->walkers; k++) {
      double x = o->start[(int64_t)k * ndim + i];
      S2_REQUIRE(isfinite(x), "start of walker %d: x[%d] = %g is not finite", k, i, x);
      same = same && x == o->start[i];
    }
    S2_REQUIRE(!same, "start: x[%d] = %g for all walkers", i, o->start[i]);
  }
  return S2_OK;
}

s2_status ensemble_options_check(int ndim, harmonic_ensemble_options *o)
{
  S2_REQUIRE(ndim >= 1 && ndim <= HARMONIC_NDIM_MAX, "ndim = %d is outside 1 .. %d", ndim,
             HARMONIC_NDIM_MAX);
  S2_TRY(check_walkers(ndim, o));
  S2_TRY(check_run(o));
  S2_TRY(check_moves(o));
  return check_start(ndim, o);
}

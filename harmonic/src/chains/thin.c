// SPDX-License-Identifier: MIT
// Fewer points, in place.
#include "chains.h"
#include <harmonic/edit.h>
#include <math.h>
#include <string.h>

void chains_remove_marked(harmonic_chains *c)
{
  int64_t to = 0, from = 0;
  for (int64_t j = 0; j < c->count; ++j) {
    int64_t end = c->start[j + 1];
    c->start[j] = to;
    for (; from < end; ++from) {
      if (c->weight[from] < 0) continue;
      memmove(c->x + to * c->ndim, c->x + from * c->ndim, (size_t)c->ndim * sizeof *c->x);
      c->ln_post[to] = c->ln_post[from];
      c->weight[to++] = c->weight[from];
    }
  }
  c->start[c->count] = c->size = to;
}

// ------------------------------------------------------------------ burn-in

/// Whether chain j without its first points is still a chain.
static s2_status check_burn(const harmonic_chains *c, int64_t j, int64_t npoints)
{
  int64_t n = c->start[j + 1] - c->start[j];
  S2_REQUIRE(npoints < n, "chain %lld has %lld points, no more than the %lld to be dropped",
             (long long)j, (long long)n, (long long)npoints);
  double sum = 0;
  for (int64_t i = c->start[j] + npoints; i < c->start[j + 1]; ++i) sum += c->weight[i];
  S2_REQUIRE(sum > 0, "chain %lld has only weights of 0 after its first %lld points", (long long)j,
             (long long)npoints);
  return S2_OK;
}

/// Points of chain j to be dropped: the fraction, or the number if that is not 0.
static int64_t burnt(const harmonic_chains *c, int64_t j, int64_t npoints, double fraction)
{
  int64_t n = c->start[j + 1] - c->start[j];
  return npoints + (int64_t)floor(fraction * (double)n);
}

static s2_status burn(harmonic_chains *c, int64_t npoints, double fraction)
{
  for (int64_t j = 0; j < c->count; ++j) S2_TRY(check_burn(c, j, burnt(c, j, npoints, fraction)));
  for (int64_t j = 0; j < c->count; ++j)
    for (int64_t i = 0; i < burnt(c, j, npoints, fraction); ++i) c->weight[c->start[j] + i] = -1;
  if (c->count > 0) chains_remove_marked(c);
  return S2_OK;
}

s2_status harmonic_chains_burn(harmonic_chains *chains, int64_t npoints)
{
  S2_REQUIRE(chains != NULL, "chains is NULL");
  S2_REQUIRE(npoints >= 0, "npoints = %lld is less than 0", (long long)npoints);
  return burn(chains, npoints, 0.0);
}

s2_status harmonic_chains_burn_fraction(harmonic_chains *chains, double fraction)
{
  S2_REQUIRE(chains != NULL, "chains is NULL");
  S2_REQUIRE(fraction >= 0 && fraction < 1, "fraction = %g is outside [0, 1)", fraction);
  return burn(chains, 0, fraction);
}

// ------------------------------------------------------------------ thinning

/// Whole numbers up to here are exact in double.
#define EXACT 0x1p53

static s2_status check_steps(const harmonic_chains *c)
{
  for (int64_t j = 0; j < c->count; ++j) {
    double steps = 0;
    for (int64_t i = c->start[j]; i < c->start[j + 1]; ++i) {
      S2_REQUIRE(c->weight[i] == floor(c->weight[i]),
                 "chain %lld, point %lld: weight = %.17g is not a whole number of steps",
                 (long long)j, (long long)(i - c->start[j]), c->weight[i]);
      steps += c->weight[i];
    }
    S2_REQUIRE(steps <= EXACT, "chain %lld has %g steps, more than 2^53", (long long)j, steps);
  }
  return S2_OK;
}

/// Multiples of `every` in [0, end).
static int64_t multiples(int64_t end, int64_t every)
{
  return end / every + (end % every != 0);
}

s2_status harmonic_chains_thin(harmonic_chains *chains, int64_t every)
{
  S2_REQUIRE(chains != NULL, "chains is NULL");
  S2_REQUIRE(every >= 1, "every = %lld is less than 1", (long long)every);
  S2_TRY(check_steps(chains));
  harmonic_chains *c = chains;
  for (int64_t j = 0; j < c->count; ++j) {
    int64_t step = 0;
    for (int64_t i = c->start[j]; i < c->start[j + 1]; ++i) {
      int64_t next = step + (int64_t)c->weight[i];
      int64_t kept = multiples(next, every) - multiples(step, every);
      c->weight[i] = kept > 0 ? (double)kept : -1;
      step = next;
    }
  }
  if (c->count > 0) chains_remove_marked(c);
  return S2_OK;
}

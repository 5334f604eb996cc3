// SPDX-License-Identifier: MIT
#include "circle.h"
#include <stddef.h>

enum { BINS = 64, NEIGHBOURS = 2 };

static void count(const harmonic_chains *chains, int parameter, double lower, double upper,
                  double bins[BINS])
{
  int ndim = harmonic_chains_ndim(chains);
  for (int64_t c = 0; c < harmonic_chains_count(chains); ++c) {
    harmonic_chain chain = harmonic_chains_get(chains, c);
    for (int64_t i = 0; i < chain.n; ++i) {
      double place = (chain.x[i * ndim + parameter] - lower) / (upper - lower);
      if (!(place >= 0 && place <= 1)) continue;
      int bin = (int)(place * BINS);
      bins[bin < BINS ? bin : 0] += chain.weight != NULL ? chain.weight[i] : 1;
    }
  }
}

static void smooth(const double bins[BINS], double smoothed[BINS])
{
  for (int b = 0; b < BINS; ++b) {
    smoothed[b] = 0;
    for (int k = -NEIGHBOURS; k <= NEIGHBOURS; ++k) smoothed[b] += bins[(b + k + BINS) % BINS];
  }
}

/// Length of the run of bins that hold `value`, from bin b on.
static int run_length(const double bins[BINS], int b, double value)
{
  int length = 0;
  while (length < BINS && bins[(b + length) % BINS] <= value) ++length;
  return length;
}

double circle_emptiest(const harmonic_chains *chains, int parameter, double lower, double upper)
{
  double bins[BINS] = {0}, smoothed[BINS], least;
  int longest = 0, best = 0;
  count(chains, parameter, lower, upper, bins);
  smooth(bins, smoothed);
  least = smoothed[0];
  for (int b = 1; b < BINS; ++b)
    if (smoothed[b] < least) least = smoothed[b];
  for (int b = 0; b < BINS; ++b) {
    int length = run_length(smoothed, b, least);
    if (length <= longest) continue;
    longest = length;
    best = (b + length / 2) % BINS;
  }
  return lower + (upper - lower) * (best + (longest % 2 ? 0.5 : 0)) / BINS;
}

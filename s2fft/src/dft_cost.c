// SPDX-License-Identifier: MIT
#include "dft_cost.h"
#include <math.h>
#include <stdbool.h>

// Radices in the order of preference, and the costs of their passes. One unit of cost is about 0.17
// ns per sample of eight lanes: fitted to the measured times of all primes up to 199 (Zen 4,
// AVX-512); AVX2 has the same ratios within a tenth, so that one table serves every instruction
// set.
static const dft_factor butterflies[] = {
    {8, DFT_RADIX_8, 17.0}, {4, DFT_RADIX_4, 12.5},   {2, DFT_RADIX_2, 9.0},
    {9, DFT_RADIX_9, 21.0}, {3, DFT_RADIX_3, 12.0},   {5, DFT_RADIX_5, 16.0},
    {7, DFT_RADIX_7, 20.0}, {11, DFT_RADIX_11, 28.0}, {13, DFT_RADIX_13, 30.0}};
enum { NBUTTERFLIES = sizeof butterflies / sizeof *butterflies };

static const dft_factor four = {4, DFT_RADIX_4, 12.5}, three = {3, DFT_RADIX_3, 12.0};

// Lengths from here on stream through the caches.
#define DFT_LONG 1024

// HUGE_VAL if a factor has no butterfly.
static double chain_cost(int n)
{
  dft_factor factors[DFT_MAX_PASSES];
  double cost = 0.0;
  for (int i = dft_factors(n, factors) - 1; i >= 0; i--) {
    cost += factors[i].kind != DFT_RADIX_NONE ? factors[i].cost : HUGE_VAL;
  }
  return cost;
}

static double direct_cost(int prime)
{
  return prime <= DFT_MAX_PRIME ? 12.0 + 1.6 * prime : HUGE_VAL;
}

// A gather and a scatter, and two transforms of two sequences of half the length.
static double rader_cost(int prime)
{
  return 2.0 * chain_cost((prime - 1) / 2) + 20.0;
}

// Two transforms of length M, a product, and chirps and padding.
static double bluestein_cost(int n, int64_t M)
{
  return (double)M / n * (2.0 * chain_cost((int)M) + 10.0) + 20.0;
}

static int convolution_length(int n, double *cost)
{
  int best = 0;
  *cost = HUGE_VAL;
  for (int64_t five = 1; five < 4 * (int64_t)n; five *= 5) {
    for (int64_t three = five; three < 4 * (int64_t)n; three *= 3) {
      int64_t M = three;
      while (M < 2 * (int64_t)n - 1) M *= 2;
      double price = bluestein_cost(n, M);
      if (price < *cost) {
        *cost = price;
        best = (int)M;
      }
    }
  }
  return best;
}

int dft_convolution_length(int n)
{
  double cost;
  return convolution_length(n, &cost);
}

// The cheapest way to do a prime.
static dft_factor prime_factor(int prime)
{
  dft_factor best = {prime, DFT_RADIX_NONE, 0.0};
  convolution_length(prime, &best.cost);
  double rader = rader_cost(prime), direct = direct_cost(prime);
  if (rader < best.cost) best = (dft_factor){prime, DFT_RADIX_RADER, rader};
  if (direct < best.cost) best = (dft_factor){prime, DFT_RADIX_ANY, direct};
  return best;
}

// The first factor of n > 1 to be done. 16 is 4 4, not 8 2.
static dft_factor next_factor(int n)
{
  for (int i = 0; i < NBUTTERFLIES; i++) {
    const dft_factor *b = &butterflies[i];
    if (n % b->radix == 0 && !(b->radix == 8 && n % 32 == 16)) return *b;
  }
  for (int p = 17; (int64_t)p * p <= n; p += 2) {
    if (n % p == 0) return prime_factor(p);
  }
  return prime_factor(n);
}

// An odd number of passes has the last one in place (see chain() in dft_lanes.h), which saves
// memory traffic. An even number becomes odd where that pays, by 3 3 for every 9, or in long chains
// by 4 4 4 for 8 8 (128 has no two 8s: it is 8 4 4).
int dft_factors(int n, dft_factor *factors)
{
  int count = 0, nines = 0;
  for (int left = n; left > 1; count++) {
    factors[count] = next_factor(left);
    left /= factors[count].radix;
    nines += factors[count].kind == DFT_RADIX_9;
  }
  if (count % 2 == 1 || n % 32 != 0) return count;
  bool threes = nines % 2 == 1;
  bool fours = !threes && n >= DFT_LONG && n % 64 == 0 && n % 256 != 128;
  count = 0;
  for (int left = n; left > 1; count++) {
    factors[count] = fours && count < 3 ? four : next_factor(left);
    if (threes && factors[count].kind == DFT_RADIX_9) factors[count] = three;
    left /= factors[count].radix;
  }
  return count;
}

int dft_rough_part(int n)
{
  dft_factor factors[DFT_MAX_PASSES];
  int rough = 1;
  for (int i = dft_factors(n, factors) - 1; i >= 0; i--) {
    if (factors[i].kind == DFT_RADIX_NONE) rough *= factors[i].radix;
  }
  return rough;
}

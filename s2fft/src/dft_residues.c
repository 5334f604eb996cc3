// SPDX-License-Identifier: MIT
#include "dft_residues.h"
#include <stdbool.h>
#include <stdint.h>

static int64_t power(int64_t base, int exponent, int64_t modulus)
{
  int64_t result = 1;
  for (; exponent > 0; exponent /= 2, base = base * base % modulus) {
    if (exponent % 2) result = result * base % modulus;
  }
  return result;
}

// No power (prime - 1) / f, f a prime factor of prime - 1, is 1.
static bool is_primitive(int64_t g, int prime)
{
  int left = prime - 1;
  for (int f = 2; (int64_t)f * f <= left; f++) {
    if (left % f) continue;
    if (power(g, (prime - 1) / f, prime) == 1) return false;
    while (left % f == 0) left /= f;
  }
  return left == 1 || power(g, (prime - 1) / left, prime) != 1;
}

void dft_residues(int prime, int count, int *r)
{
  int64_t g = 2, q = 1;
  while (!is_primitive(g, prime)) g++;
  int64_t step = prime % 4 == 3 ? g * g % prime : g;
  for (int a = 0; a < count; a++, q = q * step % prime) r[a] = (int)q;
}

// SPDX-License-Identifier: MIT
// Prime lengths and prime factors done directly, by Rader's and by Bluestein's convolutions, for
// every instruction set that this machine has.
#include "../src/dft_cost.h"
#include "../src/dft_residues.h"
#include "dft_sums.h"
#include <stdbool.h>

static bool is_prime(int n)
{
  for (int f = 2; f * f <= n; f++) {
    if (n % f == 0) return false;
  }
  return n > 1;
}

static int algorithm(int prime)
{
  dft_factor factors[DFT_MAX_PASSES];
  assert_int_equal(dft_factors(prime, factors), 1);
  return factors[0].kind;
}

// The residues +-r_a, a < (p - 1) / 2, are all but 0, and r continues as the header says.
static void residues_are_a_permutation(void **state)
{
  (void)state;
  for (int p = 3; p < 1000; p += 2) {
    if (!is_prime(p)) continue;
    int h = (p - 1) / 2, r[1000], seen[1000] = {0};
    dft_residues(p, p - 1, r);
    assert_int_equal(r[0], 1);
    for (int a = 0; a < h; a++) {
      assert_int_equal(r[a + h], h % 2 ? r[a] : p - r[a]);
      seen[r[a]]++;
      seen[p - r[a]]++;
    }
    for (int k = 1; k < p; k++) assert_int_equal(seen[k], 1);
  }
}

// The three algorithms are all chosen, so that the tests below reach each of them.
static void primes_are_done_in_three_ways(void **state)
{
  (void)state;
  assert_int_equal(algorithm(31), DFT_RADIX_ANY);
  assert_int_equal(algorithm(83), DFT_RADIX_ANY);    // h = 41
  assert_int_equal(algorithm(73), DFT_RADIX_RADER);  // h = 36, even
  assert_int_equal(algorithm(127), DFT_RADIX_RADER); // h = 63, odd
  assert_int_equal(algorithm(179), DFT_RADIX_RADER); // h = 89, Rader's too
  assert_int_equal(algorithm(8191), DFT_RADIX_RADER);
  assert_int_equal(algorithm(359), DFT_RADIX_NONE); // h = 179
  assert_int_equal(dft_rough_part(7 * 73 * 359), 359);
}

static void for_lengths(void (*check)(const s2fft_dft_kernel *, int n, int step), const int *n,
                        int count)
{
  const s2fft_dft_kernel *found[3];
  for (int i = 0, kinds = kernels(found); i < kinds; i++) {
    for (int j = 0; j < count; j++) check(found[i], n[j], 1 + n[j] / 20);
  }
}

static int primes(int from, int to, int *p)
{
  int count = 0;
  for (int n = from; n <= to; n++) {
    if (is_prime(n)) p[count++] = n;
  }
  return count;
}

static void primes_up_to_300_are_the_defining_sum(void **state)
{
  (void)state;
  int p[300], count = primes(17, 300, p);
  for_lengths(check_lanes, p, count);
}

static void rows_of_four_primes_are_the_defining_sum(void **state)
{
  (void)state;
  int p[300], count = primes(17, 200, p);
  for (int i = 0; i < count; i++) p[i] *= 4;
  for_lengths(check_row, p, count);
}

static void larger_primes_are_the_defining_sum(void **state)
{
  (void)state;
  static const int p[] = {359, 509, 719, 1021, 1439, 2039, 4093, 8191};
  for_lengths(check_lanes, p, sizeof p / sizeof *p);
}

// Rader's as first, middle and last pass, twice, beside Bluestein's, and in both of its leaves.
static void composite_lengths_are_the_defining_sum(void **state)
{
  (void)state;
  static const int n[] = {2 * 61,  3 * 127, 7 * 73,   9 * 61,   16 * 127,     23 * 89,
                          61 * 73, 73 * 73, 89 * 127, 61 * 359, 2 * 89 * 359, 31 * 61 * 3,
                          9 * 9,   32 * 27, 64 * 45,  2 * 729,  179 * 3,      3 * 61 * 67};
  for_lengths(check_lanes, n, sizeof n / sizeof *n);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(residues_are_a_permutation),
      cmocka_unit_test(primes_are_done_in_three_ways),
      cmocka_unit_test(primes_up_to_300_are_the_defining_sum),
      cmocka_unit_test(rows_of_four_primes_are_the_defining_sum),
      cmocka_unit_test(larger_primes_are_the_defining_sum),
      cmocka_unit_test(composite_lengths_are_the_defining_sum),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

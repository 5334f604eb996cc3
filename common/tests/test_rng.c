// SPDX-License-Identifier: MIT
// The known answers are those of Random123 1.14 (kat_vectors, philox4x32 10).
#include "check.h"
#include <s2common/rng.h>

#define SAMPLES 100000

typedef void draw_fn(uint64_t seed, uint64_t stream, uint64_t index, double out[2]);

static const struct answer {
  uint32_t counter[4], key[2], out[4];
} answers[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

static void philox_gives_the_known_answers(void **state)
{
  (void)state;
  for (size_t i = 0; i < COUNT(answers); i++) {
    uint32_t out[4];
    s2_philox4x32(answers[i].key, answers[i].counter, out);
    assert_memory_equal(out, answers[i].out, sizeof out);
  }
}

static void seed_is_the_key_and_index_and_stream_the_counter(void **state)
{
  (void)state;
  const struct answer *pi = &answers[2];
  uint64_t seed = (uint64_t)pi->key[1] << 32 | pi->key[0];
  uint64_t index = (uint64_t)pi->counter[1] << 32 | pi->counter[0];
  uint64_t stream = (uint64_t)pi->counter[3] << 32 | pi->counter[2];
  double u[2], z[2];
  s2_rng_uniform2(seed, stream, index, u);
  for (int i = 0; i < 2; i++) {
    uint64_t word = (uint64_t)pi->out[2 * i] << 32 | pi->out[2 * i + 1];
    CHECK_NEAR(u[i], ldexp((double)(word >> 12) + 0.5, -52), 0.0);
  }
  s2_rng_normal2(seed, stream, index, z);
  double radius = sqrt(-2.0 * log(u[0]));
  CHECK_NEAR(z[0], radius * cos(6.283185307179586 * u[1]), 1e-14);
  CHECK_NEAR(z[1], radius * sin(6.283185307179586 * u[1]), 1e-14);
}

// Mean of x^power over both numbers of SAMPLES pairs.
static double moment(draw_fn *draw, int power)
{
  double sum = 0.0;
  for (uint64_t i = 0; i < SAMPLES; i++) {
    double x[2];
    draw(2026, 7, i, x);
    sum += pow(x[0], power) + pow(x[1], power);
  }
  return sum / (2.0 * SAMPLES);
}

// The tolerances are five standard deviations of the sample mean of x^p.
static void moments_are_those_of_the_distributions(void **state)
{
  (void)state;
  const double root = sqrt(2.0 * SAMPLES);
  const double normal[] = {1.0, 0.0, 1.0, 0.0, 3.0, 0.0, 15.0, 0.0, 105.0};
  for (int p = 1; p <= 4; p++) {
    double mean = 1.0 / (p + 1.0), spread = sqrt(1.0 / (2.0 * p + 1.0) - mean * mean);
    CHECK_NEAR(moment(s2_rng_uniform2, p), mean, 5.0 * spread / root);
    spread = sqrt(normal[2 * p] - normal[p] * normal[p]);
    CHECK_NEAR(moment(s2_rng_normal2, p), normal[p], 5.0 * spread / root);
  }
}

static void uniform_numbers_fill_the_open_interval_evenly(void **state)
{
  (void)state;
  int bins[64] = {0};
  for (uint64_t i = 0; i < SAMPLES; i++) {
    double u[2];
    s2_rng_uniform2(1, 0, i, u);
    for (int k = 0; k < 2; k++) {
      assert_true(u[k] > 0.0 && u[k] < 1.0);
      bins[(int)(64.0 * u[k])]++;
    }
  }
  double expected = 2.0 * SAMPLES / 64.0, chi2 = 0.0;
  for (int b = 0; b < 64; b++) chi2 += (bins[b] - expected) * (bins[b] - expected) / expected;
  // 63 degrees of freedom, five standard deviations
  CHECK_NEAR(chi2, 63.0, 5.0 * sqrt(2.0 * 63.0));
}

static double correlation(const uint64_t a[2], const uint64_t b[2], int first, int second)
{
  double sum = 0.0;
  for (uint64_t i = 0; i < SAMPLES; i++) {
    double x[2], y[2];
    s2_rng_normal2(a[0], a[1], i, x);
    s2_rng_normal2(b[0], b[1], i, y);
    sum += x[first] * y[second];
  }
  return sum / SAMPLES;
}

static void streams_seeds_and_partners_are_uncorrelated(void **state)
{
  (void)state;
  const uint64_t base[2] = {5, 0}, other_seed[2] = {6, 0}, other_stream[2] = {5, 1};
  const uint64_t high_stream[2] = {5, UINT64_C(1) << 32}, high_seed[2] = {UINT64_C(1) << 33, 0};
  const double limit = 5.0 / sqrt(SAMPLES);
  CHECK_NEAR(correlation(base, base, 0, 0), 1.0, 5.0 * sqrt(2.0 / SAMPLES)); // the test can see
  CHECK_NEAR(correlation(base, base, 0, 1), 0.0, limit);
  CHECK_NEAR(correlation(base, other_seed, 0, 0), 0.0, limit);
  CHECK_NEAR(correlation(base, other_stream, 0, 0), 0.0, limit);
  CHECK_NEAR(correlation(base, high_stream, 1, 1), 0.0, limit);
  CHECK_NEAR(correlation(base, high_seed, 1, 0), 0.0, limit);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(philox_gives_the_known_answers),
      cmocka_unit_test(seed_is_the_key_and_index_and_stream_the_counter),
      cmocka_unit_test(moments_are_those_of_the_distributions),
      cmocka_unit_test(uniform_numbers_fill_the_open_interval_evenly),
      cmocka_unit_test(streams_seeds_and_partners_are_uncorrelated),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

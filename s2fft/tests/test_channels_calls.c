// SPDX-License-Identifier: MIT
// Lists of channels: memory, misuse.
#include "support.h"

#include <s2common/priv/memory.h>
#include <s2fft/priv/channels.h>
#include <stdlib.h>

enum { L = 14, SQUARE = L * (2 * L - 1), CHANNELS = 9 };

static const int spins[] = {0, 2, -2, 7, 0, 2};

/// The plans, zeros as coefficients, and maps of sevens.
typedef struct bank {
  s2fft_priv_channels *channels;
  double *alm, *map; ///< [CHANNELS][stride]
  int64_t alm_stride, map_stride;
} bank;

static s2fft_options single(void)
{
  s2fft_options options = options_of(99, -1, 0, S2FFT_LAYOUT_DEFAULT); // this spin is ignored
  options.nthreads = 1;
  return options;
}

static bank make_bank(const s2_grid *grid)
{
  bank b = {.alm_stride = 2 * SQUARE, .map_stride = 2 * s2_grid_map_size(grid)};
  s2fft_options options = single();
  assert_ok(s2fft_priv_channels_create(&b.channels, grid, L, COUNT(spins), spins, &options));
  b.alm = calloc((size_t)(CHANNELS * b.alm_stride), sizeof *b.alm);
  b.map = calloc((size_t)(CHANNELS * b.map_stride), sizeof *b.map);
  assert_true(b.alm != NULL && b.map != NULL);
  for (int64_t k = 0; k < CHANNELS * b.map_stride; ++k) b.map[k] = 7.0;
  return b;
}

static void free_bank(bank *b)
{
  s2fft_priv_channels_destroy(b->channels);
  free(b->alm);
  free(b->map);
}

static s2fft_priv_channel channel_at(const bank *b, int alm, int map, int spin)
{
  return (s2fft_priv_channel){.field = S2FFT_COMPLEX,
                              .spin = spin,
                              .alm = (s2_complex *)(b->alm + alm * b->alm_stride),
                              .map = b->map + map * b->map_stride};
}

static void estimates_are_exact_and_work_suffices(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_MW, L);
  s2fft_options options = single();
  bank b = make_bank(grid);
  for (int nfields = 1; nfields <= S2FFT_PRIV_BATCH_MAX; nfields += 31) {
    int64_t plans, bytes;
    s2fft_priv_channels_work *work;
    s2fft_priv_channel list[CHANNELS];
    for (int i = 0; i < CHANNELS; ++i) list[i] = channel_at(&b, 0, i, spins[i % 4]);
    assert_ok(s2fft_priv_channels_work_create(&work, b.channels, S2FFT_COMPLEX, nfields));
    assert_ok(s2fft_priv_channels_estimate(grid, L, COUNT(spins), spins, &options, S2FFT_COMPLEX,
                                           nfields, &plans, &bytes));
    assert_int_equal(plans, s2fft_priv_channels_bytes(b.channels));
    assert_int_equal(bytes, s2fft_priv_channels_work_bytes(work));
    s2_priv_fail_after(0);
    s2_status status = s2fft_priv_channels_inverse(b.channels, CHANNELS, list, work);
    s2_priv_fail_after(-1);
    assert_ok(status);
    s2fft_priv_channels_work_destroy(work);
  }
  free_bank(&b);
  s2_grid_destroy(grid);
}

static void failed_allocations_are_reported(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_GL, L);
  s2fft_options options = single();
  s2_status status = S2_ERR_MEMORY;
  for (int64_t n = 0; status != S2_OK; ++n) {
    s2fft_priv_channels *channels;
    s2fft_priv_channels_work *work = NULL;
    assert_true(n < 10000);
    s2_priv_fail_after(n);
    status = s2fft_priv_channels_create(&channels, grid, L, 2, spins, &options);
    if (status == S2_OK) status = s2fft_priv_channels_work_create(&work, channels, S2FFT_REAL, 2);
    s2_priv_fail_after(-1);
    assert_true(status == S2_OK ? n > 0 : status == S2_ERR_MEMORY);
    s2fft_priv_channels_work_destroy(work);
    s2fft_priv_channels_destroy(channels);
  }
  s2_grid_destroy(grid);
}

static void refuse(const bank *b, const s2fft_priv_channel *bad, const char *word)
{
  s2fft_priv_channel list[] = {channel_at(b, 0, 0, 0), *bad};
  assert_refused(s2fft_priv_channels_inverse(b->channels, 2, list, NULL), S2_ERR_ARGUMENT,
                 "s2fft_priv_channels_inverse", "channel 1", word, NULL);
  for (int64_t k = 0; k < b->map_stride; ++k) assert_true(b->map[k] == 7.0); // nothing was done
}

static void bad_channels_are_named(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_GL, L);
  bank b = make_bank(grid);
  s2fft_priv_channel good = channel_at(&b, 1, 1, 2), bad = good;
  bad.spin = 3;
  refuse(&b, &bad, "no plan of spin = 3");
  bad.spin = 7;
  bad.conjugate = 1;
  refuse(&b, &bad, "no plan of spin = -7");
  bad = good;
  bad.field = S2FFT_REAL;
  refuse(&b, &bad, "spin = 2, real fields need spin 0");
  bad.field = S2FFT_PAIR;
  refuse(&b, &bad, "field = 2 is outside 0 .. 1");
  bad = good;
  bad.map = NULL;
  refuse(&b, &bad, "map is NULL");
  bad = good;
  bad.alm = NULL;
  refuse(&b, &bad, "alm is NULL");
  s2_status argument = S2_ERR_ARGUMENT;
  assert_refused(s2fft_priv_channels_forward(NULL, 1, &good, NULL), argument, "channels is NULL",
                 NULL);
  assert_refused(s2fft_priv_channels_forward(b.channels, -1, &good, NULL), argument, "count = -1",
                 NULL);
  assert_refused(s2fft_priv_channels_forward(b.channels, 1, NULL, NULL), argument, "list is NULL",
                 NULL);
  assert_ok(s2fft_priv_channels_forward(b.channels, 0, NULL, NULL));
  free_bank(&b);
  s2_grid_destroy(grid);
}

static void bad_plans_and_works_are_named(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_GL, L);
  bank b = make_bank(grid);
  s2fft_priv_channels *channels, *small;
  s2fft_priv_channels_work *work;
  s2_status argument = S2_ERR_ARGUMENT;
  s2fft_options triangle = options_of(0, -1, 0, S2FFT_LAYOUT_TRIANGLE);
  s2fft_priv_channel good = channel_at(&b, 1, 1, 2);
  int spin = L;
  assert_refused(s2fft_priv_channels_create(NULL, grid, L, 1, &spin, NULL), argument,
                 "channels is NULL", NULL);
  assert_refused(s2fft_priv_channels_create(&channels, grid, L, 0, &spin, NULL), argument,
                 "nspins = 0", NULL);
  assert_refused(s2fft_priv_channels_create(&channels, grid, L, 1, &spin, NULL), argument,
                 "spin = 14", "-13 .. 13", NULL);
  assert_refused(s2fft_priv_channels_create(&channels, grid, L, 1, spins, &triangle), argument,
                 "layout = 1", "triangle", NULL);
  assert_null(channels);
  assert_refused(s2fft_priv_channels_work_create(&work, b.channels, S2FFT_COMPLEX, 33), argument,
                 "nfields = 33", "1 .. 32", NULL);
  assert_refused(s2fft_priv_channels_work_create(&work, b.channels, S2FFT_PAIR, 1), argument,
                 "field = 2", NULL);
  assert_refused(s2fft_priv_channels_work_create(&work, NULL, S2FFT_REAL, 1), argument,
                 "channels is NULL", NULL);
  assert_refused(s2fft_priv_channels_work_create(NULL, b.channels, S2FFT_REAL, 1), argument,
                 "work is NULL", NULL);
  assert_null(work);
  assert_ok(s2fft_priv_channels_create(&small, grid, 5, 1, spins, NULL));
  assert_ok(s2fft_priv_channels_work_create(&work, small, S2FFT_COMPLEX, 1));
  assert_refused(s2fft_priv_channels_inverse(b.channels, 1, &good, work), argument, "L = 5",
                 "L = 14", NULL);
  s2fft_priv_channels_work_destroy(work);
  s2fft_priv_channels_destroy(small);
  free_bank(&b);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(estimates_are_exact_and_work_suffices),
      cmocka_unit_test(failed_allocations_are_reported),
      cmocka_unit_test(bad_channels_are_named),
      cmocka_unit_test(bad_plans_and_works_are_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

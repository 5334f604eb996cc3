// SPDX-License-Identifier: MIT
// Lists of channels are the transforms of s2fft.h, one by one.
#include "channels_bank.h"

#include <s2fft/layout.h>
#include <stdlib.h>
#include <string.h>

// ------------------------------------------------------------------ lists and single calls

/// One channel by the typed transforms.
static void expect_channel(const bank *b, operation what, const s2fft_priv_channel *c)
{
  s2fft_options options = single_options(c->spin, S2FFT_LAYOUT_SQUARE);
  s2fft_plan *plan = make_plan(b->grid, L, &options);
  size_t nalm = 2 * SQUARE, nmap = (c->field == S2FFT_REAL ? 1 : 2) * (size_t)b->map_size;
  size_t n = to_map(what) ? nmap : nalm;
  vector in = {{to_map(what) ? (double *)c->alm : c->map}, 1, to_map(what) ? nalm : nmap};
  vector out = {{random_or_seven(0, n, 0)}, 1, n}; // maps may have gaps
  assert_ok(apply(plan, c->field, what, &in, &out, NULL, NULL));
  const double *own = to_map(what) ? c->map : (double *)c->alm;
  assert_memory_equal(own, out.part[0], n * sizeof *own);
  for (size_t k = n; k < n + 6; ++k) assert_true(own[k] == 7.0); // and nothing behind it
  free(out.part[0]);
  s2fft_plan_destroy(plan);
}

static void check_list(s2_grid *grid, operation what, int nfields)
{
  bank b = make_bank(grid, what, NULL);
  s2fft_priv_channels_work *work = NULL;
  s2fft_priv_channel list[CHANNELS];
  // equal distances, a change of distance, one that goes backwards, real ones between them
  static const int map[CHANNELS] = {0, 1, 2, 4, 8, 3, 5, 6, 7};
  static const int spin[CHANNELS] = {2, 2, 2, 2, 2, 2, 0, -2, 0};
  for (int i = 0; i < CHANNELS; ++i) {
    list[i] = channel_at(&b, (4 * i) % CHANNELS, map[i], spin[i]);
    if (i == 6) list[i].field = S2FFT_REAL;
  }
  list[8].spin = 7;
  if (nfields > 0)
    assert_ok(s2fft_priv_channels_work_create(&work, b.channels, S2FFT_COMPLEX, nfields));
  assert_ok(transforms[what](b.channels, CHANNELS, list, work));
  for (int i = 0; i < CHANNELS; ++i) expect_channel(&b, what, &list[i]);
  s2fft_priv_channels_work_destroy(work);
  free_bank(&b);
}

static void lists_give_the_bits_of_single_calls(void **state)
{
  (void)state;
  s2_grid *grids[] = {make_grid(S2_GRID_MW, L), make_grid(S2_GRID_GL, L), make_healpix(6),
                      make_odd_rings()};
  for (size_t g = 0; g < COUNT(grids); ++g) {
    for (int what = SYNTHESIS; what <= ANALYSIS_ADJOINT; ++what)
      for (int nfields = 0; nfields <= 4; nfields += 2)
        check_list(grids[g], (operation)what, nfields);
    s2_grid_destroy(grids[g]);
  }
}

/// Maps of channels side by side in one array, in several threads, with a layout of one's own.
static void lists_do_not_depend_on_threads_or_layout(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_F1, L);
  size_t n = 2 * (size_t)s2_grid_map_size(grid);
  s2fft_priv_channel list[CHANNELS];
  double *square = NULL;
  for (int k = 0; k < 4; ++k) {
    s2fft_options options = options_of(0, -1, 0, k < 2 ? S2FFT_LAYOUT_SQUARE : S2FFT_LAYOUT_LINEAR);
    options.nthreads = 1 + 2 * (k % 2);
    bank b = make_bank(grid, SYNTHESIS, &options);
    s2_complex linear[L * L];
    s2fft_shape from = {S2FFT_LAYOUT_SQUARE, L, -1}, to = {S2FFT_LAYOUT_LINEAR, L, -1};
    for (int i = 0; i < CHANNELS; ++i) {
      list[i] = channel_at(&b, 0, i, bank_spins[i % 4]);
      list[i].map = b.map + n * (size_t)i;
      if (k >= 2) list[i].alm = linear;
    }
    assert_ok(s2fft_layout_convert(&from, (s2_complex *)b.alm, &to, linear));
    assert_ok(s2fft_priv_channels_inverse(b.channels, CHANNELS, list, NULL));
    if (k == 0) {
      square = calloc(n * CHANNELS, sizeof *square);
      assert_non_null(square);
      memcpy(square, b.map, n * CHANNELS * sizeof *square);
    }
    assert_memory_equal(square, b.map, n * CHANNELS * sizeof *square);
    free_bank(&b);
  }
  free(square);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lists_give_the_bits_of_single_calls),
      cmocka_unit_test(lists_do_not_depend_on_threads_or_layout),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Analysis undoes synthesis at a band-limit that takes minutes under an emulator or a checker.
#include "support.h"

static void band_limit_2048(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_MW, 2048);
  s2fft_options options = options_of(0, -1, 0, S2FFT_LAYOUT_TRIANGLE);
  s2fft_plan *plan = make_plan(grid, 2048, &options);
  round_trip(plan, S2FFT_REAL, 0, 2e-12, "mw");
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
  grid = make_grid(S2_GRID_GL, 2048);
  options.spin = 2;
  plan = make_plan(grid, 2048, &options);
  round_trip(plan, S2FFT_PAIR, 0, 2e-12, "gl");
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(band_limit_2048)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

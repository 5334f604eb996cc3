// SPDX-License-Identifier: MIT
// Round trips at the band-limits of users: the error grows slowly with L.
#include "waves.h"

#include <stdlib.h>

static void check(const wave_case *c)
{
  wave_case own = *c;
  s2wav_options_init(&own.options); // all threads
  waves w = make_waves(&own);
  double *f = random_map(&w, 1), *back = zeros(w.map), *wav = zeros(w.wav), *scal = zeros(w.scal);
  assert_ok(apply(&w, MAPS, ANALYSIS, f, wav, scal, NULL));
  assert_ok(apply(&w, MAPS, SYNTHESIS, back, wav, scal, NULL));
  assert_bound(relative(back, f, w.map), 1e-12, "L %d N %d spin %d", c->L, c->N, c->spin);
  free(f);
  free(back);
  free(wav);
  free(scal);
  free_waves(&w);
}

static void round_trips_stay_below_1e_minus_12(void **state)
{
  (void)state;
  static const wave_case cases[] = {{512, 5, 0, 0, 2, S2_GRID_MW, S2FFT_REAL, {0}},
                                    {256, 4, 2, 2, 2, S2_GRID_MWSS, S2FFT_COMPLEX, {0}},
                                    {300, 3, 3, 0, 3, S2_GRID_GL, S2FFT_REAL, {0}},
                                    {64, 64, 0, 0, 2, S2_GRID_MW, S2FFT_REAL, {0}}};
  for (size_t k = 0; k < COUNT(cases); ++k) check(&cases[k]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(round_trips_stay_below_1e_minus_12)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

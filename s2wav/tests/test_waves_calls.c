// SPDX-License-Identifier: MIT
// Wrong arguments are refused, and the message says what is allowed.
#include "waves.h"

#include <math.h>
#include <s2wav/gradient.h>
#include <stdlib.h>
#include <string.h>

static const wave_case small = {16, 3, 1, 0, 2, S2_GRID_MW, S2FFT_REAL, {0}};

// ------------------------------------------------------------------ plans

/// A plan on MW that must be refused.
static s2_status try_plan(const s2wav_options *o)
{
  s2wav_tiling_options t = tiling_of(2, 1, 3, 0);
  s2wav_tiling *tiling = make_tiling(16, &t);
  s2_grid *grid;
  s2wav_plan *plan = (s2wav_plan *)&t;
  assert_ok(s2_grid_create(&grid, S2_GRID_MW, 16));
  s2_status status = s2wav_plan_create(&plan, tiling, grid, o);
  assert_null(plan);
  s2wav_tiling_destroy(tiling);
  s2_grid_destroy(grid);
  return status;
}

static void options_out_of_range_are_refused(void **state)
{
  (void)state;
  s2wav_options o;
#define REFUSE(member, value, word)                                                                \
  do {                                                                                             \
    s2wav_options_init(&o);                                                                        \
    o.member = value;                                                                              \
    assert_refused(try_plan(&o), S2_ERR_ARGUMENT, #member, word, NULL);                            \
  } while (0)
  REFUSE(storage, (s2wav_storage)2, "2 is outside 0 .. 1");
  REFUSE(scaling, (s2wav_scaling)-1, "-1 is outside 0 .. 1");
  REFUSE(full_resolution, 2, "2 is outside 0 .. 1");
  REFUSE(sampling, 7, "7 is outside -1 .. 6");
  REFUSE(layout, (s2fft_layout)4, "4 is outside 0 .. 3");
  REFUSE(nside_ratio, 0.1, "0.1 is outside 0.25 .. 4");
  REFUSE(nside_ratio, NAN, "nan is outside");
  REFUSE(iterations, 101, "101 is outside 0 .. 100");
  REFUSE(nthreads, -1, "-1 is outside 0 .. 4096");
  memset(&o, 0, sizeof o);
  assert_refused(try_plan(&o), S2_ERR_ARGUMENT, "s2wav_options_init", NULL);
}

static void plans_need_a_tiling_and_a_grid_that_fits(void **state)
{
  (void)state;
  s2wav_tiling_options t = tiling_of(2, 1, 3, 0);
  s2wav_tiling *tiling = make_tiling(16, &t);
  s2_grid *grid;
  s2wav_plan *plan;
  const double theta = 1;
  s2_ring ring = {.theta = theta, .nphi = 8, .weight = 1};
  assert_refused(s2wav_plan_create(NULL, tiling, NULL, NULL), S2_ERR_ARGUMENT, "plan is NULL",
                 NULL);
  assert_refused(s2wav_plan_create(&plan, NULL, NULL, NULL), S2_ERR_ARGUMENT, "tiling is NULL",
                 NULL);
  assert_ok(s2_grid_create_rings(&grid, 1, &ring));
  assert_refused(s2wav_plan_create(&plan, tiling, grid, NULL), S2_ERR_ARGUMENT, "user rings",
                 "sampling", NULL);
  s2_grid_destroy(grid);
  s2wav_tiling_destroy(tiling);
}

/// A grid of a smaller band-limit takes part in syntheses only; its analysis is refused.
static void a_grid_of_a_smaller_band_limit_is_not_analysed(void **state)
{
  (void)state;
  s2wav_tiling_options t = tiling_of(2, 1, 3, 0);
  s2wav_tiling *tiling = make_tiling(16, &t);
  s2_grid *grid;
  s2wav_plan *plan;
  assert_ok(s2_grid_create(&grid, S2_GRID_MW, 12));
  assert_ok(s2wav_plan_create(&plan, tiling, grid, NULL));
  double *f = zeros((size_t)s2wav_map_size(plan)), *wav = zeros((size_t)s2wav_wav_size(plan));
  assert_refused(s2wav_analysis(plan, f, wav, NULL, NULL, NULL), S2_ERR_ARGUMENT, "16", NULL);
  free(f);
  free(wav);
  s2wav_plan_destroy(plan);
  s2_grid_destroy(grid);
  s2wav_tiling_destroy(tiling);
}

// ------------------------------------------------------------------ transforms

static void null_and_wrong_kinds_are_refused(void **state)
{
  (void)state;
  waves w = make_waves(&small);
  double *f = zeros(w.map), *wav = zeros(w.wav), *flm = zeros(w.lm);
  assert_refused(s2wav_analysis(NULL, f, wav, NULL, NULL, NULL), S2_ERR_ARGUMENT, "s2wav_analysis",
                 "plan is NULL", NULL);
  assert_refused(s2wav_analysis(w.plan, NULL, wav, NULL, NULL, NULL), S2_ERR_ARGUMENT, "f is NULL",
                 NULL);
  assert_refused(s2wav_lm_synthesis(w.plan, wav, NULL, NULL, NULL, NULL), S2_ERR_ARGUMENT,
                 "s2wav_lm_synthesis", "flm is NULL", NULL);
  assert_refused(s2wav_synthesis(w.plan, NULL, NULL, f, NULL, NULL), S2_ERR_ARGUMENT, "wav is NULL",
                 NULL);
  assert_refused(apply_scale(&w, ANALYSIS, 4, flm, wav, NULL), S2_ERR_ARGUMENT,
                 "i = 4 is outside -1 .. 3", NULL);
  assert_refused(apply_scale(&w, SYNTHESIS, -2, flm, wav, NULL), S2_ERR_ARGUMENT,
                 "i = -2 is outside -1 .. 3", NULL);
  assert_refused(s2wav_lmn_analysis(w.plan, (s2_complex *)flm, NULL, NULL), S2_ERR_ARGUMENT,
                 "wlmn is NULL", NULL);
  assert_refused(s2wav_analysis_each(w.plan, f, NULL, NULL, NULL), S2_ERR_ARGUMENT, "take is NULL",
                 NULL);
  assert_refused(s2wav_analysis_filter_gradient(w.plan, (s2_complex *)flm, wav, NULL, NULL, NULL),
                 S2_ERR_ARGUMENT, "gradient is NULL", NULL);
  free(f);
  free(wav);
  free(flm);
  free_waves(&w);
}

static void real_signals_have_spin_0(void **state)
{
  (void)state;
  wave_case c = small;
  c.spin = 2;
  c.field = S2FFT_COMPLEX;
  waves w = make_waves(&c);
  double *f = zeros(w.map), *wav = zeros(w.wav);
  s2wav_workspace *work;
  assert_refused(s2wav_analysis(w.plan, f, wav, NULL, NULL, NULL), S2_ERR_ARGUMENT, "spin = 2",
                 NULL);
  assert_refused(s2wav_lmn_analysis(w.plan, (s2_complex *)f, (s2_complex *)wav, NULL),
                 S2_ERR_ARGUMENT, "spin = 2", NULL);
  assert_refused(s2wav_workspace_create(&work, w.plan, S2FFT_REAL, S2WAV_USE_WHOLE),
                 S2_ERR_ARGUMENT, "not 2", NULL);
  free(f);
  free(wav);
  free_waves(&w);
}

static void maps_need_a_grid(void **state)
{
  (void)state;
  s2wav_tiling_options t = tiling_of(2, 1, 3, 0);
  s2wav_tiling *tiling = make_tiling(16, &t);
  s2wav_plan *plan;
  assert_ok(s2wav_plan_create(&plan, tiling, NULL, NULL));
  assert_int_equal(s2wav_map_size(plan), 0);
  double *wav = zeros((size_t)s2wav_wav_size(plan)), *flm = zeros(2 * 16 * 17 / 2);
  assert_refused(s2wav_analysis(plan, wav, wav, NULL, NULL, NULL), S2_ERR_ARGUMENT,
                 "without a grid", NULL);
  assert_ok(s2wav_lm_analysis(plan, (s2_complex *)flm, wav, NULL, NULL, NULL));
  free(wav);
  free(flm);
  s2wav_plan_destroy(plan);
  s2wav_tiling_destroy(tiling);
}

static void batches_must_have_room(void **state)
{
  (void)state;
  waves w = make_waves(&small);
  double *f = zeros(w.map), *wav = zeros(w.wav);
  s2wav_batch none = {.count = 0}, tight = {.count = 1, .signal_stride = 5};
  s2wav_batch wav_tight = {.count = 1, .wav_stride = (int64_t)w.wav - 1};
  s2wav_batch scal_tight = {.count = 1, .scal_stride = 1};
  assert_refused(s2wav_analysis(w.plan, f, wav, NULL, &none, NULL), S2_ERR_ARGUMENT,
                 "batch.count = 0", NULL);
  assert_refused(s2wav_analysis(w.plan, f, wav, NULL, &tight, NULL), S2_ERR_ARGUMENT,
                 "signal_stride = 5", NULL);
  assert_refused(s2wav_analysis(w.plan, f, wav, NULL, &wav_tight, NULL), S2_ERR_ARGUMENT,
                 "wav_stride", NULL);
  assert_refused(s2wav_analysis(w.plan, f, wav, NULL, &scal_tight, NULL), S2_ERR_ARGUMENT,
                 "scal_stride = 1", NULL);
  free(f);
  free(wav);
  free_waves(&w);
}

static s2_status ignore(void *user, int i, const s2wav_scale *scale, double *map)
{
  (void)user;
  (void)i;
  (void)scale;
  (void)map;
  return S2_OK;
}

static void workspaces_serve_what_they_were_made_for(void **state)
{
  (void)state;
  waves w = make_waves(&small), other = make_waves(&small);
  double *f = zeros(w.map), *wav = zeros(2 * w.wav);
  float *single = calloc(w.map + w.wav, sizeof *single);
  assert_non_null(single);
  s2wav_workspace *work, *foreign, *stream;
  assert_ok(s2wav_workspace_create(&work, w.plan, S2FFT_REAL, S2WAV_USE_WHOLE));
  assert_ok(s2wav_workspace_create(&foreign, other.plan, S2FFT_REAL, S2WAV_USE_WHOLE));
  assert_ok(s2wav_analysis(w.plan, f, wav, NULL, NULL, work));
  assert_refused(s2wav_analysis(w.plan, f, wav, NULL, NULL, foreign), S2_ERR_ARGUMENT,
                 "another plan", NULL);
  assert_refused(apply_scale(&w, ANALYSIS, 0, wav, wav + w.wav, work), S2_ERR_ARGUMENT,
                 "use = 0 (whole)", "(stream)", NULL);
  assert_ok(s2wav_workspace_create(&stream, w.plan, S2FFT_REAL, S2WAV_USE_STREAM));
  assert_refused(s2wav_analysis_each(w.plan, f, ignore, NULL, stream), S2_ERR_ARGUMENT,
                 "use = 1 (stream)", "(callback)", NULL);
  s2wav_workspace_destroy(stream);
  assert_refused(s2wav_analysisf(w.plan, single, single + w.map, NULL, NULL, work), S2_ERR_ARGUMENT,
                 "use = 0 (whole)", "(single)", NULL);
  assert_refused(
      s2wav_analysis_complex(w.plan, (s2_complex *)wav, (s2_complex *)wav, NULL, NULL, work),
      S2_ERR_ARGUMENT, "real signals", NULL);
  s2wav_workspace_destroy(work);
  assert_refused(s2wav_workspace_create(&work, w.plan, S2FFT_REAL, (s2wav_use)4), S2_ERR_ARGUMENT,
                 "use = 4", NULL);
  assert_null(work);
  s2wav_workspace_destroy(foreign);
  free(f);
  free(wav);
  free(single);
  free_waves(&w);
  free_waves(&other);
}

static void questions_out_of_range_have_no_answer(void **state)
{
  (void)state;
  waves w = make_waves(&small);
  s2wav_scale s;
  assert_refused(s2wav_get_scale(w.plan, 4, &s), S2_ERR_ARGUMENT, "i = 4 is outside -1 .. 3", NULL);
  assert_null(s2wav_scale_grid(w.plan, -2));
  assert_int_equal(s2wav_lm_size(w.plan, S2FFT_PAIR), 0);
  assert_int_equal(s2wav_lmn_size(w.plan, S2FFT_PAIR), 0);
  assert_int_equal(s2wav_lmn_index(w.plan, S2FFT_REAL, 0, 2, 0, 1), -1);  // wrong parity
  assert_int_equal(s2wav_lmn_index(w.plan, S2FFT_REAL, 0, 2, 0, -2), -1); // real: n >= 0
  assert_int_equal(s2wav_lmn_index(w.plan, S2FFT_REAL, 0, 4, 0, 0), -1);  // L_0 = 4
  assert_int_equal(s2wav_lmn_index(w.plan, S2FFT_REAL, 0, 2, 3, 0), -1);
  assert_int_equal(s2wav_lmn_index(w.plan, S2FFT_COMPLEX, 0, 2, -2, -2), 4);
  free_waves(&w);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(options_out_of_range_are_refused),
      cmocka_unit_test(plans_need_a_tiling_and_a_grid_that_fits),
      cmocka_unit_test(a_grid_of_a_smaller_band_limit_is_not_analysed),
      cmocka_unit_test(null_and_wrong_kinds_are_refused),
      cmocka_unit_test(real_signals_have_spin_0),
      cmocka_unit_test(maps_need_a_grid),
      cmocka_unit_test(batches_must_have_room),
      cmocka_unit_test(workspaces_serve_what_they_were_made_for),
      cmocka_unit_test(questions_out_of_range_have_no_answer),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

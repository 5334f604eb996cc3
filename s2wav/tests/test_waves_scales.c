// SPDX-License-Identifier: MIT
// One transform in several ways, the same bits: whole, scale by scale, through a callback, in
// batches, on one thread or two. Memory as estimated.
#include "waves.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const wave_case shapes[] = {
    {20, 3, 1, 0, 2, S2_GRID_MW, S2FFT_REAL, {0}},
    {16, 4, 0, 0, 2, S2_GRID_GL, S2FFT_REAL, {0}},
    {16, 1, 0, 0, 2, S2_GRID_MWSS, S2FFT_REAL, {0}},
    {16, 3, 2, 2, 2, S2_GRID_MW, S2FFT_COMPLEX, {0}},
    {17, 1, 0, 1, 2, S2_GRID_DH, S2FFT_COMPLEX, {0}}, // the finest scale is empty
    {16, 2, 0, 0, 3, S2_GRID_HEALPIX, S2FFT_COMPLEX, {0}},
};

static waves make_shape(size_t k, s2wav_storage storage, int full_resolution, int nthreads)
{
  wave_case c = shapes[k];
  c.options = wave_options(storage, full_resolution);
  c.options.nthreads = nthreads;
  return make_waves(&c);
}

static size_t width_of(const waves *w)
{
  return w->field == S2FFT_REAL ? 1 : 2;
}

static void assert_same(const double *a, const double *b, size_t n, const char *what, size_t k)
{
  if (memcmp(a, b, n * sizeof *a) != 0) fail_msg("%s of shape %zu differ", what, k);
}

/// Where scale i is in an array of all scales, or the scaling map.
static double *map_at(const waves *w, int i, double *wav, double *scal)
{
  s2wav_scale s;
  assert_ok(s2wav_get_scale(w->plan, i, &s));
  return i == S2WAV_SCALING ? scal : wav + width_of(w) * (size_t)s.offset;
}

// ------------------------------------------------------------------ scale by scale

static void check_stream_to_maps(const waves *w, operation op, s2wav_workspace *work, size_t k)
{
  double *flm = random_lm(w, 1), *wav = randoms(w->wav, 2), *scal = randoms(w->scal, 3);
  double *own_wav = randoms(w->wav, 4), *own_scal = randoms(w->scal, 5);
  assert_ok(apply(w, COEFFICIENTS, op, flm, wav, scal, NULL));
  for (int i = s2wav_nscales(w->plan) - 1; i >= S2WAV_SCALING; --i) // in any order
    assert_ok(apply_scale(w, op, i, flm, map_at(w, i, own_wav, own_scal), work));
  assert_same(own_wav, wav, w->wav, "wavelets", k);
  assert_same(own_scal, scal, w->scal, "scaling maps", k);
  assert_ok(apply(w, COEFFICIENTS, op, flm, own_wav, NULL, work)); // whole, one scale at a time
  assert_same(own_wav, wav, w->wav, "wavelets without a scaling map", k);
  free(flm);
  free(wav);
  free(scal);
  free(own_wav);
  free(own_scal);
}

static void check_stream_from_maps(const waves *w, operation op, s2wav_workspace *work, size_t k)
{
  double *flm = randoms(w->lm, 1), *wav = randoms(w->wav, 2), *scal = randoms(w->scal, 3);
  double *own = zeros(w->lm);
  assert_ok(apply(w, COEFFICIENTS, op, flm, wav, scal, NULL));
  for (int i = S2WAV_SCALING; i < s2wav_nscales(w->plan); ++i)
    assert_ok(apply_scale(w, op, i, own, map_at(w, i, wav, scal), work));
  assert_same(own, flm, w->lm, "coefficients", k);
  free(flm);
  free(wav);
  free(scal);
  free(own);
}

static void scale_by_scale_gives_the_same_bits(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(shapes); ++k)
    for (int kind = 0; kind < 4; ++kind) {
      waves w = make_shape(k, kind & 2 ? S2WAV_FULL : S2WAV_STEERABLE, kind & 1, 1);
      s2wav_workspace *work;
      assert_ok(s2wav_workspace_create(&work, w.plan, w.field, S2WAV_USE_STREAM));
      check_stream_to_maps(&w, ANALYSIS, work, k);
      check_stream_to_maps(&w, SYNTHESIS_ADJOINT, work, k);
      check_stream_from_maps(&w, SYNTHESIS, work, k);
      check_stream_from_maps(&w, ANALYSIS_ADJOINT, work, k);
      s2wav_workspace_destroy(work);
      free_waves(&w);
    }
}

// ------------------------------------------------------------------ callbacks

/// What a callback writes to, and when it stops.
typedef struct taker {
  const waves *w;
  double *wav, *scal;
  int stop_at, calls;
} taker;

static s2_status take(void *user, int i, const s2wav_scale *scale, double *map)
{
  taker *t = user;
  size_t size = width_of(t->w) * (size_t)scale->size;
  assert_int_equal(i, S2WAV_SCALING + t->calls++);
  memcpy(map_at(t->w, i, t->wav, t->scal), map, size * sizeof *map);
  memset(map, 0xff, size * sizeof *map); // theirs to change
  return i == t->stop_at ? S2_ERR_CANCELLED : S2_OK;
}

static s2_status take_complex(void *user, int i, const s2wav_scale *scale, s2_complex *map)
{
  return take(user, i, scale, (double *)map);
}

static s2_status each(const waves *w, side s, double *signal, taker *t)
{
  const s2_complex *complex_signal = (const s2_complex *)signal;
  if (w->field == S2FFT_REAL)
    return s == MAPS ? s2wav_analysis_each(w->plan, signal, take, t, NULL)
                     : s2wav_lm_analysis_each(w->plan, complex_signal, take, t, NULL);
  return s == MAPS ? s2wav_analysis_each_complex(w->plan, complex_signal, take_complex, t, NULL)
                   : s2wav_lm_analysis_each_complex(w->plan, complex_signal, take_complex, t, NULL);
}

static void callbacks_receive_the_same_bits(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(shapes); ++k) {
    waves w = make_shape(k, S2WAV_FULL, 0, 1);
    double *wav = zeros(w.wav), *scal = zeros(w.scal);
    double *own_wav = zeros(w.wav), *own_scal = zeros(w.scal);
    for (int s = MAPS; s <= COEFFICIENTS; ++s) {
      double *signal = s == MAPS ? random_map(&w, 1) : random_lm(&w, 1);
      taker t = {&w, own_wav, own_scal, s2wav_nscales(w.plan), 0};
      assert_ok(apply(&w, (side)s, ANALYSIS, signal, wav, scal, NULL));
      assert_ok(each(&w, (side)s, signal, &t));
      assert_same(own_wav, wav, w.wav, "wavelets", k);
      assert_same(own_scal, scal, w.scal, "scaling maps", k);
      t = (taker){&w, own_wav, own_scal, 0, 0};
      assert_int_equal(each(&w, (side)s, signal, &t), S2_ERR_CANCELLED);
      assert_int_equal(t.calls, 2); // the scaling map and scale 0
      free(signal);
    }
    free(wav);
    free(scal);
    free(own_wav);
    free(own_scal);
    free_waves(&w);
  }
}

// ------------------------------------------------------------------ threads

static void threads_do_not_show(void **state)
{
  (void)state;
  static const wave_case big[] = {{64, 3, 2, 0, 2, S2_GRID_MW, S2FFT_REAL, {0}},
                                  {48, 2, 2, 2, 2, S2_GRID_GL, S2FFT_COMPLEX, {0}}};
  for (size_t k = 0; k < COUNT(big); ++k)
    for (int op = ANALYSIS; op <= SYNTHESIS_ADJOINT; ++op) {
      double *out[2][3];
      size_t size[3] = {0, 0, 0};
      for (int t = 0; t < 2; ++t) {
        wave_case c = big[k];
        c.options = wave_options(S2WAV_STEERABLE, 0);
        c.options.nthreads = t + 1;
        waves w = make_waves(&c);
        size[0] = w.map;
        size[1] = w.wav;
        size[2] = w.scal;
        for (int i = 0; i < 3; ++i) out[t][i] = randoms(size[i], (uint64_t)i);
        assert_ok(apply(&w, MAPS, (operation)op, out[t][0], out[t][1], out[t][2], NULL));
        free_waves(&w);
      }
      for (int i = 0; i < 3; ++i) {
        assert_same(out[0][i], out[1][i], size[i], "arrays", k);
        free(out[0][i]);
        free(out[1][i]);
      }
    }
}

// ------------------------------------------------------------------ batches

static void batches_give_the_same_bits(void **state)
{
  (void)state;
  waves w = make_shape(0, S2WAV_STEERABLE, 0, 1);
  size_t map = w.map + 3, wav_size = w.wav + 5, scal_size = w.scal + 1;
  s2wav_batch batch = {2, (int64_t)map, (int64_t)wav_size, (int64_t)scal_size};
  double *f = zeros(2 * map), *wav = zeros(2 * wav_size), *scal = zeros(2 * scal_size);
  double *back = zeros(2 * map), *own = zeros(w.wav), *own_scal = zeros(w.scal);
  for (size_t k = 0; k < 2; ++k) {
    double *one = random_map(&w, k);
    memcpy(f + k * map, one, w.map * sizeof *one);
    free(one);
  }
  assert_ok(s2wav_analysis(w.plan, f, wav, scal, &batch, NULL));
  assert_ok(s2wav_synthesis(w.plan, wav, scal, back, &batch, NULL));
  for (size_t k = 0; k < 2; ++k) {
    assert_ok(s2wav_analysis(w.plan, f + k * map, own, own_scal, NULL, NULL));
    assert_same(wav + k * wav_size, own, w.wav, "wavelets", k);
    assert_same(scal + k * scal_size, own_scal, w.scal, "scaling maps", k);
    assert_bound(relative(back + k * map, f + k * map, w.map), 1e-13, "map %zu", k);
  }
  assert_bound(largest(wav + w.wav, 5), 0, "between the batch");
  free(f);
  free(wav);
  free(scal);
  free(back);
  free(own);
  free(own_scal);
  free_waves(&w);
}

// ------------------------------------------------------------------ memory

static void shapes_are_those_of(const s2wav_plan *plan, const s2wav_tiling *tiling,
                                const s2_grid *grid, const s2wav_options *o)
{
  s2wav_scale *foretold = calloc((size_t)s2wav_nscales(plan) + 1, sizeof *foretold), scale;
  assert_non_null(foretold);
  assert_ok(s2wav_shapes(tiling, grid, o, foretold));
  for (int i = S2WAV_SCALING; i < s2wav_nscales(plan); ++i) {
    assert_ok(s2wav_get_scale(plan, i, &scale));
    assert_memory_equal(&foretold[i - S2WAV_SCALING], &scale, sizeof scale);
  }
  free(foretold);
}

static void estimates_are_what_is_taken(void **state)
{
  (void)state;
  for (size_t k = 0; k < COUNT(shapes); ++k)
    for (int use = 0; use < 4; ++use) {
      waves w = make_shape(k, S2WAV_STEERABLE, 0, 1);
      const wave_case *c = &shapes[k];
      s2wav_options o = wave_options(S2WAV_STEERABLE, 0);
      s2wav_tiling_options t = tiling_of(c->lambda, c->J_min, c->N, c->spin);
      s2wav_tiling *tiling = make_tiling(c->L, &t);
      s2wav_workspace *work;
      int64_t plan_bytes, work_bytes;
      assert_ok(
          s2wav_estimate(tiling, w.grid, &o, w.field, (s2wav_use)use, &plan_bytes, &work_bytes));
      assert_ok(s2wav_workspace_create(&work, w.plan, w.field, (s2wav_use)use));
      assert_int_equal(plan_bytes, s2wav_plan_bytes(w.plan));
      assert_int_equal(work_bytes, s2wav_workspace_bytes(work));
      shapes_are_those_of(w.plan, tiling, w.grid, &o);
      s2wav_workspace_destroy(work);
      s2wav_tiling_destroy(tiling);
      free_waves(&w);
    }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(scale_by_scale_gives_the_same_bits),
      cmocka_unit_test(callbacks_receive_the_same_bits),
      cmocka_unit_test(threads_do_not_show),
      cmocka_unit_test(batches_give_the_same_bits),
      cmocka_unit_test(estimates_are_what_is_taken),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Many fields in one call give the bits of one call each, whatever the strides and the workspace.
#include "support.h"

#include <string.h>

enum { count = 7, pad = 3 }; // groups of 4, 2 and 1 real fields

/// Field f of a batch as a vector; not to be freed.
static vector field_of(const vector *batch, int64_t stride, size_t size, int f)
{
  vector v = {{NULL, NULL}, batch->nparts, size};
  for (int p = 0; p < v.nparts; ++p) v.part[p] = batch->part[p] + f * stride;
  return v;
}

static void fill(const vector *v, double value)
{
  for (int p = 0; p < v->nparts; ++p)
    for (size_t k = 0; k < v->size; ++k) v->part[p][k] = value;
}

static void randomise(const vector *v, uint64_t seed)
{
  for (int p = 0; p < v->nparts; ++p)
    for (size_t k = 0; k < v->size; ++k) v->part[p][k] = uniform(&seed);
}

/// What lies between the fields must not change.
static void check_gap(const vector *out, int64_t stride, size_t size)
{
  for (int p = 0; p < out->nparts; ++p)
    for (int f = 0; f < count; ++f)
      for (int64_t k = (int64_t)size; k < stride; ++k)
        assert_true(out->part[p][f * stride + k] == 3.25);
}

static void check_operation(const s2fft_plan *plan, s2fft_field field, operation what,
                            const s2fft_batch *batch, s2fft_workspace *work)
{
  int to_map = what == SYNTHESIS || what == ANALYSIS_ADJOINT;
  int64_t alm_stride = 2 * batch->alm_stride;
  int64_t map_stride = batch->map_stride * (field == S2FFT_COMPLEX ? 2 : 1);
  vector alm = new_alm(plan, field, count + 1), map = new_map(plan, field, count + 1);
  vector one_alm = new_alm(plan, field, 1), one_map = new_map(plan, field, 1);
  vector *in = to_map ? &alm : &map, *out = to_map ? &map : &alm;
  vector *one_out = to_map ? &one_map : &one_alm;
  int64_t in_stride = to_map ? alm_stride : map_stride,
          out_stride = to_map ? map_stride : alm_stride;
  size_t in_size = to_map ? one_alm.size : one_map.size;
  assert_true(in->size >= (size_t)(count * in_stride) && out->size >= (size_t)(count * out_stride));
  randomise(in, 17);
  vector before = copy_of(in);
  fill(out, 3.25);
  assert_ok(apply(plan, field, what, in, out, batch, work));
  for (int p = 0; p < in->nparts; ++p)
    assert_memory_equal(before.part[p], in->part[p], in->size * sizeof(double));
  check_gap(out, out_stride, one_out->size);
  for (int f = 0; f < count; ++f) {
    vector from = field_of(in, in_stride, in_size, f);
    fill(one_out, 3.25); // a map may have gaps
    assert_ok(apply(plan, field, what, &from, one_out, NULL, NULL));
    for (int p = 0; p < out->nparts; ++p)
      assert_memory_equal(one_out->part[p], out->part[p] + f * out_stride,
                          one_out->size * sizeof(double));
  }
  free_vector(&before);
  free_vector(&alm);
  free_vector(&map);
  free_vector(&one_alm);
  free_vector(&one_map);
}

static void check_field(const s2fft_plan *plan, s2fft_field field)
{
  s2fft_batch batch = {.count = count};
  batch.alm_stride = s2fft_alm_size(plan, field) + pad;
  batch.map_stride = s2fft_map_size(plan) + 1;
  for (int what = SYNTHESIS; what <= ANALYSIS_ADJOINT; ++what) {
    check_operation(plan, field, (operation)what, &batch, NULL);
    for (int nmaps = 1; nmaps <= count; nmaps += 3) {
      s2fft_workspace *work;
      assert_ok(s2fft_workspace_create(&work, plan, field, nmaps));
      check_operation(plan, field, (operation)what, &batch, work);
      s2fft_workspace_destroy(work);
    }
  }
}

static void check_grid(s2_grid *grid, int L)
{
  for (int spin = 0; spin <= 2; spin += 2) {
    s2fft_options options = options_of(spin, -1, 0, S2FFT_LAYOUT_DEFAULT);
    options.iterations = s2_grid_exact_limit(grid) == 0 ? 1 : 0;
    s2fft_plan *plan = make_plan(grid, L, &options);
    if (spin == 0) check_field(plan, S2FFT_REAL);
    check_field(plan, S2FFT_COMPLEX);
    check_field(plan, S2FFT_PAIR);
    s2fft_plan_destroy(plan);
  }
  s2_grid_destroy(grid);
}

static void batches_equal_single_calls(void **state)
{
  (void)state;
  check_grid(make_grid(S2_GRID_MW, 19), 19);
  check_grid(make_grid(S2_GRID_GL, 40), 40);
  check_grid(make_grid(S2_GRID_CC, 20), 20);
  check_grid(make_healpix(4), 9);
  check_grid(make_odd_rings(), 16);
}

static void default_strides_are_the_sizes(void **state)
{
  (void)state;
  s2fft_plan *plan = plan_on(make_grid(S2_GRID_F1, 18), 18, 0);
  s2fft_batch tight = {count, s2fft_alm_size(plan, S2FFT_REAL), s2fft_map_size(plan), 0, 0};
  s2fft_batch plain = {.count = count};
  vector alm = new_alm(plan, S2FFT_REAL, count);
  vector a = new_map(plan, S2FFT_REAL, count), b = new_map(plan, S2FFT_REAL, count);
  randomise(&alm, 4);
  assert_ok(apply(plan, S2FFT_REAL, SYNTHESIS, &alm, &a, &tight, NULL));
  assert_ok(apply(plan, S2FFT_REAL, SYNTHESIS, &alm, &b, &plain, NULL));
  assert_memory_equal(a.part[0], b.part[0], a.size * sizeof(double));
  free_vector(&alm);
  free_vector(&a);
  free_vector(&b);
  s2fft_plan_destroy(plan);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(batches_equal_single_calls),
      cmocka_unit_test(default_strides_are_the_sizes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

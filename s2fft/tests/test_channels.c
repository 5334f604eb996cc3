// SPDX-License-Identifier: MIT
// Lists of channels are the transforms of s2fft.h, one by one.
#include "support.h"

#include <math.h>
#include <s2fft/layout.h>
#include <s2fft/priv/channels.h>
#include <stdlib.h>
#include <string.h>

enum { L = 14, SQUARE = L * (2 * L - 1), CHANNELS = 9 };

typedef s2_status transform(const s2fft_priv_channels *, int, const s2fft_priv_channel *,
                            s2fft_priv_channels_work *);

static transform *const transforms[] = {
    [SYNTHESIS] = s2fft_priv_channels_inverse,
    [ANALYSIS] = s2fft_priv_channels_forward,
    [SYNTHESIS_ADJOINT] = s2fft_priv_channels_inverse_adjoint,
    [ANALYSIS_ADJOINT] = s2fft_priv_channels_forward_adjoint,
};

static const int spins[] = {0, 2, -2, 7, 0, 2};

static int to_map(operation what)
{
  return what == SYNTHESIS || what == ANALYSIS_ADJOINT;
}

/// Arrays for a list, with sevens where nothing is read.
typedef struct bank {
  s2_grid *grid;
  s2fft_priv_channels *channels;
  int64_t map_size;
  double *alm, *map; ///< [CHANNELS][2 * (size + 3)]
  int64_t alm_stride, map_stride;
} bank;

static double *random_or_seven(int random, size_t n, uint64_t seed)
{
  double *a = calloc(n, sizeof *a);
  assert_non_null(a);
  for (size_t k = 0; k < n; ++k) a[k] = random ? uniform(&seed) : 7.0;
  return a;
}

/// Options of plans whose transforms are too small to share among threads.
static s2fft_options single(int spin, s2fft_layout layout)
{
  s2fft_options options = options_of(spin, -1, 0, layout);
  options.nthreads = 1;
  return options;
}

static bank make_bank(s2_grid *grid, operation what, const s2fft_options *options)
{
  s2fft_options defaults = single(0, S2FFT_LAYOUT_DEFAULT);
  if (options == NULL) options = &defaults;
  bank b = {.grid = grid, .map_size = s2_grid_map_size(grid)};
  b.alm_stride = 2 * (SQUARE + 3);
  b.map_stride = 2 * (b.map_size + 3);
  assert_ok(s2fft_priv_channels_create(&b.channels, grid, L, COUNT(spins), spins, options));
  b.alm = random_or_seven(to_map(what), (size_t)(CHANNELS * b.alm_stride), 1);
  b.map = random_or_seven(!to_map(what), (size_t)(CHANNELS * b.map_stride), 2);
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

// ------------------------------------------------------------------ lists and single calls

/// One channel by the typed transforms.
static void expect_channel(const bank *b, operation what, const s2fft_priv_channel *c)
{
  s2fft_options options = single(c->spin, S2FFT_LAYOUT_SQUARE);
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
      list[i] = channel_at(&b, 0, i, spins[i % 4]);
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

// ------------------------------------------------------------------ window, conjugate, add

/// The conjugate of a field of spin s, through the plan of -s, is that of the plan of s.
static void conjugate_channels_hold_conjugate_maps(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_MWSS, L);
  for (int what = SYNTHESIS; what <= ANALYSIS_ADJOINT; ++what) {
    bank b = make_bank(grid, (operation)what, NULL);
    size_t n = 2 * (size_t)b.map_size;
    s2fft_priv_channel list[] = {channel_at(&b, 0, 0, 2),
                                 channel_at(&b, to_map(what) ? 0 : 1, 1, 2)};
    list[1].conjugate = 1;
    double *plain = list[0].map, *conjugate = list[1].map;
    for (size_t k = 0; k < n && !to_map(what); ++k) conjugate[k] = k & 1 ? -plain[k] : plain[k];
    assert_ok(transforms[what](b.channels, 2, list, NULL));
    for (size_t k = 0; k < n && to_map(what); ++k) conjugate[k] *= k & 1 ? -1 : 1;
    vector one = {{to_map(what) ? plain : (double *)list[0].alm}, 1, to_map(what) ? n : 2 * SQUARE};
    vector other = one;
    other.part[0] = to_map(what) ? conjugate : (double *)list[1].alm;
    assert_bound(relative_error(&other, &one), 1e-14, "operation %d", what);
    free_bank(&b);
  }
  s2_grid_destroy(grid);
}

static double product(const double *a, const double *b, int64_t n)
{
  long double sum = 0;
  for (int64_t k = 0; k < n; ++k) sum += (long double)a[k] * b[k];
  return (double)sum;
}

/// Several channels with windows that read, or add to, one array of coefficients.
static void check_adjoint(s2_grid *grid, operation up, operation down)
{
  enum { fan = 4 };
  bank a = make_bank(grid, up, NULL), f = make_bank(grid, down, NULL);
  s2_complex window[fan][L];
  s2fft_priv_channel there[fan], back[fan];
  uint64_t seed = 4;
  for (int64_t k = 0; k < 2 * SQUARE; ++k) { // |m| > l is not read
    int64_t l = k / 2 / (2 * L - 1), m = k / 2 % (2 * L - 1) - (L - 1);
    f.alm[k] = 0;
    if (llabs(m) > l) a.alm[k] = 0;
  }
  for (int64_t k = 0; k < a.map_size * 2; ++k) // gaps stay
    for (int i = 0; i < fan; ++i) a.map[i * a.map_stride + k] = 0;
  for (int i = 0; i < fan; ++i) {
    for (int l = 0; l < 2 * L; ++l) ((double *)window[i])[l] = uniform(&seed);
    there[i] = channel_at(&a, 0, i, spins[i]);
    back[i] = channel_at(&f, 0, i, spins[i]);
    there[i].window = back[i].window = window[i];
    there[i].conjugate = back[i].conjugate = i == 1; // a plan of spin -2 there is
    back[i].add = 1;
  }
  assert_ok(transforms[up](a.channels, fan, there, NULL));
  assert_ok(transforms[down](f.channels, fan, back, NULL));
  double in_alm = product(a.alm, f.alm, 2 * SQUARE), in_map = 0, size = 0;
  for (int i = 0; i < fan; ++i) {
    const double *x = a.map + i * a.map_stride, *y = f.map + i * f.map_stride;
    in_map += product(x, y, 2 * a.map_size);
    size += sqrt(product(x, x, 2 * a.map_size) * product(y, y, 2 * a.map_size));
  }
  assert_bound(fabs(in_map - in_alm) / size, 1e-13, "operation %d: %g, %g", (int)up, in_map,
               in_alm);
  free_bank(&a);
  free_bank(&f);
}

static void adjoints_are_exact_with_windows_and_shared_arrays(void **state)
{
  (void)state;
  s2_grid *grids[] = {make_grid(S2_GRID_MW, L), make_grid(S2_GRID_DH, L), make_odd_rings()};
  for (size_t g = 0; g < COUNT(grids); ++g) {
    check_adjoint(grids[g], SYNTHESIS, SYNTHESIS_ADJOINT);
    check_adjoint(grids[g], ANALYSIS_ADJOINT, ANALYSIS);
    s2_grid_destroy(grids[g]);
  }
}

/// S w alone: the window multiplies each degree; a real field takes its real part.
static void windows_multiply_degrees(void **state)
{
  (void)state;
  s2_grid *grid = make_grid(S2_GRID_GL, L);
  bank b = make_bank(grid, SYNTHESIS, NULL);
  double w[2 * L];
  for (int l = 0; l < L; ++l) {
    w[2 * l] = 0.5 + l;
    w[2 * l + 1] = -1.0 / (1 + l);
  }
  for (int field = S2FFT_REAL; field <= S2FFT_COMPLEX; ++field) {
    s2fft_priv_channel list[] = {channel_at(&b, 0, 0, 0), channel_at(&b, 1, 1, 0)};
    double wi = field == S2FFT_REAL ? 0 : 1;
    list[0].field = list[1].field = (s2fft_field)field;
    list[0].window = (s2_complex *)w;
    for (int64_t k = 0; k < SQUARE; ++k) {
      const double *a = b.alm + 2 * k;
      double *out = b.alm + b.alm_stride + 2 * k, re = w[2 * (k / (2 * L - 1))],
             im = wi * w[2 * (k / (2 * L - 1)) + 1];
      out[0] = re * a[0] - im * a[1];
      out[1] = re * a[1] + im * a[0];
    }
    assert_ok(s2fft_priv_channels_inverse(b.channels, 2, list, NULL));
    vector one = {{list[0].map}, 1, (field == S2FFT_REAL ? 1 : 2) * (size_t)b.map_size};
    vector two = {{list[1].map}, 1, one.size};
    assert_bound(relative_error(&one, &two), 1e-15, "field %d", field);
  }
  free_bank(&b);
  s2_grid_destroy(grid);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lists_give_the_bits_of_single_calls),
      cmocka_unit_test(lists_do_not_depend_on_threads_or_layout),
      cmocka_unit_test(conjugate_channels_hold_conjugate_maps),
      cmocka_unit_test(adjoints_are_exact_with_windows_and_shared_arrays),
      cmocka_unit_test(windows_multiply_degrees),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

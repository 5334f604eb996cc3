// SPDX-License-Identifier: MIT
// Times of wavelet transforms on MW, lambda = 2, J_min = 0, steerable, best of several:
// bench_wavelets [THREADS [L ...]]
//
// Beside each time: the shares of the signal's own transform and of the two finest scales, and the
// ratio to what the transform is made of,
// - wigner: its Wigner transforms (s2fft/so3.h), one per scale, and the signal's transform;
// - spin: as many spin transforms of s2fft, one at a time, without any transform in gamma.
#include <s2common/priv/memory.h>
#include <s2fft/so3.h>
#include <s2wav/scales.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 5, MOST_SIZES = 16 };

static double now(void)
{
  struct timespec t;
  timespec_get(&t, TIME_UTC);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void check(s2_status status)
{
  if (status == S2_OK) return;
  fprintf(stderr, "bench_wavelets: %s\n", s2_error_message());
  exit(1);
}

// Ordinary numbers.
static double *fill(int64_t n)
{
  double *a = s2_priv_alloc((size_t)n, sizeof *a);
  if (a == NULL) exit(1);
  for (int64_t i = 0; i < n; i++) a[i] = (double)(i % 7) - 3.0;
  return a;
}

// ------------------------------------------------------------------ one transform

// A plan with its arrays.
typedef struct waves {
  int L, N, threads, width; // width: doubles per sample
  s2fft_field field;
  s2_grid *grid;
  s2wav_plan *plan;
  s2wav_workspace *work;
  double *f, *flm, *wav, *scal;
} waves;

static waves make(int L, int N, s2fft_field field, int threads)
{
  waves w = {.L = L, .N = N, .threads = threads, .field = field};
  s2wav_tiling_options t;
  s2wav_options o;
  s2wav_tiling *tiling;
  s2wav_tiling_options_init(&t);
  t.N = N;
  check(s2wav_tiling_create(&tiling, L, &t));
  check(s2_grid_create(&w.grid, S2_GRID_MW, L));
  s2wav_options_init(&o);
  o.nthreads = threads;
  check(s2wav_plan_create(&w.plan, tiling, w.grid, &o));
  check(s2wav_workspace_create(&w.work, w.plan, field, S2WAV_USE_WHOLE));
  s2wav_tiling_destroy(tiling);
  w.width = field == S2FFT_REAL ? 1 : 2;
  w.f = fill(w.width * s2wav_map_size(w.plan));
  w.flm = fill(2 * s2wav_lm_size(w.plan, field));
  w.wav = fill(w.width * s2wav_wav_size(w.plan));
  w.scal = fill(w.width * s2wav_scal_size(w.plan));
  return w;
}

static void destroy(waves *w)
{
  s2wav_workspace_destroy(w->work);
  s2wav_plan_destroy(w->plan);
  s2_grid_destroy(w->grid);
  s2_priv_free(w->f);
  s2_priv_free(w->flm);
  s2_priv_free(w->wav);
  s2_priv_free(w->scal);
}

// What is timed, going either way: back != 0 is a synthesis.
typedef void work(void *data, int back);

static double best(work *run, void *data, int back)
{
  double least = 0;
  run(data, back);
  for (int i = 0; i < ROUNDS; i++) {
    double start = now();
    run(data, back);
    double ms = 1e3 * (now() - start);
    if (i == 0 || ms < least) least = ms;
  }
  return least;
}

static void whole(void *data, int back)
{
  waves *w = data;
  s2_complex *f = (s2_complex *)w->f, *wav = (s2_complex *)w->wav, *scal = (s2_complex *)w->scal;
  if (w->field == S2FFT_REAL)
    check(back ? s2wav_synthesis(w->plan, w->wav, w->scal, w->f, NULL, w->work)
               : s2wav_analysis(w->plan, w->f, w->wav, w->scal, NULL, w->work));
  else
    check(back ? s2wav_synthesis_complex(w->plan, wav, scal, f, NULL, w->work)
               : s2wav_analysis_complex(w->plan, f, wav, scal, NULL, w->work));
}

// From and to coefficients: without the signal's transform.
static void scales_only(void *data, int back)
{
  waves *w = data;
  s2_complex *f = (s2_complex *)w->flm, *wav = (s2_complex *)w->wav, *scal = (s2_complex *)w->scal;
  if (w->field == S2FFT_REAL)
    check(back ? s2wav_lm_synthesis(w->plan, w->wav, w->scal, f, NULL, w->work)
               : s2wav_lm_analysis(w->plan, f, w->wav, w->scal, NULL, w->work));
  else
    check(back ? s2wav_lm_synthesis_complex(w->plan, wav, scal, f, NULL, w->work)
               : s2wav_lm_analysis_complex(w->plan, f, wav, scal, NULL, w->work));
}

// ------------------------------------------------------------------ what it is made of

typedef struct wigner {
  s2fft_field field;
  s2fft_so3_plan *plan;
  s2fft_so3_workspace *work;
  double *flmn, *map;
} wigner;

static void run_wigner(void *data, int back)
{
  wigner *w = data;
  s2_complex *flmn = (s2_complex *)w->flmn, *map = (s2_complex *)w->map;
  if (w->field == S2FFT_REAL)
    check(back ? s2fft_so3_forward(w->plan, w->map, flmn, w->work)
               : s2fft_so3_inverse(w->plan, flmn, w->map, w->work));
  else
    check(back ? s2fft_so3_forward_complex(w->plan, map, flmn, w->work)
               : s2fft_so3_inverse_complex(w->plan, flmn, map, w->work));
}

static void wigner_times(const waves *w, const s2wav_scale *s, const s2_grid *grid, double ms[2])
{
  wigner t = {.field = w->field};
  s2fft_so3_options o;
  s2fft_so3_options_init(&o);
  o.storage = S2FFT_SO3_STEERABLE;
  o.nthreads = w->threads;
  check(s2fft_so3_plan_create(&t.plan, grid, s->L, s->N <= s->L ? s->N : s->L, &o));
  check(s2fft_so3_workspace_create(&t.work, t.plan, w->field));
  t.flmn = fill(2 * s2fft_so3_flmn_size(t.plan, w->field));
  t.map = fill(w->width * s2fft_so3_map_size(t.plan, w->field));
  for (int back = 0; back < 2; back++) ms[back] = best(run_wigner, &t, back);
  s2_priv_free(t.flmn);
  s2_priv_free(t.map);
  s2fft_so3_workspace_destroy(t.work);
  s2fft_so3_plan_destroy(t.plan);
}

typedef struct spin {
  s2fft_field field;
  s2fft_plan *plan;
  s2fft_workspace *work;
  double *flm, *map;
} spin;

static void run_spin(void *data, int back)
{
  spin *t = data;
  s2_complex *flm = (s2_complex *)t->flm, *map = (s2_complex *)t->map;
  if (t->field == S2FFT_REAL)
    check(back ? s2fft_forward(t->plan, t->map, flm, NULL, t->work)
               : s2fft_inverse(t->plan, flm, t->map, NULL, t->work));
  else
    check(back ? s2fft_forward_complex(t->plan, map, flm, NULL, t->work)
               : s2fft_inverse_complex(t->plan, flm, map, NULL, t->work));
}

// One transform of one field; back != 0: an analysis.
static void spin_times(const waves *w, int L, int n, const s2_grid *grid, double ms[2])
{
  spin t = {.field = n == 0 ? w->field : S2FFT_COMPLEX};
  s2fft_options o;
  s2fft_options_init(&o);
  o.spin = -n;
  o.nthreads = w->threads;
  check(s2fft_plan_create(&t.plan, grid, L, &o));
  check(s2fft_workspace_create(&t.work, t.plan, t.field, 1));
  t.flm = fill(2 * s2fft_alm_size(t.plan, t.field));
  t.map = fill(2 * s2fft_map_size(t.plan));
  for (int back = 0; back < 2; back++) ms[back] = best(run_spin, &t, back);
  s2_priv_free(t.flm);
  s2_priv_free(t.map);
  s2fft_workspace_destroy(t.work);
  s2fft_plan_destroy(t.plan);
}

// Sums over scales: [wigner, spin][analysis, synthesis], the signal's transform included.
static void parts(const waves *w, double ms[2][2])
{
  double t[2];
  spin_times(w, w->L, 0, w->grid, t);
  for (int back = 0; back < 2; back++) ms[0][back] = ms[1][back] = t[!back];
  for (int i = 0; i < s2wav_nscales(w->plan); i++) {
    s2wav_scale s;
    check(s2wav_get_scale(w->plan, i, &s));
    const s2_grid *grid = s2wav_scale_grid(w->plan, i);
    wigner_times(w, &s, grid, t);
    for (int back = 0; back < 2; back++) ms[0][back] += t[back];
    for (int n = 1 - s.N % 2; n < s.N && n < s.L; n += 2) {
      spin_times(w, s.L, n, grid, t);
      int times = w->field == S2FFT_COMPLEX && n > 0 ? 2 : 1;
      for (int back = 0; back < 2; back++) ms[1][back] += times * t[back];
    }
  }
}

static void report(int L, int N, s2fft_field field, int threads)
{
  static const char *const way[] = {"analysis", "synthesis"};
  waves w = make(L, N, field, threads);
  double made_of[2][2];
  parts(&w, made_of);
  for (int back = 0; back < 2; back++) {
    double ms = best(whole, &w, back), scales = best(scales_only, &w, back);
    printf("%5d %3d %-8s %-10s %10.3f %8.0f %% %9.2f %9.2f\n", L, N,
           field == S2FFT_REAL ? "real" : "complex", way[back], ms, 100 * (1 - scales / ms),
           ms / made_of[0][back], ms / made_of[1][back]);
  }
  fflush(stdout);
  destroy(&w);
}

int main(int argc, char **argv)
{
  int threads = argc > 1 ? atoi(argv[1]) : 1, sizes[MOST_SIZES] = {64, 128, 256, 512}, count = 4;
  if (argc > 2) count = 0;
  for (int i = 2; i < argc && count < MOST_SIZES; i++) sizes[count++] = atoi(argv[i]);
  printf("%d threads\n    L   N signal   direction          ms   signal    / wigner   / spin\n",
         threads);
  for (int k = 0; k < count; k++)
    for (int N = 1; N <= 5; N += 4)
      for (int field = S2FFT_REAL; field <= S2FFT_COMPLEX; field++)
        report(sizes[k], N, (s2fft_field)field, threads);
  return 0;
}

// SPDX-License-Identifier: MIT
// Times of Wigner transforms on MW, best of several: bench_so3 [THREADS]
//
// - a real function, L = 256, N = 5, beside N complex spin transforms (spins 0 .. -4);
// - a complex function, L = 128, N = 4;
// - 1, 5 and 31 channels of spin 2, L = 128, per channel.
#include <s2common/priv/memory.h>
#include <s2fft/priv/channels.h>
#include <s2fft/so3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 7, MAX_CHANNELS = 31, MAX_SPINS = 5 };

static double now(void)
{
  struct timespec t;
  timespec_get(&t, TIME_UTC);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void check(s2_status status)
{
  if (status == S2_OK) return;
  fprintf(stderr, "bench_so3: %s\n", s2_error_message());
  exit(1);
}

// Ordinary numbers.
static double *fill(size_t n)
{
  double *a = s2_priv_alloc(n, sizeof *a);
  if (a == NULL) exit(1);
  for (size_t i = 0; i < n; i++) a[i] = (double)(i % 7) - 3.0;
  return a;
}

// Best time of `run` going either way, in ms: forward != 0 is an analysis.
typedef void work(void *data, int forward);

static void measure(work *run, void *data, double best[2])
{
  for (int forward = 0; forward < 2; forward++) {
    run(data, forward);
    for (int i = 0; i < ROUNDS; i++) {
      double start = now();
      run(data, forward);
      double ms = 1e3 * (now() - start);
      if (i == 0 || ms < best[forward]) best[forward] = ms;
    }
  }
}

static s2_grid *grid_of(int L)
{
  s2_grid *grid;
  check(s2_grid_create(&grid, S2_GRID_MW, L));
  return grid;
}

// ------------------------------------------------------------------ Wigner transforms

typedef struct so3 {
  s2fft_so3_plan *plan;
  s2fft_so3_workspace *work;
  double *flmn, *map;
} so3;

static void run_real(void *data, int forward)
{
  const so3 *s = data;
  s2_complex *flmn = (s2_complex *)s->flmn;
  check(forward ? s2fft_so3_forward(s->plan, s->map, flmn, s->work)
                : s2fft_so3_inverse(s->plan, flmn, s->map, s->work));
}

static void run_complex(void *data, int forward)
{
  const so3 *s = data;
  s2_complex *flmn = (s2_complex *)s->flmn, *map = (s2_complex *)s->map;
  check(forward ? s2fft_so3_forward_complex(s->plan, map, flmn, s->work)
                : s2fft_so3_inverse_complex(s->plan, flmn, map, s->work));
}

static void measure_so3(int L, int N, s2fft_field field, int threads, double best[2])
{
  so3 s;
  s2_grid *grid = grid_of(L);
  s2fft_so3_options options;
  s2fft_so3_options_init(&options);
  options.nthreads = threads;
  check(s2fft_so3_plan_create(&s.plan, grid, L, N, &options));
  check(s2fft_so3_workspace_create(&s.work, s.plan, field));
  s.flmn = fill(2 * (size_t)s2fft_so3_flmn_size(s.plan, field));
  s.map = fill(2 * (size_t)s2fft_so3_map_size(s.plan, field));
  measure(field == S2FFT_REAL ? run_real : run_complex, &s, best);
  s2_priv_free(s.flmn);
  s2_priv_free(s.map);
  s2fft_so3_workspace_destroy(s.work);
  s2fft_so3_plan_destroy(s.plan);
  s2_grid_destroy(grid);
}

// ------------------------------------------------------------------ spin transforms, channels

typedef struct spins {
  int count;
  s2fft_plan *plan[MAX_SPINS];
  s2fft_workspace *work;
  double *flm, *map;
} spins;

static void run_spins(void *data, int forward)
{
  const spins *s = data;
  s2_complex *flm = (s2_complex *)s->flm, *map = (s2_complex *)s->map;
  for (int i = 0; i < s->count; i++)
    check(forward ? s2fft_forward_complex(s->plan[i], map, flm, NULL, s->work)
                  : s2fft_inverse_complex(s->plan[i], flm, map, NULL, s->work));
}

static void measure_spins(int L, int count, int threads, double best[2])
{
  spins s = {.count = count};
  s2_grid *grid = grid_of(L);
  s2fft_options options;
  s2fft_options_init(&options);
  options.nthreads = threads;
  for (int i = 0; i < count; i++) {
    options.spin = -i;
    check(s2fft_plan_create(&s.plan[i], grid, L, &options));
  }
  check(s2fft_workspace_create(&s.work, s.plan[count - 1], S2FFT_COMPLEX, 1));
  s.flm = fill(2 * (size_t)s2fft_alm_size(s.plan[0], S2FFT_COMPLEX));
  s.map = fill(2 * (size_t)s2fft_map_size(s.plan[0]));
  measure(run_spins, &s, best);
  s2_priv_free(s.flm);
  s2_priv_free(s.map);
  s2fft_workspace_destroy(s.work);
  for (int i = 0; i < count; i++) s2fft_plan_destroy(s.plan[i]);
  s2_grid_destroy(grid);
}

typedef struct list {
  int count;
  s2fft_priv_channels *channels;
  s2fft_priv_channels_work *work;
  s2fft_priv_channel channel[MAX_CHANNELS];
} list;

static void run_list(void *data, int forward)
{
  const list *l = data;
  check(forward ? s2fft_priv_channels_forward(l->channels, l->count, l->channel, l->work)
                : s2fft_priv_channels_inverse(l->channels, l->count, l->channel, l->work));
}

static void measure_channels(int L, int count, int threads, double best[2])
{
  const int spin = 2;
  list l = {.count = count};
  s2_grid *grid = grid_of(L);
  size_t alm = 2 * (size_t)L * (size_t)(2 * L - 1), map = 2 * (size_t)s2_grid_map_size(grid);
  double *alms = fill(alm * (size_t)count), *maps = fill(map * (size_t)count);
  s2fft_options options;
  s2fft_options_init(&options);
  options.nthreads = threads;
  for (int i = 0; i < count; i++)
    l.channel[i] = (s2fft_priv_channel){.field = S2FFT_COMPLEX,
                                        .spin = spin,
                                        .alm = (s2_complex *)(alms + alm * (size_t)i),
                                        .map = maps + map * (size_t)i};
  check(s2fft_priv_channels_create(&l.channels, grid, L, 1, &spin, &options));
  check(s2fft_priv_channels_work_create(&l.work, l.channels, S2FFT_COMPLEX, count < 8 ? count : 8));
  measure(run_list, &l, best);
  s2_priv_free(alms);
  s2_priv_free(maps);
  s2fft_priv_channels_work_destroy(l.work);
  s2fft_priv_channels_destroy(l.channels);
  s2_grid_destroy(grid);
}

int main(int argc, char **argv)
{
  int threads = argc > 1 ? atoi(argv[1]) : 1;
  double so3_ms[2], spin_ms[2];
  measure_spins(256, 5, threads, spin_ms);
  measure_so3(256, 5, S2FFT_REAL, threads, so3_ms);
  printf("                                  inverse     forward  (%d threads, ms)\n", threads);
  printf("real function L = 256, N = 5    %9.3f   %9.3f\n", so3_ms[0], so3_ms[1]);
  printf("5 complex spin transforms       %9.3f   %9.3f\n", spin_ms[0], spin_ms[1]);
  printf("ratio                           %9.3f   %9.3f\n", so3_ms[0] / spin_ms[0],
         so3_ms[1] / spin_ms[1]);
  measure_so3(128, 4, S2FFT_COMPLEX, threads, so3_ms);
  printf("complex function L = 128, N = 4 %9.3f   %9.3f\n", so3_ms[0], so3_ms[1]);
  for (int count = 1; count <= MAX_CHANNELS; count = count == 1 ? 5 : count + 26) {
    measure_channels(128, count, threads, spin_ms);
    printf("one of %2d channels, L = 128     %9.3f   %9.3f\n", count, spin_ms[0] / count,
           spin_ms[1] / count);
  }
  return 0;
}

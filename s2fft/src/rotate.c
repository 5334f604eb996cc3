// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "band.h"
#include "rotate_degree.h"
#include "rotate_options.h"
#include <string.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

/// Neighbouring degrees that a task takes from the triangle: they share cache lines.
enum { DEGREES = 8 };

/// L^3 of the largest call that is not worth a team of threads: it takes 0.1 ms.
enum { SMALL = 1 << 18 };

/// One call: tasks are blocks of degrees of groups of arrays, the largest degrees first.
typedef struct rotation {
  s2fft_layout layout; ///< triangle: real fields; square: complex ones
  int L;
  int groups_of; ///< arrays per group
  int64_t groups, tasks;
  const s2fft_rotate_options *options;
  rotate_tables tables;
  const double *in;
  double *out;
} rotation;

/// What one thread has: scratch and the rows f_lm of its task.
typedef struct worker {
  rotate_scratch scratch;
  double *rows; ///< [ROTATE_FIELDS][DEGREES][row_length], of which [L][2] are used
} worker;

typedef struct task {
  int64_t array; ///< first array of the group
  int fields;    ///< real fields
  int first, last;
} task;

static task task_of(const rotation *r, int64_t index)
{
  int64_t group = index % r->groups, block = (r->tasks - 1 - index) / r->groups;
  task t = {.array = group * r->groups_of, .first = (int)(block * DEGREES)};
  int64_t arrays = r->options->count - t.array;
  t.fields = r->groups_of == 1 || arrays > 1 ? ROTATE_FIELDS : 1;
  t.last = t.first + DEGREES < r->L ? t.first + DEGREES - 1 : r->L - 1;
  return t;
}

/// Doubles of a row f_lm: a power of two would put all rows into the same cache sets.
static size_t row_length(const rotation *r)
{
  return 2 * (size_t)r->L + 8;
}

static double *row_of(const rotation *r, const worker *w, int field, int degree)
{
  return w->rows + row_length(r) * (size_t)(field * DEGREES + degree);
}

/// Copy rows of one real field from the triangle, or back.
static void copy_real(const rotation *r, const worker *w, const task *t, int i, int back)
{
  int64_t array = (t->array + i) * r->options->stride;
  for (int m = 0; m <= t->last; ++m) {
    int first = m > t->first ? m : t->first;
    int64_t at = 2 * (array + s2fft_triangle_row(r->L, m) + first);
    double *f = row_of(r, w, i, first - t->first) + 2 * m;
    for (int l = first; l <= t->last; ++l, at += 2, f += row_length(r))
      if (back)
        memcpy(r->out + at, f, 2 * sizeof *f);
      else
        memcpy(f, r->in + at, 2 * sizeof *f);
  }
  for (int l = t->first; !back && l <= t->last; ++l) row_of(r, w, i, l - t->first)[1] = 0;
}

/// A complex field is u + iv with real fields u, v: 2 u_lm = f_lm + (-1)^m conj f_{l,-m},
/// 2i v_lm = f_lm - (-1)^m conj f_{l,-m}.
static void load_complex(const double *f, int l, double *u, double *v)
{
  for (int m = 0; m <= l; ++m) {
    double sign = m % 2 == 0 ? 0.5 : -0.5;
    const double *plus = f + 2 * m, *minus = f - 2 * m;
    u[2 * m] = 0.5 * plus[0] + sign * minus[0];
    u[2 * m + 1] = 0.5 * plus[1] - sign * minus[1];
    v[2 * m] = 0.5 * plus[1] + sign * minus[1];
    v[2 * m + 1] = -0.5 * plus[0] + sign * minus[0];
  }
}

static void save_complex(double *f, int l, const double *u, const double *v)
{
  for (int m = 0; m <= l; ++m) {
    double sign = m % 2 == 0 ? 1 : -1, *plus = f + 2 * m, *minus = f - 2 * m;
    minus[0] = sign * (u[2 * m] + v[2 * m + 1]);
    minus[1] = sign * (v[2 * m] - u[2 * m + 1]);
    plus[0] = u[2 * m] - v[2 * m + 1];
    plus[1] = u[2 * m + 1] + v[2 * m];
  }
}

/// Copy the rows of a task in, or out.
static void copy_rows(const rotation *r, const worker *w, const task *t, int back)
{
  if (r->layout == S2FFT_LAYOUT_TRIANGLE) {
    for (int i = 0; i < t->fields; ++i) copy_real(r, w, t, i, back);
    return;
  }
  for (int l = t->first; l <= t->last; ++l) {
    double *u = row_of(r, w, 0, l - t->first), *v = row_of(r, w, 1, l - t->first);
    int64_t middle = t->array * r->options->stride + l * (2 * (int64_t)r->L - 1) + r->L - 1;
    if (back)
      save_complex(r->out + 2 * middle, l, u, v);
    else
      load_complex(r->in + 2 * middle, l, u, v);
  }
}

static int is_zero(const double *f, int l)
{
  for (int m = 0; m < 2 * (l + 1); ++m)
    if (f[m] != 0) return 0;
  return 1;
}

static void run_task(const rotation *r, worker *w, const task *t)
{
  copy_rows(r, w, t, 0);
  for (int l = t->first; l <= t->last; ++l) {
    double *const f[] = {row_of(r, w, 0, l - t->first), row_of(r, w, 1, l - t->first)};
    if (is_zero(f[0], l) && (t->fields == 1 || is_zero(f[1], l))) continue;
    rotate_degree_run(&r->tables, &w->scratch, l, t->fields, f);
  }
  copy_rows(r, w, t, 1);
}

/// Share of the work in tasks 0 .. index: their degrees are the largest ones.
static double share_done(const rotation *r, int64_t index)
{
  double rest = (double)(r->tasks - 1 - index) / (double)r->tasks;
  return 1 - rest * rest * rest;
}

static s2_status run(const rotation *r, worker *workers, int nthreads)
{
  int cancelled = 0;
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic, 1) num_threads(nthreads)
#else
  (void)nthreads;
#endif
  for (int64_t index = 0; index < r->tasks; ++index) {
    int stop, thread = 0;
#ifdef _OPENMP
    thread = omp_get_thread_num();
#  pragma omp atomic read
#endif
    stop = cancelled;
    if (stop) continue;
    task t = task_of(r, index);
    run_task(r, &workers[thread], &t);
    const s2fft_rotate_options *o = r->options;
    if (thread != 0 || o->progress == NULL) continue;
    stop = o->progress(o->progress_user, share_done(r, index), "rotate") != 0;
#ifdef _OPENMP
#  pragma omp atomic
#endif
    cancelled |= stop;
  }
  if (cancelled) return S2_FAIL(S2_ERR_CANCELLED, "cancelled");
  return S2_OK;
}

/// Hand out the memory of a call, or count its bytes.
static size_t place(rotation *r, worker *workers, int nthreads, void *base)
{
  s2_arena arena = {base, 0};
  rotate_tables_place(&r->tables, &arena, r->L);
  for (int i = 0; i < nthreads; ++i) {
    rotate_scratch_place(&workers[i].scratch, &arena, r->L);
    workers[i].rows =
        s2_arena_take(&arena, row_length(r) * ROTATE_FIELDS * DEGREES, sizeof(double));
  }
  return arena.used;
}

static s2_status rotate(int L, s2fft_layout layout, const s2fft_euler *angles, const s2_complex *in,
                        s2_complex *out, const s2fft_rotate_options *given)
{
  s2fft_rotate_options options;
  S2_TRY(rotate_options_adopt(L, layout, angles, given, &options));
  S2_REQUIRE(in != NULL && out != NULL, "an array is NULL");
  S2_REQUIRE(in == out || !rotate_overlap(L, layout, &options, in, out),
             "input and output must be one array or not overlap");
  rotation r = {.layout = layout, .L = L, .options = &options};
  r.in = (const double *)in;
  r.out = (double *)out;
  r.groups_of = layout == S2FFT_LAYOUT_TRIANGLE ? ROTATE_FIELDS : 1;
  r.groups = (options.count + r.groups_of - 1) / r.groups_of;
  r.tasks = r.groups * ((L + DEGREES - 1) / DEGREES);
  int small = (double)L * L * L * (double)options.count < SMALL;
  int nthreads = small ? 1 : s2_priv_threads(options.nthreads);
  if (nthreads > r.tasks) nthreads = (int)r.tasks;
  worker *workers = s2_priv_alloc((size_t)nthreads, sizeof *workers);
  size_t bytes = workers != NULL ? place(&r, workers, nthreads, NULL) : 0;
  void *block = workers != NULL ? s2_priv_alloc(bytes, 1) : NULL;
  s2_status status = S2_ERR_MEMORY;
  if (block != NULL) {
    place(&r, workers, nthreads, block);
    rotate_tables_fill(&r.tables, angles);
    status = run(&r, workers, nthreads);
  }
  s2_priv_free(block);
  s2_priv_free(workers);
  if (block == NULL) return S2_FAIL(status, "no memory for %zu bytes", bytes);
  return status;
}

s2_status s2fft_rotate(int L, const s2fft_euler *angles, const s2_complex *alm, s2_complex *out,
                       const s2fft_rotate_options *options)
{
  return rotate(L, S2FFT_LAYOUT_TRIANGLE, angles, alm, out, options);
}

s2_status s2fft_rotate_complex(int L, const s2fft_euler *angles, const s2_complex *flm,
                               s2_complex *out, const s2fft_rotate_options *options)
{
  return rotate(L, S2FFT_LAYOUT_SQUARE, angles, flm, out, options);
}

// SPDX-License-Identifier: MIT
#include "coefficients.h"
#include <s2fft/points.h>
#include <stdlib.h>

// Directions, and the values of all components there.
typedef struct table {
  int64_t n;
  int components;
  double *theta, *phi, *values; // [n], [n], [components][n]
} table;

static void table_free(table *t)
{
  free(t->theta);
  *t = (table){0};
}

// Columns theta, phi of a file.
static s2_status table_read(cli_run *run, const char *path, int components, table *t)
{
  s2_array *array;
  *t = (table){.components = components};
  S2_TRY(s2_array_read(&array, path, run->options->variable));
  s2_status status = S2_OK;
  if (array->ndim != 2 || array->shape[1] != 2)
    status = S2_FAIL(S2_ERR_FILE, "%s: %lld columns; needed are two, theta and phi [radians]", path,
                     (long long)(array->ndim == 2 ? array->shape[1] : 1));
  // theta, phi, values, and behind them the rows of the file
  size_t n = status == S2_OK ? (size_t)array->shape[0] : 0;
  if (status == S2_OK) t->theta = calloc(n + 1, ((size_t)components + 4) * sizeof *t->theta);
  if (status == S2_OK && t->theta == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "%zu points do not fit", n);
  if (status == S2_OK) {
    double *rows = t->theta + n * ((size_t)components + 2);
    t->n = (int64_t)n;
    t->phi = t->theta + n;
    t->values = t->phi + n;
    status = s2_array_to_double(array, rows);
    for (size_t i = 0; i < n && status == S2_OK; i++) {
      t->theta[i] = rows[2 * i];
      t->phi[i] = rows[2 * i + 1];
    }
  }
  s2_array_destroy(array);
  return status;
}

static s2_status make_plan(cli_run *run, const s2_alm_set *set, int spin, const table *t,
                           s2fft_points_plan **plan)
{
  s2fft_options o;
  s2fft_options_init(&o);
  o.spin = spin;
  o.mmax = set->mmax;
  o.nthreads = run->threads;
  o.progress = cli_progress;
  o.progress_user = run;
  return s2fft_points_plan_create(plan, set->lmax + 1, t->n, t->theta, t->phi,
                                  run->options->tolerance, &o);
}

static s2_status evaluate(cli_run *run, const s2_alm_set *set, cli_split s, table *t)
{
  s2fft_points_plan *plan;
  s2_status status = S2_OK;
  if (s.scalars > 0) {
    S2_TRY(make_plan(run, set, 0, t, &plan));
    for (int i = 0; i < s.scalars && status == S2_OK; i++)
      status = s2fft_points_inverse(plan, cli_component(set, i), t->values + i * t->n, NULL);
    s2fft_points_plan_destroy(plan);
  }
  if (status != S2_OK || s.pairs == 0) return status;
  S2_TRY(make_plan(run, set, s.spin, t, &plan));
  for (int i = 0; i < s.pairs && status == S2_OK; i++) {
    int first = s.scalars + 2 * i;
    double *q = t->values + first * t->n;
    status = s2fft_points_inverse_pair(plan, cli_component(set, first),
                                       cli_component(set, first + 1), q, q + t->n, NULL);
  }
  s2fft_points_plan_destroy(plan);
  return status;
}

// Rows theta, phi, values.
static s2_status table_write(const char *path, cli_split s, const table *t)
{
  const char *header = s.pairs == 0     ? "theta phi value"
                       : s.scalars == 0 ? "theta phi Q U"
                                        : "theta phi T Q U";
  int64_t columns = t->components + 2, shape[] = {t->n, columns};
  s2_array *array;
  S2_TRY(s2_array_create(&array, S2_DTYPE_F8, 2, shape));
  double *rows = array->data;
  for (int64_t i = 0; i < t->n; i++)
    for (int64_t c = 0; c < columns; c++) rows[i * columns + c] = t->theta[c * t->n + i];
  s2_status status = s2_file_format(path) == S2_FORMAT_TEXT ? s2_text_write(path, array, header)
                                                            : s2_array_write(path, array);
  s2_array_destroy(array);
  return status;
}

s2_status cli_points(cli_run *run)
{
  const cli_options *o = run->options;
  s2_alm_set *set;
  table t = {0};
  cli_split s = {0, 0, 0};
  USAGE_REQUIRE(o->output != NULL, "give the file of values to write: -o OUT");
  S2_TRY(cli_alm_read(run, run->operand[0], &set));
  s2_status status = cli_split_of(run, set->ncomponents, &s);
  if (status == S2_OK) status = table_read(run, run->operand[1], s.scalars + 2 * s.pairs, &t);
  double start = cli_clock();
  if (status == S2_OK) status = evaluate(run, set, s, &t);
  double end = cli_clock();
  if (status == S2_OK) status = table_write(o->output, s, &t);
  if (status == S2_OK) {
    cli_number(run, "points", (double)t.n);
    cli_number(run, "band_limit", set->lmax + 1);
    cli_number(run, "evaluation_ms", 1e3 * (end - start));
    cli_text(run, "output", "%s", o->output);
  }
  table_free(&t);
  s2_alm_set_destroy(set);
  return status;
}

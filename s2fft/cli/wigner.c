// SPDX-License-Identifier: MIT
// Functions on the rotation group in arrays: flmn [n][l][m] and f [gamma][samples of a grid].
#include "coefficients.h"
#include <s2fft/so3.h>
#include <stdlib.h>
#include <string.h>

// What a file turned out to hold.
typedef struct function {
  s2_grid *grid;
  int L, N;
  s2fft_field field;
} function;

static s2_status check_limits(const cli_run *run, const function *f)
{
  const cli_options *o = run->options;
  S2_REQUIRE(o->L == 0 || o->L == f->L, "%s has L = %d, not --band-limit %d", run->operand[0], f->L,
             o->L);
  S2_REQUIRE(o->orders == 0 || o->orders == f->N, "%s has N = %d orders, not --orders %d",
             run->operand[0], f->N, o->orders);
  return S2_OK;
}

// Coefficients: complex functions [2N-1][L][2L-1], real ones [N][L][2L-1]. --field tells which,
// else
// --orders; else they are complex.
static s2_status coefficients_shape(cli_run *run, const s2_array *a, function *f)
{
  const cli_options *o = run->options;
  const char *path = run->operand[0];
  S2_REQUIRE(a->ndim == 3 && a->shape[1] >= 1 && a->shape[1] <= S2FFT_L_MAX &&
                 a->shape[2] == 2 * a->shape[1] - 1 && a->shape[0] >= 1 &&
                 a->shape[0] < 2 * a->shape[1],
             "%s is not an array [2N-1][L][2L-1] or [N][L][2L-1]", path);
  int planes = (int)a->shape[0];
  f->L = (int)a->shape[1];
  bool real = o->field != NULL ? strcmp(o->field, "real") == 0 : planes > 1 && planes == o->orders;
  S2_REQUIRE(real || planes % 2 == 1,
             "%s: %d planes are not 2N-1 orders of a complex function; give --field real", path,
             planes);
  f->field = real ? S2FFT_REAL : S2FFT_COMPLEX;
  f->N = real ? planes : (planes + 1) / 2;
  S2_TRY(check_limits(run, f));
  return cli_grid(run, o->sampling, f->L, &f->grid);
}

// Samples: [gamma][theta][phi], on HEALPix [gamma][pixel], with 2N-1 or (steerable) N gammas.
static s2_status samples_shape(cli_run *run, const s2_array *a, function *f)
{
  const cli_options *o = run->options;
  const char *path = run->operand[0];
  bool healpix = o->sampling == NULL || strcmp(o->sampling, "healpix") == 0;
  USAGE_REQUIRE(a->ndim != 3 || !healpix, "%s does not tell its sampling: give --sampling", path);
  S2_REQUIRE(a->ndim == (healpix ? 2 : 3) && a->count > 0,
             "%s is not an array [gamma][theta][phi] or [gamma][pixel]", path);
  S2_REQUIRE(a->shape[0] < 2 * (int64_t)S2FFT_L_MAX && (o->steerable || a->shape[0] % 2 == 1),
             "%s: %lld samples in gamma are not 2N-1%s", path, (long long)a->shape[0],
             o->steerable ? "" : "; is it --steerable?");
  f->field = s2_dtype_is_complex(a->dtype) ? S2FFT_COMPLEX : S2FFT_REAL;
  f->N = (int)(o->steerable ? a->shape[0] : (a->shape[0] + 1) / 2);
  S2_TRY(cli_grid_of_array(path, o->sampling, healpix ? 1 : a->shape[1], a->shape[a->ndim - 1],
                           &f->grid));
  f->L = cli_band_limit(run, f->grid);
  return check_limits(run, f);
}

static s2_status make_plan(cli_run *run, const function *f, s2fft_so3_plan **plan)
{
  s2fft_so3_options o;
  s2fft_so3_options_init(&o);
  o.storage = run->options->steerable ? S2FFT_SO3_STEERABLE : S2FFT_SO3_FULL;
  o.nthreads = run->threads;
  o.iterations = cli_iterations(run, f->grid);
  o.progress = cli_progress;
  o.progress_user = run;
  return s2fft_so3_plan_create(plan, f->grid, f->L, f->N, &o);
}

// An empty array for what comes out.
static s2_status make_output(const cli_run *run, const function *f, const s2fft_so3_plan *plan,
                             s2_array **out)
{
  if (run->options->forward) {
    int64_t planes = f->field == S2FFT_REAL ? f->N : 2 * f->N - 1;
    return s2_array_create(out, S2_DTYPE_C16, 3, (int64_t[]){planes, f->L, 2 * (int64_t)f->L - 1});
  }
  int64_t size = s2_grid_map_size(f->grid), rings = s2_grid_nrings(f->grid);
  bool healpix = s2_grid_nside(f->grid) > 0;
  int64_t shape[] = {s2fft_so3_ngamma(plan), healpix ? size : rings, healpix ? 0 : size / rings};
  return s2_array_create(out, f->field == S2FFT_REAL ? S2_DTYPE_F8 : S2_DTYPE_C16, healpix ? 2 : 3,
                         shape);
}

static s2_status transform(const cli_run *run, const function *f, const s2fft_so3_plan *plan,
                           const s2_array *in, s2_array *out)
{
  bool real = f->field == S2FFT_REAL, forward = run->options->forward;
  s2_complex *values = malloc((size_t)in->count * sizeof *values); // room for doubles too
  if (values == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld values", (long long)in->count);
  double *samples = (double *)values;
  s2_status status =
      forward && real ? s2_array_to_double(in, samples) : s2_array_to_complex(in, values);
  if (status == S2_OK && forward)
    status = real ? s2fft_so3_forward(plan, samples, out->data, NULL)
                  : s2fft_so3_forward_complex(plan, values, out->data, NULL);
  else if (status == S2_OK)
    status = real ? s2fft_so3_inverse(plan, values, out->data, NULL)
                  : s2fft_so3_inverse_complex(plan, values, out->data, NULL);
  free(values);
  return status;
}

static s2_status transform_array(cli_run *run, const s2_array *in)
{
  const cli_options *o = run->options;
  function f = {0};
  s2fft_so3_plan *plan = NULL;
  s2_array *out = NULL;
  s2_status status = o->forward ? samples_shape(run, in, &f) : coefficients_shape(run, in, &f);
  double start = cli_clock();
  if (status == S2_OK) status = make_plan(run, &f, &plan);
  if (status == S2_OK) status = make_output(run, &f, plan, &out);
  if (status == S2_OK) status = transform(run, &f, plan, in, out);
  if (status == S2_OK) status = s2_array_write(o->output, out);
  if (status == S2_OK) {
    cli_text(run, "field", "%s", f.field == S2FFT_REAL ? "real" : "complex");
    cli_number(run, "band_limit", f.L);
    cli_number(run, "orders", f.N);
    cli_number(run, "samples_in_gamma", s2fft_so3_ngamma(plan));
    cli_text(run, "exact", "%s", s2fft_so3_plan_is_exact(plan) ? "yes" : "no (quadrature)");
    cli_number(run, "transform_ms", 1e3 * (cli_clock() - start));
    cli_text(run, "output", "%s", o->output);
  }
  s2_array_destroy(out);
  s2fft_so3_plan_destroy(plan);
  s2_grid_destroy(f.grid);
  return status;
}

s2_status cli_wigner(cli_run *run)
{
  const cli_options *o = run->options;
  USAGE_REQUIRE(o->output != NULL, "give the array to write: -o OUT");
  USAGE_REQUIRE(o->forward != o->inverse, "give one of --forward and --inverse");
  s2_array *in;
  S2_TRY(s2_array_read(&in, run->operand[0], o->variable));
  s2_status status = transform_array(run, in);
  s2_array_destroy(in);
  return status;
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "band.h"
#include "coupling.h"
#include "coupling_sums.h"
#include "ticker.h"
#include <math.h>
#include <s2common/priv/memory.h>
#include <s2common/priv/options.h>
#include <string.h>

static const s2fft_coupling_options defaults = {.struct_size = sizeof defaults};

void s2fft_coupling_options_init_sized(s2fft_coupling_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

static s2_status adopt(const s2fft_coupling_options *given, s2fft_coupling_options *own)
{
  S2_ADOPT_OPTIONS("s2fft_coupling_options_init", given, defaults, own);
  return S2_OK;
}

static s2_status check_finite(const char *name, int length, const double *numbers)
{
  for (int l = 0; numbers != NULL && l < length; ++l)
    S2_REQUIRE(isfinite(numbers[l]), "%s[%d] = %g is not finite", name, l, numbers[l]);
  return S2_OK;
}

static s2_status check(int L, int mask_L, const double *mask_cl, const s2fft_coupling_options *o)
{
  S2FFT_REQUIRE_BAND(L, -1);
  S2_REQUIRE(mask_L >= 1 && mask_L <= 2 * S2FFT_L_MAX, "mask_L = %d is outside 1 .. %d", mask_L,
             2 * S2FFT_L_MAX);
  S2_REQUIRE(mask_cl != NULL, "mask_cl is NULL");
  S2_REQUIRE(o->spin_a >= 0 && o->spin_a < L, "spin_a = %d is outside 0 .. %d", o->spin_a, L - 1);
  S2_REQUIRE(o->spin_b >= 0 && o->spin_b < L, "spin_b = %d is outside 0 .. %d", o->spin_b, L - 1);
  S2_REQUIRE(o->nthreads >= 0 && o->nthreads <= 4096, "nthreads = %d is outside 0 .. 4096",
             o->nthreads);
  S2_TRY(check_finite("mask_cl", mask_L, mask_cl));
  S2_TRY(check_finite("beam_a", L, o->beam_a));
  return check_finite("beam_b", L, o->beam_b);
}

static int count_spectra(int spin_a, int spin_b)
{
  return (spin_a > 0 ? 2 : 1) * (spin_b > 0 ? 2 : 1);
}

/// Bytes of one kernel.
static int64_t kernel_bytes(int L)
{
  return (int64_t)L * L * (int64_t)sizeof(double);
}

int64_t s2fft_coupling_bytes(int L, int spin_a, int spin_b)
{
  if (L < 1 || L > S2FFT_L_MAX || spin_a < 0 || spin_a >= L || spin_b < 0 || spin_b >= L) return 0;
  int kernels = count_spectra(spin_a, spin_b) == 4 ? 2 : 1;
  return (int64_t)sizeof(s2fft_coupling) + L * (int64_t)sizeof(double) + kernels * kernel_bytes(L);
}

static s2_status allocate(s2fft_coupling **coupling, int L, int nspectra)
{
  s2fft_coupling *c = s2_priv_alloc(1, sizeof *c);
  size_t size = (size_t)L * (size_t)L;
  if (c != NULL) {
    *c = (s2fft_coupling){.L = L, .nspectra = nspectra};
    c->column = s2_priv_alloc((size_t)L, sizeof *c->column);
    for (int p = 0; p < (nspectra == 4 ? 2 : 1); ++p)
      c->kernel[p] = s2_priv_alloc(size, sizeof *c->kernel[p]);
    if (c->column != NULL && c->kernel[0] != NULL && (nspectra != 4 || c->kernel[1] != NULL)) {
      *coupling = c;
      return S2_OK;
    }
    s2fft_coupling_destroy(c);
  }
  return S2_FAIL(S2_ERR_MEMORY, "no memory for the matrix of L = %d: %lld bytes each", L,
                 (long long)kernel_bytes(L));
}

void s2fft_coupling_destroy(s2fft_coupling *coupling)
{
  if (coupling == NULL) return;
  s2_priv_free(coupling->kernel[0]);
  s2_priv_free(coupling->kernel[1]);
  s2_priv_free(coupling->column);
  s2_priv_free(coupling);
}

/// Copy what lies above the diagonal to below it.
static void mirror(int L, double *kernel)
{
  if (kernel == NULL) return;
  for (int l = 1; l < L; ++l)
    for (int k = 0; k < l; ++k)
      kernel[(size_t)l * (size_t)L + (size_t)k] = kernel[(size_t)k * (size_t)L + (size_t)l];
}

/// Recursion steps of a row.
static int64_t row_work(int L, int l)
{
  return (int64_t)(l + 1) * (L - l);
}

static s2_status fill(const s2fft_coupling *c, const coupling_sums *sums,
                      const s2fft_coupling_options *o)
{
  ticker t = {.call = o->progress, .user = o->progress_user, .what = "coupling"};
  int L = c->L, nthreads = s2_priv_threads(o->nthreads);
  for (int l = 0; l < L; ++l) t.total += row_work(L, l);
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic) num_threads(nthreads)
#else
  (void)nthreads;
#endif
  for (int l = 0; l < L; ++l) {
    if (!ticker_goes_on(&t)) continue;
    size_t row = (size_t)l * (size_t)L;
    coupling_sums_row(sums, l, c->kernel[0] + row,
                      c->kernel[1] == NULL ? NULL : c->kernel[1] + row);
    ticker_add(&t, row_work(L, l));
  }
  mirror(L, c->kernel[0]);
  mirror(L, c->kernel[1]);
  return ticker_finish(&t);
}

s2_status s2fft_coupling_create(s2fft_coupling **coupling, int L, int mask_L, const double *mask_cl,
                                const s2fft_coupling_options *options)
{
  S2_REQUIRE(coupling != NULL, "coupling is NULL");
  *coupling = NULL;
  s2fft_coupling_options own;
  S2_TRY(adopt(options, &own));
  S2_TRY(check(L, mask_L, mask_cl, &own));
  s2fft_coupling *made = NULL;
  S2_TRY(allocate(&made, L, count_spectra(own.spin_a, own.spin_b)));
  for (int l = 0; l < L; ++l) {
    made->column[l] = 2.0 * l + 1.0;
    if (own.beam_a != NULL) made->column[l] *= own.beam_a[l];
    if (own.beam_b != NULL) made->column[l] *= own.beam_b[l];
  }
  coupling_sums sums;
  s2_status status =
      coupling_sums_create(&sums, L, (const int[]){own.spin_a, own.spin_b}, mask_L, mask_cl);
  if (status == S2_OK) status = fill(made, &sums, &own);
  coupling_sums_free(&sums);
  if (status == S2_OK)
    *coupling = made;
  else
    s2fft_coupling_destroy(made);
  return status;
}

int s2fft_coupling_L(const s2fft_coupling *coupling)
{
  return coupling->L;
}

int s2fft_coupling_nspectra(const s2fft_coupling *coupling)
{
  return coupling->nspectra;
}

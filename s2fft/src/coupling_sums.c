// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "coupling_sums.h"
#include "kernel.h"
#include <s2common/priv/constants.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdbool.h>
#include <string.h>

enum { LANES = COUPLING_LANES };

static coupling_block *block_of(const s2fft_kernel *kernel)
{
#if defined(__x86_64__)
  if (kernel == &s2fft_kernel_avx512) return s2fft_coupling_block_avx512;
  if (kernel == &s2fft_kernel_avx2) return s2fft_coupling_block_avx2;
#endif
  (void)kernel;
  return s2fft_coupling_block_base;
}

void coupling_sums_row(const coupling_sums *sums, int l1, double *even, double *odd)
{
  int least = sums->spin[0] > sums->spin[1] ? sums->spin[0] : sums->spin[1];
  for (int first = l1; first < sums->L; first += LANES) {
    double e[LANES] = {0}, o[LANES] = {0};
    bool empty = l1 < least || first - l1 >= sums->mask_L;
    if (!empty && l1 > 0)
      sums->block(sums, l1, first, e, o);
    else if (!empty) // one term only, j = l2, and (2j+1) w^2 = 1
      memcpy(e, sums->mask + first, sizeof e);
    int count = sums->L - first < LANES ? sums->L - first : LANES;
    memcpy(even + first, e, (size_t)count * sizeof *e);
    if (odd != NULL) memcpy(odd + first, o, (size_t)count * sizeof *o);
  }
}

/// W(n) = (n-1)!!/n!! for even and odd n.
static void fill_ratios(const coupling_sums *sums, size_t length)
{
  long double even = 1, odd = 1;
  for (size_t n = 0; n < length; ++n) {
    sums->ratio[0][n] = (double)even;
    sums->ratio[1][n] = (double)odd;
    even *= (2 * n + 1.0L) / (2 * n + 2.0L);
    odd *= (2 * n + 2.0L) / (2 * n + 3.0L);
  }
}

s2_status coupling_sums_create(coupling_sums *sums, int L, const int spin[2], int mask_L,
                               const double *mask_cl)
{
  size_t length = 2 * (size_t)L + LANES;
  double *block = s2_priv_alloc(4 * length, sizeof *block);
  *sums = (coupling_sums){.L = L, .spin = {spin[0], spin[1]}, .mask_L = mask_L, .mask = block};
  if (block == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu numbers", 4 * length);
  sums->block = block_of(s2fft_kernel_select());
  sums->odd = block + length;
  sums->ratio[0] = sums->odd + length;
  sums->ratio[1] = sums->ratio[0] + length;
  fill_ratios(sums, length);
  double sign = (spin[0] + spin[1]) % 2 == 0 ? 1.0 : -1.0;
  for (size_t n = 0; n < length; ++n) {
    sums->odd[n] = 2.0 * (double)n + 1.0;
    if (n < (size_t)mask_L) sums->mask[n] = sign * mask_cl[n] / (4 * S2_PI);
  }
  return S2_OK;
}

void coupling_sums_free(coupling_sums *sums)
{
  s2_priv_free(sums->mask);
  sums->mask = NULL;
}

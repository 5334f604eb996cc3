// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "dft.h"
#include "dft_plan.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

static s2_status fill(s2fft_dft_row *row)
{
  row->lanes = row->n % 4 == 0 ? 4 : row->n % 2 == 0 ? 2 : 1;
  row->m = row->n / row->lanes;
  S2_TRY(s2fft_dft_create(&row->dft, row->m));
  if (row->lanes == 1) return S2_OK;
  int64_t pitch = dft_row_pitch(row);
  row->twiddle = s2_priv_alloc((size_t)(2 * (row->lanes - 1) * pitch), sizeof(double));
  if (row->twiddle == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for length %d", row->n);
  for (int64_t r = 1; r < row->lanes; r++) {
    double *c = row->twiddle + 2 * (r - 1) * pitch, w[2];
    for (int64_t k = 0; k < row->m; k++) {
      dft_root_of_unity(r * k, row->n, w);
      c[k] = w[0];
      c[k + pitch] = w[1];
    }
  }
  return S2_OK;
}

s2_status s2fft_dft_row_create(s2fft_dft_row **row, int n)
{
  *row = NULL;
  S2_REQUIRE(n >= 1 && n <= S2FFT_DFT_MAX, "n = %d is outside 1 .. %d", n, S2FFT_DFT_MAX);
  s2fft_dft_row *made = s2_priv_alloc(1, sizeof *made);
  if (made == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a plan");
  made->n = n;
  s2_status status = fill(made);
  if (status != S2_OK) {
    s2fft_dft_row_destroy(made);
    return status;
  }
  *row = made;
  return S2_OK;
}

void s2fft_dft_row_destroy(s2fft_dft_row *row)
{
  if (row == NULL) return;
  s2fft_dft_destroy(row->dft);
  s2_priv_free(row->twiddle);
  s2_priv_free(row);
}

int64_t s2fft_dft_row_bytes(const s2fft_dft_row *row)
{
  int64_t twiddles = 2 * (row->lanes - 1) * dft_row_pitch(row);
  return (int64_t)sizeof *row + twiddles * (int64_t)sizeof(double) + s2fft_dft_bytes(row->dft);
}

size_t s2fft_dft_row_scratch(const s2fft_dft_row *row)
{
  size_t buffer = 2 * DFT_ROW_LANES * (size_t)dft_row_pitch(row);
  return buffer + s2fft_dft_scratch(row->dft, DFT_ROW_LANES);
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "dft.h"
#include "dft_chain.h"
#include "dft_cost.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

static int64_t leaf_scratch(const dft_leaf *leaf)
{
  if (leaf->convolution != NULL) return leaf->convolution->n + leaf->convolution->scratch;
  return dft_chain_scratch(leaf);
}

// Hand out the tables of a plan from one block (counted first: see s2_arena).
static void place(s2fft_dft *dft, s2_arena *arena)
{
  dft_chain_place(&dft->column, arena);
  dft_chain_place(&dft->row, arena);
  if (dft->row.convolution != NULL) {
    dft->row.chirp = dft_take(arena, dft->n2);
    dft->row.spectrum = dft_take(arena, dft->row.convolution->n);
  }
  if (dft->n1 > 1) dft->twist = dft_take(arena, dft->n);
}

// Chirp e^(-i pi j^2 / n), j^2 reduced modulo 2 n; its conjugate, wrapped around, transformed.
static s2_status fill_bluestein(const dft_leaf *leaf)
{
  int64_t n = leaf->n, M = leaf->convolution->n;
  const s2fft_dft_kernel *kernel = &s2fft_dft_kernel_base;
  size_t lanes = (size_t)kernel->lanes, samples = (size_t)(M + leaf->convolution->scratch);
  double *x = s2_priv_alloc(2 * lanes * samples, sizeof *x);
  if (x == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a convolution of length %d", (int)M);
  for (int64_t j = 0; j < n; j++) {
    double *c = leaf->chirp + 2 * j;
    dft_root_of_unity(j * j % (2 * n), 2 * n, c);
    for (int64_t at = j, twice = 0; twice < 2; at = (M - j) % M, twice++) {
      x[2 * lanes * (size_t)at] = c[0] / (double)M;
      x[2 * lanes * (size_t)at + lanes] = -c[1] / (double)M;
    }
  }
  kernel->forward(leaf->convolution, x, x + 2 * lanes * (size_t)M);
  for (int64_t j = 0; j < M; j++) {
    leaf->spectrum[2 * j] = x[2 * lanes * (size_t)j];
    leaf->spectrum[2 * j + 1] = x[2 * lanes * (size_t)j + lanes];
  }
  s2_priv_free(x);
  return S2_OK;
}

// The leaves, their passes and what these need.
static s2_status plan_leaves(s2fft_dft *dft)
{
  int rough = dft_rough_part(dft->n);
  dft->n2 = rough > 1 ? rough : dft->n;
  dft->n1 = dft->n / dft->n2;
  dft->column.n = dft->n1;
  dft->row.n = dft->n2;
  S2_TRY(dft_chain_passes(&dft->column, 1));
  if (rough > 1) return dft_create(&dft->row.convolution, dft_convolution_length(rough), 1);
  return dft_chain_passes(&dft->row, dft->batch);
}

static s2_status fill(s2fft_dft *dft)
{
  S2_TRY(plan_leaves(dft));
  s2_arena arena = {NULL, 0};
  place(dft, &arena);
  dft->block = s2_priv_alloc(arena.used, 1);
  if (arena.used > 0 && dft->block == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for length %d", dft->n);
  dft->bytes = (int64_t)(sizeof *dft + arena.used) + s2fft_dft_bytes(dft->row.convolution) +
               dft_chain_bytes(&dft->column) + dft_chain_bytes(&dft->row);
  arena = (s2_arena){dft->block, 0};
  place(dft, &arena);

  int64_t a = leaf_scratch(&dft->column), b = leaf_scratch(&dft->row);
  dft->leaf_at = dft->n1 > 1 ? dft->n1 * dft_pitch(dft) : 0;
  dft->scratch = dft->leaf_at + (a > b ? a : b);
  for (int64_t j = 0; j < (dft->n1 > 1 ? dft->n2 : 0); j++) {
    for (int64_t k = 0; k < dft->n1; k++) {
      dft_root_of_unity(j * k, dft->n, dft->twist + 2 * (dft->n1 * j + k));
    }
  }
  dft_chain_fill(&dft->column);
  dft_chain_fill(&dft->row);
  return dft->row.convolution != NULL ? fill_bluestein(&dft->row) : S2_OK;
}

s2_status dft_create(s2fft_dft **dft, int n, int batch)
{
  *dft = s2_priv_alloc(1, sizeof **dft);
  if (*dft == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a plan");
  (*dft)->n = n;
  (*dft)->batch = batch;
  s2_status status = fill(*dft);
  if (status != S2_OK) {
    s2fft_dft_destroy(*dft);
    *dft = NULL;
  }
  return status;
}

s2_status s2fft_dft_create(s2fft_dft **dft, int n)
{
  *dft = NULL;
  S2_REQUIRE(n >= 1 && n <= S2FFT_DFT_MAX, "n = %d is outside 1 .. %d", n, S2FFT_DFT_MAX);
  return dft_create(dft, n, 1);
}

void s2fft_dft_destroy(s2fft_dft *dft)
{
  if (dft == NULL) return;
  s2fft_dft_destroy(dft->row.convolution);
  dft_chain_release(&dft->column);
  dft_chain_release(&dft->row);
  s2_priv_free(dft->block);
  s2_priv_free(dft);
}

int64_t s2fft_dft_bytes(const s2fft_dft *dft)
{
  return dft != NULL ? dft->bytes : 0;
}

size_t s2fft_dft_scratch(const s2fft_dft *dft, int lanes)
{
  return 2 * (size_t)lanes * (size_t)dft->scratch;
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "dft_rader.h"
#include "dft_chain.h"
#include "dft_residues.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

static s2_status no_memory(int prime)
{
  return S2_FAIL(S2_ERR_MEMORY, "no memory for Rader's convolutions of the prime %d", prime);
}

// Backward transforms of the cosines and of the sines times t^-a, over h, in lane 0 of a kernel.
static s2_status fill_spectrum(const dft_rader *rader, int prime)
{
  const s2fft_dft_kernel *kernel = &s2fft_dft_kernel_base;
  size_t lanes = (size_t)kernel->lanes, h = (size_t)rader->half, size = 4 * lanes * h;
  double *x = s2_priv_alloc(size + s2fft_dft_scratch(rader->pair, kernel->lanes), sizeof *x);
  if (x == NULL) return no_memory(prime);
  const double plain[2] = {1.0, 0.0};
  for (size_t a = 0; a < h; a++) {
    const double *t = rader->twist != NULL ? rader->twist + 2 * a : plain;
    double w[2], *cosine = x + 4 * lanes * a, *sine = cosine + 2 * lanes;
    dft_root_of_unity(rader->order[a], prime, w);
    cosine[0] = w[0] / (double)h;
    sine[0] = -w[1] * t[0] / (double)h;
    sine[lanes] = w[1] * t[1] / (double)h;
  }
  kernel->backward(rader->pair, x, x + size);
  for (size_t k = 0; k < 2 * h; k++) {
    rader->spectrum[2 * k] = x[2 * lanes * k];
    rader->spectrum[2 * k + 1] = x[2 * lanes * k + lanes];
  }
  rader->spectrum[0] = -1.0 / (double)(prime - 1);
  rader->spectrum[1] = 0.0;
  s2_priv_free(x);
  return S2_OK;
}

static void place(dft_rader *rader, s2_arena *arena)
{
  rader->order = s2_arena_take(arena, (size_t)rader->half, sizeof *rader->order);
  rader->spectrum = dft_take(arena, 2 * (int64_t)rader->half);
  if (rader->half % 2 == 0) rader->twist = dft_take(arena, rader->half);
}

static s2_status fill(dft_rader *rader, int prime)
{
  rader->half = (prime - 1) / 2;
  S2_TRY(dft_create(&rader->pair, rader->half, 2));
  s2_arena arena = {NULL, 0};
  place(rader, &arena);
  rader->block = s2_priv_alloc(arena.used, 1);
  if (rader->block == NULL) return no_memory(prime);
  rader->bytes = (int64_t)(sizeof *rader + arena.used) + s2fft_dft_bytes(rader->pair);
  arena = (s2_arena){rader->block, 0};
  place(rader, &arena);
  dft_residues(prime, rader->half, rader->order);
  for (int64_t a = 0; rader->twist != NULL && a < rader->half; a++) {
    dft_root_of_unity(a, prime - 1, rader->twist + 2 * a);
  }
  return fill_spectrum(rader, prime);
}

s2_status dft_rader_create(dft_rader **rader, int prime)
{
  *rader = s2_priv_alloc(1, sizeof **rader);
  if (*rader == NULL) return no_memory(prime);
  return fill(*rader, prime);
}

void dft_rader_destroy(dft_rader *rader)
{
  if (rader == NULL) return;
  s2fft_dft_destroy(rader->pair);
  s2_priv_free(rader->block);
  s2_priv_free(rader);
}

int64_t dft_rader_bytes(const dft_rader *rader)
{
  return rader != NULL ? rader->bytes : 0;
}

int64_t dft_rader_scratch(const dft_rader *rader)
{
  return rader != NULL ? 2 * (int64_t)rader->half + rader->pair->scratch : 0;
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "dft_chain.h"
#include "dft_cost.h"
#include "dft_rader.h"
#include "dft_residues.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/error.h>
#include <stdbool.h>

// Sine and cosine of at most pi / 4, then turned by quarters.
void dft_root_of_unity(int64_t j, int64_t n, double *w)
{
  int64_t octant = 8 * (j % n) / n;
  int64_t quarter = (octant + 1) / 2; // nearest multiple of pi / 2
  double x = 2.0 * S2_PI * (double)(4 * (j % n) - quarter * n) / (4.0 * (double)n);
  double c = cos(x), s = sin(x);
  const double turned[4][2] = {{c, s}, {-s, c}, {-c, -s}, {s, -c}};
  w[0] = turned[quarter % 4][0];
  w[1] = -turned[quarter % 4][1];
}

double *dft_take(s2_arena *arena, int64_t complexes)
{
  return s2_arena_take(arena, (size_t)complexes, 2 * sizeof(double));
}

s2_status dft_chain_passes(dft_leaf *leaf, int batch)
{
  dft_factor factors[DFT_MAX_PASSES];
  leaf->npasses = dft_factors(leaf->n, factors);
  for (int i = 0, left = leaf->n, s = batch; i < leaf->npasses; i++) {
    dft_pass *pass = &leaf->pass[i];
    pass->radix = factors[i].radix;
    pass->kind = factors[i].kind;
    left /= pass->radix;
    pass->m = left;
    pass->s = s;
    s *= pass->radix;
  }
  leaf->work_at = leaf->npasses > 1 ? (int64_t)leaf->n * batch : 0;
  for (int i = 0; i < leaf->npasses; i++) {
    dft_pass *pass = &leaf->pass[i];
    if (pass->kind == DFT_RADIX_RADER) S2_TRY(dft_rader_create(&pass->rader, pass->radix));
  }
  return S2_OK;
}

// Butterflies of odd primes that are no special case.
static bool has_roots(int kind)
{
  return kind >= DFT_RADIX_5 && kind <= DFT_RADIX_ANY;
}

void dft_chain_place(dft_leaf *leaf, s2_arena *arena)
{
  for (int i = 0; i < leaf->npasses; i++) {
    dft_pass *pass = &leaf->pass[i];
    if (pass->m > 1) pass->twiddle = dft_take(arena, (int64_t)pass->m * (pass->radix - 1));
    if (has_roots(pass->kind)) pass->root = dft_take(arena, pass->radix);
    if (pass->kind == DFT_RADIX_ANY)
      pass->order = s2_arena_take(arena, (size_t)pass->radix, sizeof *pass->order);
  }
}

// Cosines and sines of the direct butterflies, in natural order or that of the residues.
static void fill_roots(const dft_pass *pass)
{
  if (pass->order != NULL) dft_residues(pass->radix, pass->radix, pass->order);
  for (int j = 0; j < pass->radix; j++) {
    dft_root_of_unity(pass->order != NULL ? pass->order[j] : j, pass->radix, pass->root + 2 * j);
    pass->root[2 * j + 1] *= -1.0;
  }
}

static void fill_pass(const dft_pass *pass)
{
  int64_t r = pass->radix;
  if (pass->root != NULL) fill_roots(pass);
  for (int64_t p = 0; pass->twiddle != NULL && p < pass->m; p++) {
    for (int64_t k = 1; k < r; k++) {
      dft_root_of_unity(p * k, r * pass->m, pass->twiddle + 2 * ((r - 1) * p + k - 1));
    }
  }
}

void dft_chain_fill(const dft_leaf *leaf)
{
  for (int i = 0; i < leaf->npasses; i++) fill_pass(&leaf->pass[i]);
}

int64_t dft_chain_bytes(const dft_leaf *leaf)
{
  int64_t bytes = 0;
  for (int i = 0; i < leaf->npasses; i++) bytes += dft_rader_bytes(leaf->pass[i].rader);
  return bytes;
}

int64_t dft_chain_scratch(const dft_leaf *leaf)
{
  int64_t largest = 0;
  for (int i = 0; i < leaf->npasses; i++) {
    int64_t scratch = dft_rader_scratch(leaf->pass[i].rader);
    if (scratch > largest) largest = scratch;
  }
  return leaf->work_at + largest;
}

void dft_chain_release(dft_leaf *leaf)
{
  for (int i = 0; i < leaf->npasses; i++) dft_rader_destroy(leaf->pass[i].rader);
}

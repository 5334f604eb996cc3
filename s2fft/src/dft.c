// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "dft.h"
#include "dft_plan.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdbool.h>

// Lengths from here on stream through the caches.
#define DFT_LONG 1024

// Radices in the order of preference; the kernels have a butterfly for each, and one for any prime.
static const int radices[] = {
    [DFT_RADIX_8] = 8, [DFT_RADIX_4] = 4, [DFT_RADIX_2] = 2,   [DFT_RADIX_3] = 3,
    [DFT_RADIX_5] = 5, [DFT_RADIX_7] = 7, [DFT_RADIX_11] = 11, [DFT_RADIX_13] = 13};
static const int by_preference[] = {DFT_RADIX_8, DFT_RADIX_4, DFT_RADIX_2,  DFT_RADIX_3,
                                    DFT_RADIX_5, DFT_RADIX_7, DFT_RADIX_11, DFT_RADIX_13};
enum { NRADICES = sizeof by_preference / sizeof *by_preference };

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

// Operations per sample of one pass: additions, multiply-adds, loads and stores. Only the ratios
// matter; counted for the butterflies of dft_lanes.h.
static double pass_cost(int radix)
{
  switch (radix) {
    case 2: return 9.0;
    case 4: return 12.5;
    case 8: return 17.0;
    default: return 11.0 + radix;
  }
}

// The first factor of n to be done, and its butterfly. 16 is 4 4, not 8 2.
static int next_radix(int n, int *kind)
{
  for (int i = 0; i < NRADICES; i++) {
    *kind = by_preference[i];
    if (n % radices[*kind] == 0 && !(*kind == DFT_RADIX_8 && n % 32 == 16)) return radices[*kind];
  }
  *kind = DFT_RADIX_ANY;
  for (int p = 17; (int64_t)p * p <= n; p += 2) {
    if (n % p == 0) return p;
  }
  return n;
}

static double chain_cost(int n)
{
  double cost = 0.0;
  for (int left = n, kind; left > 1;) {
    int radix = next_radix(left, &kind);
    cost += n * pass_cost(radix);
    left /= radix;
  }
  return cost;
}

// Cheapest 2^a 3^b 5^c >= 2 n - 1 for the convolution of a Bluestein transform of length n.
static int convolution_length(int n, double *cost)
{
  int best = 0;
  *cost = HUGE_VAL;
  for (int64_t five = 1; five < 4 * (int64_t)n; five *= 5) {
    for (int64_t three = five; three < 4 * (int64_t)n; three *= 3) {
      int64_t M = three;
      while (M < 2 * (int64_t)n - 1) M *= 2;
      double price = 2.0 * chain_cost((int)M) + 10.0 * (double)M + 20.0 * n;
      if (price < *cost) {
        *cost = price;
        best = (int)M;
      }
    }
  }
  return best;
}

static bool is_direct(int prime)
{
  if (prime <= 13) return true;
  if (prime > DFT_MAX_PRIME) return false;
  double cost;
  convolution_length(prime, &cost);
  return prime * pass_cost(prime) < cost;
}

// Product of the prime factors of n that are too large for a butterfly.
static int rough_part(int n)
{
  int rough = 1;
  for (int left = n, kind; left > 1;) {
    int radix = next_radix(left, &kind);
    if (kind == DFT_RADIX_ANY && !is_direct(radix)) rough *= radix;
    left /= radix;
  }
  return rough;
}

// An odd number of passes has the last one in place (see chain() in dft_lanes.h), which saves
// memory traffic: in long chains of an even number, 8 8 becomes 4 4 4 (128 has no two 8s: it is 8 4
// 4).
static void chain_passes(dft_leaf *leaf)
{
  int n = leaf->n, kind, count = 0;
  for (int left = n; left > 1; count++) left /= next_radix(left, &kind);
  bool trade = count % 2 == 0 && n >= DFT_LONG && n % 64 == 0 && n % 256 != 128;
  for (int left = n, s = 1; left > 1;) {
    dft_pass *pass = &leaf->pass[leaf->npasses];
    bool four = trade && leaf->npasses < 3;
    pass->radix = four ? 4 : next_radix(left, &pass->kind);
    if (four) pass->kind = DFT_RADIX_4;
    left /= pass->radix;
    pass->m = left;
    pass->s = s;
    s *= pass->radix;
    leaf->npasses++;
  }
}

static int64_t leaf_scratch(const dft_leaf *leaf)
{
  if (leaf->convolution != NULL) return leaf->convolution->n + leaf->convolution->scratch;
  return leaf->npasses > 1 ? leaf->n : 0;
}

static double *take(s2_arena *arena, int64_t complexes)
{
  return s2_arena_take(arena, (size_t)complexes, 2 * sizeof(double));
}

static void place_leaf(dft_leaf *leaf, s2_arena *arena)
{
  for (int i = 0; i < leaf->npasses; i++) {
    dft_pass *pass = &leaf->pass[i];
    if (pass->m > 1) pass->twiddle = take(arena, (int64_t)pass->m * (pass->radix - 1));
    if (pass->radix % 2) pass->root = take(arena, pass->radix);
  }
  if (leaf->convolution == NULL) return;
  leaf->chirp = take(arena, leaf->n);
  leaf->spectrum = take(arena, leaf->convolution->n);
}

// Hand out the tables of a plan from one block (counted first: see s2_arena).
static void place(s2fft_dft *dft, s2_arena *arena)
{
  place_leaf(&dft->column, arena);
  place_leaf(&dft->row, arena);
  if (dft->n1 > 1) dft->twist = take(arena, dft->n);
}

static void fill_pass(const dft_pass *pass)
{
  int64_t r = pass->radix;
  for (int64_t j = 0; pass->root != NULL && j < r; j++) {
    dft_root_of_unity(j, r, pass->root + 2 * j);
    pass->root[2 * j + 1] *= -1.0;
  }
  for (int64_t p = 0; pass->twiddle != NULL && p < pass->m; p++) {
    for (int64_t k = 1; k < r; k++) {
      dft_root_of_unity(p * k, r * pass->m, pass->twiddle + 2 * ((r - 1) * p + k - 1));
    }
  }
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

static s2_status fill_leaf(const dft_leaf *leaf)
{
  for (int i = 0; i < leaf->npasses; i++) fill_pass(&leaf->pass[i]);
  return leaf->convolution != NULL ? fill_bluestein(leaf) : S2_OK;
}

static s2_status fill(s2fft_dft *dft)
{
  int rough = rough_part(dft->n);
  dft->n2 = rough > 1 ? rough : dft->n;
  dft->n1 = dft->n / dft->n2;
  dft->column.n = dft->n1;
  dft->row.n = dft->n2;
  chain_passes(&dft->column);
  if (rough == 1) chain_passes(&dft->row);
  if (rough > 1) {
    double cost;
    S2_TRY(s2fft_dft_create(&dft->row.convolution, convolution_length(rough, &cost)));
  }

  s2_arena arena = {NULL, 0};
  place(dft, &arena);
  dft->block = s2_priv_alloc(arena.used, 1);
  if (arena.used > 0 && dft->block == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "no memory for length %d", dft->n);
  dft->bytes = (int64_t)(sizeof *dft + arena.used) + s2fft_dft_bytes(dft->row.convolution);
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
  S2_TRY(fill_leaf(&dft->column));
  return fill_leaf(&dft->row);
}

s2_status s2fft_dft_create(s2fft_dft **dft, int n)
{
  *dft = NULL;
  S2_REQUIRE(n >= 1 && n <= S2FFT_DFT_MAX, "n = %d is outside 1 .. %d", n, S2FFT_DFT_MAX);
  s2fft_dft *made = s2_priv_alloc(1, sizeof *made);
  if (made == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a plan");
  made->n = n;
  s2_status status = fill(made);
  if (status != S2_OK) {
    s2fft_dft_destroy(made);
    return status;
  }
  *dft = made;
  return S2_OK;
}

void s2fft_dft_destroy(s2fft_dft *dft)
{
  if (dft == NULL) return;
  s2fft_dft_destroy(dft->row.convolution);
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

// SPDX-License-Identifier: MIT
/// @file
/// The parts of a plan, as its makers dft.c and dft_rader.c share them.
#ifndef S2FFT_DFT_CHAIN_H
#define S2FFT_DFT_CHAIN_H

#include "dft_plan.h"
#include <s2common/priv/memory.h>

/// s2fft_dft_create() for `batch` interleaved sequences, samples [n][batch]; 1 if n has a rough
/// part.
s2_status dft_create(s2fft_dft **dft, int n, int batch);

/// The passes of a chain of leaf->n samples of `batch` sequences, and their Rader plans.
s2_status dft_chain_passes(dft_leaf *leaf, int batch);

/// Hand out the tables of the passes; count them if the arena has no memory yet.
void dft_chain_place(dft_leaf *leaf, s2_arena *arena);

/// Fill the tables.
void dft_chain_fill(const dft_leaf *leaf);

/// Bytes of the Rader plans.
int64_t dft_chain_bytes(const dft_leaf *leaf);

/// Scratch of the passes, in samples.
int64_t dft_chain_scratch(const dft_leaf *leaf);

/// Free the Rader plans.
void dft_chain_release(dft_leaf *leaf);

/// Room for complex numbers; NULL while counting.
double *dft_take(s2_arena *arena, int64_t complexes);

#endif

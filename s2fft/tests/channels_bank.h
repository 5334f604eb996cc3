// SPDX-License-Identifier: MIT
/// @file
/// What the tests of channels share: arrays for a list of them, the four transforms.
#ifndef S2FFT_TESTS_CHANNELS_BANK_H
#define S2FFT_TESTS_CHANNELS_BANK_H

#include "support.h"

#include <s2fft/priv/channels.h>

enum { L = 14, SQUARE = L * (2 * L - 1), CHANNELS = 9 };

typedef s2_status channels_transform(const s2fft_priv_channels *, int, const s2fft_priv_channel *,
                                     s2fft_priv_channels_work *);

/// By operation.
extern channels_transform *const transforms[4];

/// Of the plans of a bank.
extern const int bank_spins[6];

int to_map(operation what);

/// Arrays for a list, with sevens where nothing is read.
typedef struct bank {
  s2_grid *grid;
  s2fft_priv_channels *channels;
  int64_t map_size;
  double *alm, *map; ///< [CHANNELS][2 * (size + 3)]
  int64_t alm_stride, map_stride;
} bank;

/// `options` NULL: those of single_options().
bank make_bank(s2_grid *grid, operation what, const s2fft_options *options);
void free_bank(bank *b);

/// A complex channel of a bank.
s2fft_priv_channel channel_at(const bank *b, int alm, int map, int spin);

/// Doubles, to be freed.
double *random_or_seven(int random, size_t n, uint64_t seed);

/// Options of plans whose transforms are too small to share among threads.
s2fft_options single_options(int spin, s2fft_layout layout);

#endif

// SPDX-License-Identifier: MIT
#include "channels_bank.h"

#include <stdlib.h>

channels_transform *const transforms[4] = {
    [SYNTHESIS] = s2fft_priv_channels_inverse,
    [ANALYSIS] = s2fft_priv_channels_forward,
    [SYNTHESIS_ADJOINT] = s2fft_priv_channels_inverse_adjoint,
    [ANALYSIS_ADJOINT] = s2fft_priv_channels_forward_adjoint,
};

const int bank_spins[6] = {0, 2, -2, 7, 0, 2};

int to_map(operation what)
{
  return what == SYNTHESIS || what == ANALYSIS_ADJOINT;
}

double *random_or_seven(int random, size_t n, uint64_t seed)
{
  double *a = calloc(n, sizeof *a);
  assert_non_null(a);
  for (size_t k = 0; k < n; ++k) a[k] = random ? uniform(&seed) : 7.0;
  return a;
}

s2fft_options single_options(int spin, s2fft_layout layout)
{
  s2fft_options options = options_of(spin, -1, 0, layout);
  options.nthreads = 1;
  return options;
}

bank make_bank(s2_grid *grid, operation what, const s2fft_options *options)
{
  s2fft_options defaults = single_options(0, S2FFT_LAYOUT_DEFAULT);
  if (options == NULL) options = &defaults;
  bank b = {.grid = grid, .map_size = s2_grid_map_size(grid)};
  b.alm_stride = 2 * (SQUARE + 3);
  b.map_stride = 2 * (b.map_size + 3);
  assert_ok(
      s2fft_priv_channels_create(&b.channels, grid, L, COUNT(bank_spins), bank_spins, options));
  b.alm = random_or_seven(to_map(what), (size_t)(CHANNELS * b.alm_stride), 1);
  b.map = random_or_seven(!to_map(what), (size_t)(CHANNELS * b.map_stride), 2);
  return b;
}

void free_bank(bank *b)
{
  s2fft_priv_channels_destroy(b->channels);
  free(b->alm);
  free(b->map);
}

s2fft_priv_channel channel_at(const bank *b, int alm, int map, int spin)
{
  return (s2fft_priv_channel){.field = S2FFT_COMPLEX,
                              .spin = spin,
                              .alm = (s2_complex *)(b->alm + alm * b->alm_stride),
                              .map = b->map + map * b->map_stride};
}

// SPDX-License-Identifier: MIT
#ifndef S2FFT_SRC_COUPLING_H
#define S2FFT_SRC_COUPLING_H

#include <s2fft/coupling.h>

struct s2fft_coupling {
  int L, nspectra;
  double *kernel[2]; ///< [L][L] symmetric sums K+ and K- (NULL unless nspectra = 4)
  double *column;    ///< [L] (2l'+1) B_l'
};

/// How spectrum `from` enters pseudo-spectrum `to`: +1, -1, or 0 times kernel[*odd].
int coupling_sign(int nspectra, int to, int from, int *odd);

#endif

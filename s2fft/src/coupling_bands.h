// SPDX-License-Identifier: MIT
// With two pairs, EE +- BB and EB -+ BE do not mix with each other: their matrices are K+ + K- and
// K+ - K-. So two systems of the size of one spectrum replace one of four spectra.
#ifndef S2FFT_COUPLING_BANDS_H
#define S2FFT_COUPLING_BANDS_H

#include <s2fft/coupling.h>

struct s2fft_bandpowers {
  int n, L, nspectra;
  int systems;     ///< 2 for two pairs, else 1
  int *edge;       ///< [n+1] of the bins
  double *weight;  ///< [L] of a degree in its bin's average: B
  double *rows[2]; ///< [n][L] B M
  double *lu[2];   ///< [n][n] factors of B M U
  int *pivot[2];   ///< [n]
};

#endif

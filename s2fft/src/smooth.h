// SPDX-License-Identifier: MIT
#ifndef S2FFT_SMOOTH_H
#define S2FFT_SMOOTH_H

/// Smallest even number >= n whose prime factors are 2, 3 and 5: a good length for an FFT.
static inline int smooth_size(int n)
{
  for (int candidate = n + (n & 1);; candidate += 2) {
    int rest = candidate;
    while (rest % 2 == 0) rest /= 2;
    while (rest % 3 == 0) rest /= 3;
    while (rest % 5 == 0) rest /= 5;
    if (rest == 1) return candidate;
  }
}

#endif

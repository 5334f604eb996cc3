// SPDX-License-Identifier: MIT
/// @file
/// Round numbers for axes and how they are written.
#ifndef PICTURE_TICKS_H
#define PICTURE_TICKS_H

#include <stdbool.h>
#include <stddef.h>

/// Most ticks that any generator returns.
#define PICTURE_TICKS_MAX 64

/// Ticks of one axis.
typedef struct s2_picture_ticks {
  int count;
  double at[PICTURE_TICKS_MAX];      ///< in the direction of the axis
  char label[PICTURE_TICKS_MAX][32]; ///< markup text; "" for a minor tick
  int exponent;                      ///< labels are in units of 10^exponent
  int power;                         ///< linear ticks are multiples of 10^power
} s2_picture_ticks;

/// At most `wanted` + 1 (wanted 2 .. 20; two at least from wanted = 5 on) multiples of 1, 2 or 5
/// times a power of ten within [low, high] (or [high, low] if reversed). Equal limits give that one
/// number; non-finite limits none.
s2_picture_ticks s2_picture_ticks_linear(double low, double high, int wanted);

/// Powers of ten within [low, high], both positive, with minor ticks between; where fewer than two
/// fit, multiples 2 and 5 or linear ticks are labelled instead.
s2_picture_ticks s2_picture_ticks_log(double low, double high, int wanted);

/// Write `value` with `decimals` digits after the point and a true minus sign.
void s2_picture_write_number(char *text, size_t size, double value, int decimals);

/// Write 10^k as markup.
void s2_picture_write_power(char *text, size_t size, int k);

/// m * 10^k, with one rounding where 10^|k| is exact (|k| <= 22).
double s2_picture_scaled(double m, int k);

/// Nearest multiple of 10^power.
double s2_picture_round_to(double value, int power);

#endif

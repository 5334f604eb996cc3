// SPDX-License-Identifier: MIT
/// @file
/// Constants for the sibling libraries.
#ifndef S2COMMON_PRIV_CONSTANTS_H
#define S2COMMON_PRIV_CONSTANTS_H

#define S2_PI 3.14159265358979323846

/// Enough for 80-bit and 128-bit long double.
#define S2_PI_LONG 3.141592653589793238462643383279502884L

#endif

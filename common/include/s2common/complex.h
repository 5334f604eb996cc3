// SPDX-License-Identifier: MIT
/// @file
/// The complex element type of every array in the family.
///
/// The type is the language's own: `double _Complex` in C, `std::complex<double>`
/// in C++. Both are two adjacent doubles (re, im), so a pointer crosses the
/// boundary unchanged. Complex numbers are never passed or returned by value and
/// never sit inside a public struct, because there the two ABIs differ.
#ifndef S2COMMON_COMPLEX_H
#define S2COMMON_COMPLEX_H

#if defined(__cplusplus)
#  include <complex>
typedef std::complex<double> s2_complex;
typedef std::complex<float> s2_complexf;
#else
typedef double _Complex s2_complex;  ///< element of complex arrays, double precision
typedef float _Complex s2_complexf; ///< element of complex arrays, single precision
#endif

#endif

// SPDX-License-Identifier: MIT
/// @file
/// Corner plots: samples of many parameters as densities of every one and of every pair, in the
/// library `s2picture`.
#ifndef S2COMMON_PICTURE_CORNER_H
#define S2COMMON_PICTURE_CORNER_H

#include <s2common/defs.h>
#include <s2common/status.h>
#include <stddef.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// Most parameters of a corner plot.
#define S2_PICTURE_CORNER_MAX 16

/// Samples of one density. The struct does not grow within one SOVERSION.
typedef struct s2_picture_samples {
  int64_t n;            ///< points, >= 1
  const double *x;      ///< [n][stride] points; those that are not finite are left out
  int stride;           ///< numbers from one point to the next, >= parameters; 0: the parameters
  const double *weight; ///< [n] >= 0; NULL: all 1
  const char *label;    ///< in the legend; NULL: not there
  int filled;           ///< 1: areas of the colour; 0: outlines
  int colour;           ///< as in s2_picture_series; 0: next of the cycle
} s2_picture_samples;

/// How to draw. Fill with s2_picture_corner_options_init(), then change what you need.
typedef struct s2_picture_corner_options {
  size_t struct_size;       ///< set by s2_picture_corner_options_init()
  int width;                ///< of the picture [pixels], 200 .. 16384, default 1600; the height
                            ///< is about the same
  const char *title;        ///< above; NULL: none
  const char *const *names; ///< [parameters] of the parameters; NULL: none
  const double *lower;      ///< [parameters] no density below; NULL or infinite: no bound
  const double *upper;      ///< [parameters] no density above; NULL or infinite: no bound
  const double *marks;      ///< [parameters] values to be marked by lines, NaN: none; NULL: none
} s2_picture_corner_options;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2_picture_corner_options_init(options)                                                    \
  s2_picture_corner_options_init_sized((options), sizeof *(options))

/// Work behind s2_picture_corner_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2_picture_corner_options) as the caller knows it
S2_EXPORT void s2_picture_corner_options_init_sized(s2_picture_corner_options *options,
                                                    size_t struct_size);

/// Draw a corner plot as a PNG: on the diagonal the density of each parameter, of area 1, below it
/// for each pair the regions of highest density that hold 68.3 % and 95.4 % of the samples.
///
/// Densities are histograms of 64 cells across the axis, smoothed by a Gaussian whose width follows
/// from the effective number of points: 0.8 n^(-1/5) of the standard deviation of a normal density
/// on the diagonal, 0.8 n^(-1/6) below it. The axes hold all but a 1000th of the samples at each
/// end.
///
/// @param[in] path        file to write; replaced if it exists
/// @param[in] parameters  1 .. ::S2_PICTURE_CORNER_MAX
/// @param[in] count       of densities, 1 .. 8
/// @param[in] samples     [count]
/// @param[in] options     NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT (an option out of its range, a parameter without two different
///         values), S2_ERR_MEMORY, S2_ERR_FILE
/// @par Cost O(n parameters^2)
S2_NODISCARD S2_EXPORT s2_status s2_picture_corner(const char *path, int parameters, int count,
                                                   const s2_picture_samples *samples,
                                                   const s2_picture_corner_options *options);

S2_END_DECLS
#endif

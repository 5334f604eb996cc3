// SPDX-License-Identifier: MIT
/// @file
/// Colour maps, given by a few control colours and interpolated in Oklab.
#ifndef PICTURE_PALETTE_H
#define PICTURE_PALETTE_H

#include <s2common/picture.h>
#include <stdint.h>

/// Colours of a table.
#define PICTURE_COLOURS 1024

/// Colour of missing samples, 0xRRGGBB.
#define PICTURE_MISSING 0xb4b4b4u

/// Fill a table with 0xRRGGBB from the low to the high end of a colour map.
void s2_picture_palette(uint32_t table[PICTURE_COLOURS], s2_picture_colours colours);

/// Lightness and the two colour axes of an sRGB colour.
/// @par Source Ottosson 2020, "A perceptual color space for image processing"
void s2_picture_oklab(uint32_t rgb, double lab[3]);

/// The nearest sRGB colour inside the gamut.
uint32_t s2_picture_rgb(const double lab[3]);

#endif

// SPDX-License-Identifier: MIT
/// @file
/// Text with raised and lowered parts, `^{...}` and `_{...}`.
#ifndef PICTURE_TEXT_H
#define PICTURE_TEXT_H

#include <cairo.h>

/// Which point of the text is put where it is drawn.
typedef enum s2_picture_align { PICTURE_LEFT, PICTURE_MIDDLE, PICTURE_RIGHT } s2_picture_align;

/// Advance width at a font size; 0 for NULL.
double s2_picture_text_width(cairo_t *cr, const char *text, double size);

/// Largest font size up to `size` at which the text is no wider than `width`.
double s2_picture_text_fit(cairo_t *cr, const char *text, double size, double width);

/// Draw in the current colour with the baseline at y. NULL draws nothing.
void s2_picture_text(cairo_t *cr, const char *text, double size, double x, double y,
                     s2_picture_align align);

/// The same over a light rim, to be read on top of a map.
void s2_picture_text_on_map(cairo_t *cr, const char *text, double size, double x, double y,
                            s2_picture_align align);

#endif

// SPDX-License-Identifier: MIT
/// @file
/// White sheets in memory and PNG files.
#ifndef PICTURE_SURFACE_H
#define PICTURE_SURFACE_H

#include <cairo.h>
#include <s2common/status.h>

/// A white image and a context to draw on it with black.
s2_status s2_picture_sheet_make(cairo_t **cr, int width, int height);

/// End the drawing and hand its image over; destroys the context. NULL after a cairo error.
s2_status s2_picture_sheet_finish(cairo_t *cr, cairo_surface_t **image);

/// Write an image beside `path` and rename. Destroys the image.
s2_status s2_picture_write(cairo_surface_t *image, const char *path);

#endif

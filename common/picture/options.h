// SPDX-License-Identifier: MIT
/// @file
/// Options of the caller, completed by defaults and checked.
#ifndef PICTURE_OPTIONS_H
#define PICTURE_OPTIONS_H

#include <s2common/picture.h>
#include <s2common/picture_corner.h>

/// Largest width or height of an image that cairo can hold [pixels].
#define PICTURE_PIXELS_MAX 32767

/// Copy the caller's options (NULL: none) over the defaults and check every field.
s2_status s2_picture_map_options_read(s2_picture_map_options *own,
                                      const s2_picture_map_options *given);
s2_status s2_picture_grid_options_read(s2_picture_grid_options *own,
                                       const s2_picture_grid_options *given);
s2_status s2_picture_lines_options_read(s2_picture_lines_options *own,
                                        const s2_picture_lines_options *given);
s2_status s2_picture_corner_options_read(s2_picture_corner_options *own,
                                         const s2_picture_corner_options *given);

#endif

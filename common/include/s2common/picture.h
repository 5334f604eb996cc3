// SPDX-License-Identifier: MIT
/// @file
/// Pictures for tools: maps of the sphere, line plots and tiled panels as PNG files.
///
/// A library of its own (`s2picture`, needs cairo), so that the mathematics never depends on
/// graphics. Link it by `pkg-config --libs s2picture`.
///
/// ~~~{.c}
/// s2_picture_map_options options;
/// s2_picture_map_options_init(&options);
/// options.colours = S2_PICTURE_PLANCK;
/// options.range = S2_PICTURE_SYMMETRIC;
/// options.title = "WMAP W band";
/// options.units = "mK";
/// if (s2_picture_map("wmap.png", grid, map, &options) != S2_OK) return 1;
/// ~~~
///
/// **Text** is UTF-8. `^{...}` raises and `_{...}` lowers what stands in the braces:
/// "l(l+1) C_{l} / 2π [µK^{2}]". NULL or "" draws nothing and takes no space.
///
/// **Missing samples** (NaN, infinite, or HEALPix' -1.6375e30) are grey.
///
/// **Files** are written beside their target and renamed: after a failure the target is what it
/// was before, and nothing else is left.
///
/// **Strings and arrays** in options and panels are read during the call only.
#ifndef S2COMMON_PICTURE_H
#define S2COMMON_PICTURE_H

#include <s2common/defs.h>
#include <s2common/grid.h>
#include <s2common/status.h>
#include <stddef.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// How the sphere is laid on the page. Values are ABI: append, never renumber.
typedef enum s2_picture_projection {
  S2_PICTURE_MOLLWEIDE = 0,    ///< whole sphere in an ellipse, equal areas
  S2_PICTURE_ORTHOGRAPHIC = 1, ///< the hemisphere around the centre, seen from far away
  S2_PICTURE_HEMISPHERES = 2   ///< orthographic, both hemispheres side by side
} s2_picture_projection;

/// Colour maps; all but the terrain are perceptually even (Oklab). Append, never renumber.
typedef enum s2_picture_colours {
  S2_PICTURE_SEQUENTIAL = 0, ///< dark blue to light yellow, lightness rises evenly
  S2_PICTURE_DIVERGING = 1,  ///< blue, white in the middle, red
  S2_PICTURE_TERRAIN = 2,    ///< sea below zero, land above; each side has its own scale
  S2_PICTURE_PLANCK = 3,     ///< blue, cream, red: the look of CMB maps
  S2_PICTURE_GREY = 4        ///< black to white
} s2_picture_colours;

/// How a value becomes a place on the colour bar. Append, never renumber.
typedef enum s2_picture_scale {
  S2_PICTURE_LINEAR = 0,   ///< even
  S2_PICTURE_SYMLOG = 1,   ///< asinh(value / linear_width): logarithmic both ways, linear near 0
  S2_PICTURE_EQUALISED = 2 ///< every colour covers the same number of samples
} s2_picture_scale;

/// Where the colour bar begins and ends. Append, never renumber.
typedef enum s2_picture_range {
  S2_PICTURE_PERCENTILES = 0, ///< percentiles 1 and 99 of the samples
  S2_PICTURE_GIVEN = 1,       ///< options.min and options.max, in shown units
  S2_PICTURE_SYMMETRIC = 2,   ///< -a .. a with a the 98th percentile of the absolute values
  S2_PICTURE_EXTREMES = 3     ///< smallest and largest sample
} s2_picture_range;

/// What is drawn between samples. Append, never renumber.
typedef enum s2_picture_sampling {
  S2_PICTURE_AUTO = 0,    ///< nearest on HEALPix, bilinear on other grids
  S2_PICTURE_NEAREST = 1, ///< the pixel (HEALPix) or the nearest sample of the nearest ring
  S2_PICTURE_BILINEAR = 2 ///< bilinear in theta and phi, periodic, ring means on unsampled poles
} s2_picture_sampling;

/// How to draw a map. Fill with s2_picture_map_options_init(), then change what you need.
typedef struct s2_picture_map_options {
  size_t struct_size;               ///< set by s2_picture_map_options_init()
  s2_picture_projection projection; ///< default Mollweide
  double centre_lon;                ///< longitude of the centre [degrees], default 0
  double centre_lat;                ///< latitude of the centre [degrees], -90 .. 90, default 0
  int geographic;                   ///< 0 (default): longitude grows to the left, as the sky is
                                    ///< seen; 1: to the right, as on maps of the Earth
  s2_picture_sampling sampling;     ///< what is drawn between samples
  s2_picture_colours colours;       ///< colour map
  s2_picture_scale scale;           ///< value to colour
  double linear_width;              ///< symlog: where linear turns into logarithmic, shown units,
                                    ///< >= 0; 0 (default): a hundredth of the largest |limit|
  s2_picture_range range;           ///< ends of the colour bar
  double min;                       ///< with ::S2_PICTURE_GIVEN: lower end
  double max;                       ///< with ::S2_PICTURE_GIVEN: upper end, > min
  double factor;                    ///< shown value = factor * sample, finite, not 0; default 1
  const char *title;                ///< above the map; NULL: none
  const char *units;                ///< beside the colour bar; NULL: none
  int width;                        ///< of the picture [pixels], 200 .. 16384, default 1600
  double graticule;                 ///< step of the graticule [degrees], 0 (none) or 5 .. 90;
                                    ///< default 30
  int graticule_labels;             ///< 1: degrees beside the lines; default 0
  int bar;                          ///< 1 (default): colour bar; 0: none
  const double *Q;                  ///< with U: [s2_grid_map_size()] polarisation drawn as short
                                    ///< lines over the map; NULL (default): none
  const double *U;                  ///< same shape; angle = atan2(U, Q)/2 from south to east
                                    ///< (the CMB's COSMO convention)
  double vector_step;               ///< spacing of the lines [degrees], 1 .. 30, default 5
} s2_picture_map_options;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2_picture_map_options_init(options)                                                       \
  s2_picture_map_options_init_sized((options), sizeof *(options))

/// Work behind s2_picture_map_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2_picture_map_options) as the caller knows it
S2_EXPORT void s2_picture_map_options_init_sized(s2_picture_map_options *options,
                                                 size_t struct_size);

/// Draw one real map as a PNG.
///
/// @param[in] path     file to write; replaced if it exists
/// @param[in] grid     any grid
/// @param[in] map      [s2_grid_map_size()] samples
/// @param[in] options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT (an option out of its range), S2_ERR_MEMORY, S2_ERR_FILE
/// @par Cost O(width^2 + samples log samples) time: about a second at the default width.
S2_NODISCARD S2_EXPORT s2_status s2_picture_map(const char *path, const s2_grid *grid,
                                                const double *map,
                                                const s2_picture_map_options *options);

/// One map of a tiled picture. The struct does not grow within one SOVERSION.
typedef struct s2_picture_panel {
  const s2_grid *grid;                   ///< any grid; NULL: the tile stays empty
  const double *map;                     ///< [s2_grid_map_size(grid)]
  const s2_picture_map_options *options; ///< NULL: defaults; `width` is not used
} s2_picture_panel;

/// How to tile. Fill with s2_picture_grid_options_init(), then change what you need.
typedef struct s2_picture_grid_options {
  size_t struct_size; ///< set by s2_picture_grid_options_init()
  int width;          ///< of the picture [pixels], 200 .. 16384, default 1600
  const char *title;  ///< above all panels; NULL: none
} s2_picture_grid_options;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2_picture_grid_options_init(options)                                                      \
  s2_picture_grid_options_init_sized((options), sizeof *(options))

/// Work behind s2_picture_grid_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2_picture_grid_options) as the caller knows it
S2_EXPORT void s2_picture_grid_options_init_sized(s2_picture_grid_options *options,
                                                  size_t struct_size);

/// Draw `rows` x `cols` maps, each with its own title, colours and scale, into one PNG.
///
/// @param[in] path     file to write; replaced if it exists
/// @param[in] rows     1 .. 64
/// @param[in] cols     1 .. 64; a panel must come out at least 100 pixels wide
/// @param[in] panels   [rows * cols], row by row
/// @param[in] options  NULL: defaults
/// @return status, see s2_picture_map()
S2_NODISCARD S2_EXPORT s2_status s2_picture_grid(const char *path, int rows, int cols,
                                                 const s2_picture_panel *panels,
                                                 const s2_picture_grid_options *options);

/// How a series is drawn; flags may be added up.
typedef enum s2_picture_style {
  S2_PICTURE_LINE = 1,   ///< straight lines from point to point
  S2_PICTURE_POINTS = 2, ///< a marker on every point
  S2_PICTURE_STEPS = 4,  ///< a staircase that changes half-way between points
  S2_PICTURE_DASHED = 8  ///< dashes instead of full lines
} s2_picture_style;

/// One series of a line plot. The struct does not grow within one SOVERSION. Points that are not
/// finite, or not positive on a logarithmic axis, are left out and interrupt the line.
typedef struct s2_picture_series {
  int64_t n;           ///< number of points, >= 0
  const double *x;     ///< [n]; NULL: 0, 1, 2, ...
  const double *y;     ///< [n]
  const double *error; ///< [n] half length of the vertical error bars; NULL: none
  const char *label;   ///< text of the legend; NULL: not in the legend
  int style;           ///< sum of ::s2_picture_style; 0: ::S2_PICTURE_LINE
  int colour;          ///< 0: next of the cycle; 1 .. 8: blue, vermilion, green, purple, orange,
                       ///< sky blue, black, grey (Okabe & Ito, safe for the colour-blind)
} s2_picture_series;

/// How to draw a line plot. Fill with s2_picture_lines_options_init(), then change what you need.
typedef struct s2_picture_lines_options {
  size_t struct_size;  ///< set by s2_picture_lines_options_init()
  int width;           ///< of the picture [pixels], 200 .. 16384, default 1600
  int height;          ///< of the picture [pixels], 150 .. 16384, default 1000
  const char *title;   ///< above the frame; NULL: none
  const char *x_title; ///< below the frame; NULL: none
  const char *y_title; ///< left of the frame, turned; NULL: none
  int x_log;           ///< 1: logarithmic; default 0
  int y_log;           ///< 1: logarithmic; default 0
  double x_min;        ///< left end of the axis; NaN (default): from the data
  double x_max;        ///< right end; may be below x_min: the axis is reversed
  double y_min;        ///< lower end; NaN (default): from the data
  double y_max;        ///< upper end; may be below y_min
} s2_picture_lines_options;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2_picture_lines_options_init(options)                                                     \
  s2_picture_lines_options_init_sized((options), sizeof *(options))

/// Work behind s2_picture_lines_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2_picture_lines_options) as the caller knows it
S2_EXPORT void s2_picture_lines_options_init_sized(s2_picture_lines_options *options,
                                                   size_t struct_size);

/// Draw series of points with axes and a legend as a PNG.
///
/// @param[in] path     file to write; replaced if it exists
/// @param[in] nseries  number of series, 1 .. 64
/// @param[in] series   [nseries]
/// @param[in] options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT (an option out of its range, equal or non-positive limits on a
///         logarithmic axis, no point to draw), S2_ERR_MEMORY, S2_ERR_FILE
S2_NODISCARD S2_EXPORT s2_status s2_picture_lines(const char *path, int nseries,
                                                  const s2_picture_series *series,
                                                  const s2_picture_lines_options *options);

/// Projection by name: "mollweide", "orthographic", "hemispheres".
/// @param[in]  name        case matters not
/// @param[out] projection  its value
/// @return S2_OK; S2_ERR_ARGUMENT for an unknown name, the message lists the known ones
S2_NODISCARD S2_EXPORT s2_status s2_picture_projection_from_name(const char *name,
                                                                 s2_picture_projection *projection);

/// Colour map by name: "sequential", "diverging", "terrain", "planck", "grey".
/// @param[in]  name     case matters not
/// @param[out] colours  its value
/// @return S2_OK; S2_ERR_ARGUMENT for an unknown name, the message lists the known ones
S2_NODISCARD S2_EXPORT s2_status s2_picture_colours_from_name(const char *name,
                                                              s2_picture_colours *colours);

/// Scale by name: "linear", "symlog", "equalised".
/// @param[in]  name   case matters not
/// @param[out] scale  its value
/// @return S2_OK; S2_ERR_ARGUMENT for an unknown name, the message lists the known ones
S2_NODISCARD S2_EXPORT s2_status s2_picture_scale_from_name(const char *name,
                                                            s2_picture_scale *scale);

S2_END_DECLS
#endif

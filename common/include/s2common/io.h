// SPDX-License-Identifier: MIT
/// @file
/// Files of arrays, sky maps, harmonic coefficients and spectra (library `s2io`).
///
/// | format | names | read | written |
/// |---|---|---|---|
/// | ::S2_FORMAT_NPY | .npy | any numeric array | versions 1.0 and 3.0 |
/// | ::S2_FORMAT_NPZ | .npz | one member by name | several named arrays |
/// | ::S2_FORMAT_FITS | .fits .fit .fts, also with .gz | maps, alm, C_l, images | the same |
/// | ::S2_FORMAT_TEXT | .txt .dat .csv .tsv .cl | numeric columns | numeric columns |
/// | ::S2_FORMAT_NETCDF | .cdf .nc .grd | one variable of classic netCDF | no |
///
/// Every reader takes the whole file into memory, checks every size against the length of the
/// file before it allocates, and never trusts a number it has read. ::S2_ERR_FILE names the file,
/// the place (offset, row, column) and what was expected there. Every writer writes a temporary
/// file beside the target and renames it: the target is complete or untouched (a symbolic link is
/// replaced; into a device or pipe the bytes are written directly).
/// Nothing here prints. All functions may be called from any number of threads at once; those
/// that need CFITSIO take turns.
#ifndef S2COMMON_IO_H
#define S2COMMON_IO_H

#include <s2common/complex.h>
#include <s2common/defs.h>
#include <s2common/status.h>
#include <stddef.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// Largest number of dimensions of an s2_array.
#define S2_MAX_NDIM 8

/// HEALPix's mark of a pixel without a value.
#define S2_HEALPIX_UNSEEN (-1.6375e30)

/// Bytes of a name or unit, with the final NUL (FITS keywords hold 68 characters).
#define S2_TEXT_SIZE 72


/// Format of a file. Values are ABI: append, never renumber.
typedef enum s2_format {
  S2_FORMAT_UNKNOWN = 0, ///< not a name that this library knows
  S2_FORMAT_NPY = 1,     ///< NumPy array
  S2_FORMAT_NPZ = 2,     ///< ZIP of NumPy arrays
  S2_FORMAT_FITS = 3,    ///< FITS, plain or compressed by gzip
  S2_FORMAT_TEXT = 4,    ///< columns of numbers
  S2_FORMAT_NETCDF = 5   ///< classic netCDF (CDF-1, CDF-2)
} s2_format;

/// Format that the name of a file announces (table at the top; case is ignored).
/// @param[in] path  any name; the file is not opened. NULL is allowed
/// @return the format; ::S2_FORMAT_UNKNOWN for any other name
S2_EXPORT s2_format s2_file_format(const char *path);

/// Short name of a format: "npy", "npz", "fits", "txt", "cdf".
/// @param[in] format  any value
/// @return static text; "?" for an unknown value
S2_EXPORT const char *s2_format_name(s2_format format);

/// Whether this build can read a format (FITS needs CFITSIO).
/// @param[in] format  any value
/// @return 1 or 0
S2_EXPORT int s2_format_available(s2_format format);

/// Write a whole file beside its target and rename it over the target.
/// @param[in] path   target; an existing file is replaced
/// @param[in] bytes  [size] content; may be NULL if size = 0
/// @param[in] size   number of bytes, >= 0
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_FILE (target untouched, nothing left behind)
S2_NODISCARD S2_EXPORT s2_status s2_file_write(const char *path, const void *bytes, int64_t size);

/// A list of names in a file.
typedef struct s2_names {
  int64_t count; ///< number of names
  char **name;   ///< [count] NUL-terminated names
} s2_names;

/// Free a list of names. NULL is allowed.
/// @param[in] names  to be freed
S2_EXPORT void s2_names_destroy(s2_names *names);


/// Element types. Values are ABI: append, never renumber.
typedef enum s2_dtype {
  S2_DTYPE_U1 = 0, ///< uint8_t; NumPy's bool too
  S2_DTYPE_I1 = 1, ///< int8_t
  S2_DTYPE_U2 = 2, ///< uint16_t
  S2_DTYPE_I2 = 3, ///< int16_t
  S2_DTYPE_U4 = 4, ///< uint32_t
  S2_DTYPE_I4 = 5, ///< int32_t
  S2_DTYPE_U8 = 6, ///< uint64_t
  S2_DTYPE_I8 = 7, ///< int64_t
  S2_DTYPE_F4 = 8, ///< float
  S2_DTYPE_F8 = 9, ///< double
  S2_DTYPE_C8 = 10, ///< pairs of float (re, im)
  S2_DTYPE_C16 = 11 ///< pairs of double (re, im): s2_complex
} s2_dtype;

/// An array in C order (last index fastest), native byte order.
typedef struct s2_array {
  s2_dtype dtype;             ///< element type
  int ndim;                   ///< 0 (a scalar) .. S2_MAX_NDIM
  int64_t shape[S2_MAX_NDIM]; ///< [ndim] lengths, each >= 0; 1 beyond ndim
  int64_t count;              ///< number of elements: the product of shape
  void *data;                 ///< [count] elements
} s2_array;

/// Bytes of one element.
/// @param[in] dtype  any value
/// @return 1 .. 16; 0 for an unknown value
S2_EXPORT int64_t s2_dtype_size(s2_dtype dtype);

/// NumPy's name of a type without its byte order: "f8", "c16", ...
/// @param[in] dtype  any value
/// @return static text; "?" for an unknown value
S2_EXPORT const char *s2_dtype_name(s2_dtype dtype);

/// Whether elements are complex.
/// @param[in] dtype  any value
/// @return 1 or 0
S2_EXPORT int s2_dtype_is_complex(s2_dtype dtype);

/// Make an array of zeros.
/// @param[out] array  owned by the caller: s2_array_destroy(); NULL on failure
/// @param[in]  dtype  element type
/// @param[in]  ndim   0 .. S2_MAX_NDIM
/// @param[in]  shape  [ndim] lengths >= 0; may be NULL if ndim = 0
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2_array_create(s2_array **array, s2_dtype dtype, int ndim,
                                                 const int64_t *shape);

/// Describe the caller's own memory, so that a writer can take it without a copy.
/// @param[out] view   filled; never to be given to s2_array_destroy()
/// @param[in]  dtype  element type
/// @param[in]  ndim   0 .. S2_MAX_NDIM
/// @param[in]  shape  [ndim] lengths >= 0; may be NULL if ndim = 0
/// @param[in]  data   [product of shape] elements in C order; stays the caller's; a writer does
///                    not change it
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2_array_view(s2_array *view, s2_dtype dtype, int ndim,
                                               const int64_t *shape, const void *data);

/// Free an array made by this library. NULL is allowed.
/// @param[in] array  to be freed
S2_EXPORT void s2_array_destroy(s2_array *array);

/// Convert the elements to double.
/// @param[in]  array   any array; a complex one only if every imaginary part is 0
/// @param[out] values  [array->count]; 64-bit integers beyond 2^53 are rounded
/// @return S2_OK; S2_ERR_ARGUMENT (an imaginary part is not zero; names the element)
S2_NODISCARD S2_EXPORT s2_status s2_array_to_double(const s2_array *array, double *values);

/// Convert the elements to complex double.
/// @param[in]  array   any array
/// @param[out] values  [array->count]; the imaginary part of real elements is 0
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2_array_to_complex(const s2_array *array, s2_complex *values);

/// Read an array from a file of any format, chosen by the name of the file.
///
/// NPY: the array; NPZ: the member `name`; FITS: the first image; text: [rows][columns] doubles;
/// netCDF: the variable `name`.
///
/// @param[out] array  owned by the caller: s2_array_destroy(); NULL on failure
/// @param[in]  path   file
/// @param[in]  name   member or variable; NULL = the only one (NPZ) or the only one that is not
///                    a coordinate (netCDF); ignored by the other formats
/// @return S2_OK; S2_ERR_ARGUMENT (unknown extension), S2_ERR_FILE, S2_ERR_MEMORY,
///         S2_ERR_UNSUPPORTED (FITS without CFITSIO)
S2_NODISCARD S2_EXPORT s2_status s2_array_read(s2_array **array, const char *path,
                                               const char *name);

/// Write an array to a file of the format that its name announces: NPY, NPZ (one member "data"),
/// FITS (an image, 1 to 8 dimensions, not complex) or text (at most 2 dimensions, not complex).
/// @param[in] path   target; replaced if it exists
/// @param[in] array  to be written
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_FILE, S2_ERR_MEMORY, S2_ERR_UNSUPPORTED
S2_NODISCARD S2_EXPORT s2_status s2_array_write(const char *path, const s2_array *array);


/// Read a NumPy file: format 1.0, 2.0 or 3.0, either byte order, C or Fortran order.
/// @param[out] array  C order, native bytes; owned by the caller; NULL on failure
/// @param[in]  path   file
/// @return S2_OK; S2_ERR_FILE, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2_npy_read(s2_array **array, const char *path);

/// Write a NumPy file, format 1.0, little-endian, C order.
/// @param[in] path   target; replaced if it exists
/// @param[in] array  to be written
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_FILE, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2_npy_write(const char *path, const s2_array *array);

/// Names of the arrays of an NPZ file, in the order of its directory, without ".npy".
/// @param[out] names  owned by the caller: s2_names_destroy(); NULL on failure
/// @param[in]  path   file
/// @return S2_OK; S2_ERR_FILE, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2_npz_list(s2_names **names, const char *path);

/// Read one array of an NPZ file (members stored or deflated, ZIP64 allowed, checksum verified).
/// @param[out] array  owned by the caller: s2_array_destroy(); NULL on failure
/// @param[in]  path   file
/// @param[in]  name   member, with or without ".npy"; NULL = the only one
/// @return S2_OK; S2_ERR_FILE (the message lists the names there are), S2_ERR_MEMORY,
///         S2_ERR_UNSUPPORTED (a deflated member in a build without zlib)
S2_NODISCARD S2_EXPORT s2_status s2_npz_read(s2_array **array, const char *path,
                                             const char *name);

/// Write an NPZ file.
/// @param[in] path     target; replaced if it exists
/// @param[in] count    number of arrays, 1 .. 65534
/// @param[in] names    [count] names without ".npy", 1 .. 255 bytes, all different
/// @param[in] arrays   [count] arrays
/// @param[in] deflate  0 = stored, 1 = compressed
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_FILE, S2_ERR_MEMORY, S2_ERR_UNSUPPORTED (compression
///         in a build without zlib)
/// @par Limits 4 GiB - 1 in all (no ZIP64 is written): S2_ERR_ARGUMENT beyond
S2_NODISCARD S2_EXPORT s2_status s2_npz_write(const char *path, int count,
                                              const char *const *names,
                                              const s2_array *const *arrays, int deflate);


/// Read columns of numbers, separated by blanks, tabs, commas or semicolons. '#' begins a
/// comment; blank lines are skipped; "nan" and "inf" are numbers; every row has as many columns
/// as the first.
/// @param[out] array  F8 [rows][columns], owned by the caller; NULL on failure
/// @param[in]  path   file
/// @return S2_OK; S2_ERR_FILE (names line and column), S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2_text_read(s2_array **array, const char *path);

/// Write columns of numbers with 17 digits, so that doubles come back unchanged.
/// @param[in] path    target; replaced if it exists
/// @param[in] array   real, at most 2 dimensions, [rows][columns] or [rows]
/// @param[in] header  lines to be written first, each after "# "; NULL = none
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_FILE, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2_text_write(const char *path, const s2_array *array,
                                               const char *header);


/// One variable of a netCDF file.
typedef struct s2_netcdf_variable {
  char name[S2_TEXT_SIZE];                   ///< name, cut to fit
  char units[S2_TEXT_SIZE];                  ///< attribute "units"; "" if none
  char dimension[S2_MAX_NDIM][S2_TEXT_SIZE]; ///< names of the dimensions; a variable of the same
                                             ///< name holds the coordinates, if there is one
  int has_missing;                           ///< 1 if `missing` is given by the file
  double missing;                            ///< attribute missing_value, else _FillValue
  s2_array *array;                           ///< the values, as stored (scale_factor not applied)
} s2_netcdf_variable;

/// Names of the variables of a classic netCDF file.
/// @param[out] names  owned by the caller: s2_names_destroy(); NULL on failure
/// @param[in]  path   file
/// @return S2_OK; S2_ERR_FILE, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2_netcdf_list(s2_names **names, const char *path);

/// Read one variable of a classic netCDF file (CDF-1 or CDF-2, numeric types).
/// @param[out] variable  owned by the caller: s2_netcdf_variable_destroy(); NULL on failure
/// @param[in]  path      file
/// @param[in]  name      variable; NULL = the only one that is not a coordinate
/// @return S2_OK; S2_ERR_FILE (the message lists the names there are), S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2_netcdf_read(s2_netcdf_variable **variable, const char *path,
                                                const char *name);

/// Free a variable. NULL is allowed.
/// @param[in] variable  to be freed, with its array
S2_EXPORT void s2_netcdf_variable_destroy(s2_netcdf_variable *variable);


/// Description of one column of numbers.
typedef struct s2_column {
  char name[S2_TEXT_SIZE]; ///< TTYPE: "TEMPERATURE", "Q_POLARISATION", ...; "" if none
  char unit[S2_TEXT_SIZE]; ///< TUNIT: "K_CMB", "mK", "uK_CMB", "counts", ...; "" if none
  int64_t nbad;            ///< values that are NaN, UNSEEN, equal to BAD_DATA or not in the file
} s2_column;

/// HEALPix maps that share one nside, in RING order.
typedef struct s2_healpix_map {
  int nside;                   ///< 1 .. 32768
  int ncolumns;                ///< number of maps, >= 1
  int64_t npix;                ///< 12 nside^2
  double *values;              ///< [ncolumns][npix], RING order, unit of the column
  s2_column *columns;          ///< [ncolumns]
  char coordsys[S2_TEXT_SIZE]; ///< COORDSYS: "G", "C", "E", ...; "" if none
  int nested;                  ///< 1 if the file is in NESTED order
  int partial;                 ///< 1 if the file lists pixels (INDXSCHM = EXPLICIT)
} s2_healpix_map;

/// What pixels without a value become.
typedef enum s2_bad_pixels {
  S2_BAD_UNSEEN = 0, ///< S2_HEALPIX_UNSEEN, as HEALPix itself does
  S2_BAD_NAN = 1     ///< NaN
} s2_bad_pixels;

/// How a HEALPix map is read.
typedef struct s2_map_read_options {
  size_t struct_size;  ///< set by s2_map_read_options_init()
  const char *columns; ///< numbers from 1 or names, separated by commas: "1", "2,3", "I_STOKES";
                       ///< a column PIXEL is not counted; NULL = all
  int hdu;             ///< extension, 1 = the first after the primary; 0 = the first HEALPix table
  int bad;             ///< an s2_bad_pixels
  int64_t max_bytes;   ///< most memory for the values; 0 = 16 GiB. A partial map of high nside
                       ///< is far larger in memory than in its file
} s2_map_read_options;

/// How a HEALPix map is written.
typedef struct s2_map_write_options {
  size_t struct_size; ///< set by s2_map_write_options_init()
  int nested;         ///< 1 = NESTED (nside a power of two), 0 = RING
  int single;         ///< 1 = 32-bit floats, 0 = doubles
} s2_map_write_options;

/// Fill the options with their defaults (zeros); called through s2_map_read_options_init().
/// @param[out] options  filled
/// @param[in]  size     sizeof *options in the caller's program
S2_EXPORT void s2_map_read_options_init_sized(s2_map_read_options *options, size_t size);

/// Fill the options with their defaults (zeros); called through s2_map_write_options_init().
/// @param[out] options  filled
/// @param[in]  size     sizeof *options in the caller's program
S2_EXPORT void s2_map_write_options_init_sized(s2_map_write_options *options, size_t size);

/// Fill read options with their defaults.
#define s2_map_read_options_init(o) s2_map_read_options_init_sized((o), sizeof *(o))
/// Fill write options with their defaults.
#define s2_map_write_options_init(o) s2_map_write_options_init_sized((o), sizeof *(o))

/// Make maps of zeros, to be filled and written. Columns are named as healpy names them:
/// TEMPERATURE, Q_POLARISATION, U_POLARISATION for up to three, COLUMN1, ... for more.
/// @param[out] map       owned by the caller: s2_healpix_map_destroy(); NULL on failure
/// @param[in]  nside     1 .. 32768
/// @param[in]  ncolumns  1 .. 999
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2_healpix_map_create(s2_healpix_map **map, int nside,
                                                       int ncolumns);

/// Free maps. NULL is allowed.
/// @param[in] map  to be freed
S2_EXPORT void s2_healpix_map_destroy(s2_healpix_map *map);

/// Read HEALPix maps from a FITS binary table; NESTED files come back in RING order.
/// @param[out] map      owned by the caller: s2_healpix_map_destroy(); NULL on failure
/// @param[in]  path     file, taken literally (no CFITSIO extended syntax); may be gzipped
/// @param[in]  options  NULL = defaults
/// @return S2_OK; S2_ERR_ARGUMENT (options), S2_ERR_FILE (not a HEALPix table, no such column,
///         NSIDE and the number of pixels disagree, ...), S2_ERR_MEMORY, S2_ERR_UNSUPPORTED
/// @par Source Gorski et al. 2005; "HEALPix FITS file format", healpix.sourceforge.io
S2_NODISCARD S2_EXPORT s2_status s2_healpix_map_read(s2_healpix_map **map, const char *path,
                                                     const s2_map_read_options *options);

/// Write HEALPix maps as healpy.write_map() does (rows of 1024 pixels where npix allows it).
/// @param[in] path     target; replaced if it exists; gzipped if it ends in ".gz"
/// @param[in] map      RING order; `nested`, `partial` and `nbad` are not read
/// @param[in] options  NULL = defaults
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_FILE, S2_ERR_MEMORY, S2_ERR_UNSUPPORTED
S2_NODISCARD S2_EXPORT s2_status s2_healpix_map_write(const char *path, const s2_healpix_map *map,
                                                      const s2_map_write_options *options);

/// Read an image of a FITS file, e.g. [lat][lon].
/// @param[out] array  shape = (NAXISn, ..., NAXIS1), so that NAXIS1 is the fastest index; type of
///                    BITPIX, or F8 when BSCALE/BZERO scale it; owned by the caller
/// @param[in]  path   file, taken literally; may be gzipped
/// @param[in]  hdu    0 = the first image with data, 1 = the primary, 2 = the first extension
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_FILE, S2_ERR_MEMORY, S2_ERR_UNSUPPORTED
S2_NODISCARD S2_EXPORT s2_status s2_fits_image_read(s2_array **array, const char *path, int hdu);

/// Write an array as the primary image of a FITS file.
/// @param[in] path   target; replaced if it exists; gzipped if it ends in ".gz"
/// @param[in] array  not complex, 1 .. 8 dimensions
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_FILE, S2_ERR_MEMORY, S2_ERR_UNSUPPORTED
S2_NODISCARD S2_EXPORT s2_status s2_fits_image_write(const char *path, const s2_array *array);


/// Harmonic coefficients of real fields in the triangular layout:
/// a_lm of component c at values[c * size + m (2 lmax + 1 - m) / 2 + l], 0 <= m <= mmax, m <= l.
typedef struct s2_alm_set {
  int lmax;           ///< largest degree; the band-limit L is lmax + 1
  int mmax;           ///< largest order, <= lmax
  int ncomponents;    ///< 1 (T), 2 (E, B) or 3 (T, E, B) in practice
  int64_t size;       ///< (mmax + 1)(2 lmax + 2 - mmax) / 2 coefficients of one component
  s2_complex *values; ///< [ncomponents][size]
} s2_alm_set;

/// Make coefficients of value zero.
/// @param[out] set          owned by the caller: s2_alm_set_destroy(); NULL on failure
/// @param[in]  lmax         0 .. 65535
/// @param[in]  mmax         0 .. lmax
/// @param[in]  ncomponents  1 .. 999
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2_alm_set_create(s2_alm_set **set, int lmax, int mmax,
                                                   int ncomponents);

/// Free coefficients. NULL is allowed.
/// @param[in] set  to be freed
S2_EXPORT void s2_alm_set_destroy(s2_alm_set *set);

/// Read coefficients as healpy.write_alm() and HEALPix write them: binary tables of index =
/// l^2 + l + m + 1, real and imaginary part, one extension per component. lmax and mmax are the
/// largest that occur in any extension; coefficients that are not in the file are zero.
/// @param[out] set   owned by the caller: s2_alm_set_destroy(); NULL on failure
/// @param[in]  path  file, taken literally; may be gzipped
/// @return S2_OK; S2_ERR_FILE (also if a coefficient occurs twice, or if under a quarter of the
///         triangle is in the file), S2_ERR_MEMORY, S2_ERR_UNSUPPORTED
S2_NODISCARD S2_EXPORT s2_status s2_alm_read(s2_alm_set **set, const char *path);

/// Write coefficients as healpy.write_alm() does, in double precision.
/// @param[in] path  target; replaced if it exists; gzipped if it ends in ".gz"
/// @param[in] set   to be written; lmax <= 46339, where the index still fits 32 bits
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_FILE, S2_ERR_MEMORY, S2_ERR_UNSUPPORTED
S2_NODISCARD S2_EXPORT s2_status s2_alm_write(const char *path, const s2_alm_set *set);


/// Angular power spectra C_l, one per column.
typedef struct s2_cl_table {
  int lmax;           ///< largest degree
  int ncolumns;       ///< number of spectra, >= 1
  double *values;     ///< [ncolumns][lmax + 1]
  s2_column *columns; ///< [ncolumns] names and units; `nbad` counts NaNs
} s2_cl_table;

/// Make spectra of value zero, named as healpy names them: TEMPERATURE, GRADIENT, CURL, G-T, C-T,
/// C-G for up to six columns, COLUMN1, ... for more.
/// @param[out] table     owned by the caller: s2_cl_table_destroy(); NULL on failure
/// @param[in]  lmax      0 .. 2^24
/// @param[in]  ncolumns  1 .. 999
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2_cl_table_create(s2_cl_table **table, int lmax, int ncolumns);

/// Free spectra. NULL is allowed.
/// @param[in] table  to be freed
S2_EXPORT void s2_cl_table_destroy(s2_cl_table *table);

/// Read spectra from FITS (healpy.write_cl(), HEALPix's ASCII tables) or, under any other name
/// than *.fits, from text. A first column of text that counts l = l0, l0 + 1, ... (l0 = 0, 1 or
/// 2, two rows or more) is the degree: it is dropped, and degrees below l0 become zero. In FITS
/// a column named L, ELL or INDEX is dropped likewise when it counts 0, 1, 2, ...
/// @param[out] table  owned by the caller: s2_cl_table_destroy(); NULL on failure
/// @param[in]  path   file, taken literally
/// @return S2_OK; S2_ERR_FILE, S2_ERR_MEMORY, S2_ERR_UNSUPPORTED
S2_NODISCARD S2_EXPORT s2_status s2_cl_read(s2_cl_table **table, const char *path);

/// Write spectra: as healpy.write_cl() does if the name says FITS, else as text with a first
/// column l and a comment that names the columns.
/// @param[in] path   target; replaced if it exists
/// @param[in] table  to be written
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_FILE, S2_ERR_MEMORY, S2_ERR_UNSUPPORTED
S2_NODISCARD S2_EXPORT s2_status s2_cl_write(const char *path, const s2_cl_table *table);

S2_END_DECLS
#endif

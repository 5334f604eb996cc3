// SPDX-License-Identifier: MIT
/// @file
/// Readers of s2io from memory, for the sibling libraries, tests and fuzzers. Not for
/// applications. Each behaves as the public reader of the same format, documented in
/// <s2common/io.h>; outputs are NULL on failure. And what readers of other formats need.
#ifndef S2COMMON_PRIV_IO_H
#define S2COMMON_PRIV_IO_H

#include <s2common/io.h>
#include <stddef.h>

S2_BEGIN_DECLS

/// The content of a file.
typedef struct s2_bytes {
  const unsigned char *data; ///< [size]; may be NULL if size = 0
  size_t size;               ///< bytes
  const char *path;          ///< what messages call it
} s2_bytes;

/// What is to be done with the content of a file.
typedef s2_status s2_parse_fn(const s2_bytes *file, void *arg);

/// Load a regular file and hand its bytes to `parse`.
S2_EXPORT s2_status s2_priv_file_read(const char *path, s2_parse_fn *parse, void *arg);

/// Two locales.
typedef struct s2_c_locale {
  void *c, *before;
} s2_c_locale;

/// From here on the numbers of this thread have a decimal point, whatever the caller's locale says.
S2_EXPORT s2_status s2_priv_c_locale_enter(s2_c_locale *locale);

/// Back to the caller's locale.
S2_EXPORT void s2_priv_c_locale_leave(s2_c_locale *locale);

/// s2_npy_read() from memory.
S2_EXPORT s2_status s2_priv_npy_parse(s2_array **array, const s2_bytes *file);

/// s2_npz_list() from memory.
S2_EXPORT s2_status s2_priv_npz_names(s2_names **names, const s2_bytes *file);

/// s2_npz_read() from memory.
S2_EXPORT s2_status s2_priv_npz_parse(s2_array **array, const s2_bytes *file, const char *name);

/// s2_text_read() from memory.
S2_EXPORT s2_status s2_priv_text_parse(s2_array **array, const s2_bytes *file);

/// s2_netcdf_list() from memory.
S2_EXPORT s2_status s2_priv_netcdf_names(s2_names **names, const s2_bytes *file);

/// s2_netcdf_read() from memory.
S2_EXPORT s2_status s2_priv_netcdf_parse(s2_netcdf_variable **variable, const s2_bytes *file,
                                         const char *name);

/// s2_healpix_map_read() from memory.
S2_EXPORT s2_status s2_priv_healpix_map_parse(s2_healpix_map **map, const s2_bytes *file,
                                              const s2_map_read_options *options);

/// s2_fits_image_read() from memory.
S2_EXPORT s2_status s2_priv_fits_image_parse(s2_array **array, const s2_bytes *file, int hdu);

/// s2_alm_read() from memory.
S2_EXPORT s2_status s2_priv_alm_parse(s2_alm_set **set, const s2_bytes *file);

/// s2_cl_read() from memory, FITS.
S2_EXPORT s2_status s2_priv_cl_fits_parse(s2_cl_table **table, const s2_bytes *file);

/// s2_cl_read() from memory, text.
S2_EXPORT s2_status s2_priv_cl_text_parse(s2_cl_table **table, const s2_bytes *file);

S2_END_DECLS
#endif

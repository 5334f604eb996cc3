// SPDX-License-Identifier: MIT
/// @file
/// Readers of s2io from memory, for the sibling libraries, tests and fuzzers. Not for
/// applications. Each behaves as the public reader of the same format, documented in
/// <s2common/io.h>; outputs are NULL on failure.
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

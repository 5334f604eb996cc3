// SPDX-License-Identifier: MIT
// What the files of s2io share. Every name here is hidden.
#ifndef S2IO_INTERNAL_H
#define S2IO_INTERNAL_H

#define S2_LIBRARY "s2io"
#include <s2common/priv/error.h>
#include <s2common/priv/io.h>
#include <s2common/priv/memory.h>
#include <stdbool.h>
#include <stdint.h>

// Fail with S2_ERR_FILE; the message begins with the name of the file, cut so that the reason
// still fits in the error buffer.
#define S2IO_BAD_FILE(path, ...) S2IO_BAD_FILE_(path, __VA_ARGS__, "")
#define S2IO_BAD_FILE_(path, format, ...)                                                          \
  S2_FAIL(S2_ERR_FILE, "%.200s: " format "%s", path, __VA_ARGS__)

// file.c: whole files, in and out.

// Load `path` and hand its bytes to `parse`.
s2_status s2io_read(const char *path, s2_parse_fn *parse, void *arg);

typedef struct s2io_piece {
  const void *data;
  size_t size;
} s2io_piece;

// Write the pieces one after the other beside `path` and rename.
s2_status s2io_write(const char *path, int count, const s2io_piece *pieces);

bool s2io_ends_with(const char *path, const char *suffix); // case ignored

// names.c: lists of names.

// A list of `count` empty names.
s2_status s2io_names_create(s2_names **names, int64_t count);
// Set one name to the first `length` bytes of `text`.
s2_status s2io_names_set(s2_names *names, int64_t at, const char *text, size_t length);
// "a, b, c" cut to fit, for messages.
void s2io_names_join(const s2_names *names, char *text, size_t size);
// Copy `length` bytes into a text field of S2_TEXT_SIZE, without trailing blanks.
void s2io_copy_text(char *field, const char *text, size_t length);
// Compare without regard to case.
bool s2io_same_text(const char *a, const char *b);

// array.c: shapes and element order.

// Check a shape and count its elements.
s2_status s2io_shape_count(int ndim, const int64_t *shape, int64_t *count);
// Type with this NumPy name ("f8"); false if there is none.
bool s2io_dtype_find(const char *name, s2_dtype *dtype);
// Reverse the bytes of every number if the machine's order is not the wanted one.
void s2io_to_native(s2_array *array, bool big_endian);
// The machine's order.
bool s2io_native_is_big(void);

// npy_header.c

typedef struct s2io_npy_header {
  s2_dtype dtype;
  bool big_endian;
  bool fortran;
  int ndim;
  int64_t shape[S2_MAX_NDIM];
  size_t data; // offset of the first element
} s2io_npy_header;

s2_status s2io_npy_header_parse(s2io_npy_header *header, const s2_bytes *file);

// Room for the longest header written: magic, length, dictionary, padding.
#define S2IO_NPY_HEADER 320

// Header of version 1.0 for an array; its size is a multiple of 64.
size_t s2io_npy_header_format(char header[S2IO_NPY_HEADER], const s2_array *array);

// zip.c: the directory of a ZIP file.

typedef struct s2io_zip_member {
  const char *name; // points into the file, not terminated
  size_t name_length;
  int method; // 0 = stored, 8 = deflated
  uint32_t crc;
  uint64_t packed, size, header; // bytes in the file, bytes unpacked, offset of its header
} s2io_zip_member;

typedef struct s2io_zip {
  const s2_bytes *file;
  uint64_t next, end; // offsets in the directory
  uint64_t left;      // members not yet seen
} s2io_zip;

s2_status s2io_zip_open(s2io_zip *zip, const s2_bytes *file);
// Next member; *found = false at the end.
s2_status s2io_zip_next(s2io_zip *zip, s2io_zip_member *member, bool *found);
// Unpack and verify a member; *data is for s2_priv_free().
s2_status s2io_zip_extract(const s2io_zip *zip, const s2io_zip_member *member, void **data);

// inflate.c (zlib) or inflate_none.c

bool s2io_have_zlib(void);
uint32_t s2io_crc32(uint32_t crc, const void *data, size_t size);
// Raw deflate stream of exactly `size` bytes.
s2_status s2io_inflate(const s2_bytes *packed, void *data, size_t size);
// Raw deflate; *packed is for s2_priv_free().
s2_status s2io_deflate(const void *data, size_t size, void **packed, size_t *packed_size);
// gzip, any number of members; *data is for s2_priv_free().
s2_status s2io_gunzip(const s2_bytes *packed, void **data, size_t *size);
s2_status s2io_gzip(const void *data, size_t size, void **packed, size_t *packed_size);

// map.c, cl.c: columns of maps and spectra.

// Names for `ncolumns` columns: from `known` if there are at most `nknown`, else COLUMN1, ...
void s2io_name_columns(s2_column *columns, int ncolumns, const char *const *known, int nknown);
s2_status s2io_cl_fits_write(const char *path, const s2_cl_table *table);
// Copy the caller's options over defaults of zero.
s2_map_read_options s2io_map_read_options(const s2_map_read_options *options);
s2_map_write_options s2io_map_write_options(const s2_map_write_options *options);

#endif

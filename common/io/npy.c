// SPDX-License-Identifier: MIT
#include "internal.h"
#include <string.h>

// Copy elements in Fortran order (first index fastest) to C order.
static void reorder(s2_array *array, const unsigned char *from)
{
  size_t size = (size_t)s2_dtype_size(array->dtype);
  int64_t stride[S2_MAX_NDIM], index[S2_MAX_NDIM] = {0}, at = 0;
  unsigned char *to = array->data;
  for (int d = 0; d < array->ndim; d++)
    stride[d] = d == 0 ? 1 : stride[d - 1] * array->shape[d - 1];
  for (int64_t i = 0; i < array->count; i++, to += size) {
    memcpy(to, from + (size_t)at * size, size);
    // Advance the C-order index by one and `at` with it.
    for (int d = array->ndim - 1; d >= 0; d--) {
      at += stride[d];
      if (++index[d] < array->shape[d]) break;
      at -= stride[d] * array->shape[d];
      index[d] = 0;
    }
  }
}

s2_status s2_priv_npy_parse(s2_array **array, const s2_bytes *file)
{
  s2io_npy_header header;
  int64_t count = 1, bytes = 0;
  *array = NULL;
  S2_TRY(s2io_npy_header_parse(&header, file));
  bool fits = true;
  for (int i = 0; i < header.ndim; i++) fits = fits && s2_priv_mul(count, header.shape[i], &count);
  fits = fits && s2_priv_mul(count, s2_dtype_size(header.dtype), &bytes);
  if (!fits || (uint64_t)bytes > file->size - header.data)
    return S2IO_BAD_FILE(file->path, "byte %zu: the shape needs %lld bytes of %s, but %zu follow",
                         header.data, fits ? (long long)bytes : (long long)INT64_MAX,
                         s2_dtype_name(header.dtype), file->size - header.data);
  S2_TRY(s2_array_create(array, header.dtype, header.ndim, header.shape));
  const unsigned char *data = file->data + header.data;
  if (header.fortran && header.ndim > 1)
    reorder(*array, data);
  else
    memcpy((*array)->data, data, (size_t)bytes);
  s2io_to_native(*array, header.big_endian);
  return S2_OK;
}

static s2_status parse(const s2_bytes *file, void *arg)
{
  return s2_priv_npy_parse(arg, file);
}

s2_status s2_npy_read(s2_array **array, const char *path)
{
  S2_REQUIRE(array != NULL, "array = NULL");
  *array = NULL;
  return s2io_read(path, parse, array);
}

s2_status s2_npy_write(const char *path, const s2_array *array)
{
  char header[S2IO_NPY_HEADER];
  s2_array checked;
  S2_REQUIRE(array != NULL, "array = NULL");
  S2_TRY(s2_array_view(&checked, array->dtype, array->ndim, array->shape, array->data));
  size_t size = s2io_npy_header_format(header, &checked);
  s2io_piece pieces[] = {
      {header, size}, {checked.data, (size_t)checked.count * (size_t)s2_dtype_size(checked.dtype)}};
  return s2io_write(path, 2, pieces);
}

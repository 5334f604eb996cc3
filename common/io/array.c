// SPDX-License-Identifier: MIT
#include "internal.h"
#include <string.h>

static const struct {
  const char *name;
  int size;
  int part; // bytes of one number: half an element if that is complex
} dtypes[] = {
    [S2_DTYPE_U1] = {"u1", 1, 1}, [S2_DTYPE_I1] = {"i1", 1, 1}, [S2_DTYPE_U2] = {"u2", 2, 2},
    [S2_DTYPE_I2] = {"i2", 2, 2}, [S2_DTYPE_U4] = {"u4", 4, 4}, [S2_DTYPE_I4] = {"i4", 4, 4},
    [S2_DTYPE_U8] = {"u8", 8, 8}, [S2_DTYPE_I8] = {"i8", 8, 8}, [S2_DTYPE_F4] = {"f4", 4, 4},
    [S2_DTYPE_F8] = {"f8", 8, 8}, [S2_DTYPE_C8] = {"c8", 8, 4}, [S2_DTYPE_C16] = {"c16", 16, 8},
};

#define NDTYPES (sizeof dtypes / sizeof *dtypes)

static bool known(s2_dtype dtype)
{
  return (unsigned)dtype < NDTYPES;
}

int64_t s2_dtype_size(s2_dtype dtype)
{
  return known(dtype) ? dtypes[dtype].size : 0;
}

const char *s2_dtype_name(s2_dtype dtype)
{
  return known(dtype) ? dtypes[dtype].name : "?";
}

int s2_dtype_is_complex(s2_dtype dtype)
{
  return known(dtype) && dtypes[dtype].part < dtypes[dtype].size;
}

bool s2io_dtype_find(const char *name, s2_dtype *dtype)
{
  for (size_t i = 0; i < NDTYPES; i++) {
    if (strcmp(dtypes[i].name, name) != 0) continue;
    *dtype = (s2_dtype)i;
    return true;
  }
  return false;
}

s2_status s2io_shape_count(int ndim, const int64_t *shape, int64_t *count)
{
  S2_REQUIRE(ndim >= 0 && ndim <= S2_MAX_NDIM, "ndim = %d is outside 0 .. %d", ndim, S2_MAX_NDIM);
  S2_REQUIRE(shape != NULL || ndim == 0, "shape = NULL");
  *count = 1;
  for (int i = 0; i < ndim; i++) {
    S2_REQUIRE(shape[i] >= 0, "shape[%d] = %lld is negative", i, (long long)shape[i]);
    S2_REQUIRE(s2_priv_mul(*count, shape[i], count), "the shape has more than 2^63 elements");
  }
  return S2_OK;
}

s2_status s2_array_view(s2_array *view, s2_dtype dtype, int ndim, const int64_t *shape,
                        const void *data)
{
  int64_t count, bytes;
  S2_REQUIRE(view != NULL, "view = NULL");
  S2_REQUIRE(known(dtype), "dtype = %d is not an s2_dtype", (int)dtype);
  S2_TRY(s2io_shape_count(ndim, shape, &count));
  S2_REQUIRE(s2_priv_mul(count, dtypes[dtype].size, &bytes), "the array has over 2^63 bytes");
  S2_REQUIRE(data != NULL || count == 0, "data = NULL");
  view->dtype = dtype;
  view->ndim = ndim;
  for (int i = 0; i < S2_MAX_NDIM; i++) view->shape[i] = i < ndim ? shape[i] : 1;
  view->count = count;
  view->data = (void *)(uintptr_t)data; // readers of a view leave it alone
  return S2_OK;
}

s2_status s2_array_create(s2_array **array, s2_dtype dtype, int ndim, const int64_t *shape)
{
  s2_array described;
  S2_REQUIRE(array != NULL, "array = NULL");
  *array = NULL;
  S2_TRY(s2_array_view(&described, dtype, ndim, shape, ""));
  s2_array *made = s2_priv_alloc(1, sizeof *made);
  if (made == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for an array");
  *made = described;
  size_t count = described.count > 0 ? (size_t)described.count : 1;
  made->data = s2_priv_alloc(count, (size_t)dtypes[dtype].size);
  if (made->data == NULL) {
    s2_priv_free(made);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld elements of %d bytes",
                   (long long)described.count, dtypes[dtype].size);
  }
  *array = made;
  return S2_OK;
}

void s2_array_destroy(s2_array *array)
{
  if (array == NULL) return;
  s2_priv_free(array->data);
  s2_priv_free(array);
}

bool s2io_native_is_big(void)
{
  const uint16_t one = 1;
  unsigned char first;
  memcpy(&first, &one, 1);
  return first == 0;
}

void s2io_to_native(s2_array *array, bool big_endian)
{
  int part = dtypes[array->dtype].part;
  int64_t parts = array->count * (dtypes[array->dtype].size / part);
  if (part == 1 || big_endian == s2io_native_is_big()) return;
  unsigned char *at = array->data;
  for (int64_t i = 0; i < parts; i++, at += part) {
    for (int k = 0; k < part / 2; k++) {
      unsigned char byte = at[k];
      at[k] = at[part - 1 - k];
      at[part - 1 - k] = byte;
    }
  }
}

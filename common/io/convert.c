// SPDX-License-Identifier: MIT
#include "internal.h"
#include <string.h>

// One loader per type of number; a complex array is an array of twice as many numbers.
typedef double load_fn(const void *data, int64_t i);

#define LOADER(name, type)                                                                         \
  static double load_##name(const void *data, int64_t i)                                           \
  {                                                                                                \
    return (double)((const type *)data)[i];                                                        \
  }

LOADER(u1, uint8_t)
LOADER(i1, int8_t)
LOADER(u2, uint16_t)
LOADER(i2, int16_t)
LOADER(u4, uint32_t)
LOADER(i4, int32_t)
LOADER(u8, uint64_t)
LOADER(i8, int64_t)
LOADER(f4, float)
LOADER(f8, double)

static load_fn *const loaders[] = {
    [S2_DTYPE_U1] = load_u1, [S2_DTYPE_I1] = load_i1, [S2_DTYPE_U2] = load_u2,
    [S2_DTYPE_I2] = load_i2, [S2_DTYPE_U4] = load_u4, [S2_DTYPE_I4] = load_i4,
    [S2_DTYPE_U8] = load_u8, [S2_DTYPE_I8] = load_i8, [S2_DTYPE_F4] = load_f4,
    [S2_DTYPE_F8] = load_f8, [S2_DTYPE_C8] = load_f4, [S2_DTYPE_C16] = load_f8,
};

static s2_status check(const s2_array *array, const void *values)
{
  S2_REQUIRE(array != NULL, "array = NULL");
  S2_REQUIRE(s2_dtype_size(array->dtype) > 0, "dtype = %d is not an s2_dtype", (int)array->dtype);
  S2_REQUIRE(values != NULL || array->count == 0, "values = NULL");
  return S2_OK;
}

static s2_status real_parts(const s2_array *array, load_fn *load, double *values)
{
  for (int64_t i = 0; i < array->count; i++) {
    double imag = load(array->data, 2 * i + 1);
    S2_REQUIRE(imag == 0, "element %lld has the imaginary part %g, so it is not real", (long long)i,
               imag);
    values[i] = load(array->data, 2 * i);
  }
  return S2_OK;
}

s2_status s2_array_to_double(const s2_array *array, double *values)
{
  S2_TRY(check(array, values));
  load_fn *load = loaders[array->dtype];
  if (s2_dtype_is_complex(array->dtype)) return real_parts(array, load, values);
  for (int64_t i = 0; i < array->count; i++) values[i] = load(array->data, i);
  return S2_OK;
}

s2_status s2_array_to_complex(const s2_array *array, s2_complex *values)
{
  S2_TRY(check(array, values));
  load_fn *load = loaders[array->dtype];
  bool pairs = s2_dtype_is_complex(array->dtype);
  double *parts = (double *)values;
  for (int64_t i = 0; i < array->count; i++) {
    parts[2 * i] = load(array->data, pairs ? 2 * i : i);
    parts[2 * i + 1] = pairs ? load(array->data, 2 * i + 1) : 0.0;
  }
  return S2_OK;
}

// SPDX-License-Identifier: MIT
#include "fits.h"
#include <math.h>

// BITPIX (CFITSIO adds values for unsigned types, which FITS writes with BZERO), the type of
// memory and the code of that type.
static const struct {
  int image;
  s2_dtype dtype;
  int memory;
} types[] = {
    {BYTE_IMG, S2_DTYPE_U1, TBYTE},         {SBYTE_IMG, S2_DTYPE_I1, TSBYTE},
    {SHORT_IMG, S2_DTYPE_I2, TSHORT},       {USHORT_IMG, S2_DTYPE_U2, TUSHORT},
    {LONG_IMG, S2_DTYPE_I4, TINT},          {ULONG_IMG, S2_DTYPE_U4, TUINT},
    {LONGLONG_IMG, S2_DTYPE_I8, TLONGLONG}, {ULONGLONG_IMG, S2_DTYPE_U8, TULONGLONG},
    {FLOAT_IMG, S2_DTYPE_F4, TFLOAT},       {DOUBLE_IMG, S2_DTYPE_F8, TDOUBLE},
};

#define NTYPES (sizeof types / sizeof *types)
#define F8 (NTYPES - 1)

// Move to the image asked for; with 0, to the first that has pixels.
static s2_status find_image(const s2io_fits *fits, int hdu)
{
  int count = 0, type = 0, naxis = 0, code = 0;
  fits_get_num_hdus(fits->file, &count, &code);
  for (int i = hdu > 0 ? hdu : 1; i <= count && code == 0; i++) {
    fits_movabs_hdu(fits->file, i, &type, &code);
    if (code == 0 && type == IMAGE_HDU) fits_get_img_dim(fits->file, &naxis, &code);
    if (code == 0 && type == IMAGE_HDU && naxis > 0) return S2_OK;
    if (hdu > 0) break;
  }
  S2_TRY(s2io_fits_result(fits, code, "the image"));
  return hdu > 0
             ? S2IO_BAD_FILE(fits->path, "unit %d of %d is not an image with pixels", hdu, count)
             : S2IO_BAD_FILE(fits->path, "has no image");
}

static s2_status get_shape(const s2io_fits *fits, int *ndim, int64_t shape[S2_MAX_NDIM])
{
  LONGLONG axis[S2_MAX_NDIM] = {0};
  int code = 0;
  fits_get_img_dim(fits->file, ndim, &code);
  S2_TRY(s2io_fits_result(fits, code, "the number of axes"));
  if (*ndim > S2_MAX_NDIM)
    return S2IO_BAD_FILE(fits->path, "has %d axes, expected at most 8", *ndim);
  fits_get_img_sizell(fits->file, S2_MAX_NDIM, axis, &code);
  for (int i = 0; i < *ndim; i++) shape[i] = (int64_t)axis[*ndim - 1 - i];
  return s2io_fits_result(fits, code, "the axes");
}

// Type of the pixels in memory: that of the file, or double if the file scales them.
static s2_status get_type(const s2io_fits *fits, size_t *at)
{
  int image = 0, code = 0;
  double scale = 1, zero = 0;
  int64_t blank;
  fits_get_img_equivtype(fits->file, &image, &code);
  S2_TRY(s2io_fits_result(fits, code, "the type of the pixels"));
  s2io_fits_number(fits, "BSCALE", &scale);
  s2io_fits_number(fits, "BZERO", &zero);
  *at = F8;
  if (scale != 1 || s2io_fits_integer(fits, "BLANK", &blank)) return S2_OK;
  for (size_t i = 0; i < NTYPES; i++)
    if (types[i].image == image) *at = i;
  return S2_OK;
}

typedef struct request {
  s2_array **array;
  int hdu;
} request;

static s2_status read_image(s2io_fits *fits, void *arg)
{
  const request *asked = arg;
  int64_t shape[S2_MAX_NDIM] = {0};
  int ndim, code = 0, any = 0;
  size_t type;
  double nan = NAN;
  S2_TRY(find_image(fits, asked->hdu));
  S2_TRY(get_shape(fits, &ndim, shape));
  S2_TRY(get_type(fits, &type));
  S2_TRY(s2_array_create(asked->array, types[type].dtype, ndim, shape));
  s2_array *array = *asked->array;
  if (array->count == 0) return S2_OK;
  fits_read_img(fits->file, types[type].memory, 1, (LONGLONG)array->count, type == F8 ? &nan : NULL,
                array->data, &any, &code);
  return s2io_fits_result(fits, code, "the pixels");
}

s2_status s2_priv_fits_image_parse(s2_array **array, const s2_bytes *file, int hdu)
{
  request asked = {array, hdu};
  *array = NULL;
  s2_status status = s2io_fits_read(file, read_image, &asked);
  if (status == S2_OK) return S2_OK;
  s2_array_destroy(*array);
  *array = NULL;
  return status;
}

static s2_status fill(s2io_fits *fits, void *arg)
{
  const s2_array *array = arg;
  LONGLONG axis[S2_MAX_NDIM];
  size_t type = 0;
  int code = 0;
  while (type < NTYPES && types[type].dtype != array->dtype) type++;
  S2_REQUIRE(type < NTYPES, "dtype = %s cannot be a FITS image", s2_dtype_name(array->dtype));
  for (int i = 0; i < array->ndim; i++) axis[i] = (LONGLONG)array->shape[array->ndim - 1 - i];
  fits_create_imgll(fits->file, types[type].image, array->ndim, axis, &code);
  if (array->count > 0)
    fits_write_img(fits->file, types[type].memory, 1, (LONGLONG)array->count, array->data, &code);
  return s2io_fits_result(fits, code, "the image cannot be written");
}

s2_status s2_fits_image_write(const char *path, const s2_array *array)
{
  s2_array checked;
  S2_REQUIRE(array != NULL, "array = NULL");
  S2_REQUIRE(array->ndim >= 1, "ndim = %d is outside 1 .. 8", array->ndim);
  S2_TRY(s2_array_view(&checked, array->dtype, array->ndim, array->shape, array->data));
  return s2io_fits_write(path, fill, &checked);
}

// SPDX-License-Identifier: MIT
// Arrays in files of any format.
#include "internal.h"

static s2_status read_npy(s2_array **array, const char *path, const char *name)
{
  (void)name;
  return s2_npy_read(array, path);
}

static s2_status read_fits(s2_array **array, const char *path, const char *name)
{
  (void)name;
  return s2_fits_image_read(array, path, 0);
}

static s2_status read_text(s2_array **array, const char *path, const char *name)
{
  (void)name;
  return s2_text_read(array, path);
}

static s2_status read_netcdf(s2_array **array, const char *path, const char *name)
{
  s2_netcdf_variable *variable;
  S2_TRY(s2_netcdf_read(&variable, path, name));
  *array = variable->array;
  variable->array = NULL;
  s2_netcdf_variable_destroy(variable);
  return S2_OK;
}

static s2_status write_npz(const char *path, const s2_array *array)
{
  static const char *const name = "data";
  return s2_npz_write(path, 1, &name, &array, 0);
}

static s2_status write_text(const char *path, const s2_array *array)
{
  return s2_text_write(path, array, NULL);
}

static const struct {
  s2_status (*read)(s2_array **array, const char *path, const char *name);
  s2_status (*write)(const char *path, const s2_array *array);
} formats[] = {
    [S2_FORMAT_UNKNOWN] = {NULL, NULL},         [S2_FORMAT_NPY] = {read_npy, s2_npy_write},
    [S2_FORMAT_NPZ] = {s2_npz_read, write_npz}, [S2_FORMAT_FITS] = {read_fits, s2_fits_image_write},
    [S2_FORMAT_TEXT] = {read_text, write_text}, [S2_FORMAT_NETCDF] = {read_netcdf, NULL},
};

s2_status s2_array_read(s2_array **array, const char *path, const char *name)
{
  S2_REQUIRE(array != NULL, "array = NULL");
  *array = NULL;
  S2_REQUIRE(path != NULL, "path = NULL");
  s2_format format = s2_file_format(path);
  S2_REQUIRE(formats[format].read != NULL,
             "%.200s: unknown extension; expected .npy .npz .fits .txt .cdf", path);
  return formats[format].read(array, path, name);
}

s2_status s2_array_write(const char *path, const s2_array *array)
{
  S2_REQUIRE(path != NULL && array != NULL, "path or array = NULL");
  s2_format format = s2_file_format(path);
  S2_REQUIRE(formats[format].write != NULL,
             "%.200s: not an extension that can be written; expected .npy .npz .fits .txt", path);
  return formats[format].write(path, array);
}

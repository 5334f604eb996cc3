// SPDX-License-Identifier: MIT
#include "netcdf_header.h"
#include "endian.h"
#include <string.h>

#define TAG_DIMENSION 10
#define TAG_VARIABLE 11
#define TAG_ATTRIBUTE 12
#define TYPE_CHAR 2

const s2_dtype s2io_netcdf_types[7] = {S2_DTYPE_U1, S2_DTYPE_I1, S2_DTYPE_U1, S2_DTYPE_I2,
                                       S2_DTYPE_I4, S2_DTYPE_F4, S2_DTYPE_F8};

typedef struct cursor {
  const s2_bytes *file;
  size_t at;
  int offset_size; // 4 in CDF-1, 8 in CDF-2
} cursor;

static s2_status bad(const cursor *c, const char *expected)
{
  return S2IO_BAD_FILE(c->file->path, "byte %zu of the netCDF header: expected %s", c->at,
                       expected);
}

static s2_status take(cursor *c, size_t size, size_t *at)
{
  if (size > c->file->size - c->at) return bad(c, "more bytes before the end of the file");
  *at = c->at;
  c->at += size;
  return S2_OK;
}

static s2_status take_integer(cursor *c, int size, int64_t *value)
{
  size_t at = 0;
  S2_TRY(take(c, (size_t)size, &at));
  uint64_t raw = s2io_get_big(c->file->data + at, size);
  if (raw > INT64_MAX) return bad(c, "a number below 2^63");
  *value = (int64_t)raw;
  return S2_OK;
}

// Bytes and their padding to a multiple of 4.
static s2_status take_padded(cursor *c, int64_t size, size_t *at)
{
  if ((uint64_t)size > c->file->size) return bad(c, "more bytes before the end of the file");
  return take(c, ((size_t)size + 3) / 4 * 4, at);
}

static s2_status take_name(cursor *c, s2io_netcdf_name *name)
{
  int64_t length = 0;
  size_t at = 0;
  S2_TRY(take_integer(c, 4, &length));
  S2_TRY(take_padded(c, length, &at));
  name->text = (const char *)c->file->data + at;
  name->length = (size_t)length;
  return S2_OK;
}

// Tag and length of a list, whose entries take at least `least` bytes each.
static s2_status take_list(cursor *c, int64_t tag, int64_t least, int64_t *count)
{
  int64_t found;
  S2_TRY(take_integer(c, 4, &found));
  S2_TRY(take_integer(c, 4, count));
  if (found != tag && (found != 0 || *count != 0)) return bad(c, "the tag of a list");
  if ((uint64_t)*count > (c->file->size - c->at) / (uint64_t)least)
    return bad(c, "a list that fits in the file");
  return S2_OK;
}

static s2_status take_type(cursor *c, int *type)
{
  int64_t value;
  S2_TRY(take_integer(c, 4, &value));
  if (value < 1 || value > 6) return bad(c, "a type from 1 (byte) to 6 (double)");
  *type = (int)value;
  return S2_OK;
}

static s2_status take_attribute(cursor *c, s2io_netcdf_attribute *a)
{
  S2_TRY(take_name(c, &a->name));
  S2_TRY(take_type(c, &a->type));
  S2_TRY(take_integer(c, 4, &a->count)); // below 2^32, so the product cannot overflow
  return take_padded(c, a->count * s2_dtype_size(s2io_netcdf_types[a->type]), &a->at);
}

bool s2io_netcdf_same(s2io_netcdf_name name, const char *text)
{
  return name.length == strlen(text) && memcmp(name.text, text, name.length) == 0;
}

static double number(const s2_bytes *file, const s2io_netcdf_attribute *a)
{
  double bits[1] = {0}, value = 0;
  s2_array one = {.dtype = s2io_netcdf_types[a->type], .count = 1, .data = bits};
  memcpy(bits, file->data + a->at, (size_t)s2_dtype_size(one.dtype));
  s2io_to_native(&one, true);
  return s2_array_to_double(&one, &value) == S2_OK ? value : 0;
}

static void keep(s2io_netcdf_entry *v, const s2_bytes *file, const s2io_netcdf_attribute *a)
{
  static const char *const missing[] = {"missing_value", "_FillValue"};
  if (a->type == TYPE_CHAR && s2io_netcdf_same(a->name, "units"))
    s2io_copy_text(v->units, (const char *)file->data + a->at, (size_t)a->count);
  for (int i = 0; i < 2; i++) {
    if (a->type == TYPE_CHAR || a->count < 1 || !s2io_netcdf_same(a->name, missing[i])) continue;
    v->missing[i] = number(file, a);
    v->has[i] = true;
  }
}

// `v` = NULL for the attributes of the file, which nobody asks for.
static s2_status take_attributes(cursor *c, s2io_netcdf_entry *v)
{
  int64_t count;
  s2io_netcdf_attribute a;
  S2_TRY(take_list(c, TAG_ATTRIBUTE, 12, &count));
  for (int64_t i = 0; i < count; i++) {
    S2_TRY(take_attribute(c, &a));
    if (v != NULL) keep(v, c->file, &a);
  }
  return S2_OK;
}

static s2_status take_dimensions(cursor *c, s2io_netcdf *cdf)
{
  S2_TRY(take_list(c, TAG_DIMENSION, 8, &cdf->ndims));
  cdf->dims = s2_priv_alloc((size_t)cdf->ndims + 1, sizeof *cdf->dims);
  if (cdf->dims == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for the dimensions");
  for (int64_t i = 0; i < cdf->ndims; i++) {
    S2_TRY(take_name(c, &cdf->dims[i].name));
    S2_TRY(take_integer(c, 4, &cdf->dims[i].length));
  }
  return S2_OK;
}

static s2_status take_shape(cursor *c, const s2io_netcdf *cdf, s2io_netcdf_entry *v)
{
  int64_t ndim;
  S2_TRY(take_integer(c, 4, &ndim));
  if (ndim > S2_MAX_NDIM) return bad(c, "at most 8 dimensions");
  v->ndim = (int)ndim;
  v->size = 1;
  for (int d = 0; d < v->ndim; d++) {
    S2_TRY(take_integer(c, 4, &v->dimension[d]));
    if (v->dimension[d] >= cdf->ndims) return bad(c, "the index of a dimension");
    v->shape[d] = cdf->dims[v->dimension[d]].length;
    if (v->shape[d] == 0 && d > 0) return bad(c, "the record dimension in the first place");
    if (v->shape[d] == 0)
      v->record = true;
    else if (!s2_priv_mul(v->size, v->shape[d], &v->size))
      return bad(c, "under 2^63 elements");
  }
  return S2_OK;
}

static s2_status take_variable(cursor *c, const s2io_netcdf *cdf, s2io_netcdf_entry *v)
{
  int64_t redundant_size;
  S2_TRY(take_name(c, &v->name));
  S2_TRY(take_shape(c, cdf, v));
  S2_TRY(take_attributes(c, v));
  S2_TRY(take_type(c, &v->type));
  S2_TRY(take_integer(c, 4, &redundant_size));
  S2_TRY(take_integer(c, c->offset_size, &v->begin));
  if (!s2_priv_mul(v->size, s2_dtype_size(s2io_netcdf_types[v->type]), &v->size))
    return bad(c, "a variable of under 2^63 bytes");
  return S2_OK;
}

// Records hold one padded slab of every record variable; a single one is not padded.
static s2_status measure_record(const cursor *c, s2io_netcdf *cdf)
{
  int64_t slabs = 0, only = 0;
  for (int64_t i = 0; i < cdf->nvars; i++) {
    if (!cdf->vars[i].record) continue;
    slabs++;
    only = cdf->vars[i].size;
    if (only > INT64_MAX - 3 - cdf->record_size) return bad(c, "a record of under 2^63 bytes");
    cdf->record_size += (only + 3) / 4 * 4;
  }
  if (slabs == 1) cdf->record_size = only;
  return S2_OK;
}

static s2_status parse(cursor *c, s2io_netcdf *cdf)
{
  const unsigned char *data = c->file->data;
  if (c->file->size < 8 || memcmp(data, "CDF", 3) != 0 || (data[3] != 1 && data[3] != 2))
    return bad(c, "the magic number of a classic netCDF file (CDF-1, CDF-2)");
  c->offset_size = data[3] == 1 ? 4 : 8;
  c->at = 4;
  S2_TRY(take_integer(c, 4, &cdf->nrecords));
  if (cdf->nrecords == 0xffffffff) cdf->nrecords = -1;
  S2_TRY(take_dimensions(c, cdf));
  S2_TRY(take_attributes(c, NULL));
  S2_TRY(take_list(c, TAG_VARIABLE, 24, &cdf->nvars));
  cdf->vars = s2_priv_alloc((size_t)cdf->nvars + 1, sizeof *cdf->vars);
  if (cdf->vars == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for the variables");
  for (int64_t i = 0; i < cdf->nvars; i++) S2_TRY(take_variable(c, cdf, &cdf->vars[i]));
  return measure_record(c, cdf);
}

s2_status s2io_netcdf_open(s2io_netcdf *cdf, const s2_bytes *file)
{
  cursor c = {file, 0, 4};
  memset(cdf, 0, sizeof *cdf);
  cdf->file = file;
  s2_status status = parse(&c, cdf);
  if (status != S2_OK) s2io_netcdf_close(cdf);
  return status;
}

void s2io_netcdf_close(s2io_netcdf *cdf)
{
  s2_priv_free(cdf->dims);
  s2_priv_free(cdf->vars);
  cdf->dims = NULL;
  cdf->vars = NULL;
}

// SPDX-License-Identifier: MIT
#include "netcdf_header.h"
#include <string.h>

static s2_status list(s2_names **names, const s2io_netcdf *cdf)
{
  S2_TRY(s2io_names_create(names, cdf->nvars));
  for (int64_t i = 0; i < cdf->nvars; i++)
    S2_TRY(s2io_names_set(*names, i, cdf->vars[i].name.text, cdf->vars[i].name.length));
  return S2_OK;
}

s2_status s2_priv_netcdf_names(s2_names **names, const s2_bytes *file)
{
  s2io_netcdf cdf;
  *names = NULL;
  S2_TRY(s2io_netcdf_open(&cdf, file));
  s2_status status = list(names, &cdf);
  s2io_netcdf_close(&cdf);
  if (status == S2_OK) return S2_OK;
  s2_names_destroy(*names);
  *names = NULL;
  return status;
}

// A coordinate variable has the name of a dimension.
static bool is_coordinate(const s2io_netcdf *cdf, const s2io_netcdf_entry *v)
{
  for (int d = 0; d < v->ndim; d++) {
    s2io_netcdf_name dim = cdf->dims[v->dimension[d]].name;
    if (dim.length == v->name.length && memcmp(dim.text, v->name.text, dim.length) == 0)
      return true;
  }
  return false;
}

static s2_status find(const s2io_netcdf *cdf, const char *name, const s2io_netcdf_entry **entry)
{
  s2_names *names;
  char text[160];
  int64_t count = 0;
  for (int64_t i = 0; i < cdf->nvars; i++) {
    const s2io_netcdf_entry *v = &cdf->vars[i];
    if (name != NULL ? !s2io_netcdf_same(v->name, name) : is_coordinate(cdf, v)) continue;
    *entry = v;
    count++;
  }
  if (count == 1) return S2_OK;
  S2_TRY(s2_priv_netcdf_names(&names, cdf->file));
  s2io_names_join(names, text, sizeof text);
  s2_names_destroy(names);
  return S2IO_BAD_FILE(cdf->file->path, "has %lld variables '%.80s', expected one; it has: %s",
                       (long long)count, name != NULL ? name : "(not a coordinate)", text);
}

// Bytes from the start of the variable to its end, over all records; checked against the file.
static s2_status check_extent(const s2io_netcdf *cdf, s2io_netcdf_entry *v)
{
  int64_t room = (int64_t)cdf->file->size - v->begin, records = 1, extent = v->size;
  if (v->record) {
    records = cdf->nrecords;
    if (records < 0) records = room < v->size ? 0 : (room - v->size) / cdf->record_size + 1;
    if (!s2_priv_mul(records - 1, cdf->record_size, &extent)) extent = records == 0 ? 0 : -1;
    if (extent >= 0 && records > 0) extent = extent > INT64_MAX - v->size ? -1 : extent + v->size;
    v->shape[0] = records;
  }
  if (extent >= 0 && extent <= room) return S2_OK;
  return S2IO_BAD_FILE(cdf->file->path,
                       "variable '%.*s' at byte %lld: its shape does not fit in "
                       "the %zu bytes of the file",
                       (int)(v->name.length < 80 ? v->name.length : 80), v->name.text,
                       (long long)v->begin, cdf->file->size);
}

static s2_status read_values(const s2io_netcdf *cdf, s2io_netcdf_entry *v, s2_array **array)
{
  S2_TRY(check_extent(cdf, v));
  S2_TRY(s2_array_create(array, s2io_netcdf_types[v->type], v->ndim, v->shape));
  int64_t slabs = v->record ? v->shape[0] : 1;
  const unsigned char *from = cdf->file->data + v->begin;
  unsigned char *to = (*array)->data;
  for (int64_t i = 0; i < slabs; i++)
    memcpy(to + i * v->size, from + i * cdf->record_size, (size_t)v->size);
  s2io_to_native(*array, true);
  return S2_OK;
}

static s2_status fill(s2_netcdf_variable *variable, const s2io_netcdf *cdf, const char *name)
{
  const s2io_netcdf_entry *found = NULL;
  S2_TRY(find(cdf, name, &found));
  s2io_netcdf_entry entry = *found;
  S2_TRY(read_values(cdf, &entry, &variable->array));
  s2io_copy_text(variable->name, entry.name.text, entry.name.length);
  memcpy(variable->units, entry.units, sizeof variable->units);
  for (int d = 0; d < entry.ndim; d++) {
    s2io_netcdf_name dim = cdf->dims[entry.dimension[d]].name;
    s2io_copy_text(variable->dimension[d], dim.text, dim.length);
  }
  variable->has_missing = entry.has[0] || entry.has[1];
  variable->missing = entry.has[0] ? entry.missing[0] : entry.missing[1];
  return S2_OK;
}

s2_status s2_priv_netcdf_parse(s2_netcdf_variable **variable, const s2_bytes *file,
                               const char *name)
{
  s2io_netcdf cdf;
  *variable = NULL;
  S2_TRY(s2io_netcdf_open(&cdf, file));
  s2_netcdf_variable *made = s2_priv_alloc(1, sizeof *made);
  s2_status status =
      made != NULL ? fill(made, &cdf, name) : S2_FAIL(S2_ERR_MEMORY, "no memory for a variable");
  s2io_netcdf_close(&cdf);
  if (status == S2_OK)
    *variable = made;
  else
    s2_netcdf_variable_destroy(made);
  return status;
}

void s2_netcdf_variable_destroy(s2_netcdf_variable *variable)
{
  if (variable == NULL) return;
  s2_array_destroy(variable->array);
  s2_priv_free(variable);
}

typedef struct request {
  s2_netcdf_variable **variable;
  const char *name;
} request;

static s2_status parse_variable(const s2_bytes *file, void *arg)
{
  const request *asked = arg;
  return s2_priv_netcdf_parse(asked->variable, file, asked->name);
}

static s2_status parse_names(const s2_bytes *file, void *arg)
{
  return s2_priv_netcdf_names(arg, file);
}

s2_status s2_netcdf_read(s2_netcdf_variable **variable, const char *path, const char *name)
{
  S2_REQUIRE(variable != NULL, "variable = NULL");
  *variable = NULL;
  request asked = {variable, name};
  return s2io_read(path, parse_variable, &asked);
}

s2_status s2_netcdf_list(s2_names **names, const char *path)
{
  S2_REQUIRE(names != NULL, "names = NULL");
  *names = NULL;
  return s2io_read(path, parse_names, names);
}

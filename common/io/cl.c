// SPDX-License-Identifier: MIT
#include "internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

// First degree of a column that counts l0, l0 + 1, ...; -1 if it does not.
static int first_degree(const double *rows, int64_t nrows, int64_t stride)
{
  double l0 = rows[0];
  if (nrows < 2 || !(l0 == 0 || l0 == 1 || l0 == 2)) return -1;
  for (int64_t i = 1; i < nrows; i++)
    if (rows[i * stride] != l0 + (double)i) return -1;
  return (int)l0;
}

static s2_status from_rows(s2_cl_table **table, const s2_array *array, const char *path)
{
  int64_t nrows = array->shape[0], ncolumns = array->shape[1];
  const double *rows = array->data;
  int l0 = ncolumns > 1 ? first_degree(rows, nrows, ncolumns) : -1;
  int64_t skip = l0 >= 0, shift = l0 > 0 ? l0 : 0;
  if (nrows + shift > 1 << 24 || ncolumns - skip > 999)
    return S2IO_BAD_FILE(path, "has %lld rows and %lld columns, expected at most 2^24 and 999",
                         (long long)nrows, (long long)ncolumns);
  S2_TRY(s2_cl_table_create(table, (int)(nrows + shift - 1), (int)(ncolumns - skip)));
  for (int c = 0; c < (*table)->ncolumns; c++) {
    double *values = (*table)->values + c * (nrows + shift) + shift;
    for (int64_t i = 0; i < nrows; i++) {
      values[i] = rows[i * ncolumns + skip + c];
      (*table)->columns[c].nbad += isnan(values[i]) != 0;
    }
  }
  return S2_OK;
}

s2_status s2_priv_cl_text_parse(s2_cl_table **table, const s2_bytes *file)
{
  s2_array *array;
  *table = NULL;
  S2_TRY(s2_priv_text_parse(&array, file));
  s2_status status = from_rows(table, array, file->path);
  s2_array_destroy(array);
  return status;
}

static s2_status parse_text(const s2_bytes *file, void *arg)
{
  return s2_priv_cl_text_parse(arg, file);
}

static s2_status parse_fits(const s2_bytes *file, void *arg)
{
  return s2_priv_cl_fits_parse(arg, file);
}

s2_status s2_cl_read(s2_cl_table **table, const char *path)
{
  S2_REQUIRE(table != NULL, "table = NULL");
  *table = NULL;
  return s2io_read(path, s2_file_format(path) == S2_FORMAT_FITS ? parse_fits : parse_text, table);
}

static void put_names(char *header, size_t size, const s2_cl_table *table)
{
  size_t used = (size_t)snprintf(header, size, "l");
  for (int c = 0; c < table->ncolumns; c++) {
    const s2_column *column = &table->columns[c];
    used += (size_t)snprintf(header + used, size - used, " %s", column->name);
    if (column->unit[0] != '\0')
      used += (size_t)snprintf(header + used, size - used, "[%s]", column->unit);
  }
}

static s2_status write_text(const char *path, const s2_cl_table *table)
{
  int64_t rows = (int64_t)table->lmax + 1, columns = table->ncolumns;
  int64_t shape[2] = {rows, columns + 1};
  size_t room = (size_t)columns * (2 * S2_TEXT_SIZE + 4) + 2;
  s2_array *array;
  S2_TRY(s2_array_create(&array, S2_DTYPE_F8, 2, shape));
  double *to = array->data;
  for (int64_t l = 0; l < rows; l++) {
    to[l * shape[1]] = (double)l;
    for (int64_t c = 0; c < columns; c++) to[l * shape[1] + c + 1] = table->values[c * rows + l];
  }
  s2_status status = S2_FAIL(S2_ERR_MEMORY, "no memory for the names of columns");
  char *header = s2_priv_alloc(room, 1);
  if (header != NULL) {
    put_names(header, room, table);
    status = s2_text_write(path, array, header);
  }
  s2_priv_free(header);
  s2_array_destroy(array);
  return status;
}

s2_status s2_cl_write(const char *path, const s2_cl_table *table)
{
  S2_REQUIRE(path != NULL && table != NULL, "path or table = NULL");
  S2_REQUIRE(table->lmax >= 0 && table->ncolumns >= 1 && table->values != NULL &&
                 table->columns != NULL,
             "the table is empty");
  return s2_file_format(path) == S2_FORMAT_FITS ? s2io_cl_fits_write(path, table)
                                                : write_text(path, table);
}

// SPDX-License-Identifier: MIT
#include "fits_write.h"
#include <math.h>

// Whether the first column holds the degrees 0, 1, 2, ...
static bool counts_degrees(const s2io_fits *fits, const s2io_fits_column *column, double *buffer)
{
  const char *name = column->info.name;
  bool named =
      s2io_same_text(name, "L") || s2io_same_text(name, "ELL") || s2io_same_text(name, "INDEX");
  if (!named || s2io_fits_read_column(fits, column, buffer) != S2_OK) return false;
  for (int64_t l = 0; l < column->count; l++)
    if (buffer[l] != (double)l) return false;
  return true;
}

static s2_status fill_table(const s2io_fits *fits, int ncolumns, const s2io_fits_column *columns,
                            s2_cl_table *table)
{
  for (int c = 0; c < ncolumns; c++) {
    double *values = table->values + c * columns[c].count;
    S2_TRY(s2io_fits_read_column(fits, &columns[c], values));
    table->columns[c] = columns[c].info;
    for (int64_t l = 0; l < columns[c].count; l++) table->columns[c].nbad += isnan(values[l]) != 0;
  }
  return S2_OK;
}

static s2_status read_columns(const s2io_fits *fits, int ncolumns, const s2io_fits_column *columns,
                              s2_cl_table **table)
{
  int64_t rows = ncolumns > 0 ? columns[0].count : 0;
  if (rows < 1 || rows > 1 << 24)
    return S2IO_BAD_FILE(fits->path,
                         "the table has %lld numbers in its first column, expected "
                         "1 .. 2^24",
                         (long long)rows);
  for (int c = 1; c < ncolumns; c++)
    if (columns[c].count != rows)
      return S2IO_BAD_FILE(fits->path,
                           "column %d '%s' has %lld numbers, expected %lld as in the "
                           "first",
                           c + 1, columns[c].info.name, (long long)columns[c].count,
                           (long long)rows);
  double *buffer = s2_priv_alloc((size_t)rows, sizeof *buffer);
  if (buffer == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld rows", (long long)rows);
  int skip = ncolumns > 1 && counts_degrees(fits, columns, buffer);
  s2_priv_free(buffer);
  S2_TRY(s2_cl_table_create(table, (int)rows - 1, ncolumns - skip));
  return fill_table(fits, ncolumns - skip, columns + skip, *table);
}

static s2_status read_cl(s2io_fits *fits, void *arg)
{
  int number, count;
  s2io_fits_column *columns;
  S2_TRY(s2io_fits_next_table(fits, 1, true, &number));
  if (number == 0) return S2IO_BAD_FILE(fits->path, "has no table");
  S2_TRY(s2io_fits_columns(fits, &count, &columns));
  s2_status status = read_columns(fits, count, columns, arg);
  s2_priv_free(columns);
  return status;
}

s2_status s2_priv_cl_fits_parse(s2_cl_table **table, const s2_bytes *file)
{
  *table = NULL;
  s2_status status = s2io_fits_read(file, read_cl, table);
  if (status == S2_OK) return S2_OK;
  s2_cl_table_destroy(*table);
  *table = NULL;
  return status;
}

static s2_status fill(s2io_fits *fits, void *arg)
{
  const s2_cl_table *table = arg;
  int64_t rows = (int64_t)table->lmax + 1;
  int code = 0, lmax = table->lmax;
  S2_TRY(s2io_fits_write_primary(fits));
  S2_TRY(s2io_fits_create_table(fits, NULL, table->ncolumns, table->columns, rows, 1, 'D'));
  fits_write_key(fits->file, TINT, "MAX-LPOL", &lmax, "largest degree l", &code);
  S2_TRY(s2io_fits_result(fits, code, "the keywords cannot be written"));
  return s2io_fits_write_columns(fits, table->ncolumns, rows, table->values);
}

s2_status s2io_cl_fits_write(const char *path, const s2_cl_table *table)
{
  S2_REQUIRE(table->ncolumns <= 999, "ncolumns = %d is outside 1 .. 999", table->ncolumns);
  return s2io_fits_write(path, fill, (void *)(uintptr_t)table);
}

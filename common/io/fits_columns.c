// SPDX-License-Identifier: MIT
#include "fits.h"
#include <math.h>
#include <stdio.h>

static bool is_real_number(int type)
{
  static const int types[] = {TBYTE, TSHORT, TLONG, TLONGLONG, TFLOAT, TDOUBLE};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (type == types[i]) return true;
  return false;
}

static s2_status describe(const s2io_fits *fits, int number, int64_t rows, s2io_fits_column *column)
{
  int type = 0, code = 0;
  LONGLONG repeat = 0, width = 0;
  char key[16];
  fits_get_coltypell(fits->file, number, &type, &repeat, &width, &code);
  S2_TRY(s2io_fits_result(fits, code, "a column"));
  column->number = number;
  // A row fits in the file, so rows * repeat is at most eight times its length.
  column->count = is_real_number(type) ? rows * (int64_t)repeat : 0;
  snprintf(key, sizeof key, "TTYPE%d", number);
  s2io_fits_text(fits, key, column->info.name);
  snprintf(key, sizeof key, "TUNIT%d", number);
  s2io_fits_text(fits, key, column->info.unit);
  return S2_OK;
}

s2_status s2io_fits_columns(const s2io_fits *fits, int *count, s2io_fits_column **columns)
{
  LONGLONG rows = 0;
  int code = 0;
  *columns = NULL;
  fits_get_num_rowsll(fits->file, &rows, &code);
  fits_get_num_cols(fits->file, count, &code);
  S2_TRY(s2io_fits_result(fits, code, "the size of the table"));
  s2io_fits_column *made = s2_priv_alloc((size_t)*count + 1, sizeof *made);
  if (made == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %d columns", *count);
  s2_status status = S2_OK;
  for (int i = 0; i < *count && status == S2_OK; i++)
    status = describe(fits, i + 1, (int64_t)rows, &made[i]);
  if (status == S2_OK)
    *columns = made;
  else
    s2_priv_free(made);
  return status;
}

static s2_status column_result(const s2io_fits *fits, const s2io_fits_column *column, int code)
{
  char what[128];
  snprintf(what, sizeof what, "column %d '%s'", column->number, column->info.name);
  return s2io_fits_result(fits, code, what);
}

s2_status s2io_fits_read_column(const s2io_fits *fits, const s2io_fits_column *column,
                                double *values)
{
  double null = NAN;
  int code = 0, any = 0;
  fits_read_col(fits->file, TDOUBLE, column->number, 1, 1, (LONGLONG)column->count, &null, values,
                &any, &code);
  return column_result(fits, column, code);
}

s2_status s2io_fits_read_integers(const s2io_fits *fits, const s2io_fits_column *column,
                                  int64_t *values)
{
  LONGLONG null = -1;
  int code = 0, any = 0;
  fits_read_col(fits->file, TLONGLONG, column->number, 1, 1, (LONGLONG)column->count, &null,
                (LONGLONG *)values, &any, &code);
  return column_result(fits, column, code);
}

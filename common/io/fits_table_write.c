// SPDX-License-Identifier: MIT
#include "fits_write.h"
#include <stdio.h>

// Arguments of fits_create_tbl(): three lists of pointers into text.
typedef struct layout {
  char **names, **forms, **units;
} layout;

static s2_status allocate(layout *l, size_t n)
{
  l->names = s2_priv_alloc(n, sizeof(char *));
  l->forms = s2_priv_alloc(n, sizeof(char *));
  l->units = s2_priv_alloc(n, sizeof(char *));
  if (l->names != NULL && l->forms != NULL && l->units != NULL) return S2_OK;
  return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu columns", n);
}

static void release(layout *l)
{
  s2_priv_free(l->names);
  s2_priv_free(l->forms);
  s2_priv_free(l->units);
}

s2_status s2io_fits_create_table(const s2io_fits *fits, const char *extension, int ncolumns,
                                 const s2_column *columns, int64_t rows, int64_t repeat,
                                 char letter)
{
  layout l;
  char form[32];
  int code = 0;
  snprintf(form, sizeof form, "%lld%c", (long long)repeat, letter);
  s2_status status = allocate(&l, (size_t)ncolumns);
  if (status == S2_OK) {
    for (int i = 0; i < ncolumns; i++) {
      l.names[i] = (char *)(uintptr_t)columns[i].name;
      l.forms[i] = form;
      l.units[i] = (char *)(uintptr_t)columns[i].unit;
    }
    fits_create_tbl(fits->file, BINARY_TBL, (LONGLONG)rows, ncolumns, l.names, l.forms, l.units,
                    extension, &code);
    status = s2io_fits_result(fits, code, "the table cannot be created");
  }
  release(&l);
  return status;
}

s2_status s2io_fits_write_columns(const s2io_fits *fits, int ncolumns, int64_t count,
                                  const double *values)
{
  int code = 0;
  for (int i = 0; i < ncolumns; i++)
    fits_write_col(fits->file, TDOUBLE, i + 1, 1, 1, (LONGLONG)count,
                   (double *)(uintptr_t)(values + i * count), &code);
  return s2io_fits_result(fits, code, "the values cannot be written");
}

s2_status s2io_fits_write_primary(const s2io_fits *fits)
{
  int code = 0;
  fits_create_img(fits->file, BYTE_IMG, 0, NULL, &code);
  return s2io_fits_result(fits, code, "the file cannot be begun");
}

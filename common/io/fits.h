// SPDX-License-Identifier: MIT
// CFITSIO sessions on memory. CFITSIO never sees a path.
#ifndef S2IO_FITS_H
#define S2IO_FITS_H

#include "internal.h"
#include <fitsio.h>

typedef struct s2io_fits {
  fitsfile *file;
  const char *path; // for messages
} s2io_fits;

typedef s2_status s2io_fits_fn(s2io_fits *fits, void *arg);

// fits_check.c: verify the structure of a FITS file before CFITSIO sees it; *size is the length
// of the part that is sound, in whole blocks (what follows the last header-data unit is not
// sound; the padding of the last block may be missing, so that *size > file->size).
s2_status s2io_fits_check(const s2_bytes *file, size_t *size);

// Unpack gzip, check, open and hand the file to `fn`.
s2_status s2io_fits_read(const s2_bytes *file, s2io_fits_fn *fn, void *arg);

// Let `fn` fill a new file and write it to `path`, gzipped if that ends in ".gz".
s2_status s2io_fits_write(const char *path, s2io_fits_fn *fn, void *arg);

// S2_OK if the CFITSIO status `code` is 0; else its text after `what`.
s2_status s2io_fits_result(const s2io_fits *fits, int code, const char *what);

// Optional keywords of the current header: "" or the default where there is none.
void s2io_fits_text(const s2io_fits *fits, const char *key, char text[S2_TEXT_SIZE]);
bool s2io_fits_integer(const s2io_fits *fits, const char *key, int64_t *value);
bool s2io_fits_number(const s2io_fits *fits, const char *key, double *value);

typedef struct s2io_fits_column {
  int number;    // from 1
  int64_t count; // numbers in all rows; 0 if the column is not of real numbers
  s2_column info;
} s2io_fits_column;

// Columns of the current table; *columns is for s2_priv_free().
s2_status s2io_fits_columns(const s2io_fits *fits, int *count, s2io_fits_column **columns);

// Read all numbers of a column as double (NaN where the file has no value) or as integers.
s2_status s2io_fits_read_column(const s2io_fits *fits, const s2io_fits_column *column,
                                double *values);
s2_status s2io_fits_read_integers(const s2io_fits *fits, const s2io_fits_column *column,
                                  int64_t *values);

// Move to the next table after header-data unit `after` (1 = the primary; ASCII tables only if
// `ascii`); *number = 0 if there is none.
s2_status s2io_fits_next_table(const s2io_fits *fits, int after, bool ascii, int *number);

#endif

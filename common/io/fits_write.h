// SPDX-License-Identifier: MIT
// Tables of columns of one type, for the writers of maps and spectra.
#ifndef S2IO_FITS_WRITE_H
#define S2IO_FITS_WRITE_H

#include "fits.h"

// Append a binary table: `rows` rows of `repeat` numbers of type `letter` ('E', 'D') per column.
s2_status s2io_fits_create_table(const s2io_fits *fits, const char *extension, int ncolumns,
                                 const s2_column *columns, int64_t rows, int64_t repeat,
                                 char letter);

// Write `count` values to every column from values[column][count].
s2_status s2io_fits_write_columns(const s2io_fits *fits, int ncolumns, int64_t count,
                                  const double *values);

// Begin a file with an empty primary image.
s2_status s2io_fits_write_primary(const s2io_fits *fits);

#endif

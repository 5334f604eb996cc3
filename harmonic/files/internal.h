// SPDX-License-Identifier: MIT
/// @file
/// What the files of harmonicio share. Every name here is hidden.
#ifndef HARMONIC_FILES_INTERNAL_H
#define HARMONIC_FILES_INTERNAL_H

#define S2_LIBRARY "harmonicio"
#include <harmonic/chain_files.h>
#include <s2common/priv/error.h>
#include <s2common/priv/io.h>
#include <s2common/priv/memory.h>

/// Fail with S2_ERR_FILE; the message begins with the name of the file, cut so that the reason
/// still fits.
#define BAD_FILE(path, ...) BAD_FILE_(path, __VA_ARGS__, "")
#define BAD_FILE_(path, format, ...) S2_FAIL(S2_ERR_FILE, "%.200s: " format "%s", path, __VA_ARGS__)

/// Most columns of a table: parameters, weight and the like.
enum { COLUMNS_MAX = HARMONIC_NDIM_MAX + 64 };

/// What a column is.
typedef enum column_role {
  ROLE_PARAMETER,
  ROLE_DERIVED,
  ROLE_SKIP,
  ROLE_LN_POST,
  ROLE_WEIGHT,
  ROLE_LN_WEIGHT,
  ROLE_CHAIN, ///< number of the chain: a new one begins where it changes
} column_role;

/// One column of a file.
typedef struct column {
  char name[HARMONIC_NAME_SIZE];
  char label[HARMONIC_LABEL_SIZE];
  double lower, upper;
  column_role role;
} column;

/// Where names stand.
typedef enum table_header {
  HEADER_NONE,    ///< nowhere
  HEADER_COMMENT, ///< in the first line, after '#'
  HEADER_PLAIN,   ///< in the first line that is no comment
} table_header;

/// Columns of numbers.
typedef struct table {
  const s2_bytes *file;
  table_header header;
  int64_t rows;
  int64_t ncolumns;
  column *columns; ///< [ncolumns] named, if the header gives names
  double *value;   ///< [rows][ncolumns]
} table;

/// The reading of one or several files.
typedef struct reading {
  harmonic_read_options options;
  harmonic_file_format format; ///< AUTO until found
  const char *root;            ///< of .paramnames, .ranges, .stats; NULL: there are none
  harmonic_chains *chains;     ///< NULL until the first file
} reading;

// table.c
s2_status table_parse(table *t, const s2_bytes *file, table_header header);
void table_free(table *t);
/// Line of a row of numbers, from 1.
int64_t table_line(const table *t, int64_t row);

// number.c
/// Read a decimal number at `at`; the end of it, or NULL if there is none before `end`.
const char *number_parse(const char *at, const char *end, double *value);

// detect.c
s2_status detect_format(harmonic_file_format *format, const s2_bytes *file, const char *root);

// dialects.c
/// Parse a text file of the given format into a table whose columns have roles.
s2_status dialect_parse(table *t, const s2_bytes *file, const reading *r);
/// ln P = scale * the number in its column.
double dialect_scale(harmonic_file_format format);

// names.c
/// Name the parameters of a headerless table after R.paramnames, if it exists.
s2_status names_read(table *t, const char *root);
s2_status names_parse(table *t, const s2_bytes *file);
/// Set the ranges that R.ranges gives, if it exists.
s2_status ranges_read(table *t, const char *root);
s2_status ranges_parse(table *t, const s2_bytes *file);

// build.c
/// Append the table as one chain, or as several.
s2_status build_chains(reading *r, const table *t);

// numpy.c
s2_status numpy_read(reading *r, const s2_bytes *file);

// read.c
/// One file, from memory.
s2_status read_bytes(reading *r, const s2_bytes *file);
s2_status read_finish(reading *r);

// write.c
/// Growing text.
typedef struct text {
  char *data;
  size_t used, room;
} text;
s2_status text_add(text *t, const char *format, ...) S2_PRINTF(2, 3);

#endif

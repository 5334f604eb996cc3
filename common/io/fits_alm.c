// SPDX-License-Identifier: MIT
// Tables of index = l^2 + l + m + 1, real part, imaginary part, as HEALPix and healpy write them.
#include "fits.h"
#include <math.h>
#include <string.h>

#define MOST_INDEX (INT64_C(65536) * 65536)

// One extension in memory.
typedef struct block {
  int64_t rows;
  int64_t *index;
  double *real, *imag;
} block;

static void release(block *b)
{
  s2_priv_free(b->index);
  s2_priv_free(b->real);
  s2_priv_free(b->imag);
}

static s2_status read_columns(const s2io_fits *fits, int ncolumns, const s2io_fits_column *columns,
                              bool with_values, block *b)
{
  b->rows = ncolumns > 0 ? columns[0].count : 0;
  if (ncolumns < 3 || columns[1].count != b->rows || columns[2].count != b->rows || b->rows == 0)
    return S2IO_BAD_FILE(fits->path, "expected tables of index, real part and imaginary part");
  size_t rows = (size_t)b->rows;
  b->index = s2_priv_alloc(rows, sizeof *b->index);
  b->real = with_values ? s2_priv_alloc(rows, sizeof *b->real) : NULL;
  b->imag = with_values ? s2_priv_alloc(rows, sizeof *b->imag) : NULL;
  if (b->index == NULL || (with_values && (b->real == NULL || b->imag == NULL)))
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu coefficients", rows);
  S2_TRY(s2io_fits_read_integers(fits, &columns[0], b->index));
  if (!with_values) return S2_OK;
  S2_TRY(s2io_fits_read_column(fits, &columns[1], b->real));
  return s2io_fits_read_column(fits, &columns[2], b->imag);
}

static s2_status read_block(const s2io_fits *fits, bool with_values, block *b)
{
  int count;
  s2io_fits_column *columns;
  S2_TRY(s2io_fits_columns(fits, &count, &columns));
  s2_status status = read_columns(fits, count, columns, with_values, b);
  s2_priv_free(columns);
  return status;
}

static s2_status split_index(const s2io_fits *fits, const block *b, int64_t row, int64_t *l,
                             int64_t *m)
{
  int64_t index = b->index[row];
  bool inside = index >= 1 && index <= MOST_INDEX;
  // Exact: the square root of an integer below 2^52 rounds down only below a square.
  *l = inside ? (int64_t)sqrt((double)(index - 1)) : 0;
  *m = index - 1 - *l * *l - *l;
  if (!inside || *m < 0)
    return S2IO_BAD_FILE(fits->path,
                         "row %lld: index %lld, expected l^2 + l + m + 1 with m >= 0, "
                         "l < 65536",
                         (long long)row + 1, (long long)index);
  return S2_OK;
}

typedef struct extent {
  int64_t lmax, mmax, components, rows; // rows: of the shortest extension
} extent;

static s2_status measure_block(const s2io_fits *fits, const block *b, extent *e)
{
  int64_t l, m;
  for (int64_t i = 0; i < b->rows; i++) {
    S2_TRY(split_index(fits, b, i, &l, &m));
    if (l > e->lmax) e->lmax = l;
    if (m > e->mmax) e->mmax = m;
  }
  if (e->components++ == 0 || b->rows < e->rows) e->rows = b->rows;
  return S2_OK;
}

static s2_status measure(const s2io_fits *fits, extent *e)
{
  int number = 1;
  for (;;) {
    block b = {0};
    S2_TRY(s2io_fits_next_table(fits, number, false, &number));
    if (number == 0) break;
    s2_status status = read_block(fits, false, &b);
    if (status == S2_OK) status = measure_block(fits, &b, e);
    release(&b);
    S2_TRY(status);
  }
  if (e->components < 1 || e->components > 999)
    return S2IO_BAD_FILE(fits->path, "has %lld tables of coefficients, expected 1 .. 999",
                         (long long)e->components);
  int64_t size = (e->mmax + 1) * (2 * e->lmax + 2 - e->mmax) / 2;
  if (size > 4 * e->rows)
    return S2IO_BAD_FILE(fits->path,
                         "%lld rows are under a quarter of the %lld coefficients up "
                         "to l = %lld, m = %lld",
                         (long long)e->rows, (long long)size, (long long)e->lmax,
                         (long long)e->mmax);
  return S2_OK;
}

static s2_status store(const s2io_fits *fits, const block *b, const s2_alm_set *set, int component,
                       unsigned char *seen)
{
  double *values = (double *)set->values + 2 * set->size * component;
  int64_t l, m;
  for (int64_t i = 0; i < b->rows; i++) {
    S2_TRY(split_index(fits, b, i, &l, &m));
    int64_t at = m * (2 * (int64_t)set->lmax + 1 - m) / 2 + l;
    if (seen[at]++ != 0)
      return S2IO_BAD_FILE(fits->path, "row %lld: l = %lld, m = %lld occurs twice",
                           (long long)i + 1, (long long)l, (long long)m);
    values[2 * at] = b->real[i];
    values[2 * at + 1] = b->imag[i];
  }
  return S2_OK;
}

static s2_status read_sets(const s2io_fits *fits, const s2_alm_set *set, unsigned char *seen)
{
  int number = 1;
  for (int c = 0; c < set->ncomponents; c++) {
    block b = {0};
    S2_TRY(s2io_fits_next_table(fits, number, false, &number));
    memset(seen, 0, (size_t)set->size);
    s2_status status = read_block(fits, true, &b);
    if (status == S2_OK) status = store(fits, &b, set, c, seen);
    release(&b);
    S2_TRY(status);
  }
  return S2_OK;
}

static s2_status read_alm(s2io_fits *fits, void *arg)
{
  s2_alm_set **set = arg;
  extent e = {0};
  S2_TRY(measure(fits, &e));
  S2_TRY(s2_alm_set_create(set, (int)e.lmax, (int)e.mmax, (int)e.components));
  unsigned char *seen = s2_priv_alloc((size_t)(*set)->size, 1);
  if (seen == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a list of coefficients");
  s2_status status = read_sets(fits, *set, seen);
  s2_priv_free(seen);
  return status;
}

s2_status s2_priv_alm_parse(s2_alm_set **set, const s2_bytes *file)
{
  *set = NULL;
  s2_status status = s2io_fits_read(file, read_alm, set);
  if (status == S2_OK) return S2_OK;
  s2_alm_set_destroy(*set);
  *set = NULL;
  return status;
}

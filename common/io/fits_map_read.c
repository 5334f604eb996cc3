// SPDX-License-Identifier: MIT
#include "fits.h"
#include <math.h>
#include <s2common/grid.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_BYTES (INT64_C(16) << 30)

// A HEALPix table and what is wanted from it.
typedef struct table {
  const s2io_fits *fits;
  s2_map_read_options options;
  s2io_fits_column *columns; // [ncolumns] value columns first to last, then ...
  int ncolumns;
  const s2io_fits_column *pixels; // ... the pixel column of a partial map, or NULL
  int *wanted;                    // [nwanted] indices into columns
  int nwanted;
  int nside;
  bool nested;
  double bad_data;
} table;

static s2_status find_table(const s2io_fits *fits, int hdu)
{
  int number = 1, type = 0, code = 0;
  char pixtype[S2_TEXT_SIZE];
  int64_t nside;
  if (hdu > 0) {
    fits_movabs_hdu(fits->file, hdu + 1, &type, &code);
    S2_TRY(s2io_fits_result(fits, code, "the extension asked for"));
    return type == BINARY_TBL
               ? S2_OK
               : S2IO_BAD_FILE(fits->path, "extension %d is not a binary table", hdu);
  }
  for (;;) {
    S2_TRY(s2io_fits_next_table(fits, number, false, &number));
    if (number == 0)
      return S2IO_BAD_FILE(fits->path, "has no HEALPix table (no NSIDE, no PIXTYPE)");
    s2io_fits_text(fits, "PIXTYPE", pixtype);
    if (s2io_same_text(pixtype, "HEALPIX") || s2io_fits_integer(fits, "NSIDE", &nside))
      return S2_OK;
  }
}

// Split the pixel column of a partial map from the others.
static s2_status find_pixels(table *t)
{
  char scheme[S2_TEXT_SIZE];
  s2io_fits_text(t->fits, "INDXSCHM", scheme);
  bool named = t->ncolumns > 0 && s2io_same_text(t->columns[0].info.name, "PIXEL");
  bool listed = s2io_same_text(scheme, "EXPLICIT") || (scheme[0] == '\0' && named);
  if (!listed) return S2_OK;
  if (t->ncolumns < 2)
    return S2IO_BAD_FILE(t->fits->path, "has %d columns, expected pixels and values", t->ncolumns);
  t->pixels = t->columns;
  return S2_OK;
}

// Column with the given number or name among the value columns; -1 if there is none.
static int find_column(const table *t, const char *word)
{
  int first = t->pixels != NULL, count = t->ncolumns - first;
  if (word[0] != '\0' && strspn(word, "0123456789") == strlen(word)) {
    long number = strtol(word, NULL, 10);
    return number >= 1 && number <= count ? first + (int)number - 1 : -1;
  }
  for (int i = first; i < t->ncolumns; i++)
    if (s2io_same_text(t->columns[i].info.name, word)) return i;
  return -1;
}

static s2_status select_columns(table *t)
{
  const char *at = t->options.columns;
  char word[S2_TEXT_SIZE];
  int first = t->pixels != NULL;
  if (at == NULL)
    for (int i = first; i < t->ncolumns; i++)
      if (t->columns[i].count > 0) t->wanted[t->nwanted++] = i;
  while (at != NULL) {
    size_t length = strcspn(at, ",");
    size_t blanks = strspn(at, " ");
    if (blanks > length) blanks = length;
    s2io_copy_text(word, at + blanks, length - blanks);
    int found = find_column(t, word);
    S2_REQUIRE(found >= 0, "%.200s has no column '%s'; it has %d", t->fits->path, word,
               t->ncolumns - first);
    S2_REQUIRE(t->nwanted < t->ncolumns, "columns = '%.80s' names one twice", t->options.columns);
    t->wanted[t->nwanted++] = found;
    at = at[length] == ',' ? at + length + 1 : NULL;
  }
  return t->nwanted > 0 ? S2_OK : S2IO_BAD_FILE(t->fits->path, "has no column of numbers");
}

static s2_status check_nside(table *t)
{
  int64_t count = t->columns[t->wanted[0]].count;
  int64_t nside = 0, implied = llround(sqrt((double)count / 12));
  bool given = s2io_fits_integer(t->fits, "NSIDE", &nside);
  if (!given && t->pixels == NULL) nside = implied;
  if (nside < 1 || nside > 32768)
    return S2IO_BAD_FILE(t->fits->path, "NSIDE = %lld is outside 1 .. 32768", (long long)nside);
  int64_t npix = 12 * nside * nside, expected = t->pixels != NULL ? t->pixels->count : npix;
  for (int i = 0; i < t->nwanted; i++) {
    const s2io_fits_column *c = &t->columns[t->wanted[i]];
    if (c->count != expected)
      return S2IO_BAD_FILE(t->fits->path,
                           "column %d '%s' has %lld pixels, but %s %lld requires "
                           "%lld",
                           c->number, c->info.name, (long long)c->count,
                           t->pixels != NULL ? "the pixel column of NSIDE" : "NSIDE =",
                           (long long)nside, (long long)expected);
  }
  int64_t most = t->options.max_bytes > 0 ? t->options.max_bytes : DEFAULT_BYTES;
  if (npix > most / 8 / t->nwanted)
    return S2_FAIL(S2_ERR_MEMORY, "%.200s: %d maps of NSIDE = %lld take more than max_bytes = %lld",
                   t->fits->path, t->nwanted, (long long)nside, (long long)most);
  t->nside = (int)nside;
  return S2_OK;
}

static s2_status read_keywords(table *t)
{
  char ordering[S2_TEXT_SIZE];
  s2io_fits_text(t->fits, "ORDERING", ordering);
  t->nested = s2io_same_text(ordering, "NESTED") || s2io_same_text(ordering, "NEST");
  if (!t->nested && ordering[0] != '\0' && !s2io_same_text(ordering, "RING"))
    return S2IO_BAD_FILE(t->fits->path, "ORDERING = '%s', expected RING or NESTED", ordering);
  if (t->nested && (t->nside & (t->nside - 1)) != 0)
    return S2IO_BAD_FILE(t->fits->path, "NSIDE = %d in NESTED order, expected a power of two",
                         t->nside);
  t->bad_data = S2_HEALPIX_UNSEEN;
  s2io_fits_number(t->fits, "BAD_DATA", &t->bad_data);
  return S2_OK;
}

// healpy.pixelfunc.mask_bad(): within 1e-5 of UNSEEN, since files round it to float.
static bool is_bad(double x, double bad_data)
{
  return isnan(x) || fabs(x - S2_HEALPIX_UNSEEN) <= 1e-5 * 1.6375e30 ||
         fabs(x - bad_data) <= 1e-5 * fabs(bad_data);
}

// Put `count` values where they belong: pixel i, or pixels[i] of a partial map.
static void scatter(const table *t, const double *from, int64_t count, const int64_t *pixels,
                    double bad, double *map)
{
  for (int64_t i = 0; i < count; i++) {
    int64_t pixel = pixels != NULL ? pixels[i] : i;
    if (t->nested) pixel = s2_healpix_nest_to_ring(t->nside, pixel);
    map[pixel] = is_bad(from[i], t->bad_data) ? bad : from[i];
  }
}

static s2_status check_pixels(const table *t, const int64_t *pixels, int64_t npix)
{
  for (int64_t i = 0; i < t->pixels->count; i++)
    if (pixels[i] < 0 || pixels[i] >= npix)
      return S2IO_BAD_FILE(t->fits->path, "pixel %lld in row %lld is outside 0 .. %lld",
                           (long long)pixels[i], (long long)i + 1, (long long)npix - 1);
  return S2_OK;
}

static s2_status read_values(const table *t, s2_healpix_map *map, double *buffer, int64_t *pixels)
{
  double bad = t->options.bad == S2_BAD_NAN ? NAN : S2_HEALPIX_UNSEEN;
  if (pixels != NULL) {
    S2_TRY(s2io_fits_read_integers(t->fits, t->pixels, pixels));
    S2_TRY(check_pixels(t, pixels, map->npix));
  }
  for (int c = 0; c < t->nwanted; c++) {
    const s2io_fits_column *column = &t->columns[t->wanted[c]];
    double *values = map->values + c * map->npix;
    S2_TRY(s2io_fits_read_column(t->fits, column, buffer));
    for (int64_t i = 0; i < map->npix; i++) values[i] = bad;
    scatter(t, buffer, column->count, pixels, bad, values);
    map->columns[c] = column->info;
    for (int64_t i = 0; i < map->npix; i++)
      map->columns[c].nbad += is_bad(values[i], S2_HEALPIX_UNSEEN);
  }
  return S2_OK;
}

static s2_status make_map(const table *t, s2_healpix_map **map)
{
  size_t count = (size_t)t->columns[t->wanted[0]].count + 1;
  S2_TRY(s2_healpix_map_create(map, t->nside, t->nwanted));
  s2io_fits_text(t->fits, "COORDSYS", (*map)->coordsys);
  (*map)->nested = t->nested;
  (*map)->partial = t->pixels != NULL;
  double *buffer = s2_priv_alloc(count, sizeof *buffer);
  int64_t *pixels = t->pixels == NULL ? NULL : s2_priv_alloc(count, sizeof *pixels);
  s2_status status = S2_FAIL(S2_ERR_MEMORY, "no memory for %zu pixels", count);
  if (buffer != NULL && (pixels != NULL || t->pixels == NULL))
    status = read_values(t, *map, buffer, pixels);
  s2_priv_free(buffer);
  s2_priv_free(pixels);
  return status;
}

static s2_status read_table(table *t, s2_healpix_map **map)
{
  S2_TRY(find_pixels(t));
  S2_TRY(select_columns(t));
  S2_TRY(check_nside(t));
  S2_TRY(read_keywords(t));
  return make_map(t, map);
}

typedef struct request {
  s2_healpix_map **map;
  s2_map_read_options options;
} request;

static s2_status read_map(s2io_fits *fits, void *arg)
{
  request *asked = arg;
  table t = {.fits = fits, .options = asked->options};
  S2_TRY(find_table(fits, asked->options.hdu));
  S2_TRY(s2io_fits_columns(fits, &t.ncolumns, &t.columns));
  t.wanted = s2_priv_alloc((size_t)t.ncolumns + 1, sizeof *t.wanted);
  s2_status status = t.wanted != NULL ? read_table(&t, asked->map)
                                      : S2_FAIL(S2_ERR_MEMORY, "no memory for columns");
  s2_priv_free(t.wanted);
  s2_priv_free(t.columns);
  return status;
}

s2_status s2_priv_healpix_map_parse(s2_healpix_map **map, const s2_bytes *file,
                                    const s2_map_read_options *options)
{
  request asked = {map, s2io_map_read_options(options)};
  *map = NULL;
  S2_REQUIRE(asked.options.hdu >= 0 && asked.options.hdu <= 99999, "hdu = %d is outside 0 .. 99999",
             asked.options.hdu);
  S2_REQUIRE(asked.options.bad == S2_BAD_UNSEEN || asked.options.bad == S2_BAD_NAN,
             "bad = %d is not an s2_bad_pixels", asked.options.bad);
  s2_status status = s2io_fits_read(file, read_map, &asked);
  if (status == S2_OK) return S2_OK;
  s2_healpix_map_destroy(*map);
  *map = NULL;
  return status;
}

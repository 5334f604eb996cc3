// SPDX-License-Identifier: MIT
#include "fits.h"
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// CFITSIO's error stack is one for the whole process, even in re-entrant builds.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

s2_status s2io_fits_result(const s2io_fits *fits, int code, const char *what)
{
  char text[FLEN_STATUS], detail[FLEN_ERRMSG] = "";
  if (code == 0) return S2_OK;
  fits_get_errstatus(code, text);
  fits_read_errmsg(detail);
  fits_clear_errmsg();
  if (code == MEMORY_ALLOCATION) return S2_FAIL(S2_ERR_MEMORY, "%.200s: no memory", fits->path);
  return S2IO_BAD_FILE(fits->path, "%s: %s (CFITSIO %d) %s", what, text, code, detail);
}

static s2_status open_and_read(const char *path, void *data, size_t size, s2io_fits_fn *fn,
                               void *arg)
{
  s2io_fits fits = {NULL, path};
  int code = 0;
  pthread_mutex_lock(&lock);
  fits_open_memfile(&fits.file, "memory", READONLY, &data, &size, 0, NULL, &code);
  s2_status status = s2io_fits_result(&fits, code, "cannot be opened");
  if (status == S2_OK) {
    status = fn(&fits, arg);
    code = 0;
    fits_close_file(fits.file, &code);
  }
  fits_clear_errmsg();
  pthread_mutex_unlock(&lock);
  return status;
}

// CFITSIO reads whole blocks, beyond the end of the memory if the last one is not complete.
static s2_status check_and_read(const s2_bytes *file, s2io_fits_fn *fn, void *arg)
{
  size_t size;
  S2_TRY(s2io_fits_check(file, &size));
  if (size <= file->size)
    return open_and_read(file->path, (void *)(uintptr_t)file->data, size, fn, arg); // read only
  char *whole = s2_priv_alloc(size, 1);                                             // zeroed
  if (whole == NULL) return S2_FAIL(S2_ERR_MEMORY, "%.200s: no memory", file->path);
  memcpy(whole, file->data, file->size);
  s2_status status = open_and_read(file->path, whole, size, fn, arg);
  s2_priv_free(whole);
  return status;
}

s2_status s2io_fits_read(const s2_bytes *file, s2io_fits_fn *fn, void *arg)
{
  void *data;
  s2_bytes plain = {NULL, 0, file->path};
  if (file->size < 2 || file->data[0] != 0x1f || file->data[1] != 0x8b)
    return check_and_read(file, fn, arg);
  S2_TRY(s2io_gunzip(file, &data, &plain.size));
  plain.data = data;
  s2_status status = check_and_read(&plain, fn, arg);
  s2_priv_free(data);
  return status;
}

// Offset of the end of the last header-data unit.
static s2_status written_size(const s2io_fits *fits, size_t *size)
{
  int code = 0;
  LONGLONG end = 0;
  fits_flush_file(fits->file, &code);
  fits_get_hduaddrll(fits->file, NULL, NULL, &end, &code);
  *size = (size_t)end;
  return s2io_fits_result(fits, code, "cannot be finished");
}

static s2_status make(const char *path, s2io_fits_fn *fn, void *arg, void **data, size_t *size)
{
  s2io_fits fits = {NULL, path};
  size_t room = 2880;
  int code = 0;
  *data = malloc(room); // CFITSIO grows it by realloc()
  if (*data == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a FITS file");
  fits_create_memfile(&fits.file, data, &room, 1 << 20, realloc, &code);
  S2_TRY(s2io_fits_result(&fits, code, "cannot be created"));
  s2_status status = fn(&fits, arg);
  if (status == S2_OK) status = written_size(&fits, size);
  code = 0;
  fits_close_file(fits.file, &code);
  return status == S2_OK ? s2io_fits_result(&fits, code, "cannot be closed") : status;
}

s2_status s2io_fits_write(const char *path, s2io_fits_fn *fn, void *arg)
{
  void *data = NULL, *packed = NULL;
  size_t size = 0;
  S2_REQUIRE(path != NULL, "path = NULL");
  pthread_mutex_lock(&lock);
  s2_status status = make(path, fn, arg, &data, &size);
  fits_clear_errmsg();
  pthread_mutex_unlock(&lock);
  s2io_piece piece = {data, size};
  if (status == S2_OK && s2io_ends_with(path, ".gz")) {
    status = s2io_gzip(data, size, &packed, &piece.size);
    piece.data = packed;
  }
  if (status == S2_OK) status = s2io_write(path, 1, &piece);
  free(data);
  s2_priv_free(packed);
  return status;
}

void s2io_fits_text(const s2io_fits *fits, const char *key, char text[S2_TEXT_SIZE])
{
  char value[FLEN_VALUE] = "";
  int code = 0;
  if (fits_read_key(fits->file, TSTRING, key, value, NULL, &code) != 0) value[0] = '\0';
  s2io_copy_text(text, value, strlen(value));
}

bool s2io_fits_integer(const s2io_fits *fits, const char *key, int64_t *value)
{
  LONGLONG found = 0;
  int code = 0;
  if (fits_read_key(fits->file, TLONGLONG, key, &found, NULL, &code) != 0) return false;
  *value = (int64_t)found;
  return true;
}

bool s2io_fits_number(const s2io_fits *fits, const char *key, double *value)
{
  double found = 0;
  int code = 0;
  if (fits_read_key(fits->file, TDOUBLE, key, &found, NULL, &code) != 0) return false;
  *value = found;
  return true;
}

s2_status s2io_fits_next_table(const s2io_fits *fits, int after, bool ascii, int *number)
{
  int count = 0, type = 0, code = 0;
  *number = 0;
  fits_get_num_hdus(fits->file, &count, &code);
  for (int i = after + 1; i <= count && code == 0; i++) {
    fits_movabs_hdu(fits->file, i, &type, &code);
    if (code != 0 || (type != BINARY_TBL && !(ascii && type == ASCII_TBL))) continue;
    *number = i;
    return S2_OK;
  }
  return s2io_fits_result(fits, code, "the next table");
}

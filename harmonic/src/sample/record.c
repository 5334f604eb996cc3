// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "record.h"
#include "record_file.h"
#include <limits.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <string.h>

// Header: magic, version, kind, bytes of the state, checksum of all the other bytes.
static const char magic[8] = "HARMSTAT";
enum { WORD = 8, VERSION = 1, CHECKSUM_AT = 32, HEADER = RECORD_HEADER };

static const char *const kinds[] = {[RECORD_NUTS] = "a NUTS sampler",
                                    [RECORD_ENSEMBLE] = "an ensemble sampler",
                                    [RECORD_EVIDENCE] = "sums of an evidence"};

static void put(unsigned char *at, uint64_t word)
{
  for (int i = 0; i < WORD; i++) at[i] = (unsigned char)(word >> 8 * i);
}

static uint64_t get(const unsigned char *at)
{
  uint64_t word = 0;
  for (int i = 0; i < WORD; i++) word |= (uint64_t)at[i] << 8 * i;
  return word;
}

void record_word(record *r, uint64_t *value)
{
  r->used += WORD;
  if (r->mode == RECORD_COUNT) return;
  if (r->left < WORD) {
    r->short_of = true;
    r->left = 0;
    *value = 0;
    return;
  }
  if (r->mode == RECORD_WRITE)
    put(r->at, *value);
  else
    *value = get(r->at);
  r->at += WORD;
  r->left -= WORD;
}

void record_integer(record *r, int64_t *value)
{
  uint64_t word = (uint64_t)*value;
  record_word(r, &word);
  if (r->mode == RECORD_READ) memcpy(value, &word, sizeof word);
}

void record_int(record *r, int *value)
{
  int64_t wide = *value;
  record_integer(r, &wide);
  if (r->mode == RECORD_READ) *value = wide < INT_MIN || wide > INT_MAX ? INT_MIN : (int)wide;
}

void record_bool(record *r, bool *value)
{
  uint64_t word = *value;
  record_word(r, &word);
  if (r->mode == RECORD_READ) *value = word != 0;
}

void record_reals(record *r, size_t count, double *values)
{
  if (r->mode == RECORD_COUNT) r->used += count * WORD;
  for (size_t i = 0; i < count && r->mode != RECORD_COUNT; i++) {
    uint64_t word;
    memcpy(&word, &values[i], sizeof word);
    record_word(r, &word);
    if (r->mode == RECORD_READ) memcpy(&values[i], &word, sizeof word);
  }
}

// While counting there may be no values.
void record_matrix(record *r, size_t rows, size_t columns, size_t stride, double *values)
{
  if (r->mode == RECORD_COUNT) r->used += rows * columns * WORD;
  for (size_t i = 0; i < rows && r->mode != RECORD_COUNT; i++)
    record_reals(r, columns, values + i * stride);
}

// FNV-1a, 64 bits: every change of a single byte is noticed.
static uint64_t checksum(uint64_t sum, const unsigned char *data, size_t size)
{
  for (size_t i = 0; i < size; i++) sum = (sum ^ data[i]) * UINT64_C(0x100000001b3);
  return sum;
}

static uint64_t checksum_of(const unsigned char *file, size_t size)
{
  uint64_t sum = checksum(UINT64_C(0xcbf29ce484222325), file, CHECKSUM_AT);
  return checksum(sum, file + HEADER, size - HEADER);
}

void record_seal(unsigned char *file, size_t size, record_kind kind)
{
  memcpy(file, magic, sizeof magic);
  put(file + WORD, VERSION);
  put(file + 2 * WORD, (uint64_t)kind);
  put(file + 3 * WORD, size - HEADER);
  put(file + CHECKSUM_AT, checksum_of(file, size));
}

s2_status record_save(const char *path, record_kind kind, record_visit *visit, void *state)
{
  S2_REQUIRE(path != NULL && path[0] != '\0', "path is empty");
  record r = {.mode = RECORD_COUNT, .path = path};
  S2_TRY(visit(&r, state));
  size_t size = HEADER + r.used;
  unsigned char *file = s2_priv_alloc(size, 1);
  if (file == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu bytes of a file", size);
  r = (record){.mode = RECORD_WRITE, .at = file + HEADER, .left = size - HEADER, .path = path};
  s2_status status = visit(&r, state);
  record_seal(file, size, kind);
  if (status == S2_OK) status = record_file_write(path, file, size);
  s2_priv_free(file);
  return status;
}

#define BAD(...) S2_FAIL(S2_ERR_FILE, __VA_ARGS__)

static s2_status check_header(const unsigned char *file, size_t size, const char *path,
                              record_kind kind)
{
  if (size < HEADER || memcmp(file, magic, sizeof magic) != 0)
    return BAD("%.200s: is not a checkpoint of harmonic", path);
  uint64_t version = get(file + WORD), is = get(file + 2 * WORD), bytes = get(file + 3 * WORD);
  if (version != VERSION)
    return BAD("%.200s: version %llu, while this library reads %d", path,
               (unsigned long long)version, VERSION);
  if (bytes != size - HEADER)
    return BAD("%.200s: has %zu bytes after its header, expected %llu", path, size - HEADER,
               (unsigned long long)bytes);
  uint64_t sum = checksum_of(file, size), expected = get(file + CHECKSUM_AT);
  if (sum != expected)
    return BAD("%.200s: is damaged: checksum %016llx, expected %016llx", path,
               (unsigned long long)sum, (unsigned long long)expected);
  if (is != (uint64_t)kind) return BAD("%.200s: does not hold %s", path, kinds[kind]);
  return S2_OK;
}

s2_status record_parse(const unsigned char *data, size_t size, const char *path, record_kind kind,
                       record_visit *visit, void *state)
{
  S2_TRY(check_header(data, size, path, kind));
  record r = {.mode = RECORD_READ, .left = size - HEADER, .path = path};
  r.at = (unsigned char *)data + HEADER; // reading does not write there
  S2_TRY(visit(&r, state));
  if (r.short_of || r.left > 0)
    return BAD("%.200s: the state takes %zu bytes, not %zu", path, r.used, size - HEADER);
  return S2_OK;
}

s2_status record_load(const char *path, record_kind kind, record_visit *visit, void *state)
{
  unsigned char *data;
  size_t size;
  S2_REQUIRE(path != NULL && path[0] != '\0', "path is empty");
  S2_TRY(record_file_read(path, &data, &size));
  s2_status status = record_parse(data, size, path, kind, visit, state);
  s2_priv_free(data);
  return status;
}

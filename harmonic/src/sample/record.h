// SPDX-License-Identifier: MIT
// Checkpoint files: a header with a checksum, then the fields of a state, little-endian.
//
// One function per state visits its fields in order; the record counts their bytes, writes or reads
// them, so that files cannot be read otherwise than they are written.
#ifndef HARMONIC_SAMPLE_RECORD_H
#define HARMONIC_SAMPLE_RECORD_H

#include <s2common/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum record_mode { RECORD_COUNT, RECORD_WRITE, RECORD_READ } record_mode;

/// What a file holds.
typedef enum record_kind { RECORD_NUTS = 1, RECORD_ENSEMBLE = 2, RECORD_EVIDENCE = 3 } record_kind;

typedef struct record {
  record_mode mode;
  unsigned char *at; ///< next byte; not used by RECORD_COUNT
  size_t left;       ///< bytes from there to the end
  size_t used;       ///< bytes visited
  bool short_of;     ///< RECORD_READ: the data ended before a field; it and the rest are zero
  const char *path;
} record;

/// A field. Reading sets it, all else leaves it as it is.
void record_integer(record *r, int64_t *value);
void record_int(record *r, int *value); ///< reading: out of range gives INT_MIN
void record_bool(record *r, bool *value);
void record_word(record *r, uint64_t *value);
void record_reals(record *r, size_t count, double *values);
void record_matrix(record *r, size_t rows, size_t columns, size_t stride, double *values);

/// A visitor of the fields of `state`.
typedef s2_status record_visit(record *r, void *state);

/// Bytes before the state.
enum { RECORD_HEADER = 40 };

/// Write the header of a file of `size` bytes whose state is in place.
void record_seal(unsigned char *file, size_t size, record_kind kind);

/// Write a state to a file, beside the target first. The visitor does not fail when it counts or
/// writes.
s2_status record_save(const char *path, record_kind kind, record_visit *visit, void *state);

/// Read a state from a file; the visitor checks what it gets.
s2_status record_load(const char *path, record_kind kind, record_visit *visit, void *state);

/// record_load() from memory.
s2_status record_parse(const unsigned char *data, size_t size, const char *path, record_kind kind,
                       record_visit *visit, void *state);

#endif

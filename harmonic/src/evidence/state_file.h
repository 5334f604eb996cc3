// SPDX-License-Identifier: MIT
// Files of 64-bit words: magic (8 bytes), number of words, CRC-32 of the words, words;
// little-endian.
#ifndef HARMONIC_EVIDENCE_STATE_FILE_H
#define HARMONIC_EVIDENCE_STATE_FILE_H

#include <s2common/status.h>
#include <stdint.h>
#include <string.h>

/// Write beside `path` and rename. The magic names the format and its version.
s2_status state_file_write(const char *path, const char magic[9], int64_t n, const uint64_t *words);

/// Read all words; `*words` is to be freed with s2_priv_free(), NULL on failure.
s2_status state_file_read(const char *path, const char magic[9], int64_t *n, uint64_t **words);

static inline uint64_t word_of(double x)
{
  uint64_t word;
  memcpy(&word, &x, sizeof word);
  return word;
}

static inline double double_of(uint64_t word)
{
  double x;
  memcpy(&x, &word, sizeof x);
  return x;
}

#endif

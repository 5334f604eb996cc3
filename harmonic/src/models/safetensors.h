// SPDX-License-Identifier: MIT
/// @file
/// Safetensors: 8 bytes of header size (little endian), a JSON header, the data. The header maps
/// names to {"dtype", "shape", "data_offsets"}, and "__metadata__" to texts. Here: doubles, and
/// floats on reading.
#ifndef HARMONIC_MODELS_SAFETENSORS_H
#define HARMONIC_MODELS_SAFETENSORS_H

#include <s2common/status.h>
#include <stddef.h>
#include <stdint.h>

enum { ST_NAME = 96, ST_RANK = 4, ST_METADATA = 64, ST_TENSORS = 100000 };

/// One array in a file.
typedef struct st_tensor {
  char name[ST_NAME];
  int is_float; ///< else double
  int rank;
  int64_t shape[ST_RANK];
  int64_t size;      ///< elements
  size_t begin, end; ///< bytes within the data
} st_tensor;

/// One text of the metadata.
typedef struct st_text {
  char key[ST_NAME], value[ST_NAME];
} st_text;

/// A header.
typedef struct st_file {
  int ntexts, ntensors, room;
  st_text texts[ST_METADATA];
  st_tensor *tensors;
  const unsigned char *data; ///< within the bytes that were parsed
} st_file;

/// Understand `size` bytes, which `data` keeps referring to; `path` is for messages, which name the
/// byte. Every offset, size and shape is checked. Free with st_free(). S2_ERR_FILE, S2_ERR_MEMORY.
s2_status st_parse(st_file *file, const char *path, const unsigned char *bytes, size_t size);

void st_free(st_file *file);

/// The tensor of a name; NULL: none.
const st_tensor *st_find(const st_file *file, const char *name);

/// A text of the metadata; NULL: none.
const char *st_text_of(const st_file *file, const char *key);

/// All elements of a tensor as doubles.
void st_copy(const st_file *file, const st_tensor *tensor, double *out);

#endif

// SPDX-License-Identifier: MIT
// Whole files, in and out.
#ifndef HARMONIC_SAMPLE_RECORD_FILE_H
#define HARMONIC_SAMPLE_RECORD_FILE_H

#include <s2common/status.h>
#include <stddef.h>

/// The content of a regular file; freed with s2_priv_free().
s2_status record_file_read(const char *path, unsigned char **data, size_t *size);

/// Write beside the target, then rename over it: it is the old file or the new one at any time.
s2_status record_file_write(const char *path, const unsigned char *data, size_t size);

#endif

// SPDX-License-Identifier: MIT
// Evidences in the bytes of a file.
#ifndef HARMONIC_EVIDENCE_EVIDENCE_FILE_H
#define HARMONIC_EVIDENCE_EVIDENCE_FILE_H

#include "evidence.h"

/// harmonic_evidence_load() from memory.
s2_status evidence_parse(const unsigned char *data, size_t size, const char *path,
                         harmonic_evidence **evidence);

#endif

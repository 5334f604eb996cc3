// SPDX-License-Identifier: MIT
// Reads any bytes as a saved evidence: as they are, and with a valid header so that the sums are
// reached. What loads gives statistics.
#include <evidence/evidence_file.h>
#include <sample/record.h>
#include <stdlib.h>
#include <string.h>

static void try_bytes(const unsigned char *data, size_t size)
{
  harmonic_evidence *evidence;
  harmonic_statistics statistics;
  if (evidence_parse(data, size, "input", &evidence) != S2_OK) return;
  (void)!harmonic_evidence_statistics(evidence, &statistics);
  (void)!harmonic_evidence_merge(evidence, evidence);
  harmonic_evidence_destroy(evidence);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  try_bytes(data, size);
  unsigned char *copy = size >= RECORD_HEADER && size < 1 << 20 ? malloc(size) : NULL;
  if (copy == NULL) return 0;
  memcpy(copy, data, size);
  record_seal(copy, size, RECORD_EVIDENCE);
  try_bytes(copy, size);
  free(copy);
  return 0;
}

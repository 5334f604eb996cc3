// SPDX-License-Identifier: MIT
// Any bytes as a result in JSON: refused, or read as finite text says.
#include "../cli.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static harmonic_result result;
  char *text = malloc(size + 1);
  if (text == NULL) return 0;
  memcpy(text, data, size);
  text[size] = '\0';
  s2_status status = cli_result_parse("fuzz", text, &result);
  if (status == S2_OK && (result.verdict < HARMONIC_GOOD || result.verdict > HARMONIC_BAD)) abort();
  free(text);
  return 0;
}

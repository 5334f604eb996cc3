// SPDX-License-Identifier: MIT
#include <s2common/priv/io.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  s2_bytes file = {data, size, "fuzz"};
  s2_array *array;
  if (s2_priv_npy_parse(&array, &file) == S2_OK) s2_array_destroy(array);
  return 0;
}

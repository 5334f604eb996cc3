// SPDX-License-Identifier: MIT
#include <s2common/priv/io.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  s2_bytes file = {data, size, "fuzz"};
  s2_array *array;
  s2_names *names;
  if (s2_priv_npz_parse(&array, &file, NULL) == S2_OK) s2_array_destroy(array);
  if (s2_priv_npz_names(&names, &file) != S2_OK) return 0;
  for (int64_t i = 0; i < names->count && i < 8; i++)
    if (s2_priv_npz_parse(&array, &file, names->name[i]) == S2_OK) s2_array_destroy(array);
  s2_names_destroy(names);
  return 0;
}

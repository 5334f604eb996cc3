// SPDX-License-Identifier: MIT
#include <s2common/priv/io.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  s2_bytes file = {data, size, "fuzz"};
  s2_array *array;
  s2_cl_table *table;
  if (s2_priv_text_parse(&array, &file) == S2_OK) s2_array_destroy(array);
  if (s2_priv_cl_text_parse(&table, &file) == S2_OK) s2_cl_table_destroy(table);
  return 0;
}

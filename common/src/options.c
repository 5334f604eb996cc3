// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2common"
#include <s2common/priv/options.h>
#include <string.h>

/// No struct of options is as large: a size beyond is memory that nobody has filled.
enum { LARGEST = 65536 };

void s2_priv_options_init(void *options, size_t struct_size, const void *defaults, size_t size)
{
  memset(options, 0, struct_size);
  memcpy(options, defaults, struct_size < size ? struct_size : size);
  memcpy(options, &struct_size, sizeof struct_size);
}

s2_status s2_priv_options_adopt(const char *library, const char *function, const char *init,
                                const void *given, const void *defaults, size_t size, void *own)
{
  size_t known;
  memcpy(own, defaults, size);
  if (given == NULL) return S2_OK;
  memcpy(&known, given, sizeof known);
  if (known < sizeof known || known > LARGEST)
    return s2_priv_fail(S2_ERR_ARGUMENT, library, function,
                        "struct_size = %zu: call %s() before setting options", known, init);
  memcpy(own, given, known < size ? known : size);
  memcpy(own, &size, sizeof size);
  return S2_OK;
}

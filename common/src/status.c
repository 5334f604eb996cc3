// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2common"
#include <s2common/priv/error.h>
#include <s2common/status.h>
#include <stdarg.h>
#include <stdio.h>

static _Thread_local char detail[512];

const char *s2_status_string(s2_status status)
{
  switch (status) {
    case S2_OK: return "success";
    case S2_ERR_ARGUMENT: return "invalid argument";
    case S2_ERR_MEMORY: return "out of memory";
    case S2_ERR_UNSUPPORTED: return "not supported by this build";
    case S2_ERR_NUMERIC: return "numerical failure";
    case S2_ERR_DEVICE: return "device failure";
    case S2_ERR_MODULE: return "device module not usable";
    case S2_ERR_INTERNAL: return "internal error";
    case S2_ERR_CANCELLED: return "cancelled";
    case S2_ERR_FILE: return "file not usable";
  }
  return "unknown status";
}

const char *s2_error_message(void)
{
  return detail;
}

void s2_error_clear(void)
{
  detail[0] = '\0';
}

s2_status s2_priv_fail(s2_status status, const char *library, const char *function,
                       const char *format, ...)
{
  va_list args;
  int used = snprintf(detail, sizeof detail, "%s: %s: ", library, function);
  if (used < 0 || (size_t)used >= sizeof detail) return status;
  va_start(args, format);
  vsnprintf(detail + used, sizeof detail - (size_t)used, format, args);
  va_end(args);
  return status;
}

// SPDX-License-Identifier: MIT
#include "sink.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void sink_put(sink *s, const char *format, ...)
{
  va_list args;
  size_t room = s->length < s->size ? s->size - s->length : 0;
  va_start(args, format);
  int length = vsnprintf(room > 0 ? s->text + s->length : NULL, room, format, args);
  va_end(args);
  if (length > 0) s->length += (size_t)length;
}

// Whatever the locale puts between the digits becomes a point.
static void set_point(char *number)
{
  char *to = number;
  int seen = 0;
  for (const char *from = number; *from != '\0'; from++) {
    if (strchr("0123456789+-einfa", *from) != NULL)
      *to++ = *from;
    else if (!seen++)
      *to++ = '.';
  }
  *to = '\0';
}

void sink_number(sink *s, int width, int digits, int fixed, double value)
{
  char number[400]; // DBL_MAX has 309 digits before the point
  snprintf(number, sizeof number, fixed ? "%.*f" : "%.*g", digits, value);
  set_point(number);
  sink_put(s, "%*s", width, number);
}

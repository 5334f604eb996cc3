// SPDX-License-Identifier: MIT
// Little- and big-endian integers in memory.
#ifndef S2IO_ENDIAN_H
#define S2IO_ENDIAN_H

#include <stdint.h>

static inline uint64_t s2io_get_little(const unsigned char *at, int bytes)
{
  uint64_t value = 0;
  for (int i = bytes - 1; i >= 0; i--) value = value << 8 | at[i];
  return value;
}

static inline uint64_t s2io_get_big(const unsigned char *at, int bytes)
{
  uint64_t value = 0;
  for (int i = 0; i < bytes; i++) value = value << 8 | at[i];
  return value;
}

static inline void s2io_put_little(unsigned char *at, int bytes, uint64_t value)
{
  for (int i = 0; i < bytes; i++) at[i] = (unsigned char)(value >> (8 * i) & 0xff);
}

#endif

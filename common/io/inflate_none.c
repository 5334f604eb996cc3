// SPDX-License-Identifier: MIT
// A build without zlib: only the checksum, bit-serial by nibbles (polynomial 0xEDB88320).
#include "internal.h"

bool s2io_have_zlib(void)
{
  return false;
}

uint32_t s2io_crc32(uint32_t crc, const void *data, size_t size)
{
  static const uint32_t table[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
                                     0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
                                     0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                     0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
  const unsigned char *at = data;
  crc = ~crc;
  for (size_t i = 0; i < size; i++) {
    crc = table[(crc ^ at[i]) & 15] ^ crc >> 4;
    crc = table[(crc ^ at[i] >> 4) & 15] ^ crc >> 4;
  }
  return ~crc;
}

static s2_status missing(void)
{
  return S2_FAIL(S2_ERR_UNSUPPORTED, "this build has no zlib for compressed data");
}

s2_status s2io_inflate(const s2_bytes *packed, void *data, size_t size)
{
  (void)packed, (void)data, (void)size;
  return missing();
}

s2_status s2io_deflate(const void *data, size_t size, void **packed, size_t *packed_size)
{
  (void)data, (void)size;
  *packed = NULL;
  *packed_size = 0;
  return missing();
}

s2_status s2io_gzip(const void *data, size_t size, void **packed, size_t *packed_size)
{
  return s2io_deflate(data, size, packed, packed_size);
}

s2_status s2io_gunzip(const s2_bytes *packed, void **data, size_t *size)
{
  return s2io_deflate(packed, 0, data, size);
}

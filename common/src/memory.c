// SPDX-License-Identifier: MIT
#define _DEFAULT_SOURCE // madvise()
#include <s2common/priv/memory.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define HUGE_PAGE ((size_t)2 << 20)
#define HUGE_BLOCK ((size_t)4 << 20)

// Allocations that may still succeed in this thread; negative: no limit.
static _Thread_local int64_t allowance = -1;

static bool may_allocate(void)
{
  if (allowance == 0) return false;
  if (allowance > 0) allowance--;
  return true;
}

void *s2_priv_alloc(size_t count, size_t size)
{
  if (!may_allocate()) return NULL;
  if (size != 0 && count > (SIZE_MAX - HUGE_PAGE) / size) return NULL;
  size_t bytes = count * size;
  size_t align = bytes >= HUGE_BLOCK ? HUGE_PAGE : S2_ALIGNMENT;
  // An empty block is still a block: NULL always means failure.
  size_t padded = bytes == 0 ? align : (bytes + align - 1) / align * align;
  void *block = aligned_alloc(align, padded);
  if (block == NULL) return NULL;
#ifdef MADV_HUGEPAGE
  if (bytes >= HUGE_BLOCK) (void)madvise(block, padded, MADV_HUGEPAGE); // advice: may be refused
#endif
  return memset(block, 0, padded);
}

void s2_priv_free(void *block)
{
  free(block);
}

void s2_priv_fail_after(int64_t n)
{
  allowance = n;
}

bool s2_priv_mul(int64_t a, int64_t b, int64_t *product)
{
  *product = 0;
  if (a < 0 || b < 0) return false;
  if (a != 0 && b > INT64_MAX / a) return false;
  *product = a * b;
  return true;
}

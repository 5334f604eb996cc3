// SPDX-License-Identifier: MIT
/// @file
/// Aligned memory and checked sizes for the sibling libraries. Not for applications.
#ifndef S2COMMON_PRIV_MEMORY_H
#define S2COMMON_PRIV_MEMORY_H

#include <s2common/defs.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// Alignment of every block, in bytes: one cache line, one AVX-512 vector.
#define S2_ALIGNMENT 64

/// Zeroed memory aligned to S2_ALIGNMENT; blocks of 4 MiB and more ask for huge pages.
/// Free with s2_priv_free(). NULL if it cannot be had, if `count * size` overflows, or when the
/// injected failure of s2_priv_fail_after() strikes; never NULL for an empty block.
S2_EXPORT void *s2_priv_alloc(size_t count, size_t size);

/// Free a block of s2_priv_alloc(); NULL is allowed.
S2_EXPORT void s2_priv_free(void *block);

/// Tests only: the n-th allocation from now (0 = the next) fails, and all after it; a negative
/// number switches this off. Per thread.
S2_EXPORT void s2_priv_fail_after(int64_t n);

/// `*product = a * b`; false (and 0) on overflow of int64 or a negative factor.
S2_EXPORT bool s2_priv_mul(int64_t a, int64_t b, int64_t *product);

/// A bump allocator over one caller-owned block: sizes are counted first (base NULL), then the
/// same calls hand out addresses. Every piece is aligned to S2_ALIGNMENT.
typedef struct s2_arena {
  char *base;  ///< NULL while counting
  size_t used; ///< bytes handed out so far
} s2_arena;

/// Next `count` elements of `size` bytes (NULL while counting). Sizes are the caller's to check.
static inline void *s2_arena_take(s2_arena *arena, size_t count, size_t size)
{
  size_t at = arena->used;
  arena->used = (at + count * size + S2_ALIGNMENT - 1) / S2_ALIGNMENT * S2_ALIGNMENT;
  return arena->base != NULL ? arena->base + at : NULL;
}

S2_END_DECLS
#endif

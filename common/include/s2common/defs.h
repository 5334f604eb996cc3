// SPDX-License-Identifier: MIT
/// @file
/// Compiler and ABI macros shared by every public header of the family.
#ifndef S2COMMON_DEFS_H
#define S2COMMON_DEFS_H

/// @cond macros (said where they are used)
#if defined(__cplusplus)
#  define S2_BEGIN_DECLS extern "C" {
#  define S2_END_DECLS   }
#else
#  define S2_BEGIN_DECLS
#  define S2_END_DECLS
#endif

#if defined(__GNUC__)
#  define S2_EXPORT             __attribute__((visibility("default")))
#  define S2_NODISCARD          __attribute__((warn_unused_result))
#  define S2_DEPRECATED(since, use) __attribute__((deprecated("since " since ": use " use)))
#  define S2_PRINTF(fmt, args)  __attribute__((format(printf, fmt, args)))
#else
#  define S2_EXPORT
#  define S2_NODISCARD
#  define S2_DEPRECATED(since, use)
#  define S2_PRINTF(fmt, args)
#endif

#if defined(__cplusplus)
#  define S2_RESTRICT __restrict__
#else
#  define S2_RESTRICT restrict
#endif
/// @endcond

#endif

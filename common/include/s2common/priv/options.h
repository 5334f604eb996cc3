// SPDX-License-Identifier: MIT
/// @file
/// Versioned option structs for the sibling libraries. Their first member is `size_t struct_size`:
/// the size that the caller was compiled against, older or newer than the library's. Not for
/// applications: may change in any release together with the siblings.
#ifndef S2COMMON_PRIV_OPTIONS_H
#define S2COMMON_PRIV_OPTIONS_H

#include <s2common/priv/error.h>
#include <stddef.h>

S2_BEGIN_DECLS

/// Fill the caller's `struct_size` bytes with the library's defaults of `size` bytes; what only a
/// newer caller knows becomes zero.
S2_EXPORT void s2_priv_options_init(void *options, size_t struct_size, const void *defaults,
                                    size_t size);

/// The caller's options, NULL: none, as the library's: defaults where the caller is older. `init` is
/// the name of the function that the message asks for.
S2_EXPORT s2_status s2_priv_options_adopt(const char *library, const char *function,
                                          const char *init, const void *given,
                                          const void *defaults, size_t size, void *own);

S2_END_DECLS

/// Adopt `given` into `*own` over `defaults`, in a function that returns a status.
#define S2_ADOPT_OPTIONS(init, given, defaults, own)                                     \
  S2_TRY(s2_priv_options_adopt(S2_LIBRARY, __func__, (init), (given), &(defaults),       \
                               sizeof(defaults), (own)))

#endif

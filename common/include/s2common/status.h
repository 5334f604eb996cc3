// SPDX-License-Identifier: MIT
/// @file
/// Status codes and the calling thread's error detail.
#ifndef S2COMMON_STATUS_H
#define S2COMMON_STATUS_H

#include <s2common/defs.h>

S2_BEGIN_DECLS

/// Result of every fallible function. Values are ABI: append, never renumber.
typedef enum s2_status {
  S2_OK = 0,             ///< success
  S2_ERR_ARGUMENT = 1,   ///< an argument is out of its documented range
  S2_ERR_MEMORY = 2,     ///< an allocation failed
  S2_ERR_UNSUPPORTED = 3, ///< valid request that this build cannot serve
  S2_ERR_NUMERIC = 4,    ///< non-finite or non-convergent result
  S2_ERR_DEVICE = 5,     ///< the device runtime reported an error
  S2_ERR_MODULE = 6,     ///< a device module is missing or incompatible
  S2_ERR_INTERNAL = 7,   ///< a bug in this library
  S2_ERR_CANCELLED = 8,  ///< stopped by the caller's progress callback
  S2_ERR_FILE = 9        ///< a file cannot be read, written or understood
} s2_status;

/// Fixed English name of a status code.
/// @param[in] status  any value
/// @return static text, never NULL
S2_EXPORT const char *s2_status_string(s2_status status);

/// Detail of the last failure in the calling thread: "library: function: text".
/// @return text that is valid until the next failing call in this thread; never NULL, "" if none
S2_EXPORT const char *s2_error_message(void);

/// Forget the calling thread's error detail.
S2_EXPORT void s2_error_clear(void);

S2_END_DECLS
#endif

// SPDX-License-Identifier: MIT
/// @file
/// How a long computation tells how far it is, and how it is stopped.
#ifndef S2COMMON_PROGRESS_H
#define S2COMMON_PROGRESS_H

#include <s2common/defs.h>

S2_BEGIN_DECLS

/// Called by a long computation from the thread that started it.
///
/// @param[in] user   the pointer given beside the callback
/// @param[in] done   fraction of the work done, 0 .. 1, never decreasing
/// @param[in] what   what is being done; static text
/// @return 0 to go on; anything else stops the computation, which then returns
///         ::S2_ERR_CANCELLED and leaves its outputs unspecified but its inputs untouched
typedef int s2_progress_fn(void *user, double done, const char *what);

S2_END_DECLS
#endif

// SPDX-License-Identifier: MIT
#ifndef S2FFT_REQUIRE_FOR_H
#define S2FFT_REQUIRE_FOR_H

#include "plan.h"

/// S2_REQUIRE for the code behind several typed functions: messages carry the name of the one that
/// was called, `function`.
#define REQUIRE_FOR(function, condition, ...)                                                      \
  do {                                                                                             \
    if (!(condition)) return s2_priv_fail(S2_ERR_ARGUMENT, S2_LIBRARY, (function), __VA_ARGS__);   \
  } while (0)

#endif

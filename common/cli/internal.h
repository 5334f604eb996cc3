// SPDX-License-Identifier: MIT
#ifndef INTERNAL_H
#define INTERNAL_H

#define S2_LIBRARY "s2cli"
#include <s2common/priv/cli.h>

#endif

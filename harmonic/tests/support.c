// SPDX-License-Identifier: MIT
#include "support.h"

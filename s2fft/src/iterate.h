// SPDX-License-Identifier: MIT
#ifndef S2FFT_ITERATE_H
#define S2FFT_ITERATE_H

#include "workspace.h"

/// Iterated analysis of `count` fields: a = A f, then `iterations` times a += A (f - S a).
s2_status iterate_forward(const job *j, int64_t count, const work_view *view);

/// Its exact adjoint: with A = S^H Q and k iterations, A_k^H = A^H sum_{i <= k} (1 - A S)^i, since
/// S^H A^H = A S.
s2_status iterate_adjoint(const job *j, int64_t count, const work_view *view);

#endif

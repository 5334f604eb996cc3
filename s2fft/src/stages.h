// SPDX-License-Identifier: MIT
#ifndef S2FFT_STAGES_H
#define S2FFT_STAGES_H

#include "workspace.h"

/// Coefficients of fields f .. f+n-1 to maps; `weighted`: the adjoint of the analysis.
void stages_synthesis(const job *j, int64_t f, int n, int weighted, const work_view *view);

/// Exact transpose: maps to coefficients; `weighted`: the analysis, else the adjoint of the
/// synthesis.
void stages_analysis(const job *j, int64_t f, int n, int weighted, const work_view *view);

#endif

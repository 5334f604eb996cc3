// SPDX-License-Identifier: MIT
#ifndef S2FFT_TRANSFORM_H
#define S2FFT_TRANSFORM_H

#include "job.h"

typedef enum operation {
  OP_INVERSE,         ///< S
  OP_FORWARD,         ///< A
  OP_INVERSE_ADJOINT, ///< S^H
  OP_FORWARD_ADJOINT  ///< A^H
} operation;

/// A typed function's arguments.
typedef struct call {
  const char *function; ///< for messages
  operation op;
  job job; ///< strides and layout are filled in by transform_run()
  const s2fft_batch *batch;
  s2fft_workspace *work;
} call;

/// Check, find a workspace, run.
s2_status transform_run(const call *c);

#endif

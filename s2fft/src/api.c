// SPDX-License-Identifier: MIT
// The typed functions of s2fft.h: each names its arrays and its operation, transform.c does the
// rest.
#include "transform.h"

#define RUN(operation, kind, is_single, is_gradient, a0, a1, m0, m1)                               \
  return transform_run(&(call){.function = __func__,                                               \
                               .op = operation,                                                    \
                               .batch = batch,                                                     \
                               .work = work,                                                       \
                               .job = {.plan = plan,                                               \
                                       .field = kind,                                              \
                                       .single = is_single,                                        \
                                       .gradient = is_gradient,                                    \
                                       .alm = {(void *)(a0), (void *)(a1)},                        \
                                       .map = {(void *)(m0), (void *)(m1)}}})

#define TAIL const s2fft_batch *batch, s2fft_workspace *work

/// name(plan, alm, map): from coefficients to samples
#define REAL_OUT(name, op, alm_type, map_type, single)                                             \
  s2_status name(const s2fft_plan *plan, const alm_type *alm, map_type *map, TAIL)                 \
  {                                                                                                \
    RUN(op, S2FFT_REAL, single, 0, alm, NULL, map, NULL);                                          \
  }
/// name(plan, map, alm): from samples to coefficients
#define REAL_IN(name, op, alm_type, map_type, single)                                              \
  s2_status name(const s2fft_plan *plan, const map_type *map, alm_type *alm, TAIL)                 \
  {                                                                                                \
    RUN(op, S2FFT_REAL, single, 0, alm, NULL, map, NULL);                                          \
  }
#define COMPLEX_OUT(name, op, type, single)                                                        \
  s2_status name(const s2fft_plan *plan, const type *flm, type *map, TAIL)                         \
  {                                                                                                \
    RUN(op, S2FFT_COMPLEX, single, 0, flm, NULL, map, NULL);                                       \
  }
#define COMPLEX_IN(name, op, type, single)                                                         \
  s2_status name(const s2fft_plan *plan, const type *map, type *flm, TAIL)                         \
  {                                                                                                \
    RUN(op, S2FFT_COMPLEX, single, 0, flm, NULL, map, NULL);                                       \
  }
#define PAIR_OUT(name, op, alm_type, map_type, single)                                             \
  s2_status name(const s2fft_plan *plan, const alm_type *E, const alm_type *B, map_type *Q,        \
                 map_type *U, TAIL)                                                                \
  {                                                                                                \
    RUN(op, S2FFT_PAIR, single, 0, E, B, Q, U);                                                    \
  }
#define PAIR_IN(name, op, alm_type, map_type, single)                                              \
  s2_status name(const s2fft_plan *plan, const map_type *Q, const map_type *U, alm_type *E,        \
                 alm_type *B, TAIL)                                                                \
  {                                                                                                \
    RUN(op, S2FFT_PAIR, single, 0, E, B, Q, U);                                                    \
  }
#define GRADIENT_OUT(name, alm_type, map_type, single)                                             \
  s2_status name(const s2fft_plan *plan, const alm_type *alm, map_type *dtheta, map_type *dphi,    \
                 TAIL)                                                                             \
  {                                                                                                \
    RUN(OP_INVERSE, S2FFT_PAIR, single, 1, alm, NULL, dtheta, dphi);                               \
  }
#define GRADIENT_IN(name, alm_type, map_type, single)                                              \
  s2_status name(const s2fft_plan *plan, const map_type *dtheta, const map_type *dphi,             \
                 alm_type *alm, TAIL)                                                              \
  {                                                                                                \
    RUN(OP_INVERSE_ADJOINT, S2FFT_PAIR, single, 1, alm, NULL, dtheta, dphi);                       \
  }

/// All functions of one precision; f is empty or the suffix.
#define FAMILY(f, alm_type, map_type, single)                                                      \
  REAL_OUT(s2fft_inverse##f, OP_INVERSE, alm_type, map_type, single)                               \
  REAL_IN(s2fft_forward##f, OP_FORWARD, alm_type, map_type, single)                                \
  REAL_IN(s2fft_inverse_adjoint##f, OP_INVERSE_ADJOINT, alm_type, map_type, single)                \
  REAL_OUT(s2fft_forward_adjoint##f, OP_FORWARD_ADJOINT, alm_type, map_type, single)               \
  COMPLEX_OUT(s2fft_inverse_complex##f, OP_INVERSE, alm_type, single)                              \
  COMPLEX_IN(s2fft_forward_complex##f, OP_FORWARD, alm_type, single)                               \
  COMPLEX_IN(s2fft_inverse_adjoint_complex##f, OP_INVERSE_ADJOINT, alm_type, single)               \
  COMPLEX_OUT(s2fft_forward_adjoint_complex##f, OP_FORWARD_ADJOINT, alm_type, single)              \
  PAIR_OUT(s2fft_inverse_pair##f, OP_INVERSE, alm_type, map_type, single)                          \
  PAIR_IN(s2fft_forward_pair##f, OP_FORWARD, alm_type, map_type, single)                           \
  PAIR_IN(s2fft_inverse_adjoint_pair##f, OP_INVERSE_ADJOINT, alm_type, map_type, single)           \
  PAIR_OUT(s2fft_forward_adjoint_pair##f, OP_FORWARD_ADJOINT, alm_type, map_type, single)          \
  GRADIENT_OUT(s2fft_gradient##f, alm_type, map_type, single)                                      \
  GRADIENT_IN(s2fft_gradient_adjoint##f, alm_type, map_type, single)

FAMILY(, s2_complex, double, 0)
FAMILY(f, s2_complexf, float, 1)

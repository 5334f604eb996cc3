// SPDX-License-Identifier: MIT
#ifndef S2FFT_THETA_WINDOW_H
#define S2FFT_THETA_WINDOW_H

#include "geometry.h"
#include "theta.h"

/// Samples of a period from which a function of band-limit L is interpolated.
int theta_window_period(int L);

/// Tables for the pairs of rings of a map.
s2_status theta_window_create(s2fft_plan *plan, int count, const ring_pair *pair,
                              const s2_ring *rings, theta_window *window);
void theta_window_destroy(theta_window *window);

/// What the window does to e^{i k theta}, k < L: [L], relative to k = 0.
s2_status theta_window_response(int L, int M, double **response);

#endif

// SPDX-License-Identifier: MIT
/// @file
/// The settings of a flow in files; see store_kind.
#ifndef HARMONIC_FLOW_SETTINGS_H
#define HARMONIC_FLOW_SETTINGS_H

#include "store.h"

void flow_settings(const void *self, store_settings *s);

s2_status flow_create_spline(harmonic_model **model, int ndim, const store_settings *s);

s2_status flow_create_realnvp(harmonic_model **model, int ndim, const store_settings *s);

/// Bounds from below: weights between the hidden layers, the whitening, indices of each layer.
double flow_weight(int ndim, const store_settings *s);

#endif

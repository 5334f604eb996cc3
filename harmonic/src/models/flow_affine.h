// SPDX-License-Identifier: MIT
/// @file
/// Affine couplings z = (x - t) / s of one vector of points.
#ifndef HARMONIC_FLOW_AFFINE_H
#define HARMONIC_FLOW_AFFINE_H

#include "flow_shape.h"
#include "flow_vector.h"

#define LEAST_SCALE ((real)1e-3)
#define MOST_SCALE ((real)1e3)

/// 1/s, ln s and d ln s / da of the network's output a.
typedef struct affine_scale {
  vec inverse, log, slope;
} affine_scale;

FLOW_INLINE affine_scale affine_exp(vec a, real bound)
{
  vec t = vtanh(a), log = bound * t;
  return (affine_scale){vexp(-log), log, bound * (1 - t * t)};
}

FLOW_INLINE affine_scale affine_softplus(vec a)
{
  vec derivative, raw = vsoftplus(a, &derivative);
  vec least = splat(LEAST_SCALE), most = splat(MOST_SCALE);
  vec s = vmin(vmax(raw, least), most), inverse = 1 / s;
  mask inside = below(least, raw) & below(raw, most);
  return (affine_scale){inverse, vlog(s), where(inside, derivative * inverse)};
}

FLOW_INLINE affine_scale affine_of(flow_coupling coupling, vec a, real bound)
{
  if (coupling == COUPLING_AFFINE) return affine_exp(a, bound);
  if (coupling == COUPLING_SOFTPLUS) return affine_softplus(a);
  return (affine_scale){splat(1), splat(0), splat(0)};
}

#endif

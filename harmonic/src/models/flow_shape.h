// SPDX-License-Identifier: MIT
/// @file
/// The form of a coupling flow: which coordinates each layer transforms, the network that says how,
/// and where everything lies. Shared by the plain code and the kernels.
///
/// A flow is a list of layers, applied in order from x to z. A layer leaves the coordinates `cond`
/// as they are, hands them to its network, and transforms each of the coordinates `trans` by a
/// monotonic function whose parameters the network returns:
///
///     spline:    z = RQS(x; widths, heights, slopes)              2.6 of Durkan et al. 2019
///     affine:    z = (x - t) / s,   s = exp(c tanh a)
///     softplus:  z = (x - t) / s,   s = softplus(a) kept in [1e-3, 1e3]
///     shift:     z = x - t
///
/// after which all coordinates may be scaled and shifted. Points come in *tiles* of ::TILE, stored
/// [row][TILE]: neighbouring points are the lanes of the vectors.
#ifndef HARMONIC_FLOW_SHAPE_H
#define HARMONIC_FLOW_SHAPE_H

#include <s2common/status.h>
#include <stddef.h>
#include <stdint.h>

enum {
  TILE = 32,      ///< points
  FLOW_PAD = 16,  ///< rows of weights are padded to a multiple of this many elements
  MAX_HIDDEN = 8, ///< hidden layers of a network
  MAX_DENSE = MAX_HIDDEN + 2,
  TASK_ROWS = 32, ///< rows of weights whose gradient is one piece of work
};

typedef enum flow_activation { ACTIVATION_NONE, ACTIVATION_TANH, ACTIVATION_LEAKY } flow_activation;

typedef enum flow_coupling {
  COUPLING_SPLINE,
  COUPLING_AFFINE,
  COUPLING_SOFTPLUS,
  COUPLING_SHIFT
} flow_coupling;

/// One dense layer of a network: h_j = f(b_j + sum_i W_ji g_i).
typedef struct flow_dense {
  int in, out;
  flow_activation activation;
  ptrdiff_t ld;     ///< elements from one row of weights to the next; the padding stays 0
  ptrdiff_t weight; ///< [out][ld] among the parameters
  ptrdiff_t bias;   ///< [out] among the parameters
  ptrdiff_t rows;   ///< [out][TILE] h in the layer's tape; the gradient on the way back
  ptrdiff_t turned; ///< [TILE][ld] g in the layer's tape, for the gradient of W
} flow_dense;

typedef struct flow_layer {
  flow_coupling coupling;
  int n_cond, n_trans;
  const int *cond, *trans; ///< coordinates
  int ndense;
  flow_dense dense[MAX_DENSE];
  ptrdiff_t scale, shift; ///< [d] among the parameters; -1: none
  ptrdiff_t inputs;       ///< [n_cond][TILE] in the layer's tape
  ptrdiff_t values;       ///< [n_trans][TILE] x
  ptrdiff_t before; ///< [d][TILE] before scale and shift; on the way back the gradient of scale
  ptrdiff_t after;  ///< [d][TILE] on the way back the gradient of shift
  ptrdiff_t tape;   ///< of the layer in the tape of a tile
} flow_layer;

/// A piece of the gradient: rows of one dense layer, or a layer's scale and shift (dense < 0).
typedef struct flow_task {
  int layer, dense, first, rows;
} flow_task;

typedef struct flow_shape {
  int d, nlayers;
  flow_layer *layer;
  int *coordinates; ///< what cond and trans point into
  int *order;       ///< [d] coordinate that z_i is
  int bins;         ///< of splines
  double lo, hi;    ///< their range
  int fixed_slopes; ///< slopes of 1 at both ends
  double bound;     ///< c of affine layers
  ptrdiff_t nparameters, tape,
      layer_tape; ///< elements: parameters, a tile's tape, its largest layer
  int ntasks;
  flow_task *task;
} flow_shape;

/// What a shape is made from.
typedef struct flow_design {
  int d, nlayers;
  int original; ///< the layout of the Python package, else the mixing one
  int spline;   ///< else RealNVP
  int unscaled; ///< original RealNVP: this many of the layers, the last ones, only shift
  int nhidden;  ///< hidden layers of the networks
  int hidden[MAX_HIDDEN];
  int bins;
  double lo, hi; ///< range of splines
  int fixed_slopes;
  double bound;
  uint64_t seed; ///< of the mixing layout
} flow_design;

/// A new shape; freed by flow_shape_free(). S2_ERR_MEMORY.
s2_status flow_shape_create(flow_shape **shape, const flow_design *design);

void flow_shape_free(flow_shape *shape);

/// Rows that the network of a layer returns: for splines those of each transformed coordinate one
/// after another (K widths, K heights, K+1 slopes), else all shifts, then all scales.
int flow_layer_outputs(const flow_shape *shape, const flow_layer *layer);

/// Which coordinates each layer keeps, into shape->coordinates: flow_split.c.
void flow_split(const flow_design *design, flow_shape *shape);

#endif

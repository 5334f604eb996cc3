// SPDX-License-Identifier: MIT
/// @file
/// How a set of chains is stored: all points one after another, cut into chains by start[].
/// Invariants: every number is finite, every chain has a point and a positive sum of weights.
#ifndef HARMONIC_CHAINS_PRIVATE_H
#define HARMONIC_CHAINS_PRIVATE_H

#define S2_LIBRARY "harmonic"
#include <harmonic/chains.h>
#include <harmonic/parameters.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

/// A parameter with its texts.
typedef struct stored_parameter {
  char name[HARMONIC_NAME_SIZE];
  char label[HARMONIC_LABEL_SIZE];
  double lower, upper;
  int derived;
} stored_parameter;

struct harmonic_chains {
  int ndim;
  int64_t count;               ///< chains
  int64_t size;                ///< points
  int64_t room;                ///< points that the arrays hold
  int64_t cuts;                ///< elements of start
  int64_t *start;              ///< [count+1] first point of each chain; start[count] = size
  int *weighted;               ///< [count] whether a chain came with weights
  double *x;                   ///< [room][ndim]
  double *ln_post;             ///< [room]
  double *weight;              ///< [room] 1 where a chain has none
  stored_parameter *parameter; ///< [ndim]
};

/// An empty set with the parameters of another.
s2_status chains_like(harmonic_chains **out, const harmonic_chains *from);

/// Append points first .. first + n - 1 of a chain.
s2_status chains_add_part(harmonic_chains *to, const harmonic_chain *from, int64_t first,
                          int64_t n);

/// Remove the points of negative weight; every chain keeps at least one point.
void chains_remove_marked(harmonic_chains *c);

/// Names, labels and ranges before anyone gives others.
void parameters_start(stored_parameter *parameter, int ndim);

#endif

// SPDX-License-Identifier: MIT
/// @file
/// How a set of chains is stored: all points one after another, cut into chains by start[].
#ifndef HARMONIC_CHAINS_PRIVATE_H
#define HARMONIC_CHAINS_PRIVATE_H

#define S2_LIBRARY "harmonic"
#include <harmonic/chains.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

struct harmonic_chains {
  int ndim;
  int64_t count;   ///< chains
  int64_t size;    ///< points
  int64_t room;    ///< points that the arrays hold
  int64_t cuts;    ///< elements of start
  int64_t *start;  ///< [count+1] first point of each chain; start[count] = size
  int *weighted;   ///< [count] whether a chain came with weights
  double *x;       ///< [room][ndim]
  double *ln_post; ///< [room]
  double *weight;  ///< [room] 1 where a chain has none
};

#endif

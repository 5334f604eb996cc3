// SPDX-License-Identifier: MIT
/// @file
/// Threads that go through a sequence of stages together: a stage is a number of pieces of work,
/// and the next begins when all of them are done.
///
/// This is less than a barrier. Each thread begins with its own share of a stage, then takes what
/// is left of the others', and goes on when the pieces, not the threads, have finished: a thread
/// that the system has put aside holds up nobody unless it was within a piece. Who waits spins for
/// some 20 microseconds, then sleeps, so that waiting takes no time from other programs.
#ifndef HARMONIC_FLOW_STAGES_H
#define HARMONIC_FLOW_STAGES_H

#include <pthread.h>
#include <s2common/priv/memory.h>
#include <s2common/status.h>
#include <stdatomic.h>
#include <stdint.h>

/// What is taken of one thread's share, on a cache line of its own.
typedef struct stage_share {
  /// Number of the stage in the upper half, pieces in the lower.
  _Alignas(S2_ALIGNMENT) _Atomic uint64_t taken;
} stage_share;

typedef struct stages {
  int threads; ///< shares; any number of threads may come
  stage_share *share;
  _Alignas(S2_ALIGNMENT) _Atomic int64_t finished; ///< pieces of all stages so far
  _Atomic int sleepers;
  pthread_mutex_t lock;
  pthread_cond_t changed;
} stages;

/// One thread's way through the stages. All threads call stage_run() with the same counts.
typedef struct stage_walk {
  stages *all;
  int me;         ///< 0 .. threads - 1
  uint32_t stage; ///< number of the current stage, from 1
  int64_t end;    ///< pieces up to its end
} stage_walk;

/// S2_ERR_MEMORY. Freed by stages_destroy(), which accepts what was never created.
s2_status stages_create(stages *all, int threads);
void stages_destroy(stages *all);

/// Before threads set out, while none is on the way: shares from the beginning.
void stages_reset(stages *all);

/// The beginning of a way, of thread number `me`.
static inline stage_walk stages_enter(stages *all, int me)
{
  return (stage_walk){.all = all, .me = me};
}

/// Do pieces 0 .. count-1 with the others; returns when all are done, and all they wrote is seen.
void stage_run(stage_walk *walk, int count, void (*piece)(void *work, int i), void *work);

#endif

// SPDX-License-Identifier: MIT
// Independent pieces of work on several threads, with progress and cancellation in the caller's.
#ifndef HARMONIC_SAMPLE_CREW_H
#define HARMONIC_SAMPLE_CREW_H

#include <s2common/progress.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct crew {
  s2_progress_fn *call; ///< NULL: nobody listens
  void *user;
  const char *what;
  bool brief;           ///< pieces take one call of the density: nobody listens between them
  int64_t total;        ///< units of work of the whole job
  _Atomic int64_t done; ///< those done by all threads
  atomic_bool stop;     ///< stop as soon as possible: cancelled, or a piece failed
  bool cancelled;       ///< the callback asked to stop
  double told;          ///< time of the last call in seconds
} crew;

/// Seconds since some time in the past.
double crew_clock(void);

/// A piece of work; stops early when crew_goes_on() says so.
typedef void crew_task(void *work, int64_t piece);

/// Run pieces 0 .. count-1 on `threads` threads (0: OpenMP's choice). Unless they are brief, the
/// user is told before and after.
void crew_run(crew *c, int threads, int64_t count, crew_task *task, void *work);

/// Count a unit as done; the calling thread reports it.
void crew_count(crew *c);

/// Whether to go on, asked within a unit; the calling thread reports once in a while.
bool crew_goes_on(crew *c);

/// Make all pieces stop.
static inline void crew_stop(crew *c)
{
  atomic_store_explicit(&c->stop, true, memory_order_relaxed);
}

#endif

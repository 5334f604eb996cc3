// SPDX-License-Identifier: MIT
// Progress and cancellation of a loop that runs on several threads.
#ifndef S2FFT_TICKER_H
#define S2FFT_TICKER_H

#include <s2common/progress.h>
#include <s2common/status.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ticker {
  s2_progress_fn *call; ///< NULL: nobody listens
  void *user;
  const char *what;
  int64_t total;        ///< work of the whole loop, any unit
  _Atomic int64_t done; ///< work done by all threads
  atomic_bool stop;     ///< the callback asked to stop
} ticker;

/// Count `work` as done. The thread that started the loop reports it.
void ticker_add(ticker *t, int64_t work);

/// Whether the loop shall go on; asked before each of its parts.
static inline bool ticker_goes_on(ticker *t)
{
  return !atomic_load_explicit(&t->stop, memory_order_relaxed);
}

/// Status of the loop, after it: S2_OK or S2_ERR_CANCELLED.
s2_status ticker_finish(ticker *t);

#endif

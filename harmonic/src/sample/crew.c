// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#define S2_LIBRARY "harmonic"
#include "crew.h"
#include <s2common/priv/error.h>
#include <time.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

// A caller that waits is heard at least this often, in seconds.
#define PATIENCE 0.1

static bool is_caller(void)
{
#ifdef _OPENMP
  return omp_get_thread_num() == 0;
#else
  return true;
#endif
}

double crew_clock(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void report(crew *c)
{
  double done = c->total > 0 ? (double)atomic_load(&c->done) / (double)c->total : 1.0;
  c->told = crew_clock();
  if (c->call(c->user, done, c->what) == 0) return;
  c->cancelled = true;
  crew_stop(c);
}

static bool stopped(crew *c)
{
  return atomic_load_explicit(&c->stop, memory_order_relaxed);
}

void crew_count(crew *c)
{
  atomic_fetch_add_explicit(&c->done, 1, memory_order_relaxed);
  if (c->call != NULL && is_caller() && !stopped(c)) report(c);
}

bool crew_goes_on(crew *c)
{
  if (stopped(c)) return false;
  if (c->call != NULL && is_caller() && crew_clock() - c->told > PATIENCE) report(c);
  return !stopped(c);
}

// The calling thread has no piece left: it listens to the user until the others are done.
static void wait_for_others(crew *c, _Atomic int64_t *left)
{
  const struct timespec nap = {0, 5000000};
  if (c->call == NULL || c->brief || !is_caller()) return;
  while (atomic_load(left) > 0) {
    crew_goes_on(c);
    nanosleep(&nap, NULL);
  }
}

void crew_run(crew *c, int threads, int64_t count, crew_task *task, void *work)
{
  _Atomic int64_t left = count;
  int used = s2_priv_threads(threads);
  if (used > count) used = (int)count;
  bool tell = c->call != NULL && !c->brief;
  if (tell) report(c);
#ifdef _OPENMP
#  pragma omp parallel num_threads(used)
#else
  (void)used;
#endif
  {
#ifdef _OPENMP
#  pragma omp for schedule(dynamic, 1) nowait
#endif
    for (int64_t piece = 0; piece < count; piece++) {
      task(work, piece);
      atomic_fetch_sub(&left, 1);
    }
    wait_for_others(c, &left);
  }
  if (tell && !stopped(c)) report(c);
}

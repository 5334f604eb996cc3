// SPDX-License-Identifier: MIT
#define S2_LIBRARY "harmonic"
#include "flow_stages.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>

/// Looks at the count before a thread goes to sleep.
enum { PATIENCE = 2000 };

s2_status stages_create(stages *all, int threads)
{
  all->threads = threads;
  all->share = s2_priv_alloc((size_t)threads, sizeof *all->share);
  if (all->share == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d threads", threads);
  pthread_mutex_init(&all->lock, NULL);
  pthread_cond_init(&all->changed, NULL);
  atomic_init(&all->sleepers, 0);
  stages_reset(all);
  return S2_OK;
}

void stages_destroy(stages *all)
{
  if (all->share == NULL) return;
  pthread_mutex_destroy(&all->lock);
  pthread_cond_destroy(&all->changed);
  s2_priv_free(all->share);
  all->share = NULL;
}

void stages_reset(stages *all)
{
  for (int j = 0; j < all->threads; ++j) atomic_store(&all->share[j].taken, 0);
  atomic_store(&all->finished, 0);
}

/// The next piece of thread j's share of the stage; -1: all are taken.
static int take(const stage_walk *walk, int j, int count)
{
  const stages *all = walk->all;
  int first = (int)((int64_t)count * j / all->threads);
  uint32_t size = (uint32_t)((int64_t)count * (j + 1) / all->threads - first);
  _Atomic uint64_t *taken = &all->share[j].taken;
  uint64_t seen = atomic_load_explicit(taken, memory_order_relaxed);
  uint64_t begin = (uint64_t)walk->stage << 32;
  uint32_t next;
  do {
    next = seen < begin ? 0 : (uint32_t)seen;
    if (seen >= begin + size || next == size) return -1;
  } while (!atomic_compare_exchange_weak_explicit(taken, &seen, begin + next + 1,
                                                  memory_order_relaxed, memory_order_relaxed));
  return first + (int)next;
}

static void breathe(void)
{
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static int is_over(const stage_walk *walk)
{
  return atomic_load(&walk->all->finished) >= walk->end;
}

static void wait_for_end(const stage_walk *walk)
{
  stages *all = walk->all;
  for (int i = 0; i < PATIENCE; ++i) {
    if (is_over(walk)) return;
    breathe();
  }
  pthread_mutex_lock(&all->lock);
  atomic_fetch_add(&all->sleepers, 1);
  while (!is_over(walk)) pthread_cond_wait(&all->changed, &all->lock);
  atomic_fetch_sub(&all->sleepers, 1);
  pthread_mutex_unlock(&all->lock);
}

/// Who finishes a stage looks for sleepers after counting, and these count themselves before they
/// look: one of both sees the other.
static void count_finished(const stage_walk *walk, int done)
{
  stages *all = walk->all;
  if (done == 0 || atomic_fetch_add(&all->finished, done) + done < walk->end) return;
  if (atomic_load(&all->sleepers) == 0) return;
  pthread_mutex_lock(&all->lock);
  pthread_cond_broadcast(&all->changed);
  pthread_mutex_unlock(&all->lock);
}

void stage_run(stage_walk *walk, int count, void (*piece)(void *work, int i), void *work)
{
  int done = 0, threads = walk->all->threads;
  ++walk->stage;
  walk->end += count;
  for (int k = 0; k < threads; ++k) {
    int i, j = (walk->me + k) % threads;
    for (; (i = take(walk, j, count)) >= 0; ++done) piece(work, i);
  }
  count_finished(walk, done);
  wait_for_end(walk);
}

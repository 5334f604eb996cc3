// SPDX-License-Identifier: MIT
// Threads that go through stages together: each piece is done once, none before the stage before it
// is over, whatever threads come. Run under a race detector too.
#include "support.h"

#include "flow_stages.h"
#include <pthread.h>
#include <s2common/priv/memory.h>
#include <string.h>

enum { MOST_PIECES = 40, STAGES = 3000, MOST_THREADS = 8 };

/// Each piece of a stage takes the sum that the stage before left in all pieces, without atomics.
typedef struct job {
  stages stages;
  int64_t done[MOST_PIECES]; ///< times each piece has been done
  int64_t sum[2];            ///< of all pieces: this stage's and the one before
  int64_t part[2][MOST_PIECES];
} job;

typedef struct traveller {
  job *job;
  stage_walk walk;
  int stage, slow;
  pthread_t thread;
} traveller;

static int pieces_of(int stage)
{
  return 1 + stage * 7 % MOST_PIECES;
}

static void piece(void *work, int i)
{
  const traveller *t = work;
  job *j = t->job;
  int64_t before = 0;
  if (t->stage > 0)
    for (int k = 0; k < pieces_of(t->stage - 1); ++k) before += j->part[(t->stage + 1) % 2][k];
  for (volatile int k = 0; k < t->slow; ++k) {
  }
  j->part[t->stage % 2][i] = before % 1000003 + i;
  ++j->done[i];
}

static void *travel(void *arg)
{
  traveller *t = arg;
  for (t->stage = 0; t->stage < STAGES; ++t->stage)
    stage_run(&t->walk, pieces_of(t->stage), piece, t);
  return NULL;
}

/// The last stage's parts after `come` threads have gone where `shares` were expected.
static void go(int shares, int come, int64_t last[MOST_PIECES])
{
  static job j;
  traveller t[MOST_THREADS];
  memset(&j, 0, sizeof j);
  assert_ok(stages_create(&j.stages, shares));
  for (int i = 0; i < come; ++i)
    t[i] = (traveller){.job = &j, .walk = stages_enter(&j.stages, i), .slow = i == 1 ? 2000 : 0};
  for (int i = 1; i < come; ++i)
    assert_int_equal(pthread_create(&t[i].thread, NULL, travel, &t[i]), 0);
  travel(&t[0]);
  for (int i = 1; i < come; ++i) assert_int_equal(pthread_join(t[i].thread, NULL), 0);
  stages_destroy(&j.stages);
  for (int i = 0; i < MOST_PIECES; ++i) {
    int64_t expected = 0;
    for (int s = 0; s < STAGES; ++s) expected += i < pieces_of(s);
    assert_int_equal(j.done[i], expected);
  }
  memcpy(last, j.part[(STAGES - 1) % 2], MOST_PIECES * sizeof *last);
}

static void each_piece_is_done_once_and_sees_the_stage_before(void **state)
{
  (void)state;
  int64_t alone[MOST_PIECES], together[MOST_PIECES];
  go(1, 1, alone);
  for (int threads = 2; threads <= MOST_THREADS; threads += 2) {
    go(threads, threads, together);
    assert_memory_equal(alone, together, sizeof alone);
  }
}

static void fewer_threads_than_shares_do_all(void **state)
{
  (void)state;
  int64_t alone[MOST_PIECES], together[MOST_PIECES];
  go(1, 1, alone);
  go(5, 1, together);
  assert_memory_equal(alone, together, sizeof alone);
  go(5, 2, together);
  assert_memory_equal(alone, together, sizeof alone);
}

static void memory_that_is_not_there_is_reported(void **state)
{
  (void)state;
  stages all = {0};
  s2_priv_fail_after(0);
  assert_int_equal(stages_create(&all, 2), S2_ERR_MEMORY);
  s2_priv_fail_after(-1);
  stages_destroy(&all);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_piece_is_done_once_and_sees_the_stage_before),
      cmocka_unit_test(fewer_threads_than_shares_do_all),
      cmocka_unit_test(memory_that_is_not_there_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

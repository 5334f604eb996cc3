// SPDX-License-Identifier: MIT
#include "check.h"
#include <pthread.h>
#include <s2common/priv/memory.h>
#include <string.h>

static void blocks_are_aligned_and_zeroed_even_when_recycled(void **state)
{
  (void)state;
  const size_t sizes[] = {0, 1, 63, 64, 65, 4097, ((size_t)4 << 20) - 1, ((size_t)5 << 20) + 3};
  for (size_t i = 0; i < COUNT(sizes); i++) {
    for (int pass = 0; pass < 2; pass++) {
      unsigned char *block = s2_priv_alloc(sizes[i], 1);
      assert_non_null(block);
      assert_int_equal((uintptr_t)block % S2_ALIGNMENT, 0);
      size_t nonzero = 0;
      for (size_t b = 0; b < sizes[i]; b++) nonzero += block[b] != 0;
      assert_int_equal(nonzero, 0);
      memset(block, 0xa5, sizes[i]);
      s2_priv_free(block);
    }
  }
}

static void sizes_that_overflow_are_refused(void **state)
{
  (void)state;
  assert_null(s2_priv_alloc(SIZE_MAX, 2));
  assert_null(s2_priv_alloc(2, SIZE_MAX));
  assert_null(s2_priv_alloc(SIZE_MAX / 8 + 1, 8));
  assert_null(s2_priv_alloc(SIZE_MAX, 1)); // overflows when rounded up to the alignment
}

static void products_are_exact_or_refused(void **state)
{
  (void)state;
  const int64_t root = INT64_C(3037000499); // floor(sqrt(2^63 - 1))
  int64_t p = 7;
  assert_true(s2_priv_mul(0, INT64_MAX, &p));
  assert_int_equal(p, 0);
  assert_true(s2_priv_mul(1, INT64_MAX, &p));
  assert_true(p == INT64_MAX);
  assert_true(s2_priv_mul(root, root, &p));
  assert_true(p == root * root);
  assert_false(s2_priv_mul(root + 1, root + 1, &p));
  assert_int_equal(p, 0);
  assert_false(s2_priv_mul(2, INT64_MAX / 2 + 1, &p));
  assert_false(s2_priv_mul(-1, 1, &p));
  assert_false(s2_priv_mul(1, -1, &p));
  assert_false(s2_priv_mul(INT64_MIN, INT64_MIN, &p));
}

static int successes(int tries)
{
  int count = 0;
  for (int i = 0; i < tries; i++) {
    void *block = s2_priv_alloc(1, 8);
    count += block != NULL;
    s2_priv_free(block);
  }
  return count;
}

static void injected_failure_strikes_the_nth_allocation_and_all_after(void **state)
{
  (void)state;
  for (int n = 0; n < 4; n++) {
    s2_priv_fail_after(n);
    assert_int_equal(successes(10), n);
  }
  s2_priv_fail_after(-1);
  assert_int_equal(successes(10), 10);
}

static void *count_successes(void *unused)
{
  (void)unused;
  return (void *)(uintptr_t)successes(10);
}

static void injected_failure_belongs_to_its_thread(void **state)
{
  (void)state;
  pthread_t thread;
  void *count = NULL;
  s2_priv_fail_after(0);
  assert_int_equal(pthread_create(&thread, NULL, count_successes, NULL), 0);
  assert_int_equal(pthread_join(thread, &count), 0);
  assert_int_equal(successes(1), 0);
  s2_priv_fail_after(-1);
  assert_int_equal((uintptr_t)count, 10);
}

static void take_all(s2_arena *arena, char *piece[3])
{
  piece[0] = s2_arena_take(arena, 3, 1);
  piece[1] = s2_arena_take(arena, 9, 8);
  piece[2] = s2_arena_take(arena, 1, 64);
}

static void arena_counts_what_it_later_hands_out(void **state)
{
  (void)state;
  char *piece[3];
  s2_arena count = {NULL, 0};
  take_all(&count, piece);
  assert_int_equal(count.used, 64 + 128 + 64);
  assert_null(piece[0]);
  assert_null(piece[2]);

  s2_arena arena = {s2_priv_alloc(count.used, 1), 0};
  assert_non_null(arena.base);
  take_all(&arena, piece);
  assert_int_equal(arena.used, count.used);
  assert_ptr_equal(piece[0], arena.base);
  assert_ptr_equal(piece[1], arena.base + 64);
  assert_ptr_equal(piece[2], arena.base + 192);
  s2_priv_free(arena.base);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks_are_aligned_and_zeroed_even_when_recycled),
      cmocka_unit_test(sizes_that_overflow_are_refused),
      cmocka_unit_test(products_are_exact_or_refused),
      cmocka_unit_test(injected_failure_strikes_the_nth_allocation_and_all_after),
      cmocka_unit_test(injected_failure_belongs_to_its_thread),
      cmocka_unit_test(arena_counts_what_it_later_hands_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

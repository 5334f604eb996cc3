// SPDX-License-Identifier: MIT
// Transposed tiles. Compiled for both precisions.
#include "support.h"

#include "flow_turn.h"

enum { MOST_ROWS = 37, LD = 48 };

static _Alignas(64) real from[MOST_ROWS * TILE], to[TILE * LD];

static void rows_become_columns_and_the_padding_zero(void **state)
{
  (void)state;
  for (int i = 0; i < MOST_ROWS * TILE; ++i) from[i] = (real)(i + 1);
  for (int rows = 0; rows <= MOST_ROWS; ++rows) {
    int padded = (rows + VL - 1) / VL * VL;
    for (int i = 0; i < TILE * LD; ++i) to[i] = -1;
    turn(rows, from, LD, to);
    for (int s = 0; s < TILE; ++s)
      for (int r = 0; r < LD; ++r) {
        real expected = r < rows ? from[r * TILE + s] : r < padded ? 0 : -1;
        assert_true(to[s * LD + r] == expected);
      }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(rows_become_columns_and_the_padding_zero)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

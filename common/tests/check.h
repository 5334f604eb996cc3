// SPDX-License-Identifier: MIT
// cmocka in the order of includes it needs, and comparisons of doubles.
#ifndef TEST_CHECK_H
#define TEST_CHECK_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h> // needs those above

// |a - b| <= tolerance; NaN fails.
static inline void check_near_at(double a, double b, double tolerance, const char *file, int line)
{
  if (fabs(a - b) <= tolerance) return;
  print_error("%.17g differs from %.17g by more than %g\n", a, b, tolerance);
  _fail(file, line);
}

#define CHECK_NEAR(a, b, tolerance) check_near_at((a), (b), (tolerance), __FILE__, __LINE__)
#define CHECK_RELATIVE(a, b, tolerance) CHECK_NEAR((a), (b), (tolerance)*fabs(b))

#define COUNT(array) (sizeof(array) / sizeof *(array))

#endif

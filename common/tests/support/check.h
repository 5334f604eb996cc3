// SPDX-License-Identifier: MIT
/// @file
/// Assertions that say what went wrong, and small helpers without the library.
#ifndef S2_TESTS_CHECK_H
#define S2_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <s2common/status.h>

#define PI 3.141592653589793238462643383279503
#define COUNT(array) (sizeof(array) / sizeof *(array))

/// Fails the test with the library's own words.
#define assert_ok(call)                                                                            \
  do {                                                                                             \
    s2_status ok_ = (call);                                                                        \
    if (ok_ != S2_OK) fail_msg("%s: %d: %s", #call, (int)ok_, s2_error_message());                 \
  } while (0)

/// Fails unless error <= bound (also for NaN) and says for which case.
#define assert_bound(error, bound, ...)                                                            \
  assert_bound_at(__FILE__, __LINE__, error, bound, __VA_ARGS__)
void assert_bound_at(const char *file, int line, double error, double bound, const char *format,
                     ...) __attribute__((format(printf, 5, 6)));

/// Fails unless `status` is `expected` and the detail contains every word of the NULL-ended list.
void assert_refused(s2_status status, s2_status expected, ...);

/// Uniform in (-1, 1) (splitmix64).
double uniform(uint64_t *seed);

/// max |a - b|; NaN if there is one.
double difference(const double *a, const double *b, size_t n);

/// max |a|.
double largest(const double *a, size_t n);

#endif

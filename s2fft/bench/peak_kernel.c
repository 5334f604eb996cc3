// SPDX-License-Identifier: MIT
// Compiled once per instruction set with -DISA=name -DVL=lanes.
#include "peak.h"

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)
#define TEXT2(a) #a
#define TEXT(a) TEXT2(a)

typedef double vector __attribute__((vector_size(8 * VL)));

// Chains start from different values, so that the compiler cannot make one of them.
static double run(int64_t n)
{
  vector zero = {0}, x = zero + 0.999999, y = zero + 1e-9;
  vector a0 = y + 1.0, a1 = y + 2.0, a2 = y + 3.0, a3 = y + 4.0, a4 = y + 5.0, a5 = y + 6.0;
  vector b0 = y - 1.0, b1 = y - 2.0, b2 = y - 3.0, b3 = y - 4.0, b4 = y - 5.0, b5 = y - 6.0;
  for (int64_t i = 0; i < n; i++) {
    a0 = a0 * x + y, a1 = a1 * x + y, a2 = a2 * x + y;
    a3 = a3 * x + y, a4 = a4 * x + y, a5 = a5 * x + y;
    b0 = b0 * x + y, b1 = b1 * x + y, b2 = b2 * x + y;
    b3 = b3 * x + y, b4 = b4 * x + y, b5 = b5 * x + y;
  }
  vector sum = a0 + a1 + a2 + a3 + a4 + a5 + b0 + b1 + b2 + b3 + b4 + b5;
  return sum[0];
}

const peak_kernel JOIN(peak_, ISA) = {TEXT(ISA), VL, run};

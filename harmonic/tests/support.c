// SPDX-License-Identifier: MIT
#include "support.h"

#ifdef _OPENMP
#  include <omp.h>
#endif

int set_threads(int threads)
{
#ifdef _OPENMP
  int before = omp_get_max_threads();
  omp_set_num_threads(threads);
  return before;
#else
  (void)threads;
  return 1;
#endif
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "ticker.h"
#include <s2common/priv/error.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

static bool is_caller(void)
{
#ifdef _OPENMP
  return omp_get_thread_num() == 0;
#else
  return true;
#endif
}

static void report(ticker *t, double done)
{
  if (t->call(t->user, done, t->what) != 0) atomic_store(&t->stop, true);
}

void ticker_add(ticker *t, int64_t work)
{
  int64_t done = atomic_fetch_add(&t->done, work) + work;
  if (t->call == NULL || !is_caller() || !ticker_goes_on(t)) return;
  if (done < t->total) report(t, (double)done / (double)t->total); // the end is told at the end
}

s2_status ticker_finish(ticker *t)
{
  if (t->call != NULL && ticker_goes_on(t)) report(t, 1.0);
  if (ticker_goes_on(t)) return S2_OK;
  double done = (double)atomic_load(&t->done) / (double)t->total;
  return S2_FAIL(S2_ERR_CANCELLED, "%s: cancelled at %.0f %%", t->what, 100.0 * done);
}

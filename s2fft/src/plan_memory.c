// SPDX-License-Identifier: MIT
#include "plan_memory.h"

s2_status plan_take(s2fft_plan *plan, void **block, size_t count, size_t size)
{
  *block = s2_priv_alloc(count, size);
  if (*block == NULL) return S2_FAIL(S2_ERR_MEMORY, "%zu elements of %zu bytes", count, size);
  plan->bytes += (int64_t)(count * size);
  return S2_OK;
}

s2_status plan_take_large(s2fft_plan *plan, void **block, int64_t count, size_t size)
{
  int64_t bytes;
  if (!s2_priv_mul(count, (int64_t)size, &bytes))
    return S2_FAIL(S2_ERR_MEMORY, "%lld elements overflow", (long long)count);
  if (!plan->dry) return plan_take(plan, block, (size_t)count, size);
  *block = NULL;
  plan->bytes += bytes;
  return S2_OK;
}

// SPDX-License-Identifier: MIT
#include "so3_plan.h"
#include <s2common/priv/options.h>
#include <string.h>

static const s2fft_so3_options defaults = {.struct_size = sizeof(s2fft_so3_options)};

void s2fft_so3_options_init_sized(s2fft_so3_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

s2_status so3_options_adopt(const s2fft_so3_options *given, s2fft_so3_options *own)
{
  S2_ADOPT_OPTIONS("s2fft_so3_options_init", given, defaults, own);
  return S2_OK;
}

s2_status so3_options_check(int N, const s2fft_so3_options *o)
{
  static const char *const name[] = {"all", "even", "odd"};
  S2_REQUIRE((int)o->storage >= S2FFT_SO3_FULL && o->storage <= S2FFT_SO3_MODES,
             "storage = %d is outside 0 .. %d", (int)o->storage, S2FFT_SO3_MODES);
  S2_REQUIRE((int)o->orders >= S2FFT_SO3_ALL && o->orders <= S2FFT_SO3_ODD,
             "orders = %d is outside 0 .. %d", (int)o->orders, S2FFT_SO3_ODD);
  int odd = o->orders == S2FFT_SO3_ODD;
  S2_REQUIRE(!odd || N > 1, "orders = %d (odd): there are none below N = %d", (int)o->orders, N);
  S2_REQUIRE(o->storage != S2FFT_SO3_STEERABLE || o->orders == S2FFT_SO3_ALL || odd == (N - 1) % 2,
             "orders = %d (%s): a steerable map of N = %d holds %s orders", (int)o->orders,
             name[o->orders], N, name[1 + (N - 1) % 2]);
  return S2_OK;
}

int so3_options_parity(int N, const s2fft_so3_options *o)
{
  if (o->storage == S2FFT_SO3_STEERABLE) return (N - 1) % 2;
  return o->orders == S2FFT_SO3_ALL ? -1 : o->orders == S2FFT_SO3_ODD;
}

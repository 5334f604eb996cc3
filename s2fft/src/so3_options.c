// SPDX-License-Identifier: MIT
#include "so3_plan.h"
#include <string.h>

static const s2fft_so3_options defaults = {.struct_size = sizeof(s2fft_so3_options)};

void s2fft_so3_options_init_sized(s2fft_so3_options *options, size_t struct_size)
{
  size_t known = struct_size < sizeof defaults ? struct_size : sizeof defaults;
  memcpy(options, &defaults, known);
  options->struct_size = struct_size;
}

s2_status so3_options_adopt(const s2fft_so3_options *given, s2fft_so3_options *own)
{
  *own = defaults;
  if (given == NULL) return S2_OK;
  size_t size = given->struct_size;
  S2_REQUIRE(size >= sizeof size && size <= 65536,
             "struct_size = %zu: call s2fft_so3_options_init() before setting options", size);
  memcpy(own, given, size < sizeof *own ? size : sizeof *own);
  own->struct_size = sizeof *own;
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

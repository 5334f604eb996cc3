// SPDX-License-Identifier: MIT
#include "transforms.h"

static const char *const use_name[] = {"whole", "stream", "callback", "single"};

static s2_status check_work(const wave_call *c, s2wav_use use)
{
  const s2wav_workspace *w = c->work;
  REQUIRE_FOR(c->function, w->plan == c->plan, "workspace was made for another plan");
  REQUIRE_FOR(c->function, w->field == c->field, "workspace is for %s signals",
              w->field == S2FFT_REAL ? "real" : "complex");
  REQUIRE_FOR(c->function, w->use >= use, "workspace is for use = %d (%s), not %d (%s)",
              (int)w->use, use_name[w->use], (int)use, use_name[use]);
  return S2_OK;
}

s2_status call_begin(wave_call *c, s2wav_use use, s2wav_workspace **own)
{
  *own = NULL;
  REQUIRE_FOR(c->function, c->plan != NULL, "plan is NULL");
  REQUIRE_FOR(c->function, c->field == S2FFT_COMPLEX || c->plan->spin == 0,
              "real signals have spin 0, the tiling is for spin = %d", c->plan->spin);
  if (c->work != NULL) return check_work(c, use);
  S2_TRY(workspace_make(own, c->plan, c->field, use));
  c->work = *own;
  return S2_OK;
}

coefs coefs_of(const wave_call *c, const void *data)
{
  return (coefs){layout_of(c->plan, c->field), c->plan->L, c->field == S2FFT_REAL, c->single,
                 (void *)data};
}

// ------------------------------------------------------------------ precision

void widen(int64_t count, const float *from, double *to)
{
  for (int64_t i = 0; i < count; ++i) to[i] = (double)from[i];
}

void narrow(int64_t count, const double *from, float *to)
{
  for (int64_t i = 0; i < count; ++i) to[i] = (float)from[i];
}

static int64_t numbers(const wave_call *c, int i)
{
  return scale_at(c->plan, i)->shape.size * (c->field == S2FFT_REAL ? 1 : 2);
}

double *samples_in(const wave_call *c, int i, const void *map)
{
  if (!c->single) return (double *)map;
  widen(numbers(c, i), map, c->work->samples);
  return c->work->samples;
}

double *samples_out(const wave_call *c, void *map)
{
  return c->single ? c->work->samples : map;
}

void samples_leave(const wave_call *c, int i, const double *from, void *map)
{
  if (c->single) narrow(numbers(c, i), from, map);
}

// SPDX-License-Identifier: MIT
#include "workspace.h"

// ------------------------------------------------------------------ the signal's transform

static s2fft_options signal_options(const s2wav_plan *plan, const s2_grid *grid)
{
  s2fft_options o;
  s2fft_options_init(&o);
  o.spin = plan->spin;
  o.layout = S2FFT_LAYOUT_LINEAR;
  o.nthreads = plan->o.nthreads;
  o.iterations = s2_grid_get_kind(grid) == S2_GRID_HEALPIX ? plan->o.iterations : 0;
  return o;
}

static s2_status make_signal(s2wav_plan *plan, const s2_grid *grid, plan_estimate *e)
{
  if (grid == NULL) return S2_OK;
  s2fft_options o = signal_options(plan, grid);
  plan->map_size = s2_grid_map_size(grid);
  if (e == NULL) {
    S2_TRY(s2fft_plan_create(&plan->sht, grid, plan->L, &o));
    plan->bytes += s2fft_plan_bytes(plan->sht);
    return S2_OK;
  }
  int64_t bytes, engine;
  S2_TRY(s2fft_estimate(grid, plan->L, &o, e->field, 1, &bytes, &engine));
  e->plan += bytes;
  if (engine > e->engine) e->engine = engine;
  return S2_OK;
}

// ------------------------------------------------------------------ the plan

static s2_status fill(s2wav_plan *plan, const s2wav_tiling *tiling, const s2_grid *grid,
                      plan_estimate *e)
{
  S2_TRY(kernels_read(plan, tiling));
  S2_TRY(bands_make(plan, grid, e));
  S2_TRY(windows_make(plan));
  S2_TRY(make_signal(plan, grid, e));
  if (e == NULL) return S2_OK;
  for (int i = S2WAV_SCALING; e->shapes != NULL && i < plan->nscales; ++i)
    e->shapes[i - S2WAV_SCALING] = scale_at(plan, i)->shape;
  e->plan += plan->bytes;
  e->work = workspace_own_bytes(plan, e->field, e->use) +
            s2fft_priv_channels_work_size(e->L, largest_batch(plan, e->field, e->use), e->engine);
  return S2_OK;
}

/// The plan, or with `e` not NULL what it would take.
static s2_status create(s2wav_plan **out, const s2wav_tiling *tiling, const s2_grid *grid,
                        const s2wav_options *options, plan_estimate *e)
{
  s2wav_options own;
  S2_REQUIRE(tiling != NULL, "tiling is NULL");
  S2_TRY(wave_options_adopt(options, &own));
  s2wav_plan *plan = s2_priv_alloc(1, sizeof *plan);
  if (plan == NULL) return S2_FAIL(S2_ERR_MEMORY, "plan");
  plan->o = own;
  plan->bytes = (int64_t)sizeof *plan;
  s2_status status = fill(plan, tiling, grid, e);
  if (status == S2_OK && e == NULL) {
    *out = plan;
    return S2_OK;
  }
  s2wav_plan_destroy(plan);
  return status;
}

s2_status s2wav_plan_create(s2wav_plan **plan, const s2wav_tiling *tiling, const s2_grid *grid,
                            const s2wav_options *options)
{
  S2_REQUIRE(plan != NULL, "plan is NULL");
  *plan = NULL;
  return create(plan, tiling, grid, options, NULL);
}

s2_status s2wav_estimate(const s2wav_tiling *tiling, const s2_grid *grid,
                         const s2wav_options *options, s2fft_field field, s2wav_use use,
                         int64_t *plan, int64_t *workspace)
{
  S2_REQUIRE(field == S2FFT_REAL || field == S2FFT_COMPLEX, "field = %d is outside 0 .. 1",
             (int)field);
  S2_REQUIRE((int)use >= S2WAV_USE_WHOLE && use <= S2WAV_USE_SINGLE, "use = %d is outside 0 .. 3",
             (int)use);
  plan_estimate e = {.field = field, .use = use};
  S2_TRY(create(NULL, tiling, grid, options, &e));
  if (plan != NULL) *plan = e.plan;
  if (workspace != NULL) *workspace = e.work;
  return S2_OK;
}

s2_status s2wav_shapes(const s2wav_tiling *tiling, const s2_grid *grid,
                       const s2wav_options *options, s2wav_scale *shapes)
{
  S2_REQUIRE(shapes != NULL, "shapes is NULL");
  plan_estimate e = {.field = S2FFT_COMPLEX, .shapes = shapes};
  return create(NULL, tiling, grid, options, &e);
}

void s2wav_plan_destroy(s2wav_plan *plan)
{
  if (plan == NULL) return;
  for (int i = S2WAV_SCALING; plan->scale != NULL && i < plan->nscales; ++i) {
    s2_priv_free(scale_at(plan, i)->kappa);
    s2_priv_free(scale_at(plan, i)->window[OF_ANALYSIS]);
  }
  bands_free(plan);
  s2fft_plan_destroy(plan->sht);
  s2_priv_free(plan->scale);
  s2_priv_free(plan->rows);
  s2_priv_free(plan);
}

// SPDX-License-Identifier: MIT
#include "workspace.h"

/// Most scales at once: real functions have one complex field per order, and two fields share a
/// recursion. Axisymmetric maps need no memory for modes.
enum { REAL_GROUP = 2, AXISYMMETRIC_GROUP = 4 };

int group_of(const band *b, s2fft_field field, s2wav_use use)
{
  if (use != S2WAV_USE_WHOLE) return 1;
  int most = b->G == 1 ? AXISYMMETRIC_GROUP : field == S2FFT_REAL ? REAL_GROUP : 1;
  return b->count < most ? b->count : most;
}

int batch_of(const band *b, s2fft_field field, s2wav_use use)
{
  int group = group_of(b, field, use), pair = field == S2FFT_COMPLEX && b->G > 1 ? 2 : 1;
  return group > pair ? group : pair;
}

s2fft_priv_orders orders_of(const band *b, s2fft_field field)
{
  s2fft_priv_orders o = b->orders;
  if (field == S2FFT_COMPLEX || o.count == 0) return o;
  int skipped = o.first < 0 ? (1 - o.first) / 2 : 0;
  return (s2fft_priv_orders){o.first + 2 * skipped, 2, o.count - skipped};
}

// ------------------------------------------------------------------ layout

typedef struct needs {
  size_t channels, modes, sums, samples, gamma;
} needs;

static void at_least(size_t *most, size_t need)
{
  if (need > *most) *most = need;
}

/// Largest of each over all bands.
static needs needs_of(const s2wav_plan *plan, s2fft_field field, s2wav_use use, int threads)
{
  needs n = {0, 0, 0, 0, 0};
  for (int i = 0; i < plan->nbands; ++i) {
    const band *b = &plan->band[i];
    size_t group = (size_t)group_of(b, field, use), orders = (size_t)orders_of(b, field).count;
    size_t slice = (size_t)s2_grid_map_size(b->grid), width = field == S2FFT_REAL ? 1 : 2;
    at_least(&n.channels, group * orders);
    at_least(&n.sums, group * (size_t)b->L * (size_t)b->L);
    at_least(&n.samples, (size_t)b->G * slice * width);
    if (b->gamma == NULL) continue;
    at_least(&n.modes, group * orders * slice * 2);
    at_least(&n.gamma, s2fft_priv_gamma_scratch(b->gamma, threads));
  }
  return n;
}

/// Bytes of the pieces; base NULL: only counted.
static size_t lay_out(s2wav_workspace *w, const s2wav_plan *plan, char *base)
{
  s2_arena arena = {.base = base};
  size_t L = (size_t)plan->L, width = w->field == S2FFT_REAL ? 1 : 2;
  needs n = needs_of(plan, w->field, w->use, w->threads);
  w->channels = s2_arena_take(&arena, (size_t)plan->nbands, sizeof(s2fft_priv_channels_work *));
  w->list = s2_arena_take(&arena, n.channels, sizeof *w->list);
  w->modes = s2_arena_take(&arena, n.modes, sizeof *w->modes);
  w->signal = s2_arena_take(&arena, L * L, sizeof *w->signal);
  w->sums = s2_arena_take(&arena, n.sums, sizeof *w->sums);
  w->gamma = s2_arena_take(&arena, n.gamma, 1);
  if (w->use >= S2WAV_USE_CALLBACK)
    w->samples = s2_arena_take(&arena, n.samples, sizeof *w->samples);
  if (w->use == S2WAV_USE_SINGLE)
    w->map = s2_arena_take(&arena, width * (size_t)plan->map_size, sizeof *w->map);
  return arena.used;
}

int64_t workspace_own_bytes(const s2wav_plan *plan, s2fft_field field, s2wav_use use)
{
  s2wav_workspace w = {.field = field, .use = use, .threads = s2_priv_threads(plan->o.nthreads)};
  return (int64_t)(sizeof w + lay_out(&w, plan, NULL));
}

// ------------------------------------------------------------------ make

static s2_status fill(s2wav_workspace *w, const s2wav_plan *plan)
{
  size_t bytes = lay_out(w, plan, NULL);
  w->memory = s2_priv_alloc(1, bytes);
  if (w->memory == NULL) return S2_FAIL(S2_ERR_MEMORY, "workspace of %zu bytes", bytes);
  lay_out(w, plan, w->memory);
  w->bytes = (int64_t)(sizeof *w + bytes);
  for (int i = 0; i < plan->nbands; ++i) {
    const band *b = &plan->band[i];
    if (b->channels == NULL) continue;
    S2_TRY(s2fft_priv_channels_work_create(&w->channels[i], b->channels, w->field,
                                           batch_of(b, w->field, w->use)));
    w->bytes += s2fft_priv_channels_work_bytes(w->channels[i]);
  }
  if (plan->sht == NULL) return S2_OK;
  S2_TRY(s2fft_workspace_create(&w->sht, plan->sht, w->field, 1));
  w->bytes += s2fft_workspace_bytes(w->sht);
  return S2_OK;
}

s2_status workspace_make(s2wav_workspace **work, const s2wav_plan *plan, s2fft_field field,
                         s2wav_use use)
{
  s2wav_workspace *w = s2_priv_alloc(1, sizeof *w);
  if (w == NULL) return S2_FAIL(S2_ERR_MEMORY, "workspace");
  w->plan = plan;
  w->field = field;
  w->use = use;
  w->threads = s2_priv_threads(plan->o.nthreads);
  s2_status status = fill(w, plan);
  if (status != S2_OK) {
    s2wav_workspace_destroy(w);
    return status;
  }
  *work = w;
  return S2_OK;
}

s2_status s2wav_workspace_create(s2wav_workspace **work, const s2wav_plan *plan, s2fft_field field,
                                 s2wav_use use)
{
  S2_REQUIRE(work != NULL, "work is NULL");
  *work = NULL;
  S2_REQUIRE(plan != NULL, "plan is NULL");
  S2_REQUIRE(field == S2FFT_REAL || field == S2FFT_COMPLEX, "field = %d is outside 0 .. 1",
             (int)field);
  S2_REQUIRE((int)use >= S2WAV_USE_WHOLE && use <= S2WAV_USE_SINGLE, "use = %d is outside 0 .. 3",
             (int)use);
  S2_REQUIRE(field == S2FFT_COMPLEX || plan->spin == 0, "real signals have spin 0, not %d",
             plan->spin);
  return workspace_make(work, plan, field, use);
}

void s2wav_workspace_destroy(s2wav_workspace *work)
{
  if (work == NULL) return;
  for (int i = 0; work->memory != NULL && i < work->plan->nbands; ++i)
    s2fft_priv_channels_work_destroy(work->channels[i]);
  s2fft_workspace_destroy(work->sht);
  s2_priv_free(work->memory);
  s2_priv_free(work);
}

int64_t s2wav_workspace_bytes(const s2wav_workspace *work)
{
  return work->bytes;
}

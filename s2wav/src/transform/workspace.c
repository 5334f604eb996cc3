// SPDX-License-Identifier: MIT
#include "workspace.h"

/// Most scales at once: real functions have one complex field per order, and two fields share a
/// recursion.
enum { REAL_GROUP = 2, AXISYMMETRIC_GROUP = 4 };

int group_of(const band *b, s2fft_field field, s2wav_use use)
{
  if (use != S2WAV_USE_WHOLE) return 1;
  int most = b->G == 1 ? AXISYMMETRIC_GROUP : field == S2FFT_REAL ? REAL_GROUP : 1;
  return b->count < most ? b->count : most;
}

int largest_batch(const s2wav_plan *plan, s2fft_field field, s2wav_use use)
{
  int most = 1;
  for (int i = 0; i < plan->nbands; ++i) {
    const band *b = &plan->band[i];
    int group = group_of(b, field, use), pair = field == S2FFT_COMPLEX && b->G > 1 ? 2 : 1;
    if (group > most) most = group;
    if (pair > most) most = pair;
  }
  return most;
}

s2fft_priv_orders orders_of(const band *b, s2fft_field field)
{
  s2fft_priv_orders o = b->orders;
  if (field == S2FFT_COMPLEX || o.count == 0) return o;
  int skipped = o.first < 0 ? (1 - o.first) / 2 : 0;
  return (s2fft_priv_orders){o.first + 2 * skipped, 2, o.count - skipped};
}

// ------------------------------------------------------------------ passes

/// Doubles of the fields F_n of some orders of one scale.
static int64_t doubles_of(const band *b, s2fft_field field, s2fft_priv_orders o)
{
  int real = field == S2FFT_REAL, slices = s2fft_priv_gamma_mode(real, o, o.count);
  return slices * s2_grid_map_size(b->grid) * (real ? 1 : 2);
}

int passes_of(const band *b, s2fft_field field, s2wav_use use)
{
  s2fft_priv_orders all = orders_of(b, field);
  int64_t bytes = group_of(b, field, use) * doubles_of(b, field, all) * (int64_t)sizeof(double);
  if (b->gamma == NULL || (use == S2WAV_USE_WHOLE && bytes <= S2FFT_PRIV_GAMMA_AT_ONCE)) return 1;
  return s2fft_priv_gamma_passes(field == S2FFT_REAL, all);
}

s2fft_priv_orders pass_of(const band *b, s2fft_field field, s2wav_use use, int k)
{
  s2fft_priv_orders all = orders_of(b, field);
  if (passes_of(b, field, use) == 1) return all;
  return s2fft_priv_gamma_pass(field == S2FFT_REAL, all, k);
}

int64_t modes_of(const band *b, s2fft_field field, s2wav_use use)
{
  return doubles_of(b, field, pass_of(b, field, use, 0)); // no pass has more
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
    at_least(&n.modes, group * (size_t)modes_of(b, field, use));
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

/// One scratch for the channels of all bands and the signal's transform, which take turns.
static s2_status make_channels(s2wav_workspace *w, const s2wav_plan *plan)
{
  s2fft_priv_channels_users users = {.plan = plan->sht};
  const s2fft_priv_channels **sets = s2_priv_alloc((size_t)plan->nbands, sizeof *sets);
  if (sets == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d bands", plan->nbands);
  for (int i = 0; i < plan->nbands; ++i)
    if (plan->band[i].channels != NULL) sets[users.count++] = plan->band[i].channels;
  users.channels = sets;
  s2_status status = s2fft_priv_channels_work_create_for(&w->channels, &users, w->field,
                                                         largest_batch(plan, w->field, w->use));
  s2_priv_free(sets);
  if (status != S2_OK) return status;
  w->sht = s2fft_priv_channels_engine(w->channels);
  w->bytes += s2fft_priv_channels_work_bytes(w->channels);
  return S2_OK;
}

static s2_status fill(s2wav_workspace *w, const s2wav_plan *plan)
{
  size_t bytes = lay_out(w, plan, NULL);
  w->memory = s2_priv_alloc(1, bytes);
  if (w->memory == NULL) return S2_FAIL(S2_ERR_MEMORY, "workspace of %zu bytes", bytes);
  lay_out(w, plan, w->memory);
  w->bytes = (int64_t)(sizeof *w + bytes);
  return make_channels(w, plan);
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
  s2fft_priv_channels_work_destroy(work->channels);
  s2_priv_free(work->memory);
  s2_priv_free(work);
}

int64_t s2wav_workspace_bytes(const s2wav_workspace *work)
{
  return work->bytes;
}

// SPDX-License-Identifier: MIT
// Plans and scratch of channels.
#include "channels_plan.h"
#include "options.h"
#include "workspace.h"
#include <stdlib.h>
#include <string.h>

// ------------------------------------------------------------------ plans

static int ascending(const void *a, const void *b)
{
  int x = *(const int *)a, y = *(const int *)b;
  return (x > y) - (x < y);
}

/// Sorted copy of the spins, each once; freed by the caller.
static s2_status distinct_spins(int nspins, const int *spins, int **sorted, int *count)
{
  S2_REQUIRE(nspins >= 1 && spins != NULL, "nspins = %d: at least one spin is needed", nspins);
  *sorted = s2_priv_alloc((size_t)nspins, sizeof **sorted);
  if (*sorted == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d spins", nspins);
  memcpy(*sorted, spins, (size_t)nspins * sizeof **sorted);
  qsort(*sorted, (size_t)nspins, sizeof **sorted, ascending);
  *count = 0;
  for (int i = 0; i < nspins; ++i)
    if (i == 0 || (*sorted)[i] != (*sorted)[i - 1]) (*sorted)[(*count)++] = (*sorted)[i];
  return S2_OK;
}

/// Options of the plans: their coefficients are those of the scratch, and progress is told here.
static s2_status adopt(const s2fft_options *given, s2fft_options *own)
{
  S2_TRY(options_adopt(given, own));
  S2_REQUIRE(own->layout != S2FFT_LAYOUT_TRIANGLE, "layout = %d (triangle) has no m < 0",
             (int)own->layout);
  return S2_OK;
}

static s2fft_options plan_options(const s2fft_options *own, int spin)
{
  s2fft_options o = *own;
  o.spin = spin;
  o.layout = S2FFT_LAYOUT_LINEAR;
  o.progress = NULL;
  return o;
}

static int64_t own_bytes(int nplans)
{
  return (int64_t)sizeof(s2fft_priv_channels) +
         nplans * (int64_t)(sizeof(int) + sizeof(s2fft_plan *));
}

static s2_status make_plans(s2fft_priv_channels *c, const s2_grid *grid, const s2fft_options *own)
{
  c->plan = s2_priv_alloc((size_t)c->nplans, sizeof(s2fft_plan *));
  if (c->plan == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d plans", c->nplans);
  for (int i = 0; i < c->nplans; ++i) {
    s2fft_options o = plan_options(own, c->spin[i]);
    S2_TRY(s2fft_plan_create(&c->plan[i], grid, c->L, &o));
    c->bytes += s2fft_plan_bytes(c->plan[i]);
    double done = (i + 1.0) / c->nplans;
    if (own->progress != NULL && own->progress(own->progress_user, done, "plans") != 0)
      return S2_FAIL(S2_ERR_CANCELLED, "cancelled at %.0f %%", 100 * done);
  }
  c->nthreads = own->nthreads;
  c->layout = own->layout == S2FFT_LAYOUT_LINEAR ? S2FFT_LAYOUT_LINEAR : S2FFT_LAYOUT_SQUARE;
  c->map_size = s2_grid_map_size(grid);
  c->progress = own->progress;
  c->progress_user = own->progress_user;
  return S2_OK;
}

s2_status s2fft_priv_channels_create(s2fft_priv_channels **channels, const s2_grid *grid, int L,
                                     int nspins, const int *spins, const s2fft_options *options)
{
  S2_REQUIRE(channels != NULL, "channels is NULL");
  *channels = NULL;
  s2fft_options own;
  S2_TRY(adopt(options, &own));
  s2fft_priv_channels *c = s2_priv_alloc(1, sizeof *c);
  if (c == NULL) return S2_FAIL(S2_ERR_MEMORY, "channels");
  c->L = L;
  s2_status status = distinct_spins(nspins, spins, &c->spin, &c->nplans);
  c->bytes = own_bytes(c->nplans);
  if (status == S2_OK) status = make_plans(c, grid, &own);
  if (status != S2_OK) {
    s2fft_priv_channels_destroy(c);
    return status;
  }
  *channels = c;
  return S2_OK;
}

void s2fft_priv_channels_destroy(s2fft_priv_channels *channels)
{
  if (channels == NULL) return;
  for (int i = 0; channels->plan != NULL && i < channels->nplans; ++i)
    s2fft_plan_destroy(channels->plan[i]);
  s2_priv_free(channels->plan);
  s2_priv_free(channels->spin);
  s2_priv_free(channels);
}

int64_t s2fft_priv_channels_bytes(const s2fft_priv_channels *channels)
{
  return channels->bytes;
}

int s2fft_priv_channels_is_exact(const s2fft_priv_channels *channels)
{
  return s2fft_plan_is_exact(channels->plan[0]);
}

int channels_find(const s2fft_priv_channels *channels, int spin)
{
  const int *at = bsearch(&spin, channels->spin, (size_t)channels->nplans, sizeof spin, ascending);
  return at == NULL ? -1 : (int)(at - channels->spin);
}

// ------------------------------------------------------------------ scratch

static s2_status check_work(s2fft_field field, int nfields)
{
  S2_REQUIRE(field == S2FFT_REAL || field == S2FFT_COMPLEX, "field = %d is outside 0 .. 1",
             (int)field);
  S2_REQUIRE(nfields >= 1 && nfields <= S2FFT_PRIV_BATCH_MAX, "nfields = %d is outside 1 .. %d",
             nfields, S2FFT_PRIV_BATCH_MAX);
  return S2_OK;
}

static size_t alm_doubles(int L, int nfields)
{
  return 2 * (size_t)L * (size_t)L * (size_t)nfields;
}

int64_t s2fft_priv_channels_work_size(int L, int nfields, int64_t engine)
{
  return (int64_t)sizeof(s2fft_priv_channels_work) +
         (int64_t)(alm_doubles(L, nfields) * sizeof(double)) + engine;
}

/// Kind of field that a plan's part of the scratch serves: real ones have spin 0.
static s2fft_field served(s2fft_field field, int spin)
{
  return spin == 0 ? field : S2FFT_COMPLEX;
}

/// The largest workspace that any plan needs.
typedef struct engine_size {
  const s2fft_plan *plan;
  s2fft_field field;
  int nfields;
  int64_t bytes;
} engine_size;

static s2_status consider(engine_size *most, const s2fft_plan *plan, s2fft_field field, int nfields)
{
  int64_t bytes;
  S2_TRY(workspace_size(plan, field, nfields, &bytes));
  if (bytes > most->bytes) *most = (engine_size){plan, field, nfields, bytes};
  return S2_OK;
}

/// The plan whose workspace is the largest serves all.
static s2_status make_engine(s2fft_priv_channels_work *w, const s2fft_priv_channels_users *users,
                             s2fft_field field)
{
  engine_size most = {.bytes = -1};
  for (int k = 0; k < users->count; ++k) {
    const s2fft_priv_channels *c = users->channels[k];
    for (int i = 0; i < c->nplans; ++i)
      S2_TRY(consider(&most, c->plan[i], served(field, c->spin[i]), w->nfields));
  }
  if (users->plan != NULL) S2_TRY(consider(&most, users->plan, field, 1));
  S2_TRY(s2fft_workspace_create(&w->engine, most.plan, most.field, most.nfields));
  w->bytes = s2fft_priv_channels_work_size(w->L, w->nfields, s2fft_workspace_bytes(w->engine));
  return S2_OK;
}

s2_status s2fft_priv_channels_work_create(s2fft_priv_channels_work **work,
                                          const s2fft_priv_channels *channels, s2fft_field field,
                                          int nfields)
{
  S2_REQUIRE(work != NULL, "work is NULL");
  *work = NULL;
  S2_REQUIRE(channels != NULL, "channels is NULL");
  s2fft_priv_channels_users one = {1, &channels, NULL};
  return s2fft_priv_channels_work_create_for(work, &one, field, nfields);
}

s2_status s2fft_priv_channels_work_create_for(s2fft_priv_channels_work **work,
                                              const s2fft_priv_channels_users *users,
                                              s2fft_field field, int nfields)
{
  *work = NULL;
  S2_REQUIRE(users->count >= 1, "users.count = %d is less than 1", users->count);
  S2_TRY(check_work(field, nfields));
  s2fft_priv_channels_work *w = s2_priv_alloc(1, sizeof *w);
  if (w == NULL) return S2_FAIL(S2_ERR_MEMORY, "work");
  for (int k = 0; k < users->count; ++k)
    if (users->channels[k]->L > w->L) w->L = users->channels[k]->L;
  w->nfields = nfields;
  w->alm = s2_priv_alloc(alm_doubles(w->L, nfields), sizeof *w->alm);
  s2_status status = w->alm != NULL ? make_engine(w, users, field)
                                    : S2_FAIL(S2_ERR_MEMORY, "%d coefficient arrays", nfields);
  if (status != S2_OK) {
    s2fft_priv_channels_work_destroy(w);
    return status;
  }
  *work = w;
  return S2_OK;
}

void s2fft_priv_channels_work_destroy(s2fft_priv_channels_work *work)
{
  if (work == NULL) return;
  s2fft_workspace_destroy(work->engine);
  s2_priv_free(work->alm);
  s2_priv_free(work);
}

s2fft_workspace *s2fft_priv_channels_engine(const s2fft_priv_channels_work *work)
{
  return work->engine;
}

int64_t s2fft_priv_channels_work_bytes(const s2fft_priv_channels_work *work)
{
  return work->bytes;
}

s2_status s2fft_priv_channels_estimate(const s2_grid *grid, int L, int nspins, const int *spins,
                                       const s2fft_options *options, s2fft_field field, int nfields,
                                       int64_t *plans, int64_t *work)
{
  s2fft_options own;
  int *sorted = NULL, count = 0;
  S2_TRY(adopt(options, &own));
  S2_TRY(check_work(field, nfields));
  s2_status status = distinct_spins(nspins, spins, &sorted, &count);
  int64_t total = own_bytes(count), most = 0;
  for (int i = 0; status == S2_OK && i < count; ++i) {
    int64_t plan = 0, engine = 0;
    s2fft_options o = plan_options(&own, sorted[i]);
    status = s2fft_estimate(grid, L, &o, served(field, sorted[i]), nfields, &plan, &engine);
    total += plan;
    if (engine > most) most = engine;
  }
  s2_priv_free(sorted);
  if (status != S2_OK) return status;
  if (plans != NULL) *plans = total;
  if (work != NULL) *work = s2fft_priv_channels_work_size(L, nfields, most);
  return S2_OK;
}

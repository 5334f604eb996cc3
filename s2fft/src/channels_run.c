// SPDX-License-Identifier: MIT
// Lists of channels in batches: the channels of one spin whose maps are equally far apart.
#include "channels_plan.h"
#include "require_for.h"

typedef struct channels_call {
  const char *function; ///< for messages
  operation op;
  const s2fft_priv_channels *channels;
  const s2fft_priv_channel *list;
  int count, done, all; ///< done of all: for progress
  s2fft_priv_channels_work *work;
} channels_call;

/// Whether the samples are complex numbers.
static int is_interleaved_channel(const s2fft_priv_channel *c)
{
  return c->field == S2FFT_COMPLEX && !c->planar;
}

/// Spin of the plan that serves a channel.
static int plan_spin(const s2fft_priv_channel *c)
{
  return c->field == S2FFT_COMPLEX && c->conjugate ? -c->spin : c->spin;
}

static s2_status check_channel(const char *function, const s2fft_priv_channels *channels, int i,
                               const s2fft_priv_channel *c)
{
  REQUIRE_FOR(function, c->field == S2FFT_REAL || c->field == S2FFT_COMPLEX,
              "channel %d: field = %d is outside 0 .. 1", i, (int)c->field);
  REQUIRE_FOR(function, c->alm != NULL && c->map != NULL, "channel %d: %s is NULL", i,
              c->alm == NULL ? "alm" : "map");
  REQUIRE_FOR(function, c->field == S2FFT_COMPLEX || c->spin == 0,
              "channel %d: spin = %d, real fields need spin 0", i, c->spin);
  REQUIRE_FOR(function, channels_find(channels, plan_spin(c)) >= 0,
              "channel %d: there is no plan of spin = %d", i, plan_spin(c));
  return S2_OK;
}

static s2_status check_list(const channels_call *c)
{
  const char *function = c->function;
  REQUIRE_FOR(function, c->channels != NULL, "channels is NULL");
  REQUIRE_FOR(function, c->count >= 0, "count = %d is less than 0", c->count);
  REQUIRE_FOR(function, c->count == 0 || c->list != NULL, "list is NULL");
  for (int i = 0; i < c->count; ++i) S2_TRY(check_channel(function, c->channels, i, &c->list[i]));
  REQUIRE_FOR(function, c->work == NULL || c->work->L >= c->channels->L,
              "work is for L = %d, the plans are for L = %d", c->work->L, c->channels->L);
  return S2_OK;
}

// ------------------------------------------------------------------ batches

typedef struct channel_batch {
  const s2fft_plan *plan;
  int count;
  int64_t stride; ///< elements from one map to the next
  const s2fft_priv_channel *member[S2FFT_PRIV_BATCH_MAX];
} channel_batch;

/// Elements from the map of one channel to that of another; 0: no batch can hold both, because the
/// distance is negative, smaller than a map, or not a whole number of elements.
static int64_t distance(const s2fft_priv_channels *c, const s2fft_priv_channel *from,
                        const s2fft_priv_channel *to)
{
  intptr_t size = is_interleaved_channel(from) ? sizeof(s2_complex) : sizeof(double);
  intptr_t bytes = (intptr_t)to->map - (intptr_t)from->map;
  return bytes % size == 0 && bytes / size >= c->map_size ? bytes / size : 0;
}

/// Append a channel to a batch if it fits.
static int joins(const channels_call *c, channel_batch *b, const s2fft_priv_channel *next)
{
  if (b->count == 0) {
    b->member[b->count++] = next;
    return 1;
  }
  const s2fft_priv_channel *last = b->member[b->count - 1];
  int64_t stride = distance(c->channels, last, next);
  if (b->count == c->work->nfields || stride == 0) return 0;
  if (next->field != last->field || next->planar != last->planar) return 0;
  if (b->count > 1 && stride != b->stride) return 0;
  b->stride = stride;
  b->member[b->count++] = next;
  return 1;
}

static s2_status report(channels_call *c, int channels)
{
  const s2fft_priv_channels *plans = c->channels;
  c->done += channels;
  double done = (double)c->done / c->all;
  if (plans->progress == NULL || plans->progress(plans->progress_user, done, "transform") == 0)
    return S2_OK;
  return s2_priv_fail(S2_ERR_CANCELLED, S2_LIBRARY, c->function, "cancelled at %.0f %%",
                      100 * done);
}

static s2_status run_batch(channels_call *c, const channel_batch *b)
{
  const s2fft_priv_channels *channels = c->channels;
  const s2fft_priv_channel *first = b->member[0];
  int to_map = c->op == OP_INVERSE || c->op == OP_FORWARD_ADJOINT,
      adjoint = c->op == OP_INVERSE_ADJOINT || c->op == OP_FORWARD_ADJOINT;
  s2fft_batch batch = {.count = b->count, .map_stride = b->count > 1 ? b->stride : 0};
  call engine = {.function = c->function,
                 .op = c->op,
                 .batch = &batch,
                 .work = c->work->engine,
                 .job = {.plan = b->plan,
                         .field = first->field,
                         .planar = first->planar,
                         .alm = {c->work->alm},
                         .map = {first->map}}};
  if (first->planar) engine.job.map[1] = (double *)first->map + channels->map_size;
  if (to_map) channels_load(channels, b->count, b->member, adjoint, c->work->alm);
  S2_TRY(transform_run(&engine));
  if (!to_map) channels_store(channels, b->count, b->member, adjoint, c->work->alm);
  return report(c, b->count);
}

/// All channels that one plan serves, in the order of the list.
static s2_status run_plan(channels_call *c, int plan)
{
  channel_batch b = {.plan = c->channels->plan[plan]};
  for (int i = 0; i < c->count; ++i) {
    if (plan_spin(&c->list[i]) != c->channels->spin[plan]) continue;
    if (joins(c, &b, &c->list[i])) continue;
    S2_TRY(run_batch(c, &b));
    b.count = 0;
    joins(c, &b, &c->list[i]);
  }
  return b.count > 0 ? run_batch(c, &b) : S2_OK;
}

/// Fields that a call without a work takes at once.
enum { DEFAULT_NFIELDS = 8 };

s2_status channels_run(const char *function, operation op, const s2fft_priv_channels *channels,
                       channel_list list, s2fft_priv_channels_work *work)
{
  channels_call c = {function, op, channels, list.channel, list.count, list.before, list.all, work};
  int count = list.count;
  s2fft_priv_channels_work *own = NULL;
  S2_TRY(check_list(&c));
  if (count == 0) return S2_OK;
  if (work == NULL)
    S2_TRY(s2fft_priv_channels_work_create(&own, channels, S2FFT_COMPLEX,
                                           count < DEFAULT_NFIELDS ? count : DEFAULT_NFIELDS));
  if (work == NULL) c.work = own;
  s2_status status = S2_OK;
  for (int plan = 0; status == S2_OK && plan < channels->nplans; ++plan)
    status = run_plan(&c, plan);
  s2fft_priv_channels_work_destroy(own);
  return status;
}

// ------------------------------------------------------------------ the four transforms

#define TRANSFORM(name, op)                                                                        \
  s2_status name(const s2fft_priv_channels *channels, int count, const s2fft_priv_channel *list,   \
                 s2fft_priv_channels_work *work)                                                   \
  {                                                                                                \
    return channels_run(__func__, op, channels, (channel_list){count, list, 0, count}, work);      \
  }

TRANSFORM(s2fft_priv_channels_inverse, OP_INVERSE)
TRANSFORM(s2fft_priv_channels_forward, OP_FORWARD)
TRANSFORM(s2fft_priv_channels_inverse_adjoint, OP_INVERSE_ADJOINT)
TRANSFORM(s2fft_priv_channels_forward_adjoint, OP_FORWARD_ADJOINT)

// SPDX-License-Identifier: MIT
// Memory and steps of a flow's training; see flow_train.h.
#include "flow_train.h"
#include <math.h>
#include <s2common/priv/constants.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

/// Parameters that one piece of Adam's work has.
enum { PIECE = 1024 };

/// Multiplications of one step that are worth a thread: some 50 microseconds.
#define LEAST_WORK 1e6

#define BETA2 0.999
#define EPSILON 1e-8

static void *at(const flow_trainer *t, void *base, ptrdiff_t element)
{
  return (char *)base + element * (ptrdiff_t)t->kernel->size;
}

/// Of n points.
static int tiles_of(int n)
{
  return (n + TILE - 1) / TILE;
}

// ------------------------------------------------------------------ memory

static ptrdiff_t widest_rows(const flow_shape *shape)
{
  ptrdiff_t widest = shape->d;
  for (int i = 0; i < shape->nlayers; ++i)
    for (int k = 0; k < shape->layer[i].ndense; ++k) {
      const flow_dense *dense = &shape->layer[i].dense[k];
      if (dense->in > widest) widest = dense->in;
      if (dense->out > widest) widest = dense->out;
    }
  return widest;
}

/// Count the pieces (base NULL), or hand them out.
static void take_all(flow_trainer *t, s2_arena *arena)
{
  const flow_shape *shape = t->f->shape;
  size_t size = t->kernel->size, n = (size_t)shape->nparameters, tiles = (size_t)t->ntiles;
  size_t points = (size_t)shape->d * TILE;
  void **parameters[] = {&t->p, &t->m, &t->v, &t->g};
  for (int i = 0; i < 4; ++i) *parameters[i] = s2_arena_take(arena, n, size);
  t->y = s2_arena_take(arena, tiles * points, size);
  t->g_y = s2_arena_take(arena, tiles * points, size);
  t->ln_det = s2_arena_take(arena, tiles * TILE, size);
  t->g_det = s2_arena_take(arena, tiles * TILE, size);
  t->tapes = s2_arena_take(arena, tiles * (size_t)shape->tape, size);
  t->scratch = s2_arena_take(arena, (size_t)(t->threads * t->scratch_size), size);
  t->squares = s2_arena_take(arena, (size_t)shape->ntasks, sizeof(double));
  t->losses = s2_arena_take(arena, (size_t)tiles_of(t->batch), sizeof(double));
}

/// Threads that pay for the barriers of a step: with enough multiplications each, and no more than
/// two for each tile.
static int useful_threads(int asked, const flow_shape *shape, int batch)
{
  double work = 3.0 * (double)shape->nparameters * batch;
  int most = 2 * tiles_of(batch), threads = s2_priv_threads(asked);
  if (threads > most) threads = most;
  return work < LEAST_WORK * threads ? (int)(work / LEAST_WORK) + 1 : threads;
}

s2_status trainer_create(flow_trainer *t, const flow *f, const harmonic_fit_options *options)
{
  const flow_shape *shape = f->shape;
  int tiles = tiles_of(options->batch);
  *t = (flow_trainer){.f = f,
                      .kernel = f->double_training ? flow_kernel_double() : flow_kernel_float(),
                      .threads = useful_threads(options->threads, shape, options->batch),
                      .ntiles = tiles < MOST_TILES ? tiles : MOST_TILES,
                      .batch = options->batch,
                      .clip = options->clip,
                      .momentum = options->momentum};
  ptrdiff_t back = widest_rows(shape) * TILE;
  ptrdiff_t judge = shape->layer_tape + (ptrdiff_t)(shape->d + 1) * TILE;
  t->scratch_size = back > judge ? back : judge;
  s2_arena arena = {NULL, 0};
  take_all(t, &arena);
  t->block = arena.base = s2_priv_alloc(1, arena.used);
  if (t->block == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "training of a flow of %td parameters: %zu bytes",
                   shape->nparameters, arena.used);
  arena.used = 0;
  take_all(t, &arena);
  trainer_set(t, f->parameters);
  return stages_create(&t->stages, t->threads);
}

void trainer_destroy(flow_trainer *t)
{
  stages_destroy(&t->stages);
  s2_priv_free(t->block);
  t->block = NULL;
}

void trainer_get(const flow_trainer *t, double *parameters)
{
  t->kernel->widen(t->f->shape->nparameters, t->p, parameters);
}

void trainer_set(flow_trainer *t, const double *parameters)
{
  t->kernel->narrow(t->f->shape->nparameters, parameters, t->p);
}

static int thread_number(void)
{
#ifdef _OPENMP
  return omp_get_thread_num();
#else
  return 0;
#endif
}

static void *own_scratch(const flow_trainer *t)
{
  return at(t, t->scratch, thread_number() * t->scratch_size);
}

// ------------------------------------------------------------------ stages

/// One thread's way through the steps.
typedef struct walker {
  flow_trainer *t;
  const model_points *points;
  const int64_t *index; ///< [n] of the batch
  int n;
  int first, count; ///< tiles of the batch that are on tape
  int last;         ///< the batch has no more
  flow_adam how;
  int clipped; ///< the factor of `how` is known
  stage_walk walk;
} walker;

/// Forth and back; tile number `slot` on tape.
static void run_tile(void *work, int slot)
{
  const walker *w = work;
  flow_trainer *t = w->t;
  const flow_shape *shape = t->f->shape;
  ptrdiff_t points = (ptrdiff_t)shape->d * TILE;
  double weight[TILE] = {0}, zero[TILE] = {0};
  int tile = w->first + slot, rest = w->n - tile * TILE, n = rest < TILE ? rest : TILE;
  const int64_t *index = w->index + (ptrdiff_t)tile * TILE;
  flow_tile one = {at(t, t->y, slot * points), at(t, t->ln_det, (ptrdiff_t)slot * TILE),
                   at(t, t->tapes, slot * shape->tape)};
  void *g = at(t, t->g_y, slot * points), *g_det = at(t, t->g_det, (ptrdiff_t)slot * TILE);
  for (int s = 0; s < n; ++s) weight[s] = w->points->weight[index[s]];
  t->kernel->fill(shape->d, n, w->points->x, index, one.y);
  t->kernel->narrow(TILE, zero, one.ln_det);
  t->kernel->forward(shape, t->p, &one, 1);
  t->losses[tile] = t->kernel->loss(shape->d, weight, 1.0 / w->n, &one, g, g_det);
  t->kernel->backward(shape, t->p, &one, g, g_det, own_scratch(t));
}

/// Piece 0 of a batch's last gradients also adds its loss: batch after batch, by whichever thread.
static void run_gradient(void *work, int i)
{
  const walker *w = work;
  flow_trainer *t = w->t;
  t->squares[i] = t->kernel->gradient(t->f->shape, i, w->count, t->tapes, w->first > 0, t->g);
  if (i > 0 || !w->last) return;
  double sum = 0;
  for (int tile = 0; tile < tiles_of(w->n); ++tile) sum += t->losses[tile];
  t->loss += sum / w->n;
}

static double clip_factor(const flow_trainer *t)
{
  double sum = 0;
  for (int i = 0; i < t->f->shape->ntasks; ++i) sum += t->squares[i];
  return sqrt(sum) > t->clip ? t->clip / sqrt(sum) : 1;
}

/// The norm of the gradient is summed by each thread that has a piece: only then nobody has gone on
/// to the next gradient.
static void run_adam(void *work, int i)
{
  walker *w = work;
  flow_trainer *t = w->t;
  ptrdiff_t first = (ptrdiff_t)i * PIECE, rest = t->f->shape->nparameters - first;
  if (!w->clipped) w->how.factor = clip_factor(t);
  w->clipped = 1;
  t->kernel->adam(&w->how, rest < PIECE ? rest : PIECE, at(t, t->p, first), at(t, t->m, first),
                  at(t, t->v, first), at(t, t->g, first));
}

static void walk_gradient(walker *w)
{
  int tiles = tiles_of(w->n), most = w->t->ntiles;
  for (w->first = 0; w->first < tiles; w->first += most) {
    int rest = tiles - w->first;
    w->last = rest <= most;
    w->count = w->last ? rest : most;
    stage_run(&w->walk, w->count, run_tile, w);
    stage_run(&w->walk, w->t->f->shape->ntasks, run_gradient, w);
  }
}

static void walk_adam(walker *w, double rate, double steps)
{
  double momentum = w->t->momentum;
  w->how = (flow_adam){.rate = rate / (1 - pow(momentum, steps)),
                       .beta1 = momentum,
                       .beta2 = BETA2,
                       .epsilon = EPSILON,
                       .root = 1 / sqrt(1 - pow(BETA2, steps))};
  w->clipped = 0;
  ptrdiff_t pieces = (w->t->f->shape->nparameters + PIECE - 1) / PIECE;
  stage_run(&w->walk, (int)pieces, run_adam, w);
}

double trainer_gradient(flow_trainer *t, const model_points *points, const int64_t *index, int n)
{
  t->loss = 0;
  stages_reset(&t->stages);
#ifdef _OPENMP
#  pragma omp parallel num_threads(t->threads) if (t->threads > 1)
#endif
  {
    walker w = {t, points, index, n, .walk = stages_enter(&t->stages, thread_number())};
    walk_gradient(&w);
  }
  return t->loss + 0.5 * t->f->design.d * log(2 * S2_PI);
}

double trainer_steps(flow_trainer *t, int64_t steps, const double *rate, const model_points *points,
                     const int64_t *index, int n)
{
  t->loss = 0;
  stages_reset(&t->stages);
#ifdef _OPENMP
#  pragma omp parallel num_threads(t->threads) if (t->threads > 1)
#endif
  {
    walker w = {t, points, index, n, .walk = stages_enter(&t->stages, thread_number())};
    for (int64_t i = 0; i < steps; ++i, w.index += n) {
      walk_gradient(&w);
      walk_adam(&w, rate[i], (double)(t->steps + i + 1));
    }
  }
  t->steps += steps;
  return t->loss / (double)steps + 0.5 * t->f->design.d * log(2 * S2_PI);
}

static double judge_tile(const flow_trainer *t, const model_points *points, int64_t first)
{
  const flow_shape *shape = t->f->shape;
  int n = points->n - first < TILE ? (int)(points->n - first) : TILE;
  void *y = own_scratch(t), *ln_det = at(t, y, (ptrdiff_t)shape->d * TILE);
  flow_tile one = {y, ln_det, at(t, ln_det, TILE)};
  double w[TILE] = {0}, zero[TILE] = {0};
  for (int s = 0; s < n; ++s) w[s] = points->weight[first + s];
  t->kernel->fill(shape->d, n, points->x + first * shape->d, NULL, y);
  t->kernel->narrow(TILE, zero, ln_det);
  t->kernel->forward(shape, t->p, &one, 0);
  return t->kernel->loss(shape->d, w, 0, &one, NULL, NULL);
}

double trainer_judge(flow_trainer *t, const model_points *points, double *sums)
{
  int64_t tiles = (points->n + TILE - 1) / TILE;
#ifdef _OPENMP
#  pragma omp parallel for schedule(static) num_threads(t->threads) if (t->threads > 1)
#endif
  for (int64_t i = 0; i < tiles; ++i) sums[i] = judge_tile(t, points, i * TILE);
  double sum = 0, weights = 0;
  for (int64_t i = 0; i < tiles; ++i) sum += sums[i];
  for (int64_t i = 0; i < points->n; ++i) weights += points->weight[i];
  return sum / weights + 0.5 * t->f->design.d * log(2 * S2_PI);
}

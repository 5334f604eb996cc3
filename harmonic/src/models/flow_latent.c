// SPDX-License-Identifier: MIT
// Densities and draws of a flow: tiles of points through its layers, in double precision.
#include "draws.h"
#include "flow_model.h"
#include <math.h>
#include <s2common/priv/constants.h>

/// What one tile needs.
typedef struct tile_memory {
  double *points; ///< [TILE][d]
  flow_tile tile;
} tile_memory;

static s2_status tile_create(tile_memory *memory, const flow_shape *shape)
{
  ptrdiff_t n = (ptrdiff_t)shape->d * TILE;
  double *block = s2_priv_alloc((size_t)(2 * n + TILE + shape->layer_tape), sizeof *block);
  if (block == NULL) return S2_FAIL(S2_ERR_MEMORY, "flow in %d dimensions", shape->d);
  *memory = (tile_memory){block, {block + n, block + 2 * n, block + 2 * n + TILE}};
  return S2_OK;
}

/// n points x [n][d], n <= TILE, whitened, to a tile whose other points are 0.
static s2_status whitened_tile(const flow *f, const tile_memory *memory, int n, const double *x)
{
  int d = f->design.d;
  double *y = memory->tile.y;
  S2_TRY(affine_latent(&f->whiten, n, x, memory->points, NULL));
  for (int c = 0; c < d; ++c)
    for (int s = 0; s < TILE; ++s)
      y[(ptrdiff_t)c * TILE + s] = s < n ? memory->points[(ptrdiff_t)s * d + c] : 0;
  return S2_OK;
}

static s2_status latent_tile(const flow *f, const tile_memory *memory, int n, const double *x,
                             double *z2, double *ln_det)
{
  const double *y = memory->tile.y;
  double *log = memory->tile.ln_det;
  S2_TRY(whitened_tile(f, memory, n, x));
  for (int s = 0; s < TILE; ++s) log[s] = -f->whiten.ln_det;
  flow_kernel_double()->forward(f->shape, f->parameters, &memory->tile, 0);
  for (int s = 0; s < n; ++s) {
    z2[s] = 0;
    for (int c = 0; c < f->design.d; ++c)
      z2[s] += y[(ptrdiff_t)c * TILE + s] * y[(ptrdiff_t)c * TILE + s];
    ln_det[s] = log[s];
  }
  return S2_OK;
}

s2_status flow_latent(const void *self, int64_t n, const double *x, double *z2, double *ln_det)
{
  const flow *f = self;
  tile_memory memory;
  S2_TRY(tile_create(&memory, f->shape));
  s2_status status = S2_OK;
  for (int64_t at = 0; at < n && status == S2_OK; at += TILE) {
    int count = n - at < TILE ? (int)(n - at) : TILE;
    status = latent_tile(f, &memory, count, x + at * f->design.d, z2 + at, ln_det + at);
  }
  s2_priv_free(memory.points);
  return status;
}

static s2_status flow_ln_density(const void *self, int64_t n, const double *x, double *ln_phi)
{
  const flow *f = self;
  double *ln_det = s2_priv_alloc((size_t)n, sizeof *ln_det);
  if (ln_det == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld points", (long long)n);
  s2_status status = flow_latent(self, n, x, ln_phi, ln_det);
  double offset = -0.5 * f->design.d * log(2 * S2_PI);
  for (int64_t i = 0; i < n && status == S2_OK; ++i)
    ln_phi[i] = offset - 0.5 * ln_phi[i] + ln_det[i];
  s2_priv_free(ln_det);
  return status;
}

s2_status flow_inverse(const flow *f, double scale, int64_t n, const double *z, double *x)
{
  int d = f->design.d;
  tile_memory memory;
  S2_TRY(tile_create(&memory, f->shape));
  double *y = memory.tile.y;
  s2_status status = S2_OK;
  for (int64_t at = 0; at < n && status == S2_OK; at += TILE) {
    int count = n - at < TILE ? (int)(n - at) : TILE;
    for (int s = 0; s < count; ++s)
      for (int i = 0; i < d; ++i)
        y[(ptrdiff_t)f->shape->order[i] * TILE + s] = scale * z[(at + s) * d + i];
    flow_kernel_double()->inverse(f->shape, f->parameters, &memory.tile);
    for (int s = 0; s < count; ++s)
      for (int c = 0; c < d; ++c) memory.points[(ptrdiff_t)s * d + c] = y[(ptrdiff_t)c * TILE + s];
    status = affine_points(&f->whiten, 1, count, memory.points, x + at * d);
  }
  s2_priv_free(memory.points);
  return status;
}

static s2_status flow_sample(const void *self, double temperature, uint64_t seed, int64_t first,
                             int64_t n, double *x)
{
  const flow *f = self;
  draw_normals(seed, DRAW_LATENT, first, n, f->design.d, x);
  return flow_inverse(f, sqrt(temperature), n, x, x);
}

static s2_status flow_fresh(const void *self, void **fresh)
{
  const flow *f = self;
  flow *made;
  S2_TRY(flow_create(&made, &f->design, f->whitening));
  made->adapt_range = f->adapt_range;
  made->double_training = f->double_training;
  *fresh = made;
  return S2_OK;
}

#define FLOW_OPS(name)                                                                             \
  {                                                                                                \
    sizeof(harmonic_model_ops), name, flow_ln_density, flow_latent, flow_sample, flow_fit,         \
        flow_fresh, flow_destroy                                                                   \
  }
const harmonic_model_ops flow_spline_ops = FLOW_OPS("spline flow");
const harmonic_model_ops flow_realnvp_ops = FLOW_OPS("realnvp");

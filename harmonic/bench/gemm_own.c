// SPDX-License-Identifier: MIT
// Compiled for each FLOW_REAL and VECTOR_BYTES; OWN names the result.
#include "gemm_own.h"
#include "flow_gemm.h"
#include "flow_turn.h"

static const real *tile_inputs(const gemm_case *c, int tile)
{
  return (const real *)c->inputs + (ptrdiff_t)tile * c->in * TILE;
}

static real *tile_outputs(const gemm_case *c, int tile)
{
  return (real *)c->outputs + (ptrdiff_t)tile * c->out * TILE;
}

static void forward(const gemm_case *c)
{
  for (int tile = 0; tile < c->points / TILE; ++tile)
    multiply(&(product){c->out, TILE, c->in, c->weights, c->ld, 1, tile_inputs(c, tile), TILE,
                        c->bias, 0, tile_outputs(c, tile), TILE});
}

static void weights(const gemm_case *c)
{
  ptrdiff_t columns = (c->in + VL - 1) / VL * VL;
  for (int tile = 0; tile < c->points / TILE; ++tile) {
    turn(c->in, tile_inputs(c, tile), c->ld, c->turned);
    multiply(&(product){c->out, columns, TILE, tile_outputs(c, tile), TILE, 1, c->turned, c->ld,
                        NULL, tile > 0, c->gradient, c->ld});
  }
}

static void inputs(const gemm_case *c)
{
  for (int tile = 0; tile < c->points / TILE; ++tile)
    multiply(&(product){c->in, TILE, c->out, c->weights, 1, c->ld, tile_outputs(c, tile), TILE,
                        NULL, 0, (real *)c->inputs + (ptrdiff_t)tile * c->in * TILE, TILE});
}

extern const gemm_own OWN;
const gemm_own OWN = {forward, weights, inputs};

// SPDX-License-Identifier: MIT
// Start of expectation-maximisation: centres by k-means++ (Arthur & Vassilvitskii 2007), then a few
// steps of Lloyd's.
#include "components.h"
#include "draws.h"
#include <math.h>
#include <string.h>

enum { LLOYD = 10 };

typedef struct clusters {
  int ndim, count;
  int64_t n;
  const double *weight; ///< [n]
  double *z;            ///< [n][ndim] whitened points
  double *centre;       ///< [count][ndim]
  double *mass;         ///< [count]
  double *near;         ///< [n] squared distance to the nearest centre
  int *owner;           ///< [n] whose centre that is
} clusters;

static void clusters_free(clusters *c)
{
  void *blocks[] = {c->z, c->centre, c->mass, c->near, c->owner};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; ++k) s2_priv_free(blocks[k]);
}

static s2_status clusters_create(clusters *c)
{
  size_t n = (size_t)c->n, ndim = (size_t)c->ndim, count = (size_t)c->count;
  c->z = s2_priv_alloc(n * ndim, sizeof *c->z);
  c->centre = s2_priv_alloc(count * ndim, sizeof *c->centre);
  c->mass = s2_priv_alloc(count, sizeof *c->mass);
  c->near = s2_priv_alloc(n, sizeof *c->near);
  c->owner = s2_priv_alloc(n, sizeof *c->owner);
  if (c->z != NULL && c->centre != NULL && c->mass != NULL && c->near != NULL && c->owner != NULL)
    return S2_OK;
  clusters_free(c);
  return S2_FAIL(S2_ERR_MEMORY, "clusters of %lld points", (long long)c->n);
}

/// Let points that are nearer to centre k go over to it; `all`: from whomever.
static void take_over(clusters *c, int k, int all)
{
  const double *centre = c->centre + (int64_t)k * c->ndim;
  for (int64_t i = 0; i < c->n; ++i) {
    double distance = 0;
    for (int d = 0; d < c->ndim; ++d) {
      double delta = c->z[i * c->ndim + d] - centre[d];
      distance += delta * delta;
    }
    if (!all && distance >= c->near[i]) continue;
    c->near[i] = distance;
    c->owner[i] = k;
  }
}

/// The point at which the running sum of weight times squared distance passes the part u.
static int64_t choose(const clusters *c, double u)
{
  double total = 0, sum = 0;
  for (int64_t i = 0; i < c->n; ++i) total += c->weight[i] * c->near[i];
  for (int64_t i = 0; i < c->n; ++i)
    if ((sum += c->weight[i] * c->near[i]) >= u * total) return i;
  return c->n - 1;
}

static void seed_centres(clusters *c, uint64_t seed)
{
  for (int64_t i = 0; i < c->n; ++i) c->near[i] = 1;
  for (int k = 0; k < c->count; ++k) {
    int64_t i = choose(c, draw_uniform(seed, DRAW_START, k));
    memcpy(c->centre + (int64_t)k * c->ndim, c->z + i * c->ndim,
           (size_t)c->ndim * sizeof *c->centre);
    take_over(c, k, k == 0);
  }
}

/// Centres to the means of what they own, points to the nearest centre.
static void lloyd(clusters *c)
{
  memset(c->centre, 0, (size_t)c->count * (size_t)c->ndim * sizeof *c->centre);
  memset(c->mass, 0, (size_t)c->count * sizeof *c->mass);
  for (int64_t i = 0; i < c->n; ++i) {
    double *centre = c->centre + (int64_t)c->owner[i] * c->ndim;
    c->mass[c->owner[i]] += c->weight[i];
    for (int d = 0; d < c->ndim; ++d) centre[d] += c->weight[i] * c->z[i * c->ndim + d];
  }
  for (int k = 0; k < c->count; ++k)
    for (int d = 0; d < c->ndim && c->mass[k] > 0; ++d)
      c->centre[(int64_t)k * c->ndim + d] /= c->mass[k];
  for (int k = 0; k < c->count; ++k) take_over(c, k, k == 0);
}

s2_status components_start(int count, const affine *all, const model_points *points, uint64_t seed,
                           double *responsibility)
{
  clusters c = {.ndim = all->ndim, .count = count, .n = points->n, .weight = points->weight};
  S2_TRY(clusters_create(&c));
  s2_status status = affine_latent(all, c.n, points->x, c.z, NULL);
  if (status == S2_OK) {
    seed_centres(&c, seed);
    for (int i = 0; i < LLOYD && count > 1; ++i) lloyd(&c);
    for (int k = 0; k < count; ++k)
      for (int64_t i = 0; i < c.n; ++i) responsibility[k * c.n + i] = c.owner[i] == k;
  }
  clusters_free(&c);
  return status;
}

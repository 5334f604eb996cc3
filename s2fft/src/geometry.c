// SPDX-License-Identifier: MIT
#include "geometry.h"
#include "plan_memory.h"
#include <math.h>
#include <stdlib.h>

/// Distance from the nearer pole, as the sine of half the angle: keeps digits at both poles.
static double polar_key(const s2_ring *r)
{
  return fmin(r->sin_half, r->cos_half);
}

static int is_south(const s2_ring *r)
{
  return r->sin_half > r->cos_half;
}

/// The functions of one block grow by up to e^{2.7 L x} from its first to its last ring at distance
/// x, and all of them must fit into doubles when the last begins to matter.
static const double BLOCK_SPAN = 160;

typedef struct sort_item {
  double key;
  int index, south;
} sort_item;

static int by_key(const void *a, const void *b)
{
  const sort_item *p = a, *q = b;
  if (p->key != q->key) return p->key < q->key ? -1 : 1;
  return p->index - q->index;
}

s2_status geometry_pair(int nrings, const s2_ring *rings, ring_pair *pair, int *count)
{
  sort_item *item = s2_priv_alloc((size_t)nrings, sizeof *item);
  *count = 0;
  if (item == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d rings", nrings);
  for (int r = 0; r < nrings; ++r)
    item[r] = (sort_item){polar_key(&rings[r]), r, is_south(&rings[r])};
  qsort(item, (size_t)nrings, sizeof *item, by_key);
  for (int i = 0; i < nrings; ++i) {
    const sort_item *a = &item[i], *b = i + 1 < nrings ? &item[i + 1] : NULL;
    int mirror = b != NULL && a->south != b->south && b->key - a->key <= 4e-16 * b->key;
    const sort_item *other = mirror ? b : NULL;
    ring_pair p = {a->south ? -1 : a->index, a->south ? a->index : -1};
    if (other != NULL && a->south) p.north = other->index;
    if (other != NULL && !a->south) p.south = other->index;
    pair[(*count)++] = p;
    i += mirror;
  }
  s2_priv_free(item);
  return S2_OK;
}

s2_status geometry_space(const s2fft_plan *plan, const s2_ring *rings, ring_pair **pair, int *count)
{
  int block = plan->kernel->block, lane = 0;
  ring_pair *out = s2_priv_alloc((size_t)*count * (size_t)block, sizeof *out);
  if (out == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d rings", *count);
  double first = 0;
  for (int i = 0; i < *count; ++i) {
    const ring_pair *p = &(*pair)[i];
    double angle = 2 * asin(fmin(1, polar_key(&rings[p->north >= 0 ? p->north : p->south])));
    if (lane % block != 0 && (angle - first) * plan->L_even > BLOCK_SPAN)
      while (lane % block != 0) out[lane++] = (ring_pair){-1, -1};
    if (lane % block == 0) first = angle;
    out[lane++] = *p;
  }
  s2_priv_free(*pair);
  *pair = out;
  *count = lane;
  return S2_OK;
}

/// Below this sine the factor sin^-|s| of the even kernels, or the L^2 growth of their error next
/// to the pole, would cost digits: the cap form takes over.
static double cap_limit(int L, int spin)
{
  static const double amplified[] = {0.0, 0.02, 0.05, 0.22, 0.32};
  double growth = 8e-6 * L;
  return spin == 0 ? growth : fmax(fmax(amplified[spin], 10.0 / L), 3 * growth);
}

/// The error of the two-step recursion grows like 7.6e-19 L / cos(theta) towards the equator, more
/// after several steps of columns_lower().
static int needs_mid(int L, int spin, double cosine)
{
  return L > (spin >= 3 ? 5e5 : 8e5) * fmax(cosine, 0.4 / L);
}

static block_kind choose_kind(const s2fft_plan *plan, double sine_min, double sine_max,
                              double cosine_min)
{
  if (plan->spin_even < 0) return sine_min < 5e-5 * plan->L ? BLOCK_CAP : BLOCK_MID;
  if (sine_min < cap_limit(plan->L, plan->spin_even)) return BLOCK_CAP;
  if (needs_mid(plan->L, plan->spin_even, cosine_min)) return BLOCK_MID;
  return sine_max < 0.7071 ? BLOCK_SIN : BLOCK_COS;
}

static void place_pair(latitudes *lat, int i, const s2_ring *r, int mirrored)
{
  lat->cosine[i] = fabs(r->cos_theta);
  lat->sine[i] = r->sin_theta;
  lat->cos_half[i] = mirrored ? r->sin_half : r->cos_half;
  lat->sin_half[i] = mirrored ? r->cos_half : r->sin_half;
}

static void finish_block(s2fft_plan *plan, int b)
{
  latitudes *lat = &plan->lat;
  int first = b * plan->kernel->block, end = first + plan->kernel->block;
  lat->kind[b] = choose_kind(plan, lat->sine[first], lat->sine[end - 1], lat->cosine[end - 1]);
  for (int i = first; i < first + plan->kernel->block; ++i) {
    double c = lat->cosine[i], s = lat->sine[i], h = lat->sin_half[i];
    const double x[] = {
        [BLOCK_SIN] = -s * s, [BLOCK_COS] = c * c, [BLOCK_CAP] = 2 * h * h, [BLOCK_MID] = c};
    lat->x[i] = x[lat->kind[b]];
    if (lat->scale != NULL) lat->scale[i] = pow(s, -plan->spin_even);
  }
}

s2_status geometry_latitudes(s2fft_plan *plan, int count, const ring_pair *pair,
                             const s2_ring *rings)
{
  latitudes *lat = &plan->lat;
  int block = plan->kernel->block;
  lat->pairs = count;
  lat->blocks = (count + block - 1) / block;
  lat->np = lat->blocks * block;
  size_t np = (size_t)lat->np;
  double **rows[] = {&lat->cosine,   &lat->sine, &lat->cos_half,
                     &lat->sin_half, &lat->x,    plan->spin_even > 0 ? &lat->scale : NULL};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; ++i)
    if (rows[i] != NULL) S2_TRY(plan_take(plan, (void **)rows[i], np, sizeof(double)));
  S2_TRY(plan_take(plan, (void **)&lat->kind, (size_t)lat->blocks, sizeof *lat->kind));
  const ring_pair *last = pair;
  for (int i = 0; i < lat->np; ++i) { // lanes without rings repeat the one before
    if (i < count && (pair[i].north >= 0 || pair[i].south >= 0)) last = &pair[i];
    place_pair(lat, i, &rings[last->north >= 0 ? last->north : last->south], last->north < 0);
  }
  for (int b = 0; b < lat->blocks; ++b) finish_block(plan, b);
  return S2_OK;
}

// SPDX-License-Identifier: MIT
#include "plan_memory.h"
#include "rings.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <string.h>

static stage_ring stage_ring_of(const s2_ring *r)
{
  stage_ring s = {.offset = r->offset, .nphi = r->nphi, .phase = PHASE_ANY, .phi0 = r->phi0};
  double shift = r->phi0 * r->nphi / S2_PI; // in half samples
  if (r->phi0 == 0)
    s.phase = PHASE_NONE;
  else if (fabs(shift - 1) < 1e-14)
    s.phase = PHASE_HALF;
  return s;
}

static s2_status take_rings(s2fft_plan *plan, ring_stage *t, int count, const ring_pair *pair,
                            const s2_ring *rings, const double *weight)
{
  size_t np = (size_t)t->np;
  S2_TRY(plan_take(plan, (void **)&t->north, np, sizeof *t->north));
  S2_TRY(plan_take(plan, (void **)&t->south, np, sizeof *t->south));
  for (int half = 0; half < 2; ++half) {
    S2_TRY(plan_take(plan, (void **)&t->weight[half], np, sizeof(double)));
    S2_TRY(plan_take(plan, (void **)&t->unit[half], np, sizeof(double)));
    for (int i = 0; i < count; ++i) {
      int r = half == 0 ? pair[i].north : pair[i].south;
      if (r < 0) continue;
      (half == 0 ? t->north : t->south)[i] = stage_ring_of(&rings[r]);
      t->weight[half][i] = weight[r];
      t->unit[half][i] = 1;
      if (rings[r].nphi > t->longest) t->longest = rings[r].nphi;
    }
  }
  return S2_OK;
}

/// The one length of all rings of a group, 0 if they differ or a lane's two rings start apart.
static int common_length(const ring_stage *t, int first, int lanes)
{
  int n = 0;
  for (int i = first; i < first + lanes && i < t->pairs; ++i) {
    const stage_ring *a = &t->north[i], *b = &t->south[i];
    int here = a->nphi > 0 ? a->nphi : b->nphi;
    if (here == 0) continue;
    if (a->nphi > 0 && b->nphi > 0 && (a->nphi != b->nphi || a->phi0 != b->phi0)) return 0;
    if (n == 0) n = here;
    if (here != n) return 0;
  }
  return n;
}

static double lane_phi0(const ring_stage *t, int i)
{
  if (i >= t->pairs) return 0;
  return t->north[i].nphi > 0 ? t->north[i].phi0 : t->south[i].phi0;
}

static void fill_turn(const ring_stage *t, int mmax, int first, int lanes, double *turn)
{
  for (int m = 0; m <= mmax; ++m)
    for (int i = 0; i < lanes; ++i) {
      double angle = m * lane_phi0(t, first + i);
      turn[2 * (int64_t)m * lanes + i] = cos(angle);
      turn[(2 * (int64_t)m + 1) * lanes + i] = sin(angle);
    }
}

/// The table of an earlier group with the same lanes, or a new one; no more than a few are kept.
static s2_status find_turn(s2fft_plan *plan, ring_stage *t, int g, int lanes, int *owner)
{
  int first = g * lanes, slot = 0;
  for (; slot < t->turns; ++slot) {
    int same = 1;
    for (int i = 0; i < lanes; ++i)
      same &=
          lane_phi0(t, first + i) == lane_phi0(t, owner[slot] * lanes + i) || first + i >= t->pairs;
    if (same) break;
  }
  if (slot == (int)(sizeof t->turn / sizeof *t->turn)) {
    t->group[g].batched = 0;
    return S2_OK;
  }
  if (slot == t->turns) {
    size_t size = 2 * (size_t)(plan->mmax + 1) * (size_t)lanes;
    S2_TRY(plan_take(plan, (void **)&t->turn[slot], size, sizeof(double)));
    fill_turn(t, plan->mmax, first, lanes, t->turn[slot]);
    owner[t->turns++] = g;
  }
  t->group[g].turn = t->turn[slot];
  return S2_OK;
}

static s2_status take_groups(s2fft_plan *plan, ring_stage *t, int lanes)
{
  int owner[4] = {0};
  S2_TRY(plan_take(plan, (void **)&t->group, (size_t)t->groups, sizeof *t->group));
  for (int g = 0; g < t->groups; ++g) {
    int n = common_length(t, g * lanes, lanes), turned = 0;
    t->group[g] = (ring_group){.batched = n > 0, .nphi = n};
    for (int i = 0; i < lanes; ++i) turned |= lane_phi0(t, g * lanes + i) != 0;
    if (n > 0 && turned) S2_TRY(find_turn(plan, t, g, lanes, owner));
  }
  return S2_OK;
}

static s2_status take_half(s2fft_plan *plan, ring_stage *t, int n)
{
  if (t->half_of[n] != NULL) return S2_OK;
  S2_TRY(plan_take(plan, (void **)&t->half_of[n], 2 * (size_t)n, sizeof(double)));
  for (int r = 0; r < n; ++r) {
    t->half_of[n][2 * r] = cos(S2_PI * r / n);
    t->half_of[n][2 * r + 1] = sin(S2_PI * r / n);
  }
  return S2_OK;
}

static s2_status take_row(s2fft_plan *plan, ring_stage *t, const stage_ring *r)
{
  if (r->nphi == 0) return S2_OK;
  if (r->phase == PHASE_HALF) S2_TRY(take_half(plan, t, r->nphi));
  if (t->row_of[r->nphi] != NULL) return S2_OK;
  S2_TRY(s2fft_dft_row_create(&t->row_of[r->nphi], r->nphi));
  plan->bytes += s2fft_dft_row_bytes(t->row_of[r->nphi]);
  return S2_OK;
}

static s2_status take_dfts(s2fft_plan *plan, ring_stage *t, int lanes)
{
  size_t n = (size_t)t->longest + 1;
  S2_TRY(plan_take(plan, (void **)&t->lane_of, n, sizeof *t->lane_of));
  S2_TRY(plan_take(plan, (void **)&t->row_of, n, sizeof *t->row_of));
  S2_TRY(plan_take(plan, (void **)&t->half_of, n, sizeof *t->half_of));
  for (int g = 0; g < t->groups; ++g) {
    const ring_group *group = &t->group[g];
    if (group->batched && t->lane_of[group->nphi] == NULL) {
      S2_TRY(s2fft_dft_create(&t->lane_of[group->nphi], group->nphi));
      plan->bytes += s2fft_dft_bytes(t->lane_of[group->nphi]);
    }
    for (int i = g * lanes; !group->batched && i < (g + 1) * lanes; ++i) {
      S2_TRY(take_row(plan, t, &t->north[i]));
      S2_TRY(take_row(plan, t, &t->south[i]));
    }
  }
  return S2_OK;
}

s2_status rings_create(s2fft_plan *plan, int count, const ring_pair *pair, const s2_ring *rings,
                       const double *weight)
{
  ring_stage *t = NULL;
  int lanes = plan->kernel->lanes, block = plan->kernel->block;
  S2_TRY(plan_take(plan, (void **)&t, 1, sizeof *t));
  plan->rings = t;
  t->pairs = count;
  t->np = (count + block - 1) / block * block;
  t->groups = t->np / lanes;
  S2_TRY(take_rings(plan, t, count, pair, rings, weight));
  S2_TRY(take_groups(plan, t, lanes));
  return take_dfts(plan, t, lanes);
}

void rings_destroy(ring_stage *t)
{
  if (t == NULL) return;
  for (int n = 0; t->half_of != NULL && n <= t->longest; ++n) {
    s2fft_dft_destroy(t->lane_of[n]);
    s2fft_dft_row_destroy(t->row_of[n]);
    s2_priv_free(t->half_of[n]);
  }
  for (int k = 0; k < 4; ++k) s2_priv_free(t->turn[k]);
  for (int half = 0; half < 2; ++half) {
    s2_priv_free(t->weight[half]);
    s2_priv_free(t->unit[half]);
  }
  void *blocks[] = {t->north, t->south, t->group, t->lane_of, t->row_of, t->half_of, t};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; ++k) s2_priv_free(blocks[k]);
}

static size_t larger(size_t a, size_t b)
{
  return a > b ? a : b;
}

void rings_scratch_take(const s2fft_plan *plan, s2_arena *arena, ring_scratch *scratch)
{
  const ring_stage *t = plan->rings;
  size_t n = (size_t)t->longest, lanes = (size_t)plan->kernel->lanes, work = 0,
         size = sizeof(double);
  for (size_t k = 0; k <= n; ++k) {
    if (t->lane_of[k] != NULL) work = larger(work, s2fft_dft_scratch(t->lane_of[k], (int)lanes));
    if (t->row_of[k] != NULL) work = larger(work, s2fft_dft_row_scratch(t->row_of[k]));
  }
  scratch->x = s2_arena_take(arena, 2 * n * lanes, size);
  scratch->y = s2_arena_take(arena, 2 * n * lanes, size);
  scratch->work = s2_arena_take(arena, work, size);
  scratch->zero = s2_arena_take(arena, 2 * n, size);
  scratch->trash = s2_arena_take(arena, 2 * n, size);
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2common"
#include "rings.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdbool.h>
#include <strings.h>

#define MAX_L 65536
#define MAX_RINGS 131073
#define MAX_NPHI 262144

struct s2_grid {
  s2_grid_kind kind;
  int nrings;
  int nside;
  int exact_limit;
  int64_t map_size;
  s2_ring rings[];
};

typedef s2_status fill_rings(s2_grid_kind kind, int n, s2_ring *rings);

// Default shape for band-limit L: per_L * L + extra rings of 2L + phi_extra samples.
static const struct kind_rule {
  const char *name;
  int per_L, extra, phi_extra;
  fill_rings *fill; // NULL: has its own constructor
} kinds[] = {
    [S2_GRID_MW] = {"mw", 1, 0, -1, s2_fill_equiangular},
    [S2_GRID_MWSS] = {"mwss", 1, 1, 0, s2_fill_equiangular},
    [S2_GRID_DH] = {"dh", 2, 0, -1, s2_fill_equiangular},
    [S2_GRID_GL] = {"gl", 1, 0, -1, s2_fill_gauss},
    [S2_GRID_CC] = {"cc", 1, 1, 0, s2_fill_equiangular},
    [S2_GRID_F1] = {"f1", 1, 0, 0, s2_fill_equiangular},
    [S2_GRID_HEALPIX] = {"healpix", 0, 0, 0, NULL},
    [S2_GRID_RINGS] = {"rings", 0, 0, 0, NULL},
};
#define NKINDS ((int)(sizeof kinds / sizeof *kinds))

void s2_ring_mirror(const s2_ring *north, s2_ring *south)
{
  *south = *north;
  south->theta = S2_PI - north->theta;
  south->cos_theta = -north->cos_theta;
  south->cos_half = north->sin_half;
  south->sin_half = north->cos_half;
}

static bool has_band_limit(s2_grid_kind kind)
{
  return (int)kind >= 0 && (int)kind < NKINDS && kinds[kind].fill != NULL;
}

static s2_grid *allocate(s2_grid_kind kind, int nrings)
{
  s2_grid *grid = s2_priv_alloc(1, sizeof *grid + (size_t)nrings * sizeof(s2_ring));
  if (grid == NULL) return NULL;
  grid->kind = kind;
  grid->nrings = nrings;
  return grid;
}

s2_status s2_grid_create(s2_grid **grid, s2_grid_kind kind, int L)
{
  S2_REQUIRE(grid != NULL, "grid is NULL");
  *grid = NULL;
  S2_REQUIRE(has_band_limit(kind), "kind = %d (%s) is not one of mw, mwss, dh, gl, cc, f1",
             (int)kind, s2_grid_kind_name(kind));
  S2_REQUIRE(L >= 1 && L <= MAX_L, "L = %d is outside 1 .. %d", L, MAX_L);
  const struct kind_rule *rule = &kinds[kind];
  return s2_grid_create_shape(grid, kind, rule->per_L * L + rule->extra, 2 * L + rule->phi_extra);
}

s2_status s2_grid_create_shape(s2_grid **grid, s2_grid_kind kind, int nrings, int nphi)
{
  S2_REQUIRE(grid != NULL, "grid is NULL");
  *grid = NULL;
  S2_REQUIRE(has_band_limit(kind), "kind = %d (%s) is not one of mw, mwss, dh, gl, cc, f1",
             (int)kind, s2_grid_kind_name(kind));
  const struct kind_rule *rule = &kinds[kind];
  S2_REQUIRE(nrings > rule->extra && nrings <= MAX_RINGS, "nrings = %d is outside %d .. %d", nrings,
             1 + rule->extra, MAX_RINGS);
  S2_REQUIRE(nphi >= 1 && nphi <= MAX_NPHI, "nphi = %d is outside 1 .. %d", nphi, MAX_NPHI);
  s2_grid *made = allocate(kind, nrings);
  if (made == NULL || rule->fill(kind, nrings, made->rings) != S2_OK) {
    s2_priv_free(made);
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %d rings", nrings);
  }
  for (int t = 0; t < nrings; t++) {
    made->rings[t].weight *= 2.0 * S2_PI / nphi;
    made->rings[t].offset = (int64_t)t * nphi;
    made->rings[t].nphi = nphi;
  }
  made->exact_limit = (nrings - rule->extra) / rule->per_L;
  made->map_size = (int64_t)nrings * nphi;
  *grid = made;
  return S2_OK;
}

s2_status s2_grid_create_healpix(s2_grid **grid, int nside)
{
  S2_REQUIRE(grid != NULL, "grid is NULL");
  *grid = NULL;
  S2_REQUIRE(nside >= 1 && nside <= S2_MAX_NSIDE, "nside = %d is outside 1 .. %d", nside,
             S2_MAX_NSIDE);
  s2_grid *made = allocate(S2_GRID_HEALPIX, 4 * nside - 1);
  if (made == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for nside = %d", nside);
  s2_fill_healpix(nside, made->rings);
  made->nside = nside;
  made->map_size = 12 * (int64_t)nside * nside;
  *grid = made;
  return S2_OK;
}

s2_status s2_grid_create_rings(s2_grid **grid, int nrings, const s2_ring *rings)
{
  S2_REQUIRE(grid != NULL, "grid is NULL");
  *grid = NULL;
  S2_REQUIRE(nrings >= 1 && nrings <= MAX_RINGS, "nrings = %d is outside 1 .. %d", nrings,
             MAX_RINGS);
  S2_REQUIRE(rings != NULL, "rings is NULL");
  s2_grid *made = allocate(S2_GRID_RINGS, nrings);
  if (made == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %d rings", nrings);
  s2_status status = s2_fill_user(nrings, rings, made->rings, &made->map_size);
  if (status != S2_OK) {
    s2_priv_free(made);
    return status;
  }
  *grid = made;
  return S2_OK;
}

void s2_grid_destroy(s2_grid *grid)
{
  s2_priv_free(grid);
}

s2_grid_kind s2_grid_get_kind(const s2_grid *grid)
{
  return grid->kind;
}

int s2_grid_nrings(const s2_grid *grid)
{
  return grid->nrings;
}

int64_t s2_grid_map_size(const s2_grid *grid)
{
  return grid->map_size;
}

const s2_ring *s2_grid_rings(const s2_grid *grid)
{
  return grid->rings;
}

int s2_grid_nside(const s2_grid *grid)
{
  return grid->nside;
}

int s2_grid_exact_limit(const s2_grid *grid)
{
  return grid->exact_limit;
}

const char *s2_grid_kind_name(s2_grid_kind kind)
{
  return (int)kind >= 0 && (int)kind < NKINDS ? kinds[kind].name : "?";
}

s2_status s2_grid_kind_from_name(const char *name, s2_grid_kind *kind)
{
  S2_REQUIRE(name != NULL && kind != NULL, "%s is NULL", name == NULL ? "name" : "kind");
  for (int i = 0; i < NKINDS; i++) {
    if (strcasecmp(name, kinds[i].name) != 0) continue;
    *kind = (s2_grid_kind)i;
    return S2_OK;
  }
  return S2_FAIL(S2_ERR_ARGUMENT,
                 "name = \"%.40s\" is not one of mw, mwss, dh, gl, cc, f1, healpix, rings", name);
}

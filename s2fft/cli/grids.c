// SPDX-License-Identifier: MIT
#include "map.h"

s2_status cli_grid_asked(s2_grid **grid, const cli_options *options, const char *sampling, int L)
{
  s2_grid_kind kind = S2_GRID_HEALPIX;
  *grid = NULL;
  USAGE_REQUIRE(sampling != NULL || options->nside > 0,
                "give --nside N for HEALPix, or --sampling and --band-limit");
  if (sampling != NULL) S2_TRY(s2_grid_kind_from_name(sampling, &kind));
  if (kind == S2_GRID_HEALPIX) {
    USAGE_REQUIRE(options->nside > 0, "a HEALPix map needs --nside N");
    return s2_grid_create_healpix(grid, options->nside);
  }
  USAGE_REQUIRE(options->nside == 0, "--nside belongs to --sampling healpix, not to %s", sampling);
  USAGE_REQUIRE(L > 0, "--sampling %s needs --band-limit L", sampling);
  return s2_grid_create(grid, kind, L);
}

void cli_grid_about(const s2_grid *grid, char *text, size_t size)
{
  s2_grid_kind kind = s2_grid_get_kind(grid);
  if (kind == S2_GRID_HEALPIX)
    snprintf(text, size, "HEALPix nside %d", s2_grid_nside(grid));
  else
    snprintf(text, size, "%s, %d rings of %d", s2_grid_kind_name(kind), s2_grid_nrings(grid),
             s2_grid_rings(grid)[0].nphi);
}

int cli_grid_limit(const s2_grid *grid)
{
  if (s2_grid_nside(grid) > 0) return 3 * s2_grid_nside(grid);
  int rings = s2_grid_exact_limit(grid), orders = (s2_grid_rings(grid)[0].nphi + 1) / 2;
  if (rings == 0) rings = s2_grid_nrings(grid) / 2; // quadrature of products of two harmonics
  return rings < orders ? rings : orders;
}

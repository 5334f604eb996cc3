// SPDX-License-Identifier: MIT
// The masked samples of a grid, laid out to find the one nearest to any direction.
#ifndef S2FFT_MASK_SEARCH_H
#define S2FFT_MASK_SEARCH_H

#include <s2common/grid.h>
#include <s2common/status.h>

/// Masked samples of one ring as runs of neighbours.
typedef struct mask_ring {
  double sin_half, cos_half, sin_theta;
  double phi0, spacing; ///< longitude of the first sample, and between samples
  int nphi, count;      ///< samples, runs
  int *first, *last;    ///< [count] first and last sample of each run, ascending
} mask_ring;

/// All rings with masked samples, north to south.
typedef struct mask_search {
  int nrings;
  mask_ring *rings; ///< [nrings]
  int *runs;        ///< storage of all runs
} mask_search;

/// A direction from which to search.
typedef struct mask_view {
  double sin_half, cos_half, sin_theta, phi;
  int start; ///< first of the search's rings that is not north of it
} mask_view;

/// Lay out the masked samples (mask = 0); mask_search_free() in any case.
s2_status mask_search_create(mask_search *search, const s2_grid *grid, const double *mask);
void mask_search_free(mask_search *search);

/// View from the first sample of a ring.
mask_view mask_view_of(const mask_search *search, const s2_ring *ring);

/// Distance to the nearest masked sample; `reach` if there is none nearer than that.
double mask_search_nearest(const mask_search *search, const mask_view *view, double reach);

#endif

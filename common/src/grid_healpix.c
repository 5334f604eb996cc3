// SPDX-License-Identifier: MIT
// HEALPix rings (Gorski et al. 2005, eqs. 4-9), i = 1 .. 4 nside - 1 from the north pole.
#include "rings.h"
#include <math.h>

// Angles from integers with (1 - z) : (1 + z) = below : above. No digit is lost at the poles,
// and swapping the two numbers gives the exact mirror image.
static void set_angles(s2_ring *ring, double below, double above)
{
  double whole = below + above;
  ring->cos_theta = (above - below) / whole;
  ring->sin_theta = 2.0 * sqrt(below * above) / whole;
  ring->sin_half = sqrt(below / whole);
  ring->cos_half = sqrt(above / whole);
  ring->theta = 2.0 * atan2(ring->sin_half, ring->cos_half);
}

// Cap, i <= nside: z = 1 - i^2 / (3 nside^2). 4 i samples.
static void set_cap(s2_ring *ring, int64_t nside, int64_t i)
{
  set_angles(ring, (double)(i * i), (double)(6 * nside * nside - i * i));
  ring->nphi = (int)(4 * i);
  ring->phi0 = S2_PI / (double)(4 * i);
  ring->offset = 2 * i * (i - 1);
}

// Belt, nside <= i <= 2 nside: z = (4 nside - 2 i) / (3 nside). 4 nside samples; every other
// ring is shifted by half a sample.
static void set_belt(s2_ring *ring, int64_t nside, int64_t i)
{
  set_angles(ring, (double)(2 * i - nside), (double)(7 * nside - 2 * i));
  ring->nphi = (int)(4 * nside);
  ring->phi0 = (i - nside) % 2 == 0 ? S2_PI / (double)(4 * nside) : 0.0;
  ring->offset = 2 * nside * (nside - 1) + 4 * nside * (i - nside);
}

void s2_fill_healpix(int nside, s2_ring *rings)
{
  int64_t n = nside, pixels = 12 * n * n;
  for (int64_t i = 1; i <= 2 * n; i++) {
    s2_ring *north = &rings[i - 1], *south = &rings[4 * n - 1 - i];
    if (i < n) {
      set_cap(north, n, i);
    } else {
      set_belt(north, n, i);
    }
    north->weight = 4.0 * S2_PI / (double)pixels;
    if (south == north) continue;
    s2_ring_mirror(north, south);
    south->offset = pixels - north->offset - north->nphi;
  }
}

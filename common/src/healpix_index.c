// SPDX-License-Identifier: MIT
// HEALPix pixel numbers (Gorski et al. 2005, section 4 and appendix).
//
// A pixel of face f has coordinates x (towards north-east) and y (towards north-west),
// 0 .. nside-1. With the ring i = 1 .. 4 nside - 1 and, in the belt, the longitude h in units
// of pi / (4 nside),
//   i = row(f) nside - 1 - x - y,   h = column(f) nside + x - y   (mod 8 nside),
// where row = 2, 3, 4 for the northern, equatorial and southern faces and column = 1, 3, 5, 7
// for polar, 0, 2, 4, 6 for equatorial faces.
#include "rings.h"
#include <math.h>
#include <s2common/grid.h>
#include <stdbool.h>

typedef struct pixel {
  int64_t face, x, y;
} pixel;

static bool valid(int nside, int64_t index, bool nested)
{
  if (nside < 1 || nside > S2_MAX_NSIDE) return false;
  if (nested && (nside & (nside - 1)) != 0) return false;
  return index >= 0 && index < 12 * (int64_t)nside * nside;
}

// Put the low 16 bits of v on the even bits.
static int64_t spread(int64_t v)
{
  uint64_t b = (uint64_t)v;
  b = (b | b << 8) & UINT64_C(0x00ff00ff);
  b = (b | b << 4) & UINT64_C(0x0f0f0f0f);
  b = (b | b << 2) & UINT64_C(0x33333333);
  b = (b | b << 1) & UINT64_C(0x55555555);
  return (int64_t)b;
}

// Inverse of spread(): collect the even bits of v.
static int64_t gather(int64_t v)
{
  uint64_t b = (uint64_t)v & UINT64_C(0x55555555);
  b = (b | b >> 1) & UINT64_C(0x33333333);
  b = (b | b >> 2) & UINT64_C(0x0f0f0f0f);
  b = (b | b >> 4) & UINT64_C(0x00ff00ff);
  b = (b | b >> 8) & UINT64_C(0x0000ffff);
  return (int64_t)b;
}

// Ring i = 1 .. nside of a cap that starts `before` pixels from the pole: 2 i (i-1) <= before.
static int64_t cap_ring(int64_t before)
{
  int64_t i = (int64_t)(0.5 * (1.0 + sqrt(1.0 + 2.0 * (double)before)));
  while (2 * i * (i - 1) > before) i--;
  while (2 * i * (i + 1) <= before) i++;
  return i;
}

static int64_t ring_index(int64_t n, pixel at)
{
  int64_t row = at.face / 4 + 2, quadrant = at.face % 4;
  int64_t i = row * n - 1 - at.x - at.y;
  if (i < n) return 2 * i * (i - 1) + quadrant * i + n - 1 - at.y;
  if (i > 3 * n) {
    int64_t mirror = 4 * n - i;
    return 12 * n * n - 2 * mirror * (mirror + 1) + quadrant * mirror + at.x;
  }
  int64_t column = 2 * quadrant + (row == 3 ? 0 : 1);
  int64_t h = (column * n + at.x - at.y + 8 * n) % (8 * n);
  // h has the parity of the ring's half-sample shift.
  return 2 * n * (n - 1) + 4 * n * (i - n) + h / 2;
}

// The two families of face edges, h - i and h + i constant, number the faces of the belt.
static pixel belt_pixel(int64_t n, int64_t i, int64_t h)
{
  int64_t east = h - i - 1 + 5 * n, west = h + i + n;
  int64_t u = east / (2 * n) - 2, v = west / (2 * n);
  int64_t row = v - u + 1, column = (u + v + 8) % 8;
  pixel at = {4 * (row - 2) + column / 2, (east - 2 * n * (u + 2)) / 2,
              ((2 * v + 1) * n - 1 - h - i) / 2};
  return at;
}

static pixel ring_pixel(int64_t n, int64_t index)
{
  int64_t cap = 2 * n * (n - 1), last = 12 * n * n - 1;
  if (index < cap) {
    int64_t i = cap_ring(index), p = index - 2 * i * (i - 1);
    pixel at = {p / i, n - i + p % i, n - 1 - p % i};
    return at;
  }
  if (index > last - cap) {
    int64_t i = cap_ring(last - index), p = index - (12 * n * n - 2 * i * (i + 1));
    pixel at = {8 + p / i, p % i, i - 1 - p % i};
    return at;
  }
  int64_t i = n + (index - cap) / (4 * n), p = (index - cap) % (4 * n);
  return belt_pixel(n, i, 2 * p + (i - n + 1) % 2);
}

int64_t s2_healpix_ring_to_nest(int nside, int64_t index)
{
  if (!valid(nside, index, true)) return -1;
  pixel at = ring_pixel(nside, index);
  return at.face * nside * nside + (spread(at.x) | spread(at.y) << 1);
}

int64_t s2_healpix_nest_to_ring(int nside, int64_t index)
{
  if (!valid(nside, index, true)) return -1;
  int64_t face_size = (int64_t)nside * nside, inside = index % face_size;
  pixel at = {index / face_size, gather(inside), gather(inside >> 1)};
  return ring_index(nside, at);
}

// Longitude in quarter turns, 0 <= t < 4.
static double quarter_turns(double phi)
{
  double t = fmod(phi * 0.63661977236758134308, 4.0); // 2/pi
  if (t < 0.0) t += 4.0;
  return t < 4.0 ? t : 0.0;
}

// |z| <= 2/3: pixel edges are the lines 1/2 + t -+ 3z/4 = integer / nside (eqs. 21-22).
static int64_t belt_lookup(int64_t n, double z, double t)
{
  double nn = (double)n;
  int64_t down = (int64_t)floor(nn * (0.5 + t - 0.75 * z));
  int64_t up = (int64_t)floor(nn * (0.5 + t + 0.75 * z));
  int64_t i = 2 * n + down - up; // n .. 3n
  if (i < n) i = n;
  if (i > 3 * n) i = 3 * n;
  int64_t p = (down + up - n + (i - n) % 2) / 2;
  return 2 * n * (n - 1) + 4 * n * (i - n) + (p + 4 * n) % (4 * n);
}

// |z| > 2/3: edges are where t' s and (1-t') s are integers, s = nside sqrt(3 (1-|z|)) and t'
// the longitude within the quadrant (eqs. 19-20). `half` is sin(distance to the pole / 2).
static int64_t cap_lookup(int64_t n, double half, double t, bool north)
{
  double s = (double)n * half * 2.44948974278317809820; // sqrt(6)
  double inside = t - floor(t);
  int64_t i = (int64_t)floor(inside * s) + (int64_t)floor((1.0 - inside) * s) + 1;
  if (i > n) i = n;
  int64_t p = (int64_t)floor(t * (double)i) % (4 * i);
  return north ? 2 * i * (i - 1) + p : 12 * n * n - 2 * i * (i + 1) + p;
}

int64_t s2_healpix_pixel(int nside, double theta, double phi)
{
  if (!valid(nside, 0, false) || !isfinite(phi)) return -1;
  if (!(theta >= 0.0 && theta <= S2_PI)) return -1;
  double z = cos(theta), t = quarter_turns(phi);
  if (fabs(z) <= 2.0 / 3.0) return belt_lookup(nside, z, t);
  return z > 0.0 ? cap_lookup(nside, sin(0.5 * theta), t, true)
                 : cap_lookup(nside, cos(0.5 * theta), t, false);
}

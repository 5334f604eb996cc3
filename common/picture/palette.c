// SPDX-License-Identifier: MIT
#include "palette.h"
#include <math.h>

static double to_linear(double c)
{
  return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double from_linear(double c)
{
  return c <= 0.0031308 ? 12.92 * c : 1.055 * pow(c, 1 / 2.4) - 0.055;
}

static void multiply(const double m[3][3], const double in[3], double out[3])
{
  for (int i = 0; i < 3; i++) out[i] = m[i][0] * in[0] + m[i][1] * in[1] + m[i][2] * in[2];
}

void s2_picture_oklab(uint32_t rgb, double lab[3])
{
  static const double to_lms[3][3] = {{0.4122214708, 0.5363325363, 0.0514459929},
                                      {0.2119034982, 0.6806995451, 0.1073969566},
                                      {0.0883024619, 0.2817188376, 0.6299787005}};
  static const double to_lab[3][3] = {{0.2104542553, 0.7936177850, -0.0040720468},
                                      {1.9779984951, -2.4285922050, 0.4505937099},
                                      {0.0259040371, 0.7827717662, -0.8086757660}};
  double linear[3], lms[3];
  for (int i = 0; i < 3; i++) linear[i] = to_linear(((rgb >> (16 - 8 * i)) & 255) / 255.0);
  multiply(to_lms, linear, lms);
  for (int i = 0; i < 3; i++) lms[i] = cbrt(lms[i]);
  multiply(to_lab, lms, lab);
}

uint32_t s2_picture_rgb(const double lab[3])
{
  static const double to_lms[3][3] = {{1, 0.3963377774, 0.2158037573},
                                      {1, -0.1055613458, -0.0638541728},
                                      {1, -0.0894841775, -1.2914855480}};
  static const double to_linear_rgb[3][3] = {{4.0767416621, -3.3077115913, 0.2309699292},
                                             {-1.2684380046, 2.6097574011, -0.3413193965},
                                             {-0.0041960863, -0.7034186147, 1.7076147010}};
  double lms[3], linear[3];
  uint32_t rgb = 0;
  multiply(to_lms, lab, lms);
  for (int i = 0; i < 3; i++) lms[i] = lms[i] * lms[i] * lms[i];
  multiply(to_linear_rgb, lms, linear);
  for (int i = 0; i < 3; i++) {
    double c = from_linear(fmin(fmax(linear[i], 0), 1));
    rgb = rgb << 8 | (uint32_t)(255 * c + 0.5);
  }
  return rgb;
}

// A smooth curve through control colours, from one place of the bar to another. Two branches
// meet in the middle so that its colour stays there.
#define CONTROLS_MAX 8
typedef struct branch {
  int n;
  uint32_t control[CONTROLS_MAX];
} branch;

// The colours of each map: one or two branches.
static const branch palettes[][2] = {
    [S2_PICTURE_SEQUENTIAL] =
        {{7, {0x150f3c, 0x2b3282, 0x2a63a4, 0x24919c, 0x50b97e, 0xaedb67, 0xfdf6ad}}, {0}},
    [S2_PICTURE_DIVERGING] = {{4, {0x0a2f6b, 0x2d74b4, 0x9bc7e1, 0xf7f6f4}},
                              {4, {0xf7f6f4, 0xf2b39b, 0xcf5246, 0x6c0c23}}},
    [S2_PICTURE_TERRAIN] = {{4, {0x0a1f4d, 0x15508f, 0x4593c6, 0xb4dcea}},
                            {6, {0x3d8c56, 0xa6c073, 0xe0cf94, 0xb4885c, 0x8d6a57, 0xf4f1ee}}},
    [S2_PICTURE_PLANCK] = {{4, {0x0a1fb4, 0x1f72e2, 0x69c9ee, 0xfdf0dc}},
                           {4, {0xfdf0dc, 0xfbb53c, 0xee5a1e, 0x750a12}}},
    [S2_PICTURE_GREY] = {{2, {0x000000, 0xffffff}}, {0}}};

// Point of the Catmull-Rom curve through control colours, `at` counted in controls.
static void curve(const branch *b, double at, double lab[3])
{
  int i = (int)fmin(floor(at), b->n - 2);
  double t = at - i, p[4][3];
  for (int k = 0; k < 4; k++) {
    int j = i - 1 + k;
    s2_picture_oklab(b->control[j < 0 ? 0 : j >= b->n ? b->n - 1 : j], p[k]);
  }
  for (int c = 0; c < 3; c++) {
    double slope0 = (p[2][c] - p[0][c]) / 2, slope1 = (p[3][c] - p[1][c]) / 2;
    double rise = p[2][c] - p[1][c];
    lab[c] = p[1][c] +
             t * (slope0 + t * (3 * rise - 2 * slope0 - slope1 + t * (slope0 + slope1 - 2 * rise)));
  }
}

// Even steps along the curve are even steps to the eye: the table is filled by arc length.
static void fill(uint32_t *table, int count, const branch *b)
{
  enum { FINE = 64 * CONTROLS_MAX };
  double length[FINE + 1] = {0}, last[3], lab[3];
  int i = 0;
  curve(b, 0, last);
  for (int k = 1; k <= FINE; k++) {
    curve(b, (double)k * (b->n - 1) / FINE, lab);
    length[k] = length[k - 1] + hypot(hypot(lab[0] - last[0], lab[1] - last[1]), lab[2] - last[2]);
    for (int c = 0; c < 3; c++) last[c] = lab[c];
  }
  for (int k = 0; k < count; k++) {
    double want = length[FINE] * k / (count - 1);
    while (i < FINE - 1 && length[i + 1] < want) i++;
    curve(b, (i + (want - length[i]) / (length[i + 1] - length[i])) * (b->n - 1) / FINE, lab);
    table[k] = s2_picture_rgb(lab);
  }
}

void s2_picture_palette(uint32_t table[PICTURE_COLOURS], s2_picture_colours colours)
{
  const branch *b = palettes[colours];
  int first = b[1].n > 0 ? PICTURE_COLOURS / 2 : PICTURE_COLOURS;
  fill(table, first, &b[0]);
  if (b[1].n > 0) fill(table + first, PICTURE_COLOURS - first, &b[1]);
}

// SPDX-License-Identifier: MIT
// The installed libraries s2io and s2picture as a C program sees them: a map written to a file
// comes back unchanged, and a picture of it is a PNG file.
#include <math.h>
#include <s2common/grid.h>
#include <s2common/io.h>
#include <s2common/picture.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NSIDE = 4, PIXELS = 12 * NSIDE * NSIDE };

static double map[PIXELS];

static int file_differs(const char *path)
{
  int64_t shape = PIXELS;
  s2_array view, *read;
  int differs = 1;
  if (s2_array_view(&view, S2_DTYPE_F8, 1, &shape, map) != S2_OK) return 1;
  if (s2_array_write(path, &view) != S2_OK) return 1;
  if (s2_array_read(&read, path, NULL) != S2_OK) return 1;
  if (read->dtype == S2_DTYPE_F8 && read->count == PIXELS)
    differs = memcmp(read->data, map, sizeof map) != 0;
  s2_array_destroy(read);
  return differs;
}

static int picture_is_missing(const char *path)
{
  static const unsigned char png[4] = {0x89, 'P', 'N', 'G'};
  unsigned char start[4] = {0};
  s2_grid *grid;
  s2_status status;
  FILE *file;
  if (s2_grid_create_healpix(&grid, NSIDE) != S2_OK) return 1;
  status = s2_picture_map(path, grid, map, NULL);
  s2_grid_destroy(grid);
  if (status != S2_OK || (file = fopen(path, "rb")) == NULL) return 1;
  size_t got = fread(start, 1, sizeof start, file);
  fclose(file);
  return got != sizeof start || memcmp(start, png, sizeof png) != 0;
}

int main(void)
{
  static const char *const names[] = {"map.npy", "map.npz", "map.fits"};
  int bad = 0;
  for (int i = 0; i < PIXELS; i++) map[i] = sin(0.1 * i);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) bad += file_differs(names[i]);
  bad += picture_is_missing("map.png");
  if (bad) fprintf(stderr, "%d failures, the last: %s\n", bad, s2_error_message());
  return bad != 0;
}

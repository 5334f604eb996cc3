// SPDX-License-Identifier: MIT
// Gravitational lensing of simulated T, Q, U maps by the gradient of a potential: every direction
// shows what is unlensed at the end of its deflection, a great-circle arc, and the polarisation is
// carried along that arc.
//
//   cc lensing.c $(pkg-config --cflags --libs s2fft) -lm -o lensing && ./lensing
#include <math.h>
#include <s2fft/points.h>
#include <s2fft/s2fft.h>
#include <s2fft/spectra.h>
#include <stdio.h>
#include <stdlib.h>

enum { L = 192, T = 0, E = 1, B = 2, Q = 1, U = 2 };

static const double pi = 3.14159265358979323846;

// Stop with the library's own explanation.
static void check(s2_status status)
{
  if (status == S2_OK) return;
  fprintf(stderr, "%s\n", s2_error_message());
  exit(1);
}

static void *memory(int64_t count, size_t size)
{
  void *block = malloc((size_t)count * size);
  if (block == NULL) exit(1);
  return block;
}

static s2fft_plan *plan_of(const s2_grid *grid, int spin)
{
  s2fft_plan *plan;
  s2fft_options options;
  s2fft_options_init(&options);
  options.spin = spin;
  check(s2fft_plan_create(&plan, grid, L, &options));
  return plan;
}

static s2fft_points_plan *points_of(int64_t n, const double *theta, const double *phi, int spin)
{
  s2fft_points_plan *plan;
  s2fft_options options;
  s2fft_options_init(&options);
  options.spin = spin;
  check(s2fft_points_plan_create(&plan, L, n, theta, phi, /* epsilon */ 1e-6, &options));
  return plan;
}

// Unlensed T, E, B = 0, and the potential: a damped scale-free sky, deflected by half a degree
// (rms) on scales of ten degrees - more than nature does, for all to be seen at this resolution.
static void simulate(s2_complex *const alm[3], s2_complex *potential)
{
  double model[6][L] = {{0}}, deflection[L] = {0}, power = 0;
  for (int l = 2; l < L; ++l) {
    model[0][l] = exp(-pow(l / 80.0, 2)) / (l * (l + 1.0)); // TT; then EE, BB, TE, EB, TB
    model[1][l] = 0.1 * model[0][l];
    model[3][l] = 0.15 * model[0][l];
    deflection[l] = exp(-pow(l / 20.0, 2)) / pow(l * (l + 1.0), 2);
    power += (2 * l + 1) / (4 * pi) * l * (l + 1.0) * deflection[l];
  }
  for (int l = 2; l < L; ++l) deflection[l] *= pow(0.5 * pi / 180, 2) / power;
  check(s2fft_random_alms(L, -1, 3, model[0], /* seed */ 1, /* realisation */ 0, alm));
  check(s2fft_random_alm(L, -1, deflection, /* seed */ 2, /* realisation */ 0, potential));
}

// End of the arc that leaves (theta, phi) along (east of south) with components a, b [rad] on
// e_theta, e_phi. Returns by how much its bearing turns on the way: bearing here - bearing there.
static double deflect(double theta, double phi, double a, double b, double *new_theta,
                      double *new_phi)
{
  double d = hypot(a, b), c = d > 0 ? a / d : 1, s = d > 0 ? b / d : 0;
  double st = sin(theta), ct = cos(theta), sd = sin(d), cd = cos(d);
  double x = cd * st + sd * c * ct, y = sd * s, z = cd * ct - sd * c * st; // meridian of phi: y = 0
  double along[3] = {cd * c * ct - sd * st, cd * s, -cd * c * st - sd * ct}; // tangent at the end
  double r = hypot(x, y), cp = r > 0 ? x / r : 1, sp = r > 0 ? y / r : 0;
  *new_theta = atan2(r, z);
  *new_phi = phi + atan2(y, x);
  double south = z * (along[0] * cp + along[1] * sp) - r * along[2];
  double east = along[1] * cp - along[0] * sp;
  return atan2(s, c) - atan2(east, south);
}

int main(void)
{
  s2_grid *grid;
  check(s2_grid_create(&grid, S2_GRID_GL, L));
  s2fft_plan *plan[3] = {plan_of(grid, 0), plan_of(grid, 1), plan_of(grid, 2)};
  int64_t n = s2fft_map_size(plan[0]), nalm = s2fft_alm_size(plan[0], S2FFT_REAL);
  s2_complex *alm[3], *potential = memory(nalm, sizeof *potential);
  double *map[3], *theta = memory(n, sizeof *theta), *phi = memory(n, sizeof *phi);
  double *turn = memory(n, sizeof *turn), cl[2][6][L];
  for (int k = 0; k < 3; ++k) {
    alm[k] = memory(nalm, sizeof *alm[k]);
    map[k] = memory(n, sizeof *map[k]);
  }
  simulate(alm, potential);
  check(s2fft_spectra(L, -1, 3, (const s2_complex *const *)alm, cl[0][0]));

  // Where does the light of each sample come from? The deflection is the gradient.
  check(s2fft_gradient(plan[1], potential, theta, phi, NULL, NULL));
  const s2_ring *rings = s2_grid_rings(grid);
  for (int r = 0; r < s2_grid_nrings(grid); ++r)
    for (int p = 0; p < rings[r].nphi; ++p) {
      int64_t i = rings[r].offset + p;
      double longitude = rings[r].phi0 + 2 * pi * p / rings[r].nphi;
      turn[i] = deflect(rings[r].theta, longitude, theta[i], phi[i], &theta[i], &phi[i]);
    }

  // The unlensed fields there, Q + iU = f e^{2i (bearing here - there)} in the basis here.
  s2fft_points_plan *points[2] = {points_of(n, theta, phi, 0), points_of(n, theta, phi, 2)};
  check(s2fft_points_inverse(points[0], alm[T], map[T], NULL));
  check(s2fft_points_inverse_pair(points[1], alm[E], alm[B], map[Q], map[U], NULL));
  for (int64_t i = 0; i < n; ++i) {
    double c = cos(2 * turn[i]), s = sin(2 * turn[i]), q = map[Q][i], u = map[U][i];
    map[Q][i] = c * q - s * u;
    map[U][i] = s * q + c * u;
  }
  check(s2fft_forward(plan[0], map[T], alm[T], NULL, NULL));
  check(s2fft_forward_pair(plan[2], map[Q], map[U], alm[E], alm[B], NULL, NULL));
  check(s2fft_spectra(L, -1, 3, (const s2_complex *const *)alm, cl[1][0]));

  printf("    l   lensed / unlensed: TT       EE   BB / unlensed EE\n");
  for (int first = 2; first < 160; first += 16) { // means over 16 degrees
    double sum[2][3] = {{0}};
    for (int l = first; l < first + 16; ++l)
      for (int k = 0; k < 6; ++k) sum[k / 3][k % 3] += (2 * l + 1) * cl[k / 3][k % 3][l];
    printf("%5d %21.4f %8.4f %18.2e\n", first + 8, sum[1][0] / sum[0][0], sum[1][1] / sum[0][1],
           sum[1][2] / sum[0][1]);
  }
  for (int k = 0; k < 3; ++k) {
    free(alm[k]);
    free(map[k]);
    s2fft_plan_destroy(plan[k]);
    if (k < 2) s2fft_points_plan_destroy(points[k]);
  }
  free(potential);
  free(theta);
  free(phi);
  free(turn);
  s2_grid_destroy(grid);
  return 0;
}

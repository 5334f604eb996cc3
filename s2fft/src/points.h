// SPDX-License-Identifier: MIT
/// @file
/// Values at arbitrary points, and the path of the data through the files:
///
///     coefficients --points_alm.c--> E, B times 1 / psi^ --engine--> rings theta_t = 2 pi t / N
///     rings --points_circles.c--> fine grid of M x M samples of the torus (theta, phi)
///     fine grid --points_tiles.c (points_kernel.c)--> values
///
/// and back. On the torus, f(2 pi - theta, phi) = (-1)^s f(theta, phi + pi) is a trigonometric
/// polynomial of degree < L in either angle. With a window psi that covers w samples and its
/// Fourier transform psi^ (points_window.h),
///
///     f(x, y) = sum_ij psi(i - x) psi(j - y) G_ij     (x, y in samples of the fine grid)
///
/// holds but for the aliases of psi if the Fourier coefficients of G are those of f divided by
/// psi^(k/M) psi^(m/M): division in m on the coefficients, in k on circles of longitude. A complex
/// field is taken as a pair, one of negative spin as the conjugate of its conjugate. Every stage is
/// linear and real and has its exact transpose beside it.
///
/// The fine grid holds the half of the torus that points see, with margins: [rows][pitch], row r at
/// theta = 2 pi (r - margin) / M, column p at phi = 2 pi p / M. The engine's rings and the fine
/// grid share the memory: ring t is row t.
#ifndef S2FFT_POINTS_PRIVATE_H
#define S2FFT_POINTS_PRIVATE_H

#define S2_LIBRARY "s2fft"
#include "kernel.h"
#include "points_kernel.h"
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <s2fft/points.h>

/// Sizes that follow from L, mmax, the window and M.
typedef struct points_shape {
  int L, mmax;
  int N;           ///< samples of a circle of longitude that the engine makes: N / 2 + 1 rings
  int M;           ///< samples of the torus in either angle, a multiple of 32
  int width;       ///< w of the window
  double beta;     ///< its shape
  int margin;      ///< rows before theta = 0: w / 2
  int rows;        ///< of the fine grid: M / 2 + w, or the rings if they are more
  ptrdiff_t pitch; ///< doubles from one row to the next
  int tile_rows, tile_columns;
} points_shape;

/// The points of one tile, neighbours in `place`.
typedef struct points_tile {
  int row, column; ///< of its first cell in the fine grid
  int64_t begin, end;
} points_tile;

/// Tiles of one colour do not overlap with their margins: (row parity, column parity).
enum { POINTS_COLOURS = 4 };

struct s2fft_points_plan {
  points_shape shape;
  int spin;            ///< of the fields; the engine's is |spin|
  s2fft_layout layout; ///< as asked for
  int nthreads;
  int64_t npoints;
  int64_t bytes;
  const s2fft_kernel *kernel;
  const points_kernel *loops;
  points_window window;
  s2fft_plan *engine;  ///< on the N / 2 + 1 rings, triangle layout
  s2fft_dft *coarse;   ///< length N
  s2fft_dft *fine;     ///< length M
  double *theta_turn;  ///< [L][2] psi^(0) / psi^(k/M), 0
  double theta_scale;  ///< 1 / (N psi^(0))
  double *phi_factor;  ///< [mmax+1] 1 / psi^(m/M)
  points_place *place; ///< [npoints] sorted by tile, then by index
  points_tile *tile;   ///< [ntiles] that hold points, by colour, then row by row
  int64_t ntiles;
  int64_t colour[POINTS_COLOURS + 1]; ///< first tile of each colour
};

/// Scratch of one thread.
typedef struct points_scratch {
  double *x, *y; ///< [longer of N, M][2][lanes]
  double *work;  ///< of the DFTs
  double *tile;  ///< [2][POINTS_TILE_SIZE]
} points_scratch;

struct s2fft_points_workspace {
  void *memory;
  int64_t bytes; ///< of memory
  int threads;
  s2fft_workspace *engine;
};

/// A workspace laid out for one call: any plan that fits may use it.
typedef struct points_view {
  s2_complex *alm[2];     ///< [triangle] E, B
  double *grid[2];        ///< [rows][pitch]
  points_scratch *thread; ///< [threads]
} points_view;

/// One call of a typed function.
typedef struct points_job {
  const s2fft_points_plan *plan;
  points_view work;
  s2fft_field field;
  s2fft_layout layout; ///< never S2FFT_LAYOUT_DEFAULT
  int planes;          ///< 1: real fields, 2: pairs and complex fields
  int threads;
  s2_complex *alm[2];   ///< the caller's: real, complex: alm[0]; pair: E, B
  points_values values; ///< the caller's
} points_job;

/// Planes of the fine grid that a field takes.
static inline int points_planes(s2fft_field field)
{
  return field == S2FFT_REAL ? 1 : 2;
}

/// Layout of a field's coefficients, the default resolved.
static inline s2fft_layout points_layout(const s2fft_points_plan *plan, s2fft_field field)
{
  if (plan->layout != S2FFT_LAYOUT_DEFAULT) return plan->layout;
  return field == S2FFT_COMPLEX ? S2FFT_LAYOUT_SQUARE : S2FFT_LAYOUT_TRIANGLE;
}

/// Bytes of the memory of a workspace, and how it is laid out (points_workspace.c).
int64_t points_workspace_size(const s2fft_points_plan *plan, int planes, int threads);
s2_status points_workspace_view(const s2fft_points_workspace *work, points_job *job);

/// Find the window and the grid that serve `epsilon` at least cost (points_shape.c).
/// @return S2_ERR_INTERNAL if there is none
s2_status points_choose(int L, int mmax, double epsilon, int64_t npoints, points_shape *shape);

/// The engine's rings for a shape: ring t, t <= N / 2, is row t of the fine grid.
s2_status points_rings(const points_shape *shape, s2_grid **grid);

/// Fill plan->place, tile, ntiles and colour (points_sort.c).
s2_status points_sort(s2fft_points_plan *plan, const double *theta, const double *phi);

/// Coefficients of the caller -> work->alm, times 1 / psi^(m/M), and the transpose (points_alm.c).
void points_load(const points_job *job);
void points_store(const points_job *job);

/// Rings -> fine grid in place, and the transpose (points_circles.c).
void points_refine(const points_job *job);
void points_refine_transpose(const points_job *job);

/// Fine grid -> values, and the transpose (points_tiles.c).
void points_interpolate(const points_job *job);
void points_spread(const points_job *job);

#endif

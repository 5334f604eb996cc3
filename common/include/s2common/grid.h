// SPDX-License-Identifier: MIT
/// @file
/// Sample grids on the sphere: every sampling is a list of iso-latitude rings.
///
/// A ring holds `nphi` equidistant samples at longitudes `phi0 + 2 pi p / nphi`,
/// p = 0 .. nphi-1, stored at map indices `offset + p`. Rings run from north to
/// south (theta ascending) in every grid made here. Angles are in radians.
///
/// | kind | rings theta_t | default shape for band-limit L | exact analysis |
/// |---|---|---|---|
/// | ::S2_GRID_MW | pi (2t+1) / (2n-1), last ring on the south pole | n = L, nphi = 2L-1 | yes |
/// | ::S2_GRID_MWSS | pi t / (n-1), both poles | n = L+1, nphi = 2L | yes |
/// | ::S2_GRID_DH | pi (2t+1) / (2n) | n = 2L, nphi = 2L-1 | yes |
/// | ::S2_GRID_GL | arccos of the roots of P_n | n = L, nphi = 2L-1 | yes |
/// | ::S2_GRID_CC | pi t / (n-1) (Clenshaw-Curtis) | n = L+1, nphi = 2L | yes |
/// | ::S2_GRID_F1 | pi (2t+1) / (2n) (Fejer 1) | n = L, nphi = 2L | yes |
/// | ::S2_GRID_HEALPIX | Gorski et al. 2005, RING order | 4 nside - 1 rings | no |
/// | ::S2_GRID_RINGS | given by the caller | | quadrature |
#ifndef S2COMMON_GRID_H
#define S2COMMON_GRID_H

#include <s2common/defs.h>
#include <s2common/status.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// How the rings of a grid are laid out. Values are ABI: append, never renumber.
typedef enum s2_grid_kind {
  S2_GRID_MW = 0,      ///< McEwen & Wiaux 2011
  S2_GRID_MWSS = 1,    ///< McEwen & Wiaux, symmetric, both poles sampled
  S2_GRID_DH = 2,      ///< Driscoll & Healy 1994, 2L rings at half steps
  S2_GRID_GL = 3,      ///< Gauss-Legendre nodes
  S2_GRID_CC = 4,      ///< Clenshaw-Curtis, both poles sampled
  S2_GRID_F1 = 5,      ///< Fejer's first rule, no pole sampled
  S2_GRID_HEALPIX = 6, ///< HEALPix, RING order, any nside >= 1
  S2_GRID_RINGS = 7    ///< rings given by the caller
} s2_grid_kind;

/// One ring of latitude. Sines and cosines come from the defining formula of the
/// sampling, never from acos() of a rounded number, so that they keep full
/// relative accuracy next to the poles.
typedef struct s2_ring {
  double theta;     ///< colatitude, 0 .. pi
  double cos_theta; ///< cos(theta)
  double sin_theta; ///< sin(theta) >= 0, exactly 0 on a pole
  double cos_half;  ///< cos(theta/2) >= 0, exactly 0 on the south pole
  double sin_half;  ///< sin(theta/2) >= 0, exactly 0 on the north pole
  double phi0;      ///< longitude of the first sample
  double weight;    ///< quadrature weight of one sample [sr]; a whole grid sums to 4 pi
  int64_t offset;   ///< map index of the first sample
  int nphi;         ///< number of samples, >= 1
} s2_ring;

/// An immutable list of rings; opaque. May be shared by any number of threads.
typedef struct s2_grid s2_grid;

/// Make the grid of the given kind in its default shape for band-limit `L` (table above).
///
/// @param[out] grid  the new grid, owned by the caller: s2_grid_destroy(); NULL on failure
/// @param[in]  kind  MW, MWSS, DH, GL, CC or F1
/// @param[in]  L     band-limit (l < L), 1 .. 65536
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
/// @par Cost See s2_grid_create_shape().
S2_NODISCARD S2_EXPORT s2_status s2_grid_create(s2_grid **grid, s2_grid_kind kind, int L);

/// Make a grid of the given kind with `nrings` rings of `nphi` samples.
///
/// @param[out] grid    the new grid, owned by the caller; NULL on failure
/// @param[in]  kind    MW, MWSS, DH, GL, CC or F1
/// @param[in]  nrings  number of rings, 1 .. 131073; MWSS and CC need at least 2
/// @param[in]  nphi    samples per ring, 1 .. 262144
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
/// @par Weights Those that integrate exactly every function whose theta dependence the rings
/// resolve: Gauss's for GL (exact for P_l, l < 2n), else those of the trigonometric interpolant
/// (exact for l < n): Fejer 1 for F1 and DH (for 2L rings the weights of Driscoll & Healy),
/// Clenshaw-Curtis for CC and MWSS, McEwen & Wiaux's spin-0 integration weights for MW.
/// @par Accuracy Angles, sines and cosines to 1 ulp, also next to a pole or the equator. GL
/// weights to 2 ulp (checked for n <= 20001; 1e-13 where long double is no wider than double);
/// the others sum to 4 pi within 1e-14. All kinds but MW are mirror images about the equator bit
/// for bit; on the equator cos_theta is exactly 0.
/// @par Cost O(n) memory. GL: O(n) time, 0.2 s for 131072 rings. The weights of the other kinds
/// are direct sums of O(n^2) terms: 0.03 s for 8192 rings, 6 s for 131072 (MW: twice that).
/// @par Source Driscoll & Healy 1994; McEwen & Wiaux 2011; Waldvogel 2006 (Fejer,
/// Clenshaw-Curtis); Hale & Townsend 2013, section 3 (GL)
S2_NODISCARD S2_EXPORT s2_status s2_grid_create_shape(s2_grid **grid, s2_grid_kind kind,
                                                      int nrings, int nphi);

/// Make the HEALPix grid (RING order, 12 nside^2 samples, equal weights).
///
/// @param[out] grid   the new grid, owned by the caller; NULL on failure
/// @param[in]  nside  1 .. 32768; need not be a power of two
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
/// @par Cost O(nside) time and memory
/// @par Source Gorski et al. 2005, eqs. 2-9
S2_NODISCARD S2_EXPORT s2_status s2_grid_create_healpix(s2_grid **grid, int nside);

/// Make a grid from rings given by the caller.
///
/// `theta`, `nphi`, `phi0`, `offset` and `weight` of every ring are read; the sines and cosines
/// are read too unless all four are zero, in which case they are computed from theta (the double
/// nearest to pi counts as the south pole). Rings may come in any order and may leave gaps in the
/// map, but must not overlap.
///
/// @param[out] grid    the new grid, owned by the caller; NULL on failure
/// @param[in]  nrings  number of rings, 1 .. 131073
/// @param[in]  rings   [nrings], copied
/// @return S2_OK; S2_ERR_ARGUMENT (theta outside 0 .. pi, non-finite values, nphi < 1,
///         negative offset, overlap, sines or cosines that differ from those of theta by more
///         than 1e-9), S2_ERR_MEMORY
/// @par Cost O(n log n) time for the overlap check, O(n) memory
S2_NODISCARD S2_EXPORT s2_status s2_grid_create_rings(s2_grid **grid, int nrings,
                                                      const s2_ring *rings);

/// Free a grid. NULL is allowed.
/// @param[in] grid  to be freed
S2_EXPORT void s2_grid_destroy(s2_grid *grid);

/// Kind of the grid.
/// @param[in] grid  any grid
/// @return its kind
S2_EXPORT s2_grid_kind s2_grid_get_kind(const s2_grid *grid);

/// Number of rings.
/// @param[in] grid  any grid
/// @return count
S2_EXPORT int s2_grid_nrings(const s2_grid *grid);

/// Number of map elements: one more than the largest index that a ring uses.
/// @param[in] grid  any grid
/// @return length of a map array
S2_EXPORT int64_t s2_grid_map_size(const s2_grid *grid);

/// The rings, north to south (caller's order for ::S2_GRID_RINGS).
/// @param[in] grid  any grid
/// @return [s2_grid_nrings()], owned by the grid
S2_EXPORT const s2_ring *s2_grid_rings(const s2_grid *grid);

/// HEALPix resolution.
/// @param[in] grid  any grid
/// @return nside; 0 if the grid is not HEALPix
S2_EXPORT int s2_grid_nside(const s2_grid *grid);

/// Largest band-limit L of the sampling theorem that gives the kind its name. (DH: half its rings,
/// although they resolve as much as Fejer's: s2fft analyses up to L = n on n of them.)
/// @param[in] grid  any grid
/// @return L; 0 where no sampling theorem holds (HEALPix, user rings)
S2_EXPORT int s2_grid_exact_limit(const s2_grid *grid);

/// Field's short name of a kind: "mw", "mwss", "dh", "gl", "cc", "f1", "healpix", "rings".
/// @param[in] kind  any value
/// @return static text; "?" for an unknown value
S2_EXPORT const char *s2_grid_kind_name(s2_grid_kind kind);

/// Inverse of s2_grid_kind_name().
/// @param[in]  name  a short name, case ignored
/// @param[out] kind  its value
/// @return S2_OK; S2_ERR_ARGUMENT for an unknown name
S2_NODISCARD S2_EXPORT s2_status s2_grid_kind_from_name(const char *name, s2_grid_kind *kind);

/// HEALPix index conversion, RING to NESTED.
/// @param[in] nside  1 .. 32768, a power of two
/// @param[in] pixel  RING index, 0 .. 12 nside^2 - 1
/// @return NESTED index; -1 if an argument is out of range
S2_EXPORT int64_t s2_healpix_ring_to_nest(int nside, int64_t pixel);

/// HEALPix index conversion, NESTED to RING.
/// @param[in] nside  1 .. 32768, a power of two
/// @param[in] pixel  NESTED index, 0 .. 12 nside^2 - 1
/// @return RING index; -1 if an argument is out of range
S2_EXPORT int64_t s2_healpix_nest_to_ring(int nside, int64_t pixel);

/// HEALPix pixel (RING order) that contains a direction, any nside.
/// @param[in] nside  1 .. 32768
/// @param[in] theta  colatitude, 0 .. pi
/// @param[in] phi    longitude, any finite value
/// @return RING index; -1 if an argument is out of range. A direction on the common edge of
///         pixels belongs to one of them.
/// @par Source Gorski et al. 2005, section 4 and appendix
S2_EXPORT int64_t s2_healpix_pixel(int nside, double theta, double phi);

S2_END_DECLS
#endif

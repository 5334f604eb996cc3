// SPDX-License-Identifier: MIT
/// @file
/// Masks: maps of weights that cut out, or weight down, parts of a map; their apodisation.
///
/// A mask is a real map on any grid. Where it is 0 the sky is *masked*; elsewhere it is a weight,
/// usually 0 .. 1. How it mixes the spectra of what it is applied to says s2fft/coupling.h.
#ifndef S2FFT_MASK_H
#define S2FFT_MASK_H

#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// How an apodised mask rises at a distance theta from the nearest masked sample, with
/// x = sin(theta/2) / sin(radius/2).
///
/// (The two names are those of NaMaster, which exchanges C1 and C2 of Grain et al. 2009.)
typedef enum s2fft_apodisation {
  S2FFT_APODISE_C1 = 0, ///< x - sin(2 pi x) / 2 pi
  S2FFT_APODISE_C2 = 1  ///< (1 - cos(pi x)) / 2
} s2fft_apodisation;

/// How to compute. Fill with s2fft_mask_options_init(), then change what you need.
typedef struct s2fft_mask_options {
  size_t struct_size;       ///< set by s2fft_mask_options_init()
  int nthreads;             ///< 0 (default): OpenMP's choice, 1 inside a region
  s2_progress_fn *progress; ///< called as rings are done; NULL (default): nobody listens
  void *progress_user;      ///< handed to `progress`
} s2fft_mask_options;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2fft_mask_options_init(options) s2fft_mask_options_init_sized((options), sizeof *(options))

/// Work behind s2fft_mask_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2fft_mask_options) as the caller knows it
S2_EXPORT void s2fft_mask_options_init_sized(s2fft_mask_options *options, size_t struct_size);

/// Multiply a real map by a mask. Its own adjoint.
///
/// Where the mask is 0 the result is 0, whatever the map holds there (a mark for missing samples,
/// NaN).
///
/// @param[in]  grid  grid of all maps
/// @param[in]  mask  finite weights
/// @param[in]  map   samples
/// @param[out] out   product; may be `map` itself; elements between rings are left alone
/// @return S2_OK; S2_ERR_ARGUMENT (the message names the first sample that is not finite); `out` is
///         untouched on failure
S2_NODISCARD S2_EXPORT s2_status s2fft_mask_apply(const s2_grid *grid, const double *mask,
                                                  const double *map, double *out);

/// Multiply both maps of a pair by a mask; see s2fft_mask_apply().
/// @param[in]  grid   grid of all maps
/// @param[in]  mask   finite weights
/// @param[in]  Q      first map
/// @param[in]  U      second map
/// @param[out] out_Q  product; may be `Q` itself
/// @param[out] out_U  product; may be `U` itself
/// @return status, see s2fft_mask_apply()
S2_NODISCARD S2_EXPORT s2_status s2fft_mask_apply_pair(const s2_grid *grid, const double *mask,
                                                       const double *Q, const double *U,
                                                       double *out_Q, double *out_U);

/// Means of powers of a mask over the whole sphere.
typedef struct s2fft_moments {
  double sky;       ///< fraction of the sphere where the mask is not 0
  double w1;        ///< mean of the mask
  double w2;        ///< mean of its square: power left in a white spectrum
  double w4;        ///< mean of its fourth power
  double effective; ///< w2^2 / w4, sky fraction that counts the modes: f_sky of s2fft_bins_error()
} s2fft_moments;

/// Sky fractions and moments of a mask, by the grid's own weights.
///
/// @param[in]  grid     any grid that has weights
/// @param[in]  mask     finite weights
/// @param[out] moments  the means; effective = 0 for a mask that is 0 all over
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Source Hivon et al. 2002 (MASTER)
S2_NODISCARD S2_EXPORT s2_status s2fft_mask_moments(const s2_grid *grid, const double *mask,
                                                    s2fft_moments *moments);

/// Distance of every sample from the nearest masked one, between the samples' own positions.
///
/// @param[in]  grid      any grid
/// @param[in]  mask      finite weights >= 0
/// @param[in]  limit     distances from here on are not told apart [rad], 0 < limit <= pi
/// @param[in]  options   NULL: defaults
/// @param[out] distance  0 (masked) .. limit [rad]; may be `mask` itself; elements between rings
///                       are left alone
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED
/// @par Cost     per sample nearer than `limit`: a look at every ring within its distance; farther
///               off neighbours share one search. nside 1024 and a limit of 1 degree take a second
///               of one core
/// @par Accuracy exact search; 1e-15 rad
/// @par Threads  the result does not depend on their number, bit for bit
S2_NODISCARD S2_EXPORT s2_status s2fft_mask_distance(const s2_grid *grid, const double *mask,
                                                     double limit,
                                                     const s2fft_mask_options *options,
                                                     double *distance);

/// Apodise a mask: multiply it by a function that rises from 0 to 1 within `radius` of the nearest
/// masked sample.
///
/// @param[in]  grid     any grid
/// @param[in]  mask     finite weights >= 0
/// @param[in]  type     the function
/// @param[in]  radius   where it reaches 1 [rad], 0 (no change) .. pi
/// @param[in]  options  NULL: defaults
/// @param[out] out      apodised mask; must not overlap `mask`; elements between rings are left
/// alone
/// @return status, cost and threads of s2fft_mask_distance()
/// @par Source Grain, Tristram & Stompor 2009; Alonso, Sanchez & Slosar 2019 (NaMaster)
S2_NODISCARD S2_EXPORT s2_status s2fft_mask_apodise(const s2_grid *grid, const double *mask,
                                                    s2fft_apodisation type, double radius,
                                                    const s2fft_mask_options *options, double *out);

/// Apodise a mask by smoothing: samples within 2.5 `sigma` of a masked one are masked too, the
/// result is smoothed with a Gaussian of width `sigma` and multiplied by the mask.
///
/// @param[in]  plan     spin 0; its band-limit cuts the Gaussian (HEALPix: NaMaster takes L = 3
///                      nside and 3 iterations)
/// @param[in]  grid     the grid of the plan
/// @param[in]  mask     finite weights >= 0
/// @param[in]  sigma    standard deviation [rad], 0 (no change) .. pi / 2.5
/// @param[in]  options  NULL: defaults; the transforms follow the options of the plan
/// @param[out] out      apodised mask; must not overlap `mask`
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED
/// @par Cost that of s2fft_mask_distance() and two transforms
/// @par Source Alonso, Sanchez & Slosar 2019; the program NaMaster also masks samples that the disc
/// of 2.5 sigma only touches
S2_NODISCARD S2_EXPORT s2_status s2fft_mask_smooth(const s2fft_plan *plan, const s2_grid *grid,
                                                   const double *mask, double sigma,
                                                   const s2fft_mask_options *options, double *out);

S2_END_DECLS
#endif

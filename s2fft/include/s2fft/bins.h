// SPDX-License-Identifier: MIT
/// @file
/// Binned power spectra: band powers, their mean degree and their cosmic variance.
///
/// Bin b of n holds the degrees edge[b] <= l < edge[b+1]. Bins touch; degrees outside
/// edge[0] .. edge[n]-1 are in no bin.
///
/// | weighting | band power | spectrum of a band power |
/// |---|---|---|
/// | ::S2FFT_BINS_MODES | `C_b = sum (2l+1) C_l / sum (2l+1)` | `C_l = C_b` |
/// | ::S2FFT_BINS_POWER | `D_b = mean of l(l+1) C_l / 2pi` | `C_l = 2pi D_b / l(l+1)` |
///
/// With `B` the binning and `U` the unbinning of the table, `B U = 1` in both. The second is P_bl
/// and Q_lb of MASTER.
#ifndef S2FFT_BINS_H
#define S2FFT_BINS_H

#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// What a bin averages; table in the head of this file.
typedef enum s2fft_bins_weighting {
  S2FFT_BINS_MODES = 0, ///< C_l, each of the 2l+1 modes alike
  S2FFT_BINS_POWER = 1  ///< l(l+1) C_l / 2pi, each degree alike; the first edge must be >= 1
} s2fft_bins_weighting;

/// An immutable set of bins; opaque. May be shared by any number of threads.
typedef struct s2fft_bins s2fft_bins;

/// Make bins from their edges.
///
/// @param[out] bins       the new bins, owned by the caller: s2fft_bins_destroy(); NULL on failure
/// @param[in]  n          number of bins, 1 .. ::S2FFT_L_MAX
/// @param[in]  edge       [n+1] first degree of each bin, then one past the last; increasing,
///                        0 .. ::S2FFT_L_MAX; copied
/// @param[in]  weighting  what a bin averages
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_bins_create(s2fft_bins **bins, int n, const int *edge,
                                                   s2fft_bins_weighting weighting);

/// Make bins of equal width; the last one is cut at `end`.
///
/// @param[out] bins       the new bins, owned by the caller; NULL on failure
/// @param[in]  first      first degree, 0 .. end-1
/// @param[in]  end        one past the last degree, up to ::S2FFT_L_MAX
/// @param[in]  width      degrees per bin, >= 1
/// @param[in]  weighting  what a bin averages
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_bins_create_linear(s2fft_bins **bins, int first, int end,
                                                          int width,
                                                          s2fft_bins_weighting weighting);

/// Make bins of equal width in log l, as nearly as whole degrees allow.
///
/// Edges are `first (end/first)^(b/n)`, rounded, and at least one degree apart: narrow bins at low
/// l hold one degree each, so that there are always n.
///
/// @param[out] bins       the new bins, owned by the caller; NULL on failure
/// @param[in]  first      first degree, 1 .. end-1
/// @param[in]  end        one past the last degree, up to ::S2FFT_L_MAX
/// @param[in]  n          number of bins, 1 .. end - first
/// @param[in]  weighting  what a bin averages
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_bins_create_log(s2fft_bins **bins, int first, int end, int n,
                                                       s2fft_bins_weighting weighting);

/// Free bins. NULL is allowed.
/// @param[in] bins  to be freed
S2_EXPORT void s2fft_bins_destroy(s2fft_bins *bins);

/// Number of bins.
/// @param[in] bins  any bins
/// @return n
S2_EXPORT int s2fft_bins_count(const s2fft_bins *bins);

/// The edges.
/// @param[in] bins  any bins
/// @return [n+1], owned by the bins
S2_EXPORT const int *s2fft_bins_edges(const s2fft_bins *bins);

/// Mean degree of each bin, with the bin's own weights: (2l+1), or each degree alike.
/// @param[in]  bins  any bins
/// @param[out] l     [n] mean degrees
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_bins_mean_l(const s2fft_bins *bins, double *l);

/// Band powers of a spectrum.
///
/// @param[in]  bins    any bins
/// @param[in]  L       length of the spectrum, at least edge[n]
/// @param[in]  cl      [L] spectrum
/// @param[out] binned  [n] C_b or D_b
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_bins_apply(const s2fft_bins *bins, int L, const double *cl,
                                                  double *binned);

/// Spectrum that is constant, as C_l or l(l+1) C_l / 2pi, within each bin.
///
/// @param[in]  bins    any bins
/// @param[in]  binned  [n] C_b or D_b
/// @param[in]  L       length of the spectrum, at least edge[n]
/// @param[out] cl      [L] spectrum; 0 for degrees in no bin
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_bins_expand(const s2fft_bins *bins, const double *binned,
                                                   int L, double *cl);

/// Cosmic-variance error bars (one sigma) of the band powers of Gaussian fields i and j.
///
///     var C_l = (C_l^ij C_l^ij + C_l^ii C_l^jj) / ((2l+1) f_sky)
///
/// summed over the bin with the squares of the weights. For an auto spectrum hand in the same
/// spectrum three times: `2 C_l^2 / ((2l+1) f_sky)`. Spectra include noise, if the error shall.
///
/// @param[in]  bins    any bins
/// @param[in]  L       length of the spectra, at least edge[n]
/// @param[in]  cl_ij   [L] spectrum whose band powers are meant
/// @param[in]  cl_ii   [L] auto spectrum of the first field, >= 0
/// @param[in]  cl_jj   [L] auto spectrum of the second field, >= 0
/// @param[in]  f_sky   fraction of the sky, 0 < f_sky <= 1
/// @param[out] error   [n] one sigma, unit of the band powers
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Accuracy exact on the full sky; on a cut sky an estimate: degrees within a bin are taken as
///               independent
/// @par Source Knox 1995; Hivon et al. 2002 (MASTER), eqs. 20, 21 (binning)
S2_NODISCARD S2_EXPORT s2_status s2fft_bins_error(const s2fft_bins *bins, int L,
                                                  const double *cl_ij, const double *cl_ii,
                                                  const double *cl_jj, double f_sky, double *error);

S2_END_DECLS
#endif

// SPDX-License-Identifier: MIT
/// @file
/// Low-pass functions for tilings of one's own (::S2WAV_TABLE): scales with peaks anywhere, and
/// hybrid tilings, whose dilation changes with the degree.
///
/// ~~~{.c}
/// double peaks[] = {0, 50, 100, 200, 400, 800}, table[6 * 1000]; // six scaling and wavelet bands
/// s2wav_lowpass_from_peaks(1000, S2WAV_COSINE, S2WAV_TRAPEZOID, 6, peaks, table);
/// options.kernel = S2WAV_TABLE;
/// options.lowpass = table;
/// options.J_max = 4;
/// s2wav_tiling_create(&tiling, 1000, &options);
/// ~~~
///
/// Any other functions do as well, if they do not fall with j and end with 1: s2wav_tiling_create()
/// says where they fail.
#ifndef S2WAV_LOWPASS_H
#define S2WAV_LOWPASS_H

#include <s2wav/tiling.h>

S2_BEGIN_DECLS

/// Table of a tiling with given peaks: K_j falls from 1 at peaks[j] to 0 at peaks[j+1].
///
/// The scaling function is 1 up to peaks[0]; scale j has its maximum 1 at peaks[j+1] and reaches
/// the neighbouring peaks; the finest is 1 from the last peak on. Peaks lambda^{j-1} for
/// j = 0 .. J+1 give the table of the family itself.
///
/// @param[in]  L        band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  kernel   ::S2WAV_SCALE_DISCRETISED, ::S2WAV_NEEDLET or ::S2WAV_COSINE
/// @param[in]  rule     quadrature of the former two
/// @param[in]  npeaks   number of bands with the scaling function, J_max + 2, 2 .. 4097; a
///                      tiling needs 3
/// @param[in]  peaks    [npeaks] degrees, ascending; the first above 0 (cosine: or 0)
/// @param[out] lowpass  [npeaks][L] the table; untouched on failure
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
/// @par Cost that of s2wav_tiling_create(); no memory (exact quadrature: a few kB)
/// @par Source cosine bands: Basak & Delabrouille 2013 (1204.0292)
S2_NODISCARD S2_EXPORT s2_status s2wav_lowpass_from_peaks(int L, s2wav_kernel kernel,
                                                          s2wav_quadrature rule, int npeaks,
                                                          const double *peaks, double *lowpass);

/// Peaks of a hybrid tiling: 1/lambda_0, 1, and from each peak p on the next at `p lambda_k`, where
/// k is the block of p, until a peak reaches L.
///
/// Every step is a whole one of its own dilation, so that no kernel is cut where the blocks meet
/// (s2let cuts them there). One block is the tiling of that lambda.
///
/// @param[in]  L           band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  nblocks     number of dilations, 1 .. 4096
/// @param[in]  lambda      [nblocks] dilations, > 1
/// @param[in]  transition  [nblocks - 1] degrees, ascending: block k holds the peaks p with
///                         transition[k-1] <= p < transition[k]; NULL for one block
/// @param[in]  max_peaks   room in `peaks`
/// @param[out] peaks       [max_peaks] the peaks; NULL (with max_peaks = 0): only their number
/// @param[out] npeaks      number of peaks, for s2wav_lowpass_from_peaks(); J_max is npeaks - 2.
///                         Set also if `peaks` has too little room
/// @return S2_OK; S2_ERR_ARGUMENT (also: more than 4096 scales, too little room)
S2_NODISCARD S2_EXPORT s2_status s2wav_hybrid_peaks(int L, int nblocks, const double *lambda,
                                                    const double *transition, int max_peaks,
                                                    double *peaks, int *npeaks);

S2_END_DECLS
#endif

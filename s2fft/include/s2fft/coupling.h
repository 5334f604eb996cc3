// SPDX-License-Identifier: MIT
/// @file
/// Power spectra of masked fields: the mode-coupling matrix, and band powers freed from it.
///
/// A field multiplied by a mask has a *pseudo-spectrum* whose mean is `pC_l = sum_l' M_ll' C_l' +
/// noise`. The matrix M follows from the spectrum of the mask alone. Binned, it can be inverted:
/// that is the MASTER estimator in the conventions of NaMaster.
///
/// ~~~{.c}
/// s2fft_forward(wide, mask, w, NULL, NULL);             // plan of band-limit 2L-1, spin 0
/// s2fft_spectrum(2 * L - 1, -1, w, w, mask_cl);
/// s2fft_coupling_create(&coupling, L, 2 * L - 1, mask_cl, &options);
/// s2fft_bandpowers_create(&bandpowers, coupling, bins); // s2fft/bins.h
/// s2fft_mask_apply(grid, mask, map, map);               // s2fft/mask.h
/// s2fft_forward(plan, map, alm, NULL, NULL);            // plan of band-limit L
/// s2fft_spectrum(L, -1, alm, alm, pseudo);
/// s2fft_bandpowers_decouple(bandpowers, pseudo, noise, powers);
/// ~~~
///
/// **Spectra of two fields a, b** of spins s_a, s_b >= 0. A field of spin 0 is one component T, a
/// field of another spin a pair E, B (s2fft/conventions.h). All their spectra go together, as
/// arrays [nspectra][L]:
///
/// | spins | nspectra | order |
/// |---|---|---|
/// | 0, 0 | 1 | TT |
/// | 0, s | 2 | TE, TB |
/// | s, 0 | 2 | ET, BT |
/// | s, s' | 4 | EE, EB, BE, BB (first letter: field a) |
///
/// **The matrix.** With the (cross) spectrum W_j of the masks of a and b, and K+ (K-) the sum
///
///     (-1)^(s_a+s_b) sum_j (2j+1)/4pi W_j ( l l' j ; s_a -s_a 0 ) ( l l' j ; s_b -s_b 0 )
///
/// over all j with even (odd) l + l' + j, times `(2l'+1) B_l'`, where B is the product of the
/// beams:
///
/// | pseudo | from |
/// |---|---|
/// | TT, TE, TB, ET, BT | K+ on the same |
/// | EE | K+ EE + K- BB |
/// | BB | K+ BB + K- EE |
/// | EB | K+ EB - K- BE |
/// | BE | K+ BE - K- EB |
///
/// @par Source Hivon et al. 2002 (MASTER); Brown, Castro & Taylor 2005; Alonso, Sanchez & Slosar
/// 2019 (NaMaster)
#ifndef S2FFT_COUPLING_H
#define S2FFT_COUPLING_H

#include <s2fft/bins.h>
#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// Which fields are coupled, and how to compute. Fill with s2fft_coupling_options_init(), then
/// change what you need.
typedef struct s2fft_coupling_options {
  size_t struct_size;       ///< set by s2fft_coupling_options_init()
  int spin_a;               ///< spin of the first field, 0 (default) .. L-1
  int spin_b;               ///< spin of the second field, 0 (default) .. L-1
  const double *beam_a;     ///< [L] beam and pixel window of the first field; NULL (default): 1
  const double *beam_b;     ///< [L] the same of the second field
  int nthreads;             ///< 0 (default): OpenMP's choice, 1 inside a region
  s2_progress_fn *progress; ///< called as rows are done; NULL (default): nobody listens
  void *progress_user;      ///< handed to `progress`
} s2fft_coupling_options;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2fft_coupling_options_init(options)                                                       \
  s2fft_coupling_options_init_sized((options), sizeof *(options))

/// Work behind s2fft_coupling_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2fft_coupling_options) as the caller knows it
S2_EXPORT void s2fft_coupling_options_init_sized(s2fft_coupling_options *options,
                                                 size_t struct_size);

/// The mode-coupling matrix of two masked fields; opaque, immutable. May be shared by any number of
/// threads.
typedef struct s2fft_coupling s2fft_coupling;

/// Compute the mode-coupling matrix.
///
/// @param[out] coupling  the matrix, owned by the caller: s2fft_coupling_destroy(); NULL on failure
/// @param[in]  L         band-limit of the spectra, 1 .. ::S2FFT_L_MAX
/// @param[in]  mask_L    length of mask_cl, 1 .. 2 ::S2FFT_L_MAX; degrees from mask_L on count as
///                       zero, those from 2L-1 on do not matter
/// @param[in]  mask_cl   [mask_L] spectrum of the mask, `1/(2j+1) sum_m |w_jm|^2`, or cross
///                       spectrum of the masks of the two fields (s2fft_spectrum())
/// @param[in]  options   NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED
/// @par Cost     L^3 / 3 steps of the recursion of the 3j symbols per spin (less where mask_L < L):
///               L = 1000 takes 0.2 s, L = 3000 4 s of one core; L^2 numbers of memory, twice as
///               many for two pairs
/// @par Accuracy 1e-13 of the sum of the magnitudes of an element's terms
/// @par Threads  the result does not depend on their number, bit for bit
S2_NODISCARD S2_EXPORT s2_status s2fft_coupling_create(s2fft_coupling **coupling, int L, int mask_L,
                                                       const double *mask_cl,
                                                       const s2fft_coupling_options *options);

/// Free a matrix. NULL is allowed.
/// @param[in] coupling  to be freed
S2_EXPORT void s2fft_coupling_destroy(s2fft_coupling *coupling);

/// Bytes that a matrix would take.
/// @param[in] L       band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in] spin_a  spin of the first field, 0 .. L-1
/// @param[in] spin_b  spin of the second field, 0 .. L-1
/// @return bytes; 0 if an argument is out of range
S2_EXPORT int64_t s2fft_coupling_bytes(int L, int spin_a, int spin_b);

/// Band-limit of a matrix.
/// @param[in] coupling  any matrix
/// @return L
S2_EXPORT int s2fft_coupling_L(const s2fft_coupling *coupling);

/// Number of spectra that go together.
/// @param[in] coupling  any matrix
/// @return 1, 2 or 4, see the table
S2_EXPORT int s2fft_coupling_nspectra(const s2fft_coupling *coupling);

/// One block of the matrix, beams included.
///
/// @param[in]  coupling  any matrix
/// @param[in]  to        which pseudo-spectrum, 0 .. nspectra-1
/// @param[in]  from      which spectrum, 0 .. nspectra-1
/// @param[out] block     [L][L] element [l][l']: what C_l' of spectrum `from` adds to pC_l of `to`
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_coupling_block(const s2fft_coupling *coupling, int to,
                                                      int from, double *block);

/// Pseudo-spectra of given spectra, `pC = M C`.
///
/// @param[in]  coupling  any matrix
/// @param[in]  cl        [nspectra][L] spectra
/// @param[out] pseudo    [nspectra][L] pseudo-spectra; must not overlap cl
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Cost 2 L^2 flops per block
S2_NODISCARD S2_EXPORT s2_status s2fft_coupling_apply(const s2fft_coupling *coupling,
                                                      const double *cl, double *pseudo);

/// Adjoint of s2fft_coupling_apply() for the plain sum over all numbers, `C = M^T pC`.
///
/// @param[in]  coupling  any matrix
/// @param[in]  pseudo    [nspectra][L]
/// @param[out] cl        [nspectra][L]; must not overlap pseudo
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2fft_coupling_adjoint(const s2fft_coupling *coupling,
                                                        const double *pseudo, double *cl);

/// The inverse of a binned mode-coupling matrix; opaque, immutable. May be shared by any number of
/// threads.
typedef struct s2fft_bandpowers s2fft_bandpowers;

/// Bin a mode-coupling matrix and invert it.
///
/// With the binning B and the unbinning U of the bins (s2fft/bins.h) the binned matrix is B M U:
/// the estimate takes C_l (or l(l+1) C_l, as the weighting says) as constant within each bin. Bins
/// of one degree each invert the matrix itself. Power in degrees below the first and above the last
/// bin is not accounted for.
///
/// @param[out] bandpowers  the inverse, owned by the caller: s2fft_bandpowers_destroy(); NULL on
///                         failure
/// @param[in]  coupling    any matrix; not needed after the call
/// @param[in]  bins        any bins that end at L or below; not needed after the call. A bin must
///                         hold a degree of at least max(s_a, s_b), else the matrix is singular
/// @return S2_OK; S2_ERR_ARGUMENT; S2_ERR_NUMERIC: the mask does not let the bins be told apart
/// (the
///         message names one); S2_ERR_MEMORY
/// @par Cost n^3 for n bins and n L^2 / n; n (n + L) numbers of memory, twice as many for two pairs
S2_NODISCARD S2_EXPORT s2_status s2fft_bandpowers_create(s2fft_bandpowers **bandpowers,
                                                         const s2fft_coupling *coupling,
                                                         const s2fft_bins *bins);

/// Free an inverse. NULL is allowed.
/// @param[in] bandpowers  to be freed
S2_EXPORT void s2fft_bandpowers_destroy(s2fft_bandpowers *bandpowers);

/// Number of bins.
/// @param[in] bandpowers  any
/// @return n
S2_EXPORT int s2fft_bandpowers_count(const s2fft_bandpowers *bandpowers);

/// Band powers of pseudo-spectra, `(B M U)^-1 B (pC - N)`.
///
/// @param[in]  bandpowers  any
/// @param[in]  pseudo      [nspectra][L] pseudo-spectra
/// @param[in]  noise       [nspectra][L] their noise bias: pseudo-spectra of the masked noise, from
///                         simulations or a model; NULL: none
/// @param[out] powers      [nspectra][n] band powers, as the bins define them; must not overlap
/// pseudo
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Error bars s2fft_bins_error() with the effective sky fraction of s2fft_mask_moments()
S2_NODISCARD S2_EXPORT s2_status s2fft_bandpowers_decouple(const s2fft_bandpowers *bandpowers,
                                                           const double *pseudo,
                                                           const double *noise, double *powers);

/// Adjoint of s2fft_bandpowers_decouple() (without noise) for the plain sum over all numbers.
///
/// @param[in]  bandpowers  any
/// @param[in]  powers      [nspectra][n]
/// @param[out] pseudo      [nspectra][L]
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_bandpowers_adjoint(const s2fft_bandpowers *bandpowers,
                                                          const double *powers, double *pseudo);

/// Bandpower windows: what each C_l of a theory adds to each band power, `(B M U)^-1 B M`.
///
/// The expectation of the band powers is `sum_l window[i][b][j][l] C_l^j`, exactly.
///
/// @param[in]  bandpowers  any
/// @param[out] windows     [nspectra][n][nspectra][L]
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_bandpowers_windows(const s2fft_bandpowers *bandpowers,
                                                          double *windows);

S2_END_DECLS
#endif

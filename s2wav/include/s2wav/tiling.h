// SPDX-License-Identifier: MIT
/// @file
/// Tilings: which degrees and which orientations every scale of a wavelet transform sees.
///
/// A tiling is built from low-pass functions K_j(l), j = J_min .. J+1, that grow with j from the
/// scaling function to 1:
///
///     kappa_j(l)^2 = K_{j+1}(l) - K_j(l),   kappa0(l)^2 = K_{J_min}(l),
///
/// so that `kappa0^2 + sum_j kappa_j^2 = 1` at every degree (admissibility): the transform is a
/// tight frame. Scale-discretised, needlet and cosine kernels live in
/// `lambda^{j-1} < l < lambda^{j+1}` and peak at lambda^j. J is the least number with
/// `lambda^J >= L`.
///
/// The wavelet of scale j is `psi^j_ln = sqrt((2l+1) / 8 pi^2) kappa_j(l) s_ln` with directional
/// rows of N orientations,
///
///     s_ln = nu sqrt(binomial(g, (g-n)/2) / 2^g),  g = min(N-1, l - (N + l + 1) mod 2),
///
/// nu = 1 (N odd) or i (N even), for n = -g, -g+2, ..., g, else 0; `sum_n |s_ln|^2 = 1` for l > 0.
/// The scaling function is `sqrt((2l+1) / 4 pi) kappa0(l)`.
///
/// **Source**: Wiaux et al. 2008 (0712.3519); McEwen et al. 2018 (1509.06749), eqs. (6)-(20).
#ifndef S2WAV_TILING_H
#define S2WAV_TILING_H

#include <s2common/complex.h>
#include <s2common/defs.h>
#include <s2common/status.h>
#include <s2fft/s2fft.h>
#include <stddef.h>
#include <stdint.h>

S2_BEGIN_DECLS

/// Index of the scaling function, where functions take the index of a scale.
#define S2WAV_SCALING (-1)

/// Families of low-pass functions.
typedef enum s2wav_kernel {
  S2WAV_SCALE_DISCRETISED = 0, ///< `int_t^1 s^2(u) du/u`, s the bump exp(-1/(1-x^2)) (default)
  S2WAV_NEEDLET = 1,           ///< `int s(u) du` in l itself, as standard needlets
  S2WAV_SPLINE = 2,            ///< cubic B-splines: K_{J+1-q}(l) = 3/2 B_3(2 l lambda^{q-2} / L)
  S2WAV_COSINE = 3,            ///< kappa_j falls as a quarter of a cosine from peak to peak
  S2WAV_TABLE = 4              ///< s2wav_tiling_options::lowpass; see s2wav/lowpass.h
} s2wav_kernel;

/// How integrals of the kernels are done.
typedef enum s2wav_quadrature {
  S2WAV_TRAPEZOID = 0, ///< 300 panels, as s2wav and s2let do: their numbers to 1e-14 (default)
  S2WAV_EXACT = 1      ///< to 5e-15 in K; differs from the above by up to 5e-5 in kappa
} s2wav_quadrature;

/// Band-limits of the scales.
typedef enum s2wav_bandlimits {
  S2WAV_BANDLIMITS_DYADIC = 0, ///< min(ceil(lambda^{j+1}), L), at j = 0 that of j = 1: s2wav
                               ///< (default)
  S2WAV_BANDLIMITS_S2LET = 1,  ///< the same, but ceil(lambda) at j = 0: s2let
  S2WAV_BANDLIMITS_TIGHT = 2   ///< largest degree that the kernel sees, plus 1
} s2wav_bandlimits;

/// What to tile with. Fill with s2wav_tiling_options_init(), then change what you need.
typedef struct s2wav_tiling_options {
  size_t struct_size;  ///< set by s2wav_tiling_options_init()
  s2wav_kernel kernel; ///< family; default scale-discretised
  double lambda;       ///< dilation, > 1; default 2
  int J_min;           ///< coarsest scale, 0 .. J - 1; default 0
  int N;               ///< orientations, 1 .. L; 1 (default): axisymmetric
  int spin;            ///< of the signal, |spin| < L; default 0
  int spin0;           ///< the wavelets of a signal that was lowered (raised) from this spin:
                       ///< kernels times (-1)^{spin0} sqrt((l+spin0)!/(l-spin0)!), which
                       ///< must not overflow; for analyses only; default 0
  s2wav_quadrature quadrature; ///< default trapezoid
  s2wav_bandlimits bandlimits; ///< default dyadic; tables are always tight
  const double *lowpass;       ///< ::S2WAV_TABLE: [J_max + 2][L] K_j(l) in 0 .. 1, not falling with
                               ///< j, the last row 1 and K_{J_min}(0) = 1 (wavelets do not see the
                               ///< mean), each to within 1e-12; not needed after creation
  int J_max;                   ///< ::S2WAV_TABLE: finest scale, >= 1; others: ignored
} s2wav_tiling_options;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define s2wav_tiling_options_init(options)                                                         \
  s2wav_tiling_options_init_sized((options), sizeof *(options))

/// Work behind s2wav_tiling_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(s2wav_tiling_options) as the caller knows it
S2_EXPORT void s2wav_tiling_options_init_sized(s2wav_tiling_options *options, size_t struct_size);

/// A tiling; opaque and immutable.
typedef struct s2wav_tiling s2wav_tiling;

/// Make a tiling.
///
/// @param[out] tiling   the new tiling, owned by the caller: s2wav_tiling_destroy(); NULL on
/// failure
/// @param[in]  L        band-limit of the signal, 2 .. ::S2FFT_L_MAX
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT (the message names value and range; for a table also the degree
///         and the scale where it is not a tiling), S2_ERR_MEMORY
/// @par Cost O(300 L) evaluations of exp (L = 4096: 15 ms); while it is made twice the memory of
/// s2wav_tiling_bytes(): (J - J_min + 2) L doubles, neither psi nor the directional rows are stored
S2_NODISCARD S2_EXPORT s2_status s2wav_tiling_create(s2wav_tiling **tiling, int L,
                                                     const s2wav_tiling_options *options);

/// Free a tiling. NULL is allowed.
/// @param[in] tiling  to be freed
S2_EXPORT void s2wav_tiling_destroy(s2wav_tiling *tiling);

/// Band-limit of the signal.
/// @param[in] tiling  any
/// @return L
S2_EXPORT int s2wav_tiling_L(const s2wav_tiling *tiling);

/// Orientations.
/// @param[in] tiling  any
/// @return N
S2_EXPORT int s2wav_tiling_N(const s2wav_tiling *tiling);

/// Spin of the signal.
/// @param[in] tiling  any
/// @return spin
S2_EXPORT int s2wav_tiling_spin(const s2wav_tiling *tiling);

/// Coarsest scale.
/// @param[in] tiling  any
/// @return J_min
S2_EXPORT int s2wav_tiling_J_min(const s2wav_tiling *tiling);

/// Finest scale.
/// @param[in] tiling  any
/// @return J
S2_EXPORT int s2wav_tiling_J_max(const s2wav_tiling *tiling);

/// Number of scales, the scaling function not counted.
/// @param[in] tiling  any
/// @return J - J_min + 1
S2_EXPORT int s2wav_tiling_nscales(const s2wav_tiling *tiling);

/// What one scale sees.
typedef struct s2wav_band {
  int j;     ///< dilation; scaling function: J_min - 1
  int L;     ///< degrees l < L
  int lmin;  ///< least degree with kappa_j(l) != 0; L if there is none
  int N;     ///< orientations: N, or less by the parity of N where L is less; scaling function: 1
  int empty; ///< 1: kappa_j is zero everywhere
  int peak;  ///< degree where |kappa_j(l)| is largest, the least if there are several
} s2wav_band;

/// Band of a scale.
/// @param[in]  tiling  any
/// @param[in]  i       0 .. s2wav_tiling_nscales() - 1, or ::S2WAV_SCALING
/// @param[out] band    the band
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status s2wav_tiling_band(const s2wav_tiling *tiling, int i,
                                                   s2wav_band *band);

/// kappa_j, or kappa0; zero for l < max(|spin|, |spin0|), times the factor of `spin0`.
/// @param[in] tiling  any
/// @param[in] i       0 .. s2wav_tiling_nscales() - 1, or ::S2WAV_SCALING
/// @return [L], owned by the tiling; NULL if i is out of range
S2_EXPORT const double *s2wav_tiling_kappa(const s2wav_tiling *tiling, int i);

/// Directional row s_ln of one degree.
/// @param[in]  tiling  any
/// @param[in]  l       0 .. L-1
/// @param[out] row     [2N-1] n = -(N-1) .. N-1
/// @return S2_OK; S2_ERR_ARGUMENT
/// @par Cost O(N) time, no memory
/// @par Accuracy 1e-15 for every N up to L
S2_NODISCARD S2_EXPORT s2_status s2wav_tiling_row(const s2wav_tiling *tiling, int l,
                                                  s2_complex *row);

/// Largest |1 - kappa0^2 - sum_j kappa_j^2| over the degrees, before the factor of `spin0`.
/// @param[in] tiling  any
/// @return error of the admissibility, about 1e-16
S2_EXPORT double s2wav_tiling_error(const s2wav_tiling *tiling);

/// Bytes that a tiling holds.
/// @param[in] tiling  any
/// @return bytes
S2_EXPORT int64_t s2wav_tiling_bytes(const s2wav_tiling *tiling);

/// Variance of the wavelet coefficients of an isotropic random field, the same at every rotation:
/// `sum_l C_l (2l+1) / (8 pi^2) kappa_j(l)^2`; of the scaling map with 4 pi in place of 8 pi^2.
/// @param[in]  tiling    any
/// @param[in]  cl        [L] spectrum, >= 0
/// @param[out] variance  [s2wav_tiling_nscales() + 1] the scaling map first; untouched on failure
/// @return S2_OK; S2_ERR_ARGUMENT (also for a C_l that is negative or not finite: the message names
///         l)
S2_NODISCARD S2_EXPORT s2_status s2wav_tiling_variance(const s2wav_tiling *tiling, const double *cl,
                                                       double *variance);

/// Covariance of two wavelet coefficients of an isotropic random field at one point of the sphere,
/// of scales i and k and of orientations that differ by gamma:
///
///     <W_i(a, b, c + gamma) conj W_k(a, b, c)>
///         = sum_l C_l (2l+1) / (8 pi^2) kappa_i(l) kappa_k(l) sum_n |s_ln|^2 e^{i n gamma}
///
/// which is real. The scaling map counts as a row with s_l0 = sqrt(2 pi) alone; it and a scale of
/// an even N are independent.
///
/// @param[in]  tiling      any
/// @param[in]  cl          [L] spectrum, >= 0
/// @param[in]  i           0 .. s2wav_tiling_nscales() - 1, or ::S2WAV_SCALING
/// @param[in]  k           the same
/// @param[in]  gamma       [rad]
/// @param[out] covariance  the value; untouched on failure
/// @return status of s2wav_tiling_variance(), S2_ERR_MEMORY
/// @par Cost O(L + N^2)
S2_NODISCARD S2_EXPORT s2_status s2wav_tiling_covariance(const s2wav_tiling *tiling,
                                                         const double *cl, int i, int k,
                                                         double gamma, double *covariance);

S2_END_DECLS
#endif

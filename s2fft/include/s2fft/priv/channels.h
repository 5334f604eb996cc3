// SPDX-License-Identifier: MIT
/// @file
/// Many spin transforms on one grid: the engine as Wigner transforms, wavelets and scattering use
/// it. For the sibling libraries, not for applications: may change in any release together with
/// them.
///
/// A *channel* is one field: its spin, the array of its coefficients, the array of its map. A list
/// of channels of one band-limit goes through the engine in one call. There is one s2fft plan per
/// distinct spin; the channels of one spin run as batches, which share recursions. Arrays of
/// channels may lie anywhere, in particular at any distance within larger arrays. Channels whose
/// maps follow each other in the list at one positive distance share a batch; neither the batches
/// nor the number of threads show in the result, bit for bit.
///
/// What a channel adds to a transform of s2fft/s2fft.h, with S, A the synthesis and the analysis of
/// its spin:
/// - a *window* w_l on the coefficients: `S w`, `w A`; the adjoints are `conj(w) S^H` and
///   `A^H conj(w)`;
/// - a map that holds the *conjugate* of the field. Since conj(f) has spin -s and coefficients
///   `(-1)^{s+m} conj f_{l,-m}`, such a channel runs with the plan of spin -s: the fields n and -n
///   of a function on SO(3) need one plan and one batch;
/// - a *planar* map: all real parts, then all imaginary parts;
/// - *adding* to the coefficients, so that several channels may share one array going either way.
#ifndef S2FFT_PRIV_CHANNELS_H
#define S2FFT_PRIV_CHANNELS_H

#include <s2fft/s2fft.h>

S2_BEGIN_DECLS

/// Most channels of one batch.
#define S2FFT_PRIV_BATCH_MAX 32

/// One field of a list. Fill with zeros, then set what applies. The side that a transform reads is
/// not written.
typedef struct s2fft_priv_channel {
  s2fft_field field;        ///< ::S2FFT_REAL (spin 0; no conjugate, no planes) or ::S2FFT_COMPLEX
  int spin;                 ///< spin of the coefficients
  int conjugate;            ///< 1: the map is the conjugate of the field; needs the plan of -spin
  int planar;               ///< 1: the map of a complex field is two of doubles, Re and Im
  int add;                  ///< 1: results are added to `alm`; 0: they replace it
  const s2_complex *window; ///< [L] factor of degree l; NULL: 1. Real fields: its real part
  s2_complex *alm;          ///< [s2fft_layout_size()] in the layout of the plans
  void *map;                ///< [s2_grid_map_size()] double (real) or s2_complex, or
                            ///< [2][s2_grid_map_size()] double (planar)
} s2fft_priv_channel;

/// Plans of several spins on one grid; opaque and immutable.
typedef struct s2fft_priv_channels s2fft_priv_channels;

/// Scratch of one running call; opaque.
typedef struct s2fft_priv_channels_work s2fft_priv_channels_work;

/// Make one plan per distinct spin.
///
/// @param[out] channels  the plans, owned by the caller; NULL on failure
/// @param[in]  grid      any grid; not needed after the call
/// @param[in]  L         band-limit, 1 .. ::S2FFT_L_MAX
/// @param[in]  nspins    number of spins, >= 1
/// @param[in]  spins     [nspins] |spin| < L, any order, repetitions allowed
/// @param[in]  options   NULL: defaults. `spin` is ignored; `layout` is that of the channels'
///                       coefficients, square (default) or linear; `progress` is called after each
///                       plan, and after each batch of a transform
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED
/// @par Cost that of one s2fft_plan_create() per distinct spin
S2_NODISCARD S2_EXPORT s2_status s2fft_priv_channels_create(s2fft_priv_channels **channels,
                                                            const s2_grid *grid, int L, int nspins,
                                                            const int *spins,
                                                            const s2fft_options *options);

/// Free plans. NULL is allowed.
/// @param[in] channels  to be freed
S2_EXPORT void s2fft_priv_channels_destroy(s2fft_priv_channels *channels);

/// Bytes that the plans hold.
/// @param[in] channels  any
/// @return bytes
S2_EXPORT int64_t s2fft_priv_channels_bytes(const s2fft_priv_channels *channels);

/// Whether the analyses undo the syntheses exactly.
/// @param[in] channels  any
/// @return 1 or 0
S2_EXPORT int s2fft_priv_channels_is_exact(const s2fft_priv_channels *channels);

/// Bytes that plans and scratch would take, before anything large is allocated.
///
/// @param[in]  grid     any grid
/// @param[in]  L        band-limit
/// @param[in]  nspins   number of spins, >= 1
/// @param[in]  spins    [nspins]
/// @param[in]  options  NULL: defaults
/// @param[in]  field    as in s2fft_priv_channels_work_create()
/// @param[in]  nfields  as there
/// @param[out] plans    s2fft_priv_channels_bytes(); NULL: not wanted
/// @param[out] work     s2fft_priv_channels_work_bytes(); NULL: not wanted
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_priv_channels_estimate(const s2_grid *grid, int L,
                                                              int nspins, const int *spins,
                                                              const s2fft_options *options,
                                                              s2fft_field field, int nfields,
                                                              int64_t *plans, int64_t *work);

/// Make the scratch of a call, so that it allocates nothing: the workspace of the engine, and
/// L^2 coefficients per field of a batch.
///
/// @param[out] work      new scratch, owned by the caller; NULL on failure
/// @param[in]  channels  the plans it serves
/// @param[in]  field     ::S2FFT_REAL: all channels of spin 0 are real fields; ::S2FFT_COMPLEX: any
/// @param[in]  nfields   largest batch, 1 .. ::S2FFT_PRIV_BATCH_MAX
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_priv_channels_work_create(
    s2fft_priv_channels_work **work, const s2fft_priv_channels *channels, s2fft_field field,
    int nfields);

/// Who shares scratch, one call at a time.
typedef struct s2fft_priv_channels_users {
  int count;                                  ///< sets of plans, >= 1
  const s2fft_priv_channels *const *channels; ///< [count]
  const s2fft_plan *plan; ///< also uses s2fft_priv_channels_engine() for one field; NULL: none
} s2fft_priv_channels_users;

/// Make scratch that serves several sets of plans.
///
/// @param[out] work     new scratch, owned by the caller; NULL on failure
/// @param[in]  users    whom it serves
/// @param[in]  field    as in s2fft_priv_channels_work_create(); also that of `users.plan`
/// @param[in]  nfields  largest batch of all, 1 .. ::S2FFT_PRIV_BATCH_MAX
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status s2fft_priv_channels_work_create_for(
    s2fft_priv_channels_work **work, const s2fft_priv_channels_users *users, s2fft_field field,
    int nfields);

/// The workspace of s2fft within scratch, between calls of channels.
/// @param[in] work  any
/// @return owned by `work`
S2_EXPORT s2fft_workspace *s2fft_priv_channels_engine(const s2fft_priv_channels_work *work);

/// Bytes of scratch whose workspace of s2fft takes `engine` bytes.
/// @param[in] L        largest band-limit it serves
/// @param[in] nfields  largest batch
/// @param[in] engine   bytes
/// @return bytes
S2_EXPORT int64_t s2fft_priv_channels_work_size(int L, int nfields, int64_t engine);

/// Free scratch. NULL is allowed.
/// @param[in] work  to be freed
S2_EXPORT void s2fft_priv_channels_work_destroy(s2fft_priv_channels_work *work);

/// Bytes that scratch holds.
/// @param[in] work  any
/// @return bytes
S2_EXPORT int64_t s2fft_priv_channels_work_bytes(const s2fft_priv_channels_work *work);

/// Synthesis of every channel: `map = S w alm`.
///
/// Spins are served in ascending order, and the channels of one spin in the order of the list. Maps
/// must not overlap, nor must they overlap coefficients. Where a channel fails the check, nothing
/// is written; a transform that is cancelled, or that a plan refuses, leaves outputs unspecified.
///
/// @param[in] channels  plans of all spins of the list
/// @param[in] count     number of channels, >= 0
/// @param[in] list      [count]
/// @param     work      NULL: allocated for this call
/// @return S2_OK; S2_ERR_ARGUMENT (the message names channel and value), S2_ERR_MEMORY,
///         S2_ERR_CANCELLED
/// @par Threads re-entrant with a work of one's own
S2_NODISCARD S2_EXPORT s2_status s2fft_priv_channels_inverse(const s2fft_priv_channels *channels,
                                                             int count,
                                                             const s2fft_priv_channel *list,
                                                             s2fft_priv_channels_work *work);

/// Analysis of every channel: `alm = w A map` or `alm += w A map`; see
/// s2fft_priv_channels_inverse().
/// @param[in] channels  plans of all spins of the list
/// @param[in] count     number of channels, >= 0
/// @param[in] list      [count]; channels that share an array of coefficients must all add to it
/// @param     work      NULL: allocated for this call
/// @return status, see s2fft_priv_channels_inverse()
S2_NODISCARD S2_EXPORT s2_status s2fft_priv_channels_forward(const s2fft_priv_channels *channels,
                                                             int count,
                                                             const s2fft_priv_channel *list,
                                                             s2fft_priv_channels_work *work);

/// Adjoint of the synthesis: `alm (+)= conj(w) S^H map`; see s2fft_priv_channels_forward().
/// @param[in] channels  plans of all spins of the list
/// @param[in] count     number of channels, >= 0
/// @param[in] list      [count]
/// @param     work      NULL: allocated for this call
/// @return status, see s2fft_priv_channels_inverse()
S2_NODISCARD S2_EXPORT s2_status
s2fft_priv_channels_inverse_adjoint(const s2fft_priv_channels *channels, int count,
                                    const s2fft_priv_channel *list, s2fft_priv_channels_work *work);

/// Adjoint of the analysis: `map = A^H conj(w) alm`; see s2fft_priv_channels_inverse().
/// @param[in] channels  plans of all spins of the list
/// @param[in] count     number of channels, >= 0
/// @param[in] list      [count]
/// @param     work      NULL: allocated for this call
/// @return status, see s2fft_priv_channels_inverse()
S2_NODISCARD S2_EXPORT s2_status
s2fft_priv_channels_forward_adjoint(const s2fft_priv_channels *channels, int count,
                                    const s2fft_priv_channel *list, s2fft_priv_channels_work *work);

S2_END_DECLS
#endif

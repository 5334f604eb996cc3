// SPDX-License-Identifier: MIT
/// @file
/// The affine-invariant ensemble sampler: chains from a posterior without a gradient.
///
/// Walkers move along lines through, or by differences of, walkers of the other half of the
/// ensemble, so that scales and correlations of the parameters need not be known. Three moves are
/// mixed: the stretch move, differential evolution (a tenth of its steps jump between modes) and
/// the snooker move.
///
/// The method is for few parameters: beyond about 20, walkers spread slowly (the summary says so);
/// with a gradient, harmonic_nuts is better there. Walkers are not independent of each other:
/// evidences from them should use blocks in time, see harmonic_ensemble_chains().
///
/// Runs can be cut, saved and resumed like those of harmonic_nuts; the draws are the same, bit for
/// bit, and for any number of threads.
#ifndef HARMONIC_ENSEMBLE_H
#define HARMONIC_ENSEMBLE_H

#include <harmonic/chains.h>
#include <harmonic/density.h>
#include <s2common/progress.h>
#include <stddef.h>

S2_BEGIN_DECLS

/// A sampler with the state of its walkers; opaque. One thread at a time may use it.
typedef struct harmonic_ensemble harmonic_ensemble;

/// How walkers move.
typedef enum harmonic_ensemble_move {
  HARMONIC_ENSEMBLE_STRETCH,      ///< along the line through another walker
  HARMONIC_ENSEMBLE_DIFFERENTIAL, ///< by a multiple of the difference of two others
  HARMONIC_ENSEMBLE_SNOOKER, ///< along the line through another, by the projected difference of
                             ///< two more
} harmonic_ensemble_move;

/// Number of kinds of moves.
#define HARMONIC_ENSEMBLE_MOVES 3

/// Settings. Fill with harmonic_ensemble_options_init(), then change.
typedef struct harmonic_ensemble_options {
  size_t struct_size; ///< set by harmonic_ensemble_options_init()
  int walkers;        ///< even, at least 2 D and 6, at most 1000000; 0 (default): 4 D, at least 32
  int64_t burnin;     ///< iterations not kept, >= 0; default 1000
  int64_t draws;      ///< ensembles kept, >= 1; default 1000
  int thin;           ///< iterations from one kept ensemble to the next, >= 1; default 1
  double moves[HARMONIC_ENSEMBLE_MOVES]; ///< weights of the ::harmonic_ensemble_move, >= 0, not all
                                         ///< 0; default 0.5, 0.4, 0.1
  double stretch;                        ///< a, largest factor of a stretch, > 1; default 2
  const double *start; ///< [walkers][D], no parameter the same for all; NULL (default): uniform in
                       ///< (-2, 2), up to 100 times until ln P is finite; copied
  uint64_t seed;       ///< default 0
  int threads;         ///< 0 (default): OpenMP's choice; at most walkers / 2 are of use
  s2_progress_fn *progress; ///< called after iterations; NULL (default): silent
  void *progress_user;      ///< handed to `progress`
} harmonic_ensemble_options;

/// What to look at before trusting the draws.
typedef struct harmonic_ensemble_summary {
  int64_t iterations; ///< made, burn-in included
  int64_t draws;      ///< points kept, of all walkers
  double accept;      ///< fraction of moves accepted, burn-in included; good: 0.2 .. 0.5; NaN
                      ///< before the first iteration
  double accept_of[HARMONIC_ENSEMBLE_MOVES]; ///< of each kind; NaN for kinds not used
  const char *advice;                        ///< static text that warns; NULL: nothing to say
} harmonic_ensemble_summary;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define harmonic_ensemble_options_init(options)                                                    \
  harmonic_ensemble_options_init_sized((options), sizeof *(options))

/// Work behind harmonic_ensemble_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(harmonic_ensemble_options) as the caller knows it
S2_EXPORT void harmonic_ensemble_options_init_sized(harmonic_ensemble_options *options,
                                                    size_t struct_size);

/// A sampler whose walkers have not moved yet.
///
/// @param[out] sampler  new sampler, owned by the caller; NULL on failure
/// @param[in]  ndim     D, parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @param[in]  density  ln P; its gradient is never asked for
/// @param[in]  user     handed to `density`; must outlive the sampler
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT (the message names the option and its range), S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_ensemble_create(harmonic_ensemble **sampler, int ndim,
                                                          harmonic_density_fn *density, void *user,
                                                          const harmonic_ensemble_options *options);

/// Free a sampler. NULL is allowed.
/// @param[in] sampler  to be freed
S2_EXPORT void harmonic_ensemble_destroy(harmonic_ensemble *sampler);

/// Go on, at most to the end.
///
/// On failure and cancellation the ensemble stands after its last whole iteration: the sampler can
/// be saved, its draws taken, or run on.
///
/// @param     sampler     any
/// @param[in] iterations  most iterations of this call; 0: all that are left
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED; S2_ERR_NUMERIC: the density
///         failed (the message holds walker, iteration and its number) or returned +inf, or ln P is
///         finite at no start
/// @par Threads `density` is called from all, `progress` from the caller's; fast
///      densities (a few microseconds) are called from one thread only
/// @par Cost   one call of the density per walker and iteration
/// @par Source Goodman & Weare 2010 (stretch); Foreman-Mackey et al. 2013 (two halves); ter Braak
///             2006 (differential evolution); ter Braak & Vrugt 2008 (snooker)
S2_NODISCARD S2_EXPORT s2_status harmonic_ensemble_run(harmonic_ensemble *sampler,
                                                       int64_t iterations);

/// Draws so far as chains.
///
/// @param[out] chains   new chains, owned by the caller; NULL on failure
/// @param[in]  sampler  any
/// @param[in]  blocks   0: each walker is a chain; else so many blocks of equal length in time,
/// each
///                      with all walkers in it (1 .. ensembles kept; the first ensembles are left
///                      out if they do not divide): nearly independent if long
/// @return S2_OK; S2_ERR_ARGUMENT (no draws yet, fewer than blocks), S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_ensemble_chains(harmonic_chains **chains,
                                                          const harmonic_ensemble *sampler,
                                                          int64_t blocks);

/// Draws so far, seen but not copied: valid until the sampler runs again or is freed.
/// @param[in]  sampler  any
/// @param[out] x        [n][walkers][D] points; NULL: not wanted
/// @param[out] ln_post  [n][walkers]; NULL: not wanted
/// @return n, ensembles kept so far; 0 if there are none, the outputs are NULL
S2_EXPORT int64_t harmonic_ensemble_draws(const harmonic_ensemble *sampler, const double **x,
                                          const double **ln_post);

/// Number of walkers.
/// @param[in] sampler  any
/// @return walkers
S2_EXPORT int harmonic_ensemble_walkers(const harmonic_ensemble *sampler);

/// Summary of the run so far.
/// @param[in]  sampler  any
/// @param[out] summary  to be filled
S2_EXPORT void harmonic_ensemble_summarise(const harmonic_ensemble *sampler,
                                           harmonic_ensemble_summary *summary);

/// Save everything that a sampler needs to go on, its draws included.
/// @param[in] sampler  any
/// @param[in] path     file; an existing one is replaced at once, when the new one is whole
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_FILE
S2_NODISCARD S2_EXPORT s2_status harmonic_ensemble_save(const harmonic_ensemble *sampler,
                                                        const char *path);

/// A sampler from a file of harmonic_ensemble_save().
///
/// The file does not hold the density: it is called once at the position of a walker, and refused
/// if it differs from what the file says by more than 1e-8 (relative, or absolute below 1).
///
/// @param[out] sampler  new sampler, owned by the caller; NULL on failure
/// @param[in]  path     file, of this version on any machine
/// @param[in]  density  the same ln P
/// @param[in]  user     handed to `density`; must outlive the sampler
/// @param[in]  options  only `threads`, `progress` and `progress_user` are used; NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT (another density), S2_ERR_MEMORY, S2_ERR_NUMERIC (the density
///         failed), S2_ERR_FILE (not such a file, or damaged: the message says what)
S2_NODISCARD S2_EXPORT s2_status harmonic_ensemble_load(harmonic_ensemble **sampler,
                                                        const char *path,
                                                        harmonic_density_fn *density, void *user,
                                                        const harmonic_ensemble_options *options);

S2_END_DECLS
#endif

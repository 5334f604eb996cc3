// SPDX-License-Identifier: MIT
/// @file
/// The no-U-turn sampler: chains from a posterior with a gradient, without settings to tune.
///
/// Every transition follows Hamiltonian motion until it turns back and draws from the points on the
/// way. A warm-up finds the step size (dual averaging) and the metric (the covariance of the
/// parameters, diagonal or dense); its draws are not kept.
///
/// In the shortest form, harmonic_nuts_sample() makes chains in one call. A harmonic_nuts object
/// can be run in parts, saved, and resumed by another process: the draws are the same, bit for bit,
/// however the run was cut, and for any number of threads. Chain c depends on the options and c
/// alone.
///
/// Parameters must be free to take any value: where the support has an edge, trajectories that
/// cross it are lost (counted as harmonic_nuts_summary::outside) and the steps become small. Use
/// transformed parameters there.
#ifndef HARMONIC_NUTS_H
#define HARMONIC_NUTS_H

#include <harmonic/chains.h>
#include <harmonic/density.h>
#include <s2common/progress.h>
#include <stddef.h>

S2_BEGIN_DECLS

/// A sampler with the state of its chains; opaque. One thread at a time may use it.
typedef struct harmonic_nuts harmonic_nuts;

/// Form of the mass matrix.
typedef enum harmonic_nuts_metric {
  HARMONIC_NUTS_DIAGONAL, ///< O(D) per step
  HARMONIC_NUTS_DENSE,    ///< O(D^2) per step: for strong correlations
} harmonic_nuts_metric;

/// Settings. Fill with harmonic_nuts_options_init(), then change.
typedef struct harmonic_nuts_options {
  size_t struct_size; ///< set by harmonic_nuts_options_init()
  int chains;         ///< 1 .. 100000; default 4
  int64_t warmup;     ///< transitions that adapt, >= 0; default 1000; below 20 only the step size
  int64_t draws;      ///< transitions kept of each chain, >= 1; default 1000
  harmonic_nuts_metric metric; ///< default ::HARMONIC_NUTS_DIAGONAL
  int max_depth;    ///< trajectories have at most 2^max_depth - 1 steps, 1 .. 20; default 10
  double target;    ///< mean acceptance to be reached, 0 < . < 1; default 0.8; higher values make
                    ///< smaller steps, which divergences ask for
  double max_error; ///< energy error of a divergence, > 0; default 1000
  double step_size; ///< to start from, > 0; 0 (default): searched; without warm-up, the one used
  const double *inverse_metric; ///< to start from: covariance, diagonal [D] or dense [D][D];
                                ///< NULL (default): 1; copied
  const double *start; ///< [chains][D] where chains begin; NULL (default): uniform in (-2, 2), up
                       ///< to 100 times until ln P and its gradient are finite; copied
  int check_gradient;  ///< 1 (default): run harmonic_check_gradient() at the start of chain 0 and
                       ///< refuse an error above 1e-3; 0: do not
  uint64_t seed;       ///< default 0
  int threads;         ///< 0 (default): OpenMP's choice; at most one per chain
  s2_progress_fn *progress; ///< called after transitions; NULL (default): silent
  void *progress_user;      ///< handed to `progress`
} harmonic_nuts_options;

/// Why a trajectory broke off.
typedef enum harmonic_nuts_divergence {
  HARMONIC_NUTS_NONE,    ///< it did not
  HARMONIC_NUTS_ENERGY,  ///< energy error above `max_error`: curvature that the step does not
                         ///< resolve
  HARMONIC_NUTS_OUTSIDE, ///< ln P = -inf, or a number that is not finite
} harmonic_nuts_divergence;

/// Statistics of a draw.
typedef struct harmonic_nuts_draw {
  double ln_post;   ///< ln P
  double energy;    ///< H = -ln P + kinetic energy
  double accept;    ///< mean acceptance along the trajectory
  double step_size; ///< of its steps
  int depth;        ///< doublings of the trajectory
  int leapfrogs;    ///< steps: calls of the density
  int divergent;    ///< a ::harmonic_nuts_divergence
} harmonic_nuts_draw;

/// What to look at before trusting the draws.
typedef struct harmonic_nuts_summary {
  int64_t draws;       ///< kept, of all chains
  int64_t divergences; ///< draws with ::HARMONIC_NUTS_ENERGY; must be 0, else draws are biased
  int64_t outside;     ///< draws with ::HARMONIC_NUTS_OUTSIDE; should be 0
  int64_t depth_hits;  ///< draws whose trajectory reached max_depth; above 1 %: slow, raise it
  double ebfmi;        ///< smallest over chains of the energy's fraction of missing information,
                       ///< `sum (E_i - E_{i-1})^2 / sum (E_i - mean E)^2`; below 0.3: heavy tails
                       ///< that momenta explore slowly; NaN for less than 2 draws
  double accept;       ///< mean acceptance of the draws; NaN without draws
  int64_t leapfrogs;   ///< steps of all transitions, warm-up included
} harmonic_nuts_summary;

/// Fill `*options` with the defaults of the release that the program was compiled against.
#define harmonic_nuts_options_init(options)                                                        \
  harmonic_nuts_options_init_sized((options), sizeof *(options))

/// Work behind harmonic_nuts_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(harmonic_nuts_options) as the caller knows it
S2_EXPORT void harmonic_nuts_options_init_sized(harmonic_nuts_options *options, size_t struct_size);

/// Chains in one call: create, run, take.
///
/// @param[out] chains   new chains, owned by the caller; NULL on failure
/// @param[out] summary  of the run; NULL: not wanted
/// @param[in]  ndim     D, parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @param[in]  density  ln P with gradient
/// @param[in]  user     handed to `density`
/// @param[in]  options  NULL: defaults
/// @return as harmonic_nuts_create(), harmonic_nuts_run()
S2_NODISCARD S2_EXPORT s2_status harmonic_nuts_sample(harmonic_chains **chains,
                                                      harmonic_nuts_summary *summary, int ndim,
                                                      harmonic_density_fn *density, void *user,
                                                      const harmonic_nuts_options *options);

/// @name A sampler that lives longer
/// @{

/// A sampler whose chains have not moved yet.
///
/// @param[out] sampler  new sampler, owned by the caller; NULL on failure
/// @param[in]  ndim     D, parameters, 1 .. ::HARMONIC_NDIM_MAX
/// @param[in]  density  ln P with gradient
/// @param[in]  user     handed to `density`; must outlive the sampler
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT (the message names the option and its range; a start that is not
///         finite; a metric that is not positive definite), S2_ERR_MEMORY
/// @par Memory per chain about `7 max_depth + 25` vectors of D and, dense, 4 matrices of D x D
S2_NODISCARD S2_EXPORT s2_status harmonic_nuts_create(harmonic_nuts **sampler, int ndim,
                                                      harmonic_density_fn *density, void *user,
                                                      const harmonic_nuts_options *options);

/// Free a sampler. NULL is allowed.
/// @param[in] sampler  to be freed
S2_EXPORT void harmonic_nuts_destroy(harmonic_nuts *sampler);

/// Go on, at most to the end.
///
/// On failure and cancellation each chain stands after its last whole transition: the sampler can
/// be saved, its draws taken, or run on.
///
/// @param     sampler      any
/// @param[in] transitions  most transitions of each chain in this call; 0: all that are left
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_CANCELLED; S2_ERR_NUMERIC: the density
///         failed (the message holds chain, transition and its number) or returned +inf, its
///         gradient is wrong, ln P is finite at no start, or no step size is accepted (a flat ln P)
/// @par Threads up to one per chain; `density` is called from all, `progress` from the caller's
/// @par Cost   beside the density O(D) per leapfrog step with a diagonal metric (D = 100: 0.7 us,
/// the
///             drawing of momenta and the storing of draws included), O(D^2) with a dense one
///             (D = 100: 1.0 us)
/// @par Source Hoffman & Gelman 2014 (step size, doubling); Betancourt 2017, appendix A
///             (multinomial draws); Stan reference manual (windows of the warm-up)
S2_NODISCARD S2_EXPORT s2_status harmonic_nuts_run(harmonic_nuts *sampler, int64_t transitions);

/// Draws so far, a chain each. Chains without draws are left out.
/// @param[out] chains   new chains, owned by the caller; NULL on failure
/// @param[in]  sampler  any
/// @return S2_OK; S2_ERR_ARGUMENT (no draws yet), S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_nuts_chains(harmonic_chains **chains,
                                                      const harmonic_nuts *sampler);

/// Summary of the draws so far.
/// @param[in]  sampler  any
/// @param[out] summary  to be filled
S2_EXPORT void harmonic_nuts_summarise(const harmonic_nuts *sampler,
                                       harmonic_nuts_summary *summary);

/// Transitions that a chain has made, warm-up included.
/// @param[in] sampler  any
/// @param[in] chain    0 .. chains - 1
/// @return count; 0 if there is no such chain
S2_EXPORT int64_t harmonic_nuts_transitions(const harmonic_nuts *sampler, int chain);

/// A chain's draws, seen but not copied: valid until the sampler runs again or is freed.
/// @param[in]  sampler  any
/// @param[in]  chain    0 .. chains - 1
/// @param[out] x        [n][D] points; NULL: not wanted
/// @param[out] draws    [n] statistics; NULL: not wanted
/// @return n, number of draws so far; 0 if there are none or no such chain, the outputs are NULL
S2_EXPORT int64_t harmonic_nuts_draws(const harmonic_nuts *sampler, int chain, const double **x,
                                      const harmonic_nuts_draw **draws);

/// What a chain has adapted to, as options of another run take it.
/// @param[in]  sampler         any
/// @param[in]  chain           0 .. chains - 1
/// @param[out] step_size       step size; 0: not known yet
/// @param[out] inverse_metric  [D] or [D][D], by the option `metric`; NULL: not wanted
/// @return S2_OK; S2_ERR_ARGUMENT (no such chain)
S2_NODISCARD S2_EXPORT s2_status harmonic_nuts_adapted(const harmonic_nuts *sampler, int chain,
                                                       double *step_size, double *inverse_metric);

/// @}
/// @name Checkpoints
/// @{

/// Save everything that a sampler needs to go on, its draws included.
///
/// @param[in] sampler  any
/// @param[in] path     file; an existing one is replaced at once, when the new one is whole
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_FILE
S2_NODISCARD S2_EXPORT s2_status harmonic_nuts_save(const harmonic_nuts *sampler, const char *path);

/// A sampler from a file of harmonic_nuts_save().
///
/// The file does not hold the density: it is called once at the position of a chain, and refused
/// if it differs from what the file says by more than 1e-8 (relative, or absolute below 1).
///
/// @param[out] sampler  new sampler, owned by the caller; NULL on failure
/// @param[in]  path     file, of this version on any machine
/// @param[in]  density  the same ln P
/// @param[in]  user     handed to `density`; must outlive the sampler
/// @param[in]  options  only `threads`, `progress` and `progress_user` are used; NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT (another density), S2_ERR_MEMORY, S2_ERR_NUMERIC (the density
///         failed), S2_ERR_FILE (not such a file, or damaged: the message says what)
S2_NODISCARD S2_EXPORT s2_status harmonic_nuts_load(harmonic_nuts **sampler, const char *path,
                                                    harmonic_density_fn *density, void *user,
                                                    const harmonic_nuts_options *options);

/// @}

S2_END_DECLS
#endif

// SPDX-License-Identifier: MIT
/// @file
/// Files of chains, read and written (library `harmonicio`, pkg-config `harmonic-io`).
///
/// | format | files of root R | columns |
/// |---|---|---|
/// | ::HARMONIC_FILE_GETDIST | R.txt or R_1.txt, R_2.txt, ... | weight, -ln P, parameters |
/// | ::HARMONIC_FILE_COBAYA | R.1.txt, R.2.txt, ... or R.txt | named: weight, minuslogpost, ... |
/// | ::HARMONIC_FILE_COSMOSIS | R.txt or R_1.txt, ... | named: post, weight or log_weight, ... |
/// | ::HARMONIC_FILE_NESTED | R.txt, R_equal_weights.txt | weight, -2 ln L, parameters |
/// | ::HARMONIC_FILE_CSV | R.csv or R_1.csv, ... | named: ln P, weight, chain, ... |
/// | ::HARMONIC_FILE_STAN | R.csv or R_1.csv, ... | named: lp__, parameters |
/// | ::HARMONIC_FILE_NPZ | R.npz | members: see harmonic_read_options |
/// | ::HARMONIC_FILE_NPY | R.npy | last axis: parameters, then ln P |
///
/// An evidence needs ln P with a normalised prior. What the formats hold:
/// - Cobaya and CosmoSIS: that. Their columns of priors and likelihoods are left out.
/// - GetDist: the prior as the sampler had it, often 1 inside the ranges: see `flat_prior`.
/// - PolyChord and MultiNest: **ln L without a prior**, so that one must be given: `flat_prior` or
///   `ln_prior`.
/// - Stan: **lp__ lacks the constants** of statements with `~`, and has the Jacobian of the
///   transforms of constrained parameters, in which the file does not give them. Only models
///   written with `target +=` and without constrained parameters have an evidence. Other
///   names that end in __ are left out.
///
/// R.paramnames and R.ranges give names and ranges to GetDist's and nested samplers' chains,
/// R.ranges also to Cobaya's, CosmoSIS's and CSV. Without .paramnames parameters are param1,
/// param2, ...
///
/// In CSV a column "chain" cuts the rows: its numbers rise from one chain to the next.
///
/// Text: numbers separated by blanks, tabs or commas; '#' begins a comment. Every numbered file is
/// a chain. Points of weight 0 are left out: they count nowhere. Derived parameters (names with a
/// `*` in .paramnames, in capitals in CosmoSIS) are left out too unless asked for, because an
/// evidence is an integral over the sampled ones only. **Cobaya, CSV and Stan do not mark them:
/// name the sampled ones in harmonic_read_options::parameters.**
///
/// Files are not trusted: S2_ERR_FILE names the file, line, column and value, and nothing is
/// allocated that the length of the file does not justify. Numbers read and written are independent
/// of the locale, and written with 17 digits: doubles come back unchanged.
#ifndef HARMONIC_CHAIN_FILES_H
#define HARMONIC_CHAIN_FILES_H

#include <harmonic/parameters.h>
#include <stddef.h>

S2_BEGIN_DECLS

/// Format of a file of chains. Values are ABI: append, never renumber.
typedef enum harmonic_file_format {
  HARMONIC_FILE_AUTO = 0,     ///< find out: by content when read, by name when written
  HARMONIC_FILE_GETDIST = 1,  ///< GetDist, CosmoMC
  HARMONIC_FILE_COBAYA = 2,   ///< Cobaya
  HARMONIC_FILE_COSMOSIS = 3, ///< CosmoSIS
  HARMONIC_FILE_NESTED = 4,   ///< PolyChord, MultiNest
  HARMONIC_FILE_CSV = 5,      ///< columns with names
  HARMONIC_FILE_STAN = 6,     ///< CmdStan
  HARMONIC_FILE_NPZ = 7,      ///< NumPy arrays by name
  HARMONIC_FILE_NPY = 8       ///< one NumPy array
} harmonic_file_format;

/// Short name of a format: "getdist", "cobaya", "cosmosis", "nested", "csv", "stan", "npz", "npy".
/// @param[in] format  any value
/// @return static text; "auto" for ::HARMONIC_FILE_AUTO, "?" for an unknown value
S2_EXPORT const char *harmonic_file_format_name(harmonic_file_format format);

/// Order of the axes of an array of points; 2-D arrays [n][D] are one chain.
typedef enum harmonic_axes {
  HARMONIC_AXES_AUTO = 0, ///< step first in an NPZ member called "chain" (emcee), else chain first
  HARMONIC_AXES_CHAIN_FIRST = 1, ///< [chain][n][D]
  HARMONIC_AXES_STEP_FIRST = 2   ///< [n][chain][D]: emcee's walkers
} harmonic_axes;

/// How chains are read. Fill with harmonic_read_options_init(), then change.
typedef struct harmonic_read_options {
  size_t struct_size;          ///< set by harmonic_read_options_init()
  harmonic_file_format format; ///< default ::HARMONIC_FILE_AUTO
  const char *parameters; ///< names of the sampled parameters, separated by commas, which are kept
                          ///< in the order of the file; NULL (default): all that are not derived
  int derived;            ///< 1: keep derived parameters, marked as such; default 0
  const char *ln_post;    ///< column or member of ln P; NULL (default): for CSV the first of
                       ///< ln_posterior, ln_post, log_posterior, log_prob, lnprob, logp, lp, lp__;
                       ///< for NPZ likewise
  const char *weight;  ///< column or member of the weights; "": none; NULL (default): weight
                       ///< or weights, if there is one
  const char *samples; ///< NPZ: member of the points; NULL (default): samples, chain or x
  harmonic_axes axes;  ///< NPZ and NPY: order of axes
  double ln_prior;     ///< constant added to ln P, e.g. ln of a prior that the file lacks;
                       ///< default NaN: none, but ::HARMONIC_FILE_NESTED needs one
  int flat_prior;      ///< 1: subtract the ln volume of the ranges from ln P; the file has to
                       ///< give both bounds of every parameter that is kept; default 0
} harmonic_read_options;

/// Defaults, for the size that the caller was compiled with.
#define harmonic_read_options_init(options)                                                        \
  harmonic_read_options_init_sized((options), sizeof *(options))

/// Work behind harmonic_read_options_init().
/// @param[out] options      set to the defaults
/// @param[in]  struct_size  sizeof(harmonic_read_options) as the caller knows it
S2_EXPORT void harmonic_read_options_init_sized(harmonic_read_options *options, size_t struct_size);

/// Read chains.
///
/// A path that names a file is read alone, anything else is a root: the first of R.txt, R_1.txt
/// (R_2.txt and so on, up to the first that is missing), R.1.txt, R.csv, R_1.csv, R.npz, R.npy that
/// exists.
///
/// @param[out] chains   new set, owned by the caller; NULL on failure
/// @param[in]  path     file or root
/// @param[in]  options  NULL: defaults
/// @return S2_OK; S2_ERR_ARGUMENT (also: a parameter that `parameters` names is not there, or an
///         option that names what the format has no names for),
///         S2_ERR_FILE (also: the content fits several formats; one must be chosen), S2_ERR_MEMORY,
///         S2_ERR_UNSUPPORTED (a compressed NPZ in a build without zlib)
/// @par Cost text of 1e6 points of 10 parameters: 0.9 s
/// @par Memory the file and twice its numbers
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_read(harmonic_chains **chains, const char *path,
                                                      const harmonic_read_options *options);

/// Write chains; each file is written beside its target and renamed.
///
/// GetDist: `path` is the root; chain k becomes R_k.txt, a single one R.txt; with R.paramnames and
/// R.ranges. Cobaya: R.k.txt and R.ranges. CosmoSIS: R.txt or R_k.txt and R.ranges. Files that an
/// earlier, larger set left under the same root stay there, and would be read with these. CSV:
/// `path` is the file; a column "chain" numbers the chains from 1. NPZ: `path` is the file; members
/// samples [N][D], ln_posterior [N], start_indices [count + 1] and, with weights, weight [N]; names
/// of parameters are lost. Chains without weights are written with weights of 1 where the format or
/// another chain has weights.
///
/// @param[in] path    see above; existing files are replaced
/// @param[in] chains  at least one chain
/// @param[in] format  ::HARMONIC_FILE_AUTO: CSV and NPZ by the end of the name, else GetDist
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_FILE, S2_ERR_MEMORY, S2_ERR_UNSUPPORTED (Stan, nested,
///         NPY)
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_write(const char *path,
                                                       const harmonic_chains *chains,
                                                       harmonic_file_format format);

S2_END_DECLS
#endif

// SPDX-License-Identifier: MIT
/// @file
/// What the parameters of a set of chains are called, and where their prior ends.
#ifndef HARMONIC_PARAMETERS_H
#define HARMONIC_PARAMETERS_H

#include <harmonic/chains.h>

S2_BEGIN_DECLS

/// Bytes of a name, with the final NUL.
#define HARMONIC_NAME_SIZE 96

/// Bytes of a label, with the final NUL.
#define HARMONIC_LABEL_SIZE 160

/// One parameter. Those of a new set are "param1", "param2", ... without label and range.
typedef struct harmonic_parameter {
  const char *name;  ///< unique, without blanks or commas, e.g. "omega_m"
  const char *label; ///< LaTeX without dollars, e.g. "\\Omega_m"; "" if there is none
  double lower;      ///< the prior is zero below; -INFINITY: no bound
  double upper;      ///< the prior is zero above; INFINITY: no bound
  int derived;       ///< 1: a function of the others, e.g. sigma_8, and no direction of the
                     ///< posterior. Evidence needs chains without: harmonic_chains_marginal()
} harmonic_parameter;

/// Look at a parameter.
/// @param[in] chains  any
/// @param[in] d       0 .. ndim - 1
/// @return the parameter, its texts valid until they are set again or the set is freed; all zero
///         if there is none of that number
S2_EXPORT harmonic_parameter harmonic_chains_parameter(const harmonic_chains *chains, int d);

/// Name a parameter. On failure the set is as before.
/// @param     chains     any
/// @param[in] d          0 .. ndim - 1
/// @param[in] parameter  copied; lower < upper; name and label shorter than their sizes above
/// @return S2_OK; S2_ERR_ARGUMENT
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_set_parameter(harmonic_chains *chains, int d,
                                                               const harmonic_parameter *parameter);

/// Name all parameters at once. On failure the set is as before.
/// @param     chains      any
/// @param[in] parameters  [ndim] as for harmonic_chains_set_parameter(), all names different
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status
harmonic_chains_set_parameters(harmonic_chains *chains, const harmonic_parameter *parameters);

/// Number of the parameter with this name.
/// @param[in] chains  any
/// @param[in] name    case matters; NULL: none
/// @return 0 .. ndim - 1; -1 if there is none
S2_EXPORT int harmonic_chains_find_parameter(const harmonic_chains *chains, const char *name);

/// ln of the volume of the box that the ranges span, derived parameters left out. A flat prior that
/// the chains take as 1 inside the box is normalised by
/// `harmonic_chains_shift_ln_post(chains, -ln_volume)`.
/// @param[in]  chains     any
/// @param[out] ln_volume  sum of ln(upper - lower); unchanged on failure
/// @return S2_OK; S2_ERR_ARGUMENT (the message names a parameter without both bounds)
S2_NODISCARD S2_EXPORT s2_status harmonic_chains_ln_volume(const harmonic_chains *chains,
                                                           double *ln_volume);

S2_END_DECLS
#endif

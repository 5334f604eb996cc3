// SPDX-License-Identifier: MIT
/// @file
/// What an evidence is the mean of, point by point: for pictures, and for checks of one's own.
#ifndef HARMONIC_TERMS_H
#define HARMONIC_TERMS_H

#include <harmonic/chains.h>
#include <harmonic/model.h>
#include <harmonic/shape.h>

S2_BEGIN_DECLS

/// ln a = ln phi - ln P of every point, phi being that of the model that has not learned from it:
/// the weighted mean of a is the 1/z of harmonic_evidence_estimate().
///
/// @param[in]  chains    those of the estimate
/// @param[in]  folds     K, that of the estimate
/// @param[in]  models    [K] what the estimate left in harmonic_evidence_options::models
/// @param[in]  shape     harmonic_result::shape, or any other of the same models
/// @param[out] ln_terms  [harmonic_chains_size()] chain after chain; -inf where phi = 0;
/// unspecified
///                       on failure
/// @return S2_OK; S2_ERR_ARGUMENT, S2_ERR_MEMORY, S2_ERR_NUMERIC
/// @par Cost one evaluation of a model per point
S2_NODISCARD S2_EXPORT s2_status harmonic_evidence_terms(const harmonic_chains *chains, int folds,
                                                         harmonic_model *const *models,
                                                         const harmonic_shape *shape,
                                                         double *ln_terms);

S2_END_DECLS
#endif

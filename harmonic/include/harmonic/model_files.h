// SPDX-License-Identifier: MIT
/// @file
/// Fitted models in files: safetensors, a header of JSON and plain arrays, that many programs read.
/// Nothing in a file is ever executed.
///
/// Metadata: `format` "harmonic model", `version` "1", `kind`, `ndim`, and the settings of the
/// kind. Then arrays of doubles under names. Those of a flow of the original layout are the
/// parameters of the Python package, by its names (joined with dots) and shapes.
#ifndef HARMONIC_MODEL_FILES_H
#define HARMONIC_MODEL_FILES_H

#include <harmonic/model.h>

S2_BEGIN_DECLS

/// Write a fitted model; the file is complete or not there: written beside and renamed.
///
/// @param[in] model  fitted
/// @param[in] path   file to be written or replaced; the usual name ends in .safetensors
/// @return S2_OK; S2_ERR_ARGUMENT (not fitted), S2_ERR_UNSUPPORTED (a kind that cannot be stored),
///         S2_ERR_MEMORY, S2_ERR_FILE
S2_NODISCARD S2_EXPORT s2_status harmonic_model_save(const harmonic_model *model, const char *path);

/// Read a model that harmonic_model_save() has written: bit by bit the same densities.
///
/// @param[out] model  new, fitted model, owned by the caller; NULL on failure
/// @param[in]  path   file
/// @return S2_OK; S2_ERR_FILE (the message names the byte or the array and what is wrong with it),
///         S2_ERR_ARGUMENT (settings out of range), S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_model_load(harmonic_model **model, const char *path);

/// Fill a model from a safetensors file of any origin, e.g. parameters of the Python package saved
/// from there, in single or double precision.
///
/// @param     model  of the right settings, fitted or not; fitted afterwards. On failure it may be
///                   changed in part, and is unfitted
/// @param[in] path   file; must hold all arrays of the model but `whitening.*` and `range`, which
///                   otherwise stay as they are
/// @return S2_OK; S2_ERR_FILE, S2_ERR_UNSUPPORTED, S2_ERR_MEMORY
S2_NODISCARD S2_EXPORT s2_status harmonic_model_import(harmonic_model *model, const char *path);

S2_END_DECLS
#endif

// SPDX-License-Identifier: MIT
#ifndef HARMONIC_MODELS_MODEL_FILES_H
#define HARMONIC_MODELS_MODEL_FILES_H

#include <harmonic/model_files.h>

/// harmonic_model_load() from memory; `path` is for messages.
s2_status model_parse(harmonic_model **model, const char *path, const unsigned char *bytes,
                      size_t size);

#endif

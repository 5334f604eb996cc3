// SPDX-License-Identifier: MIT
// What evidence, compare and validate have in common: one estimate as the options want it.
#include "cli.h"
#include <harmonic/report.h>
#include <stdlib.h>
#include <string.h>

// The parameter of the shape: a temperature, or 0 for the choice of the library.
static s2_status temperature(const cli_options *o, double *value)
{
  const char *text = o->temperature;
  char *end = NULL;
  *value = 0;
  if (text == NULL || strcmp(text, "auto") == 0) return S2_OK;
  *value = strtod(text, &end);
  USAGE_REQUIRE(end != text && *end == '\0' && *value > 0 && *value <= 1,
                "--temperature %s: give 0 < T <= 1, or auto", text);
  USAGE_REQUIRE(strcmp(o->shape, "gaussian") == 0, "--temperature is of --shape gaussian, not %s",
                o->shape);
  USAGE_REQUIRE(strcmp(o->model, "ellipsoid") != 0 && strcmp(o->model, "mixture") != 0,
                "--model %s has no temperature", o->model);
  return S2_OK;
}

static harmonic_shape_kind shape_of(const char *name)
{
  if (strcmp(name, "truncated") == 0) return HARMONIC_SHAPE_TRUNCATED;
  return strcmp(name, "ball") == 0 ? HARMONIC_SHAPE_BALL : HARMONIC_SHAPE_GAUSSIAN;
}

s2_status cli_evidence_options(cli_run *run, const harmonic_fit_options *fit,
                               harmonic_evidence_options *options)
{
  const cli_options *o = run->options;
  harmonic_evidence_options_init(options);
  options->folds = o->folds;
  options->blocks = o->blocks;
  options->shape.kind = shape_of(o->shape);
  S2_TRY(temperature(o, &options->shape.parameter));
  options->seed = (uint64_t)o->seed;
  options->fit = fit;
  options->threads = run->threads;
  options->progress = cli_progress;
  options->progress_user = run;
  return S2_OK;
}

s2_status cli_result_json(const harmonic_result *result, char **text)
{
  size_t size = harmonic_result_json(result, 0, NULL) + 1;
  *text = malloc(size);
  if (*text == NULL) return S2_FAIL(S2_ERR_MEMORY, "a result of %zu characters", size);
  harmonic_result_json(result, size, *text);
  return S2_OK;
}

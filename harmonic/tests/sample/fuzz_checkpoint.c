// SPDX-License-Identifier: MIT
// Reads any bytes as a checkpoint: as they are, and with a valid header so that the state is
// reached. What loads is run on.
#include <sample/ensemble_file.h>
#include <sample/nuts_file.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 20 };

static int calls_left;

/// N(0, 1), for a while.
static int density_of(void *user, const double *x, double *ln_post, double *gradient)
{
  int ndim = *(const int *)user;
  *ln_post = 0.0;
  for (int i = 0; i < ndim; i++) {
    *ln_post -= 0.5 * x[i] * x[i];
    if (gradient != NULL) gradient[i] = -x[i];
  }
  return --calls_left > 0 ? 0 : 7;
}

static void try_nuts(const unsigned char *data, size_t size)
{
  harmonic_chains *chains;
  harmonic_nuts_summary summary;
  nuts_reading reading = {.options = {.threads = 1}};
  reading.density = (density){.call = density_of, .user = &reading.density.ndim};
  calls_left = 100;
  s2_status status = record_parse(data, size, "input", RECORD_NUTS, nuts_reader, &reading);
  if (status == S2_OK) {
    reading.sampler->density.user = &reading.sampler->density.ndim;
    (void)!harmonic_nuts_run(reading.sampler, 2);
    harmonic_nuts_summarise(reading.sampler, &summary);
    if (harmonic_nuts_chains(&chains, reading.sampler) == S2_OK) harmonic_chains_destroy(chains);
  }
  harmonic_nuts_destroy(reading.sampler);
}

static void try_ensemble(const unsigned char *data, size_t size)
{
  harmonic_chains *chains;
  ensemble_reading reading = {.options = {.threads = 1}};
  reading.density = (density){.call = density_of, .user = &reading.density.ndim};
  calls_left = 100;
  s2_status status = record_parse(data, size, "input", RECORD_ENSEMBLE, ensemble_reader, &reading);
  if (status == S2_OK) {
    (void)!harmonic_ensemble_run(reading.sampler, 2);
    if (harmonic_ensemble_chains(&chains, reading.sampler, 1) == S2_OK)
      harmonic_chains_destroy(chains);
  }
  harmonic_ensemble_destroy(reading.sampler);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (size > MOST) return 0;
  try_nuts(data, size);
  try_ensemble(data, size);
  unsigned char *copy = size >= RECORD_HEADER ? malloc(size) : NULL;
  if (copy == NULL) return 0;
  memcpy(copy, data, size);
  record_seal(copy, size, RECORD_NUTS);
  try_nuts(copy, size);
  record_seal(copy, size, RECORD_ENSEMBLE);
  try_ensemble(copy, size);
  free(copy);
  return 0;
}

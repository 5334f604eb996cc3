// SPDX-License-Identifier: MIT
// Every reader of chains, and those of names and ranges, on the same bytes.
#include "../../files/internal.h"
#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_as(harmonic_file_format format, const s2_bytes *file)
{
  reading r = {.format = format};
  harmonic_read_options_init(&r.options);
  r.options.derived = 1;
  r.options.ln_prior = 1;
  if (read_bytes(&r, file) == S2_OK && read_finish(&r) != S2_OK) r.format = HARMONIC_FILE_AUTO;
  harmonic_chains_destroy(r.chains);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  s2_bytes file = {data, size, "fuzz"};
  for (int format = HARMONIC_FILE_AUTO; format <= HARMONIC_FILE_NPY; ++format)
    read_as((harmonic_file_format)format, &file);
  column columns[5] = {{.name = "p1"}, {.name = "p2"}};
  table t = {.file = &file, .ncolumns = 5, .columns = columns};
  s2_status names = names_parse(&t, &file), ranges = ranges_parse(&t, &file);
  (void)names;
  (void)ranges;
  return 0;
}

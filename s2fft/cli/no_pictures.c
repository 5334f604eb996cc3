// SPDX-License-Identifier: MIT
// In place of pictures.c and plots.c in a build without cairo.
#include "bands.h"

s2_status cli_draw_maps(cli_run *run, const char *path, const cli_maps *maps)
{
  (void)run;
  (void)maps;
  return S2_FAIL(S2_ERR_UNSUPPORTED, "%s: this s2fft was built without pictures (cairo)", path);
}

s2_status cli_draw_spectra(cli_run *run, const char *path, const s2_cl_table *table,
                           const s2_cl_table *model)
{
  (void)run;
  (void)table;
  (void)model;
  return S2_FAIL(S2_ERR_UNSUPPORTED, "%s: this s2fft was built without pictures (cairo)", path);
}

s2_status cli_draw_bands(cli_run *run, const char *path, const cli_bands *bands,
                         const s2_cl_table *model)
{
  (void)run;
  (void)bands;
  (void)model;
  return S2_FAIL(S2_ERR_UNSUPPORTED, "%s: this s2fft was built without pictures (cairo)", path);
}

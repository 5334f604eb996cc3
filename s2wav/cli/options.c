// SPDX-License-Identifier: MIT
#include "options.h"

#define SAMPLINGS "mw|mwss|dh|gl|cc|f1|healpix"
#define AT(field) offsetof(cli_options, field)
#define A CLI_ANALYSIS
#define S CLI_SYNTHESIS
#define D CLI_DENOISE
#define C CLI_ILC
#define T CLI_TILING
#define P CLI_PICTURE
#define N CLI_INFO
#define SIGNAL (A | D | C | P)
#define TILE (SIGNAL | T | N)

const cli_option cli_option_table[] = {
    {"output", CLI_FILENAME, A | S | D | C | T | P, AT(output), 0, 0, "FILE",
     "file to write (-o); analysis: .npz, or a folder for scales one by one"},
    {"band-limit", CLI_INTEGER, TILE, AT(L), 1, 65536, "L", "degrees l < L"},
    {"lmax", CLI_INTEGER, TILE, AT(lmax), 0, 65535, "N", "the same as L = N + 1"},
    {"sampling", CLI_CHOICE, SIGNAL | S | N, AT(sampling), 0, 0, SAMPLINGS,
     "sampling of an array, or of the map to write"},
    {"nside", CLI_INTEGER, S | D | C | N, AT(nside), 1, 32768, "N", "HEALPix resolution to write"},
    {"iter", CLI_INTEGER, SIGNAL | S, AT(iterations), 0, 100, "N",
     "refine analyses of maps (HEALPix: 3; exact samplings: 0)"},
    {"columns", CLI_TEXT, SIGNAL, AT(columns), 0, 0, "LIST", "of a FITS map: name or number (1)"},
    {"component", CLI_INTEGER, SIGNAL, AT(component), 1, 64, "N",
     "of coefficients: T, E, B = 1, 2, 3"},
    {"remove-monopole", CLI_FLAG, SIGNAL, AT(remove_monopole), 0, 0, NULL, "of the signal"},
    {"lambda", CLI_NUMBER, TILE, AT(lambda), 1, 65536, "X", "dilation from scale to scale (2)"},
    {"jmin", CLI_INTEGER, TILE, AT(J_min), 0, 4095, "J", "coarsest scale (0)"},
    {"orientations", CLI_INTEGER, TILE, AT(orientations), 1, 65536, "N",
     "1 (default): axisymmetric"},
    {"kernel", CLI_CHOICE, TILE, AT(kernel), 0, 0, "scale-discretised|needlet|spline|cosine",
     "family of kernels"},
    {"exact", CLI_FLAG, TILE, AT(exact), 0, 0, NULL,
     "integrate kernels exactly, not as s2let does"},
    {"wavelet-sampling", CLI_CHOICE, A | P | N, AT(wavelet_sampling), 0, 0, SAMPLINGS,
     "of the wavelet maps (that of the signal)"},
    {"full-gamma", CLI_FLAG, A | N, AT(full_gamma), 0, 0, NULL, "2N-1 orientations, not N"},
    {"full-resolution", CLI_FLAG, A | P | N, AT(full_resolution), 0, 0, NULL,
     "all maps at the band-limit L"},
    {"resume", CLI_FLAG, A, AT(resume), 0, 0, NULL, "keep the scales that the folder has"},
    {"rule", CLI_CHOICE, D, AT(rule), 0, 0, "hard|soft|sure", "of the threshold (hard)"},
    {"factor", CLI_NUMBER, D, AT(factor), 0, 1e300, "T", "threshold in units of the noise (3)"},
    {"noise", CLI_NUMBER, D, AT(noise), 0, 1e150, "SIGMA", "noise of every sample of the map"},
    {"noise-map", CLI_FILENAME, D, AT(noise_map), 0, 0, "FILE", "noise of each sample, as a map"},
    {"noise-cl", CLI_FILENAME, D, AT(noise_cl), 0, 0, "FILE", "spectrum of the noise"},
    {"truth", CLI_FILENAME, D, AT(truth), 0, 0, "FILE", "report the gain against this signal [dB]"},
    {"factors", CLI_TEXT, C, AT(factors), 0, 0, "A,B,...", "of the component in each map (all 1)"},
    {"bias", CLI_NUMBER, C, AT(bias), 1e-6, 0.999, "X", "largest lost part of its power (0.01)"},
    {"single", CLI_FLAG, S | D | C, AT(single), 0, 0, NULL, "write HEALPix in 32-bit floats"},
    {"picture", CLI_FILENAME, S | D | C | T, AT(picture), 0, 0, "FILE", "draw the result (.png)"},
    {"colours", CLI_CHOICE, P | S | D | C, AT(colours), 0, 0,
     "sequential|diverging|terrain|planck|grey", "of maps"},
    {"scale", CLI_NUMBER, P | S | D | C, AT(scale), -1e300, 1e300, "X", "multiply what is shown"},
    {"geographic", CLI_FLAG, P | S | D | C, AT(geographic), 0, 0, NULL,
     "longitude grows to the right"},
    {"units", CLI_TEXT, P | S | D | C, AT(units), 0, 0, "TEXT", "beside the colour bar"},
    {"title", CLI_TEXT, P | S | D | C | T, AT(title), 0, 0, "TEXT", "above the picture"},
    {"width", CLI_INTEGER, P | S | D | C | T, AT(width), 200, 16384, "PIXELS", "of the picture"},
};
const int cli_noptions = sizeof cli_option_table / sizeof *cli_option_table;

const cli_options cli_defaults = {.component = 1,
                                  .lmax = -1,
                                  .iterations = -1,
                                  .lambda = 2,
                                  .orientations = 1,
                                  .factor = 3,
                                  .noise = -1,
                                  .bias = 0.01,
                                  .scale = 1};

bool cli_settle(cli_options *options, char *error, size_t size)
{
  if (options->scale == 0) snprintf(error, size, "--scale 0: give another number");
  return options->scale != 0 && cli_settle_limit(options->lmax, &options->L, error, size);
}

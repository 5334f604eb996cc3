// SPDX-License-Identifier: MIT
#include "options.h"
#include <s2fft/points.h>

#define SAMPLINGS "mw|mwss|dh|gl|cc|f1|healpix"
#define LAYOUTS "triangle|square|linear"
#define SYSTEMS "galactic|ecliptic|equatorial"
#define AT(field) offsetof(cli_options, field)
#define F CLI_FORWARD
#define I CLI_INVERSE
#define S CLI_SPECTRUM
#define Y CLI_SYNTH
#define C CLI_CONVERT
#define P CLI_PICTURE
#define N CLI_INFO
#define R CLI_ROTATE
#define W CLI_WIGNER
#define M CLI_SMOOTH
#define K CLI_MASK
#define X CLI_POINTS
#define ANALYSE (F | S | C | R | M | K) // maps
#define WRITE (I | Y | C | R | M | K)   // maps

const cli_option cli_option_table[] = {
    {"output", CLI_FILENAME, F | S | P | W | X | WRITE, AT(output), 0, 0, "FILE",
     "file to write (-o)"},
    {"sampling", CLI_CHOICE, F | S | P | N | W | WRITE, AT(sampling), 0, 0, SAMPLINGS,
     "sampling of the map"},
    {"input-sampling", CLI_CHOICE, C, AT(input_sampling), 0, 0, SAMPLINGS, "sampling of the input"},
    {"nside", CLI_INTEGER, I | Y | C | N | W, AT(nside), 1, 32768, "N", "HEALPix resolution"},
    {"band-limit", CLI_INTEGER, F | S | N | W | WRITE, AT(L), 1, 32768, "L", "degrees l < L"},
    {"lmax", CLI_INTEGER, F | I | S | Y | C | N | R | K, AT(lmax), 0, 32767, "N",
     "the same as L = N + 1"},
    {"mmax", CLI_INTEGER, F | I | S | Y | C, AT(mmax), 0, 32767, "N", "orders |m| <= N"},
    {"spin", CLI_INTEGER, F | I | C | R | M | X, AT(spin), -1000, 1000, "S",
     "spin; maps in pairs become E, B"},
    {"pol", CLI_FLAG, F | I | S | Y | C | R | M | X, AT(pol), 0, 0, NULL,
     "I, Q, U maps and T, E, B coefficients"},
    {"field", CLI_CHOICE, F | I | C, AT(field), 0, 0, "real|complex|pair", "what the map holds"},
    {"iter", CLI_INTEGER, ANALYSE | W, AT(iterations), 0, 100, "N",
     "refine the analysis (HEALPix: 3; exact samplings: 0)"},
    {"ring-weights", CLI_FLAG, ANALYSE, AT(ring_weights), 0, 0, NULL,
     "compute and use quadrature weights of rings"},
    {"columns", CLI_TEXT, ANALYSE | P | N, AT(columns), 0, 0, "LIST",
     "of a FITS map: names or numbers from 1, or all"},
    {"variable", CLI_TEXT, ANALYSE | P | N | W | X, AT(variable), 0, 0, "NAME",
     "of a netCDF or NPZ file"},
    {"remove-monopole", CLI_FLAG, F | S | C | P | R | M, AT(remove_monopole), 0, 0, NULL,
     "of the first map, fitted where it has values"},
    {"from", CLI_CHOICE, S | C | N, AT(from), 0, 0, "map|alm|cl", "what the input is, if unclear"},
    {"layout", CLI_CHOICE, F | C | R, AT(layout), 0, 0, LAYOUTS,
     "order of coefficients in .npy output"},
    {"input-layout", CLI_CHOICE, I | S | C | N | R | X, AT(input_layout), 0, 0, LAYOUTS,
     "order of coefficients in .npy input"},
    {"fwhm", CLI_NUMBER, I | Y | M, AT(fwhm), 0, 21600, "ARCMIN", "smooth by a Gaussian beam"},
    {"seed", CLI_INTEGER64, Y, AT(seed), 0, 9.2e18, "N", "of the random numbers (0)"},
    {"realisation", CLI_INTEGER64, Y, AT(realisation), 0, 9.2e18, "N", "number of the draw (0)"},
    {"alm", CLI_FILENAME, Y, AT(alm), 0, 0, "FILE", "write the coefficients too"},
    {"euler", CLI_TEXT, R, AT(euler), 0, 0, "A,B,G",
     "angles about z (last), y, z (first) [degrees]"},
    {"from", CLI_CHOICE, R, AT(from_system), 0, 0, SYSTEMS,
     "coordinates, if the file does not tell"},
    {"to", CLI_CHOICE, R, AT(to_system), 0, 0, SYSTEMS, "coordinates of the output"},
    {"forward", CLI_FLAG, W, AT(forward), 0, 0, NULL, "samples to coefficients"},
    {"inverse", CLI_FLAG, W, AT(inverse), 0, 0, NULL, "coefficients to samples"},
    {"orders", CLI_INTEGER, W, AT(orders), 1, 32768, "N", "orders |n| < N"},
    {"field", CLI_CHOICE, W, AT(field), 0, 0, "real|complex", "of coefficients, if unclear"},
    {"steerable", CLI_FLAG, W, AT(steerable), 0, 0, NULL,
     "N samples in gamma: orders of one parity"},
    {"window", CLI_FILENAME, M, AT(window), 0, 0, "FILE",
     "factors of degrees, one column per field"},
    {"lmin", CLI_INTEGER, M, AT(lmin), 0, 32767, "N", "pass degrees l >= N"},
    {"lmax", CLI_INTEGER, M, AT(pass_lmax), 0, 32767, "N", "pass degrees l <= N"},
    {"apodise", CLI_NUMBER, K, AT(apodise), 0, 180, "DEG", "width of the edges [degrees]"},
    {"kind", CLI_CHOICE, K, AT(kind), 0, 0, "c1|c2|smooth", "shape of the edges (c2)"},
    {"tolerance", CLI_NUMBER, X, AT(tolerance), S2FFT_EPSILON_MIN, S2FFT_EPSILON_MAX, "EPS",
     "relative error of the values (1e-9)"},
    {"mask", CLI_FILENAME, S, AT(mask), 0, 0, "FILE",
     "weights; band powers freed from their coupling"},
    {"bin", CLI_INTEGER, S, AT(bin_width), 1, 32767, "WIDTH", "band powers with errors (mask: 10)"},
    {"bin-as", CLI_CHOICE, S, AT(bin_as), 0, 0, "cl|dl", "mean C (default) or l(l+1)C/2pi"},
    {"lmin", CLI_INTEGER, S, AT(lmin), 0, 32767, "N", "first degree of the bands (2)"},
    {"minus", CLI_FILENAME, C | P | N, AT(minus), 0, 0, "FILE", "subtract what this file holds"},
    {"nested", CLI_FLAG, WRITE, AT(nested), 0, 0, NULL, "write HEALPix in NESTED order"},
    {"single", CLI_FLAG, WRITE, AT(single), 0, 0, NULL, "write HEALPix in 32-bit floats"},
    {"picture", CLI_FILENAME, F | WRITE, AT(picture), 0, 0, "FILE", "draw the first map (.png)"},
    {"plot", CLI_FILENAME, S, AT(plot), 0, 0, "FILE", "draw the spectra (.png)"},
    {"plot-as", CLI_CHOICE, S, AT(plot_as), 0, 0, "dl|cl|variance",
     "l(l+1)C/2pi, C, or (2l+1)C per degree"},
    {"log", CLI_FLAG, S, AT(log), 0, 0, NULL, "logarithmic axes"},
    {"model", CLI_FILENAME, S, AT(model), 0, 0, "FILE", "spectra to compare with"},
    {"projection", CLI_CHOICE, P, AT(projection), 0, 0, "mollweide|orthographic|hemispheres", ""},
    {"colours", CLI_CHOICE, P, AT(colours), 0, 0, "sequential|diverging|terrain|planck|grey", ""},
    {"scale", CLI_CHOICE, P, AT(scale), 0, 0, "linear|symlog|equalised", "value to colour"},
    {"range", CLI_TEXT, P, AT(range), 0, 0, "RANGE", "MIN,MAX, percentiles, symmetric or extremes"},
    {"factor", CLI_NUMBER, P, AT(factor), -1e300, 1e300, "X", "multiply what is shown"},
    {"centre", CLI_TEXT, P, AT(centre), 0, 0, "LON,LAT", "of the picture [degrees]"},
    {"geographic", CLI_FLAG, P, AT(geographic), 0, 0, NULL, "longitude grows to the right"},
    {"graticule", CLI_NUMBER, P, AT(graticule), 0, 90, "STEP", "[degrees], 0: none"},
    {"labels", CLI_FLAG, P, AT(labels), 0, 0, NULL, "degrees beside the graticule"},
    {"vectors", CLI_FLAG, P, AT(vectors), 0, 0, NULL, "draw columns 2, 3 (Q, U) as lines"},
    {"no-bar", CLI_FLAG, P, AT(no_bar), 0, 0, NULL, "no colour bar"},
    {"title", CLI_WORDS, S | P, AT(titles), 0, 0, "TEXT",
     "above; once for each map (spectra: and of the model)"},
    {"units", CLI_TEXT, S | P, AT(units), 0, 0, "TEXT", "beside the colour bar or axis"},
    {"width", CLI_INTEGER, S | P, AT(width), 200, 16384, "PIXELS", "of the picture"},
    {"tile", CLI_INTEGER, P, AT(tile_columns), 1, 64, "N", "several maps: N beside each other"},
};
const int cli_noptions = sizeof cli_option_table / sizeof *cli_option_table;

const cli_options cli_defaults = {.mmax = -1,
                                  .lmax = -1,
                                  .iterations = -1,
                                  .factor = 1,
                                  .graticule = -1,
                                  .lmin = -1,
                                  .pass_lmax = -1,
                                  .apodise = -1,
                                  .tolerance = 1e-9};

bool cli_settle(cli_options *options, char *error, size_t size)
{
  return cli_settle_limit(options->lmax, &options->L, error, size);
}

// SPDX-License-Identifier: MIT
#include "cli.h"

static const cli_command commands[] = {
    {"forward", NULL, CLI_FORWARD, 1, 2, "MAP [MAP2] -o ALM", "map to harmonic coefficients",
     "s2fft forward sky.fits --lmax 95 --iter 3 --pol -o alm.fits", cli_forward, false},
    {"inverse", NULL, CLI_INVERSE, 1, 1, "ALM -o MAP", "harmonic coefficients to map",
     "s2fft inverse alm.fits --nside 64 --fwhm 60 -o sky.fits --picture sky.png", cli_inverse,
     false},
    {"spectrum", "cl", CLI_SPECTRUM, 1, 2, "A [B] -o CL",
     "auto or cross power spectrum of maps or alms",
     "s2fft spectrum sky.fits --lmax 64 --iter 3 -o cl.txt --plot cl.png", cli_spectrum, false},
    {"synth", "rand", CLI_SYNTH, 1, 1, "CL -o OUT", "Gaussian random map (or alm) from a spectrum",
     "s2fft synth cl.txt --nside 128 --seed 7 -o sky.fits", cli_synth, false},
    {"convert", NULL, CLI_CONVERT, 1, 1, "IN -o OUT", "between samplings, layouts and file formats",
     "s2fft convert relief.cdf --sampling gl --band-limit 256 -o relief.npy", cli_convert, false},
    {"picture", NULL, CLI_PICTURE, 1, CLI_OPERANDS_MAX, "MAP... -o PNG", "draw maps",
     "s2fft picture sky.fits --colours planck --range symmetric -o sky.png", cli_picture, false},
    {"info", NULL, CLI_INFO, 0, 1, "[FILE]", "what a file holds, or what a transform would take",
     "s2fft info --sampling gl --band-limit 2048", cli_info, true},
    {"rotate", NULL, CLI_ROTATE, 1, 1, "IN -o OUT", "turn maps or alms, or change coordinates",
     "s2fft rotate sky.fits --pol --from galactic --to ecliptic -o turned.fits", cli_rotate, false},
    {"smooth", NULL, CLI_SMOOTH, 1, 1, "MAP -o MAP", "filter maps by degree",
     "s2fft smooth sky.fits --fwhm 60 --lmin 2 --lmax 40 -o smooth.fits", cli_smooth, false},
    {"mask", NULL, CLI_MASK, 1, 1, "MASK -o OUT", "apodise a mask, and what it leaves of the sky",
     "s2fft mask mask.fits --apodise 5 --kind c1 -o apodised.fits", cli_mask, false},
    {"points", NULL, CLI_POINTS, 2, 2, "ALM POINTS -o OUT", "values at given directions",
     "s2fft points alm.fits points.txt --tolerance 1e-6 -o values.txt", cli_points, false},
    {"wigner", NULL, CLI_WIGNER, 1, 1, "IN -o OUT", "Wigner (SO(3)) transform of an array",
     "s2fft wigner flmn.npy --inverse --sampling mw -o f.npy", cli_wigner, false},
};

int main(int argc, char **argv)
{
  const cli_program program = {
      .name = "s2fft",
      .version = CLI_VERSION,
      .what = "Spherical harmonic transforms of maps in files.",
      .formats = "Formats by file name: .fits .npy .npz .txt, and .cdf/.nc to read.",
      .commands = commands,
      .ncommands = sizeof commands / sizeof *commands,
      .example = 2,
      .options = cli_option_table,
      .noptions = cli_noptions,
      .defaults = &cli_defaults,
      .options_size = sizeof cli_defaults,
      .settle = cli_settle,
  };
  return cli_main(&program, argc, argv);
}

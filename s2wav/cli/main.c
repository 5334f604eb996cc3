// SPDX-License-Identifier: MIT
#include "cli.h"

static const cli_command commands[] = {
    {"analysis", NULL, CLI_ANALYSIS, 1, 1, "SIGNAL -o FILE.npz|FOLDER/",
     "map or coefficients to wavelet maps",
     "s2wav analysis sky.fits --lmax 95 --orientations 3 -o sky.npz", cli_analysis, false},
    {"synthesis", NULL, CLI_SYNTHESIS, 1, 1, "FILE.npz|FOLDER/ -o SIGNAL",
     "wavelet maps to a map or coefficients", "s2wav synthesis sky.npz --nside 64 -o back.fits",
     cli_synthesis, false},
    {"denoise", NULL, CLI_DENOISE, 1, 1, "SIGNAL -o SIGNAL", "thresholds on wavelet coefficients",
     "s2wav denoise noisy.fits --lmax 95 --noise 0.1 --rule sure -o clean.fits", cli_denoise,
     false},
    {"ilc", NULL, CLI_ILC, 2, CLI_OPERANDS_MAX, "SIGNAL... -o SIGNAL",
     "one component from several frequencies",
     "s2wav ilc k.fits q.fits v.fits w.fits --lmax 64 -o cmb.fits", cli_ilc, false},
    {"tiling", NULL, CLI_TILING, 0, 0, "[-o FILE.txt]", "the kernels of all scales",
     "s2wav tiling --band-limit 256 --jmin 2 --picture kernels.png", cli_tiling, true},
    {"picture", NULL, CLI_PICTURE, 1, 1, "SIGNAL|FILE.npz|FOLDER/ -o PNG",
     "all scales and orientations in one figure",
     "s2wav picture sky.fits --lmax 95 --orientations 3 -o scales.png", cli_picture, false},
    {"info", NULL, CLI_INFO, 0, 1, "[FILE.npz|FOLDER/]",
     "what a file holds, or what a transform would take",
     "s2wav info --band-limit 2048 --orientations 3", cli_info, true},
};

int main(int argc, char **argv)
{
  const cli_program program = {
      .name = "s2wav",
      .version = CLI_VERSION,
      .what = "Directional wavelets on the sphere, for maps in files.",
      .formats =
          "Signals by file name: maps .fits .npy, coefficients alm*.fits; wavelets .npz or a "
          "folder.",
      .commands = commands,
      .ncommands = sizeof commands / sizeof *commands,
      .example = 0,
      .options = cli_option_table,
      .noptions = cli_noptions,
      .defaults = &cli_defaults,
      .options_size = sizeof cli_defaults,
      .settle = cli_settle,
  };
  return cli_main(&program, argc, argv);
}

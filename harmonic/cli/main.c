// SPDX-License-Identifier: MIT
#include "cli.h"

static const cli_command commands[] = {
    {"evidence", NULL, CLI_EVIDENCE, 1, 1, "CHAINS", "the evidence, ln z, from posterior samples",
     "harmonic evidence chains/lcdm --burn 0.3 -o lcdm", cli_evidence, true},
    {"compare", NULL, CLI_COMPARE, 2, CLI_OPERANDS_MAX, "A B...",
     "Bayes factors of models: results or chains", "harmonic compare lcdm wcdm", cli_compare, true},
    {"fit", NULL, CLI_FIT, 1, 1, "CHAINS [-o MODEL]", "learn the density of samples",
     "harmonic fit chains/lcdm --model flow", cli_fit, true},
    {"sample", NULL, CLI_SAMPLE, 1, 1, "PROBLEM -o CHAINS", "draw from a built-in posterior",
     "harmonic sample rosenbrock --ndim 10 --seed 7 -o chains/rosenbrock", cli_sample, false},
    {"diagnose", NULL, CLI_DIAGNOSE, 1, 1, "CHAINS", "have the chains converged?",
     "harmonic diagnose chains/lcdm --burn 0.3", cli_diagnose, true},
    {"validate", NULL, CLI_VALIDATE, 0, CLI_OPERANDS_MAX, "[PROBLEM...]",
     "estimates of problems whose ln z is known",
     "harmonic validate gaussian --ndim 10 --model gaussian --repeat 100", cli_validate, true},
    {"convert", NULL, CLI_CONVERT, 1, 1, "IN -o OUT", "chains between file formats",
     "harmonic convert chains/lcdm --burn 0.3 -o lcdm.npz", cli_convert, false},
};

int main(int argc, char **argv)
{
  const cli_program program = {
      .name = "harmonic",
      .version = CLI_VERSION,
      .what = "Bayesian evidence from posterior samples.",
      .formats = "Chains: roots of GetDist, Cobaya, CosmoSIS, PolyChord, or .txt .csv .npy .npz.",
      .commands = commands,
      .ncommands = sizeof commands / sizeof *commands,
      .example = 0,
      .options = cli_option_table,
      .noptions = cli_noptions,
      .defaults = &cli_defaults,
      .options_size = sizeof cli_defaults,
  };
  return cli_main(&program, argc, argv);
}

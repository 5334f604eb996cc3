// SPDX-License-Identifier: MIT
#include "options.h"
#include <harmonic/cross_fit.h>
#include <harmonic/mixture.h>
#include <math.h>

#define AT(field) offsetof(cli_options, field)
#define E CLI_EVIDENCE
#define C CLI_COMPARE
#define F CLI_FIT
#define S CLI_SAMPLE
#define D CLI_DIAGNOSE
#define V CLI_VALIDATE
#define T CLI_CONVERT
#define CHAINS (E | C | F | D | T) // those that read chains
#define LEARN (E | C | F | V)      // those that fit a model
#define MEAN (E | C | V)           // those that estimate evidences

#define FORMATS "getdist|cobaya|cosmosis|csv|npz"

const cli_option cli_option_table[] = {
    {"output", CLI_FILENAME, F | S | T, AT(output), 0, 0, "FILE", "what to write (-o)"},
    {"output", CLI_FILENAME, E, AT(output), 0, 0, "DIR",
     "folder for result.json and pictures (-o)"},
    {"burn", CLI_TEXT, CHAINS, AT(burn), 0, 0, "X",
     "drop the first points: a part (0.3), or a count"},
    {"thin", CLI_INTEGER64, CHAINS, AT(thin), 1, 1e9, "N", "keep every N-th step"},
    {"from", CLI_CHOICE, CHAINS, AT(from), 0, 0, FORMATS "|nested|stan|npy",
     "format of the chains, if unclear"},
    {"to", CLI_CHOICE, S | T, AT(to), 0, 0, FORMATS, "format to write (by name, or getdist)"},
    {"parameters", CLI_TEXT, CHAINS, AT(parameters), 0, 0, "LIST",
     "sampled parameters, separated by commas"},
    {"derived", CLI_FLAG, D | T, AT(derived), 0, 0, NULL, "keep derived parameters"},
    {"ln-post", CLI_TEXT, CHAINS, AT(ln_post), 0, 0, "NAME", "column or member of ln P"},
    {"weight", CLI_TEXT, CHAINS, AT(weight), 0, 0, "NAME", "column or member of weights"},
    {"samples", CLI_TEXT, CHAINS, AT(samples), 0, 0, "NAME", "NPZ: member of the points"},
    {"axes", CLI_CHOICE, CHAINS, AT(axes), 0, 0, "chain|step", "NPZ, NPY: which axis comes first"},
    {"flat-prior", CLI_FLAG, CHAINS, AT(flat_prior), 0, 0, NULL,
     "ln P lacks the flat prior of the ranges: divide by their volume"},
    {"ln-prior", CLI_NUMBER, CHAINS, AT(ln_prior), -1e300, 1e300, "X",
     "add to ln P: a constant that the file lacks"},
    {"model", CLI_CHOICE, LEARN, AT(model), 0, 0, "flow|realnvp|gaussian|ellipsoid|mixture",
     "density to learn"},
    {"layers", CLI_INTEGER, LEARN, AT(layers), 1, 1000, "N", "of a flow (8; realnvp: 6)"},
    {"components", CLI_INTEGER, LEARN, AT(components), 1, HARMONIC_COMPONENTS_MAX, "N",
     "of a mixture (as many as held-out points like best)"},
    {"epochs", CLI_INTEGER, LEARN, AT(epochs), 1, 1000000, "N", "most passes over the points (30)"},
    {"batch", CLI_INTEGER, LEARN, AT(batch), 1, 1000000, "N", "points of a training step (64)"},
    {"rate", CLI_NUMBER, LEARN, AT(rate), 1e-12, 10, "X", "learning rate (0.001)"},
    {"no-bounds", CLI_FLAG, LEARN, AT(no_bounds), 0, 0, NULL,
     "ignore the ranges of the parameters"},
    {"circular", CLI_TEXT, E | C | F, AT(circular), 0, 0, "LIST",
     "parameters whose two bounds are the same place: angles"},
    {"folds", CLI_INTEGER, MEAN, AT(folds), 2, HARMONIC_FOLDS_MAX, "K",
     "parts for training and evaluation in turns (4)"},
    {"blocks", CLI_INTEGER64, MEAN, AT(blocks), 2, 1e6, "N",
     "stretches of time behind errors (100)"},
    {"shape", CLI_CHOICE, MEAN, AT(shape), 0, 0, "gaussian|truncated|ball",
     "of the learned density in its latent space"},
    {"temperature", CLI_TEXT, MEAN, AT(temperature), 0, 0, "T", "0 < T <= 1, or auto"},
    {"posterior", CLI_TEXT, E, AT(posterior), 0, 0, "PROBLEM",
     "the chains are of this problem: check by bridge sampling"},
    {"seed", CLI_INTEGER64, LEARN | S, AT(seed), 0, 9.2e18, "N", "of all random numbers (0)"},
    {"strict", CLI_FLAG, E, AT(strict), 0, 0, NULL, "exit with 3 if the verdict is bad"},
    {"no-pictures", CLI_FLAG, E, AT(no_pictures), 0, 0, NULL, "only result.json in the folder"},
    {"words", CLI_FLAG, C, AT(words), 0, 0, NULL, "grade the evidence on Jeffreys' scale"},
    {"list", CLI_FLAG, V, AT(list), 0, 0, NULL, "the problems that there are"},
    {"ndim", CLI_INTEGER, S | V, AT(ndim), 1, HARMONIC_NDIM_MAX, "D", "parameters of a problem"},
    {"sampler", CLI_CHOICE, S | V, AT(sampler), 0, 0, "direct|nuts|ensemble",
     "direct (default where it can): independent points"},
    {"metric", CLI_CHOICE, S | V, AT(metric), 0, 0, "diagonal|dense", "of nuts (diagonal)"},
    {"chains", CLI_INTEGER, S | V, AT(chains), 1, 100000, "N",
     "number of chains (4), or of walkers of the ensemble (4 D, at least 32)"},
    {"warmup", CLI_INTEGER64, S | V, AT(warmup), 0, 1e9, "N", "steps not kept (1000)"},
    {"draws", CLI_INTEGER64, S | V, AT(draws), 1, 1e9, "N", "points of each chain (5000)"},
    {"repeat", CLI_INTEGER, V, AT(repeat), 2, 100000, "N",
     "coverage and bias over N sets of chains"},
};
const int cli_noptions = sizeof cli_option_table / sizeof *cli_option_table;

const cli_options cli_defaults = {.thin = 1,
                                  .ln_prior = NAN,
                                  .model = "flow",
                                  .folds = 4,
                                  .blocks = 100,
                                  .shape = "gaussian",
                                  .warmup = 1000,
                                  .draws = 5000};

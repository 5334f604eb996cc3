// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#include "cli.h"
#include <string.h>
#include <unistd.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

enum { EXIT_OK = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

const cli_command cli_commands[] = {
    {"forward", NULL, CLI_FORWARD, 1, 2, "MAP [MAP2] -o ALM", "map to harmonic coefficients",
     "s2fft forward sky.fits --lmax 95 --iter 3 --pol -o alm.fits", cli_forward},
    {"inverse", NULL, CLI_INVERSE, 1, 1, "ALM -o MAP", "harmonic coefficients to map",
     "s2fft inverse alm.fits --nside 64 --fwhm 60 -o sky.fits --picture sky.png", cli_inverse},
    {"spectrum", "cl", CLI_SPECTRUM, 1, 2, "A [B] -o CL",
     "auto or cross power spectrum of maps or alms",
     "s2fft spectrum sky.fits --lmax 64 --iter 3 -o cl.txt --plot cl.png", cli_spectrum},
    {"synth", "rand", CLI_SYNTH, 1, 1, "CL -o OUT", "Gaussian random map (or alm) from a spectrum",
     "s2fft synth cl.txt --nside 128 --seed 7 -o sky.fits", cli_synth},
    {"convert", NULL, CLI_CONVERT, 1, 1, "IN -o OUT", "between samplings, layouts and file formats",
     "s2fft convert relief.cdf --sampling gl --band-limit 256 -o relief.npy", cli_convert},
    {"picture", NULL, CLI_PICTURE, 1, CLI_OPERANDS_MAX, "MAP... -o PNG", "draw maps",
     "s2fft picture sky.fits --colours planck --range symmetric -o sky.png", cli_picture},
    {"info", NULL, CLI_INFO, 0, 1, "[FILE]", "what a file holds, or what a transform would take",
     "s2fft info --sampling gl --band-limit 2048", cli_info},
    {"rotate", NULL, CLI_ROTATE, 1, 1, "IN -o OUT", "turn maps or alms, or change coordinates",
     "s2fft rotate sky.fits --pol --from galactic --to ecliptic -o turned.fits", cli_rotate},
    {"smooth", NULL, CLI_SMOOTH, 1, 1, "MAP -o MAP", "filter maps by degree",
     "s2fft smooth sky.fits --fwhm 60 --lmin 2 --lmax 40 -o smooth.fits", cli_smooth},
    {"mask", NULL, CLI_MASK, 1, 1, "MASK -o OUT", "apodise a mask, and what it leaves of the sky",
     "s2fft mask mask.fits --apodise 5 --kind c1 -o apodised.fits", cli_mask},
    {"points", NULL, CLI_POINTS, 2, 2, "ALM POINTS -o OUT", "values at given directions",
     "s2fft points alm.fits points.txt --tolerance 1e-6 -o values.txt", cli_points},
    {"wigner", NULL, CLI_WIGNER, 1, 1, "IN -o OUT", "Wigner (SO(3)) transform of an array",
     "s2fft wigner flmn.npy --inverse --sampling mw -o f.npy", cli_wigner},
};
const int cli_ncommands = sizeof cli_commands / sizeof *cli_commands;

static void help(FILE *out)
{
  fprintf(out, "usage: s2fft COMMAND [ARGUMENTS] [OPTIONS]\n"
               "Spherical harmonic transforms of maps in files.\n\n");
  for (int i = 0; i < cli_ncommands; i++)
    fprintf(out, "  %-9s %-18s %s\n", cli_commands[i].name, cli_commands[i].operands,
            cli_commands[i].what);
  for (int i = 0; i < cli_ncommands; i++)
    if (cli_commands[i].short_name != NULL)
      fprintf(out, "  %-9s %-18s the same as %s\n", cli_commands[i].short_name,
              cli_commands[i].operands, cli_commands[i].name);
  fprintf(out,
          "\nFormats by file name: .fits .npy .npz .txt, and .cdf/.nc to read.\n"
          "s2fft COMMAND --help tells the options; man s2fft tells the rest.\n"
          "Example: %s\n",
          cli_commands[2].example);
}

static int help_command(const cli_command *command)
{
  printf("usage: s2fft %s %s [OPTIONS]\n%c%s.\n\n", command->name, command->operands,
         command->what[0] - ('a' <= command->what[0] && command->what[0] <= 'z' ? 'a' - 'A' : 0),
         command->what + 1);
  cli_options_help(stdout, command->bit);
  printf("\nExample: %s\n", command->example);
  return EXIT_OK;
}

// The text behind "library: function: " in the error detail; the whole if it has no such start.
static const char *plain(const char *message)
{
  const char *function = strstr(message, ": ");
  const char *text = function != NULL ? strstr(function + 2, ": ") : NULL;
  return text != NULL ? text + 2 : message;
}

static int finish(cli_run *run, s2_status status)
{
  cli_progress_end(run);
  if (status == S2_OK) {
    cli_report_print(run, strcmp(run->name, "info") == 0 ? stdout : stderr);
    if (fflush(stdout) == 0 && !ferror(stdout)) return EXIT_OK;
    fprintf(stderr, "s2fft %s: stdout cannot be written\n", run->name);
    return EXIT_FAILED;
  }
  const char *message = s2_error_message();
  bool usage = strncmp(message, CLI_USAGE ": ", strlen(CLI_USAGE ": ")) == 0;
  fprintf(stderr, "s2fft %s: %s%s\n", run->name,
          message[0] != '\0' ? plain(message) : s2_status_string(status),
          usage ? "; see --help" : "");
  return usage ? EXIT_USAGE : EXIT_FAILED;
}

static int run_command(const cli_command *command, int n, char **words)
{
  static cli_run run;
  char error[CLI_LINE];
  run.name = command->name;
  run.bar_last = -1;
  if (!cli_options_read(command->bit, n, words, &run.options, error, sizeof error)) {
    fprintf(stderr, "s2fft %s: %s\n", command->name, error);
    return EXIT_USAGE;
  }
  if (run.options.help) return help_command(command);
  int operands = run.options.noperands;
  if (operands < command->least || operands > command->most) {
    fprintf(stderr, "s2fft %s: usage: s2fft %s %s; see --help\n", command->name, command->name,
            command->operands);
    return EXIT_USAGE;
  }
  run.bar = run.options.progress || (!run.options.quiet && isatty(STDERR_FILENO));
#ifdef _OPENMP
  if (run.options.threads > 0) omp_set_num_threads(run.options.threads);
#endif
  return finish(&run, command->run(&run));
}

static bool is_named(const cli_command *command, const char *word)
{
  return strcmp(word, command->name) == 0 ||
         (command->short_name != NULL && strcmp(word, command->short_name) == 0);
}

int main(int argc, char **argv)
{
  const char *word = argc > 1 ? argv[1] : "";
  for (int i = 0; i < cli_ncommands; i++)
    if (is_named(&cli_commands[i], word)) return run_command(&cli_commands[i], argc - 2, argv + 2);
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
    help(stdout);
    return EXIT_OK;
  }
  if (strcmp(word, "--version") == 0) {
    printf("s2fft %s\n", CLI_VERSION);
    return EXIT_OK;
  }
  if (strcmp(word, "completion") == 0 && argc == 3 && cli_completion(argv[2])) return EXIT_OK;
  if (argc < 2)
    help(stderr);
  else
    fprintf(stderr, "s2fft: unknown command %s: see s2fft --help\n", word);
  return EXIT_USAGE;
}

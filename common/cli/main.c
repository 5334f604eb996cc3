// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#include "internal.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

enum { EXIT_OK = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

// The exit status after text that was asked for.
static int said(const cli_program *p, const char *between, const char *name)
{
  if (fflush(stdout) == 0 && !ferror(stdout)) return EXIT_OK;
  fprintf(stderr, "%s%s%s: stdout cannot be written\n", p->name, between, name);
  return EXIT_FAILED;
}

static int widest(int width, const char *text)
{
  int length = (int)strlen(text);
  return length > width ? length : width;
}

static void help(const cli_program *p, FILE *out)
{
  int name = 0, operands = 0;
  for (int i = 0; i < p->ncommands; i++) {
    name = widest(name, p->commands[i].name);
    operands = widest(operands, p->commands[i].operands);
  }
  fprintf(out, "usage: %s COMMAND [ARGUMENTS] [OPTIONS]\n%s\n\n", p->name, p->what);
  for (int i = 0; i < p->ncommands; i++)
    fprintf(out, "  %-*s  %-*s  %s\n", name, p->commands[i].name, operands, p->commands[i].operands,
            p->commands[i].what);
  for (int i = 0; i < p->ncommands; i++)
    if (p->commands[i].short_name != NULL)
      fprintf(out, "  %-*s  %-*s  the same as %s\n", name, p->commands[i].short_name, operands,
              p->commands[i].operands, p->commands[i].name);
  fprintf(out, "\n%s\n%s COMMAND --help tells the options; man %s tells the rest.\nExample: %s\n",
          p->formats, p->name, p->name, p->commands[p->example].example);
}

static void help_option(void *user, const char *name, const char *value, const char *choices,
                        const char *text)
{
  char left[80];
  const char *shown = choices != NULL && strlen(choices) > 12 ? "NAME" : value;
  snprintf(left, sizeof left, "--%s%s%s", name, value != NULL ? " " : "",
           value != NULL ? shown : "");
  bool list = shown != value;
  fprintf(user, "  %-24s %s%s%s\n", left, text, list && text[0] != '\0' ? ": " : "",
          list ? choices : "");
}

static int help_command(const cli_program *p, const cli_command *command)
{
  printf("usage: %s %s %s [OPTIONS]\n%c%s.\n\n", p->name, command->name, command->operands,
         command->what[0] - ('a' <= command->what[0] && command->what[0] <= 'z' ? 'a' - 'A' : 0),
         command->what + 1);
  cli_options_each(p, command->bit, help_option, stdout);
  printf("\nExample: %s\n", command->example);
  return said(p, " ", command->name);
}

// The text behind "library: function: " in the error detail; the whole if it has no such start.
static const char *plain(const char *message)
{
  const char *function = strstr(message, ": ");
  const char *text = function != NULL ? strstr(function + 2, ": ") : NULL;
  return text != NULL ? text + 2 : message;
}

static int finish(cli_run *run, const cli_command *command, s2_status status)
{
  const char *program = run->program->name;
  cli_progress_end(run);
  if (status == S2_OK) {
    cli_report_print(run, command->result ? stdout : stderr);
    return said(run->program, " ", run->name) == EXIT_OK ? run->exit_status : EXIT_FAILED;
  }
  const char *message = s2_error_message();
  const char *text = message[0] != '\0' ? plain(message) : s2_status_string(status);
  bool what = status == S2_ERR_MEMORY && strstr(text, "memory") == NULL; // for what there is none
  bool usage = strncmp(message, CLI_USAGE ": ", strlen(CLI_USAGE ": ")) == 0;
  fprintf(stderr, "%s %s: %s%s%s\n", program, run->name, what ? "no memory for " : "", text,
          usage ? "; see --help" : "");
  return usage ? EXIT_USAGE : EXIT_FAILED;
}

// Read the options and call the sub-command; `run` has its memory.
static int run_with(cli_run *run, const cli_command *command, int n, char **words)
{
  const char *program = run->program->name;
  char error[CLI_LINE];
  if (!cli_options_read(run, command->bit, n, words, error, sizeof error)) {
    fprintf(stderr, "%s %s: %s\n", program, command->name, error);
    return EXIT_USAGE;
  }
  if (run->help) return help_command(run->program, command);
  if (run->noperands < command->least || run->noperands > command->most) {
    fprintf(stderr, "%s %s: usage: %s %s %s; see --help\n", program, command->name, program,
            command->name, command->operands);
    return EXIT_USAGE;
  }
  run->bar = run->progress || (!run->quiet && isatty(STDERR_FILENO));
#ifdef _OPENMP
  if (run->threads > 0) omp_set_num_threads(run->threads);
#endif
  return finish(run, command, command->run(run));
}

static int run_command(const cli_program *program, const cli_command *command, int n, char **words)
{
  cli_run *run = calloc(1, sizeof *run);
  struct cli_options *options = malloc(program->options_size);
  int status = EXIT_FAILED;
  if (run == NULL || options == NULL) {
    fprintf(stderr, "%s %s: no memory\n", program->name, command->name);
  } else {
    run->program = program;
    run->name = command->name;
    run->options = options;
    run->bar_last = -1;
    status = run_with(run, command, n, words);
    cli_report_free(run);
  }
  free(options);
  free(run);
  return status;
}

static bool is_named(const cli_command *command, const char *word)
{
  return strcmp(word, command->name) == 0 ||
         (command->short_name != NULL && strcmp(word, command->short_name) == 0);
}

int cli_main(const cli_program *program, int argc, char **argv)
{
  const char *word = argc > 1 ? argv[1] : "";
  for (int i = 0; i < program->ncommands; i++)
    if (is_named(&program->commands[i], word))
      return run_command(program, &program->commands[i], argc - 2, argv + 2);
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
    help(program, stdout);
    return said(program, "", "");
  }
  if (strcmp(word, "--version") == 0) {
    printf("%s %s\n", program->name, program->version);
    return said(program, "", "");
  }
  if (strcmp(word, "completion") == 0 && argc == 3 && cli_completion(program, argv[2]))
    return said(program, "", "");
  if (argc < 2)
    help(program, stderr);
  else
    fprintf(stderr, "%s: unknown command %s: see %s --help\n", program->name, word, program->name);
  return EXIT_USAGE;
}

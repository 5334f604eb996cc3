// SPDX-License-Identifier: MIT
// Completion scripts made from the table of options, so that they cannot go out of date.
#include "cli.h"
#include <string.h>

// The name of a command, and its short name after `between`.
static void put_names(const cli_command *command, const char *between)
{
  printf("%s", command->name);
  if (command->short_name != NULL) printf("%s%s", between, command->short_name);
}

static void bash_option(void *user, const char *name, const char *value, const char *choices,
                        const char *help)
{
  (void)user, (void)value, (void)choices, (void)help;
  printf(" --%s", name);
}

static void bash_command(const cli_command *command)
{
  printf("    ");
  put_names(command, "|");
  printf(") words=\"");
  cli_options_each(command->bit, bash_option, NULL);
  printf("\" ;;\n");
}

static void bash_script(void)
{
  printf("_s2fft() {\n  local words current=${COMP_WORDS[COMP_CWORD]}\n"
         "  case ${COMP_WORDS[1]} in\n");
  for (int i = 0; i < cli_ncommands; i++) bash_command(&cli_commands[i]);
  printf("  esac\n  if [ \"$COMP_CWORD\" -eq 1 ]; then words=\"");
  for (int i = 0; i < cli_ncommands; i++) {
    put_names(&cli_commands[i], " ");
    putchar(' ');
  }
  printf("completion --help --version\"; fi\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "  [[ $current == -* ]] || COMPREPLY+=($(compgen -f -- \"$current\"))\n}\n"
         "complete -o filenames -F _s2fft s2fft\n");
}

static void zsh_option(void *user, const char *name, const char *value, const char *choices,
                       const char *help)
{
  (void)user;
  printf(" '--%s[", name);
  for (; *help != '\0'; help++)
    if (strchr("[]':", *help) == NULL) putchar(*help);
  putchar(']');
  if (choices != NULL) {
    printf(":%s:(", name);
    for (; *choices != '\0'; choices++) putchar(*choices == '|' ? ' ' : *choices);
    putchar(')');
  } else if (value != NULL) {
    printf(":%s:%s", value, strcmp(value, "FILE") == 0 ? "_files" : "");
  }
  putchar('\'');
}

static void zsh_script(void)
{
  printf("#compdef s2fft\nlocal -a commands\ncommands=(\n");
  for (int i = 0; i < cli_ncommands; i++) {
    const cli_command *c = &cli_commands[i];
    printf("  '%s:%s'\n", c->name, c->what);
    if (c->short_name != NULL) printf("  '%s:short for %s'\n", c->short_name, c->name);
  }
  printf(")\nif (( CURRENT == 2 )); then _describe command commands; return; fi\n"
         "case $words[2] in\n");
  for (int i = 0; i < cli_ncommands; i++) {
    printf("  ");
    put_names(&cli_commands[i], "|");
    printf(") _arguments '*:file:_files'");
    cli_options_each(cli_commands[i].bit, zsh_option, NULL);
    printf(" ;;\n");
  }
  printf("esac\n");
}

static void fish_option(void *user, const char *name, const char *value, const char *choices,
                        const char *help)
{
  printf("complete -c s2fft -n '__fish_seen_subcommand_from ");
  put_names(user, " ");
  printf("' -l %s", name);
  if (choices != NULL) {
    printf(" -x -a '");
    for (; *choices != '\0'; choices++) putchar(*choices == '|' ? ' ' : *choices);
    putchar('\'');
  } else if (value != NULL) {
    printf(" -r");
  }
  printf(" -d '");
  for (; *help != '\0'; help++)
    if (*help != '\'') putchar(*help);
  printf("'\n");
}

static void fish_script(void)
{
  for (int i = 0; i < cli_ncommands; i++) {
    printf("complete -c s2fft -n __fish_use_subcommand -a '");
    put_names(&cli_commands[i], " ");
    printf("' -d '%s'\n", cli_commands[i].what);
    cli_options_each(cli_commands[i].bit, fish_option, (void *)&cli_commands[i]);
  }
}

bool cli_completion(const char *shell)
{
  static const struct {
    const char *name;
    void (*write)(void);
  } shells[] = {{"bash", bash_script}, {"zsh", zsh_script}, {"fish", fish_script}};
  for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
    if (strcmp(shell, shells[i].name) == 0) {
      shells[i].write();
      return true;
    }
  return false;
}

// SPDX-License-Identifier: MIT
// Completion scripts made from the tables of options, so that they cannot go out of date.
#include "internal.h"
#include <string.h>

// The name of a command, and its short name after `between`.
static void put_names(const cli_command *command, const char *between)
{
  printf("%s", command->name);
  if (command->short_name != NULL) printf("%s%s", between, command->short_name);
}

static void put_choices(const char *choices)
{
  for (; *choices != '\0'; choices++) putchar(*choices == '|' ? ' ' : *choices);
}

static void bash_option(void *user, const char *name, const char *value, const char *choices,
                        const char *help)
{
  (void)user, (void)value, (void)choices, (void)help;
  printf(" --%s", name);
}

static void bash_script(const cli_program *p)
{
  printf("_%s() {\n  local words current=${COMP_WORDS[COMP_CWORD]}\n"
         "  case ${COMP_WORDS[1]} in\n",
         p->name);
  for (int i = 0; i < p->ncommands; i++) {
    printf("    ");
    put_names(&p->commands[i], "|");
    printf(") words=\"");
    cli_options_each(p, p->commands[i].bit, bash_option, NULL);
    printf("\" ;;\n");
  }
  printf("  esac\n  if [ \"$COMP_CWORD\" -eq 1 ]; then words=\"");
  for (int i = 0; i < p->ncommands; i++) {
    put_names(&p->commands[i], " ");
    putchar(' ');
  }
  printf("completion --help --version\"; fi\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "  [[ $current == -* ]] || COMPREPLY+=($(compgen -f -- \"$current\"))\n}\n"
         "complete -o filenames -F _%s %s\n",
         p->name, p->name);
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
    put_choices(choices);
    putchar(')');
  } else if (value != NULL) {
    bool file = strcmp(value, "FILE") == 0 || strcmp(value, "DIR") == 0;
    printf(":%s:%s", value, file ? "_files" : "");
  }
  putchar('\'');
}

static void zsh_script(const cli_program *p)
{
  printf("#compdef %s\nlocal -a commands\ncommands=(\n", p->name);
  for (int i = 0; i < p->ncommands; i++) {
    const cli_command *c = &p->commands[i];
    printf("  '%s:%s'\n", c->name, c->what);
    if (c->short_name != NULL) printf("  '%s:short for %s'\n", c->short_name, c->name);
  }
  printf(")\nif (( CURRENT == 2 )); then _describe command commands; return; fi\n"
         "case $words[2] in\n");
  for (int i = 0; i < p->ncommands; i++) {
    printf("  ");
    put_names(&p->commands[i], "|");
    printf(") _arguments '*:file:_files'");
    cli_options_each(p, p->commands[i].bit, zsh_option, NULL);
    printf(" ;;\n");
  }
  printf("esac\n");
}

// The command and one of its sub-commands.
typedef struct place {
  const cli_program *program;
  const cli_command *command;
} place;

static void fish_option(void *user, const char *name, const char *value, const char *choices,
                        const char *help)
{
  const place *at = user;
  printf("complete -c %s -n '__fish_seen_subcommand_from ", at->program->name);
  put_names(at->command, " ");
  printf("' -l %s", name);
  if (choices != NULL) {
    printf(" -x -a '");
    put_choices(choices);
    putchar('\'');
  } else if (value != NULL) {
    printf(" -r");
  }
  printf(" -d '");
  for (; *help != '\0'; help++)
    if (*help != '\'') putchar(*help);
  printf("'\n");
}

static void fish_script(const cli_program *p)
{
  for (int i = 0; i < p->ncommands; i++) {
    place at = {p, &p->commands[i]};
    printf("complete -c %s -n __fish_use_subcommand -a '", p->name);
    put_names(at.command, " ");
    printf("' -d '%s'\n", at.command->what);
    cli_options_each(p, at.command->bit, fish_option, &at);
  }
}

bool cli_completion(const cli_program *program, const char *shell)
{
  static const struct {
    const char *name;
    void (*write)(const cli_program *program);
  } shells[] = {{"bash", bash_script}, {"zsh", zsh_script}, {"fish", fish_script}};
  for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
    if (strcmp(shell, shells[i].name) == 0) {
      shells[i].write(program);
      return true;
    }
  return false;
}

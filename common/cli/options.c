// SPDX-License-Identifier: MIT
#include "internal.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define ALL ~0u
#define AT(field) offsetof(cli_run, field)

// What every sub-command of every command knows; the fields are those of cli_run.
static const cli_option shared[] = {
    {"threads", CLI_INTEGER, ALL, AT(threads), 0, 4096, "N", "threads (0: one per core)"},
    {"json", CLI_FLAG, ALL, AT(json), 0, 0, NULL, "report as one line of JSON on stdout"},
    {"quiet", CLI_FLAG, ALL, AT(quiet), 0, 0, NULL, "no report, no progress bar (-q)"},
    {"progress", CLI_FLAG, ALL, AT(progress), 0, 0, NULL, "progress also without a terminal"},
    {"help", CLI_FLAG, ALL, AT(help), 0, 0, NULL, "this text (-h)"},
};

enum { SHARED = sizeof shared / sizeof *shared };

// An option and where its value goes.
typedef struct target {
  const cli_option *option;
  void *field;
} target;

typedef struct complaint {
  char *text;
  size_t size;
} complaint;

static bool is_choice(const char *choices, const char *word)
{
  size_t length = strlen(word);
  if (strchr(word, '|') != NULL) return false; // several of them
  for (const char *at = choices; length > 0 && at != NULL; at = strchr(at, '|')) {
    at += *at == '|';
    if (strncmp(at, word, length) == 0 && (at[length] == '|' || at[length] == '\0')) return true;
  }
  return false;
}

static bool set_number(target t, const char *word)
{
  const cli_option *o = t.option;
  char *end;
  errno = 0;
  double number = o->kind == CLI_NUMBER ? strtod(word, &end) : (double)strtoll(word, &end, 10);
  if (end == word || *end != '\0' || errno != 0 || !(number >= o->min && number <= o->max))
    return false;
  if (o->kind == CLI_NUMBER) *(double *)t.field = number;
  if (o->kind == CLI_INTEGER) *(int *)t.field = (int)number;
  if (o->kind == CLI_INTEGER64) *(int64_t *)t.field = strtoll(word, NULL, 10);
  return true;
}

static bool set_value(target t, const char *word, complaint error)
{
  const cli_option *o = t.option;
  if (o->kind == CLI_INTEGER || o->kind == CLI_INTEGER64 || o->kind == CLI_NUMBER) {
    if (set_number(t, word)) return true;
    snprintf(error.text, error.size, "--%s %s: give a number in %.10g .. %.10g", o->name, word,
             o->min, o->max);
    return false;
  }
  if (o->kind == CLI_CHOICE && !is_choice(o->value, word)) {
    snprintf(error.text, error.size, "--%s %s: give one of %s", o->name, word, o->value);
    return false;
  }
  if (o->kind == CLI_WORDS) {
    cli_words *words = t.field;
    if (words->n == CLI_LIST_MAX) {
      snprintf(error.text, error.size, "--%s: at most %d of them", o->name, CLI_LIST_MAX);
      return false;
    }
    words->word[words->n++] = word;
    return true;
  }
  *(const char **)t.field = word;
  return true;
}

static const cli_option *find_in(const cli_option *table, int count, unsigned command,
                                 const char *name, size_t length)
{
  for (int i = 0; i < count; i++)
    if ((table[i].commands & command) != 0 && strlen(table[i].name) == length &&
        strncmp(table[i].name, name, length) == 0)
      return &table[i];
  return NULL;
}

static target find(cli_run *run, unsigned command, const char *name, size_t length)
{
  const cli_program *p = run->program;
  target t = {find_in(p->options, p->noptions, command, name, length), run->options};
  if (t.option == NULL) t = (target){find_in(shared, SHARED, command, name, length), run};
  if (t.option != NULL) t.field = (char *)t.field + t.option->offset;
  return t;
}

// The option that a word names ("--name", "--name=value", "-o"); `value` is set if it is joined.
static target named(cli_run *run, unsigned command, const char *word, const char **value)
{
  static const char *const letters[][2] = {{"-o", "output"}, {"-q", "quiet"}, {"-h", "help"}};
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
    if (strcmp(word, letters[i][0]) == 0)
      return find(run, command, letters[i][1], strlen(letters[i][1]));
  if (strncmp(word, "--", 2) != 0) return (target){NULL, NULL};
  size_t length = strcspn(word + 2, "=");
  if (word[2 + length] == '=') *value = word + 2 + length + 1;
  return find(run, command, word + 2, length);
}

static bool set(target t, const char *value, complaint error)
{
  if (t.option->kind != CLI_FLAG) {
    if (value != NULL) return set_value(t, value, error);
    snprintf(error.text, error.size, "--%s needs a value: %s", t.option->name, t.option->value);
    return false;
  }
  if (value != NULL) snprintf(error.text, error.size, "--%s takes no value", t.option->name);
  *(bool *)t.field = true;
  return value == NULL;
}

bool cli_options_read(cli_run *run, unsigned command, int n, char **words, char *error, size_t size)
{
  const cli_program *program = run->program;
  bool only_operands = false;
  memcpy(run->options, program->defaults, program->options_size);
  error[0] = '\0';
  for (int i = 0; i < n; i++) {
    const char *value = NULL;
    if (!only_operands && strcmp(words[i], "--") == 0) {
      only_operands = true;
      continue;
    }
    if (only_operands || words[i][0] != '-' || words[i][1] == '\0') {
      if (run->noperands == CLI_OPERANDS_MAX) {
        snprintf(error, size, "%.100s: at most %d arguments", words[i], CLI_OPERANDS_MAX);
        return false;
      }
      run->operand[run->noperands++] = words[i];
      continue;
    }
    target t = named(run, command, words[i], &value);
    if (t.option == NULL) {
      snprintf(error, size, "unknown option %s: see --help", words[i]);
      return false;
    }
    if (t.option->kind != CLI_FLAG && value == NULL && i + 1 < n) value = words[++i];
    if (!set(t, value, (complaint){error, size})) return false;
  }
  return program->settle == NULL || program->settle(run->options, error, size);
}

bool cli_settle_limit(int lmax, int *L, char *error, size_t size)
{
  if (lmax >= 0 && *L > 0 && *L != lmax + 1) {
    snprintf(error, size, "--band-limit %d and --lmax %d disagree: give one of them", *L, lmax);
    return false;
  }
  if (lmax >= 0) *L = lmax + 1;
  return true;
}

static void visit_table(const cli_option *table, int count, unsigned command,
                        cli_option_visit *visit, void *user)
{
  for (int i = 0; i < count; i++) {
    const cli_option *o = &table[i];
    if ((o->commands & command) == 0) continue;
    visit(user, o->name, o->value, o->kind == CLI_CHOICE ? o->value : NULL, o->help);
  }
}

void cli_options_each(const cli_program *program, unsigned command, cli_option_visit *visit,
                      void *user)
{
  visit_table(program->options, program->noptions, command, visit, user);
  visit_table(shared, SHARED, command, visit, user);
}

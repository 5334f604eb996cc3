// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#include "cli.h"
#include <math.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>

static cli_entry *append(cli_run *run, const char *key)
{
  if (run->nreport == CLI_REPORT_MAX) return NULL;
  cli_entry *entry = &run->report[run->nreport++];
  snprintf(entry->key, sizeof entry->key, "%s", key);
  return entry;
}

void cli_text(cli_run *run, const char *key, const char *format, ...)
{
  cli_entry *entry = append(run, key);
  if (entry == NULL) return;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(entry->text, sizeof entry->text, format, arguments);
  va_end(arguments);
}

void cli_number(cli_run *run, const char *key, double value)
{
  cli_entry *entry = append(run, key);
  if (entry == NULL) return;
  entry->number = isfinite(value);
  bool whole = value == trunc(value) && fabs(value) < 1e15;
  snprintf(entry->text, sizeof entry->text, whole ? "%.0f" : "%.6g", value);
}

static void json_string(const char *text)
{
  putchar('"');
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\') putchar('\\');
    putchar((unsigned char)*text < ' ' ? ' ' : *text);
  }
  putchar('"');
}

static void print_json(const cli_run *run)
{
  printf("{\"command\": \"%s\"", run->name);
  for (int i = 0; i < run->nreport; i++) {
    printf(", \"%s\": ", run->report[i].key);
    if (run->report[i].number)
      printf("%s", run->report[i].text);
    else
      json_string(run->report[i].text);
  }
  printf("}\n");
}

void cli_report_print(const cli_run *run, FILE *out)
{
  if (run->options.json) {
    print_json(run);
    return;
  }
  for (int i = 0; i < run->nreport && !run->options.quiet; i++) {
    char key[sizeof run->report[i].key];
    snprintf(key, sizeof key, "%s", run->report[i].key);
    for (char *at = key; *at != '\0'; at++)
      if (*at == '_') *at = ' ';
    fprintf(out, "%-16s %s\n", key, run->report[i].text);
  }
}

void cli_note(const cli_run *run, const char *format, ...)
{
  if (run->options.quiet) return;
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "s2fft %s: note: ", run->name);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
}

double cli_clock(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

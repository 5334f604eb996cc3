// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#include "internal.h"
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KEY_WIDTH = 16, ROOM = 32 }; // of the aligned report, at least; entries at first

static cli_entry *append(cli_run *run, const char *key)
{
  if (run->nreport == run->report_room) {
    int room = run->report_room > 0 ? 2 * run->report_room : ROOM;
    cli_entry *more = realloc(run->report, (size_t)room * sizeof *more);
    if (more == NULL) return NULL;
    run->report = more;
    run->report_room = room;
  }
  cli_entry *entry = &run->report[run->nreport++];
  *entry = (cli_entry){0};
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
  entry->value = value;
  bool whole = value == trunc(value) && fabs(value) < 1e15;
  snprintf(entry->text, sizeof entry->text, whole ? "%.0f" : "%.6g", value);
}

void cli_json(cli_run *run, const char *key, const char *json)
{
  cli_entry *entry = append(run, key);
  if (entry != NULL) entry->json = strdup(json);
}

void cli_put_string(FILE *out, const char *text)
{
  fputc('"', out);
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\') fputc('\\', out);
    fputc((unsigned char)*text < ' ' ? ' ' : *text, out);
  }
  fputc('"', out);
}

// JSON holds line ends between its tokens only.
static void json_line(const char *json)
{
  for (; *json != '\0'; json++) putchar(*json == '\n' ? ' ' : *json);
}

static void print_json(const cli_run *run)
{
  printf("{\"command\": \"%s\"", run->name);
  for (int i = 0; i < run->nreport; i++) {
    const cli_entry *entry = &run->report[i];
    printf(", \"%s\": ", entry->key);
    if (entry->json != NULL)
      json_line(entry->json);
    else if (entry->number)
      printf("%.12g", entry->value);
    else
      cli_put_string(stdout, entry->text);
  }
  printf("}\n");
}

void cli_report_print(const cli_run *run, FILE *out)
{
  if (run->json) {
    print_json(run);
    return;
  }
  int width = KEY_WIDTH;
  for (int i = 0; i < run->nreport; i++) {
    int length = (int)strlen(run->report[i].key);
    if (length > width && run->report[i].json == NULL) width = length;
  }
  for (int i = 0; i < run->nreport && !run->quiet; i++) {
    if (run->report[i].json != NULL) continue;
    char key[sizeof run->report[i].key];
    snprintf(key, sizeof key, "%s", run->report[i].key);
    for (char *at = key; *at != '\0'; at++)
      if (*at == '_') *at = ' ';
    fprintf(out, "%-*s %s\n", width, key, run->report[i].text);
  }
}

void cli_report_free(cli_run *run)
{
  for (int i = 0; i < run->nreport; i++) free(run->report[i].json);
  free(run->report);
  run->report = NULL;
  run->nreport = run->report_room = 0;
}

void cli_note(const cli_run *run, const char *format, ...)
{
  if (run->quiet) return;
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "%s %s: note: ", run->program->name, run->name);
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

// SPDX-License-Identifier: MIT
// What stands around the table lines of docs/from-*.md in the program that tests/habits/run makes
// of them: variables filled with numbers, and their comparison with what the Python side makes.
#ifndef HABITS_PROGRAM_H
#define HABITS_PROGRAM_H

#include <complex.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// OK() of the documents.
#define OK(call)                                                                                   \
  do {                                                                                             \
    if ((call) != S2_OK) {                                                                         \
      printf("%s\n", s2_error_message());                                                          \
      return 1;                                                                                    \
    }                                                                                              \
  } while (0)

// Relative to the sum of magnitudes. Both sides round by some 1e-14; pixel windows agree to 1e-13
// with HEALPix' files, solutions of equations to the tolerances in the lines.
#define TOLERANCE 1e-12

// Parts of an element, and whether they are integers, by the name of the type.
#define KIND(type)                                                                                 \
  _Generic((type){0}, int                                                                          \
           : INTEGER, int64_t                                                                      \
           : INTEGER64, float                                                                      \
           : SINGLE, float complex                                                                 \
           : SINGLE2, double                                                                       \
           : DOUBLE, double complex                                                                \
           : DOUBLE2)
typedef enum kind { INTEGER, INTEGER64, SINGLE, SINGLE2, DOUBLE, DOUBLE2 } kind;

typedef struct variable {
  const char *name;
  void *data;
  size_t count; // elements
  kind kind;
} variable;

typedef struct line {
  int number;
  int (*function)(const char *references);
} line;

static size_t parts(const variable *v)
{
  return v->count * (v->kind == SINGLE2 || v->kind == DOUBLE2 ? 2 : 1);
}

static double part(const variable *v, size_t k)
{
  switch (v->kind) {
    case INTEGER: return ((int *)v->data)[k];
    case INTEGER64: return (double)((int64_t *)v->data)[k];
    case SINGLE:
    case SINGLE2: return ((float *)v->data)[k];
    default: return ((double *)v->data)[k];
  }
}

// Coefficients that a field cannot have become zero: in the triangle of L the imaginary part of m =
// 0, and l < 2 in E and B; in squares, one for each n = 0 .. or 1-N .. N-1, l < |n| (l < 2 if there
// is one) and |m| > l.
static void clear_triangle(const variable *v, int L)
{
  double complex *alm = v->data;
  for (int l = 0; l < L; l++) alm[l] = creal(alm[l]);
  if (strcmp(v->name, "E") != 0 && strcmp(v->name, "B") != 0) return;
  for (int m = 0; m < 2; m++)
    for (int l = m; l < 2; l++) alm[m * (2 * L - 1 - m) / 2 + l] = 0;
}

static void clear_square(double complex *flm, int L, int lmin, int real)
{
  for (int l = 0; l < L; l++) {
    double complex *row = flm + l * (2 * L - 1) + L - 1;
    for (int m = 1 - L; m < L; m++)
      if (abs(m) > l || l < lmin) row[m] = 0;
    if (!real) continue;
    row[0] = creal(row[0]);
    for (int m = 1; m < L; m++) row[-m] = (m % 2 ? -1 : 1) * conj(row[m]);
  }
}

static void clear_squares(const variable *v, int L)
{
  const int square = L * (2 * L - 1), squares = (int)v->count / square;
  const int real = strstr(v->name, "real") != NULL, first = real ? 0 : -(squares / 2);
  for (int i = 0; i < squares; i++)
    clear_square((double complex *)v->data + (size_t)i * square, L,
                 squares > 1 ? abs(first + i) : (real ? 0 : 2), real && first + i == 0);
}

// Arrays of double get numbers in 0 .. 1 that reference.py makes too; other arrays become zero, and
// so do coefficients that a field cannot have.
static void fill(const variable *variables, size_t count, int L)
{
  for (size_t i = 0; i < count; i++) {
    const variable *v = &variables[i];
    if (v->count < 2) continue; // initialised in the document
    if (v->kind != DOUBLE && v->kind != DOUBLE2) {
      memset(v->data, 0, parts(v) * (v->kind == INTEGER64 ? 8 : 4));
      continue;
    }
    for (size_t k = 0; k < parts(v); k++)
      ((double *)v->data)[k] = (double)((k * 6997 + 4729 * (i + 1)) % 10007 + 1) / 10009;
    if (strncmp(v->name, "flm", 3) == 0)
      clear_squares(v, L);
    else if (v->kind == DOUBLE2 && v->count == (size_t)(L * (L + 1) / 2))
      clear_triangle(v, L);
  }
}

// Sum of the parts of a variable with fixed weights: arrays that differ hardly agree in it.
static int sum_differs(const variable *v, double expected)
{
  const double epsilon = v->kind == SINGLE || v->kind == SINGLE2 ? 1e-6 : TOLERANCE;
  double sum = 0, size = 0;
  for (size_t k = 0; k < parts(v); k++) {
    const double term = ((double)((k * 7919 + 17) % 10007) / 10007 - 0.5) * part(v, k);
    sum += term, size += fabs(term);
  }
  if (fabs(sum - expected) <= epsilon * size) return 0;
  printf("%s: weighted sum %.17g instead of %.17g, off by %.1e\n", v->name, sum, expected,
         fabs(sum - expected) / size);
  return 1;
}

static int value_differs(const char *entry, const variable *variables, size_t count)
{
  char name[64];
  double expected;
  if (sscanf(entry, " %63s %lf", name, &expected) != 2) return printf("bad reference: %s", entry);
  for (size_t i = 0; i < count; i++)
    if (strcmp(variables[i].name, name) == 0) return sum_differs(&variables[i], expected);
  return printf("no variable %s\n", name);
}

static int not_finite(const variable *variables, size_t count)
{
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < parts(&variables[i]); k++)
      if (!isfinite(part(&variables[i], k))) return printf("%s is not finite\n", variables[i].name);
  return 0;
}

// The references of a line are the indented entries below its Python side; there are none where
// that is random.
static int differs(const char *references, const char *python, const variable *variables,
                   size_t count)
{
  char text[1024];
  int found = 0, bad = not_finite(variables, count);
  FILE *file = fopen(references, "r");
  if (!file) return printf("cannot open %s\n", references);
  while (fgets(text, sizeof text, file)) {
    if (text[0] == ' ') {
      if (found) bad |= value_differs(text, variables, count);
      continue;
    }
    if (found) break;
    text[strcspn(text, "\n")] = '\0';
    found = strcmp(text, python) == 0;
  }
  fclose(file);
  if (!found) return printf("no reference, run reference.py: %s\n", python);
  return bad != 0;
}

// Status of main().
static int run(const char *document, const line *lines, size_t count, const char *references)
{
  size_t bad = 0;
  for (size_t i = 0; i < count; i++) {
    if (!lines[i].function(references)) continue;
    printf("%s:%d: FAILED\n", document, lines[i].number);
    bad++;
  }
  printf("%s: %zu lines, %zu failed\n", document, count, bad);
  return bad != 0;
}

#endif

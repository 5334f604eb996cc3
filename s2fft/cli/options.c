// SPDX-License-Identifier: MIT
#include "options.h"
#include <errno.h>
#include <math.h>
#include <s2fft/points.h>
#include <stdlib.h>
#include <string.h>

typedef enum kind { FLAG, INTEGER, INTEGER64, NUMBER, TEXT, FILENAME, CHOICE, TITLES } kind;

typedef struct option {
  const char *name;
  kind kind;
  unsigned commands;
  size_t offset;
  double min, max;   // of numbers
  const char *value; // what the help calls the value; of a CHOICE: the choices
  const char *help;
} option;

#define SAMPLINGS "mw|mwss|dh|gl|cc|f1|healpix"
#define LAYOUTS "triangle|square|linear"
#define SYSTEMS "galactic|ecliptic|equatorial"
#define AT(field) offsetof(cli_options, field)
#define F CLI_FORWARD
#define I CLI_INVERSE
#define S CLI_SPECTRUM
#define Y CLI_SYNTH
#define C CLI_CONVERT
#define P CLI_PICTURE
#define N CLI_INFO
#define R CLI_ROTATE
#define W CLI_WIGNER
#define M CLI_SMOOTH
#define K CLI_MASK
#define X CLI_POINTS
#define ANALYSE (F | S | C | R | M | K) // maps
#define WRITE (I | Y | C | R | M | K)   // maps

static const option options_table[] = {
    {"output", FILENAME, F | S | P | W | X | WRITE, AT(output), 0, 0, "FILE", "file to write (-o)"},
    {"sampling", CHOICE, F | S | P | N | W | WRITE, AT(sampling), 0, 0, SAMPLINGS,
     "sampling of the map"},
    {"input-sampling", CHOICE, C, AT(input_sampling), 0, 0, SAMPLINGS, "sampling of the input"},
    {"nside", INTEGER, I | Y | C | N | W, AT(nside), 1, 32768, "N", "HEALPix resolution"},
    {"band-limit", INTEGER, F | S | N | W | WRITE, AT(L), 1, 32768, "L", "degrees l < L"},
    {"lmax", INTEGER, F | I | S | Y | C | N | R | K, AT(lmax), 0, 32767, "N",
     "the same as L = N + 1"},
    {"mmax", INTEGER, F | I | S | Y | C, AT(mmax), 0, 32767, "N", "orders |m| <= N"},
    {"spin", INTEGER, F | I | C | R | M | X, AT(spin), -1000, 1000, "S",
     "spin; maps in pairs become E, B"},
    {"pol", FLAG, F | I | S | Y | C | R | M | X, AT(pol), 0, 0, NULL,
     "I, Q, U maps and T, E, B coefficients"},
    {"field", CHOICE, F | I | C, AT(field), 0, 0, "real|complex|pair", "what the map holds"},
    {"iter", INTEGER, ANALYSE | W, AT(iterations), 0, 100, "N",
     "refine the analysis (HEALPix: 3; exact samplings: 0)"},
    {"ring-weights", FLAG, ANALYSE, AT(ring_weights), 0, 0, NULL,
     "compute and use quadrature weights of rings"},
    {"columns", TEXT, ANALYSE | P | N, AT(columns), 0, 0, "LIST",
     "of a FITS map: names or numbers from 1, or all"},
    {"variable", TEXT, ANALYSE | P | N | W | X, AT(variable), 0, 0, "NAME",
     "of a netCDF or NPZ file"},
    {"remove-monopole", FLAG, F | S | C | P | R | M, AT(remove_monopole), 0, 0, NULL,
     "of the first map, fitted where it has values"},
    {"from", CHOICE, S | C | N, AT(from), 0, 0, "map|alm|cl", "what the input is, if unclear"},
    {"layout", CHOICE, F | C | R, AT(layout), 0, 0, LAYOUTS,
     "order of coefficients in .npy output"},
    {"input-layout", CHOICE, I | S | C | N | R | X, AT(input_layout), 0, 0, LAYOUTS,
     "order of coefficients in .npy input"},
    {"fwhm", NUMBER, I | Y | M, AT(fwhm), 0, 21600, "ARCMIN", "smooth by a Gaussian beam"},
    {"seed", INTEGER64, Y, AT(seed), 0, 9.2e18, "N", "of the random numbers (0)"},
    {"realisation", INTEGER64, Y, AT(realisation), 0, 9.2e18, "N", "number of the draw (0)"},
    {"alm", FILENAME, Y, AT(alm), 0, 0, "FILE", "write the coefficients too"},
    {"euler", TEXT, R, AT(euler), 0, 0, "A,B,G", "angles about z (last), y, z (first) [degrees]"},
    {"from", CHOICE, R, AT(from_system), 0, 0, SYSTEMS, "coordinates, if the file does not tell"},
    {"to", CHOICE, R, AT(to_system), 0, 0, SYSTEMS, "coordinates of the output"},
    {"forward", FLAG, W, AT(forward), 0, 0, NULL, "samples to coefficients"},
    {"inverse", FLAG, W, AT(inverse), 0, 0, NULL, "coefficients to samples"},
    {"orders", INTEGER, W, AT(orders), 1, 32768, "N", "orders |n| < N"},
    {"field", CHOICE, W, AT(field), 0, 0, "real|complex", "of coefficients, if unclear"},
    {"steerable", FLAG, W, AT(steerable), 0, 0, NULL, "N samples in gamma: orders of one parity"},
    {"window", FILENAME, M, AT(window), 0, 0, "FILE", "factors of degrees, one column per field"},
    {"lmin", INTEGER, M, AT(lmin), 0, 32767, "N", "pass degrees l >= N"},
    {"lmax", INTEGER, M, AT(pass_lmax), 0, 32767, "N", "pass degrees l <= N"},
    {"apodise", NUMBER, K, AT(apodise), 0, 180, "DEG", "width of the edges [degrees]"},
    {"kind", CHOICE, K, AT(kind), 0, 0, "c1|c2|smooth", "shape of the edges (c2)"},
    {"tolerance", NUMBER, X, AT(tolerance), S2FFT_EPSILON_MIN, S2FFT_EPSILON_MAX, "EPS",
     "relative error of the values (1e-9)"},
    {"mask", FILENAME, S, AT(mask), 0, 0, "FILE", "weights; band powers freed from their coupling"},
    {"bin", INTEGER, S, AT(bin_width), 1, 32767, "WIDTH", "band powers with errors (mask: 10)"},
    {"bin-as", CHOICE, S, AT(bin_as), 0, 0, "cl|dl", "mean C (default) or l(l+1)C/2pi"},
    {"lmin", INTEGER, S, AT(lmin), 0, 32767, "N", "first degree of the bands (2)"},
    {"minus", FILENAME, C | P | N, AT(minus), 0, 0, "FILE", "subtract what this file holds"},
    {"nested", FLAG, WRITE, AT(nested), 0, 0, NULL, "write HEALPix in NESTED order"},
    {"single", FLAG, WRITE, AT(single), 0, 0, NULL, "write HEALPix in 32-bit floats"},
    {"picture", FILENAME, F | WRITE, AT(picture), 0, 0, "FILE", "draw the first map (.png)"},
    {"plot", FILENAME, S, AT(plot), 0, 0, "FILE", "draw the spectra (.png)"},
    {"plot-as", CHOICE, S, AT(plot_as), 0, 0, "dl|cl|variance",
     "l(l+1)C/2pi, C, or (2l+1)C per degree"},
    {"log", FLAG, S, AT(log), 0, 0, NULL, "logarithmic axes"},
    {"model", FILENAME, S, AT(model), 0, 0, "FILE", "spectra to compare with"},
    {"projection", CHOICE, P, AT(projection), 0, 0, "mollweide|orthographic|hemispheres", ""},
    {"colours", CHOICE, P, AT(colours), 0, 0, "sequential|diverging|terrain|planck|grey", ""},
    {"scale", CHOICE, P, AT(scale), 0, 0, "linear|symlog|equalised", "value to colour"},
    {"range", TEXT, P, AT(range), 0, 0, "RANGE", "MIN,MAX, percentiles, symmetric or extremes"},
    {"factor", NUMBER, P, AT(factor), -1e300, 1e300, "X", "multiply what is shown"},
    {"centre", TEXT, P, AT(centre), 0, 0, "LON,LAT", "of the picture [degrees]"},
    {"geographic", FLAG, P, AT(geographic), 0, 0, NULL, "longitude grows to the right"},
    {"graticule", NUMBER, P, AT(graticule), 0, 90, "STEP", "[degrees], 0: none"},
    {"labels", FLAG, P, AT(labels), 0, 0, NULL, "degrees beside the graticule"},
    {"vectors", FLAG, P, AT(vectors), 0, 0, NULL, "draw columns 2, 3 (Q, U) as lines"},
    {"no-bar", FLAG, P, AT(no_bar), 0, 0, NULL, "no colour bar"},
    {"title", TITLES, S | P, AT(title), 0, 0, "TEXT",
     "above; once for each map (spectra: and of the model)"},
    {"units", TEXT, S | P, AT(units), 0, 0, "TEXT", "beside the colour bar or axis"},
    {"width", INTEGER, S | P, AT(width), 200, 16384, "PIXELS", "of the picture"},
    {"tile", INTEGER, P, AT(tile_columns), 1, 64, "N", "several maps: N beside each other"},
    {"threads", INTEGER, CLI_ALL, AT(threads), 0, 4096, "N", "threads (0: one per core)"},
    {"json", FLAG, CLI_ALL, AT(json), 0, 0, NULL, "report as one line of JSON on stdout"},
    {"quiet", FLAG, CLI_ALL, AT(quiet), 0, 0, NULL, "no report, no progress bar (-q)"},
    {"progress", FLAG, CLI_ALL, AT(progress), 0, 0, NULL, "progress also without a terminal"},
    {"help", FLAG, CLI_ALL, AT(help), 0, 0, NULL, "this text (-h)"},
};

enum { COUNT = sizeof options_table / sizeof *options_table };

static const cli_options defaults = {.mmax = -1,
                                     .lmax = -1,
                                     .iterations = -1,
                                     .factor = 1,
                                     .graticule = -1,
                                     .lmin = -1,
                                     .pass_lmax = -1,
                                     .apodise = -1,
                                     .tolerance = 1e-9};

static void *field_of(cli_options *options, const option *o)
{
  return (char *)options + o->offset;
}

static bool is_choice(const char *choices, const char *word)
{
  size_t length = strlen(word);
  for (const char *at = choices; length > 0 && at != NULL; at = strchr(at, '|')) {
    at += *at == '|';
    if (strncmp(at, word, length) == 0 && (at[length] == '|' || at[length] == '\0')) return true;
  }
  return false;
}

static bool set_number(cli_options *options, const option *o, const char *word)
{
  char *end;
  errno = 0;
  double number = o->kind == NUMBER ? strtod(word, &end) : (double)strtoll(word, &end, 10);
  if (end == word || *end != '\0' || errno != 0 || !(number >= o->min && number <= o->max))
    return false;
  if (o->kind == NUMBER) *(double *)field_of(options, o) = number;
  if (o->kind == INTEGER) *(int *)field_of(options, o) = (int)number;
  if (o->kind == INTEGER64) *(int64_t *)field_of(options, o) = strtoll(word, NULL, 10);
  return true;
}

static bool set_value(cli_options *options, const option *o, const char *word, char *error,
                      size_t size)
{
  if (o->kind == INTEGER || o->kind == INTEGER64 || o->kind == NUMBER) {
    if (set_number(options, o, word)) return true;
    snprintf(error, size, "--%s %s: give a number in %.10g .. %.10g", o->name, word, o->min,
             o->max);
    return false;
  }
  if (o->kind == CHOICE && !is_choice(o->value, word)) {
    snprintf(error, size, "--%s %s: give one of %s", o->name, word, o->value);
    return false;
  }
  if (o->kind == TITLES) {
    if (options->ntitles < CLI_TITLES_MAX) options->title[options->ntitles++] = word;
    return true;
  }
  *(const char **)field_of(options, o) = word;
  return true;
}

static const option *find(unsigned command, const char *name, size_t length)
{
  for (int i = 0; i < COUNT; i++) {
    const option *o = &options_table[i];
    if ((o->commands & command) != 0 && strlen(o->name) == length &&
        strncmp(o->name, name, length) == 0)
      return o;
  }
  return NULL;
}

// The option that a word names ("--name", "--name=value", "-o"); `value` is set if it is joined.
static const option *named(unsigned command, const char *word, const char **value)
{
  static const char *const letters[][2] = {{"-o", "output"}, {"-q", "quiet"}, {"-h", "help"}};
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
    if (strcmp(word, letters[i][0]) == 0)
      return find(command, letters[i][1], strlen(letters[i][1]));
  if (strncmp(word, "--", 2) != 0) return NULL;
  size_t length = strcspn(word + 2, "=");
  if (word[2 + length] == '=') *value = word + 2 + length + 1;
  return find(command, word + 2, length);
}

static bool set(cli_options *options, const option *o, const char *value, char *error, size_t size)
{
  if (o->kind != FLAG) {
    if (value != NULL) return set_value(options, o, value, error, size);
    snprintf(error, size, "--%s needs a value: %s", o->name, o->value);
    return false;
  }
  if (value != NULL) snprintf(error, size, "--%s takes no value", o->name);
  *(bool *)field_of(options, o) = true;
  return value == NULL;
}

// Both names of the band-limit end in one number.
static bool settle(cli_options *options, char *error, size_t size)
{
  if (options->lmax >= 0 && options->L > 0 && options->L != options->lmax + 1) {
    snprintf(error, size, "--band-limit %d and --lmax %d disagree: give one of them", options->L,
             options->lmax);
    return false;
  }
  if (options->lmax >= 0) options->L = options->lmax + 1;
  return true;
}

bool cli_options_read(unsigned command, int n, char **words, cli_options *options, char *error,
                      size_t size)
{
  bool only_operands = false;
  *options = defaults;
  error[0] = '\0';
  for (int i = 0; i < n; i++) {
    const char *value = NULL;
    if (!only_operands && strcmp(words[i], "--") == 0) {
      only_operands = true;
      continue;
    }
    if (only_operands || words[i][0] != '-' || words[i][1] == '\0') {
      if (options->noperands < CLI_OPERANDS_MAX) options->operand[options->noperands++] = words[i];
      continue;
    }
    const option *o = named(command, words[i], &value);
    if (o == NULL) {
      snprintf(error, size, "unknown option %s: see --help", words[i]);
      return false;
    }
    if (o->kind != FLAG && value == NULL && i + 1 < n) value = words[++i];
    if (!set(options, o, value, error, size)) return false;
  }
  return settle(options, error, size);
}

void cli_options_each(unsigned command, cli_option_visit *visit, void *user)
{
  for (int i = 0; i < COUNT; i++) {
    const option *o = &options_table[i];
    if ((o->commands & command) == 0) continue;
    const char *value = o->kind == FILENAME ? "FILE" : o->value;
    visit(user, o->name, value, o->kind == CHOICE ? o->value : NULL, o->help);
  }
}

static void help_line(void *user, const char *name, const char *value, const char *choices,
                      const char *help)
{
  char left[80];
  const char *shown = choices != NULL && strlen(choices) > 12 ? "NAME" : value;
  snprintf(left, sizeof left, "--%s%s%s", name, value != NULL ? " " : "",
           value != NULL ? shown : "");
  bool list = shown != value;
  fprintf(user, "  %-24s %s%s%s\n", left, help, list && help[0] != '\0' ? ": " : "",
          list ? choices : "");
}

void cli_options_help(FILE *out, unsigned command)
{
  cli_options_each(command, help_line, out);
}

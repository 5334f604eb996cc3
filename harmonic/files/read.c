// SPDX-License-Identifier: MIT
// From a path to chains.
#include "internal.h"
#include <harmonic/edit.h>
#include <math.h>
#include <s2common/priv/options.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *const format_names[] = {"auto", "getdist", "cobaya", "cosmosis", "nested",
                                           "csv",  "stan",    "npz",    "npy"};
enum { FORMATS = sizeof format_names / sizeof *format_names };

const char *harmonic_file_format_name(harmonic_file_format format)
{
  return (unsigned)format < FORMATS ? format_names[format] : "?";
}

static const harmonic_read_options defaults = {.struct_size = sizeof defaults, .ln_prior = NAN};

void harmonic_read_options_init_sized(harmonic_read_options *options, size_t struct_size)
{
  s2_priv_options_init(options, struct_size, &defaults, sizeof defaults);
}

static s2_status check_options(const harmonic_read_options *o)
{
  S2_REQUIRE((unsigned)o->format < FORMATS, "format = %d is outside 0 .. %d", (int)o->format,
             FORMATS - 1);
  S2_REQUIRE((unsigned)o->axes <= HARMONIC_AXES_STEP_FIRST, "axes = %d is outside 0 .. %d",
             (int)o->axes, HARMONIC_AXES_STEP_FIRST);
  S2_REQUIRE(!isinf(o->ln_prior), "ln_prior = %g is not finite", o->ln_prior);
  return S2_OK;
}

// ------------------------------------------------------------------ one file

/// Names of what the format has no names for would be without effect, and nobody would know.
static s2_status check_names(const reading *r, const char *path)
{
  const harmonic_read_options *o = &r->options;
  int npz = r->format == HARMONIC_FILE_NPZ, arrays = npz || r->format == HARMONIC_FILE_NPY;
  int named = !arrays && r->format != HARMONIC_FILE_GETDIST && r->format != HARMONIC_FILE_NESTED;
  const struct {
    const char *name;
    int given, known;
  } options[] = {{"parameters", o->parameters != NULL, !arrays},
                 {"ln_post", o->ln_post != NULL, named || npz},
                 {"weight", o->weight != NULL, named || npz},
                 {"samples", o->samples != NULL, npz},
                 {"axes", o->axes != HARMONIC_AXES_AUTO, arrays}};
  for (size_t k = 0; k < sizeof options / sizeof *options; ++k)
    S2_REQUIRE(!options[k].given || options[k].known,
               "%.200s: files of format %s have no %s to be named: leave the option out", path,
               format_names[r->format], options[k].name);
  return S2_OK;
}

s2_status read_bytes(reading *r, const s2_bytes *file)
{
  if (r->format == HARMONIC_FILE_AUTO) S2_TRY(detect_format(&r->format, file, r->root));
  S2_TRY(check_names(r, file->path));
  if (r->format >= HARMONIC_FILE_NPZ) return numpy_read(r, file);
  table t;
  S2_TRY(dialect_parse(&t, file, r));
  s2_status status = build_chains(r, &t);
  table_free(&t);
  return status;
}

static s2_status parse_file(const s2_bytes *file, void *r)
{
  return read_bytes(r, file);
}

// ------------------------------------------------------------------ which files

/// Longest path that is put together.
enum { PATH_SIZE = 4096 };

static int exists(const char *path)
{
  struct stat info;
  return stat(path, &info) == 0;
}

/// Put the pieces into `path`; 0 if they do not fit.
static int join(char path[PATH_SIZE], const char *root, const char *mark, int number,
                const char *end)
{
  int length = number > 0 ? snprintf(path, PATH_SIZE, "%s%s%d%s", root, mark, number, end)
                          : snprintf(path, PATH_SIZE, "%s%s", root, end);
  return length > 0 && length < PATH_SIZE;
}

/// Cut `path` before its extension, and before the number of the chain.
static void cut_root(char *path)
{
  static const char *const ends[] = {".txt", ".csv", ".dat"};
  size_t length = strlen(path);
  for (size_t k = 0; k < sizeof ends / sizeof *ends; ++k)
    if (length > 4 && strcmp(path + length - 4, ends[k]) == 0) {
      path[length -= 4] = '\0';
      break;
    }
  size_t digits = length;
  while (digits > 0 && path[digits - 1] >= '0' && path[digits - 1] <= '9') --digits;
  if (digits < length && digits > 1 && (path[digits - 1] == '_' || path[digits - 1] == '.'))
    path[digits - 1] = '\0';
  length = strlen(path);
  const char equal[] = "_equal_weights";
  if (length > sizeof equal - 1 && strcmp(path + length - (sizeof equal - 1), equal) == 0)
    path[length - (sizeof equal - 1)] = '\0';
}

static s2_status read_single(reading *r, const char *path)
{
  char root[PATH_SIZE];
  S2_REQUIRE(join(root, path, "", 0, ""), "the path has %zu bytes, at most %d are allowed",
             strlen(path), PATH_SIZE - 1);
  cut_root(root);
  r->root = root;
  s2_status status = s2_priv_file_read(path, parse_file, r);
  r->root = NULL;
  return status;
}

/// The files of a root, in the order in which they are looked for.
static const struct {
  const char *mark, *end;
  int number; ///< of the first one; 0: there are no numbers
} series[] = {{"", ".txt", 0},  {"_", ".txt", 1}, {".", ".txt", 1}, {"", ".csv", 0},
              {"_", ".csv", 1}, {"", ".npz", 0},  {"", ".npy", 0}};

static s2_status read_series(reading *r, const char *root, size_t k)
{
  char path[PATH_SIZE];
  int number = series[k].number;
  r->root = root;
  do {
    if (!join(path, root, series[k].mark, number, series[k].end) || !exists(path)) break;
    S2_TRY(s2_priv_file_read(path, parse_file, r));
  } while (number > 0 && ++number < INT32_MAX);
  return S2_OK;
}

static s2_status read_root(reading *r, const char *root)
{
  char path[PATH_SIZE];
  for (size_t k = 0; k < sizeof series / sizeof *series; ++k)
    if (join(path, root, series[k].mark, series[k].number, series[k].end) && exists(path))
      return read_series(r, root, k);
  return BAD_FILE(root, "there is no such file, nor one with .txt, _1.txt, .1.txt, .csv, _1.csv, "
                        ".npz or .npy after it");
}

static int is_file(const char *path)
{
  struct stat info;
  return stat(path, &info) == 0 && !S_ISDIR(info.st_mode);
}

// ------------------------------------------------------------------ priors

s2_status read_finish(reading *r)
{
  double shift = isnan(r->options.ln_prior) ? 0 : r->options.ln_prior, volume = 0;
  S2_REQUIRE(r->format != HARMONIC_FILE_NESTED || r->options.flat_prior ||
                 !isnan(r->options.ln_prior),
             "nested samplers write ln L without the prior: give ln_prior or flat_prior");
  if (r->options.flat_prior) S2_TRY(harmonic_chains_ln_volume(r->chains, &volume));
  return shift == volume ? S2_OK : harmonic_chains_shift_ln_post(r->chains, shift - volume);
}

s2_status harmonic_chains_read(harmonic_chains **chains, const char *path,
                               const harmonic_read_options *options)
{
  S2_REQUIRE(chains != NULL, "chains is NULL");
  *chains = NULL;
  S2_REQUIRE(path != NULL && path[0] != '\0', "the path is empty");
  reading r = {.chains = NULL};
  S2_ADOPT_OPTIONS("harmonic_read_options_init", options, defaults, &r.options);
  S2_TRY(check_options(&r.options));
  r.format = r.options.format;
  s2_status status = is_file(path) ? read_single(&r, path) : read_root(&r, path);
  if (status == S2_OK) status = read_finish(&r);
  if (status == S2_OK)
    *chains = r.chains;
  else
    harmonic_chains_destroy(r.chains);
  return status;
}

// SPDX-License-Identifier: MIT
// Chains to files. Every file is put together in memory, in the C locale.
#include "internal.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// ------------------------------------------------------------------ text

static s2_status make_room(text *t, size_t more)
{
  if (t->used + more <= t->room) return S2_OK;
  size_t room = 2 * (t->used + more);
  char *data = s2_priv_alloc(room, 1);
  if (data == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %zu characters", room);
  if (t->used > 0) memcpy(data, t->data, t->used);
  s2_priv_free(t->data);
  t->data = data;
  t->room = room;
  return S2_OK;
}

s2_status text_add(text *t, const char *format, ...)
{
  enum { LONGEST = 512 }; // a name, a label or a number, and what is around it
  va_list args;
  S2_TRY(make_room(t, LONGEST));
  va_start(args, format);
  int length = vsnprintf(t->data + t->used, LONGEST, format, args);
  va_end(args);
  if (length < 0 || length >= LONGEST)
    return S2_FAIL(S2_ERR_INTERNAL, "a text of %d bytes", length);
  t->used += (size_t)length;
  return S2_OK;
}

// ------------------------------------------------------------------ tables

/// A column that is no parameter.
typedef enum special { SPECIAL_NONE, SPECIAL_WEIGHT, SPECIAL_LN_POST, SPECIAL_CHAIN } special;

/// How a format looks.
static const struct style {
  special before[3], after[3];   ///< columns before and after the parameters
  const char *name[4];           ///< of the special columns
  const char *start, *separator; ///< of the line of names; between fields
  const char *mark;              ///< before the number of a chain; NULL: all in one file
  double scale;                  ///< number = scale * ln P
  int named, single;             ///< a line of names; a single chain gets no number
} styles[] = {
    [HARMONIC_FILE_GETDIST] = {{SPECIAL_WEIGHT, SPECIAL_LN_POST}, {0}, {0}, "", " ", "_", -1, 0, 1},
    [HARMONIC_FILE_COBAYA] = {{SPECIAL_WEIGHT, SPECIAL_LN_POST},
                              {0},
                              {"", "weight", "minuslogpost"},
                              "# ",
                              " ",
                              ".",
                              -1,
                              1,
                              0},
    [HARMONIC_FILE_COSMOSIS] =
        {{0}, {SPECIAL_LN_POST, SPECIAL_WEIGHT}, {"", "weight", "post"}, "#", "\t", "_", 1, 1, 1},
    [HARMONIC_FILE_CSV] = {{SPECIAL_CHAIN, SPECIAL_WEIGHT, SPECIAL_LN_POST},
                           {0},
                           {"", "weight", "ln_posterior", "chain"},
                           "",
                           ",",
                           NULL,
                           1,
                           1,
                           0},
};

static s2_status add_special_names(text *t, const struct style *s, const special *list,
                                   const char **separator)
{
  for (int k = 0; k < 3 && list[k] != SPECIAL_NONE; ++k) {
    S2_TRY(text_add(t, "%s%s", *separator, s->name[list[k]]));
    *separator = s->separator;
  }
  return S2_OK;
}

static s2_status add_names(text *t, const struct style *s, const harmonic_chains *chains)
{
  const char *separator = s->start;
  if (!s->named) return S2_OK;
  S2_TRY(add_special_names(t, s, s->before, &separator));
  for (int d = 0; d < harmonic_chains_ndim(chains); ++d) {
    S2_TRY(text_add(t, "%s%s", separator, harmonic_chains_parameter(chains, d).name));
    separator = s->separator;
  }
  S2_TRY(add_special_names(t, s, s->after, &separator));
  return text_add(t, "\n");
}

static s2_status add_specials(text *t, const struct style *s, const special *list,
                              const harmonic_chain *c, int64_t number, int64_t i,
                              const char **separator)
{
  const double value[] = {0, c->weight != NULL ? c->weight[i] : 1, s->scale * c->ln_post[i],
                          (double)number};
  for (int k = 0; k < 3 && list[k] != SPECIAL_NONE; ++k) {
    S2_TRY(text_add(t, "%s%.17g", *separator, value[list[k]]));
    *separator = s->separator;
  }
  return S2_OK;
}

static s2_status add_rows(text *t, const struct style *s, const harmonic_chains *chains,
                          int64_t number)
{
  harmonic_chain c = harmonic_chains_get(chains, number);
  int ndim = harmonic_chains_ndim(chains);
  for (int64_t i = 0; i < c.n; ++i) {
    const char *separator = "";
    S2_TRY(add_specials(t, s, s->before, &c, number + 1, i, &separator));
    for (int d = 0; d < ndim; ++d) {
      S2_TRY(text_add(t, "%s%.17g", separator, c.x[i * ndim + d]));
      separator = s->separator;
    }
    S2_TRY(add_specials(t, s, s->after, &c, number + 1, i, &separator));
    S2_TRY(text_add(t, "\n"));
  }
  return S2_OK;
}

/// Chains first .. end - 1 into one file.
static s2_status write_table(const char *path, const struct style *s, const harmonic_chains *chains,
                             int64_t first, int64_t end)
{
  text t = {NULL, 0, 0};
  s2_status status = add_names(&t, s, chains);
  for (int64_t k = first; k < end && status == S2_OK; ++k) status = add_rows(&t, s, chains, k);
  if (status == S2_OK) status = s2_file_write(path, t.data, (int64_t)t.used);
  s2_priv_free(t.data);
  return status;
}

// ------------------------------------------------------------------ .paramnames, .ranges

/// Derived parameters have a star; a label is never empty, for readers that want one.
static s2_status add_names_lines(text *t, const harmonic_chains *chains)
{
  for (int d = 0; d < harmonic_chains_ndim(chains); ++d) {
    harmonic_parameter p = harmonic_chains_parameter(chains, d);
    S2_TRY(text_add(t, "%s%s\t%s\n", p.name, p.derived ? "*" : "", p.label));
  }
  return S2_OK;
}

static s2_status add_bound(text *t, double bound, const char *end)
{
  return isfinite(bound) ? text_add(t, " %.17g%s", bound, end) : text_add(t, " N%s", end);
}

static s2_status add_range_lines(text *t, const harmonic_chains *chains)
{
  for (int d = 0; d < harmonic_chains_ndim(chains); ++d) {
    harmonic_parameter p = harmonic_chains_parameter(chains, d);
    if (p.lower == -INFINITY && p.upper == INFINITY) continue;
    S2_TRY(text_add(t, "%s", p.name));
    S2_TRY(add_bound(t, p.lower, ""));
    S2_TRY(add_bound(t, p.upper, "\n"));
  }
  return S2_OK;
}

static s2_status write_lines(const char *root, const char *end, const harmonic_chains *chains,
                             s2_status (*add)(text *t, const harmonic_chains *chains))
{
  text t = {NULL, 0, 0}, path = {NULL, 0, 0};
  s2_status status = add(&t, chains);
  if (status == S2_OK) status = text_add(&path, "%.400s%s", root, end);
  if (status == S2_OK) status = s2_file_write(path.data, t.data, (int64_t)t.used);
  s2_priv_free(t.data);
  s2_priv_free(path.data);
  return status;
}

// ------------------------------------------------------------------ all files of a root

static s2_status write_numbered(const char *root, const struct style *s,
                                const harmonic_chains *chains)
{
  int64_t count = harmonic_chains_count(chains);
  s2_status status = S2_OK;
  for (int64_t k = 0; k < count && status == S2_OK; ++k) {
    text path = {NULL, 0, 0};
    status = count == 1 && s->single
                 ? text_add(&path, "%.400s.txt", root)
                 : text_add(&path, "%.400s%s%lld.txt", root, s->mark, (long long)k + 1);
    if (status == S2_OK) status = write_table(path.data, s, chains, k, k + 1);
    s2_priv_free(path.data);
  }
  return status;
}

static s2_status write_text(const char *path, const harmonic_chains *chains,
                            harmonic_file_format format)
{
  const struct style *s = &styles[format];
  if (s->mark == NULL) return write_table(path, s, chains, 0, harmonic_chains_count(chains));
  S2_REQUIRE(strlen(path) <= 400, "the root has %zu bytes, at most 400 are allowed", strlen(path));
  S2_TRY(write_numbered(path, s, chains));
  if (format == HARMONIC_FILE_GETDIST)
    S2_TRY(write_lines(path, ".paramnames", chains, add_names_lines));
  return write_lines(path, ".ranges", chains, add_range_lines);
}

// ------------------------------------------------------------------ NPZ

/// One array of all chains.
typedef struct whole {
  double *x, *ln_post, *weight;
  int64_t *start;
  int weighted;
} whole;

static void gather(whole *w, const harmonic_chains *chains)
{
  int ndim = harmonic_chains_ndim(chains);
  int64_t at = 0;
  for (int64_t k = 0; k < harmonic_chains_count(chains); ++k) {
    harmonic_chain c = harmonic_chains_get(chains, k);
    memcpy(w->x + at * ndim, c.x, (size_t)(c.n * ndim) * sizeof *c.x);
    memcpy(w->ln_post + at, c.ln_post, (size_t)c.n * sizeof *c.ln_post);
    for (int64_t i = 0; i < c.n; ++i) w->weight[at + i] = c.weight != NULL ? c.weight[i] : 1;
    w->weighted |= c.weight != NULL;
    w->start[k] = at;
    at += c.n;
  }
  w->start[harmonic_chains_count(chains)] = at;
}

static s2_status write_members(const char *path, const harmonic_chains *chains, const whole *w)
{
  static const char *const names[] = {"samples", "ln_posterior", "start_indices", "weight"};
  int64_t points[2] = {harmonic_chains_size(chains), harmonic_chains_ndim(chains)};
  int64_t cuts = harmonic_chains_count(chains) + 1;
  s2_array array[4];
  S2_TRY(s2_array_view(&array[0], S2_DTYPE_F8, 2, points, w->x));
  S2_TRY(s2_array_view(&array[1], S2_DTYPE_F8, 1, points, w->ln_post));
  S2_TRY(s2_array_view(&array[2], S2_DTYPE_I8, 1, &cuts, w->start));
  S2_TRY(s2_array_view(&array[3], S2_DTYPE_F8, 1, points, w->weight));
  const s2_array *all[] = {&array[0], &array[1], &array[2], &array[3]};
  return s2_npz_write(path, w->weighted ? 4 : 3, names, all, 0);
}

static s2_status write_npz(const char *path, const harmonic_chains *chains)
{
  size_t n = (size_t)harmonic_chains_size(chains), ndim = (size_t)harmonic_chains_ndim(chains);
  whole w = {s2_priv_alloc(n, ndim * sizeof(double)), s2_priv_alloc(n, sizeof(double)),
             s2_priv_alloc(n, sizeof(double)),
             s2_priv_alloc((size_t)harmonic_chains_count(chains) + 1, sizeof(int64_t)), 0};
  s2_status status;
  if (w.x == NULL || w.ln_post == NULL || w.weight == NULL || w.start == NULL) {
    status = S2_FAIL(S2_ERR_MEMORY, "no memory for %zu points", n);
  } else {
    gather(&w, chains);
    status = write_members(path, chains, &w);
  }
  void *blocks[] = {w.x, w.ln_post, w.weight, w.start};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; ++k) s2_priv_free(blocks[k]);
  return status;
}

// ------------------------------------------------------------------ any format

static harmonic_file_format format_of_name(const char *path)
{
  size_t length = strlen(path);
  const char *end = length > 4 ? path + length - 4 : "";
  return strcmp(end, ".npz") == 0   ? HARMONIC_FILE_NPZ
         : strcmp(end, ".csv") == 0 ? HARMONIC_FILE_CSV
                                    : HARMONIC_FILE_GETDIST;
}

s2_status harmonic_chains_write(const char *path, const harmonic_chains *chains,
                                harmonic_file_format format)
{
  S2_REQUIRE(path != NULL && path[0] != '\0', "the path is empty");
  S2_REQUIRE(chains != NULL, "chains is NULL");
  S2_REQUIRE(harmonic_chains_count(chains) > 0, "there is no chain to write");
  S2_REQUIRE(format >= HARMONIC_FILE_AUTO && format <= HARMONIC_FILE_NPY,
             "format = %d is outside 0 .. %d", (int)format, HARMONIC_FILE_NPY);
  if (format == HARMONIC_FILE_AUTO) format = format_of_name(path);
  if (format == HARMONIC_FILE_NPZ) return write_npz(path, chains);
  if ((size_t)format >= sizeof styles / sizeof *styles || styles[format].separator == NULL)
    return S2_FAIL(S2_ERR_UNSUPPORTED, "files of format %s are read only",
                   harmonic_file_format_name(format));
  s2_c_locale locale;
  S2_TRY(s2_priv_c_locale_enter(&locale));
  s2_status status = write_text(path, chains, format);
  s2_priv_c_locale_leave(&locale);
  return status;
}

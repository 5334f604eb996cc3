// SPDX-License-Identifier: MIT
// What the columns of each text format are.
#include "internal.h"
#include <ctype.h>
#include <string.h>

/// A name, or its beginning or end with a star there, and what it is. The first rule that fits
/// holds.
typedef struct rule {
  const char *pattern;
  column_role role;
} rule;

static const rule cobaya_rules[] = {{"weight", ROLE_WEIGHT},       {"minuslogpost", ROLE_LN_POST},
                                    {"minuslogprior*", ROLE_SKIP}, {"minusloglike*", ROLE_SKIP},
                                    {"chi2*", ROLE_SKIP},          {NULL, ROLE_PARAMETER}};
static const rule cosmosis_rules[] = {
    {"post", ROLE_LN_POST}, {"weight", ROLE_WEIGHT}, {"log_weight", ROLE_LN_WEIGHT},
    {"prior", ROLE_SKIP},   {"like", ROLE_SKIP},     {"old_*", ROLE_SKIP},
    {NULL, ROLE_PARAMETER}};
static const rule stan_rules[] = {
    {"lp__", ROLE_LN_POST}, {"*__", ROLE_SKIP}, {NULL, ROLE_PARAMETER}};
static const rule csv_rules[] = {
    {"ln_posterior", ROLE_LN_POST}, {"ln_post", ROLE_LN_POST}, {"log_posterior", ROLE_LN_POST},
    {"log_prob", ROLE_LN_POST},     {"lnprob", ROLE_LN_POST},  {"logp", ROLE_LN_POST},
    {"lp", ROLE_LN_POST},           {"lp__", ROLE_LN_POST},    {"weight", ROLE_WEIGHT},
    {"weights", ROLE_WEIGHT},       {"chain", ROLE_CHAIN},     {NULL, ROLE_PARAMETER}};

static const struct dialect {
  table_header header;
  const rule *rules; ///< NULL: weight, ln P, parameters
  double scale;      ///< ln P = scale * number
  int capitals;      ///< names in capitals are derived
} dialects[] = {
    [HARMONIC_FILE_GETDIST] = {HEADER_NONE, NULL, -1, 0},
    [HARMONIC_FILE_COBAYA] = {HEADER_COMMENT, cobaya_rules, -1, 0},
    [HARMONIC_FILE_COSMOSIS] = {HEADER_COMMENT, cosmosis_rules, 1, 1},
    [HARMONIC_FILE_NESTED] = {HEADER_NONE, NULL, -0.5, 0},
    [HARMONIC_FILE_CSV] = {HEADER_PLAIN, csv_rules, 1, 0},
    [HARMONIC_FILE_STAN] = {HEADER_PLAIN, stan_rules, 1, 0},
};

double dialect_scale(harmonic_file_format format)
{
  return dialects[format].scale;
}

// ------------------------------------------------------------------ roles from names

static int matches(const char *pattern, const char *name)
{
  size_t n = strlen(pattern), length = strlen(name);
  if (pattern[0] == '*')
    return length >= n - 1 && strcmp(name + length - (n - 1), pattern + 1) == 0;
  if (pattern[n - 1] == '*') return strncmp(name, pattern, n - 1) == 0;
  return strcmp(name, pattern) == 0;
}

static int is_in_capitals(const char *name)
{
  int capitals = 0;
  for (; *name != '\0'; ++name) {
    if (islower((unsigned char)*name)) return 0;
    capitals += isupper((unsigned char)*name) != 0;
  }
  return capitals > 0;
}

static int64_t find_role(const table *t, column_role role)
{
  for (int64_t k = 0; k < t->ncolumns; ++k)
    if (t->columns[k].role == role) return k;
  return -1;
}

static int64_t find_name(const table *t, const char *name, size_t length)
{
  for (int64_t k = 0; k < t->ncolumns; ++k)
    if (strncmp(t->columns[k].name, name, length) == 0 && t->columns[k].name[length] == '\0')
      return k;
  return -1;
}

/// Roles by name; of several columns for the same purpose the first rule wins, others are left out.
static void apply_rules(table *t, const struct dialect *d)
{
  for (int64_t k = 0; k < t->ncolumns; ++k) t->columns[k].role = ROLE_PARAMETER;
  for (const rule *r = d->rules; r->pattern != NULL; ++r)
    for (int64_t k = 0; k < t->ncolumns; ++k) {
      column *c = &t->columns[k];
      if (c->role != ROLE_PARAMETER || !matches(r->pattern, c->name)) continue;
      c->role = r->role != ROLE_SKIP && find_role(t, r->role) >= 0 ? ROLE_SKIP : r->role;
    }
  for (int64_t k = 0; d->capitals && k < t->ncolumns; ++k)
    if (t->columns[k].role == ROLE_PARAMETER && is_in_capitals(t->columns[k].name))
      t->columns[k].role = ROLE_DERIVED;
}

// ------------------------------------------------------------------ roles from options

/// The column called `name` (NULL: no change, "": none) takes the place of what the rules found.
static s2_status override(table *t, const char *name, column_role role)
{
  if (name == NULL) return S2_OK;
  int64_t at = find_name(t, name, strlen(name));
  S2_REQUIRE(at >= 0 || name[0] == '\0', "%.200s has no column '%.80s'", t->file->path, name);
  for (int64_t k = 0; k < t->ncolumns; ++k)
    if (t->columns[k].role == role) t->columns[k].role = ROLE_SKIP;
  if (at >= 0) t->columns[at].role = role;
  return S2_OK;
}

/// Only the parameters of the list are kept.
static s2_status keep_named(table *t, const char *names)
{
  if (names == NULL) return S2_OK;
  for (int64_t k = 0; k < t->ncolumns; ++k)
    if (t->columns[k].role == ROLE_PARAMETER || t->columns[k].role == ROLE_DERIVED)
      t->columns[k].role = ROLE_SKIP;
  for (const char *at = names; *at != '\0'; at += *at == ',') {
    size_t length = strcspn(at, ",");
    int64_t k = find_name(t, at, length);
    S2_REQUIRE(k >= 0, "%.200s has no column '%.*s'", t->file->path, (int)length, at);
    t->columns[k].role = ROLE_PARAMETER;
    at += length;
  }
  return S2_OK;
}

static s2_status check_roles(const table *t)
{
  if (find_role(t, ROLE_LN_POST) < 0)
    return BAD_FILE(t->file->path, "has no column of ln P under a known name; name it by ln_post");
  if (find_role(t, ROLE_PARAMETER) < 0) return BAD_FILE(t->file->path, "has no parameters");
  return S2_OK;
}

// ------------------------------------------------------------------ parsing

/// weight, ln P, parameters.
static s2_status fixed_roles(table *t, const char *root)
{
  if (t->ncolumns < 3)
    return BAD_FILE(t->file->path, "has %lld columns, but weight, ln P and a parameter are 3",
                    (long long)t->ncolumns);
  t->columns[0].role = ROLE_WEIGHT;
  t->columns[1].role = ROLE_LN_POST;
  S2_TRY(names_read(t, root));
  return ranges_read(t, root);
}

static s2_status set_roles(table *t, const reading *r, const struct dialect *d)
{
  if (d->rules == NULL) {
    S2_TRY(fixed_roles(t, r->root));
  } else {
    apply_rules(t, d);
    S2_TRY(override(t, r->options.ln_post, ROLE_LN_POST));
    S2_TRY(override(t, r->options.weight, ROLE_WEIGHT));
    if (r->format != HARMONIC_FILE_STAN) S2_TRY(ranges_read(t, r->root));
  }
  S2_TRY(keep_named(t, r->options.parameters));
  return check_roles(t);
}

s2_status dialect_parse(table *t, const s2_bytes *file, const reading *r)
{
  const struct dialect *d = &dialects[r->format];
  S2_TRY(table_parse(t, file, d->header));
  s2_status status = set_roles(t, r, d);
  if (status != S2_OK) table_free(t);
  return status;
}

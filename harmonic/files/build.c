// SPDX-License-Identifier: MIT
// From a table with roles to chains.
#include "internal.h"
#include <math.h>
#include <string.h>

/// Where the numbers of a point are.
typedef struct plan {
  const table *t;
  int ndim;
  int *parameter;                            ///< [ndim] columns
  int64_t ln_post, weight, ln_weight, chain; ///< columns, -1: none
  double scale;                              ///< ln P = scale * number
  double top;                                ///< largest ln weight
} plan;

/// The points of the table that have weight.
typedef struct points {
  double *x, *ln_post, *weight;
  int64_t n;
} points;

static int is_kept(const reading *r, column_role role)
{
  return role == ROLE_PARAMETER || (role == ROLE_DERIVED && r->options.derived);
}

static int64_t find(const table *t, column_role role)
{
  for (int64_t k = 0; k < t->ncolumns; ++k)
    if (t->columns[k].role == role) return k;
  return -1;
}

static s2_status make_plan(plan *p, const reading *r, const table *t)
{
  *p = (plan){.t = t,
              .ln_post = find(t, ROLE_LN_POST),
              .weight = find(t, ROLE_WEIGHT),
              .ln_weight = find(t, ROLE_LN_WEIGHT),
              .chain = find(t, ROLE_CHAIN),
              .scale = dialect_scale(r->format),
              .top = -INFINITY};
  if (p->weight >= 0) p->ln_weight = -1;
  p->parameter = s2_priv_alloc((size_t)t->ncolumns, sizeof *p->parameter);
  if (p->parameter == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for columns");
  for (int64_t k = 0; k < t->ncolumns; ++k)
    if (is_kept(r, t->columns[k].role)) p->parameter[p->ndim++] = (int)k;
  for (int64_t i = 0; p->ln_weight >= 0 && i < t->rows; ++i)
    p->top = fmax(p->top, t->value[i * t->ncolumns + p->ln_weight]);
  return S2_OK;
}

// ------------------------------------------------------------------ names

static harmonic_parameter describe(const column *c)
{
  return (harmonic_parameter){c->name, c->label, c->lower, c->upper, c->role == ROLE_DERIVED};
}

/// The first file makes the set.
static s2_status start(reading *r, const plan *p)
{
  if (p->ndim > HARMONIC_NDIM_MAX)
    return BAD_FILE(p->t->file->path, "has %d parameters, at most %d are allowed", p->ndim,
                    HARMONIC_NDIM_MAX);
  harmonic_parameter *all = s2_priv_alloc((size_t)p->ndim, sizeof *all);
  if (all == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for names");
  for (int d = 0; d < p->ndim; ++d) all[d] = describe(&p->t->columns[p->parameter[d]]);
  s2_status status = harmonic_chains_create(&r->chains, p->ndim);
  if (status == S2_OK) status = harmonic_chains_set_parameters(r->chains, all);
  s2_priv_free(all);
  return status;
}

/// Every other file has the same parameters.
static s2_status compare(const reading *r, const plan *p)
{
  int ndim = harmonic_chains_ndim(r->chains);
  if (p->ndim != ndim)
    return BAD_FILE(p->t->file->path, "has %d parameters, the file before it %d", p->ndim, ndim);
  for (int d = 0; d < ndim; ++d) {
    const char *name = harmonic_chains_parameter(r->chains, d).name;
    const column *c = &p->t->columns[p->parameter[d]];
    if (strcmp(name, c->name) != 0)
      return BAD_FILE(p->t->file->path, "column %d is called '%s', in the file before it '%s'",
                      p->parameter[d] + 1, c->name, name);
  }
  return S2_OK;
}

// ------------------------------------------------------------------ numbers

static s2_status bad(const plan *p, int64_t row, int64_t k, const char *why)
{
  return BAD_FILE(p->t->file->path, "line %lld, column %lld (%s): %g %s",
                  (long long)table_line(p->t, row), (long long)k + 1,
                  p->t->columns[k].name[0] != '\0' ? p->t->columns[k].name
                  : k == p->ln_post                ? "ln P"
                                                   : "weight",
                  p->t->value[row * p->t->ncolumns + k], why);
}

static s2_status take_weight(const plan *p, int64_t row, const double *value, double *weight)
{
  *weight = 1;
  if (p->weight >= 0) {
    *weight = value[p->weight];
    if (!(isfinite(*weight) && *weight >= 0))
      return bad(p, row, p->weight, "is not a finite weight >= 0");
  }
  if (p->ln_weight >= 0) {
    if (isnan(value[p->ln_weight]) || value[p->ln_weight] == INFINITY)
      return bad(p, row, p->ln_weight, "is not the logarithm of a weight");
    *weight = p->top == -INFINITY ? 0 : exp(value[p->ln_weight] - p->top);
  }
  return S2_OK;
}

/// Append one row, unless its weight is 0.
static s2_status take_row(const plan *p, int64_t row, points *to)
{
  const double *value = p->t->value + row * p->t->ncolumns;
  double weight;
  S2_TRY(take_weight(p, row, value, &weight));
  if (weight == 0) return S2_OK;
  for (int d = 0; d < p->ndim; ++d) {
    double x = value[p->parameter[d]];
    if (!isfinite(x)) return bad(p, row, p->parameter[d], "is not finite");
    to->x[to->n * p->ndim + d] = x;
  }
  double ln_post = p->scale * value[p->ln_post];
  if (!isfinite(ln_post))
    return bad(p, row, p->ln_post, "is not finite: no sampler stays at such a point");
  to->ln_post[to->n] = ln_post;
  to->weight[to->n++] = weight;
  return S2_OK;
}

/// Points n .. as one chain; without weights where all of them are 1.
static s2_status add_chain(reading *r, const plan *p, const points *all, int64_t first)
{
  int64_t n = all->n - first, ones = 0;
  if (n == 0) return BAD_FILE(p->t->file->path, "has a chain without any weight");
  while (ones < n && all->weight[first + ones] == 1) ++ones;
  return harmonic_chains_add(r->chains, n, all->x + first * p->ndim, all->ln_post + first,
                             ones == n ? NULL : all->weight + first);
}

/// Whether a chain begins with this row: its number is above that of the row before.
static s2_status begins_chain(const plan *p, int64_t row, int *begins)
{
  *begins = 0;
  if (p->chain < 0 || row == 0) return S2_OK;
  const double *number = p->t->value + row * p->t->ncolumns + p->chain;
  double before = number[-p->t->ncolumns];
  *begins = *number != before;
  if (*begins && !(*number > before))
    return bad(p, row, p->chain, "comes after another chain: numbers of chains must rise");
  return S2_OK;
}

static s2_status add_points(reading *r, const plan *p, points *all)
{
  int64_t first = 0;
  for (int64_t i = 0; i < p->t->rows; ++i) {
    int begins;
    S2_TRY(begins_chain(p, i, &begins));
    if (begins) {
      S2_TRY(add_chain(r, p, all, first));
      first = all->n;
    }
    S2_TRY(take_row(p, i, all));
  }
  return add_chain(r, p, all, first);
}

static s2_status copy_points(reading *r, const plan *p)
{
  size_t rows = (size_t)p->t->rows;
  points all = {s2_priv_alloc(rows, (size_t)p->ndim * sizeof(double)),
                s2_priv_alloc(rows, sizeof(double)), s2_priv_alloc(rows, sizeof(double)), 0};
  s2_status status = S2_OK;
  if (all.x == NULL || all.ln_post == NULL || all.weight == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "no memory for %zu points", rows);
  if (status == S2_OK) status = add_points(r, p, &all);
  s2_priv_free(all.x);
  s2_priv_free(all.ln_post);
  s2_priv_free(all.weight);
  return status;
}

s2_status build_chains(reading *r, const table *t)
{
  plan p;
  S2_TRY(make_plan(&p, r, t));
  s2_status status = p.ndim == 0 ? BAD_FILE(t->file->path, "has only derived parameters") : S2_OK;
  if (status == S2_OK) status = r->chains == NULL ? start(r, &p) : compare(r, &p);
  if (status == S2_OK) status = copy_points(r, &p);
  s2_priv_free(p.parameter);
  return status;
}

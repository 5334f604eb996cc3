// SPDX-License-Identifier: MIT
// Chains in NumPy arrays: points [n][D], [chain][n][D] or [n][chain][D], ln P and weights without
// the last axis; or one array whose last element of every point is ln P.
#include "internal.h"
#include <math.h>
#include <string.h>

static const char *const sample_names[] = {"samples", "chain", "x", NULL};
static const char *const ln_post_names[] = {
    "ln_posterior", "ln_post", "log_posterior", "log_prob", "lnprob", "logp", "lp", NULL};
static const char *const weight_names[] = {"weight", "weights", NULL};
static const char *const start_names[] = {"start_indices", NULL};

/// An array as doubles.
typedef struct values {
  int ndim;
  int64_t shape[S2_MAX_NDIM];
  int64_t count;
  double *data;
  char name[HARMONIC_NAME_SIZE];
} values;

/// All that a file holds.
typedef struct arrays {
  values samples, ln_post, weight, start;
  int step_first;
} arrays;

static s2_status as_doubles(values *to, s2_array *from)
{
  to->ndim = from->ndim;
  to->count = from->count;
  memcpy(to->shape, from->shape, sizeof to->shape);
  to->data = s2_priv_alloc((size_t)from->count + 1, sizeof *to->data);
  s2_status status = to->data != NULL ? s2_array_to_double(from, to->data)
                                      : S2_FAIL(S2_ERR_MEMORY, "no memory for %lld numbers",
                                                (long long)from->count);
  s2_array_destroy(from);
  return status;
}

static void free_arrays(arrays *a)
{
  values *all[] = {&a->samples, &a->ln_post, &a->weight, &a->start};
  for (size_t k = 0; k < sizeof all / sizeof *all; ++k) s2_priv_free(all[k]->data);
}

// ------------------------------------------------------------------ members

static int has_name(const s2_names *names, const char *name)
{
  for (int64_t k = 0; k < names->count; ++k)
    if (strcmp(names->name[k], name) == 0) return 1;
  return 0;
}

/// Read the member called `asked`, or without that the first of `known` that there is; none if
/// `asked` is "" or nothing is found.
static s2_status read_member(values *to, const s2_bytes *file, const s2_names *names,
                             const char *asked, const char *const *known)
{
  const char *name = asked;
  for (; name == NULL && *known != NULL; ++known)
    if (has_name(names, *known)) name = *known;
  if (name == NULL || name[0] == '\0') return S2_OK;
  s2_array *array;
  S2_TRY(s2_priv_npz_parse(&array, file, name));
  strncpy(to->name, name, sizeof to->name - 1);
  return as_doubles(to, array);
}

static s2_status read_members(arrays *a, const reading *r, const s2_bytes *file)
{
  s2_names *names;
  S2_TRY(s2_priv_npz_names(&names, file));
  s2_status status = read_member(&a->samples, file, names, r->options.samples, sample_names);
  if (status == S2_OK)
    status = read_member(&a->ln_post, file, names, r->options.ln_post, ln_post_names);
  if (status == S2_OK)
    status = read_member(&a->weight, file, names, r->options.weight, weight_names);
  if (status == S2_OK) status = read_member(&a->start, file, names, NULL, start_names);
  s2_names_destroy(names);
  if (status != S2_OK) return status;
  if (a->samples.data == NULL) return BAD_FILE(file->path, "has no member samples, chain or x");
  if (a->ln_post.data == NULL)
    return BAD_FILE(file->path, "has no member of ln P under a known name; name it by ln_post");
  a->step_first = r->options.axes == HARMONIC_AXES_STEP_FIRST ||
                  (r->options.axes == HARMONIC_AXES_AUTO && strcmp(a->samples.name, "chain") == 0);
  return S2_OK;
}

/// A bare array: ln P is split off the last axis.
static s2_status read_array(arrays *a, const reading *r, const s2_bytes *file)
{
  s2_array *array;
  values all = {.name = "the array"};
  S2_TRY(s2_priv_npy_parse(&array, file));
  s2_status status = as_doubles(&all, array);
  int64_t width = all.ndim > 0 ? all.shape[all.ndim - 1] : 0;
  if (status == S2_OK && (all.ndim < 2 || all.ndim > 3 || width < 2 || all.count == 0))
    status = BAD_FILE(file->path,
                      "has %d axes, the last one of %lld: expected 2 or 3, the last one "
                      "for parameters and ln P",
                      all.ndim, (long long)width);
  int64_t n = status == S2_OK ? all.count / width : 0;
  a->samples = a->ln_post = all;
  a->samples.shape[all.ndim > 0 ? all.ndim - 1 : 0] = width - 1;
  a->ln_post.ndim = all.ndim - 1;
  a->ln_post.data = s2_priv_alloc((size_t)n + 1, sizeof *a->ln_post.data);
  if (status == S2_OK && a->ln_post.data == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)n);
  for (int64_t i = 0; status == S2_OK && i < n; ++i) {
    a->ln_post.data[i] = all.data[i * width + width - 1];
    memmove(all.data + i * (width - 1), all.data + i * width, (size_t)(width - 1) * sizeof(double));
  }
  a->step_first = r->options.axes == HARMONIC_AXES_STEP_FIRST;
  return status;
}

// ------------------------------------------------------------------ shapes

static s2_status check_shapes(const arrays *a, const char *path)
{
  const values *s = &a->samples, *others[] = {&a->ln_post, &a->weight};
  if (s->ndim < 2 || s->ndim > 3 || s->count == 0 || s->shape[s->ndim - 1] > HARMONIC_NDIM_MAX)
    return BAD_FILE(path,
                    "%s has %d axes and %lld numbers: expected 2 or 3 axes, the last one for "
                    "1 .. %d parameters",
                    s->name, s->ndim, (long long)s->count, HARMONIC_NDIM_MAX);
  for (int k = 0; k < 2; ++k) {
    const values *v = others[k];
    if (v->data == NULL) continue;
    int same = v->ndim == s->ndim - 1;
    for (int i = 0; i < s->ndim - 1; ++i) same = same && v->shape[i] == s->shape[i];
    if (!same)
      return BAD_FILE(path, "%s has not one number for each point of %s", v->name, s->name);
  }
  return S2_OK;
}

/// How point i of chain c is found: at (first + c * chain_stride + i * stride).
typedef struct layout {
  int64_t chains, n, chain_stride, stride;
} layout;

static layout find_layout(const arrays *a)
{
  const int64_t *shape = a->samples.shape;
  if (a->samples.ndim == 2) return (layout){1, shape[0], 0, 1};
  if (a->step_first) return (layout){shape[1], shape[0], 1, shape[1]};
  return (layout){shape[0], shape[1], shape[1], 1};
}

// ------------------------------------------------------------------ chains

static s2_status bad(const char *path, const char *name, int64_t chain, int64_t i, double value,
                     const char *why)
{
  return BAD_FILE(path, "%s: chain %lld, point %lld: %g %s", name, (long long)chain, (long long)i,
                  value, why);
}

/// Copy the points of weight of one chain behind one another; *count: how many.
static s2_status gather(const arrays *a, const char *path, int64_t chain, int64_t first, int64_t n,
                        int64_t stride, double *x, double *ln_post, double *weight, int64_t *count)
{
  int64_t ndim = a->samples.shape[a->samples.ndim - 1];
  *count = 0;
  for (int64_t i = 0; i < n; ++i) {
    int64_t from = first + i * stride;
    double w = a->weight.data != NULL ? a->weight.data[from] : 1, p = a->ln_post.data[from];
    if (!(isfinite(w) && w >= 0))
      return bad(path, a->weight.name, chain, i, w, "is not a finite weight >= 0");
    if (w == 0) continue;
    if (!isfinite(p))
      return bad(path, "ln P", chain, i, p, "is not finite: no sampler stays at such a point");
    for (int64_t d = 0; d < ndim; ++d) {
      double v = a->samples.data[from * ndim + d];
      if (!isfinite(v)) return bad(path, "a parameter", chain, i, v, "is not finite");
      x[*count * ndim + d] = v;
    }
    ln_post[*count] = p;
    weight[(*count)++] = w;
  }
  return S2_OK;
}

/// A chain of the caller's arrays, copied.
static s2_status add_chain(reading *r, const arrays *a, const char *path, int64_t chain,
                           int64_t first, int64_t n, int64_t stride)
{
  size_t ndim = (size_t)a->samples.shape[a->samples.ndim - 1];
  double *x = s2_priv_alloc((size_t)n, (ndim + 2) * sizeof *x);
  if (x == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)n);
  double *ln_post = x + (size_t)n * ndim, *weight = ln_post + n;
  int64_t count, ones = 0;
  s2_status status = gather(a, path, chain, first, n, stride, x, ln_post, weight, &count);
  if (status == S2_OK && count == 0)
    status = BAD_FILE(path, "chain %lld has no weight", (long long)chain);
  if (status == S2_OK) {
    while (ones < count && weight[ones] == 1) ++ones;
    status = harmonic_chains_add(r->chains, count, x, ln_post, ones == count ? NULL : weight);
  }
  s2_priv_free(x);
  return status;
}

/// Points [N][D] cut at start[0] = 0, ..., start[count] = N.
static s2_status add_cut(reading *r, const arrays *a, const char *path)
{
  const values *s = &a->start;
  int64_t points = a->samples.shape[0];
  if (s->ndim != 1 || s->count < 2 || s->data[0] != 0 || s->data[s->count - 1] != (double)points)
    return BAD_FILE(path, "start_indices is not 0, ..., %lld", (long long)points);
  for (int64_t k = 0; k + 1 < s->count; ++k) {
    double from = s->data[k], to = s->data[k + 1];
    if (!(from >= 0 && from < to && to <= (double)points && to == floor(to)))
      return BAD_FILE(path, "start_indices[%lld] = %g does not follow %g", (long long)k + 1, to,
                      from);
    S2_TRY(add_chain(r, a, path, k, (int64_t)from, (int64_t)(to - from), 1));
  }
  return S2_OK;
}

static s2_status add_all(reading *r, const arrays *a, const char *path)
{
  S2_TRY(check_shapes(a, path));
  int ndim = (int)a->samples.shape[a->samples.ndim - 1];
  if (r->chains == NULL) S2_TRY(harmonic_chains_create(&r->chains, ndim));
  if (harmonic_chains_ndim(r->chains) != ndim)
    return BAD_FILE(path, "has %d parameters, the file before it %d", ndim,
                    harmonic_chains_ndim(r->chains));
  if (a->start.data != NULL && a->samples.ndim == 2) return add_cut(r, a, path);
  layout l = find_layout(a);
  for (int64_t c = 0; c < l.chains; ++c)
    S2_TRY(add_chain(r, a, path, c, c * l.chain_stride, l.n, l.stride));
  return S2_OK;
}

s2_status numpy_read(reading *r, const s2_bytes *file)
{
  arrays a = {.samples = {.name = "the array"}, .ln_post = {.name = "ln P"}};
  s2_status status =
      r->format == HARMONIC_FILE_NPZ ? read_members(&a, r, file) : read_array(&a, r, file);
  if (status == S2_OK) status = add_all(r, &a, file->path);
  free_arrays(&a);
  return status;
}

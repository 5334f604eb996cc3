// SPDX-License-Identifier: MIT
// A transformed model as numbers with names: bounds, whitening, and all that the inner model is
// stored with, its names after "inner.".
#include "affine_store.h"
#include "transform_kind.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define INNER "inner."

// Arrays before those of the whitening. Files hold finite numbers only: which bounds there are is
// an array of its own.
enum { ARRAY_SIDES, ARRAY_LOWER, ARRAY_UPPER, ARRAY_TURN, BOUND_ARRAYS };
enum { SIDE_LOWER = 1, SIDE_UPPER = 2, SIDE_CIRCLE = 4 };

static const char *const names[BOUND_ARRAYS] = {"sides", "lower", "upper", "turn"};

// ------------------------------------------------------------------ settings

static void put_settings(const void *self, store_settings *settings)
{
  const transformed *t = self;
  store_settings inner = {.n = 0};
  store_put(settings, "whitening", t->v.whitening);
  store_put(settings, "inner", store_number(t->inner));
  store_of(t->inner)->settings(t->inner->self, &inner);
  for (int i = 0; i < inner.n; ++i) {
    char name[NAME_SIZE];
    snprintf(name, sizeof name, INNER "%.*s", (int)(NAME_SIZE - sizeof INNER), inner.list[i].name);
    store_put(settings, name, inner.list[i].value);
  }
}

static store_settings inner_settings(const store_settings *settings)
{
  store_settings inner = {.n = 0};
  for (int i = 0; i < settings->n; ++i)
    if (strncmp(settings->list[i].name, INNER, sizeof INNER - 1) == 0)
      store_put(&inner, settings->list[i].name + sizeof INNER - 1, settings->list[i].value);
  return inner;
}

static const store_kind *inner_kind(const store_settings *settings)
{
  return store_at(store_get_int(settings, "inner", -1));
}

static s2_status create_stored(harmonic_model **model, int ndim, const store_settings *settings)
{
  harmonic_model *inner = NULL;
  store_settings own = inner_settings(settings);
  const store_kind *kind = inner_kind(settings);
  S2_REQUIRE(kind != NULL && kind->create != create_stored, "inner = %d is no kind of model",
             store_get_int(settings, "inner", -1));
  S2_TRY(kind->create(&inner, ndim, &own));
  harmonic_whitening whitening = (harmonic_whitening)store_get_int(settings, "whitening", 0);
  s2_status status = harmonic_transformed_create(model, inner, NULL, NULL, whitening);
  // Its numbers come with those of the whole, which says when all are there.
  if (status == S2_OK)
    inner->fitted = 1;
  else
    harmonic_model_destroy(inner);
  return status;
}

static double stored_weight(int ndim, const store_settings *settings)
{
  const store_kind *kind = inner_kind(settings);
  store_settings own = inner_settings(settings);
  double inner = kind != NULL && kind->weight != NULL ? kind->weight(ndim, &own) : 0;
  return inner + (store_get_int(settings, "whitening", 0) != 0 ? (double)ndim * ndim : 0);
}

// ------------------------------------------------------------------ arrays

/// Arrays before those of the inner model.
static int64_t own_arrays(const transformed *t)
{
  return BOUND_ARRAYS + (t->v.whitening != HARMONIC_WHITENING_NONE ? AFFINE_ARRAYS : 0);
}

static int64_t count_arrays(const void *self)
{
  const transformed *t = self;
  return own_arrays(t) + store_of(t->inner)->count(t->inner->self);
}

static void describe(const void *self, int64_t i, store_tensor *tensor)
{
  const transformed *t = self;
  int64_t own = own_arrays(t);
  if (i < BOUND_ARRAYS) {
    *tensor = (store_tensor){.rank = 1, .shape = {t->v.limits.ndim}};
    snprintf(tensor->name, sizeof tensor->name, "%s", names[i]);
  } else if (i < own) {
    affine_store_describe(&t->v.map, i - BOUND_ARRAYS, "", tensor);
  } else {
    store_tensor inner;
    store_of(t->inner)->describe(t->inner->self, i - own, &inner);
    *tensor = inner;
    snprintf(tensor->name, sizeof tensor->name, INNER "%.*s", (int)(NAME_SIZE - sizeof INNER),
             inner.name);
  }
}

static double get_bound(const bounds *b, int64_t i, int d)
{
  int low = isfinite(b->lower[d]), high = isfinite(b->upper[d]), circle = bounds_is_circular(b, d);
  switch (i) {
    case ARRAY_LOWER: return low ? b->lower[d] : 0;
    case ARRAY_UPPER: return high ? b->upper[d] : 0;
    case ARRAY_TURN: return circle ? b->turn[d] : 0;
    default: return low * SIDE_LOWER + high * SIDE_UPPER + circle * SIDE_CIRCLE;
  }
}

static void get(const void *self, int64_t i, double *data)
{
  const transformed *t = self;
  int64_t own = own_arrays(t);
  for (int d = 0; i < BOUND_ARRAYS && d < t->v.limits.ndim; ++d)
    data[d] = get_bound(&t->v.limits, i, d);
  if (i >= BOUND_ARRAYS && i < own) affine_store_get(&t->v.map, i - BOUND_ARRAYS, data);
  if (i >= own) store_of(t->inner)->get(t->inner->self, i - own, data);
}

/// In the order of the arrays: first which sides there are, then where.
static s2_status set_bound(bounds *b, int64_t i, int d, double value)
{
  if (i == ARRAY_SIDES) {
    int sides = value >= 0 && value <= 7 ? (int)value : -1;
    S2_REQUIRE(sides == value && sides != 4 && sides != 5 && sides != 6, "sides[%d] = %g", d,
               value);
    b->lower[d] = sides & SIDE_LOWER ? 0 : -INFINITY;
    b->upper[d] = sides & SIDE_UPPER ? 0 : INFINITY;
    b->turn[d] = sides & SIDE_CIRCLE ? 0 : NAN;
  }
  if (i == ARRAY_LOWER && isfinite(b->lower[d])) b->lower[d] = value;
  if (i == ARRAY_UPPER && isfinite(b->upper[d])) b->upper[d] = value;
  if (i == ARRAY_UPPER)
    S2_REQUIRE(b->lower[d] < b->upper[d], "lower[%d] = %g is not below upper = %g", d, b->lower[d],
               b->upper[d]);
  if (i == ARRAY_TURN && bounds_is_circular(b, d)) {
    S2_REQUIRE(value >= 0 && value < b->upper[d] - b->lower[d],
               "turn[%d] = %g is no part of a turn", d, value);
    b->turn[d] = value;
  }
  return S2_OK;
}

static s2_status set(void *self, int64_t i, const double *data)
{
  transformed *t = self;
  int64_t own = own_arrays(t);
  for (int d = 0; i < BOUND_ARRAYS && d < t->v.limits.ndim; ++d)
    S2_TRY(set_bound(&t->v.limits, i, d, data[d]));
  if (i < BOUND_ARRAYS) return S2_OK;
  if (i < own) return affine_store_set(&t->v.map, i - BOUND_ARRAYS, data);
  return store_of(t->inner)->set(t->inner->self, i - own, data);
}

// One for each table of operations; a file says "transformed" for both.
#define STORE(ops)                                                                                 \
  {                                                                                                \
    ops, put_settings, create_stored, stored_weight, count_arrays, describe, get, set              \
  }
const store_kind transformed_cold_store = STORE(&transformed_cold);
const store_kind transformed_tempered_store = STORE(&transformed_tempered);

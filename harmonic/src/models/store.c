// SPDX-License-Identifier: MIT
#include "store.h"
#include <harmonic/transform.h>
#include <stdio.h>
#include <string.h>

// Their order is the number of a kind in files: new ones go to the end.
static const store_kind *const kinds[] = {
    &flow_spline_store,         &flow_realnvp_store, &gaussian_store,
    &ellipsoid_store,           &mixture_store,      &transformed_cold_store,
    &transformed_tempered_store};

enum { KINDS = sizeof kinds / sizeof *kinds };

int store_number(const harmonic_model *model)
{
  int i = 0;
  while (i < KINDS && kinds[i]->ops != model->ops) ++i;
  return i;
}

const store_kind *store_at(int number)
{
  return number >= 0 && number < KINDS ? kinds[number] : NULL;
}

/// A transformed model goes with the one inside, which must not be one itself.
const store_kind *store_of(const harmonic_model *model)
{
  const harmonic_model *inner = harmonic_transformed_inner(model);
  if (inner != NULL && (harmonic_transformed_inner(inner) != NULL || store_of(inner) == NULL))
    return NULL;
  return store_at(store_number(model));
}

const store_kind *store_named(const char *kind)
{
  for (int i = 0; i < KINDS; ++i)
    if (strcmp(kinds[i]->ops->kind, kind) == 0) return kinds[i];
  return NULL;
}

void store_put(store_settings *settings, const char *name, double value)
{
  if (settings->n == SETTINGS_MOST) return; // no kind has so many; of a file they are counted
  store_setting *next = &settings->list[settings->n++];
  snprintf(next->name, sizeof next->name, "%s", name);
  next->value = value;
}

double store_get(const store_settings *settings, const char *name, double otherwise)
{
  for (int i = 0; i < settings->n; ++i)
    if (strcmp(settings->list[i].name, name) == 0) return settings->list[i].value;
  return otherwise;
}

int store_get_int(const store_settings *settings, const char *name, int otherwise)
{
  double value = store_get(settings, name, otherwise);
  return value >= -1e9 && value <= 1e9 ? (int)value : -1;
}

int64_t store_size(const store_tensor *tensor)
{
  int64_t n = 1;
  for (int i = 0; i < tensor->rank; ++i) n *= tensor->shape[i];
  return n;
}

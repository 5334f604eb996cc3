// SPDX-License-Identifier: MIT
#include "store.h"
#include <stdio.h>
#include <string.h>

static const store_kind *const kinds[] = {&flow_spline_store, &flow_realnvp_store};

const store_kind *store_of(const harmonic_model *model)
{
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; ++i)
    if (kinds[i]->ops == model->ops) return kinds[i];
  return NULL;
}

const store_kind *store_named(const char *kind)
{
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; ++i)
    if (strcmp(kinds[i]->ops->kind, kind) == 0) return kinds[i];
  return NULL;
}

void store_put(store_settings *settings, const char *name, double value)
{
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

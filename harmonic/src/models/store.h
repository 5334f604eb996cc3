// SPDX-License-Identifier: MIT
/// @file
/// A model as numbers with names: what a file of it holds. Every kind that can be stored has one
/// table of functions; model_files.c does the rest.
#ifndef HARMONIC_MODELS_STORE_H
#define HARMONIC_MODELS_STORE_H

#include "model.h"

enum { NAME_SIZE = 96, RANK_MOST = 4, SETTINGS_MOST = 32 };

/// An array of doubles, the last index fastest.
typedef struct store_tensor {
  char name[NAME_SIZE];
  int rank;
  int64_t shape[RANK_MOST];
} store_tensor;

/// One setting of a model, an integer or any double.
typedef struct store_setting {
  char name[NAME_SIZE];
  double value;
} store_setting;

typedef struct store_settings {
  int n;
  store_setting list[SETTINGS_MOST];
} store_settings;

/// How a kind is stored.
typedef struct store_kind {
  const harmonic_model_ops *ops;
  /// All that create() needs, appended with store_put().
  void (*settings)(const void *self, store_settings *settings);
  /// A model of these settings, by the public constructor that checks them.
  s2_status (*create)(harmonic_model **model, int ndim, const store_settings *settings);
  /// About how many numbers create() would ask memory for; NULL: few.
  double (*weight)(int ndim, const store_settings *settings);
  int64_t (*count)(const void *self); ///< arrays
  void (*describe)(const void *self, int64_t i, store_tensor *tensor);
  void (*get)(const void *self, int64_t i, double *data);      ///< a whole array
  s2_status (*set)(void *self, int64_t i, const double *data); ///< finite numbers
} store_kind;

extern const store_kind flow_spline_store, flow_realnvp_store, gaussian_store, ellipsoid_store,
    mixture_store, transformed_cold_store, transformed_tempered_store;

/// The kind of a model, by its operations; NULL if it cannot be stored.
const store_kind *store_of(const harmonic_model *model);

/// A number that stands for the kind of a storable model in files, and the kind of a number (NULL:
/// none).
int store_number(const harmonic_model *model);
const store_kind *store_at(int number);

/// The kind of this name; NULL: none.
const store_kind *store_named(const char *kind);

/// Append a setting.
void store_put(store_settings *settings, const char *name, double value);

/// A setting, or `otherwise`.
double store_get(const store_settings *settings, const char *name, double otherwise);

/// store_get() for integers; values that int does not hold become -1.
int store_get_int(const store_settings *settings, const char *name, int otherwise);

/// Elements of an array.
int64_t store_size(const store_tensor *tensor);

#endif

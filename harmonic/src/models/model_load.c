// SPDX-License-Identifier: MIT
// Models from safetensors files.
#include "model_files.h"
#include "safetensors.h"
#include "sample/record_file.h"
#include "store.h"
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// What a file may lack where it did not come from harmonic_model_save().
static int is_optional(const char *name)
{
  return strncmp(name, "whitening.", 10) == 0 || strcmp(name, "range") == 0;
}

static int same_shape(const store_tensor *wanted, const st_tensor *found)
{
  int same = wanted->rank == found->rank;
  for (int i = 0; same && i < wanted->rank; ++i) same = wanted->shape[i] == found->shape[i];
  return same;
}

static s2_status take(harmonic_model *model, const store_kind *kind, int64_t i,
                      const store_tensor *t, const st_file *file, const st_tensor *found,
                      const char *path)
{
  if (!same_shape(t, found))
    return S2_FAIL(S2_ERR_FILE, "%.200s: %s has another shape than the model's, of %lld numbers",
                   path, t->name, (long long)store_size(t));
  double *data = s2_priv_alloc((size_t)found->size, sizeof *data);
  if (data == NULL) return S2_FAIL(S2_ERR_MEMORY, "%.200s: %s", path, t->name);
  st_copy(file, found, data);
  s2_status status = S2_OK;
  for (int64_t e = 0; e < found->size && status == S2_OK; ++e)
    if (!isfinite(data[e]))
      status = S2_FAIL(S2_ERR_FILE, "%.200s: %s: number %lld is %g", path, t->name, (long long)e,
                       data[e]);
  if (status == S2_OK && kind->set(model->self, i, data) != S2_OK) {
    char text[256];
    snprintf(text, sizeof text, "%s", s2_error_message());
    status = S2_FAIL(S2_ERR_FILE, "%.200s: %s", path, text);
  }
  s2_priv_free(data);
  return status;
}

static s2_status take_all(harmonic_model *model, const store_kind *kind, const st_file *file,
                          const char *path, int complete)
{
  for (int64_t i = 0; i < kind->count(model->self); ++i) {
    store_tensor t;
    kind->describe(model->self, i, &t);
    const st_tensor *found = st_find(file, t.name);
    if (found == NULL && !complete && is_optional(t.name)) continue;
    if (found == NULL) return S2_FAIL(S2_ERR_FILE, "%.200s: there is no %s", path, t.name);
    S2_TRY(take(model, kind, i, &t, file, found, path));
  }
  model->fitted = 1;
  return S2_OK;
}

// ------------------------------------------------------------------ settings

/// A number with a point, whatever the locale writes; 0 if the text is none.
static int read_double(const char *text, double *value)
{
  char local[ST_NAME], *end;
  snprintf(local, sizeof local, "%s", text);
  char *point = strchr(local, '.');
  if (point != NULL) *point = *localeconv()->decimal_point;
  *value = strtod(local, &end);
  return end != local && *end == '\0';
}

static s2_status read_settings(const st_file *file, const char *path, store_settings *settings)
{
  for (int i = 0; i < file->ntexts; ++i) {
    double value;
    if (!read_double(file->texts[i].value, &value)) continue;
    if (settings->n == SETTINGS_MOST)
      return S2_FAIL(S2_ERR_FILE, "%.200s: more than %d settings", path, SETTINGS_MOST);
    store_put(settings, file->texts[i].key, value);
  }
  return S2_OK;
}

/// Parameters cannot be more than the file's numbers: a small file must not ask for much memory.
static s2_status create(harmonic_model **model, const st_file *file, const char *path,
                        const store_kind **kind)
{
  store_settings settings = {.n = 0};
  const char *format = st_text_of(file, "format"), *version = st_text_of(file, "version");
  const char *name = st_text_of(file, "kind");
  if (format == NULL || strcmp(format, "harmonic model") != 0 || version == NULL || name == NULL)
    return S2_FAIL(S2_ERR_FILE, "%.200s: not written by harmonic_model_save()", path);
  if (strcmp(version, "1") != 0)
    return S2_FAIL(S2_ERR_FILE, "%.200s: version %s, this release reads 1", path, version);
  *kind = store_named(name);
  if (*kind == NULL) return S2_FAIL(S2_ERR_FILE, "%.200s: unknown kind %s", path, name);
  S2_TRY(read_settings(file, path, &settings));
  if ((*kind)->weight != NULL) {
    double weight = (*kind)->weight(store_get_int(&settings, "ndim", 0), &settings);
    int64_t numbers = 0;
    for (int i = 0; i < file->ntensors; ++i) numbers += file->tensors[i].size;
    if (!(weight <= 2.0 * (double)numbers + 1e6))
      return S2_FAIL(S2_ERR_FILE, "%.200s: %lld numbers are too few for its settings", path,
                     (long long)numbers);
  }
  return (*kind)->create(model, store_get_int(&settings, "ndim", 0), &settings);
}

s2_status model_parse(harmonic_model **model, const char *path, const unsigned char *bytes,
                      size_t size)
{
  st_file file;
  const store_kind *kind = NULL;
  *model = NULL;
  S2_TRY(st_parse(&file, path, bytes, size));
  s2_status status = create(model, &file, path, &kind);
  if (status == S2_OK) status = take_all(*model, kind, &file, path, 1);
  st_free(&file);
  if (status == S2_OK) return S2_OK;
  harmonic_model_destroy(*model);
  *model = NULL;
  return status;
}

s2_status harmonic_model_load(harmonic_model **model, const char *path)
{
  unsigned char *bytes;
  size_t size;
  S2_REQUIRE(model != NULL && path != NULL, "%s is NULL", model == NULL ? "model" : "path");
  *model = NULL;
  S2_TRY(record_file_read(path, &bytes, &size));
  s2_status status = model_parse(model, path, bytes, size);
  s2_priv_free(bytes);
  return status;
}

s2_status harmonic_model_import(harmonic_model *model, const char *path)
{
  unsigned char *bytes;
  size_t size;
  st_file file;
  S2_REQUIRE(model != NULL && path != NULL, "%s is NULL", model == NULL ? "model" : "path");
  const store_kind *kind = store_of(model);
  if (kind == NULL)
    return S2_FAIL(S2_ERR_UNSUPPORTED, "a model of kind %s cannot be filled", model->ops->kind);
  S2_TRY(record_file_read(path, &bytes, &size));
  model->fitted = 0;
  s2_status status = st_parse(&file, path, bytes, size);
  if (status == S2_OK) {
    status = take_all(model, kind, &file, path, 0);
    st_free(&file);
  }
  s2_priv_free(bytes);
  return status;
}

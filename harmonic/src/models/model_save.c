// SPDX-License-Identifier: MIT
// Models to safetensors files.
#include "model_files.h"
#include "sample/record_file.h"
#include "store.h"
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/// Text under way: counted where `text` is NULL.
typedef struct writer {
  unsigned char *text;
  size_t size, used;
} writer;

static void put(writer *w, const char *format, ...) S2_PRINTF(2, 3);

static void put(writer *w, const char *format, ...)
{
  char line[512];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(line, sizeof line, format, args);
  va_end(args);
  if (w->text != NULL) memcpy(w->text + w->used, line, (size_t)n);
  w->used += (size_t)n;
}

static void put_little_endian(unsigned char *at, uint64_t value)
{
  for (int i = 0; i < 8; ++i) at[i] = (unsigned char)(value >> (8 * i) & 0xff);
}

/// With a point, whatever the locale writes.
static void put_setting(writer *w, const store_setting *setting)
{
  char number[64];
  snprintf(number, sizeof number, "%.17g", setting->value);
  char *point = strchr(number, *localeconv()->decimal_point);
  if (point != NULL) *point = '.';
  put(w, ",\"%s\":\"%s\"", setting->name, number);
}

static void put_header(writer *w, const harmonic_model *model, const store_kind *kind)
{
  store_settings settings = {.n = 0};
  store_tensor t;
  int64_t offset = 0;
  put(w,
      "{\"__metadata__\":{\"format\":\"harmonic model\",\"version\":\"1\",\"kind\":\"%s\","
      "\"ndim\":\"%d\"",
      model->ops->kind, model->ndim);
  kind->settings(model->self, &settings);
  for (int i = 0; i < settings.n; ++i) put_setting(w, &settings.list[i]);
  put(w, "}");
  for (int64_t i = 0; i < kind->count(model->self); ++i) {
    kind->describe(model->self, i, &t);
    put(w, ",\"%s\":{\"dtype\":\"F64\",\"shape\":[", t.name);
    for (int k = 0; k < t.rank; ++k) put(w, "%s%lld", k > 0 ? "," : "", (long long)t.shape[k]);
    int64_t end = offset + 8 * store_size(&t);
    put(w, "],\"data_offsets\":[%lld,%lld]}", (long long)offset, (long long)end);
    offset = end;
  }
  put(w, "}");
  while (w->used % 8 != 0) put(w, " ");
}

static size_t data_bytes(const harmonic_model *model, const store_kind *kind)
{
  store_tensor t;
  size_t bytes = 0;
  for (int64_t i = 0; i < kind->count(model->self); ++i) {
    kind->describe(model->self, i, &t);
    bytes += 8 * (size_t)store_size(&t);
  }
  return bytes;
}

static void put_data(const harmonic_model *model, const store_kind *kind, unsigned char *at)
{
  store_tensor t;
  for (int64_t i = 0; i < kind->count(model->self); ++i) {
    kind->describe(model->self, i, &t);
    double *numbers = (double *)(void *)at; // aligned: the header is a multiple of 8 bytes
    kind->get(model->self, i, numbers);
    for (int64_t e = 0, n = store_size(&t); e < n; ++e, at += 8) {
      uint64_t bits;
      memcpy(&bits, at, sizeof bits);
      put_little_endian(at, bits);
    }
  }
}

s2_status harmonic_model_save(const harmonic_model *model, const char *path)
{
  S2_REQUIRE(model != NULL && path != NULL, "%s is NULL", model == NULL ? "model" : "path");
  S2_REQUIRE(model->fitted, "the model (%s) is not fitted: see harmonic_model_fit()",
             model->ops->kind);
  const store_kind *kind = store_of(model);
  if (kind == NULL)
    return S2_FAIL(S2_ERR_UNSUPPORTED, "a model of kind %s cannot be stored", model->ops->kind);
  writer w = {NULL, 0, 0};
  put_header(&w, model, kind);
  size_t header = w.used, size = 8 + header + data_bytes(model, kind);
  unsigned char *bytes = s2_priv_alloc(size, 1);
  if (bytes == NULL) return S2_FAIL(S2_ERR_MEMORY, "%.200s: %zu bytes", path, size);
  w = (writer){bytes + 8, header, 0};
  put_header(&w, model, kind);
  put_little_endian(bytes, header);
  put_data(model, kind, bytes + 8 + header);
  s2_status status = record_file_write(path, bytes, size);
  s2_priv_free(bytes);
  return status;
}

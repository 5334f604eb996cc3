// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L
#define S2_LIBRARY "s2picture"
#include "surface.h"
#include <errno.h>
#include <fcntl.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static s2_status cairo_failed(cairo_status_t status)
{
  return S2_FAIL(status == CAIRO_STATUS_NO_MEMORY ? S2_ERR_MEMORY : S2_ERR_INTERNAL,
                 "drawing failed: %s", cairo_status_to_string(status));
}

s2_status s2_picture_sheet_make(cairo_t **cr, int width, int height)
{
  cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_status_t status;
  *cr = cairo_create(image);
  cairo_surface_destroy(image); // the context holds it
  status = cairo_status(*cr);
  if (status != CAIRO_STATUS_SUCCESS) {
    cairo_destroy(*cr);
    *cr = NULL;
    return cairo_failed(status);
  }
  cairo_set_source_rgb(*cr, 1, 1, 1);
  cairo_paint(*cr);
  cairo_set_source_rgb(*cr, 0.1, 0.1, 0.1);
  return S2_OK;
}

s2_status s2_picture_sheet_finish(cairo_t *cr, cairo_surface_t **image)
{
  cairo_status_t status = cairo_status(cr);
  *image = status == CAIRO_STATUS_SUCCESS ? cairo_surface_reference(cairo_get_target(cr)) : NULL;
  cairo_destroy(cr);
  if (*image == NULL) return cairo_failed(status);
  cairo_surface_flush(*image);
  return S2_OK;
}

static cairo_status_t put_bytes(void *file, const unsigned char *data, unsigned int length)
{
  return fwrite(data, 1, length, file) == length ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

// Open a file beside the target that nobody else uses; its name goes to `beside`.
static FILE *open_beside(const char *path, char *beside, size_t size)
{
  FILE *file;
  int descriptor = -1;
  for (int i = 0; i < 1000 && descriptor < 0; i++) {
    snprintf(beside, size, "%s.%ld-%d.part", path, (long)getpid(), i);
    descriptor = open(beside, O_CREAT | O_EXCL | O_WRONLY, 0666);
    if (descriptor < 0 && errno != EEXIST) return NULL;
  }
  if (descriptor < 0) return NULL;
  file = fdopen(descriptor, "wb");
  if (file == NULL) {
    close(descriptor);
    remove(beside);
  }
  return file;
}

static s2_status write_beside(cairo_surface_t *image, const char *path, char *beside, size_t size)
{
  FILE *file = open_beside(path, beside, size);
  cairo_status_t status;
  bool written;
  if (file == NULL) return S2_FAIL(S2_ERR_FILE, "%s: cannot be created: %s", path, strerror(errno));
  status = cairo_surface_write_to_png_stream(image, put_bytes, file);
  written = fclose(file) == 0 && status == CAIRO_STATUS_SUCCESS;
  if (written && rename(beside, path) == 0) return S2_OK;
  remove(beside);
  return S2_FAIL(S2_ERR_FILE, "%s: cannot be written: %s", path,
                 written ? strerror(errno) : cairo_status_to_string(status));
}

s2_status s2_picture_write(cairo_surface_t *image, const char *path)
{
  size_t size = strlen(path) + 64;
  char *beside = s2_priv_alloc(size, 1);
  s2_status status = beside == NULL
                         ? S2_FAIL(S2_ERR_MEMORY, "no memory for a file name of %zu bytes", size)
                         : write_beside(image, path, beside, size);
  s2_priv_free(beside);
  cairo_surface_destroy(image);
  return status;
}

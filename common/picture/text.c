// SPDX-License-Identifier: MIT
#include "text.h"
#include <stdbool.h>
#include <string.h>

// Raised and lowered parts: size and shift in units of the font size.
#define SCRIPT_SIZE 0.7
#define RAISE 0.38
#define LOWER 0.2
#define RUN_MAX 256

// A piece of text on one level.
typedef struct run {
  char text[RUN_MAX];
  int level; // 1 raised, -1 lowered, 0 on the line
} run;

// Cut at most `size - 1` bytes, never inside a UTF-8 character.
static size_t copy(char *out, const char *text, size_t length)
{
  if (length > RUN_MAX - 1) {
    length = RUN_MAX - 1;
    while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80) length--;
  }
  memcpy(out, text, length);
  out[length] = '\0';
  return length;
}

static bool opens(const char *text)
{
  return (*text == '^' || *text == '_') && text[1] == '{';
}

// Take the next run off the text; false at its end.
static bool next(const char **text, run *r)
{
  const char *from = *text, *end;
  if (*from == '\0') return false;
  r->level = 0;
  if (opens(from) && (end = strchr(from, '}')) != NULL) {
    r->level = *from == '^' ? 1 : -1;
    copy(r->text, from + 2, (size_t)(end - from - 2));
    *text = end + 1;
    return true;
  }
  end = from + 1;
  while (*end != '\0' && !(opens(end) && strchr(end, '}') != NULL)) end++;
  *text = from + copy(r->text, from, (size_t)(end - from));
  return true;
}

static void set_font(cairo_t *cr, double size)
{
  cairo_select_font_face(cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cr, size);
}

double s2_picture_text_width(cairo_t *cr, const char *text, double size)
{
  double width = 0;
  run r;
  while (text != NULL && next(&text, &r)) {
    cairo_text_extents_t extents;
    set_font(cr, r.level == 0 ? size : SCRIPT_SIZE * size);
    cairo_text_extents(cr, r.text, &extents);
    width += extents.x_advance;
  }
  return width;
}

double s2_picture_text_fit(cairo_t *cr, const char *text, double size, double width)
{
  double natural = s2_picture_text_width(cr, text, size);
  return natural > width ? size * width / natural : size;
}

static void trace(cairo_t *cr, const char *text, double size, double x, double y,
                  s2_picture_align align)
{
  run r;
  cairo_new_path(cr);
  if (text == NULL) return;
  if (align != PICTURE_LEFT)
    x -= s2_picture_text_width(cr, text, size) * (align == PICTURE_MIDDLE ? 0.5 : 1);
  while (next(&text, &r)) {
    double shift = r.level > 0 ? -RAISE : r.level < 0 ? LOWER : 0;
    double here = r.level == 0 ? size : SCRIPT_SIZE * size;
    cairo_text_extents_t extents;
    set_font(cr, here);
    cairo_text_extents(cr, r.text, &extents);
    cairo_move_to(cr, x, y + shift * size);
    cairo_text_path(cr, r.text);
    x += extents.x_advance;
  }
}

void s2_picture_text(cairo_t *cr, const char *text, double size, double x, double y,
                     s2_picture_align align)
{
  trace(cr, text, size, x, y, align);
  cairo_fill(cr);
}

void s2_picture_text_on_map(cairo_t *cr, const char *text, double size, double x, double y,
                            s2_picture_align align)
{
  trace(cr, text, size, x, y, align);
  cairo_save(cr);
  cairo_set_source_rgba(cr, 1, 1, 1, 0.75);
  cairo_set_line_width(cr, 0.22 * size);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve(cr);
  cairo_restore(cr);
  cairo_fill(cr);
}

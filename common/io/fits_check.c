// SPDX-License-Identifier: MIT
// The structure of a FITS file (FITS standard 4.0, sections 3, 4 and 7.3), checked against the
// length of the file. CFITSIO trusts headers more than a hostile file deserves.
#include "fits.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK 2880
#define CARD 80
#define MOST_AXES 8
#define MOST_FIELDS 999

typedef struct header {
  const s2_bytes *file;
  size_t start, end; // bytes; the data begin at `end`
  bool table;        // BINTABLE
  int64_t bitpix, naxis, pcount, gcount, tfields;
  int64_t axis[MOST_AXES];
  int64_t width[MOST_FIELDS]; // bytes of each field of a row; -1 = not given
} header;

static s2_status bad(const header *h, const char *card, const char *expected)
{
  size_t at = (size_t)((const unsigned char *)card - h->file->data);
  return S2IO_BAD_FILE(h->file->path, "byte %zu, FITS card '%.30s': expected %s", at, card,
                       expected);
}

static bool is_key(const char *card, const char *key)
{
  size_t length = strlen(key);
  if (memcmp(card, key, length) != 0) return false;
  for (; length < 8; length++)
    if (card[length] != ' ') return false;
  return true;
}

// Number at the end of an indexed keyword, 1 .. most; 0 if the card is another.
static int key_index(const char *card, const char *stem, int most)
{
  size_t length = strlen(stem);
  int value = 0;
  if (memcmp(card, stem, length) != 0 || !isdigit((unsigned char)card[length])) return 0;
  for (; length < 8 && isdigit((unsigned char)card[length]); length++)
    value = 10 * value + (card[length] - '0');
  while (length < 8 && card[length] == ' ') length++;
  return length == 8 && value >= 1 && value <= most ? value : 0;
}

static s2_status get_integer(const header *h, const char *card, int64_t least, int64_t most,
                             int64_t *value)
{
  char text[CARD + 1], *end;
  if (*value >= 0) return bad(h, card, "no second card of this name");
  memcpy(text, card, CARD);
  text[CARD] = '\0';
  if (memcmp(text + 8, "= ", 2) != 0) return bad(h, card, "'= ' after the keyword");
  *value = strtoll(text + 10, &end, 10);
  if (end == text + 10 || (*end != ' ' && *end != '/' && *end != '\0') || *value < least ||
      *value > most)
    return bad(h, card, "a smaller integer, not negative");
  return S2_OK;
}

static s2_status get_bitpix(header *h, const char *card)
{
  int64_t value = -1;
  S2_TRY(get_integer(h, card, -64, 64, &value));
  h->bitpix = value < 0 ? -value : value;
  bool real = value == -32 || value == -64;
  if (!real && value != 8 && value != 16 && value != 32 && value != 64)
    return bad(h, card, "8, 16, 32, 64, -32 or -64");
  return S2_OK;
}

// TFORMn = 'rT': r values of type T.
static s2_status get_width(header *h, const char *card, int64_t *width)
{
  static const char letters[] = "LBIJKAEDCMPQ";
  static const int sizes[] = {1, 1, 2, 4, 8, 1, 4, 8, 8, 16, 8, 16};
  const char *at = card + 10, *end = card + CARD;
  int64_t repeat = 0;
  if (*width >= 0) return bad(h, card, "no second card of this name");
  while (at < end && *at == ' ') at++;
  if (at == end || *at++ != '\'') return bad(h, card, "a quoted format");
  bool digits = at < end && isdigit((unsigned char)*at);
  for (; at < end && isdigit((unsigned char)*at) && repeat < INT64_C(1) << 40; at++)
    repeat = 10 * repeat + (*at - '0');
  if (!digits) repeat = 1;
  const char *found = at < end && *at != '\0' ? strchr(letters, *at) : NULL;
  if (at < end && *at == 'X')
    *width = (repeat + 7) / 8;
  else if (found != NULL)
    *width = repeat * sizes[found - letters];
  else
    return bad(h, card, "a count and one of L X B I J K A E D C M P Q");
  return S2_OK;
}

static s2_status read_card(header *h, const char *card)
{
  for (int i = 0; i < CARD; i++)
    if (card[i] < ' ' || card[i] > '~') return bad(h, card, "printable ASCII");
  int axis = key_index(card, "NAXIS", MOST_AXES);
  int field = h->table ? key_index(card, "TFORM", MOST_FIELDS) : 0;
  if (axis > 0) return get_integer(h, card, 0, INT64_MAX, &h->axis[axis - 1]);
  if (field > 0) return get_width(h, card, &h->width[field - 1]);
  if (is_key(card, "BITPIX")) return get_bitpix(h, card);
  if (is_key(card, "NAXIS")) return get_integer(h, card, 0, MOST_AXES, &h->naxis);
  if (is_key(card, "PCOUNT")) return get_integer(h, card, 0, INT64_MAX, &h->pcount);
  if (is_key(card, "GCOUNT")) return get_integer(h, card, 1, 1, &h->gcount);
  if (is_key(card, "TFIELDS")) return get_integer(h, card, 0, MOST_FIELDS, &h->tfields);
  if (is_key(card, "ZIMAGE") || is_key(card, "ZTABLE") || is_key(card, "GROUPS"))
    return bad(h, card, "a plain image or table: compression and groups are not supported");
  return S2_OK;
}

// Read the cards up to END; the header is padded to whole blocks.
static s2_status read_header(header *h)
{
  const char *first = (const char *)h->file->data + h->start;
  h->table = memcmp(first, "XTENSION= 'BINTABLE'", 20) == 0;
  h->bitpix = h->naxis = h->pcount = h->gcount = h->tfields = -1;
  for (int i = 0; i < MOST_AXES; i++) h->axis[i] = -1;
  for (int i = 0; i < MOST_FIELDS; i++) h->width[i] = -1;
  for (size_t at = h->start; h->file->size - at >= CARD; at += CARD) {
    const char *card = (const char *)h->file->data + at;
    if (is_key(card, "END")) {
      h->end = h->start + ((at - h->start) / BLOCK + 1) * BLOCK;
      return h->end <= h->file->size ? S2_OK : bad(h, card, "padding to 2880 bytes");
    }
    S2_TRY(read_card(h, card));
  }
  return bad(h, first, "an END card before the end of the file");
}

static s2_status check_fields(const header *h, const char *first)
{
  int64_t width = 0;
  if (h->naxis != 2 || h->bitpix != 8 || h->tfields < 0)
    return bad(h, first, "BITPIX = 8, NAXIS = 2 and TFIELDS in a binary table");
  for (int64_t i = 0; i < h->tfields; i++) {
    if (h->width[i] < 0) return bad(h, first, "a TFORM for every field");
    width += h->width[i]; // each below 2^45
  }
  return width == h->axis[0] ? S2_OK : bad(h, first, "NAXIS1 to be the sum of the TFORM widths");
}

static s2_status measure(const header *h, int64_t *size)
{
  const char *first = (const char *)h->file->data + h->start;
  if (h->bitpix < 0 || h->naxis < 0) return bad(h, first, "BITPIX and NAXIS cards");
  *size = h->naxis > 0;
  for (int64_t i = 0; i < h->naxis; i++) {
    if (h->axis[i] < 0) return bad(h, first, "a card NAXISn for every axis");
    if (!s2_priv_mul(*size, h->axis[i], size)) return bad(h, first, "under 2^63 elements");
  }
  int64_t heap = h->pcount > 0 ? h->pcount : 0;
  if (*size > INT64_MAX - heap || !s2_priv_mul(*size + heap, h->bitpix / 8, size))
    return bad(h, first, "under 2^63 bytes");
  if ((uint64_t)*size > h->file->size - h->end)
    return S2IO_BAD_FILE(h->file->path, "byte %zu: the header announces %lld bytes, but %zu follow",
                         h->end, (long long)*size, h->file->size - h->end);
  return h->table ? check_fields(h, first) : S2_OK;
}

static bool begins(const s2_bytes *file, size_t at, const char *text)
{
  return file->size > at && file->size - at >= BLOCK &&
         memcmp(file->data + at, text, strlen(text)) == 0;
}

s2_status s2io_fits_check(const s2_bytes *file, size_t *size)
{
  int64_t data;
  header *h = s2_priv_alloc(1, sizeof *h);
  if (h == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a header");
  s2_status status = S2_OK;
  h->file = file;
  *size = 0;
  if (!begins(file, 0, "SIMPLE  ="))
    status = S2IO_BAD_FILE(file->path, "byte 0: expected SIMPLE, the start of a FITS file");
  while (status == S2_OK && (*size == 0 || begins(file, *size, "XTENSION="))) {
    h->start = *size;
    status = read_header(h);
    if (status == S2_OK) status = measure(h, &data);
    if (status == S2_OK) *size = h->end + ((size_t)data + BLOCK - 1) / BLOCK * BLOCK;
  }
  s2_priv_free(h);
  return status;
}

// SPDX-License-Identifier: MIT
#include "internal.h"
#include <stdio.h>
#include <string.h>

void s2_names_destroy(s2_names *names)
{
  if (names == NULL) return;
  for (int64_t i = 0; names->name != NULL && i < names->count; i++) s2_priv_free(names->name[i]);
  s2_priv_free(names->name);
  s2_priv_free(names);
}

s2_status s2io_names_create(s2_names **names, int64_t count)
{
  s2_names *made = s2_priv_alloc(1, sizeof *made);
  *names = made;
  if (made != NULL) made->name = s2_priv_alloc(count > 0 ? (size_t)count : 1, sizeof(char *));
  if (made == NULL || made->name == NULL) {
    s2_names_destroy(made);
    *names = NULL;
    return S2_FAIL(S2_ERR_MEMORY, "no memory for %lld names", (long long)count);
  }
  made->count = count;
  return S2_OK;
}

s2_status s2io_names_set(s2_names *names, int64_t at, const char *text, size_t length)
{
  char *copy = s2_priv_alloc(length + 1, 1);
  if (copy == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for a name of %zu bytes", length);
  if (length > 0) memcpy(copy, text, length);
  names->name[at] = copy;
  return S2_OK;
}

void s2io_names_join(const s2_names *names, char *text, size_t size)
{
  size_t used = 0;
  text[0] = '\0';
  for (int64_t i = 0; i < names->count && used < size; i++) {
    int put = snprintf(text + used, size - used, "%s%s", i > 0 ? ", " : "", names->name[i]);
    if (put < 0) return;
    used += (size_t)put;
  }
}

void s2io_copy_text(char *field, const char *text, size_t length)
{
  size_t used = length < S2_TEXT_SIZE - 1 ? length : S2_TEXT_SIZE - 1;
  while (used > 0 && (text[used - 1] == ' ' || text[used - 1] == '\0')) used--;
  if (used > 0) memcpy(field, text, used);
  field[used] = '\0';
}

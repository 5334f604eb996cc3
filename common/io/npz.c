// SPDX-License-Identifier: MIT
#include "internal.h"
#include <string.h>

// Length of a member's name without ".npy"; 0 if it is not an array.
static size_t stem(const s2io_zip_member *member)
{
  size_t length = member->name_length;
  bool array = length > 4 && memcmp(member->name + length - 4, ".npy", 4) == 0;
  return array ? length - 4 : 0;
}

static s2_status count_arrays(const s2_bytes *file, int64_t *count)
{
  s2io_zip zip;
  s2io_zip_member member;
  bool found = true;
  S2_TRY(s2io_zip_open(&zip, file));
  for (*count = 0;;) {
    S2_TRY(s2io_zip_next(&zip, &member, &found));
    if (!found) return S2_OK;
    *count += stem(&member) > 0;
  }
}

static s2_status fill_names(s2_names *names, const s2_bytes *file)
{
  s2io_zip zip;
  s2io_zip_member member;
  bool found = true;
  S2_TRY(s2io_zip_open(&zip, file));
  for (int64_t at = 0; at < names->count;) {
    S2_TRY(s2io_zip_next(&zip, &member, &found));
    if (stem(&member) > 0) S2_TRY(s2io_names_set(names, at++, member.name, stem(&member)));
  }
  return S2_OK;
}

s2_status s2_priv_npz_names(s2_names **names, const s2_bytes *file)
{
  int64_t count;
  *names = NULL;
  S2_TRY(count_arrays(file, &count));
  S2_TRY(s2io_names_create(names, count));
  s2_status status = fill_names(*names, file);
  if (status == S2_OK) return S2_OK;
  s2_names_destroy(*names);
  *names = NULL;
  return status;
}

// Whether the caller's name, with or without ".npy", means the member.
static bool matches(const s2io_zip_member *member, const char *name)
{
  size_t length = stem(member);
  if (name == NULL || length == 0) return length > 0;
  size_t asked = strlen(name);
  bool whole = asked == member->name_length || asked == length;
  return whole && memcmp(member->name, name, asked) == 0;
}

static s2_status not_found(const s2_bytes *file, const char *name, int64_t count)
{
  s2_names *names;
  char list[160];
  S2_TRY(s2_priv_npz_names(&names, file));
  s2io_names_join(names, list, sizeof list);
  s2_names_destroy(names);
  if (name == NULL)
    return S2IO_BAD_FILE(file->path, "has %lld arrays, so one must be named; it has: %s",
                         (long long)count, list);
  return S2IO_BAD_FILE(file->path, "has no array '%.80s'; it has: %s", name, list);
}

static s2_status find(s2io_zip *zip, s2io_zip_member *member, const char *name)
{
  s2io_zip_member each;
  bool more = true;
  int64_t count = 0;
  S2_TRY(s2io_zip_open(zip, zip->file));
  for (;;) {
    S2_TRY(s2io_zip_next(zip, &each, &more));
    if (!more) break;
    if (!matches(&each, name)) continue;
    *member = each;
    count++;
  }
  if (count == 0 || (name == NULL && count > 1)) return not_found(zip->file, name, count);
  return S2_OK;
}

s2_status s2_priv_npz_parse(s2_array **array, const s2_bytes *file, const char *name)
{
  s2io_zip zip = {.file = file};
  s2io_zip_member member;
  void *data;
  *array = NULL;
  S2_TRY(find(&zip, &member, name));
  S2_TRY(s2io_zip_extract(&zip, &member, &data));
  s2_bytes unpacked = {data, (size_t)member.size, file->path};
  s2_status status = s2_priv_npy_parse(array, &unpacked);
  s2_priv_free(data);
  return status;
}

typedef struct request {
  s2_array **array;
  const char *name;
} request;

static s2_status parse_array(const s2_bytes *file, void *arg)
{
  const request *asked = arg;
  return s2_priv_npz_parse(asked->array, file, asked->name);
}

static s2_status parse_names(const s2_bytes *file, void *arg)
{
  return s2_priv_npz_names(arg, file);
}

s2_status s2_npz_read(s2_array **array, const char *path, const char *name)
{
  S2_REQUIRE(array != NULL, "array = NULL");
  *array = NULL;
  request asked = {array, name};
  return s2io_read(path, parse_array, &asked);
}

s2_status s2_npz_list(s2_names **names, const char *path)
{
  S2_REQUIRE(names != NULL, "names = NULL");
  *names = NULL;
  return s2io_read(path, parse_names, names);
}

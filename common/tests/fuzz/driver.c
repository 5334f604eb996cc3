// SPDX-License-Identifier: MIT
// Runs a libFuzzer target without libFuzzer: fuzz_x [-n inputs] seed...
// The inputs are mutations of the seed files, the same in every run. A failure is a crash, or a
// sanitizer's report; the input that caused it is input number `running` (see a debugger).
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct input {
  uint8_t *data;
  size_t size;
} input;

static volatile long running;
static uint64_t state;

// splitmix64 (Steele, Lea and Flood 2014).
static uint64_t random_bits(void)
{
  uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static size_t below(size_t n)
{
  return n > 0 ? (size_t)(random_bits() % n) : 0;
}

static void flip_bit(input *x, const input *other)
{
  (void)other;
  if (x->size > 0) x->data[below(x->size)] ^= (uint8_t)(1U << below(8));
}

static void set_byte(input *x, const input *other)
{
  static const uint8_t values[] = {0, 1, 0x7f, 0x80, 0xff, ' ', '0', '9', '-', '\n', '\'', '('};
  (void)other;
  size_t pick = below(2 * sizeof values);
  uint8_t value = pick < sizeof values ? values[pick] : (uint8_t)random_bits();
  if (x->size > 0) x->data[below(x->size)] = value;
}

static void truncate_end(input *x, const input *other)
{
  (void)other;
  x->size = below(x->size + 1);
}

// Copy a stretch of another seed over this one.
static void splice(input *x, const input *other)
{
  size_t to = below(x->size), from = below(other->size), length = 1 + below(64);
  if (length > x->size - to) length = x->size - to;
  if (length > other->size - from) length = other->size - from;
  if (length > 0) memcpy(x->data + to, other->data + from, length);
}

static void remove_stretch(input *x, const input *other)
{
  (void)other;
  size_t at = below(x->size), length = below(32);
  if (length > x->size - at) length = x->size - at;
  memmove(x->data + at, x->data + at + length, x->size - at - length);
  x->size -= length;
}

// Where sizes are stored as 2, 4 or 8 bytes of either order, put an awkward one.
static void edit_size(input *x, const input *other)
{
  static const uint64_t sizes[] = {0,          1,          2,           0xffff,         0x7fffffff,
                                   0x80000000, 0xffffffff, 0x100000000, UINT64_MAX / 8, INT64_MAX,
                                   UINT64_MAX};
  (void)other;
  size_t bytes = (size_t)2 << below(3), big = below(2);
  uint64_t value = sizes[below(sizeof sizes / sizeof *sizes)] + below(3) - 1;
  if (x->size < bytes) return;
  uint8_t *at = x->data + below(x->size - bytes + 1);
  for (size_t i = 0; i < bytes; i++) at[big ? bytes - 1 - i : i] = (uint8_t)(value >> 8 * i);
}

// Where sizes are stored as digits, put others.
static void edit_digits(input *x, const input *other)
{
  (void)other;
  size_t at = below(x->size);
  while (at < x->size && (x->data[at] < '0' || x->data[at] > '9')) at++;
  for (size_t n = 1 + below(12); n > 0 && at < x->size && x->data[at] != '\n'; n--)
    x->data[at++] = (uint8_t)('0' + below(10));
}

static void mutate(input *x, const input *seeds, size_t nseeds)
{
  static void (*const mutations[])(input * x, const input *other) = {
      flip_bit,  flip_bit,    set_byte, set_byte,       edit_size,
      edit_size, edit_digits, splice,   remove_stretch, truncate_end};
  const input *seed = &seeds[below(nseeds)];
  x->size = seed->size;
  memcpy(x->data, seed->data, seed->size);
  for (size_t n = 1 + below(4); n > 0; n--)
    mutations[below(sizeof mutations / sizeof *mutations)](x, &seeds[below(nseeds)]);
}

// The copy given to the target ends where its allocation ends, so that sanitizers see an overrun.
static int run_one(const input *x)
{
  uint8_t *exact = malloc(x->size > 0 ? x->size : 1);
  if (exact == NULL) return 1;
  memcpy(exact, x->data, x->size);
  LLVMFuzzerTestOneInput(exact, x->size);
  free(exact);
  return 0;
}

static int run_all(const input *seeds, size_t nseeds, input *x, long inputs)
{
  int failed = 0;
  for (size_t i = 0; i < nseeds && !failed; i++) failed = run_one(&seeds[i]);
  for (running = 0; running < inputs && !failed; running++) {
    state = (uint64_t)running << 20;
    mutate(x, seeds, nseeds);
    failed = run_one(x);
  }
  printf("%ld inputs from %zu seeds\n", running, nseeds);
  return failed;
}

static int load(input *seed, const char *path)
{
  FILE *file = fopen(path, "rb");
  long size = -1;
  if (file != NULL && fseek(file, 0, SEEK_END) == 0) size = ftell(file);
  if (size >= 0) {
    rewind(file);
    seed->size = (size_t)size;
    seed->data = malloc(seed->size + 1);
    if (seed->data != NULL && fread(seed->data, 1, seed->size, file) != seed->size) size = -1;
  }
  if (file != NULL) fclose(file);
  if (size >= 0 && seed->data != NULL) return 0;
  fprintf(stderr, "%s: cannot be read\n", path);
  return 1;
}

int main(int argc, char **argv)
{
  int first = argc > 2 && strcmp(argv[1], "-n") == 0 ? 3 : 1, failed = 0;
  long inputs = first == 3 ? strtol(argv[2], NULL, 10) : 10000;
  if (first >= argc) {
    fprintf(stderr, "usage: %s [-n inputs] seed...\n", argv[0]);
    return 2;
  }
  size_t nseeds = (size_t)(argc - first), largest = 1;
  input *seeds = calloc(nseeds, sizeof *seeds), x = {NULL, 0};
  if (seeds == NULL) return 1;
  for (size_t i = 0; i < nseeds && !failed; i++) {
    failed = load(&seeds[i], argv[first + (int)i]);
    if (seeds[i].size > largest) largest = seeds[i].size;
  }
  x.data = malloc(largest);
  failed = failed || x.data == NULL || run_all(seeds, nseeds, &x, inputs);
  for (size_t i = 0; i < nseeds; i++) free(seeds[i].data);
  free(seeds);
  free(x.data);
  return failed;
}

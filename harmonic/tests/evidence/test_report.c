// SPDX-License-Identifier: MIT
// Results in words and as JSON: well-formed whatever the numbers are, cut off cleanly, in any
// locale.
#include "gauss.h"

#include <ctype.h>
#include <harmonic/report.h>
#include <locale.h>
#include <stdio.h>

static harmonic_result some_result(void)
{
  static const gauss g = {3, 0.3, -310.125};
  harmonic_result r;
  harmonic_chains *chains = gauss_chains(&g, 1, 2, 500, 0.0);
  harmonic_model *model = gauss_model_new(3);
  harmonic_evidence_options o;
  harmonic_evidence_options_init(&o);
  o.density = gauss_density;
  o.density_user = (void *)&g;
  o.draws = 400;
  assert_ok(harmonic_evidence_estimate(chains, model, &o, &r));
  harmonic_model_destroy(model);
  harmonic_chains_destroy(chains);
  return r;
}

// ------------------------------------------------------------------ a strict reader of JSON

static const char *skip_space(const char *at)
{
  while (isspace((unsigned char)*at)) at++;
  return at;
}

static const char *read_string(const char *at)
{
  if (*at++ != '"') return NULL;
  for (; *at != '"'; at++) {
    if ((unsigned char)*at < ' ') return NULL;
    if (*at == '\\') at++;
  }
  return at + 1;
}

static const char *read_number(const char *at)
{
  const char *start = at;
  if (*at == '-') at++;
  if (!isdigit((unsigned char)*at)) return NULL;
  while (*at != '\0' && strchr("0123456789.eE+-", *at) != NULL) at++;
  return at > start ? at : NULL;
}

static const char *read_value(const char *at);

static const char *read_list(const char *at, char end, int named)
{
  for (at = skip_space(at + 1); *at != end; at = skip_space(at + 1)) {
    if (named) {
      at = read_string(at);
      if (at == NULL || *(at = skip_space(at)) != ':') return NULL;
      at = skip_space(at + 1);
    }
    at = read_value(at);
    if (at == NULL) return NULL;
    at = skip_space(at);
    if (*at == end) return at + 1;
    if (*at != ',') return NULL;
  }
  return at + 1;
}

static const char *read_value(const char *at)
{
  if (*at == '{') return read_list(at, '}', 1);
  if (*at == '[') return read_list(at, ']', 0);
  if (*at == '"') return read_string(at);
  if (strncmp(at, "null", 4) == 0) return at + 4;
  return read_number(at);
}

static void assert_json(const harmonic_result *r)
{
  char text[32768];
  size_t length = harmonic_result_json(r, sizeof text, text);
  assert_true(length < sizeof text && strlen(text) == length);
  const char *end = read_value(text);
  if (end == NULL) fail_msg("not JSON: %.2000s", text);
  assert_true(*skip_space(end) == '\0');
}

// ------------------------------------------------------------------ tests

static void json_is_well_formed(void **state)
{
  (void)state;
  harmonic_result r = some_result(), zero = {.model = "a \"quoted\\\" \n name"};
  assert_json(&r);
  r.doubts = 0x55;
  r.faults = 0x2aa;
  assert_json(&r);
  zero.ln_evidence = NAN;
  zero.upper = INFINITY;
  zero.error = -INFINITY;
  assert_json(&zero);
}

static double number_after(const char *text, const char *what)
{
  const char *at = strstr(text, what);
  assert_non_null(at);
  return strtod(at + strlen(what), NULL);
}

static void json_holds_the_numbers_exactly(void **state)
{
  (void)state;
  harmonic_result r = some_result();
  char text[32768];
  harmonic_result_json(&r, sizeof text, text);
  assert_true(number_after(text, "\"ln_evidence\": ") == r.ln_evidence);
  assert_true(number_after(text, "\"error\": ") == r.error);
  assert_true(number_after(text, "\"jackknife\": ") == r.errors.jackknife);
  assert_true(number_after(text, "\"k\": ") == r.tail.k);
  assert_true(number_after(text, "\"importance_ln_evidence\": ") ==
              r.bridge.importance_ln_evidence);
}

static void words_tell_the_result_and_why(void **state)
{
  (void)state;
  harmonic_result r = some_result();
  char text[8192];
  r.doubts = HARMONIC_FLAG_HEAVY_TAIL;
  r.faults = HARMONIC_FLAG_UNSEEN;
  r.verdict = HARMONIC_BAD;
  size_t length = harmonic_result_text(&r, sizeof text, text);
  assert_true(length == strlen(text) && length < 4000);
  assert_true(strncmp(text, "ln z = -310.", 12) == 0);
  static const char *words[] = {"verdict: bad", "jackknife",
                                "training",     "tail shape k",
                                "bridge",       "doubtful: heavy-tail",
                                "bad: unseen",  "1000 samples in 2 chains"};
  for (size_t i = 0; i < COUNT(words); i++)
    if (strstr(text, words[i]) == NULL) fail_msg("no \"%s\" in:\n%s", words[i], text);
  for (const char *line = text; *line != '\0'; line = strchr(line, '\n') + 1)
    assert_true(strchr(line, '\n') - line <= 125); // reasons are sentences, the table is narrower
}

static void what_does_not_fit_is_cut_off(void **state)
{
  (void)state;
  harmonic_result r = some_result();
  size_t (*const writers[])(const harmonic_result *, size_t, char *) = {harmonic_result_text,
                                                                        harmonic_result_json};
  for (size_t w = 0; w < COUNT(writers); w++) {
    char whole[32768], part[100];
    size_t length = writers[w](&r, sizeof whole, whole);
    assert_int_equal(writers[w](&r, 0, NULL), length);
    for (size_t size = 1; size < sizeof part; size += 7) {
      memset(part, '#', sizeof part);
      assert_int_equal(writers[w](&r, size, part), length);
      assert_true(strlen(part) == size - 1 && strncmp(part, whole, size - 1) == 0);
      assert_true(part[size] == '#');
    }
  }
}

static void numbers_have_points_in_any_locale(void **state)
{
  (void)state;
  static const char *names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE"};
  harmonic_result r = some_result();
  char here[32768], there[32768];
  harmonic_result_json(&r, sizeof here, here);
  const char *set = NULL;
  for (size_t i = 0; i < COUNT(names) && set == NULL; i++) set = setlocale(LC_NUMERIC, names[i]);
  if (set == NULL) return; // there is none on this computer to try
  harmonic_result_json(&r, sizeof there, there);
  setlocale(LC_NUMERIC, "C");
  assert_string_equal(here, there);
}

static void every_flag_has_words(void **state)
{
  (void)state;
  for (int k = 0; k < HARMONIC_FLAGS; k++) {
    const char *name = harmonic_flag_name((harmonic_flag)(1 << k));
    assert_true(strlen(harmonic_flag_text((harmonic_flag)(1 << k))) > 20);
    for (int l = 0; l < k; l++)
      assert_string_not_equal(name, harmonic_flag_name((harmonic_flag)(1 << l)));
  }
  assert_string_equal(harmonic_flag_name((harmonic_flag)(1 << HARMONIC_FLAGS)), "unknown");
  assert_string_equal(harmonic_verdict_name(HARMONIC_DOUBTFUL), "doubtful");
  assert_string_equal(harmonic_verdict_name((harmonic_verdict)7), "unknown");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_is_well_formed),
      cmocka_unit_test(json_holds_the_numbers_exactly),
      cmocka_unit_test(words_tell_the_result_and_why),
      cmocka_unit_test(what_does_not_fit_is_cut_off),
      cmocka_unit_test(numbers_have_points_in_any_locale),
      cmocka_unit_test(every_flag_has_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

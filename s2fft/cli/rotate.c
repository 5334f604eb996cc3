// SPDX-License-Identifier: MIT
#include "coefficients.h"
#include <math.h>
#include <s2fft/layout.h>
#include <s2fft/rotate.h>
#include <string.h>
#include <strings.h>

static const double degree = 3.14159265358979323846 / 180;

// Coordinate systems, and how HEALPix' COORDSYS calls them.
typedef struct sky_system {
  const char *name, *letters;
  s2fft_coordinates coordinates;
} sky_system;

static const sky_system systems[] = {{"galactic", "G", S2FFT_GALACTIC},
                                     {"ecliptic", "E", S2FFT_ECLIPTIC},
                                     {"equatorial", "CQ", S2FFT_EQUATORIAL}};

static const sky_system *system_of(const char *name)
{
  for (size_t i = 0; name != NULL && i < sizeof systems / sizeof *systems; i++) {
    bool letter = strlen(name) == 1 && strchr(systems[i].letters, name[0]) != NULL;
    if (letter || strcasecmp(name, systems[i].name) == 0) return &systems[i];
  }
  return NULL;
}

static s2_status angles_given(const char *text, s2fft_euler *a)
{
  int used = 0;
  USAGE_REQUIRE(sscanf(text, "%lf,%lf,%lf%n", &a->alpha, &a->beta, &a->gamma, &used) == 3 &&
                    text[used] == '\0' && isfinite(a->alpha) && isfinite(a->beta) &&
                    isfinite(a->gamma),
                "--euler %s: give ALPHA,BETA,GAMMA in degrees", text);
  *a = (s2fft_euler){a->alpha * degree, a->beta * degree, a->gamma * degree};
  return S2_OK;
}

// The rotation that the options ask for of a map in `coordsys`, which is then set to what results.
static s2_status angles_of(cli_run *run, char coordsys[S2_TEXT_SIZE], s2fft_euler *angles)
{
  const cli_options *o = run->options;
  bool sky = o->from_system != NULL || o->to_system != NULL;
  USAGE_REQUIRE((o->euler != NULL) != sky, "give --euler A,B,G, or --to COORDINATES");
  if (o->euler != NULL) {
    coordsys[0] = '\0'; // none that has a name
    return angles_given(o->euler, angles);
  }
  const sky_system *held = system_of(coordsys), *to = system_of(o->to_system);
  const sky_system *from = o->from_system != NULL ? system_of(o->from_system) : held;
  USAGE_REQUIRE(to != NULL, "give the coordinates wanted: --to");
  USAGE_REQUIRE(from != NULL, "%s does not tell its coordinates: give --from", run->operand[0]);
  if (held != NULL && held != from)
    cli_note(run, "%s says that it is %s: taken as %s", run->operand[0], held->name, from->name);
  snprintf(coordsys, S2_TEXT_SIZE, "%c", to->letters[0]);
  return s2fft_euler_coordinates(from->coordinates, to->coordinates, angles);
}

// A rotation mixes all orders of a degree: make room for those beyond mmax.
static s2_status complete(s2_alm_set **set)
{
  const s2_alm_set *cut = *set;
  s2_alm_set *whole;
  if (cut->mmax == cut->lmax) return S2_OK;
  S2_TRY(s2_alm_set_create(&whole, cut->lmax, cut->lmax, cut->ncomponents));
  s2fft_shape from = {S2FFT_LAYOUT_TRIANGLE, cut->lmax + 1, cut->mmax};
  s2fft_shape to = {S2FFT_LAYOUT_TRIANGLE, cut->lmax + 1, cut->lmax};
  s2_status status = S2_OK;
  for (int i = 0; i < cut->ncomponents && status == S2_OK; i++)
    status = s2fft_layout_convert(&from, cli_component(cut, i), &to, cli_component(whole, i));
  s2_alm_set_destroy(status == S2_OK ? *set : whole);
  if (status == S2_OK) *set = whole;
  return status;
}

// T, E and B, or any other fields, rotate alike: D does not depend on the spin.
static s2_status rotate_set(cli_run *run, const s2fft_euler *angles, s2_alm_set **set)
{
  S2_TRY(complete(set));
  s2fft_rotate_options o;
  s2fft_rotate_options_init(&o);
  o.count = (*set)->ncomponents;
  o.stride = (*set)->size;
  o.nthreads = run->threads;
  o.progress = cli_progress;
  o.progress_user = run;
  double start = cli_clock();
  S2_TRY(s2fft_rotate((*set)->lmax + 1, angles, (*set)->values, (*set)->values, &o));
  cli_number(run, "alpha", angles->alpha / degree);
  cli_number(run, "beta", angles->beta / degree);
  cli_number(run, "gamma", angles->gamma / degree);
  cli_number(run, "rotation_ms", 1e3 * (cli_clock() - start));
  return S2_OK;
}

static s2_status write_maps(cli_run *run, const s2_alm_set *set, cli_maps *maps)
{
  const cli_options *o = run->options;
  S2_TRY(cli_resynthesise(run, set, NULL, maps));
  S2_TRY(cli_maps_write(run, o->output, maps));
  return o->picture != NULL ? cli_draw_maps(run, o->picture, maps) : S2_OK;
}

s2_status cli_rotate(cli_run *run)
{
  const cli_options *o = run->options;
  s2_alm_set *set;
  cli_maps maps;
  s2fft_euler angles;
  USAGE_REQUIRE(o->output != NULL, "give the file to write: -o OUT");
  s2_status status =
      cli_input_read(run, run->operand[0], o->sampling, cli_wanted_maps(o), &set, &maps);
  bool alm = set != NULL;
  if (status == S2_OK) status = angles_of(run, maps.coordsys, &angles);
  if (status == S2_OK && !alm) status = cli_analyse(run, &maps, &set);
  if (status == S2_OK) status = rotate_set(run, &angles, &set);
  if (status == S2_OK)
    status = alm ? cli_alm_write(run, o->output, set) : write_maps(run, set, &maps);
  if (status == S2_OK) cli_text(run, "output", "%s", o->output);
  s2_alm_set_destroy(set);
  cli_maps_free(&maps);
  return status;
}

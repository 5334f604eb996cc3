// SPDX-License-Identifier: MIT
// Plans nobody would ask for: any input becomes a grid, a band-limit, options and one pair of
// transforms, legal or not. What is refused must be refused alike by s2fft_estimate(); what is
// accepted must take the memory it said, and where a sampling theorem holds must come back.
#include <math.h>
#include <s2fft/s2fft.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_RINGS = 12, MAX_WEIGHTS = 64, MAX_L = 24 }; // of any grid made here

// A wrong answer ends the program, as a wrong access does under a sanitizer.
static void must(int good)
{
  if (!good) abort();
}

// Seeded by FNV-1a over the input: with so few choices, random search meets them all.
static uint64_t start(const uint8_t *data, size_t size)
{
  uint64_t state = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < size; ++i) state = (state ^ data[i]) * UINT64_C(0x100000001b3);
  return state;
}

// splitmix64 (Steele, Lea and Flood 2014).
static uint64_t bits(uint64_t *state)
{
  uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static int between(uint64_t *state, int low, int high)
{
  return low + (int)(bits(state) % (uint64_t)(high - low + 1));
}

static double uniform(uint64_t *state)
{
  return (double)(bits(state) >> 11) * 0x1p-53;
}

// Now and then a number that has no business there.
static double awkward(uint64_t *state, double usual)
{
  const double values[] = {0.0, -1.0, 1e-300, 3.141592653589793, 1e300, NAN, INFINITY};
  return between(state, 0, 40) > 0 ? usual : values[between(state, 0, 6)];
}

static s2_status user_rings(s2_grid **grid, uint64_t *state)
{
  s2_ring rings[MAX_RINGS];
  int n = between(state, 1, MAX_RINGS);
  int64_t offset = 0;
  for (int r = 0; r < n; ++r) {
    int nphi = between(state, between(state, 0, 40) > 0, 30);
    rings[r] = (s2_ring){.theta = awkward(state, 3.14 * uniform(state)),
                         .phi0 = awkward(state, 7.0 * uniform(state)),
                         .weight = awkward(state, uniform(state)),
                         .offset = offset,
                         .nphi = nphi};
    offset += nphi + between(state, -(between(state, 0, 40) == 0), 3);
  }
  for (int r = n - 1; r > 0 && between(state, 0, 2) == 0; --r) // a pair: offsets stay apart
    rings[r].theta = 3.141592653589793 - rings[r - 1].theta;
  return s2_grid_create_rings(grid, n, rings);
}

static s2_status any_grid(s2_grid **grid, uint64_t *state)
{
  int kind = between(state, -1, S2_GRID_RINGS + 1);
  if (kind == S2_GRID_RINGS) return user_rings(grid, state);
  if (kind == S2_GRID_HEALPIX) return s2_grid_create_healpix(grid, between(state, 0, 8));
  if (between(state, 0, 1) == 0)
    return s2_grid_create(grid, (s2_grid_kind)kind, between(state, 0, MAX_L));
  int nrings = between(state, 0, 40);
  return s2_grid_create_shape(grid, (s2_grid_kind)kind, nrings, between(state, 0, 60));
}

static s2fft_options any_options(uint64_t *state, int L, const double *weights)
{
  s2fft_options o;
  s2fft_options_init(&o);
  o.spin = between(state, 0, 1) == 0 ? 0 : between(state, -L, L);
  o.mmax = between(state, 0, 2) > 0 ? -1 : between(state, -2, L);
  o.lmin = between(state, 0, 2) > 0 ? 0 : between(state, -1, L + 1);
  o.layout = (s2fft_layout)between(state, 0, between(state, 0, 9) > 0 ? 3 : 4);
  o.nthreads = between(state, 0, 40) > 0 ? 1 : between(state, -1, 3);
  o.iterations = between(state, 0, 3) > 0 ? 0 : between(state, -1, 2);
  if (between(state, 0, 4) == 0) o.ring_weights = weights;
  return o;
}

// Coefficients and maps of one batch, pairs in two arrays.
typedef struct fields {
  s2_complex *alm[2];
  double *map[2];
} fields;

typedef s2_status one_to_map(const s2fft_plan *, const s2_complex *, double *, const s2fft_batch *,
                             s2fft_workspace *);
typedef s2_status one_to_alm(const s2fft_plan *, const double *, s2_complex *, const s2fft_batch *,
                             s2fft_workspace *);
static one_to_map *const real_to_map[] = {s2fft_inverse, s2fft_forward_adjoint};
static one_to_alm *const real_to_alm[] = {s2fft_forward, s2fft_inverse_adjoint};

// There and back: by the transforms, or by the adjoints of both.
static s2_status there_and_back(const s2fft_plan *plan, s2fft_field field, int adjoint, fields *x,
                                const s2fft_batch *batch, s2fft_workspace *work)
{
  s2_complex *flm = x->alm[0], *z = (s2_complex *)(void *)x->map[0];
  s2_status status;
  if (field == S2FFT_REAL) {
    status = real_to_map[adjoint](plan, x->alm[0], x->map[0], batch, work);
    return status != S2_OK ? status : real_to_alm[adjoint](plan, x->map[0], x->alm[0], batch, work);
  }
  if (field == S2FFT_COMPLEX) {
    status = (adjoint ? s2fft_forward_adjoint_complex : s2fft_inverse_complex)(plan, flm, z, batch,
                                                                               work);
    return status != S2_OK ? status
                           : (adjoint ? s2fft_inverse_adjoint_complex
                                      : s2fft_forward_complex)(plan, z, flm, batch, work);
  }
  status = (adjoint ? s2fft_forward_adjoint_pair
                    : s2fft_inverse_pair)(plan, flm, x->alm[1], x->map[0], x->map[1], batch, work);
  return status != S2_OK ? status
                         : (adjoint ? s2fft_inverse_adjoint_pair : s2fft_forward_pair)(
                               plan, x->map[0], x->map[1], flm, x->alm[1], batch, work);
}

// a_lm = 1 / (1 + l + |m|) where (l, m) has a place: real for m = 0, the zeros are in l < |s|.
static void fill(const s2fft_plan *plan, s2fft_field field, int lmin, double *alm)
{
  int L = s2fft_plan_L(plan), spin = abs(s2fft_plan_spin(plan));
  for (int l = spin > lmin ? spin : lmin; l < L; ++l)
    for (int m = -l; m <= l; ++m) {
      int64_t at = s2fft_alm_index(plan, field, l, m);
      if (at < 0 || abs(m) > s2fft_plan_mmax(plan)) continue;
      int mirrored = field != S2FFT_COMPLEX && m % 2 != 0 && m < 0; // a_l-m = (-1)^m conj a_lm
      alm[2 * at] = (mirrored ? -1.0 : 1.0) / (1 + l + abs(m));
    }
}

static void compare(const s2fft_plan *plan, s2fft_field field, int lmin, const fields *x)
{
  size_t n = 2 * (size_t)s2fft_alm_size(plan, field);
  double *wanted = calloc(n, sizeof *wanted);
  must(wanted != NULL);
  fill(plan, field, lmin, wanted);
  const double *found = (const double *)(const void *)x->alm[0];
  for (size_t i = 0; i < n; ++i) must(fabs(found[i] - wanted[i]) < 1e-9);
  free(wanted);
}

static void transform(const s2fft_plan *plan, s2fft_field field, const s2fft_options *o, int exact,
                      uint64_t *state)
{
  int64_t nalm = s2fft_alm_size(plan, field), nmap = s2fft_map_size(plan);
  s2fft_batch batch = {.count = between(state, 1, 3), .map_stride = nmap + between(state, 0, 3)};
  size_t reals = (size_t)(batch.map_stride * (batch.count - 1) + nmap);
  size_t coefficients = (size_t)(nalm * batch.count) + 1; // none: the layout cannot hold the field
  s2fft_workspace *work = NULL;
  fields x;
  int made = between(state, 0, 1), adjoint = between(state, 0, 1);
  if (made) made = s2fft_workspace_create(&work, plan, field, between(state, 1, 3)) == S2_OK;
  for (int p = 0; p < 2; ++p) {
    x.alm[p] = calloc(2 * coefficients, sizeof(double));
    x.map[p] = calloc(reals * (field == S2FFT_COMPLEX ? 2 : 1), sizeof(double));
    must(x.alm[p] != NULL && x.map[p] != NULL);
  }
  if (nalm > 0) fill(plan, field, o->lmin, (double *)(void *)x.alm[0]);
  s2_status status = there_and_back(plan, field, adjoint, &x, &batch, work);
  must(nalm > 0 || status == S2_ERR_ARGUMENT);
  if (status == S2_OK && exact && !adjoint) compare(plan, field, o->lmin, &x);
  for (int p = 0; p < 2; ++p) {
    free(x.alm[p]);
    free(x.map[p]);
  }
  s2fft_workspace_destroy(work);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  uint64_t state = start(data, size);
  double weights[MAX_WEIGHTS];
  s2_grid *grid;
  s2fft_plan *plan;
  int64_t bytes = -1;
  for (int r = 0; r < MAX_WEIGHTS; ++r) weights[r] = uniform(&state);
  weights[between(&state, 0, MAX_WEIGHTS - 1)] = awkward(&state, 1.0);
  if (any_grid(&grid, &state) != S2_OK) {
    must(grid == NULL);
    return 0;
  }
  int L = between(&state, 0, MAX_L);
  s2fft_options o = any_options(&state, L, weights);
  s2_status said = s2fft_estimate(grid, L, &o, S2FFT_COMPLEX, 1, &bytes, NULL);
  s2_status status = s2fft_plan_create(&plan, grid, L, &o);
  must(status == said && (plan != NULL) == (status == S2_OK));
  if (plan != NULL) {
    must(bytes == s2fft_plan_bytes(plan));
    int exact = s2fft_plan_is_exact(plan) && o.ring_weights == NULL;
    transform(plan, (s2fft_field)between(&state, S2FFT_REAL, S2FFT_PAIR), &o, exact, &state);
  }
  s2fft_plan_destroy(plan);
  s2_grid_destroy(grid);
  return 0;
}

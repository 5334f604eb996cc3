// SPDX-License-Identifier: MIT
#include "starts.h"
#include "plan_memory.h"
#include "rings.h"
#include "tables.h"
#include "theta.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <stdlib.h>
#include <string.h>
#ifdef _OPENMP
#  include <omp.h>
#endif

/// A function below this never contributes: the largest is about sqrt(L).
static const double negligible = 1e-17;

/// Numbers are f * 2^(400 e) with e an integer kept as a double.
static const double big = 0x1p+400, small = 0x1p-400;

enum { LANES = 32 }; // >= block of every kernel

/// Move f back into 2^-200 .. 2^200, where products of two numbers stay representable.
static void normalise(double *f, double *e)
{
  if (fabs(*f) < 0x1p-200 && *f != 0) {
    *f *= big;
    *e -= 1;
  } else if (fabs(*f) > 0x1p+200) {
    *f *= small;
    *e += 1;
  }
}

/// f *= base^n with the exponent kept aside.
static void scaled_power(double base, int n, double *f, double *e)
{
  double b = base, be = 0;
  for (; n > 0; n >>= 1) {
    if (n & 1) {
      *f *= b;
      *e += be;
      normalise(f, e);
    }
    b *= b;
    be *= 2;
    normalise(&b, &be);
  }
}

/// State of one recursion on a block: past and now share the exponent e.
typedef struct scan {
  _Alignas(S2_ALIGNMENT) double past[LANES];
  _Alignas(S2_ALIGNMENT) double now[LANES];
  double e[LANES];
} scan;

/// Steps between two looks at the exponents: no recursion grows by 2^200 in so few.
/// A multiple of every kernel's group, so that groups of steps start where blocks do.
enum { STRIDE = 4 };

/// Bring values that grew back into range.
static void scan_rescale(scan *s, int block)
{
  for (int i = 0; i < block; ++i) {
    int large = fabs(s->now[i]) > 0x1p+200 || fabs(s->past[i]) > 0x1p+200;
    double f = large ? small : 1;
    s->past[i] *= f;
    s->now[i] *= f;
    s->e[i] += large ? 1 : 0;
  }
}

/// Largest |now| of a block that plain doubles can see.
static double scan_size(const scan *s, int block)
{
  double top = 0;
  for (int i = 0; i < block; ++i) {
    double unscale = s->e[i] == 0 ? 1 : s->e[i] == -1 ? small : 0, v = fabs(s->now[i]) * unscale;
    top = v > top ? v : top;
  }
  return top;
}

/// Write the state as plain doubles; what is out of range never matters on this block.
static void scan_write(const scan *s, int block, double *state)
{
  for (int i = 0; i < block; ++i) {
    double unscale = s->e[i] == 0 ? 1 : s->e[i] == -1 ? small : 0;
    double past = s->past[i] * unscale, now = s->now[i] * unscale;
    int tiny = fabs(now) < 1e-290 && fabs(past) < 1e-290;
    state[i] = tiny ? 0 : past;
    state[block + i] = tiny ? 0 : now;
  }
}

// ------------------------------------------------------------------ two-step recursion

/// P_mm / sin^m = (-1)^m sqrt((2m+1)!! / ((2m)!! 4 pi)), the first factor of every start.
static double *diagonal_factors(int orders)
{
  double *f = s2_priv_alloc((size_t)orders, sizeof *f);
  if (f == NULL) return NULL;
  f[0] = sqrt(1 / (4 * S2_PI));
  for (int m = 1; m < orders; ++m) f[m] = -f[m - 1] * sqrt((2.0 * m + 1) / (2.0 * m));
  return f;
}

static void even_start(const s2fft_plan *plan, int m, int b, double diagonal)
{
  const latitudes *lat = &plan->lat;
  const even_table *t = &plan->even[m];
  int block = plan->kernel->block, k = 0;
  const double *z = lat->x + b * block;
  const double *ab = lat->kind[b] == BLOCK_SIN ? t->ab_sin : t->ab_cos;
  scan s;
  for (int i = 0; i < block; ++i) {
    s.past[i] = 0;
    s.now[i] = diagonal;
    s.e[i] = 0;
    scaled_power(lat->sine[b * block + i], m, &s.now[i], &s.e[i]);
  }
  while (k < t->n && scan_size(&s, block) * t->g[k] <= negligible) {
    int n = t->n - k < STRIDE ? t->n - k : STRIDE;
    scan before = s;
    plan->kernel->even_scan(ab + 2 * k, (n + 1) & ~1, z, s.past, s.now);
    if (scan_size(&s, block) * t->g[k + n - 1] > negligible) {
      s = before; // it begins to matter within these steps
      break;
    }
    scan_rescale(&s, block);
    k += n;
  }
  plan->start[(int64_t)m * lat->blocks + b] = k;
  scan_write(&s, block, plan->state + m * plan->state_size + plan->state_offset[b]);
}

// ------------------------------------------------------------------ one-step recursion

/// sqrt(binomial(2l, r)) with exponent.
static double root_binomial(int l, int r, double *e)
{
  double f = 1;
  *e = 0;
  for (int j = 1; j <= r; ++j) {
    f *= sqrt((2.0 * l - r + j) / j);
    normalise(&f, e);
  }
  return f;
}

/// lambda^s_lm at l = max(m, |s|): with n = -s, a = |m-n|, b = |m+n|,
/// +- sqrt((2l+1)/4pi) sqrt(binomial(2l, l - min(m,|n|))) cos(theta/2)^b sin(theta/2)^a
/// (closed edges of the Wigner functions).
static void step_first(const s2fft_plan *plan, int m, int s, int b, scan *out)
{
  int n = -s, l = m > abs(n) ? m : abs(n), low = m > abs(n) ? abs(n) : m;
  int block = plan->kernel->block, a = abs(m - n);
  double e0, norm = root_binomial(l, l - low, &e0) * sqrt((2.0 * l + 1) / 12.566370614359172954);
  // d_{l,n} carries (-1)^{l-n}; d_{m,l} none; d_{m,-l} (-1)^{l+m}; the harmonics (-1)^s
  int odd = (l == m ? l - n : n > 0 ? 0 : l + m) + s;
  for (int i = 0; i < block; ++i) {
    int at = b * block + i;
    out->past[i] = 0;
    out->now[i] = odd & 1 ? -norm : norm;
    out->e[i] = e0;
    scaled_power(plan->lat.sin_half[at], a, &out->now[i], &out->e[i]);
    scaled_power(plan->lat.cos_half[at], abs(m + n), &out->now[i], &out->e[i]);
  }
}

/// Whether a function of order m cannot reach `negligible` on a block up to `sine`: near the pole
/// it goes like (e L sine / 2 k)^k, k = m - |s|.
static int never_matters(const s2fft_plan *plan, int m, int b)
{
  int last = (b + 1) * plan->kernel->block - 1;
  return m - abs(plan->spin) > 2.72 * plan->L_even * plan->lat.sine[last] + 60;
}

/// n degrees of one function from degree index k on.
static void step_advance(const s2fft_plan *plan, step_run run, const step_table *t, int k, int n,
                         double sign, scan *s)
{
  run.n = n;
  run.table = (run.form == STEP_CAP ? t->cap : t->mid) + k;
  plan->kernel->step_scan(&run, sign, s->past, s->now);
}

/// Carry one function on until it matters; returns where.
static int step_late(const s2fft_plan *plan, step_run run, const step_table *t, int k, double sign,
                     scan *s)
{
  int block = plan->kernel->block;
  while (k < t->n && scan_size(s, block) * t->g[k] <= negligible) {
    scan before = *s;
    int n = t->n - k < STRIDE ? t->n - k : STRIDE;
    step_advance(plan, run, t, k, n, sign, s);
    if (scan_size(s, block) * t->g[k + n] > negligible) {
      *s = before;
      break;
    }
    scan_rescale(s, block);
    k += n;
  }
  return k;
}

/// The functions of +s and -s begin to matter at different degrees, far apart for high spins: the
/// kernel starts with the first and the second joins at plan->late.
static void step_start(const s2fft_plan *plan, int m, int b, const step_table *t)
{
  const latitudes *lat = &plan->lat;
  int block = plan->kernel->block, spin = abs(plan->spin);
  int64_t at = (int64_t)m * lat->blocks + b;
  double *state = plan->state + m * plan->state_size + plan->state_offset[b];
  step_run run = {.form = lat->kind[b] == BLOCK_CAP ? STEP_CAP : STEP_MID,
                  .ld = t->ld,
                  .x = lat->x + b * block};
  scan p, q;
  step_first(plan, m, spin, b, &p);
  int plus = step_late(plan, run, t, 0, 1, &p), minus = plus;
  if (spin != 0) {
    step_first(plan, m, -spin, b, &q);
    minus = step_late(plan, run, t, 0, -1, &q);
  }
  plan->start[at] = plus < minus ? plus : minus;
  scan_write(&p, block, state);
  if (spin == 0) return;
  scan_write(&q, block, state + 2 * block);
  plan->late[at] = plus > minus ? 2 * plus : 2 * minus + 1;
}

// ------------------------------------------------------------------ all orders

static void fill_order(s2fft_plan *plan, int m, double diagonal, double *memory)
{
  step_table t = step_table_in(plan, memory);
  int filled = 0;
  for (int b = 0; b < plan->lat.blocks; ++b) {
    if (never_matters(plan, m, b)) {
      plan->start[(int64_t)m * plan->lat.blocks + b] = INT32_MAX;
      continue;
    }
    if (plan_is_even(plan, b)) {
      even_start(plan, m, b, diagonal);
      continue;
    }
    if (!filled) step_table_fill(plan, m, 1, &t);
    filled = 1;
    step_start(plan, m, b, &t);
  }
}

static s2_status fill_all(s2fft_plan *plan, const double *diagonal, double *memory, int threads)
{
  size_t size = step_table_size(plan);
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
#endif
  for (int m = 0; m <= plan->mmax; ++m) {
#ifdef _OPENMP
    double *own = memory + size * (size_t)omp_get_thread_num();
#else
    double *own = memory;
#endif
    fill_order(plan, m, diagonal[m], own);
  }
  (void)size;
  (void)threads;
  return S2_OK;
}

static s2_status take_starts(s2fft_plan *plan)
{
  latitudes *lat = &plan->lat;
  int block = plan->kernel->block, orders = plan->mmax + 1;
  S2_TRY(plan_take(plan, (void **)&plan->state_offset, (size_t)lat->blocks,
                   sizeof *plan->state_offset));
  for (int b = 0; b < lat->blocks; ++b) {
    plan->state_offset[b] = plan->state_size;
    plan->state_size += (plan_is_even(plan, b) || plan->spin == 0 ? 2 : 4) * block;
  }
  S2_TRY(plan_take_large(plan, (void **)&plan->start, (int64_t)orders * lat->blocks,
                         sizeof *plan->start));
  S2_TRY(plan_take(plan, (void **)&plan->reach, (size_t)(plan->rings->np / block),
                   sizeof *plan->reach));
  if (plan->spin != 0)
    S2_TRY(plan_take_large(plan, (void **)&plan->late, (int64_t)orders * lat->blocks,
                           sizeof *plan->late));
  return plan_take_large(plan, (void **)&plan->state, orders * plan->state_size,
                         sizeof *plan->state);
}

/// Largest order at which each block of latitudes contributes, at least 0.
static void latitude_reach(const s2fft_plan *plan, int32_t *reach)
{
  const latitudes *lat = &plan->lat;
  memset(reach, 0, (size_t)lat->blocks * sizeof *reach);
  for (int m = 0; m <= plan->mmax; ++m)
    for (int b = 0; b < lat->blocks; ++b)
      if (plan->start[(int64_t)m * lat->blocks + b] < plan_steps(plan, m, b)) reach[b] = m;
}

/// Rings that are interpolated from the latitudes see what the next latitudes towards the equator
/// see.
static s2_status window_reach(const s2fft_plan *plan)
{
  const latitudes *lat = &plan->lat;
  const theta_window *w = &plan->theta->window;
  int block = plan->kernel->block, blocks = plan->rings->np / block;
  int32_t *reach = s2_priv_alloc((size_t)lat->blocks, sizeof *reach);
  if (reach == NULL) return S2_FAIL(S2_ERR_MEMORY, "%d blocks", lat->blocks);
  latitude_reach(plan, reach);
  for (int b = 0, at = 0; b < blocks; ++b) {
    int last = (b + 1) * block < w->pairs ? (b + 1) * block - 1 : w->pairs - 1;
    int beyond = w->first[last] + THETA_TAPS / 2; // next sample towards the equator
    double sine = 4 * beyond < w->M ? sin(2 * S2_PI * beyond / w->M) : 2;
    while (at < lat->blocks && lat->sine[(at + 1) * block - 1] < sine) ++at;
    plan->reach[b] = at < lat->blocks ? reach[at] : plan->mmax;
  }
  s2_priv_free(reach);
  return S2_OK;
}

static s2_status find_reach(s2fft_plan *plan)
{
  if (plan->theta == NULL) {
    latitude_reach(plan, plan->reach);
    return S2_OK;
  }
  if (plan->theta->window.tap != NULL) return window_reach(plan);
  int blocks = plan->rings->np / plan->kernel->block;
  for (int b = 0; b < blocks; ++b) plan->reach[b] = plan->mmax;
  return S2_OK;
}

s2_status starts_fill(s2fft_plan *plan)
{
  S2_TRY(take_starts(plan));
  if (plan->dry) return S2_OK;
  int threads = s2_priv_threads(plan->nthreads);
  double *diagonal = diagonal_factors(plan->mmax + 1);
  double *memory = s2_priv_alloc(step_table_size(plan) * (size_t)threads, sizeof *memory);
  s2_status status = diagonal == NULL || memory == NULL
                         ? S2_FAIL(S2_ERR_MEMORY, "start values, L = %d", plan->L)
                         : fill_all(plan, diagonal, memory, threads);
  s2_priv_free(diagonal);
  s2_priv_free(memory);
  return status == S2_OK ? find_reach(plan) : status;
}

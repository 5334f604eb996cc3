// SPDX-License-Identifier: MIT
#include "tables.h"
#include "plan_memory.h"
#include <math.h>
#include <stdlib.h>

/// e_l = sqrt((l^2 - m^2) / (4 l^2 - 1)) for l = m .. m + n - 1.
static void fill_e(int m, int n, double *e)
{
  for (int i = 0; i < n; ++i) {
    double l = m + i;
    e[i] = sqrt((l - m) * (l + m) / ((2 * l - 1) * (2 * l + 1)));
  }
  if (m == 0 && n > 0) e[0] = 0; // 0/(-1): avoid -0
}

/// 1 - e_l^2 - e_{l+1}^2 without cancellation: with q_l = 1/(4 l^2 - 1),
/// e_l^2 = 1/4 + q_l (1/4 - m^2).
static double one_minus_squares(double l, double m)
{
  double q = 1 / ((2 * l - 1) * (2 * l + 1)) + 1 / ((2 * l + 1) * (2 * l + 3));
  return 0.5 + q * (m - 0.5) * (m + 0.5);
}

/// See kernel.h: r_k = g_k v_k with g_{k+1} = g_{k-1} e_{2k} e_{2k+1} / (e_{2k+2} e_{2k+3})
/// (indices counted from l = m) makes the factor of v_{k-1} one.
static void fill_even(int m, even_table *t)
{
  double *e = t->e, *g = t->g;
  fill_e(m, 2 * t->n + 4, e);
  g[0] = 1 / e[1];
  if (t->n > 1) g[1] = e[1] / (e[2] * e[3]);
  for (int k = 1; k + 1 < t->n; ++k)
    g[k + 1] = e[2 * k] * e[2 * k + 1] / (e[2 * k + 2] * e[2 * k + 3]) * g[k - 1];
  for (int k = 0; k < t->n; ++k) {
    double last = e[2 * k + 2] * e[2 * k + 3]; // g_{k+1} of the step behind the table cancels
    double next = k + 1 < t->n ? g[k + 1] : g[k];
    double a = g[k] / (last * next), l = m + 2 * k + 1;
    t->ab_cos[2 * k] = t->ab_sin[2 * k] = a;
    t->ab_cos[2 * k + 1] = -a * (e[2 * k + 1] * e[2 * k + 1] + e[2 * k + 2] * e[2 * k + 2]);
    t->ab_sin[2 * k + 1] = a * one_minus_squares(l, m);
  }
}

static s2_status fill_lower(s2fft_plan *plan)
{
  size_t width = (size_t)plan->L_even + 2;
  S2_TRY(plan_take(plan, (void **)&plan->lower, 3 * width * (size_t)plan->spin_even,
                   sizeof *plan->lower));
  for (int s = 1; s <= plan->spin_even; ++s) {
    double *up = plan->lower + 3 * width * (size_t)(s - 1), *same = up + width,
           *down = same + width;
    for (int i = s; i < (int)width; ++i) {
      double l = i;
      up[i] = -sqrt((l + 1 - s) * (l + 2 - s)) / (l + 1);
      same[i] = sqrt((l + 1 - s) * (l + s)) / (l * (l + 1));
      down[i] = sqrt((l + s - 1) * (l + s)) / l;
    }
  }
  return S2_OK;
}

s2_status tables_even(s2fft_plan *plan)
{
  if (plan->spin_even < 0) return S2_OK;
  int orders = plan->mmax + 1;
  int64_t doubles = 0;
  for (int m = 0; m < orders; ++m) doubles += 7 * (int64_t)((plan->L_even - m + 1) / 2) + 4;
  double *at = NULL;
  S2_TRY(plan_take(plan, (void **)&plan->even, (size_t)orders, sizeof *plan->even));
  S2_TRY(plan_take_large(plan, (void **)&at, doubles, sizeof *at));
  plan->even[0].ab_cos = at; // the plan's, also if the next step fails
  S2_TRY(fill_lower(plan));
  for (int m = 0; m < orders; ++m) {
    even_table *t = &plan->even[m];
    t->n = (plan->L_even - m + 1) / 2;
    if (plan->dry) continue;
    t->ab_cos = at;
    t->ab_sin = t->ab_cos + 2 * t->n;
    t->g = t->ab_sin + 2 * t->n;
    t->e = t->g + t->n;
    at = t->e + 2 * t->n + 4;
    fill_even(m, t);
  }
  return S2_OK;
}

size_t step_table_size(const s2fft_plan *plan)
{
  return (size_t)(plan->L + 8) * (2 + STEP_MID_ROWS + STEP_CAP_ROWS);
}

step_table step_table_in(const s2fft_plan *plan, double *memory)
{
  ptrdiff_t n = plan->L + 8;
  return (step_table){.ld = n,
                      .g = memory,
                      .e = memory + n,
                      .mid = memory + 2 * n,
                      .cap = memory + n * (2 + STEP_MID_ROWS)};
}

void step_table_fill(const s2fft_plan *plan, int m, int cap, step_table *t)
{
  const s2fft_kernel *kernel = plan->kernel;
  int s = abs(plan->spin);
  t->first = plan_first_degree(plan, m);
  t->n = plan->L - t->first;
  kernel->fill_mid(t, m, s);
  if (!cap) return;
  kernel->fill_cap(t, m + s, abs(m - s), t->cap);
  if (s > 0) kernel->fill_cap(t, abs(m - s), m + s, t->cap + STEP_CAP_ROWS / 2 * t->ld);
}

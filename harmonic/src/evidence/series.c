// SPDX-License-Identifier: MIT
// The window closes at 5 tau (Sokal 1997). Where it would take more than LAGS lags, neighbours are
// added up first: that leaves the variance of the sum as it is and halves tau.
#define S2_LIBRARY "harmonic"
#include "series.h"
#include <math.h>
#include <s2common/priv/error.h>
#include <s2common/priv/memory.h>
#include <string.h>

enum { LAGS = 64, WINDOW = 5 };

int64_t series_blocks(const series *s, int64_t number, int64_t blocks)
{
  int64_t n = s->start[number + 1] - s->start[number], all = s->start[s->count] - s->start[0];
  double wanted = rint((double)blocks * ((double)n / (double)all));
  return wanted < 1.0 ? 1 : wanted > (double)n ? n : (int64_t)wanted;
}

// Sum of u_i u_(i + lag) over all series, as if none had an end: the mean product times the number
// of points.
static double product(const series *s, const double *u, int64_t lag)
{
  double sum = 0.0, pairs = 0.0;
  for (int64_t k = 0; k < s->count; k++) {
    int64_t end = s->start[k + 1] - lag;
    for (int64_t i = s->start[k]; i < end; i++) sum += u[i] * u[i + lag];
    if (end > s->start[k]) pairs += (double)(end - s->start[k]);
  }
  return pairs > 0.0 ? sum * (double)(s->start[s->count] - s->start[0]) / pairs : 0.0;
}

// Whether the window closed within the lags allowed.
static int integrate(const series *s, const double *u, int64_t longest, double *tau)
{
  double zero = product(s, u, 0);
  *tau = 1.0;
  if (!(zero > 0.0)) return 1;
  for (int64_t lag = 1; lag < longest / 2; lag++) {
    if (lag > LAGS) return 0;
    *tau += 2.0 * product(s, u, lag) / zero;
    if ((double)lag >= WINDOW * *tau) return 1;
  }
  return 1;
}

// Add neighbours; an odd last point stays alone.
static int64_t coarsen(int64_t count, int64_t *start, double *u)
{
  int64_t to = 0, longest = 0, from = start[0];
  for (int64_t k = 0; k < count; k++) {
    int64_t end = start[k + 1], first = to;
    start[k] = first;
    for (; from < end; from += 2) u[to++] = u[from] + (from + 1 < end ? u[from + 1] : 0.0);
    from = end;
    if (to - first > longest) longest = to - first;
  }
  start[count] = to;
  return longest;
}

static void halve_until_short(const series *given, int64_t *start, double *u, double *variance,
                              double *tau)
{
  series s = {given->count, start};
  int64_t longest = 0;
  for (int64_t k = 0; k < s.count; k++)
    if (start[k + 1] - start[k] > longest) longest = start[k + 1] - start[k];
  double zero = product(&s, u, 0);
  while (!integrate(&s, u, longest, tau)) longest = coarsen(s.count, start, u);
  // Anticorrelation is not trusted below the scale of independent points times 1/10.
  *variance = product(&s, u, 0) * fmax(*tau, 0.1);
  *tau = zero > 0.0 ? *variance / zero : 1.0;
}

s2_status series_variance(const series *s, const double *u, double *variance, double *tau)
{
  int64_t n = s->start[s->count];
  double *copy = s2_priv_alloc((size_t)n, sizeof *copy);
  int64_t *start = s2_priv_alloc((size_t)s->count + 1, sizeof *start);
  s2_status status = S2_OK;
  if (copy == NULL || start == NULL)
    status = S2_FAIL(S2_ERR_MEMORY, "no memory for %lld points", (long long)n);
  if (status == S2_OK) {
    memcpy(copy, u, (size_t)n * sizeof *copy);
    memcpy(start, s->start, ((size_t)s->count + 1) * sizeof *start);
    halve_until_short(s, start, copy, variance, tau);
  }
  s2_priv_free(copy);
  s2_priv_free(start);
  return status;
}

// SPDX-License-Identifier: MIT
#define S2_LIBRARY "s2fft"
#include "band.h"
#include <math.h>
#include <s2common/priv/constants.h>
#include <s2common/priv/memory.h>
#include <s2fft/bins.h>

struct s2fft_bins {
  int n;
  s2fft_bins_weighting weighting;
  int edge[]; // [n+1]
};

// Share of degree l in the mean over its bin, before it is divided by the sum of shares.
static double share(const s2fft_bins *bins, int l)
{
  return bins->weighting == S2FFT_BINS_MODES ? 2.0 * l + 1.0 : 1.0;
}

// What is averaged, in units of C_l.
static double scale(const s2fft_bins *bins, int l)
{
  return bins->weighting == S2FFT_BINS_MODES ? 1.0 : l * (l + 1.0) / (2 * S2_PI);
}

static double sum_of_shares(const s2fft_bins *bins, int b)
{
  double first = bins->edge[b], end = bins->edge[b + 1];
  return bins->weighting == S2FFT_BINS_MODES ? end * end - first * first : end - first;
}

static s2_status check_edges(int n, const int *edge, s2fft_bins_weighting weighting)
{
  S2_REQUIRE((int)weighting >= S2FFT_BINS_MODES && weighting <= S2FFT_BINS_POWER,
             "weighting = %d is outside 0 .. %d", (int)weighting, S2FFT_BINS_POWER);
  int least = weighting == S2FFT_BINS_POWER ? 1 : 0;
  S2_REQUIRE(edge[0] >= least, "edge[0] = %d is less than %d", edge[0], least);
  for (int b = 0; b < n; ++b)
    S2_REQUIRE(edge[b + 1] > edge[b], "edge[%d] = %d is not above edge[%d] = %d", b + 1,
               edge[b + 1], b, edge[b]);
  S2_REQUIRE(edge[n] <= S2FFT_L_MAX, "edge[%d] = %d is above %d", n, edge[n], S2FFT_L_MAX);
  return S2_OK;
}

static s2_status allocate(s2fft_bins **bins, int n, s2fft_bins_weighting weighting)
{
  size_t bytes = sizeof **bins + ((size_t)n + 1) * sizeof *(*bins)->edge;
  *bins = s2_priv_alloc(1, bytes);
  if (*bins == NULL) return S2_FAIL(S2_ERR_MEMORY, "no memory for %d bins", n);
  (*bins)->n = n;
  (*bins)->weighting = weighting;
  return S2_OK;
}

// Keep bins whose edges are filled in, or destroy them.
static s2_status keep(s2fft_bins **bins, s2fft_bins *made)
{
  s2_status status = check_edges(made->n, made->edge, made->weighting);
  if (status == S2_OK)
    *bins = made;
  else
    s2fft_bins_destroy(made);
  return status;
}

s2_status s2fft_bins_create(s2fft_bins **bins, int n, const int *edge,
                            s2fft_bins_weighting weighting)
{
  S2_REQUIRE(bins != NULL, "bins is NULL");
  *bins = NULL;
  S2_REQUIRE(n >= 1 && n <= S2FFT_L_MAX, "n = %d is outside 1 .. %d", n, S2FFT_L_MAX);
  S2_REQUIRE(edge != NULL, "edge is NULL");
  s2fft_bins *made;
  S2_TRY(allocate(&made, n, weighting));
  for (int b = 0; b <= n; ++b) made->edge[b] = edge[b];
  return keep(bins, made);
}

s2_status s2fft_bins_create_linear(s2fft_bins **bins, int first, int end, int width,
                                   s2fft_bins_weighting weighting)
{
  S2_REQUIRE(bins != NULL, "bins is NULL");
  *bins = NULL;
  S2_REQUIRE(end >= 1 && end <= S2FFT_L_MAX, "end = %d is outside 1 .. %d", end, S2FFT_L_MAX);
  S2_REQUIRE(first >= 0 && first < end, "first = %d is outside 0 .. %d", first, end - 1);
  S2_REQUIRE(width >= 1, "width = %d is less than 1", width);
  if (width > end - first) width = end - first;
  int n = (end - first + width - 1) / width;
  s2fft_bins *made;
  S2_TRY(allocate(&made, n, weighting));
  for (int b = 0; b < n; ++b) made->edge[b] = first + b * width;
  made->edge[n] = end;
  return keep(bins, made);
}

s2_status s2fft_bins_create_log(s2fft_bins **bins, int first, int end, int n,
                                s2fft_bins_weighting weighting)
{
  S2_REQUIRE(bins != NULL, "bins is NULL");
  *bins = NULL;
  S2_REQUIRE(end >= 2 && end <= S2FFT_L_MAX, "end = %d is outside 2 .. %d", end, S2FFT_L_MAX);
  S2_REQUIRE(first >= 1 && first < end, "first = %d is outside 1 .. %d", first, end - 1);
  S2_REQUIRE(n >= 1 && n <= end - first, "n = %d is outside 1 .. %d", n, end - first);
  s2fft_bins *made;
  S2_TRY(allocate(&made, n, weighting));
  made->edge[0] = first;
  made->edge[n] = end;
  for (int b = 1; b < n; ++b) {
    int edge = (int)lround(first * pow((double)end / first, (double)b / n));
    int least = made->edge[b - 1] + 1, most = end - (n - b);
    made->edge[b] = edge < least ? least : edge > most ? most : edge;
  }
  return keep(bins, made);
}

void s2fft_bins_destroy(s2fft_bins *bins)
{
  s2_priv_free(bins);
}

int s2fft_bins_count(const s2fft_bins *bins)
{
  return bins->n;
}

const int *s2fft_bins_edges(const s2fft_bins *bins)
{
  return bins->edge;
}

s2_status s2fft_bins_mean_l(const s2fft_bins *bins, double *l)
{
  S2_REQUIRE(bins != NULL && l != NULL, "an argument is NULL");
  for (int b = 0; b < bins->n; ++b) {
    double sum = 0.0;
    for (int k = bins->edge[b]; k < bins->edge[b + 1]; ++k) sum += share(bins, k) * k;
    l[b] = sum / sum_of_shares(bins, b);
  }
  return S2_OK;
}

// The spectrum must reach as far as the bins.
#define REQUIRE_LENGTH(bins, L)                                                                    \
  S2_REQUIRE((L) >= (bins)->edge[(bins)->n] && (L) <= S2FFT_L_MAX,                                 \
             "L = %d is outside %d (end of the last bin) .. %d", (L), (bins)->edge[(bins)->n],     \
             S2FFT_L_MAX)

s2_status s2fft_bins_apply(const s2fft_bins *bins, int L, const double *cl, double *binned)
{
  S2_REQUIRE(bins != NULL && cl != NULL && binned != NULL, "an argument is NULL");
  REQUIRE_LENGTH(bins, L);
  for (int b = 0; b < bins->n; ++b) {
    double sum = 0.0;
    for (int l = bins->edge[b]; l < bins->edge[b + 1]; ++l)
      sum += share(bins, l) * scale(bins, l) * cl[l];
    binned[b] = sum / sum_of_shares(bins, b);
  }
  return S2_OK;
}

s2_status s2fft_bins_expand(const s2fft_bins *bins, const double *binned, int L, double *cl)
{
  S2_REQUIRE(bins != NULL && binned != NULL && cl != NULL, "an argument is NULL");
  REQUIRE_LENGTH(bins, L);
  for (int l = 0; l < L; ++l) cl[l] = 0.0;
  for (int b = 0; b < bins->n; ++b)
    for (int l = bins->edge[b]; l < bins->edge[b + 1]; ++l) cl[l] = binned[b] / scale(bins, l);
  return S2_OK;
}

s2_status s2fft_bins_error(const s2fft_bins *bins, int L, const double *cl_ij, const double *cl_ii,
                           const double *cl_jj, double f_sky, double *error)
{
  S2_REQUIRE(bins != NULL && cl_ij != NULL && cl_ii != NULL && cl_jj != NULL && error != NULL,
             "an argument is NULL");
  REQUIRE_LENGTH(bins, L);
  S2_REQUIRE(f_sky > 0.0 && f_sky <= 1.0, "f_sky = %g is outside 0 < f_sky <= 1", f_sky);
  for (int l = bins->edge[0]; l < bins->edge[bins->n]; ++l)
    S2_REQUIRE(cl_ii[l] >= 0.0 && cl_jj[l] >= 0.0,
               "auto spectra at l = %d are %g and %g, must be >= 0", l, cl_ii[l], cl_jj[l]);
  for (int b = 0; b < bins->n; ++b) {
    double sum = 0.0;
    for (int l = bins->edge[b]; l < bins->edge[b + 1]; ++l) {
      double weight = share(bins, l) * scale(bins, l);
      sum += weight * weight * (cl_ij[l] * cl_ij[l] + cl_ii[l] * cl_jj[l]) / (2.0 * l + 1.0);
    }
    error[b] = sqrt(sum / f_sky) / sum_of_shares(bins, b);
  }
  return S2_OK;
}

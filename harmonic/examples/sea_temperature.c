// SPDX-License-Identifier: MIT
// Has the sea surface a half-yearly cycle beside the yearly one? Two models of twelve monthly
// means, compared by their evidences, and these with the exact ones.
//
//   sea_temperature [FILE LONGITUDE LATITUDE] [ROOT]
//
// FILE is the COADS climatology of the Debian package ferret-datasets (coads_climatology.cdf);
// without, the twelve numbers of 65 E, 15 N from that file, in the Arabian Sea, where the monsoon
// cools the water in summer. With ROOT the chains are left in the files of GetDist,
// ROOT-annual_1.txt and so on.
//
//   cc sea_temperature.c seasonal_cycle.c $(pkg-config --cflags --libs harmonic-io) -lm
#include "seasonal_cycle.h"
#include <harmonic/bayes_factor.h>
#include <harmonic/chain_files.h>
#include <harmonic/flow.h>
#include <harmonic/nuts.h>
#include <harmonic/report.h>
#include <math.h>
#include <s2common/io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS = 12, MODELS = 2, PATH_LENGTH = 512, SIGMAS = 4 };

static const double arabian_sea[MONTHS] = {25.74, 26.20, 27.18, 28.56, 29.65, 29.18,
                                           27.69, 26.66, 26.96, 28.02, 27.74, 27.19};

// Stop with the library's own explanation.
static void check(s2_status status)
{
  if (status == S2_OK) return;
  fprintf(stderr, "sea_temperature: %s\n", s2_error_message());
  exit(EXIT_FAILURE);
}

// ------------------------------------------------------------------ the data

// Number of the coordinate that is nearest to a value; longitudes come round.
static int64_t nearest(const char *file, const char *axis, double value, double period)
{
  s2_netcdf_variable *variable;
  check(s2_netcdf_read(&variable, file, axis));
  int64_t n = variable->array->shape[0], best = 0;
  double *at = malloc((size_t)n * sizeof *at), least = INFINITY;
  if (at == NULL) exit(EXIT_FAILURE);
  check(s2_array_to_double(variable->array, at));
  for (int64_t i = 0; i < n; i++) {
    double distance = fabs(period > 0 ? remainder(at[i] - value, period) : at[i] - value);
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  free(at);
  s2_netcdf_variable_destroy(variable);
  return best;
}

// SST[month][latitude][longitude] at the cell of a site.
static void read_site(const char *file, double longitude, double latitude, double *temperature)
{
  s2_netcdf_variable *sst;
  check(s2_netcdf_read(&sst, file, "SST"));
  const s2_array *a = sst->array;
  if (a->ndim != 3 || a->shape[0] != MONTHS) {
    fprintf(stderr, "sea_temperature: %s: SST is not twelve maps\n", file);
    exit(EXIT_FAILURE);
  }
  int64_t cells = a->shape[1] * a->shape[2];
  int64_t cell =
      nearest(file, "COADSY", latitude, 0) * a->shape[2] + nearest(file, "COADSX", longitude, 360);
  double *map = malloc((size_t)(MONTHS * cells) * sizeof *map);
  if (map == NULL) exit(EXIT_FAILURE);
  check(s2_array_to_double(a, map));
  for (int month = 0; month < MONTHS; month++) {
    temperature[month] = map[month * cells + cell];
    if (sst->has_missing && temperature[month] == sst->missing) {
      fprintf(stderr, "sea_temperature: no ships at %g E, %g N\n", longitude, latitude);
      exit(EXIT_FAILURE);
    }
  }
  free(map);
  s2_netcdf_variable_destroy(sst);
}

// ------------------------------------------------------------------ one model

static void name_parameters(harmonic_chains *chains)
{
  static const char *const names[] = {"mean", "c1", "s1", "c2", "s2", "ln_sigma"};
  static const char *const labels[] = {"\\bar T", "c_1", "s_1", "c_2", "s_2", "\\ln\\sigma"};
  int ndim = harmonic_chains_ndim(chains);
  for (int d = 0; d < ndim; d++) {
    int k = d < ndim - 1 ? d : SEASONAL_PARAMETERS - 1;
    harmonic_parameter parameter = {names[k], labels[k], -INFINITY, INFINITY, 0};
    check(harmonic_chains_set_parameter(chains, d, &parameter));
  }
}

static harmonic_chains *sample(seasonal_cycle *cycle)
{
  harmonic_chains *chains;
  harmonic_nuts_summary summary;
  harmonic_nuts_options options;
  harmonic_nuts_options_init(&options);
  options.draws = 2500;
  options.seed = (uint64_t)cycle->harmonics;
  check(harmonic_nuts_sample(&chains, &summary, seasonal_parameters(cycle), seasonal_density, cycle,
                             &options));
  printf("  %lld draws of %d parameters, %lld divergences\n", (long long)summary.draws,
         seasonal_parameters(cycle), (long long)summary.divergences);
  name_parameters(chains);
  return chains;
}

static harmonic_result estimate(const harmonic_chains *chains, seasonal_cycle *cycle)
{
  harmonic_result result;
  harmonic_model *flow;
  harmonic_spline_flow_options shape;
  harmonic_evidence_options options;
  harmonic_spline_flow_options_init(&shape);
  shape.layers = 4; // six parameters do not need more
  check(harmonic_spline_flow_create(&flow, seasonal_parameters(cycle), &shape));
  harmonic_evidence_options_init(&options);
  options.density = seasonal_density; // the posterior can be called: cross-check by bridge sampling
  options.density_user = cycle;
  check(harmonic_evidence_estimate(chains, flow, &options, &result));
  harmonic_model_destroy(flow);
  return result;
}

static harmonic_result run(seasonal_cycle *cycle, double exact, const char *name, const char *root)
{
  char path[PATH_LENGTH];
  printf("%s\n", name);
  harmonic_chains *chains = sample(cycle);
  harmonic_result r = estimate(chains, cycle);
  printf("  ln z = %.4f +- %.4f (%s), bridge %.4f +- %.4f, exact %.4f\n", r.ln_evidence, r.error,
         harmonic_verdict_name(r.verdict), r.bridge.ln_evidence, r.bridge.error, exact);
  if (root != NULL) {
    snprintf(path, sizeof path, "%s-%s", root, name);
    check(harmonic_chains_write(path, chains, HARMONIC_FILE_GETDIST));
  }
  harmonic_chains_destroy(chains);
  return r;
}

// ------------------------------------------------------------------ both

int main(int argc, char **argv)
{
  static const char *const names[MODELS] = {"annual", "semiannual"};
  double year[MONTHS], temperature[MONTHS], exact[MODELS];
  harmonic_result results[MODELS];
  harmonic_bayes_factor b;
  int wrong = 0, site = argc > 3;
  const char *root = argc == 2 || argc == 5 ? argv[argc - 1] : NULL;
  if (argc == 3 || argc > 5) {
    fprintf(stderr, "usage: sea_temperature [FILE LONGITUDE LATITUDE] [ROOT]\n");
    return EXIT_FAILURE;
  }
  memcpy(temperature, arabian_sea, sizeof temperature);
  if (site) read_site(argv[1], strtod(argv[2], NULL), strtod(argv[3], NULL), temperature);
  for (int month = 0; month < MONTHS; month++) year[month] = (month + 0.5) / MONTHS;

  for (int k = 0; k < MODELS; k++) {
    seasonal_cycle cycle = {MONTHS, year, temperature, k + 1};
    exact[k] = seasonal_exact(&cycle);
    results[k] = run(&cycle, exact[k], names[k], root);
    wrong += !(fabs(results[k].ln_evidence - exact[k]) < SIGMAS * results[k].error);
  }
  check(harmonic_ln_bayes_factor(&results[1], &results[0], &b));
  printf("ln B = %.4f +- %.4f for a half-yearly cycle, exact %.4f; probability %.4f\n", b.ln_factor,
         b.error, exact[1] - exact[0], b.probability);
  return wrong > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

// SPDX-License-Identifier: MIT
// Draw from a posterior with a gradient, look at the warnings, print means and deviations.
//
// The posterior: a straight line y = a + b t through points with equal known errors, flat priors.
//
//   cc nuts.c $(pkg-config --cflags --libs harmonic) -lm
#include <harmonic/nuts.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { POINTS = 5, PARAMETERS = 2 };

typedef struct measurement {
  double t[POINTS], y[POINTS], sigma;
} measurement;

static int ln_posterior(void *user, const double *x, double *ln_post, double *gradient)
{
  const measurement *m = user;
  double chi2 = 0.0, by_a = 0.0, by_b = 0.0;
  for (int i = 0; i < POINTS; i++) {
    double residual = (m->y[i] - x[0] - x[1] * m->t[i]) / m->sigma;
    chi2 += residual * residual;
    by_a += residual / m->sigma;
    by_b += residual / m->sigma * m->t[i];
  }
  *ln_post = -0.5 * chi2;
  if (gradient != NULL) {
    gradient[0] = by_a;
    gradient[1] = by_b;
  }
  return 0;
}

static void print_means(const harmonic_chains *chains)
{
  static const char *const names[PARAMETERS] = {"intercept", "slope"};
  for (int k = 0; k < PARAMETERS; k++) {
    double sum = 0.0, squares = 0.0, n = (double)harmonic_chains_size(chains);
    for (int64_t c = 0; c < harmonic_chains_count(chains); c++) {
      harmonic_chain chain = harmonic_chains_get(chains, c);
      for (int64_t i = 0; i < chain.n; i++) {
        double x = chain.x[i * PARAMETERS + k];
        sum += x;
        squares += x * x;
      }
    }
    printf("%-10s %6.3f +- %.3f\n", names[k], sum / n, sqrt(squares / n - sum / n * (sum / n)));
  }
}

int main(void)
{
  measurement data = {{-2, -1, 0, 1, 2}, {-3.1, -0.8, 1.1, 2.7, 5.2}, 0.5};
  harmonic_chains *chains;
  harmonic_nuts_summary summary;
  if (harmonic_nuts_sample(&chains, &summary, PARAMETERS, ln_posterior, &data, NULL) != S2_OK) {
    fprintf(stderr, "%s\n", s2_error_message());
    return EXIT_FAILURE;
  }
  printf("%lld draws, %lld divergences, E-BFMI %.2f, acceptance %.2f\n", (long long)summary.draws,
         (long long)summary.divergences, summary.ebfmi, summary.accept);
  print_means(chains);
  harmonic_chains_destroy(chains);
  return EXIT_SUCCESS;
}

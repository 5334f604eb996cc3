// SPDX-License-Identifier: MIT
// Mean mu and precision tau of 100 normal numbers with the conjugate prior
// tau ~ Gamma(alpha_0, rate beta_0), mu ~ N(mu_0, 1 / (tau_0 tau)) (Bernardo & Smith 1994). With
// tau_n = tau_0 + n, alpha_n = alpha_0 + n/2 and
// beta_n = beta_0 + n s^2 / 2 + tau_0 n (mean - mu_0)^2 / (2 tau_n),
//   ln z = ln Gamma(alpha_n)/Gamma(alpha_0) + alpha_0 ln beta_0 - alpha_n ln beta_n
//          + ln(tau_0/tau_n)/2 - (n/2) ln 2 pi.
#include "kinds.h"
#include <math.h>

/// Size, mean and standard deviation of the numbers.
#define COUNT 100.0
#define MEAN 0.060582852075698704
#define SD 0.885156213831585

#define MU_0 0.0
#define ALPHA_0 1e-3
#define BETA_0 1e-3

/// Parameters of the posterior, which is of the prior's form.
typedef struct posterior {
  double tau_0, mu, tau, alpha, beta;
} posterior;

s2_status normal_gamma_create(problem *p)
{
  S2_TRY(problem_bounds(p, -INFINITY, INFINITY));
  S2_TRY(problem_data(p, sizeof(posterior) / sizeof(double)));
  posterior *q = p->data;
  p->lower[1] = 0;
  q->tau_0 = p->kind->setting;
  q->tau = q->tau_0 + COUNT;
  q->mu = (q->tau_0 * MU_0 + COUNT * MEAN) / q->tau;
  q->alpha = ALPHA_0 + 0.5 * COUNT;
  q->beta = BETA_0 + 0.5 * COUNT * SD * SD +
            0.5 * q->tau_0 * COUNT * (MEAN - MU_0) * (MEAN - MU_0) / q->tau;
  p->ln_z = lgamma(q->alpha) - lgamma(ALPHA_0) + ALPHA_0 * log(BETA_0) - q->alpha * log(q->beta) +
            0.5 * log(q->tau_0 / q->tau) - 0.5 * COUNT * log(2 * S2_PI);
  return S2_OK;
}

int normal_gamma_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const problem *p = user;
  const posterior *q = p->data;
  double mu = x[0], tau = x[1];
  if (!(tau > 0)) return 1;
  double likelihood = COUNT * (SD * SD + (MEAN - mu) * (MEAN - mu));
  double prior = q->tau_0 * (mu - MU_0) * (mu - MU_0);
  *ln_post = -0.5 * tau * likelihood + 0.5 * COUNT * log(tau / (2 * S2_PI)) +
             ALPHA_0 * log(BETA_0) + 0.5 * log(q->tau_0 / (2 * S2_PI)) - lgamma(ALPHA_0) +
             (ALPHA_0 - 0.5) * log(tau) - BETA_0 * tau - 0.5 * tau * prior;
  if (gradient != NULL) {
    gradient[0] = tau * (COUNT * (MEAN - mu) - q->tau_0 * (mu - MU_0));
    gradient[1] = -0.5 * (likelihood + prior) + (0.5 * COUNT + ALPHA_0 - 0.5) / tau - BETA_0;
  }
  return 0;
}

void normal_gamma_draw(const problem *p, uint64_t seed, int64_t index, double *x)
{
  const posterior *q = p->data;
  source s = source_of(seed, index);
  x[1] = source_gamma(&s, q->alpha) / q->beta;
  x[0] = q->mu + source_normal(&s) / sqrt(q->tau * x[1]);
}

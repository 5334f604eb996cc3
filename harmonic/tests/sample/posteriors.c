// SPDX-License-Identifier: MIT
#include "posteriors.h"

#include <math.h>
#include <stddef.h>

int normal_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const normal *n = user;
  double sum = 0.0;
  for (int i = 0; i < n->ndim; ++i) {
    double z = (x[i] - n->mean[i]) / n->sd[i];
    sum += z * z;
    if (gradient != NULL) gradient[i] = -z / n->sd[i];
  }
  *ln_post = -0.5 * sum;
  return 0;
}

// The inverse of (1 - rho) 1 + rho J is (1 - rho / (1 + (D-1) rho) J) / (1 - rho).
int correlated_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const correlated *c = user;
  double sum = 0.0, squares = 0.0, scale = 1.0 / (1.0 - c->rho);
  double common = c->rho / (1.0 + (c->ndim - 1) * c->rho);
  for (int i = 0; i < c->ndim; ++i) {
    sum += x[i];
    squares += x[i] * x[i];
  }
  for (int i = 0; i < c->ndim && gradient != NULL; ++i)
    gradient[i] = -scale * (x[i] - common * sum);
  *ln_post = -0.5 * scale * (squares - common * sum * sum);
  return 0;
}

int laboured_density(void *user, const double *x, double *ln_post, double *gradient)
{
  enum { TIMES = 1024 };
  double sum = 0.0;
  for (int i = 0; i < TIMES; ++i) {
    correlated_density(user, x, ln_post, gradient);
    sum += *ln_post;
  }
  *ln_post = sum / TIMES;
  return 0;
}

int funnel_density(void *user, const double *x, double *ln_post, double *gradient)
{
  int ndim = *(const int *)user;
  double sum = 0.0, precision = exp(-x[0]);
  for (int i = 1; i < ndim; ++i) {
    sum += x[i] * x[i];
    if (gradient != NULL) gradient[i] = -precision * x[i];
  }
  *ln_post = -x[0] * x[0] / 18.0 - 0.5 * (ndim - 1) * x[0] - 0.5 * precision * sum;
  if (gradient != NULL) gradient[0] = -x[0] / 9.0 - 0.5 * (ndim - 1) + 0.5 * precision * sum;
  return 0;
}

int schools_density(void *user, const double *x, double *ln_post, double *gradient)
{
  static const double y[SCHOOLS] = {28, 8, -3, 7, -1, 1, 18, 12};
  static const double sigma[SCHOOLS] = {15, 10, 16, 11, 9, 11, 10, 18};
  (void)user;
  double mu = x[0], tau = exp(x[1]), t2 = tau * tau / 25.0;
  double sum = -0.5 * mu * mu / 25.0 - log1p(t2) + x[1];
  double g_mu = -mu / 25.0, g_tau = 1.0 - 2.0 * t2 / (1.0 + t2);
  for (int j = 0; j < SCHOOLS; ++j) {
    double eta = x[2 + j], z = (y[j] - mu - tau * eta) / sigma[j], slope = z / sigma[j];
    sum += -0.5 * z * z - 0.5 * eta * eta;
    g_mu += slope;
    g_tau += slope * tau * eta;
    if (gradient != NULL) gradient[2 + j] = slope * tau - eta;
  }
  *ln_post = sum;
  if (gradient != NULL) gradient[0] = g_mu;
  if (gradient != NULL) gradient[1] = g_tau;
  return 0;
}

int trouble_density(void *user, const double *x, double *ln_post, double *gradient)
{
  const trouble *t = user;
  int beyond = fabs(x[0]) > t->edge;
  *ln_post = -0.5 * x[0] * x[0];
  if (gradient != NULL) gradient[0] = t->kind == LIES ? x[0] : -x[0];
  if (!beyond) return 0;
  if (t->kind == NOT_A_NUMBER) *ln_post = NAN;
  if (t->kind == INFINITE) *ln_post = INFINITY;
  if (t->kind == FAILS) return t->number;
  return t->kind == LEAVES;
}

int interrupted_density(void *user, const double *x, double *ln_post, double *gradient)
{
  interrupted *i = user;
  if (--i->calls_left == 0) return 3;
  return correlated_density(i->target, x, ln_post, gradient);
}

int look(void *user, double done, const char *what)
{
  watch *w = user;
  w->wrong |= !(done >= w->last && done <= 1.0) || what == NULL;
  w->last = done;
  return ++w->calls == w->stop_at;
}

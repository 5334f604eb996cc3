// SPDX-License-Identifier: MIT
#include "kinds.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const problem_kind kinds[] = {
    {"gaussian", "normal, correlations +-1/2 of neighbours", 1, 10000, 10, 0, tridiagonal_create,
     tridiagonal_density, tridiagonal_draw},
    {"factors", "normal, all parameters correlated, scales of two decades", 1, 1000, 10, 0,
     factors_create, factors_density, factors_draw},
    {"truncated", "normal, cut off by the unit cube", 1, 10000, 5, 0, truncated_create,
     truncated_density, truncated_draw},
    {"modes", "three normal modes, 8 standard deviations apart", 1, 10000, 2, 0, modes_create,
     modes_density, modes_draw},
    {"banana", "Rosenbrock's function in the plane, broad prior", 2, 2, 2, 0, banana_create,
     banana_density, banana_draw},
    {"rosenbrock", "Rosenbrock's chain in [-5, 5]^D", 2, 1000, 10, 0, rosenbrock_create,
     rosenbrock_density, rosenbrock_draw},
    {"rastrigin", "Rastrigin's function in [-6, 6]^D: many modes", 1, 1000, 2, 0, rastrigin_create,
     rastrigin_density, rastrigin_draw},
    {"normal-gamma-1e-4", "mean and precision of 100 numbers, prior tau_0 = 1e-4", 2, 2, 2, 1e-4,
     normal_gamma_create, normal_gamma_density, normal_gamma_draw},
    {"normal-gamma-1e-3", "the same, tau_0 = 1e-3", 2, 2, 2, 1e-3, normal_gamma_create,
     normal_gamma_density, normal_gamma_draw},
    {"normal-gamma-1e-2", "the same, tau_0 = 1e-2", 2, 2, 2, 1e-2, normal_gamma_create,
     normal_gamma_density, normal_gamma_draw},
    {"normal-gamma-1e-1", "the same, tau_0 = 1e-1", 2, 2, 2, 1e-1, normal_gamma_create,
     normal_gamma_density, normal_gamma_draw},
    {"normal-gamma-1", "the same, tau_0 = 1", 2, 2, 2, 1, normal_gamma_create, normal_gamma_density,
     normal_gamma_draw},
    {"radiata-1", "strength of Radiata pine against density", 3, 3, 3, 1, radiata_create,
     radiata_density, radiata_draw},
    {"radiata-2", "strength of Radiata pine against adjusted density", 3, 3, 3, 2, radiata_create,
     radiata_density, radiata_draw},
    {"logistic", "logistic regression of 40 outcomes", 2, 3, 3, 0, logistic_create,
     logistic_density, NULL},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const problem_kind *problem_kinds(int *count)
{
  *count = KINDS;
  return kinds;
}

// ------------------------------------------------------------------ life

static s2_status refuse_name(const char *name)
{
  char list[384] = "";
  size_t used = 0;
  for (int k = 0; k < KINDS && used < sizeof list; ++k) {
    int more = snprintf(list + used, sizeof list - used, " %s", kinds[k].name);
    used += more > 0 ? (size_t)more : 0;
  }
  return S2_FAIL(S2_ERR_ARGUMENT, "there is no problem '%s', only%s", name, list);
}

s2_status problem_create(problem **p, const char *name, int ndim)
{
  S2_REQUIRE(p != NULL && name != NULL, "%s is NULL", p == NULL ? "p" : "name");
  *p = NULL;
  const problem_kind *kind = kinds;
  while (kind < kinds + KINDS && strcmp(kind->name, name) != 0) ++kind;
  if (kind == kinds + KINDS) return refuse_name(name);
  S2_REQUIRE(ndim == 0 || (ndim >= kind->least && ndim <= kind->most),
             "%s: ndim = %d is outside %d .. %d", name, ndim, kind->least, kind->most);
  problem *made = s2_priv_alloc(1, sizeof *made);
  if (made == NULL) return S2_FAIL(S2_ERR_MEMORY, "problem %s", name);
  made->kind = kind;
  made->ndim = ndim > 0 ? ndim : kind->usual;
  s2_status status = kind->create(made);
  if (status == S2_OK)
    *p = made;
  else
    problem_destroy(made);
  return status;
}

void problem_destroy(problem *p)
{
  if (p == NULL) return;
  s2_priv_free(p->lower);
  s2_priv_free(p->upper);
  s2_priv_free(p->data);
  s2_priv_free(p);
}

s2_status problem_data(problem *p, size_t count)
{
  p->data = s2_priv_alloc(count, sizeof(double));
  return p->data != NULL ? S2_OK : S2_FAIL(S2_ERR_MEMORY, "problem %s", p->kind->name);
}

s2_status problem_bounds(problem *p, double lower, double upper)
{
  p->lower = s2_priv_alloc((size_t)p->ndim, sizeof(double));
  p->upper = s2_priv_alloc((size_t)p->ndim, sizeof(double));
  if (p->lower == NULL || p->upper == NULL)
    return S2_FAIL(S2_ERR_MEMORY, "problem %s", p->kind->name);
  for (int d = 0; d < p->ndim; ++d) {
    p->lower[d] = lower;
    p->upper[d] = upper;
  }
  return S2_OK;
}

int problem_holds(const problem *p, const double *x)
{
  for (int d = 0; d < p->ndim; ++d)
    if (!(x[d] > p->lower[d] && x[d] < p->upper[d])) return 0;
  return 1;
}

// ------------------------------------------------------------------ use

int problem_density(void *user, const double *x, double *ln_post, double *gradient)
{
  return ((const problem *)user)->kind->density(user, x, ln_post, gradient);
}

s2_status problem_draw(const problem *p, uint64_t seed, int64_t first, int64_t n, double *x)
{
  if (p->kind->draw == NULL)
    return S2_FAIL(S2_ERR_UNSUPPORTED, "problem %s cannot be drawn from directly", p->kind->name);
  S2_REQUIRE(first >= 0 && n >= 0, "first = %lld or n = %lld is less than 0", (long long)first,
             (long long)n);
#ifdef _OPENMP
  int threads = s2_priv_threads(0);
#  pragma omp parallel for schedule(dynamic, 64) num_threads(threads) if (threads > 1 && n > 64)
#endif
  for (int64_t i = 0; i < n; ++i) p->kind->draw(p, seed, first + i, x + i * p->ndim);
  return S2_OK;
}

static s2_status add_chain(const problem *p, uint64_t seed, int64_t first, int64_t n, double *work,
                           harmonic_chains *chains)
{
  double *x = work, *ln_post = work + n * p->ndim;
  S2_TRY(problem_draw(p, seed, first, n, x));
  for (int64_t i = 0; i < n; ++i)
    if (p->kind->density((void *)(uintptr_t)p, x + i * p->ndim, ln_post + i, NULL) != 0)
      return S2_FAIL(S2_ERR_INTERNAL, "point %lld of %s is outside", (long long)i, p->kind->name);
  return harmonic_chains_add(chains, n, x, ln_post, NULL);
}

s2_status problem_chains(const problem *p, uint64_t seed, int nchains, int64_t n,
                         harmonic_chains **chains)
{
  int64_t size;
  S2_REQUIRE(nchains >= 1 && n >= 1, "nchains = %d or n = %lld is less than 1", nchains,
             (long long)n);
  *chains = NULL;
  double *work =
      s2_priv_mul(n, p->ndim + 1, &size) ? s2_priv_alloc((size_t)size, sizeof *work) : NULL;
  if (work == NULL) return S2_FAIL(S2_ERR_MEMORY, "%lld points", (long long)n);
  s2_status status = harmonic_chains_create(chains, p->ndim);
  for (int c = 0; c < nchains && status == S2_OK; ++c)
    status = add_chain(p, seed, c * n, n, work, *chains);
  s2_priv_free(work);
  if (status == S2_OK) return S2_OK;
  harmonic_chains_destroy(*chains);
  *chains = NULL;
  return status;
}

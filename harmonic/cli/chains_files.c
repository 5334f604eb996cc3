// SPDX-License-Identifier: MIT
#include "cli.h"
#include <math.h>
#include <s2common/io.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_LENGTH = 1024 };

static s2_status add(const s2_array *a, harmonic_chains **chains)
{
  int64_t n = a->shape[0], columns = a->shape[1];
  int ndim = (int)columns - 2;
  S2_REQUIRE(ndim >= 1, "weight, -ln P and parameters are wanted");
  double *x = malloc((size_t)(n * columns) * sizeof *x), *in = a->data;
  if (x == NULL) return S2_FAIL(S2_ERR_MEMORY, "chains");
  double *w = x + n * ndim, *l = w + n;
  for (int64_t i = 0; i < n; i++) {
    w[i] = in[i * columns];
    l[i] = -in[i * columns + 1];
    memcpy(x + i * ndim, in + i * columns + 2, (size_t)ndim * sizeof *x);
  }
  s2_status status = *chains == NULL ? harmonic_chains_create(chains, ndim) : S2_OK;
  if (status == S2_OK) status = harmonic_chains_add(*chains, n, x, l, w);
  free(x);
  return status;
}

static s2_status load_file(const char *path, harmonic_chains **chains)
{
  s2_array *a;
  S2_TRY(s2_text_read(&a, path));
  s2_status status = add(a, chains);
  s2_array_destroy(a);
  return status;
}

s2_status cli_chains_load(cli_run *run, const char *path, harmonic_chains **chains)
{
  (void)run;
  char file[PATH_LENGTH];
  struct stat found;
  *chains = NULL;
  for (int i = 1;; i++) {
    snprintf(file, sizeof file, "%s_%d.txt", path, i);
    if (stat(file, &found) != 0) break;
    S2_TRY(load_file(file, chains));
  }
  if (*chains != NULL) return S2_OK;
  return load_file(path, chains);
}

s2_status cli_chains_write(cli_run *run, const char *path, const harmonic_chains *chains)
{
  char file[PATH_LENGTH];
  int ndim = harmonic_chains_ndim(chains);
  for (int64_t c = 0; c < harmonic_chains_count(chains); c++) {
    harmonic_chain k = harmonic_chains_get(chains, c);
    s2_array *a;
    S2_TRY(s2_array_create(&a, S2_DTYPE_F8, 2, (int64_t[]){k.n, ndim + 2}));
    double *out = a->data;
    for (int64_t i = 0; i < k.n; i++, out += ndim + 2) {
      out[0] = k.weight ? k.weight[i] : 1;
      out[1] = -k.ln_post[i];
      memcpy(out + 2, k.x + i * ndim, (size_t)ndim * sizeof *out);
    }
    snprintf(file, sizeof file, "%s_%d.txt", path, (int)c + 1);
    s2_status status = s2_text_write(file, a, NULL);
    s2_array_destroy(a);
    if (status != S2_OK) return status;
  }
  cli_text(run, "output", "%s", path);
  return S2_OK;
}

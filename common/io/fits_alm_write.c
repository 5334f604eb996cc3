// SPDX-License-Identifier: MIT
#include "fits_write.h"

#define MOST_L 46339 // (MOST_L + 1)^2 < 2^31: the index is a 32-bit column, as in healpy

typedef struct rows {
  int *index;
  double *real, *imag;
} rows;

// healpy's order: l ascending, then m.
static void fill_rows(const s2_alm_set *set, int component, const rows *r)
{
  const double *values = (const double *)set->values + 2 * set->size * component;
  int64_t row = 0;
  for (int64_t l = 0; l <= set->lmax; l++) {
    for (int64_t m = 0; m <= l && m <= set->mmax; m++, row++) {
      int64_t at = m * (2 * (int64_t)set->lmax + 1 - m) / 2 + l;
      r->index[row] = (int)(l * l + l + m + 1);
      r->real[row] = values[2 * at];
      r->imag[row] = values[2 * at + 1];
    }
  }
}

static s2_status put_component(const s2io_fits *fits, const s2_alm_set *set, const rows *r)
{
  char *names[] = {"index", "real", "imag"}, *forms[] = {"1J", "1D", "1D"};
  char *units[] = {"l*l+l+m+1", "unknown", "unknown"};
  LONGLONG n = set->size;
  int lmax = set->lmax, mmax = set->mmax, code = 0;
  fits_create_tbl(fits->file, BINARY_TBL, n, 3, names, forms, units, NULL, &code);
  fits_write_key(fits->file, TINT, "MAX-LPOL", &lmax, "largest degree l", &code);
  fits_write_key(fits->file, TINT, "MAX-MPOL", &mmax, "largest order m", &code);
  fits_write_col(fits->file, TINT, 1, 1, 1, n, r->index, &code);
  fits_write_col(fits->file, TDOUBLE, 2, 1, 1, n, r->real, &code);
  fits_write_col(fits->file, TDOUBLE, 3, 1, 1, n, r->imag, &code);
  return s2io_fits_result(fits, code, "the coefficients cannot be written");
}

static s2_status put_components(const s2io_fits *fits, const s2_alm_set *set, const rows *r)
{
  S2_TRY(s2io_fits_write_primary(fits));
  for (int c = 0; c < set->ncomponents; c++) {
    fill_rows(set, c, r);
    S2_TRY(put_component(fits, set, r));
  }
  return S2_OK;
}

static s2_status fill(s2io_fits *fits, void *arg)
{
  const s2_alm_set *set = arg;
  size_t n = (size_t)set->size;
  rows r = {s2_priv_alloc(n, sizeof(int)), s2_priv_alloc(n, sizeof(double)),
            s2_priv_alloc(n, sizeof(double))};
  s2_status status = r.index != NULL && r.real != NULL && r.imag != NULL
                         ? put_components(fits, set, &r)
                         : S2_FAIL(S2_ERR_MEMORY, "no memory for %zu coefficients", n);
  s2_priv_free(r.index);
  s2_priv_free(r.real);
  s2_priv_free(r.imag);
  return status;
}

s2_status s2_alm_write(const char *path, const s2_alm_set *set)
{
  S2_REQUIRE(set != NULL && set->values != NULL, "the set is empty");
  S2_REQUIRE(set->lmax >= 0 && set->lmax <= MOST_L, "lmax = %d is outside 0 .. %d", set->lmax,
             MOST_L);
  S2_REQUIRE(set->mmax >= 0 && set->mmax <= set->lmax, "mmax = %d is outside 0 .. lmax = %d",
             set->mmax, set->lmax);
  int64_t size = ((int64_t)set->mmax + 1) * (2 * (int64_t)set->lmax + 2 - set->mmax) / 2;
  S2_REQUIRE(set->size == size, "size = %lld, expected %lld", (long long)set->size,
             (long long)size);
  S2_REQUIRE(set->ncomponents >= 1 && set->ncomponents <= 999,
             "ncomponents = %d is outside 1 .. 999", set->ncomponents);
  return s2io_fits_write(path, fill, (void *)(uintptr_t)set);
}

// SPDX-License-Identifier: MIT
// One door to the typed transforms, so that a property is tested for all of them by one loop.
#include "support.h"

#include <stdlib.h>

typedef s2_complex complexes;
typedef s2_complexf complexesf;

static s2_status real_field(const s2fft_plan *plan, operation what, double *in, double *out,
                            const s2fft_batch *batch, s2fft_workspace *work)
{
  switch (what) {
    case SYNTHESIS: return s2fft_inverse(plan, (complexes *)in, out, batch, work);
    case ANALYSIS: return s2fft_forward(plan, in, (complexes *)out, batch, work);
    case SYNTHESIS_ADJOINT: return s2fft_inverse_adjoint(plan, in, (complexes *)out, batch, work);
    case ANALYSIS_ADJOINT: return s2fft_forward_adjoint(plan, (complexes *)in, out, batch, work);
  }
  return S2_ERR_INTERNAL;
}

static s2_status complex_field(const s2fft_plan *plan, operation what, double *in, double *out,
                               const s2fft_batch *batch, s2fft_workspace *work)
{
  const complexes *from = (const complexes *)in;
  complexes *to = (complexes *)out;
  switch (what) {
    case SYNTHESIS: return s2fft_inverse_complex(plan, from, to, batch, work);
    case ANALYSIS: return s2fft_forward_complex(plan, from, to, batch, work);
    case SYNTHESIS_ADJOINT: return s2fft_inverse_adjoint_complex(plan, from, to, batch, work);
    case ANALYSIS_ADJOINT: return s2fft_forward_adjoint_complex(plan, from, to, batch, work);
  }
  return S2_ERR_INTERNAL;
}

static s2_status pair_field(const s2fft_plan *plan, operation what, double *const in[2],
                            double *const out[2], const s2fft_batch *batch, s2fft_workspace *work)
{
  complexes *a = (complexes *)in[0], *b = (complexes *)in[1];
  complexes *c = (complexes *)out[0], *d = (complexes *)out[1];
  switch (what) {
    case SYNTHESIS: return s2fft_inverse_pair(plan, a, b, out[0], out[1], batch, work);
    case ANALYSIS: return s2fft_forward_pair(plan, in[0], in[1], c, d, batch, work);
    case SYNTHESIS_ADJOINT:
      return s2fft_inverse_adjoint_pair(plan, in[0], in[1], c, d, batch, work);
    case ANALYSIS_ADJOINT:
      return s2fft_forward_adjoint_pair(plan, a, b, out[0], out[1], batch, work);
  }
  return S2_ERR_INTERNAL;
}

s2_status apply(const s2fft_plan *plan, s2fft_field field, operation what, const vector *in,
                const vector *out, const s2fft_batch *batch, s2fft_workspace *work)
{
  if (field == S2FFT_PAIR) return pair_field(plan, what, in->part, out->part, batch, work);
  if (field == S2FFT_COMPLEX)
    return complex_field(plan, what, in->part[0], out->part[0], batch, work);
  return real_field(plan, what, in->part[0], out->part[0], batch, work);
}

s2_status try_field(const s2fft_plan *plan, s2fft_field field, operation what,
                    const s2fft_batch *batch, s2fft_workspace *work)
{
  double *a = calloc(1 << 16, sizeof *a), *b = calloc(1 << 16, sizeof *b);
  double *c = calloc(1 << 16, sizeof *c), *d = calloc(1 << 16, sizeof *d);
  vector in = {{a, b}, 2, 0}, out = {{c, d}, 2, 0};
  assert_true(a != NULL && b != NULL && c != NULL && d != NULL);
  s2_status status = apply(plan, field, what, &in, &out, batch, work);
  free(a);
  free(b);
  free(c);
  free(d);
  return status;
}

static s2_status real_single(const s2fft_plan *plan, operation what, float *in, float *out)
{
  switch (what) {
    case SYNTHESIS: return s2fft_inversef(plan, (complexesf *)in, out, NULL, NULL);
    case ANALYSIS: return s2fft_forwardf(plan, in, (complexesf *)out, NULL, NULL);
    case SYNTHESIS_ADJOINT: return s2fft_inverse_adjointf(plan, in, (complexesf *)out, NULL, NULL);
    case ANALYSIS_ADJOINT: return s2fft_forward_adjointf(plan, (complexesf *)in, out, NULL, NULL);
  }
  return S2_ERR_INTERNAL;
}

static s2_status complex_single(const s2fft_plan *plan, operation what, float *in, float *out)
{
  const complexesf *from = (const complexesf *)in;
  complexesf *to = (complexesf *)out;
  switch (what) {
    case SYNTHESIS: return s2fft_inverse_complexf(plan, from, to, NULL, NULL);
    case ANALYSIS: return s2fft_forward_complexf(plan, from, to, NULL, NULL);
    case SYNTHESIS_ADJOINT: return s2fft_inverse_adjoint_complexf(plan, from, to, NULL, NULL);
    case ANALYSIS_ADJOINT: return s2fft_forward_adjoint_complexf(plan, from, to, NULL, NULL);
  }
  return S2_ERR_INTERNAL;
}

static s2_status pair_single(const s2fft_plan *plan, operation what, float *const in[2],
                             float *const out[2])
{
  complexesf *a = (complexesf *)in[0], *b = (complexesf *)in[1];
  complexesf *c = (complexesf *)out[0], *d = (complexesf *)out[1];
  switch (what) {
    case SYNTHESIS: return s2fft_inverse_pairf(plan, a, b, out[0], out[1], NULL, NULL);
    case ANALYSIS: return s2fft_forward_pairf(plan, in[0], in[1], c, d, NULL, NULL);
    case SYNTHESIS_ADJOINT:
      return s2fft_inverse_adjoint_pairf(plan, in[0], in[1], c, d, NULL, NULL);
    case ANALYSIS_ADJOINT:
      return s2fft_forward_adjoint_pairf(plan, a, b, out[0], out[1], NULL, NULL);
  }
  return S2_ERR_INTERNAL;
}

static float *rounded(const double *values, size_t n)
{
  float *copy = calloc(n + 1, sizeof *copy);
  assert_non_null(copy);
  for (size_t k = 0; k < n; ++k) copy[k] = (float)values[k];
  return copy;
}

s2_status apply_single(const s2fft_plan *plan, s2fft_field field, operation what, const vector *in,
                       const vector *out)
{
  float *from[2] = {NULL, NULL}, *to[2] = {NULL, NULL};
  s2_status status;
  for (int p = 0; p < in->nparts; ++p) {
    from[p] = rounded(in->part[p], in->size);
    to[p] = rounded(out->part[p], out->size);
  }
  if (field == S2FFT_PAIR)
    status = pair_single(plan, what, from, to);
  else if (field == S2FFT_COMPLEX)
    status = complex_single(plan, what, from[0], to[0]);
  else
    status = real_single(plan, what, from[0], to[0]);
  for (int p = 0; p < in->nparts; ++p) {
    for (size_t k = 0; k < out->size; ++k) out->part[p][k] = to[p][k];
    free(from[p]);
    free(to[p]);
  }
  return status;
}

void round_trip(const s2fft_plan *plan, s2fft_field field, int lmin, double bound, const char *name)
{
  uint64_t seed =
      (uint64_t)s2fft_plan_L(plan) * 1000003 + (uint64_t)(s2fft_plan_spin(plan) + 70000);
  vector alm = random_alm(plan, field, lmin, seed);
  vector back = new_alm(plan, field, 1), map = new_map(plan, field, 1);
  for (int p = 0; p < back.nparts; ++p) // what is not overwritten shows
    for (size_t k = 0; k < back.size; ++k) back.part[p][k] = 7.0;
  assert_ok(apply(plan, field, SYNTHESIS, &alm, &map, NULL, NULL));
  assert_ok(apply(plan, field, ANALYSIS, &map, &back, NULL, NULL));
  assert_bound(relative_error(&back, &alm), bound, "%s L %d spin %d mmax %d field %d", name,
               s2fft_plan_L(plan), s2fft_plan_spin(plan), s2fft_plan_mmax(plan), (int)field);
  free_vector(&alm);
  free_vector(&back);
  free_vector(&map);
}

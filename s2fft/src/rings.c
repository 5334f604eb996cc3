// SPDX-License-Identifier: MIT
#include "rings.h"
#include <string.h>

enum { MAX_LANES = 8 };

/// Addresses of the rows that the real (or complex) samples of one group go to.
typedef struct row_set {
  void *row[MAX_LANES];
} row_set;

/// `half`: 0 north, 1 south. Absent rings are read as `zero` or written to `trash`.
static row_set rows_of(const job *j, int64_t f, int which, int group, int half, void *absent)
{
  const ring_stage *t = j->plan->rings;
  int lanes = j->plan->kernel->lanes;
  row_set set;
  for (int i = 0; i < lanes; ++i) {
    const stage_ring *r = &(half == 0 ? t->north : t->south)[group * lanes + i];
    set.row[i] = r->nphi > 0 ? ring_samples(j, f, which, r->offset) : absent;
  }
  return set;
}

static void write_rows(const job *j, const double *x, ptrdiff_t stride, int n, row_set set)
{
  const s2fft_kernel *k = j->plan->kernel;
  double *rows[MAX_LANES];
  float *rowsf[MAX_LANES];
  for (int i = 0; i < k->lanes; ++i) {
    rows[i] = set.row[i];
    rowsf[i] = set.row[i];
  }
  if (j->single)
    k->lanes_to_rowsf(x, stride, n, rowsf);
  else
    k->lanes_to_rows(x, stride, n, rows);
}

static void read_rows(const job *j, row_set set, int n, double *x, ptrdiff_t stride)
{
  const s2fft_kernel *k = j->plan->kernel;
  const double *rows[MAX_LANES];
  const float *rowsf[MAX_LANES];
  for (int i = 0; i < k->lanes; ++i) {
    rows[i] = set.row[i];
    rowsf[i] = set.row[i];
  }
  if (j->single)
    k->rowsf_to_lanes(rowsf, n, x, stride);
  else
    k->rows_to_lanes(rows, n, x, stride);
}

/// Samples of complex rings: interleaved, or real and imaginary parts (Q and U) in two arrays.
static void write_complex(const job *j, int64_t f, int group, int half, int n, const double *x,
                          void *trash)
{
  int V = j->plan->kernel->lanes;
  if (is_interleaved(j)) {
    write_rows(j, x, V, 2 * n, rows_of(j, f, 0, group, half, trash));
    return;
  }
  write_rows(j, x, 2 * V, n, rows_of(j, f, 0, group, half, trash));
  write_rows(j, x + V, 2 * V, n, rows_of(j, f, 1, group, half, trash));
}

static void read_complex(const job *j, int64_t f, int group, int half, int n, double *x, void *zero)
{
  int V = j->plan->kernel->lanes;
  if (is_interleaved(j)) {
    read_rows(j, rows_of(j, f, 0, group, half, zero), 2 * n, x, V);
    return;
  }
  read_rows(j, rows_of(j, f, 0, group, half, zero), n, x, 2 * V);
  read_rows(j, rows_of(j, f, 1, group, half, zero), n, x + V, 2 * V);
}

static lane_bins bins_of(const job *j, int group, double *phase, ptrdiff_t m_stride, int weighted,
                         double *x)
{
  const ring_stage *t = j->plan->rings;
  int first = group * j->plan->kernel->lanes;
  double *const *scale = weighted ? t->weight : t->unit;
  return (lane_bins){.mmax = plan_reach(j->plan, first),
                     .n = t->group[group].nphi,
                     .phase = phase + first,
                     .m_stride = m_stride,
                     .np = j->plan->np,
                     .north = scale[0] + first,
                     .south = scale[1] + first,
                     .turn = t->group[group].turn,
                     .x = x};
}

static void synthesis_real(const job *j, int64_t f, int group, const lane_bins *bins,
                           ring_scratch *s)
{
  const s2fft_kernel *k = j->plan->kernel;
  int V = k->lanes, n = bins->n;
  k->pack_real(bins);
  k->dft->backward(j->plan->rings->lane_of[n], s->x, s->work);
  write_rows(j, s->x, 2 * V, n, rows_of(j, f, 0, group, 0, s->trash));
  write_rows(j, s->x + V, 2 * V, n, rows_of(j, f, 0, group, 1, s->trash));
}

static void analysis_real(const job *j, int64_t f, int group, const lane_bins *bins,
                          ring_scratch *s)
{
  const s2fft_kernel *k = j->plan->kernel;
  int V = k->lanes, n = bins->n;
  read_rows(j, rows_of(j, f, 0, group, 0, s->zero), n, s->x, 2 * V);
  read_rows(j, rows_of(j, f, 0, group, 1, s->zero), n, s->x + V, 2 * V);
  k->dft->forward(j->plan->rings->lane_of[n], s->x, s->work);
  k->unpack_real(bins);
}

static void synthesis_complex(const job *j, int64_t f, int group, const lane_bins *bins,
                              ring_scratch *s)
{
  const s2fft_kernel *k = j->plan->kernel;
  for (int half = 0; half < 2; ++half) {
    k->pack_complex(bins, half);
    k->dft->backward(j->plan->rings->lane_of[bins->n], s->x, s->work);
    write_complex(j, f, group, half, bins->n, s->x, s->trash);
  }
}

static void analysis_complex(const job *j, int64_t f, int group, const lane_bins *bins,
                             ring_scratch *s)
{
  const s2fft_kernel *k = j->plan->kernel;
  for (int half = 0; half < 2; ++half) {
    double *x = half == 0 ? s->x : s->y;
    read_complex(j, f, group, half, bins->n, x, s->zero);
    k->dft->forward(j->plan->rings->lane_of[bins->n], x, s->work);
  }
  k->unpack_complex(bins, s->y);
}

void rings_synthesis(const job *j, int64_t f, int group, const double *phase, ptrdiff_t m_stride,
                     int weighted, ring_scratch *scratch)
{
  const ring_stage *t = j->plan->rings;
  int lanes = j->plan->kernel->lanes;
  if (group * lanes >= t->pairs) return;
  if (!t->group[group].batched) {
    for (int i = group * lanes; i < (group + 1) * lanes && i < t->pairs; ++i)
      ring_rows_synthesis(j, f, i, phase, m_stride, weighted ? t->weight : t->unit, scratch);
    return;
  }
  // the kernels only read the phase array here
  lane_bins bins = bins_of(j, group, (double *)phase, m_stride, weighted, scratch->x);
  if (j->field == S2FFT_REAL)
    synthesis_real(j, f, group, &bins, scratch);
  else
    synthesis_complex(j, f, group, &bins, scratch);
}

/// Padding behind the last pair: the kernels read whole blocks.
static void clear_group(const job *j, int group, double *phase, ptrdiff_t m_stride)
{
  int lanes = j->plan->kernel->lanes;
  for (int m = 0; m <= j->plan->mmax; ++m)
    for (int row = 0; row < 4 * field_columns(j->field); ++row)
      memset(phase + m * m_stride + row * (ptrdiff_t)j->plan->np + group * lanes, 0,
             (size_t)lanes * sizeof *phase);
}

void rings_analysis(const job *j, int64_t f, int group, double *phase, ptrdiff_t m_stride,
                    int weighted, ring_scratch *scratch)
{
  const ring_stage *t = j->plan->rings;
  int lanes = j->plan->kernel->lanes;
  if (group * lanes >= t->pairs) {
    clear_group(j, group, phase, m_stride);
    return;
  }
  if (!t->group[group].batched) {
    for (int i = group * lanes; i < (group + 1) * lanes; ++i)
      ring_rows_analysis(j, f, i, phase, m_stride, weighted ? t->weight : t->unit, scratch);
    return;
  }
  lane_bins bins = bins_of(j, group, phase, m_stride, weighted, scratch->x);
  if (j->field == S2FFT_REAL)
    analysis_real(j, f, group, &bins, scratch);
  else
    analysis_complex(j, f, group, &bins, scratch);
}

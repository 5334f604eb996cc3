// SPDX-License-Identifier: MIT
// Coefficients of channels to and from the scratch, row by row: every row is one degree.
#include "channels_plan.h"
#ifdef _OPENMP
#  include <omp.h>
#endif

/// One degree of one channel. The conjugate of a field of spin s has the coefficients (-1)^{s+m}
/// conj f_{l,-m}.
typedef struct row {
  int l;
  int conjugate;
  double sign;   ///< (-1)^s
  double w[2];   ///< factor of the user's coefficients
  double *user;  ///< m = 0 in the channel's array
  double *inner; ///< m = 0 in the scratch
} row;

static row row_of(const s2fft_priv_channels *c, const s2fft_priv_channel *channel, int l,
                  int adjoint, double *scratch)
{
  int64_t linear = (int64_t)l * l + l, square = l * (2 * (int64_t)c->L - 1) + c->L - 1;
  int real = channel->field == S2FFT_REAL;
  row r = {.l = l,
           .conjugate = !real && channel->conjugate,
           .sign = channel->spin & 1 ? -1 : 1,
           .w = {1, 0},
           .user =
               (double *)channel->alm + 2 * (c->layout == S2FFT_LAYOUT_SQUARE ? square : linear),
           .inner = scratch + 2 * linear};
  if (channel->window == NULL) return r;
  const double *w = (const double *)channel->window + 2 * l;
  r.w[0] = w[0];
  r.w[1] = real ? 0 : adjoint ? -w[1] : w[1];
  return r;
}

static void load_row(const row *r)
{
  double wr = r->w[0], wi = r->w[1];
  if (!r->conjugate) {
    for (int64_t i = -2 * (int64_t)r->l; i <= 2 * r->l; i += 2) {
      double re = r->user[i], im = r->user[i + 1];
      r->inner[i] = wr * re - wi * im;
      r->inner[i + 1] = wr * im + wi * re;
    }
    return;
  }
  double sign = r->l & 1 ? -r->sign : r->sign; // (-1)^{s+m} at m = -l
  for (int64_t i = -2 * (int64_t)r->l; i <= 2 * r->l; i += 2, sign = -sign) {
    double re = r->user[-i], im = r->user[-i + 1];
    r->inner[i] = sign * (wr * re - wi * im);
    r->inner[i + 1] = -sign * (wr * im + wi * re);
  }
}

static void put(double *to, int add, double re, double im)
{
  to[0] = add ? to[0] + re : re;
  to[1] = add ? to[1] + im : im;
}

static void store_row(const row *r, int add)
{
  double wr = r->w[0], wi = r->w[1];
  if (!r->conjugate) {
    for (int64_t i = -2 * (int64_t)r->l; i <= 2 * r->l; i += 2) {
      double re = r->inner[i], im = r->inner[i + 1];
      put(r->user + i, add, wr * re - wi * im, wr * im + wi * re);
    }
    return;
  }
  double sign = r->l & 1 ? -r->sign : r->sign;
  for (int64_t i = -2 * (int64_t)r->l; i <= 2 * r->l; i += 2, sign = -sign) {
    double re = sign * r->inner[i], im = -sign * r->inner[i + 1];
    put(r->user - i, add, wr * re - wi * im, wr * im + wi * re);
  }
}

/// Elements |m| > l of the square layout.
static void clear_outside(const s2fft_priv_channels *c, const row *r)
{
  if (c->layout != S2FFT_LAYOUT_SQUARE) return;
  for (int64_t m = r->l + 1; m < c->L; ++m) {
    put(r->user + 2 * m, 0, 0, 0);
    put(r->user - 2 * m, 0, 0, 0);
  }
}

/// Threads worth their start: below some 10^4 coefficients one is faster.
static int threads_for(const s2fft_priv_channels *c, int count)
{
  return (int64_t)c->L * c->L * count < 16384 ? 1 : s2_priv_threads(c->nthreads);
}

void channels_load(const s2fft_priv_channels *channels, int count,
                   const s2fft_priv_channel *const *member, int adjoint, double *scratch)
{
  int L = channels->L, threads = threads_for(channels, count);
#ifdef _OPENMP
#  pragma omp parallel for schedule(static, 8) num_threads(threads) if (threads > 1)
#else
  (void)threads;
#endif
  for (int i = 0; i < count * L; ++i) {
    double *field = scratch + 2 * (int64_t)L * L * (i / L);
    row r = row_of(channels, member[i / L], i % L, adjoint, field);
    load_row(&r);
  }
}

void channels_store(const s2fft_priv_channels *channels, int count,
                    const s2fft_priv_channel *const *member, int adjoint, const double *scratch)
{
  int L = channels->L, threads = threads_for(channels, count);
#ifdef _OPENMP
#  pragma omp parallel for schedule(static, 8) num_threads(threads) if (threads > 1)
#else
  (void)threads;
#endif
  for (int l = 0; l < L; ++l)
    for (int f = 0; f < count; ++f) { // in turn: members may add to one array
      row r = row_of(channels, member[f], l, adjoint, (double *)scratch + 2 * (int64_t)L * L * f);
      store_row(&r, member[f]->add);
      if (!member[f]->add) clear_outside(channels, &r);
    }
}

// SPDX-License-Identifier: MIT
// Loops over the parameters that every leapfrog step makes, once per instruction set.
#ifndef HARMONIC_SAMPLE_KERNEL_H
#define HARMONIC_SAMPLE_KERNEL_H

#include <stddef.h>

/// Vectors are padded with zeros to a multiple of this many elements.
enum { KERNEL_PAD = 8 };

/// `n` rounded up to whole vectors.
static inline size_t padded(int n)
{
  return ((size_t)n + KERNEL_PAD - 1) / KERNEL_PAD * KERNEL_PAD;
}

/// Two subtrees that meet: momenta p and velocities s = M^-1 p at their outer and inner ends, and
/// the sums of their momenta.
typedef struct junction {
  const double *first_s;           ///< outer end of the first subtree
  const double *left_p, *left_s;   ///< inner end of the first subtree
  const double *right_p, *right_s; ///< inner end of the second subtree
  const double *last_s;            ///< outer end of the second subtree
  double *rho;                     ///< sum of the first; set to that of both
  const double *rho_second;        ///< sum of the second
} junction;

enum { JUNCTION_DOTS = 6 };

/// Kernels; n is padded.
typedef struct sample_kernel {
  const char *isa;
  /// p += h g, s += h w, q += step s; returns 0 (NaN if a q is not finite).
  double (*kick_drift)(size_t n, double h, double step, const double *g, const double *w, double *p,
                       double *s, double *q);
  /// p += h g, s += h w; returns p.s.
  double (*kick)(size_t n, double h, const double *g, const double *w, double *p, double *s);
  /// The products whose signs tell a U-turn, see tree.c.
  void (*join)(size_t n, const junction *j, double dots[JUNCTION_DOTS]);
  /// y = d x, elementwise.
  void (*scale)(size_t n, const double *d, const double *x, double *y);
  /// y = m x; m [n][n].
  void (*multiply)(size_t n, const double *m, const double *x, double *y);
} sample_kernel;

extern const sample_kernel harmonic_sample_kernel_base;
extern const sample_kernel harmonic_sample_kernel_avx2;
extern const sample_kernel harmonic_sample_kernel_avx512;

/// The fastest that this processor has, or the one that S2_ISA in the environment names.
const sample_kernel *sample_kernel_select(void);

#endif

// SPDX-License-Identifier: MIT
#define _POSIX_C_SOURCE 200809L // setenv
// Hamiltonian motion: reversible, of second order, the same under every metric up to coordinates;
// the kernels of every instruction set agree.
#include "posteriors.h"
#include "support.h"

#include <math.h>
#include <sample/leapfrog.h>
#include <stdlib.h>
#include <string.h>

enum { D = 21 };

static double mean[D], sd[D];
static normal target = {D, mean, sd};

/// A metric, a point and a motion, in one block.
typedef struct setting {
  metric metric;
  phase z, start;
  motion motion;
  stream random;
  void *memory;
} setting;

static void place(setting *s, s2_arena *arena)
{
  metric_place(&s->metric, arena);
  phase_place(&s->z, s->metric.n, arena);
  phase_place(&s->start, s->metric.n, arena);
}

/// A random symmetric positive matrix, or diagonal.
static void fill_metric(metric *m)
{
  double matrix[D * D] = {0};
  uint64_t seed = 3;
  for (int i = 0; i < D; ++i)
    for (int j = 0; j <= i; ++j)
      matrix[m->dense ? i * D + j : i] = matrix[m->dense ? j * D + i : i] =
          i == j ? 2.0 + 0.1 * i : 0.09 * uniform(&seed);
  assert_true(metric_set(m, matrix));
}

static void set_up(setting *s, bool dense, const sample_kernel *kernel)
{
  s2_arena arena = {0};
  *s = (setting){.metric = {.ndim = D, .dense = dense, .n = padded(D), .kernel = kernel}};
  place(s, &arena);
  s->memory = s2_priv_alloc(1, arena.used);
  assert_non_null(s->memory);
  arena = (s2_arena){s->memory, 0};
  place(s, &arena);
  fill_metric(&s->metric);
  s->motion = (motion){.density = {normal_density, &target, D}, .metric = &s->metric};
  s->random = (stream){5, 0, 0};
  for (int i = 0; i < D; ++i) {
    mean[i] = 0.1 * i;
    sd[i] = 0.5 + 0.1 * i;
    s->z.q[i] = mean[i] + sd[i] * cos(i);
  }
  assert_int_equal(density_at(&s->motion.density, s->z.q, &s->z.ln_post, s->z.g), 0);
  phase_kindle(&s->motion, &s->random, &s->z);
  phase_copy(&s->start, &s->z, s->metric.n);
}

static void steps(setting *s, int count, double step)
{
  for (int i = 0; i < count; ++i) assert_true(leapfrog(&s->motion, &s->z, step));
}

static void motion_is_reversible(void **state)
{
  (void)state;
  for (int dense = 0; dense < 2; ++dense) {
    setting s;
    set_up(&s, dense, sample_kernel_select());
    steps(&s, 100, 0.1);
    assert_true(difference(s.z.q, s.start.q, D) > 0.1);
    steps(&s, 100, -0.1);
    assert_bound(difference(s.z.q, s.start.q, D), 1e-12, "q, dense = %d", dense);
    assert_bound(difference(s.z.p, s.start.p, D), 1e-12, "p, dense = %d", dense);
    assert_bound(fabs(s.z.energy - s.start.energy), 1e-12, "H, dense = %d", dense);
    s2_priv_free(s.memory);
  }
}

/// Largest energy error over a time of 3.
static double energy_error(double step)
{
  setting s;
  double worst = 0.0;
  set_up(&s, true, sample_kernel_select());
  for (int i = 0; i < (int)(3.0 / step); ++i) {
    steps(&s, 1, step);
    worst = fmax(worst, fabs(s.z.energy - s.start.energy));
  }
  s2_priv_free(s.memory);
  return worst;
}

static void energy_errors_are_of_second_order(void **state)
{
  (void)state;
  for (double step = 0.1; step > 0.01; step /= 2.0) {
    double ratio = energy_error(step) / energy_error(step / 2.0);
    assert_bound(fabs(ratio - 4.0), 0.1, "step %g", step);
  }
}

// The velocity is carried along by linearity and must stay M^-1 p.
static void velocities_follow_momenta(void **state)
{
  (void)state;
  for (int dense = 0; dense < 2; ++dense) {
    setting s;
    double velocity[D + KERNEL_PAD];
    set_up(&s, dense, sample_kernel_select());
    steps(&s, 1000, 0.1);
    metric_apply(&s.metric, s.z.p, velocity);
    assert_bound(difference(s.z.s, velocity, D), 1e-12, "dense = %d", dense);
    s2_priv_free(s.memory);
  }
}

static void momenta_have_the_covariance_of_the_metric(void **state)
{
  (void)state;
  enum { N = 20000 };
  setting s;
  double sum = 0.0, first = 0.0;
  set_up(&s, true, sample_kernel_select());
  for (int i = 0; i < N; ++i) {
    double velocity[D + KERNEL_PAD];
    metric_momentum(&s.metric, &s.random, s.z.p);
    metric_apply(&s.metric, s.z.p, velocity);
    first += velocity[0] * velocity[0] / N;
    for (int k = 0; k < D; ++k) sum += s.z.p[k] * velocity[k] / N;
  }
  assert_bound(fabs(sum - D), 5.0 * sqrt(2.0 * D / N), "p.M^-1 p is chi-squared with D degrees");
  assert_bound(fabs(first / s.metric.inverse[0] - 1.0), 5.0 * sqrt(2.0 / N), "M^-1 p ~ N(0, M^-1)");
  s2_priv_free(s.memory);
}

static void instruction_sets_agree(void **state)
{
  (void)state;
  static const char *const names[] = {"base", "avx2", "avx512"};
  setting s;
  double q[D];
  set_up(&s, true, &harmonic_sample_kernel_base);
  steps(&s, 50, 0.1);
  memcpy(q, s.z.q, sizeof q);
  s2_priv_free(s.memory);
  for (size_t i = 0; i < COUNT(names); ++i) {
    assert_int_equal(setenv("S2_ISA", names[i], 1), 0);
    set_up(&s, true, sample_kernel_select());
    steps(&s, 50, 0.1);
    assert_bound(difference(s.z.q, q, D), 1e-12, "%s", s.metric.kernel->isa);
    s2_priv_free(s.memory);
  }
  unsetenv("S2_ISA");
}

// Velocities of four ends against the sums of momenta of the whole, and of each part with the next
// point of the other.
static void junctions_compare_ends_with_sums(void **state)
{
  (void)state;
  enum { N = 24, VECTORS = 8 };
  static const sample_kernel *const kernels[] = {&harmonic_sample_kernel_base, NULL};
  double v[VECTORS][N], whole[N], expected[JUNCTION_DOTS] = {0}, dots[JUNCTION_DOTS];
  uint64_t seed = 12;
  for (int k = 0; k < VECTORS * N; ++k) v[k / N][k % N] = uniform(&seed);
  const double *first = v[0], *left_p = v[1], *left_s = v[2], *right_p = v[3], *right_s = v[4],
               *last = v[5], *one = v[6], *two = v[7];
  for (int i = 0; i < N; ++i) {
    whole[i] = one[i] + two[i];
    expected[0] += first[i] * whole[i];
    expected[1] += last[i] * whole[i];
    expected[2] += first[i] * (one[i] + right_p[i]);
    expected[3] += right_s[i] * (one[i] + right_p[i]);
    expected[4] += left_s[i] * (two[i] + left_p[i]);
    expected[5] += last[i] * (two[i] + left_p[i]);
  }
  for (size_t k = 0; k < COUNT(kernels); ++k) {
    const sample_kernel *kernel = kernels[k] != NULL ? kernels[k] : sample_kernel_select();
    double rho[N];
    memcpy(rho, one, sizeof rho);
    const junction j = {first, left_p, left_s, right_p, right_s, last, rho, two};
    kernel->join(N, &j, dots);
    assert_bound(difference(dots, expected, JUNCTION_DOTS), 1e-14, "%s", kernel->isa);
    assert_bound(difference(rho, whole, N), 0.0, "%s", kernel->isa);
  }
}

static void matrices_that_are_not_positive_are_refused(void **state)
{
  (void)state;
  setting s;
  double matrix[D * D] = {0};
  set_up(&s, true, sample_kernel_select());
  assert_false(metric_set(&s.metric, matrix));
  for (int i = 0; i < D; ++i) matrix[i * D + i] = 1.0;
  assert_true(metric_set(&s.metric, matrix));
  matrix[1] = matrix[D] = 1.5; // |correlation| > 1
  assert_false(metric_set(&s.metric, matrix));
  s2_priv_free(s.memory);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(motion_is_reversible),
      cmocka_unit_test(energy_errors_are_of_second_order),
      cmocka_unit_test(velocities_follow_momenta),
      cmocka_unit_test(momenta_have_the_covariance_of_the_metric),
      cmocka_unit_test(instruction_sets_agree),
      cmocka_unit_test(junctions_compare_ends_with_sums),
      cmocka_unit_test(matrices_that_are_not_positive_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

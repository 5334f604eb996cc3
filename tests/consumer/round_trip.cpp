// SPDX-License-Identifier: MIT
// The installed library as a C++17 program sees it: std::complex arrays and plans held by
// std::unique_ptr; a batch of three fields in a caller-owned workspace goes to maps and back.
#include <cmath>
#include <cstdio>
#include <memory>
#include <s2fft/s2fft.h>
#include <vector>

namespace
{
template <typename T, void (*destroy)(T *)> struct deleter {
  void operator()(T *object) const { destroy(object); }
};
using grid_ptr = std::unique_ptr<s2_grid, deleter<s2_grid, s2_grid_destroy>>;
using plan_ptr = std::unique_ptr<s2fft_plan, deleter<s2fft_plan, s2fft_plan_destroy>>;
using work_ptr =
    std::unique_ptr<s2fft_workspace, deleter<s2fft_workspace, s2fft_workspace_destroy>>;

int fail(const char *what)
{
  std::fprintf(stderr, "%s: %s\n", what, s2_error_message());
  return 1;
}
} // namespace

int main()
{
  const int nside = 8, L = 12, count = 3;
  s2_grid *grid = nullptr;
  s2fft_plan *plan = nullptr;
  s2fft_workspace *work = nullptr;
  s2fft_options options;
  s2fft_options_init(&options);
  options.iterations = 20; // HEALPix has no sampling theorem

  if (s2_grid_create_healpix(&grid, nside) != S2_OK) return fail("grid");
  grid_ptr grid_owner(grid);
  if (s2fft_plan_create(&plan, grid, L, &options) != S2_OK) return fail("plan");
  plan_ptr plan_owner(plan);
  if (s2fft_workspace_create(&work, plan, S2FFT_REAL, count) != S2_OK) return fail("workspace");
  work_ptr work_owner(work);

  const auto nalm = static_cast<size_t>(s2fft_alm_size(plan, S2FFT_REAL));
  const auto npix = static_cast<size_t>(s2fft_map_size(plan));
  std::vector<std::complex<double>> alm(count * nalm), back(count * nalm);
  std::vector<double> map(count * npix);
  for (int field = 0; field < count; field++)
    for (int l = field; l < L; l++)
      alm[field * nalm + static_cast<size_t>(s2fft_alm_index(plan, S2FFT_REAL, l, field))] = {
          1.0 + l, field > 0 ? 0.5 : 0.0};

  s2fft_batch batch{};
  batch.count = count;
  batch.map_length = static_cast<int64_t>(map.size());
  if (s2fft_inverse(plan, alm.data(), map.data(), &batch, work) != S2_OK) return fail("inverse");
  if (s2fft_forward(plan, map.data(), back.data(), &batch, work) != S2_OK) return fail("forward");

  double error = 0;
  for (size_t i = 0; i < alm.size(); i++) error = std::fmax(error, std::abs(alm[i] - back[i]));
  std::printf("three real fields on HEALPix: %.1e\n", error);
  return error < 1e-12 ? 0 : 1;
}

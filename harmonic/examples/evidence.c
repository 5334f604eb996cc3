// SPDX-License-Identifier: MIT
// The evidence from samples that are already there: ln z with an honest error, in one call.
//
// Here the posterior is the standard normal density of two parameters times e^3, so ln z = 3.
//
//   cc evidence.c $(pkg-config --cflags --libs harmonic) -lm
#include <harmonic/chains.h>
#include <harmonic/flow.h>
#include <harmonic/report.h>
#include <s2common/rng.h>
#include <stdio.h>

enum { CHAINS = 4, POINTS = 500, D = 2 };

int main(void)
{
  static double x[POINTS][D], ln_post[POINTS]; // ln_post = ln(likelihood * normalised prior) at x
  harmonic_chains *chains = NULL;
  harmonic_model *flow = NULL;
  harmonic_result result;
  char text[8192];

  s2_status status = harmonic_chains_create(&chains, D);
  for (int c = 0; c < CHAINS && status == S2_OK; c++) {
    for (uint64_t i = 0; i < POINTS; i++) { // your sampler's points instead
      s2_rng_normal2(/* seed */ 1, (uint64_t)c, i, x[i]);
      ln_post[i] = 3 - 1.8378770664093453 - 0.5 * (x[i][0] * x[i][0] + x[i][1] * x[i][1]);
    }
    status = harmonic_chains_add(chains, POINTS, x[0], ln_post, /* weights */ NULL);
  }
  if (status == S2_OK) status = harmonic_spline_flow_create(&flow, D, NULL);
  if (status == S2_OK) status = harmonic_evidence_estimate(chains, flow, NULL, &result);
  if (status == S2_OK) harmonic_result_text(&result, sizeof text, text);
  puts(status == S2_OK ? text : s2_error_message());

  harmonic_model_destroy(flow);
  harmonic_chains_destroy(chains);
  return status == S2_OK && result.verdict == HARMONIC_GOOD ? 0 : 1;
}

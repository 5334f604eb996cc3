// SPDX-License-Identifier: MIT
// The sampler behind harmonic_nuts.
#ifndef HARMONIC_SAMPLE_NUTS_STATE_H
#define HARMONIC_SAMPLE_NUTS_STATE_H

#include "chain.h"

struct harmonic_nuts {
  harmonic_nuts_options options; ///< without the arrays, which the chains have taken
  density density;
  bool checked;  ///< the gradient has been
  chain *chains; ///< [options.chains]
  void *memory;  ///< of the chains
};

/// The caller's options, checked.
s2_status nuts_options_adopt(const harmonic_nuts_options *given, harmonic_nuts_options *own);
s2_status nuts_options_check(int ndim, const harmonic_nuts_options *o);

/// A sampler with the chains that `options` ask for; the density and the options are checked.
s2_status nuts_new(harmonic_nuts **sampler, const density *density,
                   const harmonic_nuts_options *options);

#endif

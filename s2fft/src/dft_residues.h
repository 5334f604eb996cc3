// SPDX-License-Identifier: MIT
/// @file
/// The order in which the convolutions of a prime length take their samples.
#ifndef S2FFT_DFT_RESIDUES_H
#define S2FFT_DFT_RESIDUES_H

/// r_a = q^a modulo an odd prime, a < count. With h = (prime - 1) / 2, q is a primitive root g if h
/// is even, so that r_(a+h) = -r_a, and g^2 if h is odd, so that r_(a+h) = r_a; in both cases the
/// +-r_a, a < h, are all residues but 0.
void dft_residues(int prime, int count, int *r);

#endif

// SPDX-License-Identifier: MIT
/// @file
/// The conventions of every function of s2fft, in one place.
///
/// **Band-limit.** L means degrees l = 0 .. L-1; orders m = -l .. l, cut at |m| <= mmax.
///
/// **Spin harmonics.** `sY_lm(theta, phi) = (-1)^s sqrt((2l+1)/4pi) d^l_{m,-s}(theta) e^{i m phi}`,
/// zero for l < |s|, orthonormal on the unit sphere, Condon-Shortley phase included
/// (`Y_11 = -sqrt(3/8pi) sin(theta) e^{i phi}`), with `d^l_mn(b) = <l m| exp(-i b J_y) |l n>`, so
/// `d^1_10(b) = -sin(b)/sqrt(2)`. Same as s2fft, ssht, ducc0, healpy.
///
/// **Synthesis** (inverse) `f = sum_lm f_lm sY_lm`; **analysis** (forward)
/// `f_lm = int f conj(sY_lm) dOmega`.
///
/// **Fields.**
/// - *Real*: a real map of spin 0; `f_{l,-m} = (-1)^m conj f_lm`, so only m >= 0 is needed.
/// - *Complex*: a complex map of any spin; all m are independent.
/// - *Pair*: two real maps (Q, U) of spin s > 0 and their (E, B) coefficients, each with the
///   symmetry of a real field: `Q + i U = -sum (E_lm + i B_lm) sY_lm` (the sign of HEALPix, healpy
///   and ducc0; for s = 0 there is none and the pair is two independent real maps).
///
/// **Coefficient layouts** (s2fft_layout):
/// - *triangle*: m >= 0, m-major, l fastest; index `m (2L-1-m)/2 + l` (healpy, ducc0, SHTns);
/// - *square*: `[l][L-1+m]`, shape [L][2L-1] (s2fft); elements with |m| > l are neither read nor
///   written, except that an analysis sets them to zero;
/// - *linear*: index `l*l + l + m`, length L*L (ssht).
///
/// **Maps** are addressed through the rings of the grid: sample p of ring r at `offset_r + p`.
///
/// **Adjoints.** For maps the inner product is the plain sum over stored samples; for coefficients
/// it is the sum over all (l, m), negative m included: a real field counts m > 0 twice. Every
/// adjoint here is exact for these products. As a gradient: with grad = dL/dRe + i dL/dIm,
/// the gradient with respect to the input of an operator T is its adjoint applied to the gradient
/// with respect to its output.
#ifndef S2FFT_CONVENTIONS_H
#define S2FFT_CONVENTIONS_H
#endif

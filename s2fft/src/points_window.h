// SPDX-License-Identifier: MIT
/// @file
/// The interpolation window: Kaiser and Bessel's, `psi(x) = I0(beta sqrt(1 - (2x/w)^2)) / I0(beta)`
/// for |x| <= w/2 samples, with the Fourier transform
///
///     psi^(xi) = w / I0(beta) * sinh(q) / q,  q^2 = beta^2 - (pi w xi)^2    (xi: cycles per
///     sample)
///
/// At a point the w samples next to it are weighted by psi at distances j - w/2 + d, 0 <= d < 1.
/// Each of these taps is a polynomial in z = 2d - 1, fitted when the plan is made; psi is entire,
/// so that the degrees stay low, and even, so that tap w-1-j at z is tap j at -z.
#ifndef S2FFT_POINTS_WINDOW_H
#define S2FFT_POINTS_WINDOW_H

/// Largest number of taps, and the row length of the coefficients.
enum { POINTS_WIDTH_MAX = 16 };

/// Largest degree of a tap.
enum { POINTS_DEGREE_MAX = 24 };

typedef struct points_window {
  _Alignas(64) double coef[POINTS_DEGREE_MAX + 1][POINTS_WIDTH_MAX]; ///< of z^d; 0 beyond w
  int width;
  int degree;
  double beta;
} points_window;

/// Shape parameter for oversampling by 1 / (2 edge).
/// @param[in] edge  largest frequency over the sampling frequency, 0 .. 1/2
/// @par Source Beatty, Nishimura & Pauly 2005, eq. (5)
double points_window_beta(int width, double edge);

/// psi^(xi).
double points_window_transform(int width, double beta, double xi);

/// Largest relative error, over all frequencies up to `edge`, of a wave interpolated with this
/// window: the root of the sum of the squared aliases, `sum_{n != 0} psi^(xi+n)^2 / psi^(xi)^2`.
double points_window_error(int width, double beta, double edge);

/// Fit the taps to an error of `tolerance`, or as well as doubles can.
void points_window_fit(points_window *window, int width, double beta, double tolerance);

#endif

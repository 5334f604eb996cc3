# SPDX-License-Identifier: MIT
"""Synthesis on single rings in extended precision (numpy.longdouble).

Independent of the engine: the Jacobi recursion in l for all orders m at once,

    d^l_mn = xi sqrt(k! (k+a+b)! / ((k+a)! (k+b)!)) sin(theta/2)^a cos(theta/2)^b P_k^(a,b)(cos theta)

with a = |m-n|, b = |m+n|, k = l - max(|m|, |n|), xi = (-1)^max(m-n, 0) (Varshalovich et al. 1988,
sec. 4.3), P_k divided by its value at theta = 0 and advanced by its increments,

    p_{k+1} - p_k = c_k (p_k - p_{k-1}) - 2 sin^2(theta/2) g_k p_k,

which keeps all digits next to the north pole (c_k and g_k: DLMF 18.9.1-2). A binary exponent goes
with each start value, which underflows otherwise.
"""

import numpy

real = numpy.longdouble
PI = 4 * numpy.arctan(real(1))


def gauss_theta(n, rings):
    """Colatitudes of Gauss-Legendre rings by Newton's method, from the north."""
    theta = PI * (4 * (numpy.array(rings) + 1).astype(real) - 1) / (4 * n + 2)
    for _ in range(6):
        u = 2 * numpy.sin(theta / 2) ** 2
        step, value = numpy.zeros_like(u), numpy.ones_like(u)  # P_l - P_{l-1}, P_l
        for l in range(n):
            step = (l * step - (2 * l + 1) * u * value) / (l + 1)
            value = value + step
        x = numpy.cos(theta)
        slope = -n * ((value - step) - x * value) / numpy.sin(theta)  # dP_n / dtheta
        theta = theta - value / slope
    return theta


def power(base, exponent):
    """base^exponent as mantissa and binary exponent; 0^0 = 1."""
    mantissa, binary = numpy.frexp(base)
    return mantissa ** exponent, binary.astype(numpy.int64) * exponent


def binomials(orders, n):
    """sqrt((a+b)! / (a! b!)), a + b = 2 max(|m|, |n|)."""
    top = int(abs(orders).max())
    large = {abs(n): real(1)}
    for m in range(abs(n) + 1, top + 1):
        large[m] = (large[m - 1] * real(2 * m) * real(2 * m - 1)
                    / (real(m + n) * real(m - n)))
    small = {-abs(n): real(1)}
    for m in range(-abs(n) + 1, abs(n)):
        small[m] = small[m - 1] * real(abs(n) - m + 1) / real(abs(n) + m)
    return numpy.sqrt(numpy.array([large[abs(m)] if abs(m) >= abs(n) else small[m]
                                   for m in orders.tolist()]))


class Harmonics:
    """sY_lm(theta, 0) for rings theta and orders m = -(L-1) .. L-1, degree after degree."""

    def __init__(self, L, spin, theta):
        self.m, self.n, self.l = numpy.arange(1 - L, L), -spin, 0
        self.a, self.b = (abs(self.m + sign * self.n).astype(real) for sign in (-1, 1))
        self.first = numpy.maximum(abs(self.m), abs(spin))
        half = theta[:, None] / 2
        self.u = 2 * numpy.sin(half) ** 2
        sines, cosines = power(numpy.sin(half), self.a), power(numpy.cos(half), self.b)
        sign = (-1.0) ** (spin + numpy.maximum(self.m - self.n, 0))
        self.scale = sign * binomials(self.m, self.n) * sines[0] * cosines[0]
        self.exponent = (sines[1] + cosines[1]).astype(numpy.int64)
        self.p = numpy.ones_like(self.scale)
        self.step = numpy.zeros_like(self.scale)

    def value(self):
        """[rings][orders] at degree self.l; zero where |m| or |s| exceeds it."""
        shift = numpy.clip(self.exponent, -30000, 30000).astype(numpy.int32)
        row = numpy.ldexp(self.scale * self.p, shift) * numpy.sqrt((2 * self.l + 1) / (4 * PI))
        return numpy.where(self.first <= self.l, row, 0)

    def advance(self):
        """To the next degree."""
        on = self.first <= self.l
        k = numpy.where(on, self.l - self.first, 0).astype(real)
        a, b, t = self.a, self.b, 2 * k + self.a + self.b
        with numpy.errstate(divide="ignore", invalid="ignore"):
            lead = (t + 1) * (t + 2) / (2 * (k + a + 1) * (k + a + b + 1))
            back = k * (k + b) * (t + 2) / ((k + a + 1) * (k + a + b + 1) * t)
        back = numpy.where(k > 0, back, 0)
        step = back * self.step - lead * self.u * self.p
        grown = self.scale * numpy.sqrt((k + a + b + 1) * (k + a + 1) / ((k + 1) * (k + b + 1)))
        self.step = numpy.where(on, step, self.step)
        self.p = numpy.where(on, self.p + step, self.p)
        self.scale = numpy.where(on, grown, self.scale)
        self.l += 1


def synthesis(L, spin, alm, theta, nphi, phi0=0.0):
    """Real map (spin 0, alm [1][n]) or pair (alm [2][n]): [fields][rings][nphi] longdouble.

    Samples at phi0 + 2 pi p / nphi, nphi >= 2 L - 1.
    """
    harmonics = Harmonics(L, spin, theta)
    phases = numpy.zeros((len(theta), 2 * L - 1), numpy.clongdouble)
    starts = numpy.array([m * (2 * L - 1 - m) // 2 for m in range(L)])
    for l in range(L):
        fields = alm[:, starts[:l + 1] + l].astype(numpy.clongdouble)
        sign = (-1.0) ** numpy.arange(l + 1)
        both = [numpy.concatenate([(sign * f.conj())[:0:-1], f]) for f in fields]
        field = both[0] if spin == 0 else -(both[0] + 1j * both[1])
        middle = slice(L - 1 - l, L + l)
        phases[:, middle] += field * harmonics.value()[:, middle]
        harmonics.advance()
    bins = numpy.zeros((len(theta), nphi), numpy.clongdouble)
    bins[:, harmonics.m % nphi] = phases * numpy.exp(1j * harmonics.m.astype(real) * phi0)
    samples = numpy.fft.ifft(bins, axis=1) * nphi
    return numpy.stack([samples.real] if spin == 0 else [samples.real, samples.imag])

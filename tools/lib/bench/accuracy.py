# SPDX-License-Identifier: MIT
"""Errors of the synthesis of unit-variance coefficients against extended precision.

accuracy.py THREADS: prints one record per grid, L, spin and class of rings: the largest error on
these rings over the largest value on all rings looked at. `check` is the same for the values of
s2fft_harmonic_row() at one degree, relative to the largest of that row.
"""

import ctypes
import json
import os
import sys

import numpy

import engine
import reference

LIMITS = (512, 1024, 2048)
SPINS = (0, 1, 2, 5, 20, 100)
GRIDS = ("gl", "mw")


def classes(L):
    """Rings of the northern half by class."""
    return {"polar": [0, 1, 2], "middle": [L // 16, L // 8, L // 4],
            "equator": [L // 2 - 2, L // 2 - 1]}


def ducc0_map(grid, L, spin, alm, shape, threads):
    try:
        import ducc0
    except ImportError:
        return numpy.full(shape, numpy.nan)
    return ducc0.sht.synthesis_2d(alm=alm, spin=spin, lmax=L - 1, geometry=grid.upper(),
                                  ntheta=shape[1], nphi=shape[2], nthreads=threads)


def row_check(L, spin, theta):
    """Largest error of s2fft_harmonic_row() at l = L - 1, relative to the row's largest value."""
    harmonics = reference.Harmonics(L, spin, theta)
    while harmonics.l < L - 1:
        harmonics.advance()
    exact, row, errors = harmonics.value(), numpy.zeros(2 * L - 1), []
    for ring, angle in enumerate(theta):
        engine.call("s2fft_harmonic_row", L - 1, spin, ctypes.c_double(numpy.cos(angle / 2)),
                    ctypes.c_double(numpy.sin(angle / 2)), row.ctypes.data_as(ctypes.c_void_p))
        errors.append(float(abs(row - exact[ring]).max() / abs(exact[ring]).max()))
    return numpy.array(errors)


def measure(grid, L, spin, threads):
    nphi = 2 * L if grid == "gl" else 2 * L - 1
    rings = engine.Grid(grid, L, nphi=nphi)
    plan = engine.Plan(rings, L, engine.PAIR if spin else engine.REAL, spin=spin, nthreads=threads)
    alm = engine.random_alm(L, spin, (2 if spin else 1,))
    ours = numpy.zeros((len(alm), L, nphi))
    plan.bind("s2fft_inverse_pair" if spin else "s2fft_inverse", [*alm, *ours])()
    theirs = ducc0_map(grid, L, spin, alm, ours.shape, threads)
    groups = classes(L)
    chosen = sum(groups.values(), [])
    theta = (reference.gauss_theta(L, chosen) if grid == "gl"
             else reference.PI * (2 * numpy.array(chosen) + 1) / (2 * L - 1))
    exact = reference.synthesis(L, spin, alm, theta, nphi)
    scale, check = abs(exact).max(), row_check(L, spin, theta)
    for name, group in groups.items():
        at = [chosen.index(ring) for ring in group]
        error = {who: float(abs(values[:, group] - exact[:, at]).max() / scale)
                 for who, values in (("ours", ours), ("ducc0", theirs))}
        yield {"record": "accuracy", "grid": grid, "L": L, "spin": spin, "rings": name,
               "check": float(check[at].max()), **error}


def main():
    records = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what peers print is not a record
    for grid in GRIDS:
        for L in LIMITS:
            for spin in SPINS:
                for record in measure(grid, L, spin, int(sys.argv[1])):
                    print(json.dumps(record), file=records)


if __name__ == "__main__":
    main()

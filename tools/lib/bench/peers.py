# SPDX-License-Identifier: MIT
"""Other libraries at their best, on the inputs of a Problem.

Each peer is a function of a problem that returns its variants: a list of
(name, {direction: (call, result)} or {direction: (call, result, prepare)}). `call` does the work,
into arrays made beforehand where the peer allows that; `result` returns what it computed, shaped as
the problem's; `prepare` runs untimed before each timing. A peer that does not serve a problem
returns [].
"""

import importlib
import importlib.metadata
import math

import numpy


def per_map(count, call):
    """For peers that take one field per call."""
    if count == 1:
        return lambda: call(0)

    def run():
        for k in range(count):
            call(k)

    return run


def ducc0(problem):
    sht = importlib.import_module("ducc0").sht
    maps, alm = numpy.empty_like(problem.map), numpy.zeros_like(problem.alm)
    common = {"spin": problem.spin, "lmax": problem.L - 1, "nthreads": problem.threads}
    if problem.grid == "healpix":
        base = importlib.import_module("ducc0").healpix.Healpix_Base(problem.nside, "RING")
        rings = base.sht_info()
        weight = 4 * math.pi / problem.map.shape[2]
        inverse = lambda: sht.synthesis(alm=problem.alm, map=maps, **rings, **common)
        forward = lambda: sht.adjoint_synthesis(map=problem.input_map, alm=alm, **rings, **common)
        return [("synthesis", {"inverse": (inverse, lambda: maps),
                               "forward": (forward, lambda: alm * alm.real.dtype.type(weight))})]
    # ducc0's DH has a ring on the pole; our DH is its F1 with 2L rings, our MWSS its CC.
    geometry = {"dh": "F1", "mwss": "CC"}.get(problem.grid, problem.grid.upper())
    shape = (problem.count, problem.fields, problem.rings.nrings, -1)
    out, given = maps.reshape(shape), problem.input_map.reshape(shape)
    inverse = per_map(problem.count, lambda k: sht.synthesis_2d(
        alm=problem.alm[k], map=out[k], geometry=geometry, **common))
    forward = per_map(problem.count, lambda k: sht.analysis_2d(
        map=given[k], alm=alm[k], geometry=geometry, **common))
    return [("2d", {"inverse": (inverse, lambda: maps), "forward": (forward, lambda: alm)})]


def shtns_scalar(sht, problem, turn, back):
    alm = [field[0].copy() for field in problem.alm]
    fresh = [turn(field[0].reshape(problem.L, -1)) for field in problem.input_map]
    given = [field.copy() for field in fresh]
    maps, out = [sht.spat_array() for _ in alm], [sht.spec_array() for _ in alm]
    inverse = per_map(problem.count, lambda k: sht.SH_to_spat(alm[k], maps[k]))
    forward = per_map(problem.count, lambda k: sht.spat_to_SH(given[k], out[k]))
    return {"inverse": (inverse, lambda: numpy.array([back(m).reshape(1, -1) for m in maps])),
            "forward": (forward, lambda: numpy.array(out)[:, None],
                        lambda: restore(given, fresh))}


def shtns_vector(sht, problem, turn, back):
    """Spin 1: (Q, U) is the vector field of S = E / sqrt(l (l+1)), T = -B / sqrt(l (l+1))."""
    degree = sht.l.astype(float)
    scale = numpy.sqrt(degree * (degree + 1)) * numpy.array([[1], [-1]])
    scale[:, 0] = 1
    S, T = problem.alm[0] / scale
    fresh = [turn(field.reshape(problem.L, -1)) for field in problem.input_map[0]]
    given = [field.copy() for field in fresh]
    maps, out = [sht.spat_array() for _ in range(2)], [sht.spec_array() for _ in range(2)]
    inverse = lambda: sht.SHsphtor_to_spat(S, T, *maps)
    forward = lambda: sht.spat_to_SHsphtor(*given, *out)
    return {"inverse": (inverse, lambda: numpy.array([[back(m).reshape(-1) for m in maps]])),
            "forward": (forward, lambda: (out * scale)[None], lambda: restore(given, fresh))}


def restore(arrays, fresh):
    """An analysis of SHTns may overwrite its map."""
    for array, values in zip(arrays, fresh):
        array[...] = values


def shtns(problem):
    if problem.grid != "gl" or problem.single or problem.spin > 1:
        return []
    if problem.spin == 1 and problem.count > 1:
        return []
    module = importlib.import_module("shtns")
    variants = []
    for name, layout in (("theta contiguous", module.SHT_THETA_CONTIGUOUS),
                         ("phi contiguous", module.SHT_PHI_CONTIGUOUS)):
        sht = module.sht(problem.L - 1, problem.L - 1, 1, module.sht_orthonormal, problem.threads)
        sht.set_grid(problem.L, problem.nphi, flags=module.sht_quick_init | layout,
                     polar_opt=1e-10)
        by_theta = layout == module.SHT_THETA_CONTIGUOUS
        turn = (lambda m: m.T.copy()) if by_theta else (lambda m: m.copy())
        back = (lambda m: m.T) if by_theta else (lambda m: m)
        serve = shtns_vector if problem.spin else shtns_scalar
        variants.append((name, serve(sht, problem, turn, back)))
    return variants


def healpy(problem):
    if problem.grid != "healpix" or problem.single:
        return []
    module = importlib.import_module("healpy")
    lmax, spin, results = problem.L - 1, problem.spin, {}

    def keep(direction, k, value):
        results[direction, k] = value

    def result(direction):
        return lambda: numpy.array([numpy.reshape(results[direction, k], (problem.fields, -1))
                                    for k in range(problem.count)])

    if spin == 0:
        inverse = lambda k: keep("inverse", k, module.alm2map(
            problem.alm[k, 0], problem.nside, lmax=lmax, pol=False))
        forward = lambda k: keep("forward", k, module.map2alm(
            problem.input_map[k, 0], lmax=lmax, iter=0, pol=False))
    else:
        inverse = lambda k: keep("inverse", k, module.alm2map_spin(
            problem.alm[k], problem.nside, spin, lmax))
        forward = lambda k: keep("forward", k, module.map2alm_spin(
            problem.input_map[k], spin, lmax))
    return [("", {"inverse": (per_map(problem.count, inverse), result("inverse")),
                  "forward": (per_map(problem.count, forward), result("forward"))})]


def to_linear(alm, L):
    """Real field: triangle to l*l + l + m."""
    out = numpy.zeros(L * L, complex)
    for m in range(L):
        l = numpy.arange(m, L)
        part = alm[m * (2 * L - 1 - m) // 2 + l]
        out[l * l + l - m] = (-1) ** m * part.conj()
        out[l * l + l + m] = part
    return out


def from_linear(flm, L):
    """Real field: l*l + l + m to triangle."""
    degrees = [numpy.arange(m, L) for m in range(L)]
    return numpy.concatenate([flm[l * l + l + m] for m, l in enumerate(degrees)])


def pyssht(problem):
    L = problem.L
    if (problem.grid != "mw" or problem.spin or problem.single or problem.count > 1
            or problem.threads > 1 or L > 512 and not problem.case["slow"]):
        return []
    module = importlib.import_module("pyssht")
    flm, given, out = to_linear(problem.alm[0, 0], L), problem.input_map.reshape(L, -1), {}
    how = {"Method": "MW", "Reality": True}
    inverse = lambda: out.update(inverse=module.inverse(flm, L, **how))
    forward = lambda: out.update(forward=module.forward(given, L, **how))
    return [("", {"inverse": (inverse, lambda: out["inverse"].reshape(1, 1, -1)),
                  "forward": (forward, lambda: from_linear(out["forward"], L)[None, None])})]


PEERS = {"ducc0": ducc0, "shtns": shtns, "healpy": healpy, "pyssht": pyssht}


def installed():
    """Version of each peer that can be imported. (SHTns greets on stdout: import it early.)"""
    versions = {}
    for name in PEERS:
        try:
            importlib.import_module(name)
            versions[name] = importlib.metadata.version(name)
        except ImportError:
            pass
    return versions

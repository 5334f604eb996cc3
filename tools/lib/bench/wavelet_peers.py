# SPDX-License-Identifier: MIT
"""The Python packages s2wav (JAX) and pys2let at their best, on the signal of a case.

Each peer is a function of (L, N, signal) that returns {direction: (call, result)}; `call` does the
work, `result` gives the wavelet maps of j > 0 as one flat array, or the signal. Both store 2N - 1
orientations.
"""

import importlib
import importlib.metadata
import os
import sys
import types
import warnings

import numpy

LAMBDA, J_MIN = 2, 0


class Absent(types.ModuleType):
    """The package s2wav imports torch on loading; the transforms that are timed do not use it."""

    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent


def load_jax():
    warnings.filterwarnings("ignore")
    os.environ["JAX_ENABLE_X64"] = "1"
    cache = os.environ.get("S2_BENCH_CACHE")
    if cache:  # a compilation takes a minute; the next run need not repeat it
        os.environ["JAX_COMPILATION_CACHE_DIR"] = cache
        os.environ["JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS"] = "0"
    try:
        importlib.import_module("torch")
    except ImportError:
        for name in ("torch", "torch.autograd", "torch.autograd.functional"):
            sys.modules[name] = Absent(name)
    return importlib.import_module("jax"), importlib.import_module("s2wav")


def s2wav(L, N, f):
    """Filters, and the coefficients of its recursions, are made beforehand."""
    jax, package = load_jax()
    construct = importlib.import_module("s2wav.transforms.construct")
    real, out = f.dtype == float, {}
    common = (L, N, J_MIN, float(LAMBDA), 0, "mw", None, real)
    filters = tuple(map(jax.numpy.asarray, package.filters.filters_directional_vectorised(
        L, N, J_MIN, float(LAMBDA), 0)))
    tables = {way: construct.generate_wigner_precomputes(
        L, N, J_MIN, float(LAMBDA), "mw", None, way == "synthesis", real)
        for way in ("analysis", "synthesis")}
    signal = jax.numpy.asarray(f.reshape(L, 2 * L - 1))

    def analysis():
        out["wav"] = jax.block_until_ready(
            package.analysis(signal, *common, filters, tables["analysis"]))

    def synthesis():
        out["back"] = jax.block_until_ready(
            package.synthesis(*out["wav"], *common, filters, tables["synthesis"]))

    return {"analysis": (analysis, lambda: numpy.concatenate(
                [numpy.ravel(wav) for wav in out["wav"][0][1:]])),
            "synthesis": (synthesis, lambda: numpy.ravel(out["back"]))}


def pys2let(L, N, f):
    """It has complex directional transforms only, on one thread. Scale 0 has L = 2 and as many
    orientations as that allows (of the parity of N); its array is longer than what it fills."""
    module = importlib.import_module("pys2let")
    signal, out = numpy.ascontiguousarray(f, complex), {}
    orientations = 2 if N % 2 == 0 else min(N, 3)
    begin, shorter = 6 * (2 * orientations - 1), 6 * 2 * (N - orientations)

    def analysis():
        out["wav"] = module.analysis_px2wav(signal, LAMBDA, L, J_MIN, N, 0, 0)

    def synthesis():
        out["back"] = module.synthesis_wav2px(*out["wav"], LAMBDA, L, J_MIN, N, 0, 0)

    return {"analysis": (analysis, lambda: out["wav"][0][begin:out["wav"][0].size - shorter]),
            "synthesis": (synthesis, lambda: out["back"])}


PEERS = {"s2wav": s2wav, "pys2let": pys2let}
VERSIONS = ("s2wav", "jax", "jaxlib", "s2fft", "pys2let")


def installed():
    """Version of each package that there is, and the peers that can be called."""
    versions = {}
    for name in VERSIONS:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            pass
    return versions, [name for name in PEERS if name in versions]

# SPDX-License-Identifier: MIT
"""s2wav through ctypes: just enough of s2wav/s2wav.h to call transforms beside a peer."""

import ctypes
import os

import numpy

import engine

FULL, STEERABLE = 1, 0


class TilingOptions(ctypes.Structure):
    _fields_ = [
        ("struct_size", ctypes.c_size_t),
        ("kernel", ctypes.c_int),
        ("lambda", ctypes.c_double),
        ("J_min", ctypes.c_int),
        ("N", ctypes.c_int),
        ("spin", ctypes.c_int),
        ("spin0", ctypes.c_int),
        ("quadrature", ctypes.c_int),
        ("bandlimits", ctypes.c_int),
        ("lowpass", ctypes.c_void_p),
        ("J_max", ctypes.c_int),
    ]


class Options(ctypes.Structure):
    _fields_ = [
        ("struct_size", ctypes.c_size_t),
        ("storage", ctypes.c_int),
        ("scaling", ctypes.c_int),
        ("full_resolution", ctypes.c_int),
        ("sampling", ctypes.c_int),
        ("layout", ctypes.c_int),
        ("nside_ratio", ctypes.c_double),
        ("iterations", ctypes.c_int),
        ("nthreads", ctypes.c_int),
        ("progress", ctypes.c_void_p),
        ("progress_user", ctypes.c_void_p),
    ]


class Scale(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in
                ("j", "L", "lmin", "N", "ngamma", "nrings", "nphi", "nside", "empty")]
    _fields_ += [(name, ctypes.c_int64) for name in ("slice", "size", "offset")]


def load():
    """The library that tools/bench built; engine has loaded s2fft."""
    library = ctypes.CDLL(os.environ["S2_BENCH_WAVELETS"])
    for name in ("plan_bytes", "workspace_bytes", "wav_size", "scal_size", "map_size"):
        getattr(library, "s2wav_" + name).restype = ctypes.c_int64
    return library


LIBRARY = load()


def call(name, *arguments):
    """Call a function that returns an s2_status."""
    if getattr(LIBRARY, name)(*arguments):
        raise RuntimeError(engine.LIBRARY.s2_error_message().decode())


class Plan:
    """Wavelets on MW, lambda = 2, J_min = 0, multiresolution; with workspace and arrays."""

    def __init__(self, L, N, complex_, storage, threads):
        tile, settings = TilingOptions(), Options()
        LIBRARY.s2wav_tiling_options_init_sized(ctypes.byref(tile), ctypes.sizeof(tile))
        LIBRARY.s2wav_options_init_sized(ctypes.byref(settings), ctypes.sizeof(settings))
        tile.N, settings.storage, settings.nthreads = N, storage, threads
        tiling, self.handle, self.work = (ctypes.c_void_p() for _ in range(3))
        self.grid = engine.Grid("mw", L)
        call("s2wav_tiling_create", ctypes.byref(tiling), L, ctypes.byref(tile))
        call("s2wav_plan_create", ctypes.byref(self.handle), tiling, self.grid.handle,
             ctypes.byref(settings))
        LIBRARY.s2wav_tiling_destroy(tiling)
        call("s2wav_workspace_create", ctypes.byref(self.work), self.handle,
             engine.COMPLEX if complex_ else engine.REAL, 0)
        self.suffix, self.type = ("_complex", complex) if complex_ else ("", float)
        self.wav, self.scal, self.back = (
            numpy.zeros(getattr(LIBRARY, f"s2wav_{name}_size")(self.handle), self.type)
            for name in ("wav", "scal", "map"))

    def __del__(self):
        LIBRARY.s2wav_workspace_destroy(self.work)
        LIBRARY.s2wav_plan_destroy(self.handle)

    def memory(self):
        """Bytes of the plan, of its workspace, of the coefficients."""
        return {"plan_bytes": LIBRARY.s2wav_plan_bytes(self.handle),
                "workspace_bytes": LIBRARY.s2wav_workspace_bytes(self.work),
                "coefficient_bytes": self.wav.nbytes + self.scal.nbytes}

    def fine(self):
        """The wavelet maps of j > 0."""
        scale = Scale()
        call("s2wav_get_scale", self.handle, 1, ctypes.byref(scale))
        return self.wav[scale.offset:]

    def bind(self, f):
        """Analysis of f and synthesis of what it gave, as functions without arguments."""
        def pointer(array):
            return ctypes.c_void_p(array.ctypes.data)

        wav, scal, back, signal = map(pointer, (self.wav, self.scal, self.back, f))
        return {
            "analysis": lambda: call("s2wav_analysis" + self.suffix, self.handle, signal, wav,
                                     scal, None, self.work),
            "synthesis": lambda: call("s2wav_synthesis" + self.suffix, self.handle, wav, scal,
                                      back, None, self.work)}

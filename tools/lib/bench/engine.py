# SPDX-License-Identifier: MIT
"""s2fft through ctypes: just enough of s2fft/s2fft.h to call transforms beside a peer."""

import ctypes
import os

import numpy

KINDS = {"mw": 0, "mwss": 1, "dh": 2, "gl": 3, "cc": 4, "f1": 5}
REAL, COMPLEX, PAIR = 0, 1, 2
LINEAR = 3


class Options(ctypes.Structure):
    _fields_ = [
        ("struct_size", ctypes.c_size_t),
        ("spin", ctypes.c_int),
        ("mmax", ctypes.c_int),
        ("lmin", ctypes.c_int),
        ("layout", ctypes.c_int),
        ("nthreads", ctypes.c_int),
        ("iterations", ctypes.c_int),
        ("ring_weights", ctypes.c_void_p),
        ("progress", ctypes.c_void_p),
        ("progress_user", ctypes.c_void_p),
    ]


class Batch(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int64) for name in
                ("count", "alm_stride", "map_stride", "alm_length", "map_length")]


class Ring(ctypes.Structure):
    _fields_ = [(name, ctypes.c_double) for name in
                ("theta", "cos_theta", "sin_theta", "cos_half", "sin_half", "phi0", "weight")]
    _fields_ += [("offset", ctypes.c_int64), ("nphi", ctypes.c_int)]


def load():
    """The library that tools/bench built."""
    library = ctypes.CDLL(os.environ["S2_BENCH_LIBRARY"])
    for name in ("s2fft_plan_bytes", "s2fft_workspace_bytes", "s2fft_map_size"):
        getattr(library, name).restype = ctypes.c_int64
    library.s2fft_plan_isa.restype = ctypes.c_char_p
    library.s2_error_message.restype = ctypes.c_char_p
    library.s2_grid_rings.restype = ctypes.POINTER(Ring)
    return library


LIBRARY = load()


def call(name, *arguments):
    """Call a function that returns an s2_status."""
    if getattr(LIBRARY, name)(*arguments):
        raise RuntimeError(LIBRARY.s2_error_message().decode())


class Grid:
    def __init__(self, kind, L, nside=0, nphi=None):
        self.handle = ctypes.c_void_p()
        if kind == "healpix":
            call("s2_grid_create_healpix", ctypes.byref(self.handle), nside)
        elif nphi:
            call("s2_grid_create_shape", ctypes.byref(self.handle), KINDS[kind], L, nphi)
        else:
            call("s2_grid_create", ctypes.byref(self.handle), KINDS[kind], L)
        self.nrings = LIBRARY.s2_grid_nrings(self.handle)
        self.rings = LIBRARY.s2_grid_rings(self.handle)

    def __del__(self):
        LIBRARY.s2_grid_destroy(self.handle)


class Plan:
    """A plan with a workspace for `count` fields."""

    def __init__(self, grid, L, field, count=1, **options):
        settings = Options()
        LIBRARY.s2fft_options_init_sized(ctypes.byref(settings), ctypes.sizeof(settings))
        for name, value in options.items():
            setattr(settings, name, value)
        self.handle, self.work = ctypes.c_void_p(), ctypes.c_void_p()
        call("s2fft_plan_create", ctypes.byref(self.handle), grid.handle, L,
             ctypes.byref(settings))
        call("s2fft_workspace_create", ctypes.byref(self.work), self.handle, field, count)

    def __del__(self):
        LIBRARY.s2fft_workspace_destroy(self.work)
        LIBRARY.s2fft_plan_destroy(self.handle)

    @property
    def bytes(self):
        return LIBRARY.s2fft_plan_bytes(self.handle)

    @property
    def workspace_bytes(self):
        return LIBRARY.s2fft_workspace_bytes(self.work)

    @property
    def isa(self):
        return LIBRARY.s2fft_plan_isa(self.handle).decode()

    @property
    def map_size(self):
        return LIBRARY.s2fft_map_size(self.handle)

    def bind(self, name, arrays, batch=None):
        """The call as a function without arguments, so that timing sees little of Python."""
        function = getattr(LIBRARY, name)
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in arrays]
        where = ctypes.byref(batch) if batch else None

        def run():
            if function(self.handle, *pointers, where, self.work):
                raise RuntimeError(LIBRARY.s2_error_message().decode())

        return run


def random_alm(L, spin, shape, seed=1):
    """Unit-variance coefficients of real fields, triangle: [*shape][L (L+1) / 2]."""
    random = numpy.random.default_rng(seed)
    alm = random.normal(size=(*shape, L * (L + 1) // 2, 2)).view(complex)[..., 0]
    alm[..., :L].imag = 0
    for m in range(min(spin, L)):  # degrees below the spin do not exist
        start = m * (2 * L - 1 - m) // 2
        alm[..., start + m:start + spin] = 0
    return alm

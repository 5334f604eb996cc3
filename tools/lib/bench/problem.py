# SPDX-License-Identifier: MIT
"""One case: its inputs, and our library's calls on them."""

import time

import numpy

import engine


class Problem:
    """Unit-variance coefficients `alm` [count][fields][n], their `map`, and our two calls.

    Spin 0 is one real field, other spins are an (E, B) <-> (Q, U) pair. GL grids have 2L samples
    per ring, a length that every library likes.
    """

    def __init__(self, case, threads):
        self.case, self.threads = case, threads
        self.grid, self.L, self.spin = case["grid"], case["L"], case["spin"]
        self.nside, self.count = case["nside"], case["count"]
        self.fields = 2 if self.spin else 1
        self.single = case["precision"] == "single"
        self.nphi = 2 * self.L if self.grid == "gl" else None
        start = time.perf_counter()
        self.rings = engine.Grid(self.grid, self.L, self.nside, self.nphi)
        grid_end = time.perf_counter()
        self.plan = engine.Plan(self.rings, self.L, engine.PAIR if self.spin else engine.REAL,
                                self.count, spin=self.spin, nthreads=threads)
        self.grid_s = grid_end - start
        self.plan_s = time.perf_counter() - grid_end
        self.alm = engine.random_alm(self.L, self.spin, (self.count, self.fields))
        self.alm = self.alm.astype(numpy.complex64 if self.single else complex)
        self.map = numpy.zeros((self.count, self.fields, self.plan.map_size),
                               numpy.float32 if self.single else float)
        self.bind()["inverse"]()
        self.input_map = self.map.copy()
        self.output_alm = numpy.zeros_like(self.alm)
        self.calls = self.bind(self.input_map, self.output_alm)
        self.results = {"inverse": self.map, "forward": self.output_alm}

    def bind(self, maps=None, alm=None):
        """Our calls: inverse self.alm -> self.map, forward maps -> alm."""
        batch = engine.Batch(self.count, self.fields * self.alm.shape[2],
                             self.fields * self.map.shape[2], 0, 0)
        name = ("_pair" if self.spin else "") + ("f" if self.single else "")

        def parts(*arrays):
            return [array[0, field] for array in arrays for field in range(self.fields)]

        calls = {"inverse": self.plan.bind("s2fft_inverse" + name, parts(self.alm, self.map),
                                           batch)}
        if maps is not None:
            calls["forward"] = self.plan.bind("s2fft_forward" + name, parts(maps, alm), batch)
        return calls

    def memory(self):
        """Plan, workspace and data [bytes], times to make grid and plan [s]."""
        return {"grid_s": self.grid_s, "plan_s": self.plan_s, "plan_bytes": self.plan.bytes,
                "workspace_bytes": self.plan.workspace_bytes,
                "data_bytes": self.alm.nbytes + self.map.nbytes}

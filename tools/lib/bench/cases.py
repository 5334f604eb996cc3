# SPDX-License-Identifier: MIT
"""What tools/bench compares."""

QUICK_GRIDS = ("gl", "mw", "healpix")
GRIDS = ("gl", "mw", "mwss", "dh", "cc", "f1", "healpix")


def case(grid, L, spin=0, count=1, precision="double", nside=0, slow=False):
    """One problem. HEALPix: nside = L/2, lmax = 2 nside unless nside is given. `slow`: also the
    peers that take seconds."""
    if grid == "healpix" and not nside:
        nside = L // 2
        L = 2 * nside + 1
    return {"grid": grid, "L": L, "nside": nside, "spin": spin, "count": count,
            "precision": precision, "slow": slow}


def quick():
    return [case(grid, L, spin)
            for grid in QUICK_GRIDS for L in (256, 512, 1024) for spin in (0, 2)]


def full():
    cases = [case(grid, L, spin, slow=L <= 1024)
             for grid in GRIDS for L in (256, 512, 1024, 2048) for spin in (0, 2)]
    cases += [case(grid, L, spin)
              for grid in QUICK_GRIDS for L in (512, 1024) for spin in (1, 5, 20, 100)]
    cases += [case(grid, L, spin, slow=True)
              for grid in QUICK_GRIDS for L in (32, 64) for spin in (0, 2)]
    cases += [case("healpix", 3 * nside, spin, nside=nside)
              for nside in (256, 512) for spin in (0, 2)]
    cases += [case(grid, L, spin, count=8)
              for grid in QUICK_GRIDS for L in (64, 512) for spin in (0, 2)]
    cases += [case("gl", L, spin, count=8, precision=precision)
              for L in (512, 1024) for spin in (0, 2) for precision in ("double", "single")
              if (L, precision) != (512, "double")]
    cases += [case("gl", 4096)]
    cases += [case(grid, L, spin, precision="single")
              for grid in QUICK_GRIDS for L in (512, 1024) for spin in (0, 2)]
    return cases


def older_processor():
    """Repeated with S2_ISA=avx2 (the peers keep what they were built for)."""
    return [case(grid, L, spin, count=count)
            for count, Ls in ((1, (512, 1024, 2048)), (8, (512,)))
            for grid in QUICK_GRIDS for L in Ls for spin in (0, 2)]


def wavelets():
    """MW, lambda = 2, all scales. At L = 512 JAX takes minutes a transform: once is enough."""
    both, C = ["s2wav", "pys2let"], ["pys2let"]
    found = [{"L": L, "N": N, "field": field, "peers": both}
             for field in ("real", "complex") for N in (1, 5) for L in (64, 128, 256)]
    return found + [{"L": 512, "N": 5, "field": "real", "peers": both},
                    {"L": 512, "N": 1, "field": "real", "peers": C},
                    {"L": 512, "N": 5, "field": "complex", "peers": C}]

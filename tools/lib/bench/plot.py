# SPDX-License-Identifier: MIT
"""Draw records: plot.py FOLDER < records writes FOLDER/bench-GRID.png, time of a peer over ours."""

import json
import os
import sys

try:
    import matplotlib
except ImportError:
    sys.exit("tools/bench: matplotlib is not installable here: no plot")
matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402

COLOURS = {"ducc0": "tab:blue", "shtns": "tab:orange", "healpy": "tab:green", "pyssht": "tab:red"}
STYLES = {(0, "inverse"): "o-", (0, "forward"): "s-", (2, "inverse"): "o--", (2, "forward"): "s--"}


def lines(records, grid, threads):
    """(peer, spin, direction) -> sorted [(L, ratio)] of single maps in double precision."""
    found = {}
    for r in records:
        if (r["record"] == "comparison" and r["grid"] == grid and r["threads"] == threads
                and r["count"] == 1 and r["precision"] == "double" and r["spin"] in (0, 2)
                and (grid != "healpix" or r["L"] == 2 * r["nside"] + 1)):
            found.setdefault((r["peer"], r["spin"], r["direction"]), {})[r["L"]] = r["ratio"]
    return {key: sorted(values.items()) for key, values in found.items()}


def draw(records, grid, threads, machine, path):
    figure, axes = pyplot.subplots(1, len(threads), figsize=(5 * len(threads), 4.2), sharey=True,
                                   squeeze=False, layout="constrained")
    for ax, count in zip(axes[0], threads):
        for (peer, spin, direction), points in lines(records, grid, count).items():
            ax.plot(*zip(*points), STYLES[spin, direction], color=COLOURS[peer], markersize=4,
                    label=f"{peer}, spin {spin}, {direction}")
        ax.axhline(1.0, color="black", linewidth=0.8)
        ax.set(xscale="log", yscale="log", xlabel="band-limit L",
               title=f"{grid}, {count} thread{'s' if count > 1 else ''}")
        ax.xaxis.set_major_locator(matplotlib.ticker.LogLocator(base=2))
        ax.xaxis.set_major_formatter("{x:.0f}")
        ax.xaxis.set_minor_locator(matplotlib.ticker.NullLocator())
        ax.yaxis.set_major_formatter("{x:g}")
        ax.yaxis.set_minor_formatter("{x:g}")
        ax.grid(True, which="both", alpha=0.3)
    axes[0][0].set_ylabel("time of the peer / time of s2fft")
    axes[0][0].legend(fontsize=7)
    figure.suptitle(f"{machine['cpu']}, {machine['cores']} cores, {machine['date']}", fontsize=9)
    figure.savefig(path, dpi=120)
    print("wrote", path)


def main():
    records = [json.loads(line) for line in sys.stdin]
    best = next((r["isa"] for r in records if r["record"] == "comparison"), None)
    kept = [r for r in records if r["record"] == "comparison" and r["isa"] == best]
    threads = sorted({r["threads"] for r in kept})
    os.makedirs(sys.argv[1], exist_ok=True)
    for grid in dict.fromkeys(r["grid"] for r in kept):
        draw(kept, grid, threads, records[0], os.path.join(sys.argv[1], f"bench-{grid}.png"))


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Seconds of a training epoch, and losses reached: this library beside the Python package harmonic
(pip install harmonic flax distrax), on the same points, in turns.

    python peer_harmonic.py BUILD/.../bench_flow [--epochs 20] [--rounds 3]

Set OMP_NUM_THREADS, and pin with taskset, to compare on a number of cores. An epoch of the package
is the difference of fits of one epoch and of many, each of which compiles: compilation drops out.
The losses are the mean -ln q of the training points after fits of 1, 2, 5 and 12 epochs, each from
the start: both keep the best of their epochs.
"""
import argparse
import os
import re
import statistics
import subprocess
import tempfile
import time
import warnings

warnings.filterwarnings("ignore")

AFTER = (1, 2, 5, 12)  # epochs


def ours(program, epochs, data):
    """{name: (seconds of the median epoch, loss)} and the training points in `data`."""
    text = subprocess.run([program, str(epochs), "1000", data], capture_output=True, text=True,
                          check=True).stdout
    found = re.findall(r"(\w+) +epoch .*? median ([\d.]+) s.*?best kept: ([\d.]+)", text, re.S)
    return {name: (float(seconds), float(loss)) for name, seconds, loss in found}


def fit(make, points, epochs):
    model = make()
    begin = time.perf_counter()
    model.fit(points, epochs=epochs)
    return model, time.perf_counter() - begin


def loss(model, points):
    model.temperature = 1.0
    return -float(model.predict(x=points).mean())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", help="bench_flow of this library")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    program = os.path.abspath(args.program)
    import harmonic
    import numpy as np

    kinds = {"spline": lambda: harmonic.model.RQSplineModel(10, standardize=True),
             "realnvp": lambda: harmonic.model.RealNVPModel(10, standardize=True)}
    times = {(who, name): [] for who in ("ours", "theirs") for name in kinds}
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)  # the package may write log files
        data = os.path.join(scratch, "points")
        for _ in range(args.rounds):
            for name, (seconds, _) in ours(program, args.epochs, data).items():
                times["ours", name].append(seconds)
            points = np.fromfile(data).reshape(-1, 10)
            for name, make in kinds.items():
                _, short = fit(make, points, 1)
                _, whole = fit(make, points, 1 + args.epochs)
                times["theirs", name].append((whole - short) / args.epochs)
        print("| | epoch | package | ratio |\n| --- | --- | --- | --- |")
        for name in kinds:
            own, other = (statistics.median(times[who, name]) for who in ("ours", "theirs"))
            print(f"| {name} | {own:.4f} s | {other:.4f} s | {other / own:.1f} |")
        print("\n| loss after epochs |", " | ".join(map(str, AFTER)), "|")
        print("| --- |" + " --- |" * len(AFTER))
        reached = [ours(program, epochs, data) for epochs in AFTER]
        for name, make in kinds.items():
            theirs = [loss(fit(make, points, epochs)[0], points) for epochs in AFTER]
            print(f"| {name} |", " | ".join(f"{own[name][1]:.3f}" for own in reached), "|")
            print(f"| {name}, package |", " | ".join(f"{value:.3f}" for value in theirs), "|")


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: MIT
"""Wavelets beside the Python originals in one process: wavelets.py THREADS SECONDS < cases.

Cases and records are JSON, one a line. Ours, in both storages, and the peers take turns on the same
signal: MW sampling, lambda = 2, J_min = 0, multiresolution, double precision. Ratios are to ours
with the orientations that the peers store, 2N - 1: of elapsed and of processor time, which on a
busy machine is the steadier. The process keeps to as many processors as it has threads, so that
every library does.
"""

import gc
import json
import os
import sys
import time

import numpy

import compare
import engine
import wavelet_engine
import wavelet_peers

STORAGES = {"ours": wavelet_engine.FULL, "ours_steerable": wavelet_engine.STEERABLE}
MOST = 15  # timings of each
BLOCK_S = 0.01  # a fast call is repeated until it takes this long
TOLERANCE = 1e-10


def random_signal(L, complex_):
    """Samples of a band-limited field of unit-variance coefficients."""
    grid = engine.Grid("mw", L)
    plan = engine.Plan(grid, L, engine.REAL)
    fields = []
    for seed in (1, 2):
        alm, field = engine.random_alm(L, 0, (1,), seed)[0], numpy.zeros(plan.map_size)
        plan.bind("s2fft_inverse", [alm, field])()
        fields.append(field)
    return fields[0] + 1j * fields[1] if complex_ else fields[0]


def block(call, count):
    """Mean elapsed and processor time of calls in a row [s]."""
    time.sleep(compare.SETTLE_S)
    elapsed, used = time.perf_counter(), time.process_time()
    for _ in range(count):
        call()
    return ((time.perf_counter() - elapsed) / count, (time.process_time() - used) / count)


def statistics(pairs):
    """Of the times after the first, where there are more."""
    elapsed, used = zip(*(pairs[1:] or pairs))
    return {**compare.statistics(elapsed), "cpu_ms": 1e3 * float(numpy.median(used))}


def turns(calls, budget):
    """Statistics of every call: one after the other, 3 times or more, within about `budget` s."""
    times, end = {name: [] for name in calls}, time.perf_counter() + budget
    rounds = 0
    while rounds < 3 or (time.perf_counter() < end and rounds < MOST):
        for name, call in calls.items():
            first = times[name][0][0] if rounds else 0.0
            if 3 * first > budget:  # a slow peer is called once
                continue
            times[name].append(block(call, max(1, round(BLOCK_S / first)) if first else 1))
        rounds += 1
    return {name: statistics(pairs) for name, pairs in times.items()}


def measure(case, threads, budget, callable_peers):
    """Records of one case: ours, and each peer's both directions."""
    L, N, complex_ = case["L"], case["N"], case["field"] == "complex"
    f = random_signal(L, complex_)
    plans = {name: wavelet_engine.Plan(L, N, complex_, storage, threads)
             for name, storage in STORAGES.items()}
    bound = {name: plan.bind(f) for name, plan in plans.items()}
    for calls in bound.values():
        calls["analysis"](), calls["synthesis"]()
    own = plans["ours"]
    errors = {"ours": compare.difference(own.back, f)}
    peers, setup = {}, {}
    for name in callable_peers:
        if name in case["peers"]:
            start = time.perf_counter()
            peers[name] = wavelet_peers.PEERS[name](L, N, f)
            for direction in ("analysis", "synthesis"):
                peers[name][direction][0]()
            setup[name] = time.perf_counter() - start
            errors[name] = compare.difference(peers[name]["synthesis"][1](), f)
    differences = {name: compare.difference(own.fine(), ways["analysis"][1]())
                   for name, ways in peers.items()}
    for direction in ("analysis", "synthesis"):
        calls = {name: calls[direction] for name, calls in bound.items()}
        calls.update({name: ways[direction][0] for name, ways in peers.items()})
        found = turns(calls, budget)
        record = {"record": "wavelets", "L": L, "N": N, "field": case["field"],
                  "direction": direction, "threads": threads, **found, **own.memory(),
                  "load": os.getloadavg()[0], "round_trip": errors, "first_call_s": setup}
        for ratio, time_ in (("ratio", "median_ms"), ("ratio_cpu", "cpu_ms")):
            record[ratio] = {name: found[name][time_] / found["ours"][time_] for name in peers}
        record["difference"] = differences
        record["agrees"] = all(value <= TOLERANCE for value in differences.values())
        yield record


def main():
    threads, budget = int(sys.argv[1]), float(sys.argv[2])
    records = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what peers print is not a record
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-threads:])
    versions, callable_peers = wavelet_peers.installed()
    print(json.dumps({"record": "wavelet_versions", "numpy": numpy.__version__, **versions}),
          file=records)
    gc.disable()
    for line in sys.stdin:
        for record in measure(json.loads(line), threads, budget, callable_peers):
            print(json.dumps(record), file=records)
        gc.collect()


if __name__ == "__main__":
    main()

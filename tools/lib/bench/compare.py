# SPDX-License-Identifier: MIT
"""Compare with every peer in one process: compare.py THREADS SECONDS < cases > records.

Cases and records are JSON, one a line. Ours and the peer's variants take turns on the same inputs.
"""

import gc
import json
import os
import sys
import time

import numpy

import peers
import problem as problems

SETTLE_S = 0.006  # between calls: threads of the last one stop spinning
BLOCK_S = 0.002  # calls are repeated inside one timing until they take this long
TOLERANCE = {"double": 1e-10, "single": 1e-5}
DIRECTIONS = ("inverse", "forward")


def block(call, prepare, n):
    """Mean time of n calls in a row [s]."""
    prepare()
    time.sleep(SETTLE_S)
    start = time.perf_counter()
    for _ in range(n):
        call()
    return (time.perf_counter() - start) / n


def alternate(calls, budget):
    """Times of each (call, prepare), taken in turn: A B A B ..., 5 to 41 of each."""
    for call, prepare in calls:
        block(call, prepare, 1)
    warm = [block(call, prepare, 1) for call, prepare in calls]
    inner = [max(1, round(BLOCK_S / seconds)) for seconds in warm]
    times = [[] for _ in calls]
    end = time.perf_counter() + budget
    least = 5 if sum(warm) < budget else 2
    while len(times[0]) < least or (time.perf_counter() < end and len(times[0]) < 41):
        for seconds, (call, prepare), n in zip(times, calls, inner):
            seconds.append(block(call, prepare, n))
    return times


def nothing():
    pass


def statistics(seconds):
    return {"median_ms": 1e3 * float(numpy.median(seconds)), "min_ms": 1e3 * min(seconds),
            "max_ms": 1e3 * max(seconds), "times": len(seconds)}


def difference(ours, theirs):
    """Largest difference relative to the largest value."""
    return float(abs(ours - theirs).max() / abs(theirs).max())


def compare(problem, peer, variants, direction, budget):
    """Ours and the best variant of one peer: one record."""
    peers_calls = [calls[direction] for _, calls in variants]
    prepares = [call[2] if len(call) > 2 else nothing for call in peers_calls]
    calls = [call[0] for call in peers_calls]
    ours, *theirs = map(statistics, alternate(
        [(problem.calls[direction], nothing), *zip(calls, prepares)], budget))
    best = min(range(len(theirs)), key=lambda i: theirs[i]["median_ms"])
    error = 0.0
    for call, prepare, (_, result, *_) in zip(calls, prepares, peers_calls):
        prepare()
        call()
        error = max(error, difference(problem.results[direction], result()))
    return {**problem.case, "direction": direction, "threads": problem.threads,
            "isa": problem.plan.isa, "peer": peer, "variant": variants[best][0],
            "ours": ours, "theirs": theirs[best],
            "ratio": theirs[best]["median_ms"] / ours["median_ms"], "difference": error,
            "agrees": error <= TOLERANCE[problem.case["precision"]]}


def main():
    threads, budget = int(sys.argv[1]), float(sys.argv[2])
    records = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what peers print is not a record
    versions = peers.installed()
    print(json.dumps({"record": "versions", "numpy": numpy.__version__, **versions}),
          file=records)
    gc.disable()
    for line in sys.stdin:
        problem = problems.Problem(json.loads(line), threads)
        print(json.dumps({"record": "plan", **problem.case, "threads": threads,
                          **problem.memory()}), file=records)
        for peer in versions:
            variants = peers.PEERS[peer](problem)
            for direction in DIRECTIONS if variants else ():
                record = compare(problem, peer, variants, direction, budget)
                print(json.dumps({"record": "comparison", **record}), file=records)
        gc.collect()


if __name__ == "__main__":
    main()

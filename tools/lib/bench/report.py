# SPDX-License-Identifier: MIT
"""Records as a table and as a file."""

import json
import math
import os
import re

HEADING = ("grid       L  spin maps prec   thr isa     direction peer     "
           "   ours ms  peer ms  ratio  ours min  peer min  difference")
COMPARISON = ("{grid:<8}{L:>5} {spin:>4} {count:>4} {precision:<6} {threads:>3} {isa:<7} "
              "{direction:<9} {peer:<9}{ours[median_ms]:>10.3f}{theirs[median_ms]:>9.3f}"
              "{ratio:>7.2f}{ours[min_ms]:>10.3f}{theirs[min_ms]:>10.3f}  {difference:.1e}")
PLAN_HEADING = ("plans      L  spin maps prec   thr    grid ms   plan ms   plan MiB  work MiB"
                "  map+alm MiB")
ACCURACY = ("{grid:<8}{L:>5} {spin:>4}  {rings:<12} ours {ours:.1e}   row check {check:.1e}"
            "   ducc0 {ducc0:.1e}")
WAVELET_HEADING = ("  L  N field   thr direction     ours ms (cpu)  steerable    load   "
                   "peer: ms (cpu), ratio (cpu), difference, its and our round-trip error")
WAVELETS = ("{L:>4}{N:>3} {field:<8}{threads:>3} {direction:<10}{ours[median_ms]:>9.2f} "
            "({ours[cpu_ms]:.2f}) {ours_steerable[median_ms]:>10.2f} {load:>7.1f}")


def show_machine(record):
    rates = ", ".join(f"{name} {rate:.0f}" for name, rate in record["peak_gflops"].items())
    print(f"{record['cpu']} (family/model {record['cpu_family_model']}), {record['cores']} cores, "
          f"{record['system']}, commit {record['commit']}\n"
          f"measured peak [GF/s]: {rates}\nOMP_WAIT_POLICY={record['omp_wait_policy']} for all")


def show_versions(record):
    names = (f"{name} {version}" for name, version in record.items() if name != "record")
    print(", ".join(names), HEADING, sep="\n")


def show_wavelet_versions(record):
    names = (f"{name} {version}" for name, version in record.items() if name != "record")
    print(", ".join(names), WAVELET_HEADING, sep="\n")


def show_wavelets(record):
    error = record["round_trip"]
    peers = (f"{name}: {record[name]['median_ms']:.1f} ({record[name]['cpu_ms']:.1f}), "
             f"{ratio:.0f} ({record['ratio_cpu'][name]:.0f}), {record['difference'][name]:.0e}, "
             f"{error[name]:.0e} {error['ours']:.0e}"
             for name, ratio in record["ratio"].items())
    print(WAVELETS.format(**record), " ", ";  ".join(peers),
          "" if record["agrees"] else "DISAGREES", flush=True)


def show_comparison(record):
    print(COMPARISON.format(**record), "" if record["agrees"] else "DISAGREES", flush=True)


def show_accuracy(record):
    print(ACCURACY.format(**record), flush=True)


SHOW = {"machine": show_machine, "versions": show_versions, "comparison": show_comparison,
        "accuracy": show_accuracy, "wavelet_versions": show_wavelet_versions,
        "wavelets": show_wavelets}


def show(record):
    SHOW.get(record["record"], lambda record: None)(record)


def show_plans(plans):
    if plans:
        print("\n" + PLAN_HEADING)
    for r in plans:
        sizes = (r[name] / 2**20 for name in ("plan_bytes", "workspace_bytes", "data_bytes"))
        print("{grid:<8}{L:>5} {spin:>4} {count:>4} {precision:<6} {threads:>3}".format(**r),
              f"{1e3 * r['grid_s']:>10.2f}{1e3 * r['plan_s']:>10.2f}",
              "".join(f"{size:>11.2f}" for size in sizes))


def summary(records):
    """Plans; then the geometric mean and range of the ratios to each peer."""
    show_plans([r for r in records if r["record"] == "plan"])
    groups = {}
    for r in records:
        if r["record"] == "comparison":
            groups.setdefault((r["peer"], r["grid"], r["threads"]), []).append(r["ratio"])
        elif r["record"] == "wavelets":
            for peer, ratio in r["ratio"].items():
                groups.setdefault((peer, r["field"], r["threads"]), []).append(ratio)
    if groups:
        print("\npeer     grid     thr  comparisons  time of the peer / ours: geometric mean, "
              "least, greatest")
    for (peer, grid, threads), ratios in groups.items():
        mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
        print(f"{peer:<8} {grid:<8} {threads:>3}  {len(ratios):>11}  {mean:.2f}  "
              f"{min(ratios):.2f}  {max(ratios):.2f}")
    wrong = sum(r.get("agrees") is False for r in records)
    if wrong:
        print(f"{wrong} comparisons DISAGREE")


def save(records, folder, what=""):
    """FOLDER/DATE-MACHINE[-WHAT].jsonl; runs of one day and machine are appended."""
    machine = records[0]
    text = f"{machine['cpu']}-{machine['cpu_family_model']}-{machine['cores']}c".lower()
    name = re.sub(r"[^a-z0-9]+", "-", re.sub(r"\(r\)|\(tm\)|cpu|processor", "", text)).strip("-")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f"{machine['date']}-{name}{what and '-' + what}.jsonl")
    with open(path, "a", encoding="utf-8") as out:
        out.writelines(json.dumps(record) + "\n" for record in records)
    return path

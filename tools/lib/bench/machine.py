# SPDX-License-Identifier: MIT
"""What the numbers were measured on."""

import os
import platform
import re
import subprocess
import time


def cpuinfo(field):
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            for line in lines:
                name, _, value = line.partition(":")
                if name.strip() == field:
                    return value.strip()
    except OSError:
        pass
    return ""


def isa():
    """The best instruction set of s2fft that this machine has."""
    flags = cpuinfo("flags").split()
    if {"avx512f", "avx512dq", "avx512vl"} <= set(flags):
        return "avx512"
    return "avx2" if {"avx2", "fma"} <= set(flags) else "base"


def peaks(program):
    """Multiply-add rates [GF/s] by instruction set and threads."""
    out = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^fma +(\S+) +(\d+) threads +([\d.]+)", out, re.MULTILINE)
    return {f"{name} x{threads}": float(rate) for name, threads, rate in found}


def commit(root):
    done = subprocess.run(["git", "-C", root, "describe", "--always", "--dirty"], check=False,
                          capture_output=True, text=True)
    return done.stdout.strip()


def describe(program, root):
    return {
        "record": "machine",
        "date": time.strftime("%Y-%m-%d"),
        "cpu": cpuinfo("model name") or platform.processor() or platform.machine(),
        "cpu_family_model": f"{cpuinfo('cpu family')}/{cpuinfo('model')}",
        "cores": os.cpu_count(),
        "peak_gflops": peaks(program),
        "system": f"{platform.system()} {platform.release()}",
        "commit": commit(root),
        "omp_wait_policy": "passive",
    }

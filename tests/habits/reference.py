#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tests/habits/reference.py NAME > tests/habits/NAME.txt: run the Python side of every table line
of docs/from-NAME.md, once it has changed; needs the packages that the document imports.

Variables are declared, and filled, as in the C preamble (program.h: fill()). For every variable
that a line changes its weighted sum is printed. Each line runs twice: what differs by
more than rounding is random.
"""

import importlib.metadata
import os
import re
import sys
import tempfile

import numpy as np

TYPES = {"double": float, "double complex": complex, "float": np.float32,
         "float complex": np.complex64, "int64_t": int, "int": int}


def parse(text):
    """C preamble, Python preamble, Python side of each line."""
    c = re.search(r"^```c\n(.*?)^```", text, re.M | re.S).group(1)
    python = re.search(r"^```python\n(.*?)^```", text, re.M | re.S).group(1)
    lines = []
    for table in re.findall(r"^\| you wrote.*\n\|.*\n((?:\|.*\n)*)", text, re.M):
        for line in table.splitlines():
            lines.append(re.findall(r"`([^`]*)`", line.split(" | ")[0]))
    return c, python, lines


def evaluate(expression, names):
    expression = re.sub(r"(\d)([A-Za-z(])", r"\1*\2", expression.strip().replace(" / ", " // "))
    return eval(expression, {}, names)


def declare(c):
    """Constants, and shapes and types of the variables in order."""
    constants, scalars, variables = {}, {}, []
    for enum in re.findall(r"^enum \{(.*?)\};", c, re.M | re.S):
        for item in enum.split(","):
            name, value = item.split("=")
            constants[name.strip()] = evaluate(value, constants)
    for line in c.splitlines():
        found = re.match(r"(double complex|float complex|double|float|int64_t|int) ([^;]*);(.*)", line)
        if not found:
            continue
        shape = re.search(r"// (\[.*?\])(?: |$|:|,)", found[3])
        for item in found[2].split(","):
            name = re.match(r" *(\**\w+)", item)[1]
            if name.startswith("*"):
                continue
            size = re.search(r"\[(.*)\]", item)
            dims = () if not size else (evaluate(size[1], constants),)
            if size and shape:
                dims = tuple(evaluate(d, constants) for d in re.findall(r"\[(.*?)\]", shape[1]))
            variables.append((name, TYPES[found[1]], dims))
            value = re.search(r"= *(.*)", item)
            if value:
                scalars[name] = TYPES[found[1]](evaluate(value[1], constants | scalars))
    return constants, scalars, variables


def clear_square(flm, L, lmin, real):
    for l in range(L):
        for m in range(1 - L, L):
            if abs(m) > l or l < lmin:
                flm[l, L - 1 + m] = 0
        if real:
            flm[l, L - 1] = flm[l, L - 1].real
            for m in range(1, L):
                flm[l, L - 1 - m] = (-1) ** m * np.conj(flm[l, L - 1 + m])


def clear(name, values, L):
    """Coefficients that a field cannot have become zero, as in program.h."""
    flat = values.reshape(-1)
    if name.startswith("flm"):
        squares = flat[: flat.size // (L * (2 * L - 1)) * L * (2 * L - 1)].reshape(-1, L, 2 * L - 1)
        real = "real" in name
        for i, flm in enumerate(squares):
            n = i - (0 if real else len(squares) // 2)
            lmin = abs(n) if len(squares) > 1 else (0 if real else 2)
            clear_square(flm, L, lmin, real and n == 0)
    elif flat.size == L * (L + 1) // 2:
        flat[:L] = flat[:L].real
        if name in ("E", "B"):
            flat[0] = flat[1] = flat[L] = 0


def fill(constants, scalars, variables):
    names = dict(constants, **scalars)
    for i, (name, dtype, dims) in enumerate(variables):
        size = int(np.prod(dims))
        if size > 1 and dtype in (float, complex):
            parts = size * (2 if dtype is complex else 1)
            values = ((np.arange(parts) * 6997 + 4729 * (i + 1)) % 10007 + 1) / 10009
            names[name] = values.view(dtype).reshape(dims)
            if dtype is complex:
                clear(name, names[name], constants["L"])
        elif name not in names:
            names[name] = dtype(0) if not dims else np.zeros(dims, dtype)
    return names


def weighted_sum(values, dtype):
    values = np.ascontiguousarray(values, dtype)
    parts = values.reshape(-1).view(values.real.dtype).astype(float)
    k = np.arange(parts.size)
    return float(np.sum((((k * 7919 + 17) % 10007) / 10007 - 0.5) * parts))


def changed(python, statements, preamble):
    """Weighted sums of what the statements change."""
    names, before = fill(*preamble), fill(*preamble)
    exec(python, names)
    exec("\n".join(statements), names)
    sums = {}
    for name, dtype, dims in preamble[2]:
        if np.size(names[name]) != np.size(before[name]):
            raise SystemExit(f"{statements}: {name} has shape {np.shape(names[name])}, not {dims}")
        if not np.array_equal(np.ravel(names[name]), np.ravel(before[name])):
            sums[name] = weighted_sum(names[name], dtype)
    return sums


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(f"{here}/../../docs/from-{sys.argv[1]}.md") as file:
        c, python, lines = parse(file.read())
    os.chdir(tempfile.mkdtemp())
    modules = sorted(set(re.findall(r"^(?:import|from) (\w+)", python, re.M)))
    versions = [f"{m} {importlib.metadata.version(m)}" for m in modules if m != "so3"]
    print("# reference.py with " + ", ".join(versions))
    preamble = declare(c)
    for statements in lines:
        first, second = (changed(python, statements, preamble) for _ in range(2))
        print("; ".join(statements))
        for name in first:
            if np.isclose(first[name], second[name], rtol=1e-10, atol=1e-12):
                print(f"  {name} {first[name]!r}")


main()

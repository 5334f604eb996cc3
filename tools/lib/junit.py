# SPDX-License-Identifier: MIT
"""Count what `meson test` did: junit.py NAME MESON_LOGS.

Prints the failing tests with their output, then one line of summary; writes "PASSED FAILED" to
file descriptor 3. Every subtest counts. A test that failed without a failing subtest (it crashed,
ran out of time or stopped early) counts as one failure.
"""

import glob
import json
import os
import sys
import xml.etree.ElementTree as xml

GOOD = {"OK", "EXPECTEDFAIL"}


def subtests(folder):
    """Of each test with subtests: the number that passed and the names of those that failed."""
    results = {}
    for path in glob.glob(os.path.join(folder, "testlog*.junit.xml")):
        for suite in xml.parse(path).getroot().iter("testsuite"):
            passed, failed = 0, []
            for case in suite.iter("testcase"):
                if case.find("failure") is not None or case.find("error") is not None:
                    failed.append(case.get("name"))
                elif case.find("skipped") is None:
                    passed += 1
            # Meson calls the suite PROJECT.TEST; tests without subtests share the suite PROJECT.
            results[suite.get("name").partition(".")[2]] = passed, failed
    return results


def tests(folder):
    """All tests, as Meson wrote them, one JSON object a line."""
    for path in glob.glob(os.path.join(folder, "testlog*.json")):
        with open(path, encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def main():
    name, folder = sys.argv[1:]
    detail = subtests(folder)
    passed, failures = 0, []
    for test in tests(folder):
        good, result = test["result"] in GOOD, test["result"]
        if result == "SKIP":
            continue
        count, bad = detail.get(test["name"], (int(good), []))
        passed += count
        if not good:
            failures += [f"{test['name']}: {case}" for case in bad or [result]]
            output = (test.get("stdout") or "") + (test.get("stderr") or "")
            print("\n".join("        " + line for line in output.splitlines()[-60:]))
    if not passed and not failures:
        failures.append("no test was run")
    for line in failures:
        print(f"FAILED  {name}: {line}")
    mark = "FAILED" if failures else "ok    "
    print(f"{mark}  {name}: {passed} tests passed, {len(failures)} failed")
    with os.fdopen(3, "w") as counted:
        print(passed, len(failures), file=counted)


main()

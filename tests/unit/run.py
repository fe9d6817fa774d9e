"""Runs the unit tests of a build directory, as many at once as there are processors.

usage: run.py BUILD

Prints `NAME: N passed, N failed` for each program, in test cases, and before it, indented, what the
program said if something failed. A program that did not come to its end counts as one failure.
"""

import json
import pathlib
import re
import subprocess
import sys

CLOSING = re.compile(r"^[a-z-]+: (\d+) passed, (\d+) failed$")
MOST_LINES = 80  # of a program that failed


def counts_of(test):
    """Passed and failed test cases of a program; one failure more if it did not end as it should."""
    lines = test.get("stdout", "").splitlines()
    counts = CLOSING.match(lines[-1]) if lines else None
    passed, failed = (int(counts[1]), int(counts[2])) if counts else (0, 0)
    if failed == 0 and not (counts and test["result"] == "OK"):
        failed = 1
    return passed, failed


def run(build):
    """What meson says, and its record of each program."""
    log = build / "meson-logs" / "testlog.json"
    log.unlink(missing_ok=True)
    meson = subprocess.run(
        ["meson", "test", "-C", build, "--no-rebuild", "--suite", "unit"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    tests = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    for test in tests:
        test["name"] = test["name"].split(" / ")[-1]  # meson puts the project and the suite before it
    return meson, sorted(tests, key=lambda test: test["name"])


def main():
    meson, tests = run(pathlib.Path(sys.argv[1]))
    failures = 0
    for test in tests:
        passed, failed = counts_of(test)
        if failed:
            output = (test.get("stdout", "") + test.get("stderr", "")).splitlines()
            # Indented: these lines are not the ones to be added up.
            print(*(f"  {line}" for line in output[-MOST_LINES:]), f"  [{test['result']}]", sep="\n")
        print(f"{test['name']}: {passed} passed, {failed} failed")
        failures += failed
    if not tests or (meson.returncode != 0 and failures == 0):
        print(meson.stdout, "unit: 0 passed, 1 failed", sep="\n")
        failures += 1
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()

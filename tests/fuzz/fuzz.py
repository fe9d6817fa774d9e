#!/usr/bin/env python3
"""Looks for inputs that break a parser: fuzz.py BUILD [--keep] [SECONDS] [TARGET]...

Each target runs so many seconds, one after the other, from what is kept of it and what earlier runs in
this build directory have found. With --keep the fewest inputs that reach as much replace those kept.
A finding is shown, and its input is left in BUILD/findings.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import corpus

LIMITS = ["-timeout=10", "-rss_limit_mb=1024", "-malloc_limit_mb=512", "-max_len=16384", "-verbosity=1"]


class Fuzzing:
    def __init__(self, build):
        self.build = build
        self.program = build / "tests/fuzz/fuzz"
        self.findings = build / "findings"
        self.findings.mkdir(exist_ok=True)

    def targets(self):
        listed = subprocess.run([self.program], env={**os.environ, "GOSET_FUZZ": ""}, capture_output=True, text=True)
        return listed.stderr.split("\n")[1:-1]

    def run(self, target, *arguments):
        options = "halt_on_error=1:print_stacktrace=1:allocator_may_return_null=0"
        return subprocess.run(
            [self.program, *LIMITS, f"-artifact_prefix={self.findings}/{target}-", *map(str, arguments)],
            env={**os.environ, "GOSET_FUZZ": target, "ASAN_OPTIONS": options, "UBSAN_OPTIONS": options},
            capture_output=True, text=True, errors="replace", check=False)

    def fuzz(self, target, seconds):
        """Prints a row of the table; returns whether nothing was found."""
        found = self.build / "corpus" / target
        corpus.unpack(target, found)
        dictionary = corpus.HERE / "dictionaries" / f"{target}.dict"
        more = [f"-dict={dictionary}"] if dictionary.exists() else []
        done = self.run(target, f"-max_total_time={seconds}", "-print_final_stats=1", *more, found)
        executions = re.search(r"number_of_executed_units: (\d+)", done.stderr)
        reached = re.findall(r"cov: (\d+) ft: (\d+)", done.stderr)
        coverage, features = reached[-1] if reached else ("?", "?")
        print(f"{target:16} {executions.group(1) if executions else '?':>10} {coverage:>8} {features:>8} "
              f"{len(list(found.iterdir())):>7}  {'-' if done.returncode == 0 else 'FINDING'}", flush=True)
        if done.returncode != 0:
            print(done.stderr[-6000:], flush=True)
        return done.returncode == 0

    def keep(self, target):
        found = self.build / "corpus" / target
        least = self.build / "least" / target
        shutil.rmtree(least, ignore_errors=True)
        least.mkdir(parents=True)
        done = self.run(target, "-merge=1", least, found)
        if done.returncode != 0:
            print(done.stderr[-3000:])
            return
        print(f"{target}: {corpus.pack(target, least)} inputs kept", flush=True)


def main():
    arguments = sys.argv[1:]
    fuzzing = Fuzzing(pathlib.Path(arguments.pop(0)))
    keep = "--keep" in arguments
    words = [word for word in arguments if word != "--keep"]
    seconds = int(words.pop(0)) if words and words[0].isdigit() else 10
    known = fuzzing.targets()
    for word in words:
        if word not in known:
            sys.exit(f"no target is called {word}: {' '.join(known)}")
    print(f"{'target':16} {'executions':>10} {'coverage':>8} {'features':>8} {'inputs':>7}  finding")
    failed = 0
    for target in words or known:
        if seconds > 0 and not fuzzing.fuzz(target, seconds):
            failed += 1
        if keep:
            fuzzing.keep(target)
    print(f"fuzz: {len(words or known) - failed} targets without a finding, {failed} with one")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

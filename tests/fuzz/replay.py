#!/usr/bin/env python3
"""Runs all kept inputs: replay.py PROGRAM. Each target must have some, and each input a target."""

import pathlib
import subprocess
import sys
import tempfile

import corpus


def main():
    program = sys.argv[1]
    targets = subprocess.run([program, "--list"], capture_output=True, text=True, check=True).stdout.split()
    named = {file.name.split(".")[0] for place in (corpus.CORPUS, corpus.FINDINGS) for file in place.iterdir()}
    for name in sorted(named - set(targets)):
        print(f"fuzz: there is no target {name}")
    failed = len(named - set(targets))
    with tempfile.TemporaryDirectory() as scratch:
        places = [pathlib.Path(scratch) / target for target in targets]
        for place in places:
            if corpus.unpack(place.name, place) == 0:
                print(f"fuzz: {place.name} has no inputs")
                failed += 1
        code = subprocess.run([program, *map(str, places)], check=False).returncode
    sys.exit(1 if failed else code)


if __name__ == "__main__":
    main()

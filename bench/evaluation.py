#!/usr/bin/env python3
"""How long Nix takes to evaluate one leaf of a large set, and how much memory.

    bench/evaluation.py [--sizes 1000,10000] [--leaves 1000] [--closure 600] [--runs 5] [--seed 1]

Makes seeded sets of that many modules, one leaf being built from `closure` of them, and evaluates
`leaves.leaf.drvPath` with the tests' stand-in for nixpkgs. All modules outside the closure hold a
`throw`, so that one that is evaluated for nothing fails. Beside it the same as a directory, with so many
`leaves`, in which what is outside the closure is not Nix; and the same data as JSON, read by
builtins.fromJSON. Prints minimum, median and maximum of wall time in seconds, and the peak of memory in MB.
"""

import argparse
import json
import os
import pathlib
import random
import resource
import statistics
import subprocess
import tempfile
import time

TREE = pathlib.Path(__file__).resolve().parent.parent
HASH = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


def modules_of(count, closure, rng):
    """Records by path: module i requires a few with smaller numbers; the first `closure` are the leaf's."""
    paths = [f"example.com/owner{i % 97}/module{i}" for i in range(count)]
    records = {}
    for i, path in enumerate(paths):
        # Each is required by the next one in the closure, so that all of it is reached.
        targets = {paths[i - 1]} if 0 < i < closure else set()
        for _ in range(rng.randint(0, 5)):
            if i > 0:
                targets.add(paths[rng.randrange(min(i, closure))])
        records[path] = {"version": f"v1.{i % 40}.{i % 7}", "go": "1.21", "hash": HASH,
                         "sum": "h1:" + HASH[7:], "packages": [".", ". internal/a", ". internal/{a,b}"][i % 3],
                         "requires": " ".join(sorted(targets))}
    return paths, records


def nix(value, indent=0):
    pad = "  " * indent
    if isinstance(value, dict):
        lines = [f"{pad}  {json.dumps(k)} = {nix(v, indent + 1)};\n" for k, v in value.items()]
        return "{\n" + "".join(lines) + pad + "}"
    if isinstance(value, list):
        return "[ " + "".join(json.dumps(v) + " " for v in value) + "]"
    return str(value) if isinstance(value, int) else json.dumps(value)


def write_directory(directory, head, records, leaf, read, leaves):
    """A go-packages of so many leaves, of which only the records `read` are Nix."""
    texts = {"set": nix(head), "leaves/leaf": nix(leaf)}
    texts |= {f"leaves/other{i}": "not Nix" for i in range(1, leaves)}
    texts |= {f"modules/{path}": nix(record) if path in read else "not Nix" for path, record in records.items()}
    for name, text in texts.items():
        file = directory / "go-packages" / (name + ".nix")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n")


def write_set(directory, count, closure, seed, lazy, leaves):
    paths, records = modules_of(count, closure, random.Random(seed))
    head = {"format": 2, "go": "1.21", "toolchain": "1.26", "platforms": ["linux/amd64", "linux/arm64"]}
    leaf = {"module": "example.com/leaf", "version": "v1.0.0", "go": "1.21", "hash": HASH, "goMod": "h1:" + HASH[7:],
            "packages": ".", "requires": paths[closure - 1]}
    text = nix({**head, "modules": records, "leaves": {"leaf": leaf}, "tracks": {}})
    if lazy:
        for path in paths[closure:]:
            text = text.replace(f'{json.dumps(path)} = {{', f'{json.dumps(path)} = throw "evaluated" {{', 1)
    (directory / "go-packages.nix").write_text(text + "\n")
    write_directory(directory, head, records, leaf, set(paths[:closure]), leaves)
    data = {**head, "modules": records, "leaves": {"leaf": leaf}, "tracks": {}}
    (directory / "packages.json").write_text(json.dumps(data))


def evaluate(directory, packages, go):
    root, version = go
    expression = f"""
      ((import {TREE}/nix).mkGoSet {{
        pkgs = (import {TREE}/tests/nix/standin {{ goRoot = "{root}"; goVersion = "{version}"; }});
        packages = {packages};
        overlays = [ (_: _: {{ gosetFetch = "/fetch"; helpers = "/helpers"; fetchModule = {{ path, version, ... }}: "/source"; }}) ];
      }}).leaves.leaf.drvPath"""
    before = time.monotonic()
    run = subprocess.Popen(["nix-instantiate", "--eval", "--store", directory / "store", "-E", expression],
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                           env={**os.environ, "NIX_CONF_DIR": str(directory)})
    out, err = run.communicate()
    took = time.monotonic() - before
    if run.returncode != 0:
        raise SystemExit(err)
    return took, out


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="1000,10000")
    options.add_argument("--leaves", type=int, default=1000)
    options.add_argument("--closure", type=int, default=600)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    root = subprocess.run(["go", "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
    version = subprocess.run(["go", "env", "GOVERSION"], capture_output=True, text=True,
                             check=True).stdout.strip().removeprefix("go")
    print(f"{'modules':>8} {'data':>5} {'min s':>7} {'median s':>9} {'max s':>7} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as work:
        for size in map(int, options.sizes.split(",")):
            directory = pathlib.Path(work) / str(size)
            directory.mkdir()
            (directory / "nix.conf").write_text("substituters =\n")
            write_set(directory, size, min(size, options.closure), options.seed, True, options.leaves)
            for name, packages in (("nix", directory / "go-packages.nix"),
                                   ("files", directory / "go-packages"),
                                   ("json", f"(builtins.fromJSON (builtins.readFile {directory}/packages.json))")):
                # In a process of its own, so that its children's peak is this one's.
                times, peak = measured(directory, packages, (root, version), options.runs)
                print(f"{size:8} {name:>5} {min(times):7.2f} {statistics.median(times):9.2f} {max(times):7.2f} "
                      f"{peak:8.0f}", flush=True)


def measured(directory, packages, go, runs):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        times = [evaluate(directory, packages, go)[0] for _ in range(runs)]
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        os.write(write, json.dumps([times, peak]).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as result:
        text = result.read()
    os.waitpid(child, 0)
    return json.loads(text)


main()

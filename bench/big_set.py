#!/usr/bin/env python3
"""Writes goset.toml and goset.lock of a generated set: big_set.py DIRECTORY PROGRAMS [SEED].

It is shaped like sets of real programs (the 120 of tests/oracle and docs/performance.md that
resolve; mean, median, ninth decile):

    modules a program needs           85, 36, 249     (log-normal)
    modules in all                    2,400 for 120 programs, 15,000 for 3,000
    needed packages of a module       4.8, 1, 9       (log-normal)
    imports of a package              3.7, of them 0.56 in its own module
    packages of a program             119 in the 47 largest, 40 in all, each with 2.7 imports of
                                      modules and 4.8 of its own
    imports under a constraint        0.03
    programs with a track             0.2, with 28 modules in the mean (3 to 80)

Popular modules are imported by most: a package imports one of a module before it in rank, evenly by
the logarithm of the rank. That gives the sharing that real sets have. All is made from the seed.
"""

import base64
import hashlib
import json
import math
import pathlib
import random
import sys

CONDITIONS = ["linux", "darwin", "!darwin", "cgo", "!cgo", "amd64", "linux && amd64"]


def digest(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class World:
    def __init__(self, programs, seed):
        self.random = random.Random(seed)
        self.count = round(3600 * (programs / 120) ** 0.57)
        self.paths = [self.path(i) for i in range(self.count)]
        self.packages = []
        for i in range(self.count):
            self.packages.append(self.make_packages(i))
        self.programs = [self.make_program(i) for i in range(programs)]

    def path(self, i):
        owner = f"owner{i % 997}"
        return f"example.com/{owner}/module-{i}" if i % 5 else f"go.example{i}.org/m{i}"

    def rank(self, below):
        """A rank below `below`, evenly by its logarithm."""
        return min(below - 1, int(math.exp(self.random.uniform(0, math.log(below + 1)))) - 1)

    def size(self, median, sigma, most):
        return max(1, min(most, round(self.random.lognormvariate(math.log(median), sigma))))

    def few(self, mean):
        return min(int(self.random.expovariate(1 / mean)), 60)

    def directory(self, j):
        return "." if j == 0 else f"pkg{j % 7}/part{j}"

    def condition(self):
        return self.random.choice(CONDITIONS) if self.random.random() < 0.03 else ""

    def make_packages(self, i):
        """Of module i, by number: imports as (module, package, condition)."""
        result = []
        for j in range(self.size(1.9, 1.4, 300)):
            imports = {}
            for _ in range(self.few(4.1)):
                if self.random.random() < 0.56:
                    if j > 0:
                        imports[(i, self.random.randrange(j))] = self.condition()
                elif i > 0:
                    m = self.rank(i)
                    imports[(m, self.pick(m))] = self.condition()
            result.append(sorted((m, p, c) for (m, p), c in imports.items()))
        return result

    def pick(self, m):
        count = len(self.packages[m])
        return max(self.random.randrange(count), self.random.randrange(count))

    def make_program(self, n):
        wanted = self.size(17, 1.35, 400)
        direct = sorted({self.rank(self.count) for _ in range(wanted)} | {n % self.count})
        own = []
        for j in range(self.size(18, 1.25, 600)):
            imports = {}
            left = direct if j == 0 else self.random.choices(direct, k=self.few(3.2))
            for m in left:
                imports[(m, self.pick(m))] = self.condition()
            inner = {self.random.randrange(j) for _ in range(min(j, 5))}
            own.append((sorted(inner), sorted((m, p, c) for (m, p), c in imports.items())))
        needed = self.closure([(m, p) for _, imports in own for m, p, _ in imports])
        modules = sorted({m for m, _ in needed})
        track = []
        if self.random.random() < 0.2 and modules:
            track = self.random.sample(modules, min(len(modules), self.size(18, 0.9, 80)))
        return {"own": own, "needed": needed, "track": set(track)}

    def closure(self, roots):
        seen = set(roots)
        queue = list(seen)
        while queue:
            m, p = queue.pop()
            for target in self.packages[m][p]:
                if target[:2] not in seen:
                    seen.add(target[:2])
                    queue.append(target[:2])
        return seen

    def imported(self, m, p, condition, seen_from=None):
        directory = self.directory(p)
        path = self.paths[m] if directory == "." else f"{self.paths[m]}/{directory}"
        if seen_from == m:
            path = "." if directory == "." else "./" + directory
        return [path, condition] if condition else path

    def module(self, m, needed, version):
        path = self.paths[m]
        packages = {
            self.directory(p): [self.imported(*i, seen_from=m) for i in self.packages[m][p]]
            for p in needed
        }
        return {
            "version": version,
            "go": "1.2%d" % (m % 5),
            "hash": "sha256-" + digest(f"nar {path} {version}"),
            "sum": "h1:" + digest(f"zip {path} {version}"),
            "goModSum": "h1:" + digest(f"mod {path} {version}"),
            "parts": [{"packages": dict(sorted(packages.items()))}],
        }

    def leaf(self, n, program):
        module = f"example.net/programs/program{n}"
        packages = {}
        for j, (inner, imports) in enumerate(program["own"]):
            paths = ["." if i == 0 else "./" + self.directory(i) for i in inner]
            packages[self.directory(j)] = paths + [self.imported(*i) for i in imports]
        record = {
            "module": module,
            "version": "v1.%d.0" % (n % 30),
            "go": "1.25",
            "hash": "sha256-" + digest("nar " + module),
            "sum": "h1:" + digest("zip " + module),
            "goMod": "h1:" + digest("mod " + module),
            "goSum": "sha256-" + digest("sum " + module),
            "packages": dict(sorted(packages.items())),
        }
        if program["track"]:
            record["track"] = "program%05d" % n
        return record

    def lock(self):
        base, tracks = {}, {}
        for n, program in enumerate(self.programs):
            for m, p in program["needed"]:
                if m not in program["track"]:
                    base.setdefault(m, set()).add(p)
                else:
                    track = tracks.setdefault("program%05d" % n, {})
                    track.setdefault(m, set()).add(p)

        def modules(needed, version):
            made = {self.paths[m]: self.module(m, sorted(ps), version) for m, ps in needed.items()}
            return dict(sorted(made.items()))

        return {
            "format": 1,
            "inputs": {
                "go": "1.26",
                "toolchain": "1.26",
                "platforms": ["darwin/amd64", "darwin/arm64", "linux/amd64", "linux/arm64"],
            },
            "leaves": {
                "program%05d" % n: self.leaf(n, program) for n, program in enumerate(self.programs)
            },
            "modules": modules(base, "v1.2.3"),
            "tracks": {
                name: {
                    "reason": "needs older versions",
                    "automatic": True,
                    "modules": modules(needed, "v1.0.0"),
                }
                for name, needed in sorted(tracks.items())
            },
            "candidates": {},
        }

    def manifest(self):
        text = 'go = "1.26"\n'
        for n in range(len(self.programs)):
            text += "\n[leaf.program%05d]\n" % n
            text += f'module = "example.net/programs/program{n}"\nversion = "v1.{n % 30}.0"\n'
        return text


def main():
    out, programs = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    world = World(programs, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    out.mkdir(parents=True, exist_ok=True)
    (out / "goset.toml").write_text(world.manifest())
    lock = world.lock()
    (out / "goset.lock").write_text(json.dumps(lock, indent=0))
    sizes = sorted(len({m for m, _ in p["needed"]}) for p in world.programs)
    packages = [len(p["needed"]) for p in world.programs]
    mean = sum(sizes) / len(sizes)
    print(
        f"{programs} programs, {len(lock['modules'])} modules, {len(lock['tracks'])} tracks; modules"
        f" a program: mean {mean:.0f}, median {sizes[len(sizes) // 2]},"
        f" ninth decile {sizes[len(sizes) * 9 // 10]}; packages: mean"
        f" {sum(packages) / len(packages):.0f}"
    )


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""A generated world of modules and programs: world.py FOLDER PROGRAMS [SEED].

Writes FOLDER/proxy, a module proxy of files, and FOLDER/programs, a line MODULE@VERSION for each
program. All follows from the number of programs and the seed.

Libraries are ranked by popularity, and import from those before them, evenly by the logarithm of the
rank: so most programs need the same few, and each a few of its own. A popular library has many
releases. A release requires of each library that it imports the newest one of some time ago, and
writes that down as `go mod tidy` does, or if it is old, as Go did before 1.17. Programs are released
late and do the same, so each comes with versions of its own.

Versions don't always go together. A package may be new in a release or be gone from one; libraries
have left a package by their last release, a program may still import it, and then the set's version
breaks the program. A few programs replace or exclude a module.

The numbers were fitted to sets of real programs with bench/shape; docs/performance.md has both.
"""

import bisect
import heapq
import math
import pathlib
import random
import sys

import proxy

CONDITIONS = ["linux", "darwin", "!darwin", "cgo", "!cgo", "amd64", "linux && amd64"]
ALWAYS = 1 << 30


class Package:
    """One package of a library, from release `since` to before release `until`."""

    def __init__(self, directory, since, until, imports):
        self.directory = directory
        self.since = since
        self.until = until
        self.imports = imports  # (library, package, condition)

    def is_in(self, release):
        return self.since <= release < self.until


class Library:
    def __init__(self, path, times, stays_old, packages, tests):
        self.path = path
        self.times = times
        self.stays_old = stays_old
        self.packages = packages
        self.tests = tests  # libraries that its tests import

    def at(self, time):
        """The newest release at that time, or the first."""
        return max(0, bisect.bisect_right(self.times, time) - 1)


class Release:
    """One release: what its go.mod requires, and the imports of its packages."""

    def __init__(self, is_old, required, direct, packages):
        self.is_old = is_old
        self.required = required  # release by library
        self.direct = direct
        self.packages = packages  # imports by number of the package


class Program:
    def __init__(self, time, required, direct, packages, needed):
        self.time = time
        self.required = required
        self.direct = direct
        self.packages = packages  # (numbers of own packages, imports)
        self.needed = needed  # (library, package)
        self.replaced = {}  # release by library
        self.excluded = {}


class World:
    def __init__(self, programs, seed=1):
        sys.setrecursionlimit(10000)
        self.random = random.Random(seed)
        self.releases = {}
        self.libraries = []
        self.left = 0.025 * (120 / programs) ** 0.4  # packages that are gone one day
        count = round(4400 * (programs / 120) ** 0.5)
        for i in range(count):
            self.libraries.append(self.make_library(i))
        self.programs = [self.make_program(n) for n in range(programs)]

    # --- numbers --------------------------------------------------------------------------------

    def rank(self, below):
        """A rank below `below`, evenly by its logarithm."""
        return min(below - 1, int(math.exp(self.random.uniform(0, math.log(below + 1)))) - 1)

    def size(self, median, sigma, most):
        return max(1, min(most, round(self.random.lognormvariate(math.log(median), sigma))))

    def few(self, mean):
        return min(int(self.random.expovariate(1 / mean)), 60)

    def chance(self, probability):
        return self.random.random() < probability

    def condition(self):
        return self.random.choice(CONDITIONS) if self.chance(0.03) else ""

    # --- libraries ------------------------------------------------------------------------------

    def make_library(self, i):
        releases = 2 + self.size(150 / math.sqrt(i + 1), 0.6, 250)
        times = sorted(self.random.random() for _ in range(releases))
        uses = self.some_before(i, 0 if self.chance(0.3) else self.size(2.2, 1.1, 80))
        count = self.size(1.9 + 0.45 * len(uses), 1.6, 300)
        packages = [self.make_package(i, j, releases, uses) for j in range(count)]
        tests = self.some_before(i, self.few(1.6))
        return Library(self.path(i), times, self.chance(0.3), packages, tests)

    def some_before(self, i, count):
        return sorted({self.rank(i) for _ in range(count)}) if i else []

    def path(self, i):
        if i > 50 and i % 12 == 0:  # a module inside of another
            return f"{self.libraries[i // 3].path}/nested{i}"
        return f"example.com/owner{i % 997}/module-{i}" if i % 5 else f"go.example{i}.org/m{i}"

    def make_package(self, i, j, releases, uses):
        since, until = 0, ALWAYS
        if j > 0 and self.chance(0.15):
            since = self.random.randrange(releases)
        elif j > 0 and i >= 100 and self.chance(self.left):
            until = self.random.randrange(releases * 2 // 3, releases)
        imports = {}
        for _ in range(self.few(6.5)):
            if j > 0 and self.chance(0.56):
                imports[(i, self.random.randrange(j))] = self.condition()
            elif uses:
                library = self.random.choice(uses)
                imports[(library, self.pick(library))] = self.condition()
        directory = "." if j == 0 else f"pkg{j % 7}/part{j}"
        return Package(directory, since, until, with_conditions(imports))

    def pick(self, library):
        """A package of it. Few are imported by all, so most of a large library is not needed."""
        count = len(self.libraries[library].packages)
        return min(count - 1, int(count * self.random.random() ** 2))

    def release(self, i, k):
        found = self.releases.get((i, k))
        if not found:
            found = self.releases[(i, k)] = self.make_release(i, k)
        return found

    def make_release(self, i, k):
        library = self.libraries[i]
        time = library.times[k]
        is_last = k == len(library.times) - 1
        chosen, packages = {}, {}
        for j, package in enumerate(library.packages):
            if not package.is_in(k):
                continue
            imports = packages[j] = []
            for target in package.imports:
                m, p, _ = target
                if m == i:
                    if library.packages[p].is_in(k):
                        imports.append(target)
                    continue
                if m not in chosen:
                    chosen[m] = self.some_time_before(m, time)
                there = self.libraries[m].packages[p]
                if there.is_in(chosen[m]) and not (is_last and there.until != ALWAYS):
                    imports.append(target)
        for m in library.tests:
            chosen.setdefault(m, self.some_time_before(m, time))
        is_old = library.stays_old or time < 0.35
        required = chosen if is_old else self.build_list(chosen)
        return Release(is_old, required, set(chosen), packages)

    def some_time_before(self, library, time):
        return self.libraries[library].at(time - self.random.expovariate(1 / 0.11))

    def build_list(self, chosen):
        """The highest release that is required of each library; what requires comes first by rank."""
        result = dict(chosen)
        queue = [-m for m in result]
        heapq.heapify(queue)
        done = set()
        while queue:
            m = -heapq.heappop(queue)
            if m in done:
                continue
            done.add(m)
            for required, version in self.release(m, result[m]).required.items():
                if result.get(required, -1) < version:
                    result[required] = version
                    heapq.heappush(queue, -required)
        return result

    # --- programs -------------------------------------------------------------------------------

    def make_program(self, n):
        time = 1 - min(0.5, self.random.expovariate(1 / 0.06))
        count = len(self.libraries)
        size = min(30, self.random.lognormvariate(0, 1.65))
        wanted = 1 + round(12 * size)
        direct = sorted({self.rank(count) if self.chance(0.8) else self.random.randrange(count)
                         for _ in range(wanted)})
        packages = []
        own = self.size(22 * size, 0.5, 600)
        for j in range(own):
            imports = {}
            for m in direct if j == 0 else self.random.choices(direct, k=self.few(3.2)):
                imports[(m, self.pick(m))] = self.condition()
            inner = sorted({self.random.randrange(j + 1, own) for _ in range(5) if j + 1 < own})
            packages.append((inner, with_conditions(imports)))
        tests = {self.rank(count) for _ in range(self.few(4))}
        chosen = {m: self.some_time_before(m, time) for m in sorted(set(direct) | tests)}
        program = self.settled(time, chosen, tests, packages)
        self.incompatible(program)
        return program

    def settled(self, time, chosen, tests, packages):
        """The program without the imports that its own versions don't have."""
        while True:
            versions = self.build_list(chosen)
            needed, broken = self.walk(versions, packages)
            if not broken:
                break
            packages = [(inner, [target for target in imports if target[:2] not in broken])
                        for inner, imports in packages]
        modules = {m for m, _ in needed}
        direct = {m for _, imports in packages for m, _, _ in imports}
        required = {m: v for m, v in versions.items() if m in modules or m in tests}
        return Program(time, required, direct | tests, packages, needed)

    def walk(self, versions, packages):
        """The packages that are needed, and the own imports that lead to one that is not there."""
        origin = {}
        for _, imports in packages:
            for m, p, _ in imports:
                origin.setdefault((m, p), (m, p))
        queue = list(origin)
        broken = set()
        for m, p in queue:
            if not self.libraries[m].packages[p].is_in(versions[m]):
                broken.add(origin[(m, p)])
                continue
            for target in self.release(m, versions[m]).packages[p]:
                if target[:2] not in origin:
                    origin[target[:2]] = origin[(m, p)]
                    queue.append(target[:2])
        return queue, broken

    def incompatible(self, program):
        """Some programs hold a module back."""
        kind = self.random.random()
        if kind > 0.08 or not program.needed:
            return
        m, _ = self.random.choice(program.needed)
        now = program.required[m]
        if kind < 0.02 and now + 1 < len(self.libraries[m].times):
            program.excluded[m] = len(self.libraries[m].times) - 1
        elif now > 0 and self.holds(program, m, now - 1):
            program.replaced[m] = now - 1

    def holds(self, program, library, release):
        """Whether that release of it has what the program needs."""
        versions = {**program.required, library: release}
        packages = [([], [(m, p, "") for m, p in program.needed if m == library])]
        try:
            return not self.walk(versions, packages)[1]
        except KeyError:  # it would need another library
            return False


def with_conditions(imports):
    return sorted((m, p, condition) for (m, p), condition in imports.items())


def write(folder, programs, seed=1):
    world = World(programs, seed)
    folder = pathlib.Path(folder)
    lines = proxy.Proxy(world, folder / "proxy").write()
    (folder / "programs").write_text("".join(line + "\n" for line in lines))


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)

#!/usr/bin/env python3
"""Random sets: goset's resolution against the go command's.

    tests/oracle/graphs/compare.py --probe BUILD/tests/resolve/graph-probe [--count N] [--first N] [--seed N]

Each case is a proxy of files and one to four leaves over it: mixed go versions (so pruned and
unpruned), excludes, replaces by modules and by directories, go.work leaves, cycles, requirements on
older versions of a leaf, paths listed twice, nested module paths, build constraints, missing and
ambiguous imports. In half of the cases the modules have what they import, but for a package that moves
with a version now and then, and the leaves' go.mod files are tidy. Compared are

  own       each leaf's build list, with `go list -m all`
  versions  the set's, with what these lists and the go.mod files of its modules force (I1 to I3)
  packages  each leaf's, with `go list -deps -e` in its own go.mod at the set's versions

Case N of a seed is always the same; --only N --keep shows it. Without Go the script exits with 77.
"""

import argparse
import base64
import collections
import concurrent.futures
import hashlib
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import golang  # noqa: E402

GO_LINES = [None, "1.11", "1.16", "1.16", "1.17", "1.18", "1.20", "1.20"]
NEW_GO_LINES = GO_LINES + ["1.21", "1.23.0", "1.26"]
VERSIONS = ["v1.0.0", "v1.1.0-rc.1", "v1.1.0", "v1.2.0", "v1.2.1-0.20200101000000-abcdefabcdef", "v1.10.0"]
PATHS = ["a", "b", "b/p", "c", "c/p", "c/p/q", "d", "d/p/q", "e", "e/v2"]
DIRECTORIES = ["", "p", "p/q", "p/q/r", "x"]
CONDITIONS = ["", "", "", "", "linux", "darwin", "cgo", "!cgo && linux", "arm64 || darwin", "ignore"]
PLATFORMS = ["linux/amd64", "darwin/arm64"]


def h1(files):
    lines = "".join("%s  %s\n" % (hashlib.sha256(data).hexdigest(), name) for name, data in sorted(files))
    return "h1:" + base64.b64encode(hashlib.sha256(lines.encode()).digest()).decode()


def go_mod(path, go, require, exclude=(), replace=()):
    out = ["module " + path]
    if go:
        out.append("go " + go)
    out += ["require %s %s" % r for r in require]
    out += ["exclude %s %s" % e for e in exclude]
    out += ["replace %s => %s" % r for r in replace]
    return "\n".join(out) + "\n"


def write_tree(directory, files):
    for name, data in files.items():
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(data)


class Case:
    """One proxy and its leaves; `home` is its part of the module paths."""

    def __init__(self, seed, number, root, go):
        self.random = random.Random("%d/%d" % (seed, number))
        self.home = "g%d.example" % number
        self.root = root
        self.go_lines = self.random.choice([GO_LINES, GO_LINES, NEW_GO_LINES])
        self.main = self.home + "/m"
        self.go = go
        self.whole = self.random.random() < 0.5  # what is imported is there
        self.most_are_there = self.random.random() < 0.7
        self.sums = []
        self.mods = {}  # (path, version) -> requirements
        self.modules = self.pick_modules()
        self.shapes = {path: self.shape(path) for path, _ in self.modules}
        self.write_modules()
        self.directory = root / "main" / self.home
        self.leaves = ["l%d" % i for i in range(self.random.choice([1, 1, 2, 2, 3, 4]))]
        self.texts = [self.write_leaf(name) for name in self.leaves]

    def pick_modules(self):
        modules = []
        for path in self.random.sample(PATHS, self.random.randint(2, len(PATHS))) + ["m"]:
            versions = self.random.sample(VERSIONS, self.random.randint(1, 4))
            if path.endswith("/v2"):
                versions = ["v2" + v[2:] for v in versions]
            if path == "m" and self.random.random() < 0.6:
                continue
            modules += [(self.home + "/" + path, version) for version in versions]
        return modules

    def shape(self, path):
        """The directories of a module's packages, in all its versions but for what is left out at random."""
        found = DIRECTORIES
        if self.whole:
            nested = {p[len(path) + 1:] for p, _ in self.modules if p.startswith(path + "/")}
            found = [d for d in DIRECTORIES if not any(d == n or d.startswith(n + "/") for n in nested)]
            found = [d for d in found if not d or self.random.random() < 0.8]
        return found

    def requirements(self, most, but=None):
        """Some of the modules; a path stands there twice now and then."""
        others = [m for m in self.modules if m[0] != but]
        picked = self.random.sample(others, min(len(others), self.random.randint(0, most)))
        if self.random.random() < 0.9:
            picked = list(dict(picked).items())
        return picked

    def import_lines(self, own, paths, required):
        """Imports lead from smaller to greater import paths, so that packages have no cycle. Most are of
        packages that a required module has in some version; some are of what may be nowhere."""
        targets = ["fmt", "net/http"] if self.random.random() < 0.3 else []
        for _ in range(self.random.randint(0, 4)):
            if self.whole and not required:
                break
            if required and (self.whole or self.random.random() < (0.97 if self.most_are_there else 0.7)):
                path = self.random.choice(required)
                directory = self.random.choice(self.shapes[path])
            else:
                path = self.random.choice(paths)
                directory = self.random.choice([*DIRECTORIES, "no"])
            target = path + "/" + directory if directory else path
            if target > own:
                targets.append(target)
        return "".join('import _ "%s"\n' % t for t in sorted(set(targets)))

    def sources(self, path, paths, required):
        files = {}
        for directory in self.shapes[path]:
            if self.random.random() < (0.01 if self.whole else 0.1 if self.most_are_there else 0.3):
                continue
            own = path + "/" + directory if directory else path
            for name in ["one.go", "two.go"][: self.random.randint(1, 2)]:
                when = self.random.choice(CONDITIONS)
                text = ("//go:build %s\n\n" % when if when else "") + "package p\n\n"
                files[(directory + "/" if directory else "") + name] = (
                    text + self.import_lines(own, paths, required))
        return files

    def write_modules(self):
        paths = sorted({path for path, _ in self.modules})
        for path, version in self.modules:
            require = self.requirements(3, but=path)
            self.mods[path, version] = require
            text = go_mod(path, self.random.choice(self.go_lines), require)
            files = {"go.mod": text, **self.sources(path, paths, [r for r, _ in require])}
            place = self.root / "proxy" / path / "@v"
            place.mkdir(parents=True, exist_ok=True)
            (place / (version + ".mod")).write_text(text)
            (place / (version + ".info")).write_text('{"Version":"%s","Time":"2020-01-01T00:00:00Z"}' % version)
            with open(place / "list", "a") as listing:
                listing.write(version + "\n")
            prefix = "%s@%s" % (path, version)
            with zipfile.ZipFile(place / (version + ".zip"), "w") as archive:
                for name, data in files.items():
                    archive.writestr(prefix + "/" + name, data)
            write_tree(self.root / "sources" / prefix, files)
            zip_sum = h1([(prefix + "/" + name, data.encode()) for name, data in files.items()])
            self.sums.append("%s %s %s\n" % (path, version, zip_sum))
            self.sums.append("%s %s/go.mod %s\n" % (path, version, h1([("go.mod", text.encode())])))

    def replaces(self, directory):
        """replace lines of a leaf, and the files of directories that they name."""
        lines, files = [], {}
        if self.random.random() > 0.3:
            return lines, files
        for path in self.random.sample(sorted({p for p, _ in self.modules if p != self.main}), 1):
            versions = [v for p, v in self.modules if p == path]
            old = path if self.random.random() < 0.7 else "%s %s" % (path, self.random.choice(versions))
            if self.random.random() < 0.3:
                paths = sorted({p for p, _ in self.modules})
                place = "local"
                lines.append((old, "./" + place))
                require = self.requirements(2, but=path)
                local = {"go.mod": go_mod(path, self.random.choice(self.go_lines), require),
                         **self.sources(path, paths, [r for r, _ in require])}
                files.update({place + "/" + name: data for name, data in local.items()})
            else:
                # A replacement declares the path that it replaces: another version of that.
                lines.append((old, "%s %s" % (path, self.random.choice(versions))))
        return lines, files

    def main_files(self, path, directory):
        paths = sorted({p for p, _ in self.modules if p != self.main})
        replace, files = self.replaces(directory)
        exclude = self.requirements(2) if self.random.random() < 0.3 else []
        require = self.requirements(6)
        text = go_mod(path, self.random.choice(self.go_lines), require, exclude, replace)
        files.update({"go.mod": text, "go.sum": "".join(self.sums)})
        # The main module is named so that it may import all others.
        for package in ["", "cmd", "p"]:
            files[(package + "/" if package else "") + "main.go"] = ("package p\n\n" +
                                                                     self.import_lines("", paths, [
                                                                         r for r, _ in require
                                                                         if r != self.main]))
        return files, text

    def tidy(self, directory):
        """Lets Go tidy a leaf's go.mod, if it can."""
        self.go.try_run("mod", "tidy", "-e", cwd=directory)
        return (directory / "go.mod").read_text()

    def write_leaf(self, name):
        directory = self.directory / name
        if self.random.random() > 0.15:
            files, text = self.main_files(self.main, ".")
            write_tree(directory, files)
            return self.tidy(directory) if self.whole else text
        texts = []
        for part in ["one", "two"]:
            files, text = self.main_files(self.main if part == "one" else self.home + "/w", part)
            write_tree(directory / part, files)
            texts.append(self.tidy(directory / part) if self.whole else text)
        (directory / "go.work").write_text("go 1.26.0\n\nuse ./one\n\nuse ./two\n")
        (directory / "go.work.sum").write_text("".join(self.sums))
        return "\n".join(texts)

    def requires(self, path, version):
        return self.mods[path, version]


class Outcome:
    """What the probe printed."""

    def __init__(self, text):
        self.own = collections.defaultdict(dict)
        self.versions = {}
        self.tracks = collections.defaultdict(dict)
        self.packages = collections.defaultdict(dict)
        self.needs = collections.defaultdict(set)
        self.unsupported = set()
        self.faults = collections.defaultdict(set)
        self.circle = False
        for line in text.splitlines():
            kind, *words = line.split(" ")
            if kind == "own":
                self.own[words[0]][words[1]] = words[2]
            elif kind == "need":
                self.needs[words[0]].add(words[1])
            elif kind == "version":
                self.versions[words[0]] = words[1]
            elif kind == "track":
                self.tracks[words[0]][words[1]] = words[2]
            elif kind == "package":
                self.packages[words[0]][words[1]] = words[2]
            elif kind == "unsupported":
                self.unsupported.add(words[0])
            elif kind == "circle":
                self.circle = True
            elif kind == "fault":
                self.faults[words[0]].add(words[1])


class Oracle:
    def __init__(self, root, probe):
        self.root = root
        self.probe = probe
        self.go = golang.Go({"GOPROXY": "file://%s/proxy" % root, "GOSUMDB": "off", "GONOSUMDB": "", "GOPRIVATE": "",
                             "GONOPROXY": "", "GOMODCACHE": "%s/cache" % root})
        self.tally = collections.Counter()

    def goset(self, case, platform, cgo):
        run = subprocess.run([self.probe, self.root / "proxy", self.root / "sources", *platform.split("/"), cgo,
                              *[case.directory / name for name in case.leaves]], text=True, capture_output=True)
        return (Outcome(run.stdout), None) if run.returncode == 0 else (None, run.stderr.strip())

    def copy(self, case, name, purpose):
        target = self.root / purpose / case.home / name
        shutil.copytree(case.directory / name, target)
        return golang.Leaf(self.go, target)

    def compare(self, case):
        """Lines that tell of differences; none where goset and Go agree."""
        platform = case.random.choice(PLATFORMS)
        cgo = case.random.choice("01")
        outcome, refusal = self.goset(case, platform, cgo)
        leaves = {name: self.copy(case, name, "own") for name in case.leaves}
        excludes = {name: leaf.excludes() for name, leaf in leaves.items()}
        try:
            own = {name: leaf.build_list() for name, leaf in leaves.items()}
        except golang.Refused as refused:
            self.tally["Go refuses a build list"] += 1
            return [] if refusal else ["go refuses: %s" % refused]
        if refusal and "conflicting replacements" in refusal:
            # Of a version that only the set has: Go says the same of a go.work that asks for it.
            self.tally["sets where a leaf's replace lines contradict each other"] += 1
            return []
        if refusal:
            return ["goset refuses: %s" % refusal]
        lines = []
        for name in case.leaves:
            lines += differences("own %s" % name, own[name], dict(outcome.own[name]))
        if lines:
            return lines
        if not outcome.tracks:
            self.tally["sets without tracks"] += 1
            views = [golang.View(own[name], {path: (path, outcome.versions[path])
                                             for path in outcome.needs[name] if path in outcome.versions},
                                 leaves[name].replace_lines() | excludes[name])
                     for name in case.leaves]
            force, gaps = golang.forced(views, outcome.versions, case.requires)
            self.tally["modules of unpruned dependencies alone"] += len(gaps)
            if outcome.circle:
                self.tally["sets that go in a circle"] += 1
                force = {p: max(v, outcome.versions[p], key=golang.semver_key) for p, v in force.items()}
            lines += differences("versions", force, outcome.versions)
            lines += self.compare_gaps(case, gaps, own, outcome)
        floors = {}
        for name in case.leaves:
            for path, version in own[name].items():
                if path not in leaves[name].replaced:
                    floors[path] = max(floors.get(path, version), version, key=golang.semver_key)
        # What only leaves need that replace it is no matter of the others.
        shared = {path for name in case.leaves for path in outcome.needs[name] - leaves[name].replaced}
        refused = 0
        for name in case.leaves:
            versions = {p: v for p, v in outcome.versions.items() if p in shared | outcome.needs[name]}
            arguments = (case, name, own[name], leaves[name].replaced, versions)
            found = self.compare_packages(*arguments, floors, outcome, platform, cgo)
            if found is None:
                refused += 1
                continue
            if found and not self.compare_packages(*arguments, None, outcome, platform, cgo):
                # Raising what provides nothing can bring in a module that the leaf alone does not have.
                self.tally["leaves compared with unneeded modules at their own versions"] += 1
                found = []
            if found and outcome.circle:
                # Then some modules stay listed that were needed for a while: Go has no answer to that.
                self.tally["leaves of sets that go in a circle, with other packages"] += 1
                found = []
            lines += found
        if lines and refused == len(case.leaves):
            # No leaf can have these versions, nor any others that the set could choose.
            self.tally["sets with other versions, at which Go refuses all leaves"] += 1
            return []
        return lines

    def compare_gaps(self, case, gaps, own, outcome):
        """A gap stands where it does for Go in one of the leaves that need it, with the set's versions of all else
        required there; or where another gap raises it. Go may take more than these: what only a module that
        is not in the set asks for can lead there, too."""
        lines = []
        choices = {path: {v for p in gaps for r, v in case.requires(p, outcome.versions[p]) if r == path}
                   for path in gaps}
        stated = {p: v for p, v in outcome.versions.items() if p not in gaps}
        for name in [n for n in case.leaves if gaps & outcome.needs[n]]:
            leaf = self.copy(case, name, "gaps")
            leaf.require(leaf.taken(stated, {}, own[name]), own[name])
            for path, version in leaf.build_list().items():
                if path in gaps & outcome.needs[name]:
                    choices[path].add(version)
        for path in sorted(gaps):
            if outcome.versions[path] not in choices[path]:
                lines.append("gap %s: go %s, goset %s" % (path, sorted(choices[path]), outcome.versions[path]))
        return lines

    def compare_packages(self, case, name, own, replaced, versions, floors, outcome, platform, cgo):
        leaf = self.copy(case, name, "set" if floors is not None else "set-unraised")
        leaf.replaced = replaced
        versions = leaf.taken(versions, outcome.tracks[name], own)
        try:
            raised = leaf.pin(versions, own, floors)
            found = leaf.packages_at(versions, floors, [(platform, cgo == "1")])[0]
        except golang.Refused as refused:
            self.tally["Go refuses a leaf at the set's versions"] += 1
            return None
        if found.updated:
            self.tally["leaves whose go line Go would raise"] += 1
            return []
        if raised:
            self.tally["leaves where Go would raise for a module outside the set"] += 1
        self.tally["leaves with packages compared"] += 1
        faults = set(found.faults)
        if faults:
            self.tally["of these with imports that nobody provides"] += 1
        lines = ["%s: %s can't be resolved, says only %s" % (name, path, "go" if path in faults else "goset")
                 for path in sorted(faults ^ outcome.faults[name])]
        if lines and faults and outcome.faults[name]:
            # It can't be built. What else it would need follows from versions of modules that it does not need,
            # which no go.mod settles.
            self.tally["leaves that neither resolves, with other imports missing"] += 1
            return []
        # What a directory replaces is the leaf's own: no version counts.
        local = {module.partition("@")[0] for module in found.local}

        def shown(modules):
            paths = {p: module.partition("@")[0] for p, module in modules.items()}
            return {p: paths[p] if paths[p] in local else module for p, module in modules.items()}

        return lines + differences("packages %s" % name, shown(found.modules), shown(outcome.packages[name]))


def differences(what, go, goset):
    lines = []
    for key in sorted(go.keys() | goset.keys()):
        if go.get(key) != goset.get(key):
            lines.append("%s: %s: go %s, goset %s" % (what, key, go.get(key), goset.get(key)))
    return lines


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--probe", required=True, type=pathlib.Path)
    options.add_argument("--count", type=int, default=120)
    options.add_argument("--first", type=int, default=0, help="begin with this case")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", type=int, help="run this case alone")
    options.add_argument("--keep", action="store_true", help="leave the files, and say where")
    options = options.parse_args()
    if not shutil.which("go"):
        print("skipped: go is not installed")
        return 77
    root = pathlib.Path(tempfile.mkdtemp(prefix="goset-graphs-"))
    oracle = Oracle(root, options.probe.resolve())
    passed = failed = 0

    def run(number):
        case = Case(options.seed, number, root, oracle.go)
        return number, case, oracle.compare(case)

    numbers = range(options.first, options.first + options.count)
    if options.only is not None:
        numbers = [options.only]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for number, case, found in pool.map(run, numbers):
            if not found:
                passed += 1
                continue
            failed += 1
            texts = "\n".join("-- %s\n%s" % pair for pair in zip(case.leaves, case.texts))
            print("case %d of seed %d differs\n%s%s" % (number, options.seed, texts, "\n".join(found)))
    if options.keep:
        print("files: %s" % root)
    else:
        subprocess.run(["chmod", "-R", "u+w", root], check=False)
        shutil.rmtree(root)
    for what, count in sorted(oracle.tally.items()):
        print("%d %s" % (count, what))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

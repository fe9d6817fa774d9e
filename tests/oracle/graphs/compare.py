#!/usr/bin/env python3
"""Random module graphs: goset's resolution against the go command's.

    tests/oracle/graphs/compare.py --probe BUILD/tests/resolve/graph-probe [--count N] [--seed N]

Each case is a set of modules in a proxy of files and a main module over them: mixed go versions (so
pruned and unpruned), excludes, cycles, requirements on older versions of the main module, paths
listed twice, nested module paths, build constraints, missing and ambiguous imports. Compared are the
build list (`go list -m all`) and, where Go accepts the go.mod it then writes, the packages that ./...
needs with the module of each (`go list -deps -e`). Case N of a seed is always the same; --keep shows
it. Without Go the script exits with 77.
"""

import argparse
import base64
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

GO_LINES = [None, "1.11", "1.16", "1.16", "1.17", "1.18", "1.20", "1.20"]
NEW_GO_LINES = GO_LINES + ["1.21", "1.23.0", "1.26"]
VERSIONS = ["v1.0.0", "v1.1.0-rc.1", "v1.1.0", "v1.2.0", "v1.2.1-0.20200101000000-abcdefabcdef", "v1.10.0"]
PATHS = ["a", "b", "b/p", "c", "c/p", "c/p/q", "d", "d/p/q", "e", "e/v2"]
DIRECTORIES = ["", "p", "p/q", "p/q/r", "x"]
CONDITIONS = ["", "", "", "", "linux", "darwin", "cgo", "!cgo && linux", "arm64 || darwin", "ignore"]
PLATFORMS = [("linux", "amd64"), ("darwin", "arm64")]


def h1(files):
    lines = "".join("%s  %s\n" % (hashlib.sha256(data).hexdigest(), name) for name, data in sorted(files))
    return "h1:" + base64.b64encode(hashlib.sha256(lines.encode()).digest()).decode()


def go_mod(path, go, require, exclude=()):
    out = ["module " + path]
    if go:
        out.append("go " + go)
    out += ["require %s %s" % r for r in require]
    out += ["exclude %s %s" % e for e in exclude]
    return "\n".join(out) + "\n"


class Case:
    """One set of modules with a main module; `home` is its part of the module paths."""

    def __init__(self, seed, number, root):
        self.random = random.Random("%d/%d" % (seed, number))
        self.home = "g%d.example" % number
        self.root = root
        self.go_lines = self.random.choice([GO_LINES, GO_LINES, NEW_GO_LINES])
        self.main = self.home + "/m"
        self.sums = []
        self.modules = self.pick_modules()
        self.write_modules()
        self.write_main()

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

    def requirements(self, most, but=None):
        """Some of the modules; a path stands there twice now and then."""
        others = [m for m in self.modules if m[0] != but]
        picked = self.random.sample(others, min(len(others), self.random.randint(0, most)))
        if self.random.random() < 0.9:
            picked = list(dict(picked).items())
        return picked

    def import_lines(self, own, paths):
        """Imports lead from smaller to greater import paths, so that packages have no cycle."""
        targets = ["fmt", "net/http"] if self.random.random() < 0.3 else []
        for _ in range(self.random.randint(0, 4)):
            target = self.random.choice(paths) + self.random.choice(["", "/p", "/p/q", "/p/q/r", "/x", "/no"])
            if target > own:
                targets.append(target)
        return "".join('import _ "%s"\n' % t for t in sorted(set(targets)))

    def sources(self, path, paths):
        files = {}
        for directory in DIRECTORIES:
            if self.random.random() < 0.3:
                continue
            own = path + "/" + directory if directory else path
            for name in ["one.go", "two.go"][: self.random.randint(1, 2)]:
                when = self.random.choice(CONDITIONS)
                text = ("//go:build %s\n\n" % when if when else "") + "package p\n\n"
                files[(directory + "/" if directory else "") + name] = text + self.import_lines(own, paths)
        return files

    def write_modules(self):
        paths = sorted({path for path, _ in self.modules})
        for path, version in self.modules:
            text = go_mod(path, self.random.choice(self.go_lines), self.requirements(3, but=path))
            files = {"go.mod": text, **self.sources(path, paths)}
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

    def write_main(self):
        paths = sorted({path for path, _ in self.modules if path != self.main})
        require = self.requirements(6)
        exclude = self.requirements(2) if self.random.random() < 0.4 else []
        self.go = self.random.choice(self.go_lines)
        self.text = go_mod(self.main, self.go, require, exclude)
        files = {"go.mod": self.text, "go.sum": "".join(self.sums)}
        # The main module is named so that it may import all others.
        for directory in ["", "cmd", "p"]:
            imports = self.import_lines("", paths)
            files[(directory + "/" if directory else "") + "main.go"] = "package p\n\n" + imports
        self.directory = self.root / "main" / self.home
        write_tree(self.directory, files)


def write_tree(directory, files):
    for name, data in files.items():
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(data)


class Oracle:
    def __init__(self, root, probe):
        self.root = root
        self.probe = probe
        self.environment = dict(
            os.environ, GOPROXY="file://%s/proxy" % root, GOSUMDB="off", GOMODCACHE="%s/cache" % root,
            GOTOOLCHAIN="local", GOWORK="off", GOFLAGS="-modcacherw", GOENV="off", GO111MODULE="on", GOPRIVATE="",
            GONOPROXY="")

    def go(self, case, *arguments, **environment):
        return subprocess.run(["go", "list", *arguments], cwd=case.directory, text=True, capture_output=True,
                              env=dict(self.environment, **environment))

    def goset(self, case, platform, cgo):
        """The probe's lines, parted in modules and the rest; or its error."""
        run = subprocess.run([self.probe, self.root / "proxy", self.root / "sources", case.directory, *platform, cgo],
                             text=True, capture_output=True)
        if run.returncode != 0:
            return None, run.stderr.strip()
        lines = set(run.stdout.splitlines())
        modules = {line for line in lines if line.startswith("module ")}
        return modules, lines - modules

    def compare_graph(self, case):
        """Returns a difference, or None; Go then has written a go.mod without contradictions."""
        modules, rest = self.goset(case, PLATFORMS[0], "0")
        run = self.go(case, "-mod=mod", "-m", "-f", "module {{.Path}} {{.Version}}", "all")
        if run.returncode != 0:
            return "go: %s\ngoset: %s" % (run.stderr.strip(), modules or rest)
        expected = {line for line in run.stdout.splitlines() if line != "module %s " % case.main}
        return difference(expected, modules, rest)

    def compare_packages(self, case):
        """Returns whether Go takes its own go.mod, and a difference."""
        platform = case.random.choice(PLATFORMS)
        cgo = case.random.choice("01")
        form = ("{{if not .Standard}}{{with .Module}}package {{$.ImportPath}} {{.Path}}{{with .Version}}@{{.}}{{end}}"
                "{{else}}fault {{.ImportPath}} {{.Error.Err}}{{end}}{{end}}")
        run = self.go(case, "-mod=readonly", "-e", "-deps", "-f", form, "./...", GOOS=platform[0],
                      GOARCH=platform[1], CGO_ENABLED=cgo)
        if run.returncode != 0:
            if "updates to go.mod needed" in run.stderr or "go mod tidy" in run.stderr:
                return False, None
            return True, "go: " + run.stderr
        modules, lines = self.goset(case, platform, cgo)
        if modules is None:
            return True, lines
        return True, difference(set(plain_faults(run.stdout)), lines, platform)


def plain_faults(output):
    for line in output.splitlines():
        if line.startswith("fault "):
            words = line.split(" ", 2)
            yield "fault %s %s" % (words[1], "ambiguous" if "ambiguous import" in words[2] else "missing")
        elif line.startswith("package "):
            yield line


def difference(go, goset, more):
    if goset is None:
        return "goset: %s" % more
    if go == goset:
        return None
    return "\n".join(["only go:    " + line for line in sorted(go - goset)] +
                     ["only goset: " + line for line in sorted(goset - go)] + [str(more)])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--probe", required=True, type=Path)
    options.add_argument("--count", type=int, default=120)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", type=int, help="run this case alone")
    options.add_argument("--keep", action="store_true", help="leave the files, and say where")
    options = options.parse_args()
    if not shutil.which("go"):
        print("skipped: go is not installed")
        return 77
    root = Path(tempfile.mkdtemp(prefix="goset-graphs-"))
    oracle = Oracle(root, options.probe.resolve())
    passed = failed = with_packages = 0
    for number in [options.only] if options.only is not None else range(options.count):
        case = Case(options.seed, number, root)
        found = oracle.compare_graph(case)
        if not found:
            accepted, found = oracle.compare_packages(case)
            with_packages += accepted
        if found:
            failed += 1
            print("case %d of seed %d differs\n%s%s" % (number, options.seed, case.text, found))
        else:
            passed += 1
    if options.keep:
        print("files: %s" % root)
    else:
        shutil.rmtree(root)
    print("packages compared in %d cases; in the others Go refuses its go.mod" % with_packages)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""The go command as the oracle: what it says of main modules, their versions and packages.

Everything here is Go's own word; nothing comes from goset. Files are written only to directories
that the caller names, never to a module that is compared.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile


JOBS = os.cpu_count() or 2


class Refused(Exception):
    """The go command did not do what it was asked to; the text is what it said."""


def module_of(key):
    """The module of a record of go-packages.nix."""
    return key.partition("#")[0].partition("@")[0]


def semver_key(version):
    """Orders versions as semver does: a key for max() and sorted()."""
    match = re.fullmatch(r"v(\d+)\.(\d+)\.(\d+)(?:-([^+]*))?(?:\+.*)?", version)
    if not match:
        return ((-1, -1, -1), (0,))
    numbers = tuple(int(n) for n in match.groups()[:3])
    if match.group(4) is None:
        return (numbers, (1,))
    words = tuple((0, int(w), "") if w.isdigit() else (1, 0, w) for w in match.group(4).split("."))
    return (numbers, (0, words))


def minor(go_line):
    """N of the language version 1.N; 0 for none."""
    match = re.match(r"1\.(\d+)", go_line)
    return int(match.group(1)) if match else 0


class Go:
    """Runs the go command with fixed settings; `env` adds to them."""

    def __init__(self, env=None):
        self.env = {**os.environ, "GOTOOLCHAIN": "local", "GOWORK": "off", "GOFLAGS": "", "GOENV": "off",
                    "GO111MODULE": "on", **(env or {})}

    def try_run(self, *arguments, cwd=None, **env):
        return subprocess.run(["go", *map(str, arguments)], cwd=cwd, capture_output=True, text=True,
                              env={**self.env, **env})

    def run(self, *arguments, cwd=None, **env):
        return self.checked(self.try_run(*arguments, cwd=cwd, **env))

    @staticmethod
    def checked(done):
        if done.returncode != 0:
            raise Refused(f"{' '.join(map(str, done.args))}: {done.stderr.strip()}")
        return done.stdout

    def list_all(self, form, cwd, **env):
        """`go list -m all`. Go also asks for the time of each version, which is not needed here: that a proxy
        does not tell it is no refusal."""
        done = self.try_run("list", "-m", "-f", form, "all", cwd=cwd, **env)
        if done.returncode == 0:
            return done.stdout
        harmless = re.compile(r"\.info: 4\d\d|^go: (downloading|finding)")
        if not all(harmless.search(line) for line in done.stderr.splitlines()):
            raise Refused(f"go list -m all: {done.stderr.strip()}")
        return self.run("list", "-m", "-e", "-f", form, "all", cwd=cwd, **env)

    def version(self):
        return self.run("env", "GOVERSION").strip().removeprefix("go")

    def mod_file(self, file):
        """A go.mod as `go mod edit -json` prints it."""
        return json.loads(self.run("mod", "edit", "-json", file))

    def scratch(self):
        """A directory that is in no module."""
        return pathlib.Path(self.env.get("ORACLE_SCRATCH", "/"))


class Leaf:
    """A copy of a leaf's source that Go may write to."""

    def __init__(self, go, directory, tags=()):
        self.go = go
        self.directory = pathlib.Path(directory)
        self.tags = list(tags)
        self.replaced = set()
        self.raised = False  # by Go, its go line
        self.workspace = (self.directory / "go.work").exists()
        self.go_line = "" if self.workspace else go.mod_file(self.directory / "go.mod").get("Go", "")

    def environment(self):
        if self.workspace:
            return {"GOWORK": str(self.directory / "go.work")}
        return {"GOFLAGS": "-mod=mod"}

    def mains(self):
        """Directories of the main modules."""
        if not self.workspace:
            return [self.directory]
        work = json.loads(self.go.run("work", "edit", "-json", self.directory / "go.work"))
        return [self.directory / use["DiskPath"] for use in work.get("Use") or []]

    def main_paths(self):
        return {self.go.mod_file(main / "go.mod")["Module"]["Path"] for main in self.mains()}

    def build_list(self):
        """`go list -m all`: path -> version, without the main modules. Those that are replaced are in
        `self.replaced` too."""
        form = "{{if not .Main}}{{.Path}} {{.Version}} {{if .Replace}}r{{end}}{{end}}"
        out = self.go.list_all(form, self.directory, **self.environment())
        words = [line.split(" ") for line in out.splitlines() if line]
        by_path = {path for path, version in self.replace_lines() if not version}
        self.replaced = {path for path, version, replaced in words if replaced} | by_path
        return {path: version for path, version, replaced in words}

    def replace_lines(self):
        """What the leaf replaces, in its build list or not: set of (path, version), "" for all versions."""
        files = [self.go.mod_file(main / "go.mod") for main in self.mains()]
        if self.workspace:
            files.append(json.loads(self.go.run("work", "edit", "-json", self.directory / "go.work")))
        return {(r["Old"]["Path"], r["Old"].get("Version", "")) for file in files
                for r in file.get("Replace") or []}

    def excludes(self):
        """Versions that the leaf excludes: set of (path, version)."""
        return {(e["Path"], e["Version"]) for main in self.mains()
                for e in self.go.mod_file(main / "go.mod").get("Exclude") or []}

    def taken(self, set_versions, track_versions, own):
        """The versions that count for the leaf: the set's, without those that it excludes, and its track's. What
        the leaf alone has is lower than the set's, but where it has a track and so nothing to do with that."""
        excludes = self.excludes()
        return {p: max(v, own.get(p, v), key=semver_key) for p, v in set_versions.items()
                if (p, v) not in excludes} | track_versions

    def pin(self, versions, own, floors=None):
        """Requires the versions as require() does. Where Go would take a higher version than that, which
        only a module that is not in the set can ask for, that version is excluded; returned are these, as
        (path, version). `floors` are the highest versions in the build lists of all leaves: by I1 a module
        that turned out to provide nothing there does not provide anything at a lower version either."""
        self.require(versions, own)
        return self.settle(versions, floors)

    def require(self, versions, own):
        """Sets every requirement of the leaf to the given version, and adds those that its own build
        list has beside them."""
        mains = self.mains()
        listed = set()
        for main in mains:
            require = self.go.mod_file(main / "go.mod").get("Require") or []
            pins = [f"-require={r['Path']}@{versions[r['Path']]}" for r in require
                    if r["Path"] in versions]
            listed.update(r["Path"] for r in require)
            if pins:
                self.go.run("mod", "edit", *pins, cwd=main)
        more = [f"-require={path}@{versions[path]}" for path in own
                if path in versions and path not in listed]
        if more:
            self.go.run("mod", "edit", *more, cwd=mains[0])

    def settle(self, versions, floors):
        """The end of pin(): what Go takes beside the requirements that are listed."""
        first = self.mains()[0]
        floors = {p: v for p, v in (floors or {}).items() if (p, v) not in self.excludes()}
        excluded = []
        while True:
            selected = self.build_list()
            lower = [f"-require={path}@{floors[path]}" for path, version in selected.items()
                     if path in floors and path not in versions and path not in self.replaced and
                     semver_key(version) < semver_key(floors[path])]
            if lower:
                self.go.run("mod", "edit", *lower, cwd=first)
                continue
            higher = [(path, version) for path, version in selected.items()
                      if path in versions and semver_key(version) > semver_key(versions[path])]
            if not higher:
                return excluded
            excluded += higher
            self.go.run("mod", "edit", *[f"-exclude={p}@{v}" for p, v in higher], cwd=first)
            self.go.run("mod", "edit", *[f"-require={p}@{versions[p]}" for p, v in higher], cwd=first)

    def packages_at(self, versions, floors, configurations):
        """A Packages for each (platform, cgo), after pin(). A module that the leaf needs only now, since a
        requirement was raised, may stand below the set's version: it is required then, as `go mod tidy` would. So
        is one that may have what is missing."""
        required = set()
        while True:
            first = self.packages(*configurations[0])
            with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
                found = [first, *pool.map(lambda c: self.packages(*c), configurations[1:])]
            lower = set()  # once each: a version may be excluded
            modules = {tuple(module.split("@")) for packages in found
                       for module in packages.modules.values() if "@" in module}
            missing = {path for packages in found for path in packages.faults if path not in packages.modules}
            if missing:
                modules |= {(path, version) for path, version in self.build_list().items()
                            if any(f"{p}/".startswith(f"{path}/") for p in missing)}
            for path, version in modules:
                if path not in required and semver_key(version) < semver_key(versions.get(path, version)):
                    lower.add(path)
            if not lower:
                return found
            required |= lower
            self.go.run("mod", "edit", *[f"-require={path}@{versions[path]}" for path in lower],
                        cwd=self.mains()[0])
            self.settle(versions, floors)

    def patterns(self):
        """Go takes ./... in the root of a workspace only for a module that begins there."""
        return [f"./{main.relative_to(self.directory)}/..." for main in self.mains()]

    def flags(self):
        """Tags, and no profile: with one Go lists packages once for each program that has it."""
        return ["-pgo=off", *(["-tags=" + ",".join(self.tags)] if self.tags else [])]

    @staticmethod
    def settings(platform, cgo):
        goos, goarch = platform.split("/")
        return {"GOOS": goos, "GOARCH": goarch, "CGO_ENABLED": "1" if cgo else "0"}

    def packages(self, platform, cgo):
        """What `go list -deps -e` says: a Packages. The go.mod is as Go wants it, after pin().

        A go line older than 1.17 that a dependency asks to raise can't be kept by Go in one go.mod with that
        dependency: then its word is what `-mod=mod` makes of it, with `updated` set. That also looks for
        modules that provide missing packages."""
        form = ("{{if not .Standard}}{{.ImportPath}}\t{{with .Module}}{{.Path}}{{with .Version}}@{{.}}{{end}}"
                "{{end}}\t{{len .GoFiles}} {{len .CgoFiles}}\t{{.DepOnly}}\t"
                "{{with .Error}}{{printf \"%q\" .Err}}{{end}}\t"
                "{{with .Module}}{{with .Replace}}{{if not .Version}}local{{end}}{{end}}{{end}}{{end}}")
        arguments = ["list", "-deps", "-e", *self.flags(), "-f", form, *self.patterns()]
        settings = self.settings(platform, cgo)
        updated = self.raises_go_line()
        if self.workspace:
            out = self.go.run(*arguments, cwd=self.directory, **settings, **self.environment(),
                              GOFLAGS="-mod=readonly")
        else:
            out = self.list_packages(arguments, settings, updated)
        return Packages(out, self.main_paths(), updated)

    def list_packages(self, arguments, settings, may_update):
        """Runs `go list`, with copies of go.mod and go.sum. Where checksums are missing, which only -mod=mod
        adds, that runs before; where it also took another version, or a module beside the build list to
        provide what is missing, Go is asked again with the go.mod as it was."""
        with tempfile.TemporaryDirectory() as directory:
            mod = pathlib.Path(directory) / "go.mod"
            for kind in ("mod", "sum"):
                if (self.directory / f"go.{kind}").exists():
                    shutil.copy(self.directory / f"go.{kind}", mod.with_suffix(f".{kind}"))
            before = mod.read_text()

            def ask(how):
                return self.go.try_run(*arguments[:1], "-modfile", mod, f"-mod={how}", *arguments[1:],
                                       cwd=self.directory, **settings)

            if not may_update:
                done = ask("readonly")
                if "missing go.sum entry" not in done.stdout + done.stderr:
                    return self.go.checked(done)
            listed = self.go.run("list", "-m", "-e", "-modfile", mod, "-mod=mod", "-f", "{{.Path}} {{.Version}}",
                                 "all", cwd=self.directory)
            done = ask("mod")
            wanted = {f"{r['Path']} {r['Version']}" for r in self.go.mod_file(mod).get("Require") or []}
            if done.returncode == 0 and (may_update or wanted <= set(listed.splitlines())):
                return done.stdout
            mod.write_text(before)
            return self.go.checked(ask("readonly"))

    def raises_go_line(self):
        """Whether Go raised an unpruned module's go line to one of a pruned module, in pin(). Then the
        line is set back: pruning decides where imports are looked for."""
        if self.workspace:
            return False
        file = self.directory / "go.mod"
        line = self.go.mod_file(file).get("Go", "")
        if line == self.go_line:
            return self.raised
        was_pruned = minor(self.go_line) >= 17
        if was_pruned:
            return False
        self.go.run("mod", "edit", f"-go={self.go_line or 'none'}", file)
        self.raised = True
        return True

    def accepts(self, platform, cgo):
        """None where Go resolves all imports, else what it says."""
        done = self.go.try_run("list", "-deps", *self.flags(), *self.patterns(), cwd=self.directory,
                               **self.settings(platform, cgo), **{**self.environment(), "GOFLAGS": "-mod=readonly"})
        return None if done.returncode == 0 else done.stderr.strip()


class Packages:
    """Needed packages: `modules` maps each to PATH@VERSION (a main module has its path alone),
    `compiled` are those of other modules with something to compile, `local` has the modules that directories
    replace, `empty` the leaf's own packages with nothing to compile, which ./... may match or not, `faults`
    maps import paths that Go can't resolve, or that have no file to build, to what it says."""

    def __init__(self, output, mains, updated=False):
        self.modules, self.compiled, self.faults, self.local = {}, set(), {}, set()
        self.empty = set()
        self.updated = updated
        for line in filter(None, output.splitlines()):
            path, module, files, dep_only, error, local = line.split("\t")
            if local:
                self.local.add(module)
            has_files = files != "0 0"
            own = module in mains
            if not module:
                self.faults[path] = error
                continue
            # A directory of the leaf with tests alone matches ./... but is not compiled.
            if own and not has_files and dep_only == "false":
                self.empty.add(path)
                continue
            # Who imports a package without files can't be built.
            if not has_files and dep_only == "true":
                self.faults[path] = error
            self.modules[path] = module
            if has_files and not own and not local:
                self.compiled.add(path)


def workspace(go, directory, leaves):
    """The build list of a go.work of copies of the leaves, their module lines renamed, without their
    replaces and excludes: path -> version. `leaves` are Leaf objects by name, single modules."""
    directory.mkdir(parents=True)
    for name, leaf in leaves.items():
        target = directory / name
        target.mkdir()
        for file in ("go.mod", "go.sum"):
            if (leaf.directory / file).exists():
                shutil.copy(leaf.directory / file, target / file)
        parsed = go.mod_file(target / "go.mod")
        drop = [f"-dropexclude={e['Path']}@{e['Version']}" for e in parsed.get("Exclude") or []]
        # A version that stands for none is only there to be replaced.
        drop += [f"-droprequire={r['Path']}" for r in parsed.get("Require") or []
                 if r["Version"].startswith("v0.0.0-00010101000000-")]
        for replace in parsed.get("Replace") or []:
            old = replace["Old"]
            version = f"@{old['Version']}" if old.get("Version") else ""
            drop.append(f"-dropreplace={old['Path']}{version}")
        go.run("mod", "edit", f"-module=leaf.invalid/{name}", *drop, cwd=target)
    work = directory / "go.work"
    work.write_text(f"go {go.version()}\n\n" + "".join(f"use ./{name}\n" for name in leaves))
    out = go.list_all("{{if not .Main}}{{.Path}} {{.Version}}{{end}}", directory, GOWORK=str(work), GOFLAGS="")
    return dict(line.split(" ") for line in out.splitlines() if line)


class View:
    """A leaf's part in the versions of a set: its build list, what it needs (path -> what provides it, as
    (path, version)), which of these paths it replaces, and the versions that its lines replace or exclude."""

    def __init__(self, own, needs, lines, replaced=()):
        self.own, self.needs, self.lines, self.replaced = own, needs, lines, replaced

    def counts(self, path, version):
        return (path, "") not in self.lines and (path, version) not in self.lines


def forced(views, chosen, requires, reasons=None):
    """I1 to I3 by themselves: for each path that is `chosen`, the version that the leaves' own build lists and
    the go.mod files of what the leaves need force, and the set of paths that are gaps.

    A replace or exclude binds in that leaf alone: neither a version that it replaces counts, nor a
    requirement on that or on one that it excludes. As in all minimal version selection, what a version requires
    counts although that very requirement then leads to a higher one. `reasons` gets who forces each version.

    A gap is a path that no list states, nor any module that is stated: only unpruned dependencies lead there,
    and its version is Go's own choice at the versions of the others, so the chosen one counts. What gaps
    require may raise, but they state no version: of two gaps, none comes before the other."""
    floors = {path: "" for path in chosen}

    def raise_to(path, version, who):
        if path in floors and (not floors[path] or semver_key(version) > semver_key(floors[path])):
            floors[path] = version
            if reasons is not None:
                reasons[path] = who

    def raise_all():
        before = None
        while floors != before:
            before = dict(floors)
            for view in views:
                for needed, provider in view.needs.items():
                    if needed in before and needed not in view.replaced:
                        provider = (needed, before[needed])
                    if not provider[1]:
                        continue
                    for path, version in requires(*provider):
                        if view.counts(path, version):
                            raise_to(path, version, "%s@%s requires it" % provider)

    for view in views:
        for path, version in view.own.items():
            if view.counts(path, version):
                raise_to(path, version, "a leaf alone")
    raise_all()
    gaps = {path for path, version in floors.items() if not version}
    for path in gaps:
        raise_to(path, chosen[path], "an unpruned dependency leads there")
    raise_all()
    return floors, gaps

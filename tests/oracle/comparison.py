"""Compares a set of goset's with what the go command says of its leaves, all by Go's own means:

  own        each leaf's build list is `go list -m all`
  versions   I1 to I3, computed from Go's build lists and the go.mod files in Go's cache
  workspace  the versions are those of a go.work of the leaves; where they aren't, I1 to I3 say why
  packages   each leaf needs what `go list -deps -e` lists in its own go.mod with every requirement at
             the set's version: for every platform, cgo off and on
  track      what a leaf has in a separate track keeps to I1 and I2, and somebody asks for it
  generated  go-packages.nix, evaluated by Nix, has those packages for every configuration
  sums       every `h1:` of zips and go.mod files is Go's
  hashes     every NAR hash is that of the tree that `go mod download` unpacks, by nix-hash
  verdict    where goset refuses, Go does, and they name the same

Nothing here is computed by goset's code.
"""

import base64
import collections
import concurrent.futures
import json
import pathlib
import re
import shutil
import subprocess

import golang
import grouped


class Tally:
    """Counts comparisons, and prints those that fail. `notes` count what is worth knowing besides."""

    def __init__(self, verbose=True):
        self.verbose = verbose
        self.passed = self.failed = self.skipped = 0
        self.notes = collections.Counter()

    def expect(self, name, differences):
        """Counts one comparison; `differences` are the lines that make it fail."""
        if not differences:
            self.passed += 1
            if self.verbose:
                print(f"ok {name}", flush=True)
            return True
        self.failed += 1
        print(f"FAIL {name}")
        for line in sorted(differences)[:20]:
            print(f"  {line}")
        if len(differences) > 20:
            print(f"  ... and {len(differences) - 20} more", flush=True)
        return False

    def skip(self, name, why):
        self.skipped += 1
        print(f"skip {name}: {why}")

    def note(self, what):
        self.notes[what] += 1

    def close(self, name):
        """Prints the summary and returns the exit code."""
        for what, count in sorted(self.notes.items()):
            print(f"  {count} {what}")
        print(f"{name}: {self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        return 1 if self.failed else 0


def differences(label, wanted, found):
    """Lines that say how two dicts differ."""
    return [f"{key}: {label} says {wanted.get(key)}, goset {found.get(key)}"
            for key in wanted.keys() | found.keys() if wanted.get(key) != found.get(key)]


SAME_WORDS = ("missing module declaration", "no modules were found in the current workspace",
              "checksum mismatch", "use of vendored package not allowed")
NAMED = re.compile(
    r"""(?:package|import\ of|import|module\ path)\ "?([^\s":;]+)
      | \bimports\ ([^\s":;]+)
      | ([^\s":;()]+)@v\S+
      | ([^\s":;()]+)\ is\ replaced\ by
      | ([^\s":;()]+)\ must\ be\ imported\ as
      | (go\.(?:mod|sum|work):\d+)
      | ([^\s":;()]*go\.mod)\b
      | (\bgo\ (?:>=\ )?1\.[\w.]+)
      | "([^\s"]+)"
    """, re.VERBOSE)


def names(text, sources):
    """What a refusal names: modules and packages (without versions), lines of files, Go versions."""
    for source in sources:
        text = re.sub(r"\S*/(?:%s|refused/%s)/(?=\S)" % (re.escape(source.directory.name), source.name), "", text)
    found = {next(filter(None, groups)).replace(">= ", "").rstrip(".") for groups in NAMED.findall(text)}
    return (found | {words for words in SAME_WORDS if words in text}) - {"go.mod"}


class Source:
    """A leaf: its name in the set, its title in what is printed, and a pristine tree of it."""

    def __init__(self, name, title, directory, tags=()):
        self.name, self.title, self.directory, self.tags = name, title, pathlib.Path(directory), tags


def at_version(module, versions):
    path, at, version = module.partition("@")
    return f"{path}@{versions.get(path, version)}" if at else module


class Records:
    """The records of a go-packages.nix in one configuration."""

    def __init__(self, data, platform, cgo):
        goos, goarch = platform.split("/")
        self.data, self.holds = data, {goos, goarch, "cgo" if cgo else "!cgo"}

    def listed(self, record, name):
        groups = [record] + [group for term, group in record.items()
                             if isinstance(group, dict) and set(term.split(" && ")) <= self.holds]
        return [item for group in groups for item in grouped.expand(group.get(name, ""))]

    def packages(self, key):
        """The import paths that an instance compiles."""
        path = golang.module_of(key)
        return {path if d == "." else f"{path}/{d}"
                for d in self.listed(self.data["modules"][key], "packages")}

    def version(self, key):
        return self.data["modules"][self.data["modules"][key].get("source", key)]["version"]

    def closure(self, leaf):
        """The instances that a leaf is built from."""
        found, queue = set(), self.listed(self.data["leaves"][leaf], "requires")
        while queue:
            key = queue.pop()
            if key not in found:
                found.add(key)
                queue += self.listed(self.data["modules"][key], "requires")
        return found


class Downloads:
    """What Go downloads and says of it, asked once in a run."""

    def __init__(self, go):
        self.go = go
        self.known = {}
        self.hashes = {}
        self.required = {}

    def get(self, modules):
        """`go mod download -json` of (path, version) pairs: a dict of its records."""
        missing = [m for m in modules if m not in self.known]
        for start in range(0, len(missing), 100):
            words = [f"{path}@{version}" for path, version in missing[start:start + 100]]
            done = self.go.try_run("mod", "download", "-json", *words, cwd=self.go.scratch())
            decoder, text = json.JSONDecoder(), done.stdout.strip()
            while text:
                record, end = decoder.raw_decode(text)
                self.known[record["Path"], record["Version"]] = record
                text = text[end:].lstrip()
        return {m: self.known.get(m, {"Error": "not downloaded"}) for m in modules}

    def nix_hashes(self, modules):
        """SRI hashes of the unpacked trees, by nix-hash."""
        records = self.get(modules)
        missing = [m for m in modules if m not in self.hashes and "Dir" in records[m]]

        def hash_of(m):
            out = subprocess.run(["nix-hash", "--type", "sha256", records[m]["Dir"]], check=True,
                                 capture_output=True, text=True).stdout.strip()
            return "sha256-" + base64.b64encode(bytes.fromhex(out)).decode()

        with concurrent.futures.ThreadPoolExecutor(golang.JOBS) as pool:
            self.hashes.update(zip(missing, pool.map(hash_of, missing)))
        return {m: self.hashes.get(m) for m in modules}

    def requires(self, path, version):
        """What the go.mod of a downloaded module version requires: list of (path, version)."""
        if (path, version) not in self.required:
            record = self.get([(path, version)])[path, version]
            parsed = self.go.mod_file(record["GoMod"]) if "GoMod" in record else {}
            self.required[path, version] = [(r["Path"], r["Version"]) for r in parsed.get("Require") or []]
        return self.required[path, version]


class Comparison:
    """One set. `work` is a new directory for copies of the leaves, which Go may write to."""

    def __init__(self, go, downloads, folder, sources, work, tally):
        self.go, self.downloads, self.folder, self.sources = go, downloads, folder, sources
        self.work, self.tally = pathlib.Path(work), tally
        self.label = sources[0].title if len(sources) == 1 else f"{len(sources)} leaves"

    def copy(self, source, purpose):
        target = self.work / purpose / source.name
        shutil.copytree(source.directory, target, symlinks=True)
        subprocess.run(["chmod", "-R", "u+w", target], check=True)
        # What is verified is compared by itself, and the checksum database may not know all that Go reads here.
        go = self.go if purpose == "own" else golang.Go({**self.go.env, "GONOSUMDB": "*"})
        return golang.Leaf(go, target, source.tags)

    def run(self):
        refusal = self.folder.lock()
        if refusal:
            self.verdict(refusal)
            return False
        self.leaves = {s.name: self.copy(s, "own") for s in self.sources}
        self.excludes = {name: leaf.excludes() for name, leaf in self.leaves.items()}
        if not self.own_lists():
            return False
        self.all_packages()
        self.versions()
        self.generated()
        self.hashes()
        return True

    # --- Go refuses ---------------------------------------------------------------------------------

    def verdict(self, refusal):
        """goset refuses: so does Go, for one of the leaves as it is, and names the same."""
        self.tally.note("sets that goset and Go refuse")
        said = []
        for source in self.sources:
            try:
                leaf = self.copy(source, "refused")
                leaf.build_list()
            except golang.Refused as refused:
                said.append(str(refused))
                continue
            for platform in ("linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64"):
                for cgo in (False, True):
                    said.append(leaf.accepts(platform, cgo) or "")
                    if said[-1]:
                        said += self.faults(leaf, platform, cgo)
        text = "\n".join(said)
        first = refusal.splitlines()[0].removeprefix("error: ")
        if "no package matches" in first and not any(said):
            return self.tally.note("leaves with nothing to build")
        lines = [] if names(refusal, self.sources) & names(text, self.sources) else (
            [f"goset: {line}" for line in refusal.splitlines()] +
            [f"go: {line}" for line in set(text.splitlines()) if line])
        return self.tally.expect(f"verdict of {self.label} ({first})", lines)

    @staticmethod
    def faults(leaf, platform, cgo):
        """All that `go list -e` can't resolve, not only what it stops at."""
        try:
            return [f"package {p}: {why}" for p, why in leaf.packages(platform, cgo).faults.items()]
        except golang.Refused as refused:
            return [str(refused)]

    # --- versions -----------------------------------------------------------------------------------

    def own_lists(self):
        self.own = {}
        with concurrent.futures.ThreadPoolExecutor(golang.JOBS) as pool:
            jobs = {name: pool.submit(leaf.build_list) for name, leaf in self.leaves.items()}
        good = True
        for source in self.sources:
            try:
                self.own[source.name] = jobs[source.name].result()
                lines = differences("go", self.own[source.name], self.folder.own(source.name))
            except golang.Refused as refused:
                lines = [f"go refuses: {refused}"]
            good &= self.tally.expect(f"own list of {source.title}", lines)
        return good

    def versions(self):
        base = self.folder.base()
        shared = [s.name for s in self.sources if not self.folder.is_apart(s.name)]
        views = [golang.View(self.own[name], self.needs[name],
                             self.leaves[name].replace_lines() | self.excludes[name],
                             self.leaves[name].replaced) for name in shared]
        reasons = {}
        force, gaps = golang.forced(views, base, self.downloads.requires, reasons)
        if gaps:
            self.tally.notes["modules of unpruned dependencies alone"] += len(gaps)
        self.tally.expect(f"versions of {self.label} ({len(base)})", differences("I1 to I3", force, base))
        if len(shared) > 1:
            self.workspace(shared, base, force, reasons)
        for source in self.sources:
            if self.folder.keeps_own(source.name):
                self.tally.note("leaves with their own versions")
            elif self.folder.is_apart(source.name):
                self.tally.note("leaves in tracks of their own")
                print(f"  {source.title}: {self.folder.reason(source.name)}")
                self.track_versions(source, base)

    def track_versions(self, source, base):
        """Of what a leaf needs in its track: I1 and I2 hold, and every version is one that the set, the leaf
        alone or a needed module asks for."""
        name = source.name
        own, needs, replaced = self.own[name], self.needs[name], self.leaves[name].replaced
        versions = {**base, **self.folder.track(name)[0]}
        asked = collections.defaultdict(dict)  # by path: each version, and who asks for it
        for path, version in own.items():
            asked[path][version] = "the leaf alone"
        for provider in needs.values():
            for path, version in self.downloads.requires(*provider):
                if (path, version) not in self.excludes[name]:
                    asked[path][version] = "%s@%s" % provider
        lines = []
        for path in needs.keys() - replaced:
            version = versions[path]
            lines += [f"{path}: {version}, below {v} of {who}" for v, who in asked[path].items()
                      if golang.semver_key(v) > golang.semver_key(version)]
            if path not in base and not asked[path]:
                self.tally.note("modules of unpruned dependencies alone")
            elif version not in {base.get(path), *asked[path]}:
                lines.append(f"{path}: {version}, and nobody asks for that")
        self.tally.expect(f"track of {source.title} ({len(needs)})", lines)

    def workspace(self, shared, base, force, reasons):
        singles = {name: self.leaves[name] for name in shared if not self.leaves[name].workspace}
        try:
            go_work = golang.workspace(self.go, self.work / "workspace", singles)
        except golang.Refused as refused:
            self.tally.note("sets whose go.work Go refuses")
            print(f"  go.work: {refused}")
            return
        lines = []
        for path, version in base.items():
            if go_work.get(path) == version:
                continue
            if force.get(path) == version:
                self.tally.note("versions where go.work differs, by I1 to I3")
                print(f"  {path}: {version} ({reasons.get(path)}); in go.work {go_work.get(path)}")
            else:
                lines.append(f"{path}: go.work {go_work.get(path)}, I1 to I3 {force.get(path)}, goset {version}")
        self.tally.expect(f"workspace of {self.label}", lines)

    # --- packages -----------------------------------------------------------------------------------

    def all_packages(self):
        base = self.folder.base()
        floors = {}
        for name, own in self.own.items():
            for path, version in own.items():
                if path not in self.leaves[name].replaced:
                    floors[path] = max(floors.get(path, version), version, key=golang.semver_key)
        self.needs, self.compiled = {}, {}
        for source in self.sources:
            self.packages(source, base, floors)

    def packages(self, source, base, floors):
        name = source.name
        track, replaced = self.folder.track(name)
        leaf = self.copy(source, "set")
        if self.folder.keeps_own(name):
            base, floors = {}, self.own[name]
        elif self.folder.is_apart(name):
            # Of the set its track has what it needs at the set's versions, and all else as the leaf alone.
            base, floors = self.folder.shared(name), self.own[name]
        versions = leaf.taken(base, track, self.own[name])
        leaf.replaced = self.leaves[name].replaced
        configurations = [(p, cgo) for p in self.folder.platforms for cgo in (False, True)]
        self.needs[name] = {}
        self.compiled[name] = collections.defaultdict(dict)
        try:
            if leaf.pin(versions, self.own[name], floors):
                self.tally.note("leaves where Go would raise for a module outside the set")
            listed = leaf.packages_at(versions, floors, configurations)
        except golang.Refused as refused:
            self.tally.expect(f"packages of {source.title}", [f"go refuses: {refused}"])
            return
        if listed[0].updated:
            self.tally.note("leaves whose go line Go would raise")
        lines, count = [], 0
        for (platform, cgo), wanted in zip(configurations, listed):
            found = {path: module for path, module in self.folder.packages(name, platform, cgo).items()
                     if path not in wanted.empty}
            where = f"{platform}, cgo {int(cgo)}"
            if wanted.faults:
                self.tally.note("configurations of leaves that neither supports")
                if found or not self.folder.unsupported(name):
                    lines += [f"{where}: {p}: go says {why}" for p, why in wanted.faults.items()]
                continue
            # What a directory replaces is the leaf's own.
            modules = {path: module.partition("@")[0] if module in wanted.local else module
                       for path, module in wanted.modules.items()}
            if wanted.updated:
                # Raising the go line, Go drops requirements and takes other versions: only the packages and
                # whose they are count.
                modules = {path: at_version(module, versions) for path, module in modules.items()}
            for path, module in modules.items():
                if "@" in module:
                    p, v = module.rsplit("@", 1)
                    self.needs[name][p] = replaced.get(p, (p, v)) if p in leaf.replaced else (p, v)
            self.compiled[name][platform, cgo] |= {p: modules[p].partition("@")[0] for p in wanted.compiled}
            count += len(modules)
            lines += [f"{where}: {line}" for line in differences("go", modules, found)]
        self.tally.expect(f"packages of {source.title} ({count} in {len(configurations)} configurations)",
                          lines)

    def generated(self):
        if not shutil.which("nix-instantiate"):
            return self.tally.skip("generated", "Nix is not installed")
        out = subprocess.run(["nix-instantiate", "--eval", "--json", "--strict",
                              self.folder.directory / "go-packages.nix"], check=True, capture_output=True,
                             text=True).stdout
        data = json.loads(out)
        lines = []
        for platform in self.folder.platforms:
            for cgo in (False, True):
                lines += [f"{platform}, cgo {int(cgo)}: {line}"
                          for line in self.compare_generated(data, platform, cgo)]
        return self.tally.expect(f"generated for {self.label}", lines)

    def compare_generated(self, data, platform, cgo):
        """Every leaf is built from what compiles all that it needs, from one version of each module, and no
        instance compiles what none of its leaves needs."""
        records = Records(data, platform, cgo)
        needed = collections.defaultdict(set)  # by instance
        for name, leaf in data["leaves"].items():
            wanted = self.compiled[name][platform, cgo]
            # What needs the leaf's own packages is compiled in the leaf's derivation.
            by_leaf = {golang.module_of(key) for key in leaf.get("private", [])}
            private = {p for p, module in wanted.items() if module in by_leaf}
            closure = records.closure(name)
            found = set().union(*(records.packages(key) for key in closure))
            yield from (f"missing for {name}: {p}" for p in wanted.keys() - private - found)
            versions = {}
            for key in sorted(closure):
                if versions.setdefault(golang.module_of(key), records.version(key)) != records.version(key):
                    yield f"{name} has two versions of {golang.module_of(key)}"
                needed[key] |= wanted.keys()
        for key in data["modules"]:
            yield from (f"nobody needs, in {key}: {p}" for p in records.packages(key) - needed[key])

    # --- sums and hashes ----------------------------------------------------------------------------

    def hashes(self):
        sources = self.folder.sources()
        records = self.downloads.get(list(sources))
        lines = []
        for m, module in sources.items():
            record = records[m]
            if "Error" in record:
                lines.append(f"{m[0]}@{m[1]}: {record['Error']}")
            elif record["Sum"] != module["sum"]:
                lines.append(f"{m[0]}@{m[1]}: go says {record['Sum']}, goset {module['sum']}")
        self.tally.expect(f"sums of {self.label} ({len(sources)})", lines)
        mods = []
        for path, module in self.folder.data["modules"].items():
            record = records.get((path, module["version"]))
            if record and record.get("GoModSum") != module["goModSum"]:
                mods.append(f"{path}: go says {record.get('GoModSum')}, goset {module['goModSum']}")
        self.tally.expect(f"go.mod sums of {self.label}", mods)
        if not shutil.which("nix-hash"):
            return self.tally.skip("hashes", "Nix is not installed")
        hashes = self.downloads.nix_hashes(list(sources))
        return self.tally.expect(f"hashes of {self.label}", [
            f"{m[0]}@{m[1]}: nix says {hashes[m]}, goset {module['hash']}"
            for m, module in sources.items() if hashes[m] != module["hash"]])

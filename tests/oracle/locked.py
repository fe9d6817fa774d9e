"""goset's side of a comparison: a folder with a set, and what goset says of it."""

import json
import os
import pathlib
import subprocess


class Folder:
    """A set that goset locks. It shares no cache with Go: `env` names its own."""

    def __init__(self, goset, directory, env):
        self.goset = goset
        self.directory = pathlib.Path(directory)
        self.env = {**os.environ, "GOMODCACHE": str(self.directory / "none"), **env}
        self.directory.mkdir(parents=True)
        self.text = 'go = "1.26"\n'

    def add(self, name, tags=(), **where):
        """Adds a leaf: module and version, or path."""
        self.text += f"\n[leaf.{name}]\n" + "".join(f'{key} = "{value}"\n' for key, value in where.items())
        if tags:
            self.text += f"tags = {json.dumps(list(tags))}\n"

    def try_run(self, *arguments):
        return subprocess.run([self.goset, "-C", self.directory, *arguments], capture_output=True,
                              text=True, env=self.env)

    def run(self, *arguments):
        done = self.try_run(*arguments)
        if done.returncode != 0:
            raise SystemExit(f"goset {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def lock(self):
        """Locks; returns what goset says where it refuses, else None."""
        (self.directory / "goset.toml").write_text(self.text)
        done = self.try_run("lock")
        if done.returncode != 0:
            return done.stderr.strip()
        self.summary = [line for line in done.stderr.splitlines() if not line.startswith("  ")]
        self.data = json.loads((self.directory / "goset.lock").read_text())
        self.modules = json.loads(self.run("list", "--format", "json"))
        self.platforms = self.data["inputs"]["platforms"]
        return None

    def base(self):
        """Versions of the set itself."""
        return {path: m["version"] for path, m in self.data["modules"].items()}

    def shared(self, leaf):
        """Versions of the set itself, of what the leaf needs."""
        return {m["path"]: m["version"] for m in self.modules if "track" not in m and leaf in m["leaves"]}

    def track(self, leaf):
        """What the leaf's track has instead: path -> version, and path -> what replaces it."""
        name = self.data["leaves"][leaf].get("track")
        if self.keeps_own(leaf):
            return {}, {m["path"]: tuple(m["replace"].split("@")) for m in self.modules
                        if "replace" in m and leaf in m["leaves"]}
        own = [m for m in self.modules if name and m.get("track") == name]
        versions = {m["path"]: m["version"] for m in own}
        replaced = {m["path"]: tuple(m["replace"].split("@")) for m in self.modules
                    if "replace" in m and m.get("track") in (None, name)}
        return versions, replaced

    def keeps_own(self, leaf):
        """Whether the leaf has the versions that it selects alone."""
        name = self.data["leaves"][leaf].get("track")
        return bool(name and self.data["tracks"][name].get("own"))

    def reason(self, leaf):
        """Why the leaf has a track; None if it has none."""
        name = self.data["leaves"][leaf].get("track")
        return name and self.data["tracks"][name].get("reason", "it keeps its own versions")

    def is_apart(self, leaf):
        """Whether the set's versions are chosen without the leaf: but for one whose track has no more than what
        its replace lines change."""
        return " replaces " not in (self.reason(leaf) or " replaces ")

    def sources(self):
        """What is downloaded, with its record: (path, version) -> module."""
        found = {}
        for m in self.modules:
            provider = tuple(m["replace"].split("@")) if "replace" in m else (m["path"], m["version"])
            found[provider] = m
        return found

    def unsupported(self, leaf):
        return self.data["leaves"][leaf].get("unsupported") or {}

    def own(self, leaf):
        """The leaf's own build list."""
        return dict(line.split(" ") for line in self.run("list", "--own", "--leaf", leaf).splitlines())

    def packages(self, leaf, platform, cgo):
        """What a leaf needs: package -> MODULE@VERSION; a package of its own has the module path alone."""
        out = self.run("list", "--packages", "--leaf", leaf, "--platform", platform,
                       *(["--cgo"] if cgo else []))
        return dict(line.rsplit(" ", 1) for line in out.splitlines())

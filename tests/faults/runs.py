"""Commands to be killed, each in a place of its own: a folder, a cache, a temporary directory."""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

from world import World

HEAD = 'go = "1.26"\ntoolchain = "1.26.8"\n'
PROG = '\n[leaf.prog]\nmodule = "example.com/prog"\nversion = "v1.0.0"\n'
OTHER = '\n[leaf.other]\nmodule = "example.com/other"\nversion = "v1.0.0"\n'
LIB = ("example.com/lib", "v1.0.0")


def state(directory):
    """All files below a directory, with their contents, and links."""
    found = {}
    for place in sorted(directory.rglob("*")):
        name = str(place.relative_to(directory))
        if place.is_symlink():
            found[name] = os.readlink(place)
        elif place.is_file():
            found[name] = place.read_bytes()
    return found


class Runs:
    """What all commands have in common: the programs, and the world that they ask."""

    def __init__(self, build, directory):
        self.build = build
        self.directory = directory
        (directory / "world").mkdir()
        self.world = World(directory / "world")
        self.library = build / "tests" / "faults" / "libgoset-faults.so"

    @contextlib.contextmanager
    def place(self):
        with tempfile.TemporaryDirectory(prefix="run-", dir=self.directory) as place:
            yield pathlib.Path(place)

    def environment(self, place):
        world = self.directory / "world"
        standin = pathlib.Path(__file__).parent / "standin"
        return {
            "PATH": f"{standin}:{os.environ['PATH']}", "HOME": str(place), "STORE": str(place),
            "GOSET_CACHE": str(place / "cache"), "GOMODCACHE": str(place / "none"), "GOENV": "off",
            "TMPDIR": str(place / "temporary"), "GOPROXY": f"file://{world}/proxy",
            "GOSUMDB": f"{self.world.database.verifier} file://{world}/sumdb"}

    def faulty(self, **faults):
        """Variables that have a program run into these faults (preload.cpp)."""
        words = " ".join(f"{name}={number}" for name, number in faults.items())
        return {"LD_PRELOAD": str(self.library), "GOSET_FAULTS": words} if faults else {}


class Trial:
    """One run of a command that is to be killed, and those after it."""

    def __init__(self, command, place):
        self.command = command
        self.runs = command.runs
        self.place = place
        self.folder = place / "folder"
        self.said = ""
        self.faults = []

    def expect(self, is_right, what):
        if not is_right:
            self.faults.append(what)

    def start(self, words, env):
        program, *rest = words
        return subprocess.Popen(
            [self.runs.build / program, *rest], cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env={**self.runs.environment(self.place), **env})

    def call(self, *words, env=None):
        """The exit code of a program; a signal is a negative one."""
        process = self.start(words, env or {})
        _, said = process.communicate(timeout=60)
        self.said = said.decode(errors="replace")
        return process.returncode

    def run(self, after=None, **faults):
        """Runs the command, to be killed by a fault or after a time."""
        process = self.start(self.command.words, self.runs.faulty(**faults))
        if after is not None:
            time.sleep(after)
            process.send_signal(signal.SIGKILL)
        _, said = process.communicate(timeout=60)
        self.said = said.decode(errors="replace")
        return process.returncode

    def is_new(self):
        return self.command.result(self.place) == self.command.new

    def recover(self, seed):
        """What the runs after a kill find; whether the files were the old ones."""
        is_old = self.command.settle(self, seed)
        code = self.call(*self.command.again(is_old))
        self.expect(code == 0, f"the next run ends with {code}: {self.said}")
        self.expect(self.is_new(), f"the next run does not give the new files: {self.said}")
        self.expect_no_litter()
        return is_old

    def expect_no_litter(self):
        """After a run that uses the cache, a folder has the files of the set alone, and temporary
        directories nothing."""
        code = self.call("goset", "hash", "example.com/dep@v1.0.0")
        self.expect(code == 0, f"goset hash ends with {code}: {self.said}")
        left = [file for file in (self.place / "cache").rglob("tmp/*")]
        left += list((self.place / "temporary").iterdir())
        left += [file for file in self.folder.iterdir()
                 if file.name.startswith(".") and file.name != ".gitattributes"]
        self.expect(not left, f"left {[str(file.relative_to(self.place)) for file in left]}")


class SetCommand:
    """A command that changes the files of a set."""

    name = ""
    words = ()
    first = HEAD + PROG  # goset.toml, which is locked
    edited = None        # what it is changed to by hand then
    least_steps = 70

    def __init__(self, runs):
        self.runs = runs
        with runs.place() as place:
            trial = Trial(self, self.prepare(place))
            (trial.folder / "goset.toml").write_text(self.first)
            assert trial.call("goset", "lock") == 0, trial.said
            if self.edited:
                (trial.folder / "goset.toml").write_text(self.edited)
            self.old = state(trial.folder)
            assert trial.call(*self.words) == 0, trial.said
            self.new = state(trial.folder)
        assert self.old != self.new

    @staticmethod
    def prepare(place):
        for name in ("folder", "temporary"):
            (place / name).mkdir()
        return place

    def begin(self, place):
        self.prepare(place)
        for name, content in self.old.items():
            (place / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
            (place / "folder" / name).write_bytes(content)
        return Trial(self, place)

    def result(self, place):
        return state(place / "folder")

    def settle(self, trial, seed):
        """The next commands: one that reads, one that is killed, one that is not."""
        before = state(trial.folder)
        code = trial.call("goset", "check")
        trial.expect(code in (0, 1, 2), f"goset check ends with {code}: {trial.said}")
        trial.expect(state(trial.folder) == before, "goset check changes files")
        is_mixed = before not in (self.old, self.new) and ".goset-draft" not in str(before)
        is_told = "was interrupted" in trial.said
        trial.expect(is_told or not is_mixed, f"goset check tells nothing of a mix: {trial.said}")
        locks = ("goset", "remove", "none")  # which is not there
        trial.call(*locks, env=self.runs.faulty(kill=seed % 13 + 1))
        trial.call(*locks)
        after = state(trial.folder)
        trial.expect(after in (self.old, self.new), f"old and new files are mixed: {sorted(after)}")
        return after != self.new

    def again(self, is_old):
        return self.words if is_old else ("goset", "lock")


class Add(SetCommand):
    name = "goset add"
    words = ("goset", "add", "example.com/other@v1.0.0")


class Update(SetCommand):
    name = "goset update"
    words = ("goset", "update", "example.com/lib")


class Lock(SetCommand):
    name = "goset lock"
    words = ("goset", "lock")
    edited = HEAD + PROG + OTHER


class Layout(SetCommand):
    name = "goset lock (files to directories)"
    words = ("goset", "lock")
    edited = HEAD + 'layout = "directory"\n' + PROG
    least_steps = 30


class Prefetch:
    name = "goset prefetch"
    words = ("goset", "prefetch")
    least_steps = 20

    def __init__(self, runs):
        self.runs = runs
        lock = Lock(runs)
        self.files = lock.new
        with runs.place() as place:
            trial = self.begin(place)
            assert trial.call(*self.words) == 0, trial.said
            self.new = self.result(place)
        assert self.new[1]

    def begin(self, place):
        SetCommand.prepare(place)
        for name, content in self.files.items():
            (place / "folder" / name).write_bytes(content)
        return Trial(self, place)

    def result(self, place):
        """The folder, and which sources the store has."""
        valid = place / "valid"
        return state(place / "folder"), valid.read_text() if valid.exists() else ""

    def settle(self, trial, seed):
        trial.call(*self.words, env=self.runs.faulty(kill=seed % 13 + 1))
        return not self.result(trial.place)[1]

    def again(self, is_old):
        return self.words


class Builder:
    """A builder of Nix: it begins with nothing, and what a killed one made is removed by Nix."""

    least_steps = 10

    def __init__(self, runs):
        self.runs = runs
        with runs.place() as place:
            trial = self.begin(place)
            assert trial.call(*self.words) == 0, trial.said
            self.new = self.result(place)
        assert self.new

    def begin(self, place):
        SetCommand.prepare(place)
        return Trial(self, place)

    def result(self, place):
        return state(place / "folder")

    def settle(self, trial, seed):
        for made in trial.folder.iterdir():
            if made.name in self.made:
                shutil.rmtree(made) if made.is_dir() else made.unlink()
        return True

    def again(self, is_old):
        return self.words


class Fetch(Builder):
    name = "goset-fetch"
    words = ("goset-fetch", "@".join(LIB), "--out", "out")
    made = ("out",)


class Stage(Builder):
    name = "goset-stage"
    words = ("goset-stage", "module", "--record", "record", "--import-paths", "paths", "--deps", "empty",
             "--libraries", "empty", "--source", "needed", "--out", "out", "--stage", "stage", "--std",
             "/nix/store/std", "--go", "1.26.8")
    made = ("out", "stage")

    def begin(self, place):
        trial = super().begin(place)
        folder = place / "folder"
        (folder / "source").mkdir()
        (folder / "source" / "lib.go").write_text("package lib\n")
        # Its place must not show in what is compared.
        (folder / "record").write_text(f"{LIB[0]} {LIB[1]} - 1.21 - h1:x source\n")
        (folder / "paths").write_text(f"{LIB[0]}\n")
        (folder / "empty").write_text("")
        return trial


COMMANDS = (Add, Update, Lock, Layout, Prefetch, Fetch, Stage)

"""One case, tried."""

import hashlib
import os
import pathlib
import resource
import shutil
import stat
import subprocess
import tempfile
import threading

from damage import clear, damage
from servers import Server

MOST_MEMORY = 256 << 20
FILES = ("goset.lock", "go-packages.nix")

HEAD = 'go = "1.26"\ntoolchain = "1.26.8"\n'
PROG = '\n[leaf.prog]\nmodule = "example.com/prog"\nversion = "v1.0.0"\n'
OTHER = '\n[leaf.other]\nmodule = "example.com/other"\nversion = "v1.0.0"\n'
ARCHIVE = '\n[leaf.prog]\narchive = "{server}/archive/prog.tar.gz"\n'
SETS = {"prog": HEAD + PROG, "both": HEAD + PROG + OTHER, "archive": HEAD + ARCHIVE, "empty": HEAD}


def digest(file):
    """A file's SHA-256, or what it is instead."""
    mode = file.lstat().st_mode
    if not stat.S_ISREG(mode):
        return stat.filemode(mode)
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


class Trial:
    """run() fills in what came of it; `faults` are the ways in which that is not what must be."""

    def __init__(self, goset, world, case):
        self.goset = str(pathlib.Path(goset).resolve())
        self.world = world
        self.case = case
        self.faults = []
        self.contents = {}  # of the files that a run without faults writes
        self.exit = None
        self.said = ""
        self.memory = 0
        self.is_bad_state = False

    def run(self):
        with tempfile.TemporaryDirectory(prefix="goset-fault-") as place:
            self.place = pathlib.Path(place)
            self.folder = self.place / "folder"
            self.cache = self.place / "cache"
            self.server = Server(self.world, self.case.protocol)
            self.healthy = Server(self.world, self.case.protocol)
            try:
                self.try_case()
            except Exception as error:  # a case that can't be set up has failed
                self.faults.append(f"{type(error).__name__}: {error}")
            finally:
                self.server.close()
                self.healthy.close()
        return self

    def try_case(self):
        case = self.case
        self.prepare()
        before = self.state()
        self.server.misbehave(case.faults, case.certificate, case.connect)
        self.exit, self.said = self.command(case.env, case.limits)
        sent = self.server.sent
        self.server.behave()
        self.compare(before, sent)
        if case.heals:
            self.compare_healed()

    def prepare(self):
        """The folder and the cache as they are before the fault."""
        self.folder.mkdir()
        text = SETS[self.case.set].replace("{server}", self.server.url)
        (self.folder / "goset.toml").write_text(text)
        if self.case.before:
            self.command({}, {}, self.case.before)
            for name in FILES:
                clear(self.folder / name)
        self.reference = self.files_without_faults()
        if self.case.warm:
            for name, content in self.contents.items() if self.case.warm == "files" else ():
                (self.folder / name).write_bytes(content)
        else:
            shutil.rmtree(self.cache, ignore_errors=True)
        for text in self.case.damage:
            damage(self.place, text)

    def files_without_faults(self):
        """What the command makes of the set, after which only goset.toml is there again."""
        toml = (self.folder / "goset.toml").read_bytes()
        code, said = self.command({}, {})
        if code != 0 and self.case.heals:
            raise RuntimeError(f"without faults: exit code {code}: {said}")
        files = self.state()
        for name in files:
            if name in FILES:
                self.contents[name] = (self.folder / name).read_bytes()
            clear(self.folder / name)
        (self.folder / "goset.toml").write_bytes(toml)
        return files

    def state(self):
        """What is in the folder, by name: the hash of a file, the kind of anything else."""
        return {file.name: digest(file) for file in sorted(self.folder.iterdir())}

    def command(self, env, limits, command=None):
        """Runs the case's command, or another; its exit code and what it wrote to stderr. A signal is a negative code."""
        places = {"server": self.server.url, "healthy": self.healthy.url}
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.place), "GOSET_CACHE": str(self.cache),
            "GOMODCACHE": str(self.place / "none"), "GOENV": "off", "TMPDIR": str(self.temporary()),
            "SSL_CERT_FILE": self.world.authority.file("authority.crt"), "GOSET_HTTP_TIMEOUT": "4",
            "GOPROXY": "{server}/proxy", "GOSUMDB": f"{self.world.database.verifier} {{server}}/sumdb",
            **env}
        environment = {name: value.format(**places) for name, value in environment.items()}
        words = [self.goset, *(command or self.case.run).split()]

        def limit():
            for name, value in limits.items():
                resource.setrlimit(getattr(resource, name), (value, value))

        process = subprocess.Popen(words, env=environment, cwd=self.folder, preexec_fn=limit,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        guard = threading.Timer(50, process.kill)
        guard.start()
        said = process.stderr.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        guard.cancel()
        process.stderr.close()
        self.memory = max(self.memory, usage.ru_maxrss << 10)
        for given, shown in ((self.server.url, "SERVER"), (f"{self.folder}/", ""), (str(self.place), "PLACE")):
            said = said.replace(given, shown)
        return process.returncode, said

    def temporary(self):
        place = self.place / "temporary"
        place.mkdir(exist_ok=True)
        return place

    def expect(self, is_right, what):
        if not is_right:
            self.faults.append(what)
        return is_right

    def compare(self, before, sent):
        case = self.case
        errors = [line for line in self.said.splitlines() if line.startswith(("error:", "warning:"))]
        first = errors[0] if errors else ""
        self.expect(self.exit == case.exit, f"exit code {self.exit} instead of {case.exit}")
        self.expect(first == case.says, f"says {first!r} instead of {case.says!r}")
        for text in case.why:
            self.expect(text in self.said, f"does not say {text!r}")
        self.expect(self.memory <= MOST_MEMORY, f"took {self.memory >> 20} MiB of memory")
        self.expect(sent <= case.reads, f"was sent {sent} bytes")
        self.expect(not any(c in self.said for c in "\x1b\x07\u202e"), "prints control characters")
        after = self.state()
        wanted = before if self.exit else self.reference
        if not self.expect(after == wanted, f"left {sorted(after)}, not all of them right"):
            self.is_bad_state = True
        self.compare_litter()

    def compare_litter(self):
        """A run that ended leaves nothing behind that only it knew of."""
        litter = [file for place in ("cache/tmp", "temporary", "folder/.goset-draft")
                  for file in (self.place / place).rglob("*") if file.is_file()]
        if not self.expect(not litter, f"left {[str(f.relative_to(self.place)) for f in litter]}"):
            self.is_bad_state = True

    def compare_healed(self):
        code, said = self.command({}, {})
        healed = code == 0 and self.state() == self.reference
        if not self.expect(healed, f"does not heal: exit code {code}: {said}"):
            self.is_bad_state = True
        self.compare_litter()

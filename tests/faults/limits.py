"""goset with too little of what it needs, and beside others: cases for kills.py."""

import os
import resource
import shutil
import subprocess

from runs import Lock, state

NOBODY = 65534


class Case:
    """A set is locked under a limit: it works, or says plainly what is missing and changes nothing."""

    commands = {}

    def __init__(self, name, words=("goset", "lock"), limits=None, user=None, says="", codes=(0, 2),
                 least_failures=0, env=None, needs=None, **faults):
        self.name = name
        self.words = words
        self.limits = limits or {}
        self.user = user
        self.says = says
        self.codes = codes
        self.least_failures = least_failures
        self.env = env or {}
        self.needs = needs
        self.given = faults

    def __call__(self, runs):
        self.faults = []
        self.is_skipped = bool(self.needs and not shutil.which(self.needs)
                               or self.user is not None and os.geteuid() != 0)
        try:
            if not self.is_skipped:
                self.try_all(runs, Lock(runs))
        except (OSError, AssertionError, subprocess.SubprocessError) as error:
            self.faults.append(f"{type(error).__name__}: {error}")
        return self

    def try_all(self, runs, command):
        """One run for each value of a limit or fault that is a range."""
        failures = 0
        for limits, faults in self.values():
            with runs.place() as place:
                trial = command.begin(place)
                self.faults += [f"{limits or faults}: {fault}"
                                for fault in self.try_one(trial, command, limits, faults)]
                failures += trial.code != 0
        if failures < self.least_failures:
            self.faults.append(f"has failed {failures} times only")

    def values(self):
        given = [("limit", name, value) for name, value in self.limits.items()]
        given += [("fault", name, value) for name, value in self.given.items()]
        for kind, name, value in given or [("", "", 0)]:
            for one in value if isinstance(value, range) else [value]:
                yield ({name: one}, {}) if kind == "limit" else ({}, {name: one} if kind else {})

    def try_one(self, trial, command, limits, faults):
        if self.user is not None:
            for place in (trial.place, trial.folder, *trial.place.iterdir(), *trial.folder.iterdir()):
                os.chown(place, self.user, self.user)

        def limit():
            for name, value in limits.items():
                resource.setrlimit(getattr(resource, name), (value, value))
            if self.user is not None:
                os.setgid(self.user)
                os.setuid(self.user)

        process = subprocess.run(
            [trial.runs.build / self.words[0], *self.words[1:]], cwd=trial.folder, preexec_fn=limit,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60,
            env={**trial.runs.environment(trial.place), **trial.runs.faulty(**faults), **self.env})
        trial.said = process.stderr.decode(errors="replace")
        trial.code = process.returncode
        trial.expect(trial.code in self.codes, f"exit code {trial.code}: {trial.said}")
        if trial.code == 0:
            trial.expect(state(trial.folder) == command.new, "does not give the new files")
        else:
            trial.expect(state(trial.folder) == command.old, "has changed files")
            errors = [line for line in trial.said.splitlines() if line.startswith("error:")]
            trial.expect(bool(errors), f"tells no error: {trial.said}")
            trial.expect(self.says in trial.said, f"does not say {self.says!r}: {trial.said}")
        trial.expect(trial.call("goset", "lock") == 0, f"then fails: {trial.said}")
        trial.expect(trial.is_new(), "then does not give the new files")
        trial.expect_no_litter()
        return trial.faults


class FullDisk(Case):
    """A disk that is really full: a file system in memory, in a mount namespace."""

    def try_all(self, runs, command):
        with runs.place() as place:
            trial = command.begin(place)
            script = ('mount -t tmpfs -o size=48k none "$1" && cd "$1" && cp -r "$2/folder" . && cd folder &&'
                      ' { "$3" lock 2>"$2/said"; echo $? >"$2/code"; cp -r . "$2/after"; }')
            (place / "disk").mkdir()
            done = subprocess.run(
                ["unshare", "-m", "sh", "-c", script, "sh", place / "disk", place, runs.build / "goset"],
                env={**runs.environment(place), "GOSET_CACHE": str(place / "disk" / "cache"),
                     "TMPDIR": str(place / "disk")}, capture_output=True, timeout=60)
            if not (place / "code").exists():
                self.is_skipped = b"not permitted" in done.stderr
                trial.expect(self.is_skipped, f"can't be tried: {done.stderr.decode()}")
            else:
                said = (place / "said").read_text()
                after = state(place / "after")
                code = int((place / "code").read_text())
                trial.expect(code in self.codes, f"exit code {code}: {said}")
                trial.expect(code == 0 or self.says in said, f"does not say {self.says!r}: {said}")
                trial.expect(after == (command.old if code else command.new), "half of it is written")
            self.faults += trial.faults


class PidNamespaces(Case):
    """Ten runs on one cache at once, each in a pid namespace: all have the same number."""

    def try_all(self, runs, command):
        with runs.place() as place:
            trials = []
            for number in range(10):
                one = place / str(number)
                one.mkdir()
                trials.append(command.begin(one))
                (one / "cache").symlink_to(place / "cache")
            (place / "cache").mkdir()
            processes = [subprocess.Popen(
                ["unshare", "--pid", "--fork", "--kill-child", runs.build / "goset", "lock"],
                cwd=trial.folder, env=runs.environment(trial.place), stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for trial in trials]
            for trial, process in zip(trials, processes):
                said = process.communicate(timeout=60)[1].decode(errors="replace")
                if "not permitted" in said:
                    self.is_skipped = True
                    continue
                trial.expect(process.returncode == 0, f"exit code {process.returncode}: {said}")
                trial.expect(trial.is_new(), "does not give the new files")
            trials[0].expect_no_litter()
            self.faults += [fault for trial in trials for fault in trial.faults]


class LiveRun(Case):
    """What a run that lives has in the cache stays when another begins."""

    def try_all(self, runs, command):
        with runs.place() as place:
            trial = command.begin(place)
            assert trial.run(kill=60) == -9, trial.said
            left = list((place / "cache" / "tmp").glob("run-*.lock"))
            trial.expect(bool(left), "a killed run has left nothing")
            holder = subprocess.Popen(["flock", left[0], "cat"], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE)
            holder.stdin.write(b"x")
            holder.stdin.flush()
            holder.stdout.read(1)
            trial.expect(trial.call("goset", "lock") == 0, trial.said)
            trial.expect(left[0].exists() and left[0].with_suffix("").is_dir(), "a live run lost its files")
            holder.communicate()
            trial.expect(trial.call("goset", "lock") == 0, trial.said)
            trial.expect_no_litter()
            self.faults += trial.faults


SPACE = "No space left on device"
CASES = (
    Case("no_thread_but_one", threads=0, codes=(0,)),
    Case("few_threads", threads=range(1, 6), codes=(0,)),
    Case("no_thread_for_version_control", threads=0, env={"GOPROXY": "direct"}, needs="go", codes=(2,),
         says="no thread can be started: a limit of processes or memory is reached"),
    Case("a_hundred_thousand_jobs", words=("goset", "-j", "100000", "lock"), codes=(0,)),
    Case("more_jobs_than_threads", words=("goset", "-j", "100000", "lock"), threads=3, codes=(0,)),
    Case("process_limit", limits={"RLIMIT_NPROC": range(0, 4)}, user=NOBODY, codes=(0,)),
    Case("descriptors", limits={"RLIMIT_NOFILE": range(5, 24)}, least_failures=1),
    Case("file_size", limits={"RLIMIT_FSIZE": range(0, 1500, 100)}, says="File too large", least_failures=3),
    Case("full_disk_at_each_write", nospace=range(1, 140, 3), says=SPACE, least_failures=10),
    FullDisk("full_disk", says=SPACE),
    PidNamespaces("ten_runs_of_one_pid"),
    LiveRun("files_of_a_live_run"),
)

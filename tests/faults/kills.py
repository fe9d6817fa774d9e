#!/usr/bin/env python3
"""goset killed at each step and at random moments, and with too little of what it needs.

    kills.py [--long] [--seed N] BUILD

BUILD is the build directory. Each command of COMMANDS is run on a `file://` proxy with an empty cache
and killed (SIGKILL): once after each change that it makes to the file system, in order, by a library
that counts them (preload.cpp), and at random moments. Then

- the next command that locks the folder is killed at some step too,
- after the one behind it, the files of the set are the old ones or the new ones, never a mix,
- the next run succeeds and gives the new ones,
- and nothing is left over beside them, in the cache's and in the system's temporary directories.

limits.py has the cases of too little: threads, descriptors, space; and ten runs on one cache, each in a
pid namespace of its own.

Prints a line for each failure, then the figures, and at last `kills: N passed, N failed`.
"""

import argparse
import concurrent.futures
import pathlib
import random
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import limits  # noqa: E402
from runs import COMMANDS, Runs  # noqa: E402

RANDOM_KILLS = {False: 60, True: 400}
AT_ONCE = 4


class Sweep:
    """All kills of one command."""

    def __init__(self, runs, command):
        self.runs = runs
        self.command = command
        self.kills = 0
        self.old = 0
        self.faults = []

    def attempt(self, name, **fault):
        """One kill; False if the command came to its end before."""
        with self.runs.place() as place:
            trial = self.command.begin(place)
            code = trial.run(**fault)
            if code != -9:
                trial.expect(code == 0, f"exit code {code}: {trial.said}")
                trial.expect(trial.is_new(), "is not done")
            else:
                self.kills += 1
                self.old += trial.recover(seed=self.kills)
            self.faults += [f"{self.command.name} {name}: {fault}" for fault in trial.faults]
            return code == -9

    def each_step(self):
        step = 1
        while self.attempt(f"step {step}", kill=step):
            step += 1
        if step < self.command.least_steps:
            self.faults.append(f"{self.command.name}: only {step} steps")
        return self

    def moments(self, count, seed):
        dice = random.Random(f"{seed} {self.command.name}")
        begin = time.monotonic()
        with self.runs.place() as place:
            self.command.begin(place).run()
        duration = time.monotonic() - begin
        for _ in range(count):
            after = dice.random() * duration
            self.attempt(f"after {after * 1000:.1f} ms", after=after)
        return self


def sweep(runs, command, count, seed):
    return Sweep(runs, command).each_step().moments(count, seed)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--long", action="store_true")
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    # Thousands of times nothing has to reach a disk.
    memory = "/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="goset-kills-", dir=memory) as place:
        pathlib.Path(place).chmod(0o711)  # a case is of another user
        runs = Runs(asked.build.resolve(), pathlib.Path(place))
        count = -(-RANDOM_KILLS[asked.long] // len(COMMANDS))
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            sweeps = list(pool.map(lambda make: sweep(runs, make(runs), count, asked.seed), COMMANDS))
            cases = list(pool.map(lambda case: case(runs), limits.CASES))
    faults = [fault for swept in sweeps for fault in swept.faults]
    for fault in faults:
        print(f"FAILED {fault}")
    for swept in sweeps:
        print(f"{swept.command.name}: {swept.kills} kills, {swept.old} with the old files after")
    for case in cases:
        for fault in case.faults:
            print(f"FAILED {case.name}: {fault}")
    kills = sum(swept.kills for swept in sweeps)
    skipped = sum(case.is_skipped for case in cases)
    failed = len(faults) + sum(bool(case.faults) for case in cases)
    print(f"{kills} kills, {len(cases)} cases of too little; bad states: {failed}")
    passed = max(kills + len(cases) - skipped - failed, 0)
    print(f"kills: {passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

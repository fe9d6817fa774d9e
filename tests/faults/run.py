#!/usr/bin/env python3
"""What goset does when proxies, networks and its own cache are faulty.

    run.py [--show] GOSET [NAME]...

Each table of cases/*.toml is a case (cases.py says what it may have): it is run with its fault, and its
exit code, the first line of its message, the set's files, the cache, its memory and what it read are
compared with what they must be; then the fault is taken away, and the same command must succeed with
the same cache, and give the files that a run without faults gives. NAME chooses cases by part of their
name; --show prints what each said.

Prints a line for each failure, then the figures, and at last `faults: N passed, N failed`.
"""

import concurrent.futures
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from cases import load  # noqa: E402
from trial import Trial  # noqa: E402
from world import World  # noqa: E402

AT_ONCE = 12


def main():
    words = sys.argv[1:]
    show = "--show" in words
    goset, *names = [word for word in words if word != "--show"]
    cases = load(pathlib.Path(__file__).parent / "cases", names)
    with tempfile.TemporaryDirectory(prefix="goset-faults-") as place:
        world = World(pathlib.Path(place))
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            trials = list(pool.map(lambda case: Trial(goset, world, case).run(), cases))
    failed = [trial for trial in trials if trial.faults]
    for trial in trials if show else failed:
        print(f"--- {trial.case.name}: exit code {trial.exit}")
        print("".join(f"    {line}\n" for line in trial.said.splitlines()), end="")
        for fault in trial.faults:
            print(f"FAILED {trial.case.name}: {fault}")
    most = max((trial.memory for trial in trials), default=0)
    bad = sum(trial.is_bad_state for trial in trials)
    print(f"{len(trials)} cases; most memory {most >> 20} MiB; bad states: {bad}")
    print(f"faults: {len(trials) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

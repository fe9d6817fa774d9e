"""The cases of a folder of TOML files, each a table:

    over         protocols: "http1" (the default), "tls", "h2"; the case is run with each
    faults       what the server does: "PATH KIND [ARGUMENT] [xTIMES]" (servers.py); "*" is every path
    connect      what meets every connection instead; certificate: which one the server has
    set          goset.toml: "prog" (the default), "both", "archive", or "empty"
    run          the command, "lock" by default
    before       a command that was run first, without faults and for the sake of the cache
    env          more of the environment; {server} and {healthy} are URLs of servers
    warm         true: the command was run before, without faults, and its files are removed; "files":
                 they stay
    damage       what is done to files then: "PATH HOW [ARGUMENT]" (damage.py); PATH begins with
                 cache/ or folder/
    limits       of the process, by their names in Python's resource module
    exit, says   the exit code, and the first line of the message, if there is one
    why          further texts that the message must have
    reads        how many bytes it may read from the server in all
    heals        false: the command is not run again without the fault
"""

import dataclasses
import pathlib
import tomllib


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    exit: int
    says: str = ""
    protocol: str = "http1"
    faults: tuple = ()
    connect: str | None = None
    certificate: str = "good"
    set: str = "prog"
    run: str = "lock"
    before: str = ""
    env: dict = dataclasses.field(default_factory=dict)
    warm: bool | str = False
    damage: tuple = ()
    limits: dict = dataclasses.field(default_factory=dict)
    why: tuple = ()
    reads: int = 8 << 20
    heals: bool = True


def parse_fault(text):
    """PATH KIND [ARGUMENT] [xTIMES] as (PATH, KIND, ARGUMENT, TIMES)."""
    path, kind, *words = text.split(" ")
    times = -1
    if words and words[-1][:1] == "x" and words[-1][1:].isdigit():
        times = int(words.pop()[1:])
    return "" if path == "*" else path, kind, " ".join(words), times


def load(folder, names):
    """All cases, or those whose names have one of `names` in them."""
    cases = []
    for file in sorted(pathlib.Path(folder).glob("*.toml")):
        for name, table in tomllib.loads(file.read_text()).items():
            protocols = table.pop("over", ["http1"])
            table["faults"] = tuple(parse_fault(text) for text in table.get("faults", []))
            for protocol in protocols:
                full = f"{name}/{protocol}" if len(protocols) > 1 else name
                cases.append(Case(name=full, protocol=protocol, **table))
    return [case for case in cases
            if not names or any(name in case.name for name in names)]

"""What a directory of src may include and link: what is below it, and no private header of another."""

import re

# A directory and those right below it; what these may use, it may use too.
BELOW = {
    "os": [],
    "go": [],
    "escape": ["go"],
    "hash": [],
    "licenses": [],
    "model": ["go"],
    "fetch": ["model", "hash", "os", "licenses"],
    "verify": ["fetch"],
    "facts": ["verify"],
    "resolve": ["facts"],
    "set": ["resolve"],
    "audit": ["set"],
    "store": ["set", "escape"],
    "export": ["set", "escape"],
    "prove": ["set"],
    "app": ["store", "export", "prove", "audit"],
    "report": ["app"],
    "cli": ["report"],
    "cacheprog": [],
    "stage": ["cacheprog"],
    "launcher": [],
}
# Programs of their own: they run inside derivations, or before anything else, and take nothing of goset.
ALONE = {"cacheprog", "stage", "launcher"}
# Whose private headers another directory may include: a helper made of two.
SHARED = {("stage", "cacheprog")}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"', re.MULTILINE)
LINKED = re.compile(r"\b([a-z]+)_(?:lib_)?dep\b")


def all_below(directory, below):
    result = {directory}
    for other in below[directory]:
        result |= all_below(other, below)
    return result


def directory_of(file):
    """The directory of src, include/goset or tests that a file belongs to; "" for the programs' mains."""
    parts = file.split("/")
    parts = parts[2:] if parts[:2] == ["include", "goset"] else parts[1:]
    return parts[0] if len(parts) > 1 else ""


def include_fault(file, included, below):
    """What is wrong with one include of a file of src or include; "" if nothing is."""
    directory = directory_of(file)
    if included == "goset/error.hpp":
        return "goset's own header" if directory in ALONE else ""
    if included.startswith("goset/"):
        other = included.split("/")[1]
        if directory == "" or other in all_below(directory, below):
            return ""
        return f"{other} is not below {directory}"
    if "/" not in included:
        return ""
    other = included.split("/")[0]
    if directory == "" or other == directory or (directory, other) in SHARED:
        return ""
    if other == "pch" and directory == "cli":
        return ""
    return f"a private header of {other}"


def test_fault(file, included, below):
    """A test may include private headers of the directory that it tests, what they share, and fuzzing, any."""
    directory = directory_of(file)
    other = included.split("/")[0] if "/" in included else ""
    if directory not in ("support", "fuzz") and other in below and other != directory:
        return f"a private header of {other}"
    return ""


def faults(files, below=None):
    """What is wrong in `files`, text by name: sources, and the meson.build of each directory of src."""
    below = BELOW if below is None else below
    result = []
    for file, text in files.items():
        if file.endswith("meson.build"):
            directory = directory_of(file)
            for other in sorted(set(LINKED.findall(text)) & set(below)):
                if directory not in below:
                    result.append(f"{file}: {directory} is not in the list of directories")
                elif other not in all_below(directory, below):
                    result.append(f"{file}: links {other}, which is not below {directory}")
            continue
        check = test_fault if file.startswith("tests/") else include_fault
        for found in INCLUDE.finditer(text):
            fault = check(file, found.group(1), below)
            if fault:
                line = text.count("\n", 0, found.start()) + 1
                result.append(f"{file}:{line}: includes {found.group(1)}: {fault}")
    return result

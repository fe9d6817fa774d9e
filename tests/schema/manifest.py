#!/usr/bin/env python3
"""Holds docs/goset-toml.schema.json against the parser of goset.toml (src/store).

    manifest.py ROOT GOSET

The keys that the parser knows are those of the schema. What the parser accepts of the manifests of
tests/script, docs and examples fits the schema; what WRONG has is refused by both. Prints a line for each
fault and at last `manifest: N passed, N failed`.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

import jsonschema

# The list of keys in the sources of the parser, and where the schema has them.
KEYS = {
    "set_keys": ("manifest.cpp", []),
    "included_keys": ("manifest.cpp", ["$defs", "included"]),
    "track_keys": ("manifest.cpp", ["$defs", "track"]),
    "leaf_keys": ("leaf_tables.cpp", ["$defs", "leaf"]),
    "keys": ("audit_table.cpp", ["properties", "audit"]),
    "ignore_keys": ("audit_table.cpp", ["properties", "audit", "properties", "ignore", "additionalProperties"]),
}

# Refused by the parser and by the schema: a piece of goset.toml each.
WRONG = """
go = 1.26
go = "2x"
platfroms = []
platforms = "linux/amd64"
platforms = ["linux"]
toolchain = "newest"
required-version = "new"
include = ["/leaves/*.toml"]
include = ["leaves//x.toml"]
layout = "flat"
versions = "mine"
leaf = []
leaf.a = { module = "example.com/a" }
leaf.a = { version = "v1.0.0" }
leaf.a = { module = "example.com/a", version = "1.0.0" }
leaf.a = { module = "example.com/a", version = "v1.0.0", path = "a" }
leaf.a = { path = "a", dir = "b" }
leaf.a = { path = "a", archive = "a.zip" }
leaf.a = { path = "a", nmae = "b" }
leaf.a = { path = "a", tests = "yes" }
leaf.a = { path = "a", workspace = 1 }
leaf.a = { path = "a", packages = ["cmd/a"] }
leaf.a = { path = "a", tags = ["a b"] }
leaf.a = { path = "a", tags = "sqlite" }
leaf.a = { path = "a", optional-tags = ["a", "a"] }
leaf.a = { path = "a", optional-tags = ["a", "b", "c", "d", "e"] }
leaf.a = { path = "a", versions = "mine" }
leaf.".a" = { path = "a" }
pin = ["a"]
pin = { "example.com/a" = "> v1.0.0" }
pin = { "example.com/a" = 1 }
replace = { "example.com/a" = "../a" }
track.t = { reason = "x" }
track.t = { leaves = ["a"] }
track.t = { leaves = [], reason = "x" }
track.t = { leaves = ["a"], reason = "x", pins = {} }
audit = { databse = "x" }
audit = { go = "newest" }
audit = { ignore = { "CVE-2024-1" = { reason = "x" } } }
audit = { ignore = { "GO-2024-1" = {} } }
audit = { ignore = { "GO-2024-1" = { reason = "x", until = "soon" } } }
"""


class Parser:
    """goset itself: what `doctor` says of a set."""

    def __init__(self, goset, work):
        self.goset, self.work = goset, pathlib.Path(work)
        self.environment = {"HOME": str(work), "PATH": "", "GOPROXY": "off", "GOSUMDB": "off"}

    def fault(self, text):
        """What it says of a goset.toml; empty if it takes it. Includes and directories are not there."""
        (self.work / "goset.toml").write_text(text)
        command = [self.goset, "-C", str(self.work), "doctor", "--format", "json", "--offline"]
        shown = subprocess.run(command, capture_output=True, text=True, env=self.environment, check=False)
        (item,) = [check for check in json.loads(shown.stdout)["checks"] if check["name"] == "set"]
        return item["text"] if item["state"] == "problem" else ""


def at(schema, place):
    for key in place:
        schema = schema[key]
    return schema


def different_keys(root, schema):
    for name, (file, place) in KEYS.items():
        source = (root / "src/store" / file).read_text()
        listed = re.search(r"\b%s = \{(.*?)\};" % name, source, re.S)
        known = set(re.findall(r'"([^"]+)"', listed[1]))
        stated = set(at(schema, place)["properties"])
        for key in sorted(known ^ stated):
            yield f"{name}: {'the schema' if key in known else 'the parser'} does not know \"{key}\""


def manifests(root):
    """Yields (place, text) of each goset.toml in tests, documentation and examples."""
    for file in sorted((root / "tests/script").glob("*.txt")):
        parts = re.split(r"^-- (.+) --\n", file.read_text(), flags=re.M)
        for name, text in zip(parts[1::2], parts[2::2]):
            if name.endswith("goset.toml"):
                yield f"{file.name}: {name}", text
    for file in sorted((root / "examples").rglob("goset.toml")):
        yield str(file.relative_to(root)), file.read_text()
    page = (root / "docs/goset-toml.md").read_text()
    yield "docs/goset-toml.md", re.sub(r"^    ", "", re.search(r"(?:^(?:    .*)?\n)+", page, re.M)[0], flags=re.M)


def wrong():
    for line in WRONG.strip().splitlines():
        yield line if line.startswith("go =") else f'go = "1.26"\n{line}\n'


def first_fault(validator, text):
    try:
        found = next(validator.iter_errors(tomllib.loads(text)), None)
    except tomllib.TOMLDecodeError as error:
        return f"no TOML: {error}"
    return found and f"{'/'.join(map(str, found.absolute_path))}: {found.message[:200]}"


def main():
    root, goset = pathlib.Path(sys.argv[1]).resolve(), str(pathlib.Path(sys.argv[2]).resolve())
    schema = json.loads((root / "docs/goset-toml.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    faults, passed = list(different_keys(root, schema)), len(KEYS)
    with tempfile.TemporaryDirectory() as work:
        parser = Parser(goset, work)
        accepted = [(place, text) for place, text in manifests(root) if not parser.fault(text)]
        for place, text in accepted:
            if fault := first_fault(validator, text):
                faults.append(f"{place}: the schema refuses what goset takes: {fault}")
            passed += 1
        if len(accepted) < 80:
            faults.append(f"only {len(accepted)} manifests were compared")
        for text in wrong():
            if not parser.fault(text):
                faults.append(f"goset takes {text!r}")
            if not first_fault(validator, text):
                faults.append(f"the schema takes {text!r}")
            passed += 1
    for fault in faults:
        print(fault)
    print(f"manifest: {passed - len(faults)} passed, {len(faults)} failed")
    sys.exit(bool(faults))


main()

#!/usr/bin/env python3
"""Holds every golden of --format json and --format nixpkgs against docs/output.schema.json.

    check.py SCRIPTS SCHEMA

SCRIPTS is tests/script: where a line `goset ... --format json` is followed by `cmp stdout FILE`,
that file of the script is such a golden. Each form in the schema must have one. Prints a line for
each fault and at last `schema: N passed, N failed`.
"""

import json
import pathlib
import re
import shlex
import sys

import jsonschema

CHANGES = {"lock", "add", "remove", "update"}
MODES = {
    "list": ["--packages", "--track", "--outdated", "--unused", "--own"],
    "why": ["--go"],
    "diff": ["--leaf"],
}
# Of the schema, what is no form by itself.
PIECES = {"text", "texts", "version"}


def form_of(words):
    """The name in the schema of what a command prints, or None."""
    if "--format" not in words:
        return None
    output = words[words.index("--format") + 1]
    command = next(word for word in words if word in CHANGES | {"check", "list", "why", "tree", "diff", "hash"})
    if output == "nixpkgs":
        return "nixpkgs"
    if output != "json":
        return None
    if command in CHANGES:
        return "change"
    for mode in MODES.get(command, []):
        if mode in words:
            return f"{command} {mode}"
    return "change" if command == "diff" else command


def goldens(script):
    """Yields (line, form, text) of a script."""
    text = script.read_text()
    parts = re.split(r"^-- (.+) --\n", text, flags=re.M)
    files = dict(zip(parts[1::2], parts[2::2]))
    lines = parts[0].splitlines()
    form = None
    for number, line in enumerate(lines, 1):
        if re.match(r"(! )?goset ", line):
            form = form_of(shlex.split(line.lstrip("! ")))
        compared = re.fullmatch(r"cmp stdout (\S+)", line)
        if compared and form:
            yield number, form, files[compared[1]]


def main():
    scripts, schema_file = map(pathlib.Path, sys.argv[1:])
    schema = json.loads(schema_file.read_text())
    seen = set()
    passed = failed = 0
    for script in sorted(scripts.glob("*.txt")):
        for number, form, text in goldens(script):
            seen.add(form)
            wanted = {"$ref": f"#/$defs/{form}", "$defs": schema["$defs"]}
            faults = list(jsonschema.Draft202012Validator(wanted).iter_errors(json.loads(text)))
            for fault in faults:
                where = "/".join(map(str, fault.absolute_path))
                print(f"{script.name}:{number}: {form}: {where}: {fault.message[:200]}")
            passed, failed = passed + (not faults), failed + bool(faults)
    for form in sorted(schema["$defs"].keys() - PIECES - seen):
        print(f"no golden is of the form {form}")
        failed += 1
    print(f"schema: {passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()

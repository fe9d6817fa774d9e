#!/usr/bin/env python3
"""Holds every golden of --format json and --format nixpkgs against docs/output.schema.json.

    check.py SCRIPTS SCHEMA COMMAND...

SCRIPTS is tests/script: where a line `goset ... --format json` is followed by `cmp stdout FILE`,
that file of the script is such a golden. The schema allows keys that it does not name, as releases may
add some; here they are faults. Each form in the schema must have a golden and be one of its root, and
each of the commands must have a golden of its help and of what it says to people. Goldens of bills of
materials are held against bills.py. Prints a line for each fault and at last
`schema: N passed, N failed`.
"""

import json
import pathlib
import re
import shlex
import sys
from urllib.parse import unquote

import bills
import jsonschema

CHANGES = {"lock", "add", "remove", "update", "pin", "hold"}
QUESTIONS = {"audit", "check", "diff", "doctor", "hash", "licenses", "list", "outdated", "prove", "sbom", "tree",
             "who", "why"}
MODES = {
    "list": ["--programs", "--packages", "--track", "--outdated", "--unused", "--own"],
    "why": ["--go"],
    "diff": ["--leaf"],
}
# Of the schema, what is no form by itself.
PIECES = {"text", "texts", "version", "day"}
# What has no golden, as times are in it: the example of docs/output.md is held against it.
TIMED = "progress"


def form_of(words):
    """The name in the schema of what a command prints, or None."""
    if "--format" not in words:
        return None
    output = words[words.index("--format") + 1]
    command = next(word for word in words if word in CHANGES | QUESTIONS)
    if output == "nixpkgs":
        return "nixpkgs"
    if output != "json":
        return None
    if command in CHANGES:
        return "change"
    if command == "outdated":
        return "list --outdated"
    for mode in MODES.get(command, []):
        if mode in words:
            return f"{command} {mode}"
    return "change" if command == "diff" else command


def strict(schema):
    """The schema without leave for keys that it does not name."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: strict(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict):
        result.setdefault("additionalProperties", False)
    return result


def root_faults(schema):
    """Yields what the root of the schema lacks: an identity, and each form."""
    if not schema.get("$id"):
        yield "the schema has no $id"
    rooted = {unquote(form["$ref"].removeprefix("#/$defs/")) for form in schema.get("anyOf", [])}
    for form in sorted((schema["$defs"].keys() - PIECES) ^ rooted):
        yield f"the root of the schema and its forms differ: {form}"


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
        golden = re.fullmatch(r"cmp stdout (\S+)", line)
        if golden and form:
            yield number, form, files[golden[1]]


def compared(script):
    """Yields (command, is_help) of each golden for people."""
    command = None
    for line in re.split(r"^-- ", script.read_text(), flags=re.M)[0].splitlines():
        if re.match(r"(! )?goset ", line):
            words = shlex.split(line.lstrip("! "))
            plain = "--format" not in words or words[words.index("--format") + 1] == "text"
            command = (words, "--help" in words) if plain else None
        if command and re.match(r"cmp std(out|err) ", line):
            yield command


def faults_of_bills(script, table):
    """Yields the name and the faults of each golden that is a bill of materials."""
    parts = re.split(r"^-- (.+) --\n", script.read_text(), flags=re.M)
    for name, contents in zip(parts[1::2], parts[2::2]):
        if name.endswith((".cdx.json", ".spdx.json")):
            yield name, bills.faults(name, contents, table)


def examples(schema_file):
    """Yields (line, form, text) of the examples beside the schema."""
    for number, line in enumerate(schema_file.with_name("output.md").read_text().splitlines(), 1):
        if line.startswith('    {"progress"'):
            yield number, TIMED, line


def without_goldens(scripts, commands):
    """Yields what has none."""
    seen = [golden for script in scripts.glob("*.txt") for golden in compared(script)]
    for command in commands:
        for is_help in (True, False):
            if not any(command in words[1:4] and of_help == is_help for words, of_help in seen):
                yield f"{command}{' --help' if is_help else ''} has no golden"


def main():
    scripts, schema_file = map(pathlib.Path, sys.argv[1:3])
    schema = json.loads(schema_file.read_text())
    table = (schema_file.parent.parent / "src/licenses/table.inc").read_text()
    seen = set()
    passed = failed = 0
    places = [(script, goldens(script)) for script in sorted(scripts.glob("*.txt"))]
    for script, texts in [*places, (schema_file.with_name("output.md"), examples(schema_file))]:
        for number, form, text in texts:
            seen.add(form)
            wanted = {"$ref": f"#/$defs/{form}", "$defs": strict(schema["$defs"])}
            value = json.loads(text)
            faults = list(jsonschema.Draft202012Validator(wanted).iter_errors(value))
            faults += jsonschema.Draft202012Validator(schema).iter_errors(value)
            for fault in faults:
                where = "/".join(map(str, fault.absolute_path))
                print(f"{script.name}:{number}: {form}: {where}: {fault.message[:200]}")
            passed, failed = passed + (not faults), failed + bool(faults)
        for name, faults in faults_of_bills(script, table):
            for fault in faults:
                print(f"{script.name}: {name}: {fault}")
            passed, failed = passed + (not faults), failed + bool(faults)
    for form in sorted(schema["$defs"].keys() - PIECES - seen):
        print(f"no golden is of the form {form}")
        failed += 1
    for fault in root_faults(schema):
        print(fault)
        failed += 1
    for fault in without_goldens(scripts, sys.argv[3:]):
        print(fault)
        failed += 1
    print(f"schema: {passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()

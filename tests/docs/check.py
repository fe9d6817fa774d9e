#!/usr/bin/env python3
"""Holds the documentation against the program: links, commands, options and messages that it names.

    check.py ROOT GOSET

Prints a line for each fault and at last `docs: N passed, N failed`.
"""

import pathlib
import re
import subprocess
import sys

# Messages that libcurl or Nix print.
FOREIGN = {"Problem with the SSL CA cert", "SSL peer certificate", "hash mismatch of a", "403"}


def links(root, page, text):
    """Links to files beside a page."""
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target and not (page.parent / target).exists():
            yield f"links to {target}, which is not there"


def commands(helps, text):
    """Every `goset COMMAND --option` in code is one that there is."""
    for words in re.findall(r"(?:^    \$ |^    |`)goset ((?:-C \S+ )?[a-z]+[^`\n]*)", text, re.M):
        words = re.sub(r"^-C \S+ ", "", words).split("#")[0].split()
        options = helps["goset"]
        if words[0] == "cache":  # of the format of an index: docs/cacheprog.md
            continue
        if words[0] not in helps:
            yield f"goset {words[0]} is no command"
            continue
        options = options | helps[words[0]]
        for word in words[1:]:
            for option in re.findall(r"--[a-z][a-z-]+", word):
                if option not in options:
                    yield f"goset {words[0]} has no {option}"


def messages(sources, text):
    """The longest literal piece of each message in the first column is in a source."""
    for row in re.findall(r"^\| (`.*?) \| ", text, re.M):
        for message in re.findall(r"`([^`]+)`", row):
            # Where a value stands, messages have something else in the source.
            piece = max(re.split(r"\.\.\.|\b1\.[0-9NM.]+|\bN\b|goset\.toml|go\.mod", message), key=len).strip(" :")
            if piece not in sources and not any(word in message for word in FOREIGN):
                yield f'no source says "{piece}"'


def help_of(goset, *words):
    shown = subprocess.run([goset, *words, "--help"], capture_output=True, text=True).stdout
    return set(re.findall(r"--[a-z][a-z-]+", shown)), shown


def main():
    root, goset = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    options, shown = help_of(goset)
    names = re.findall(r"^  ([a-z]+) ", shown.split("Subcommands:")[1], re.M)
    helps = {"goset": options, **{name: help_of(goset, name)[0] for name in names}}
    sources = "\n".join(
        re.sub(r'"\s*\n?\s*\+?\s*"', "", file.read_text())
        for directory in ("src", "nix")
        for file in sorted((root / directory).rglob("*"))
        if file.suffix in {".cpp", ".hpp", ".nix", ".sh"}
    )
    passed = failed = 0
    listed = (root / "README.md").read_text()
    for page in sorted([root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").glob("*.md")]):
        text = page.read_text()
        faults = [*links(root, page, text), *commands(helps, text)]
        if page.name == "troubleshooting.md":
            faults += messages(sources, text)
        if page.parent.name == "docs" and f"docs/{page.name}" not in listed:
            faults.append("README.md does not lead to it")
        for fault in faults:
            print(f"{page.relative_to(root)}: {fault}")
        passed, failed = passed + (not faults), failed + bool(faults)
    record = subprocess.run([sys.executable, root / "docs/record.py"], capture_output=True, text=True, check=False).stdout
    if record != (root / "docs/terminal.svg").read_text():
        print("docs/terminal.svg is not what docs/record.py makes of the tutorial")
        failed += 1
    for name in names:
        if f"`goset {name}" not in listed:
            print(f"README.md: goset {name} is not listed")
            failed += 1
    print(f"docs: {passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()

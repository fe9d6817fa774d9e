#!/usr/bin/env python3
"""No message and no page of the documentation has a turn that reads like a translation.

    turns.py ROOT

TURNS are those turns, each with what to write instead. They are looked for in the messages of the sources (check.py
says which texts those are), in the templates of generated files, and in the pages of the documentation, where code is
left out. Prints a line for each fault and at last `turns: N passed, N failed`.
"""

import pathlib
import re
import sys

import check

# A turn, and what to write instead.
TURNS = {
    r"\bof (?:its|their) own\b(?! \w)": "its own ..., a separate ..., or nothing",
    r"\bby (?:itself|themselves)\b": "automatically, alone, or nothing",
    r"\bfor want of\b": "because ... is missing",
    r"\bcan't be had\b|\bto be had\b": "is not available",
    r"\bas for all\b": "as with all",
    r"(?<!there )\b(?:is|are) no (?!longer\b|more\b|less\b|such\b)\w": "is not a ...",
    r"\bdecides? nothing\b": "has no effect",
    r"\btells\b": "shows, lists, prints, says",
    r"\bmend(?:s|ed|ing)?\b": "fix, resolve",
    r"\bin vain\b": "without success",
    r"\bstands? (?:in|at|there|beside|under|above|below|behind)\b": "is in, is at",
    r"\bwhoever\b": "anyone who, the program that",
    r"\bbeside\b": "next to, in addition to",
    r"\bgoes before\b|\bgo before\b": "takes precedence over",
    r"(?<!is )(?<!lies )\bbehind (?:a|the|its|it|them)\b": "after",
    r"\banew\b": "again",
    r"\bbut errors\b|\bnothing but errors\b": "errors only",
    r"\bthereof\b|\btherein\b|\bwherein\b|\bhitherto\b|\bforthwith\b": "plain words",
    r"\bcan't live with\b": "can't use",
    r"\bcan go one day\b": "can be removed later",
}
PATTERNS = [(re.compile(turn, re.I), instead) for turn, instead in TURNS.items()]

PAGES = ["README.md", "CHANGELOG.md", "docs/*.md", "examples/**/*.yml", "templates/*.nix"]


def prose(text):
    """The lines of a page, with blanks in the place of code."""
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if not line.startswith("    "):
            yield number, re.sub(r"`[^`]*`|\]\([^)]*\)", lambda code: "`" + " " * (len(code[0]) - 2) + "`", line)


def faults_of(place, text):
    for pattern, instead in PATTERNS:
        if found := pattern.search(text):
            yield f'{place}: "{found[0]}" ({instead}): {text.strip()[:120]}'


def faults(messages, pages):
    """(faults, how many texts are right) of messages, place by text, and pages, text by name."""
    found, passed = [], 0
    for message, (place, _) in messages.items():
        new = list(faults_of(place, message))
        found, passed = found + new, passed + (not new)
    for name, text in pages.items():
        new = [fault for number, line in prose(text) for fault in faults_of(f"{name}:{number}", line)]
        found, passed = found + new, passed + (not new)
    return found, passed


def samples():
    """Faults of this program itself: what it must find and what it must let pass."""
    wrong = ["it lies behind the set", "goset lock mends the lock", "versions of its own", "x is no leaf",
             "the file stands in goset.toml alone", "say nothing but errors", "`x` tells what changed"]
    right = ["there is no leaf x", "versions of its own go.mod", "it is no longer there", "it says what changed",
             "    $ code that tells", "`tells`"]
    for text in wrong[1:]:
        if not faults({}, {"page": text})[0]:
            yield f"turns.py lets pass: {text}"
    for text in right:
        if faults({}, {"page": text})[0]:
            yield f"turns.py does not let pass: {text}"


def main():
    root = pathlib.Path(sys.argv[1])
    sources = [(str(file.relative_to(root)), reader, file.read_text())
               for glob, reader in check.SOURCES for file in sorted(root.glob(glob))]
    pages = {str(file.relative_to(root)): file.read_text() for glob in PAGES for file in sorted(root.glob(glob))}
    found, passed = faults(check.messages(sources), pages)
    found += samples()
    for fault in found:
        print(fault)
    print(f"turns: {passed} passed, {len(found)} failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

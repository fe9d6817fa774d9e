#!/usr/bin/env python3
"""Every message that a user can get is produced by some test, which states its text.

    check.py ROOT

Messages are the texts of the sources that have words: those of C++ and of goset's Go program, those of nix/
and what its scripts echo. Each must be found, with anything for its placeholders, in what tests expect
(expected.py). exceptions.txt names those that no test produces, below the reason; a line there that is
not needed is a fault too.

Prints a line for each fault and at last `messages: N passed, N failed`.
"""

import pathlib
import re
import sys

import expected
import samples
import texts

SOURCES = [("src/**/*.cpp", texts.of_code), ("src/**/*.hpp", texts.of_code),
           ("include/**/*.hpp", texts.of_code), ("src/**/*.go", texts.of_code),
           ("nix/**/*.nix", texts.of_nix), ("nix/**/*.sh", texts.of_shell)]


def is_message(parts):
    """Words, and not a name, a separator or a piece of a format."""
    plain = "\0".join(parts).strip()
    words = re.findall(r"[A-Za-z]{2,}", plain)
    return " " in plain and len(words) >= 2


def shown(parts):
    """A message as exceptions.txt and faults write it."""
    return "{}".join(parts).strip()


def lines_of(parts):
    """The lines of a message, each with its placeholders."""
    lines = [[]]
    for part in parts:
        first, *more = part.split("\n")
        lines[-1].append(first)
        lines += [[line] for line in more]
    return [tuple(line) for line in lines]


def pattern(parts):
    """What a message looks like: anything on its line for a placeholder; a space may be a new line."""
    words = [re.sub(r"(?:\\ )+", r"\\s+", re.escape(part)) for part in parts]
    while words and not words[0]:
        words.pop(0)
    while words and not words[-1]:
        words.pop()
    return re.compile(r"[^\n]*?".join(words).removeprefix(r"\s+").removesuffix(r"\s+"))


def messages(files):
    """(file:line, parts) of each line of a message, by how it is shown; files: (name, reader, text)."""
    found = {}
    for name, reader, text in files:
        for place, parts in reader(text):
            number = text.count("\n", 0, place) + 1
            for line in lines_of(parts):
                if is_message(line):
                    found.setdefault(shown(line), (f"{name}:{number}", line))
    return found


def exceptions(text):
    """The messages that no test produces, each with its reason: `== REASON` and lines below it."""
    result, reason = {}, ""
    for line in text.splitlines():
        if line.startswith("== "):
            reason = line[3:].strip()
        elif line and not line.startswith("#"):
            result[line] = reason
    return result


def faults(files, tests, excused):
    """(faults, how many messages are right) of sources, the texts that tests expect, exceptions."""
    found, passed, goldens, unused = [], 0, "\n".join(tests), dict(excused)
    for message, (place, parts) in messages(files).items():
        unused.pop(message, None)
        if pattern(parts).search(goldens):
            if message in excused:
                found.append(f"exceptions.txt: a test produces `{message}`")
            else:
                passed += 1
        elif excused.get(message):
            passed += 1
        elif message in excused:
            found.append(f"exceptions.txt: no reason is given for `{message}`")
        else:
            found.append(f"{place}: no test produces `{message}`")
    found += [f"exceptions.txt: no source says `{message}`" for message in unused]
    return found, passed


def main():
    root = pathlib.Path(sys.argv[1])
    files = [(str(file.relative_to(root)), reader, file.read_text())
             for glob, reader in SOURCES for file in sorted(root.glob(glob))]
    tests = [text for file in sorted((root / "tests").rglob("*"))
             if file.is_file() and file.suffix != ".gz" and "corpus" not in file.parts
             for text in expected.of_file(str(file.relative_to(root / "tests")),
                                          file.read_text(errors="replace"))]
    excused = exceptions((root / "tests/messages/exceptions.txt").read_text())
    found, passed = faults(files, tests, excused)
    found += samples.faults()
    for fault in found:
        print(fault)
    print(f"messages: {passed} passed, {len(found)} failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

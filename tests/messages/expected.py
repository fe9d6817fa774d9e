"""What the tests expect, as texts. Comments, names of tests and what tests put in do not count, as far as
they can be told from what must come out.
"""

import re
import tomllib

import texts

# Their C++ does not say what must be printed.
WITHOUT_GOLDENS = {"fuzz", "oracle", "support"}


def of_unit_test(code):
    return ["{}".join(parts) for _, parts in texts.of_code(code)]


def of_script(text):
    """Patterns and goldens of a case of tests/script (tests/support/script.hpp)."""
    commands, *files = re.split(r"^-- (\S+) --\n", text, flags=re.M)
    golden, found = set(), []
    for line in commands.splitlines():
        words = line.split()
        if words[:1] == ["cmp"]:
            golden.update(words[1:])
        elif words[:1] == ["stderr"] or words[:1] == ["stdout"]:
            found.append(line.split(" ", 1)[1])
        elif words[:1] == ["holds"]:
            found.append(line.split(" ", 2)[2])
    found = [re.sub(r"\\(.)", r"\1", pattern) for pattern in found]
    return found + [files[i + 1] for i in range(0, len(files), 2) if files[i] in golden]


def of_faults(text):
    """What the cases of tests/faults say, and why."""
    found = []
    for case in tomllib.loads(text).values():
        found += [case.get("says", ""), *case.get("why", [])]
    return found


def of_worlds(text):
    """What comes out of the worlds of a file: from `=>` to the next name."""
    found, is_outcome = [], False
    for line in text.splitlines():
        if line == "=>" or line.startswith("== "):
            is_outcome = line == "=>"
        elif is_outcome and not line.startswith("#"):
            found.append(line)
    return found


def of_shell(text):
    """The lines of a shell script; what is escaped for the shell or for grep is not."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    return [re.sub(r"\\(.)", r"\1", "\n".join(lines))]


def of_nix(text):
    return ["{}".join(parts) for _, parts in texts.of_nix(text)]


def of_file(name, text):
    """What a file of the tests expects; `name` is its path below tests/."""
    folder, _, file = name.partition("/")
    if folder == "messages":
        return []
    if name.endswith(".cpp") or name.endswith(".hpp"):
        return [] if folder in WITHOUT_GOLDENS else of_unit_test(text)
    if folder == "script" and name.endswith(".txt"):
        return of_script(text)
    if folder == "faults" and name.endswith(".toml"):
        return of_faults(text)
    if "/worlds/" in name and name.endswith(".txt"):
        return of_worlds(text)
    if name.endswith(".nix"):
        return of_nix(text)
    if name.endswith(".py"):
        return texts.of_python(text)
    if name.endswith(".sh") or (text.startswith("#!") and "sh\n" in text[:40]):
        return of_shell(text)
    return []

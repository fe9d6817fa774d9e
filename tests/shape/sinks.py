"""Who writes to standard output and error, and what the renderers return: a text that was escaped for who
reads it (include/goset/escape/text.hpp), so that no name from outside gets to a terminal as it is.
"""

import re

import cxx

# Programs that are made of their own sources alone; they run inside derivations, or start others.
ALONE = ("src/cacheprog/", "src/stage/", "src/launcher/")

# What writes to a stream or a file that is open. A program's own files are written by src/os.
SINK = re.compile(
    r"\b(?:fmt|std)::(?:print|println|vprint\w*)\b"
    r"|\b(?:std::)?v?[fd]?printf\s*\(|\b(?:std::)?(?:fputs?|fputc|puts|putchar|putc|fwrite|perror)\s*\("
    r"|\bstd::(?:cout|cerr|clog|ostream|ofstream)\b|\bSTD(?:OUT|ERR)_FILENO\b|\bv?syslog\s*\(")
# What takes a text as if it were escaped, and a format string that the compiler does not know.
DOOR = re.compile(r"::trusted\s*\(|\bwrite_all\s*\(|\bfmt::runtime\b")

# A header of renderers says what they return.
RETURNS_STRING = re.compile(r"^[ \t]*(?:inline |static |constexpr )*std::string(?:_view)? (\w+)\(", re.MULTILINE)

# "FILE: WORD": who may, and why.
EXCEPTIONS = {
    "src/escape/print.cpp: fmt::print": "is how all that is printed gets out",
    "src/cli/terminal.cpp: STDERR_FILENO": "asks whether it is a terminal",
    "src/report/overview_page.cpp: trusted": "the page's own style and script, which are compiled in",
    "include/goset/report/paint.hpp: plural": "words for several targets, which escape them",
    "include/goset/report/paint.hpp: some_of": "words for several targets, which escape them",
}


def words(file, text):
    """The places in a file where it does what it may only do as an exception."""
    code = cxx.blanked(text)
    found = [(match.start(), match.group()) for match in SINK.finditer(code)]
    if "/escape/" not in file:
        found += [(match.start(), match.group()) for match in DOOR.finditer(code)]
    elif file != "include/goset/escape/print.hpp":
        found += [(match.start(), match.group())
                  for match in re.finditer(r"\bfmt::runtime\b", code)]
    if file.startswith("include/goset/report/"):
        found += [(match.start(), match.group(1)) for match in RETURNS_STRING.finditer(code)]
    return [(code.count("\n", 0, place) + 1, word.strip("(: ")) for place, word in sorted(found)]


def faults(files, exceptions=None):
    """What is wrong in `files`, text by name; exceptions that are none any more count too."""
    exceptions = EXCEPTIONS if exceptions is None else exceptions
    unused = set(exceptions)
    result = []
    for file, text in files.items():
        if not file.startswith(("src/", "include/")) or file.startswith(ALONE):
            continue
        for line, word in words(file, text):
            name = f"{file}: {word}"
            unused.discard(name)
            if name not in exceptions:
                result.append(f"{file}:{line}: {word}: print a Text (goset/escape/print.hpp)")
    return result + [f"{name}: nothing needs this exception (tests/shape/sinks.py)"
                     for name in sorted(unused)]

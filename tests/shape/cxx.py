"""A C++ source file as the checks of this directory see it: code without comments and texts, and its
functions. It relies on the repository's formatting: a block's brace follows a space or begins a
line, that of an initializer follows what it initializes.
"""

import re
from dataclasses import dataclass


@dataclass
class Function:
    name: str
    first_line: int
    lines: int  # from the first of its declaration to its closing brace


# What is no code: comments, raw strings, strings, characters (but not the ' in 1'000).
NO_CODE = re.compile(
    r'//[^\n]*'
    r'|/\*.*?\*/'
    r'|R"(?P<mark>[^()\\\s]*)\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-zA-Z_])(?:u8|u|U|L)?'(?:\\.|[^'\\\n])+'"
    r'|^[ \t]*#(?:[^\n]*\\\n)*[^\n]*',
    re.DOTALL | re.MULTILINE)

TYPE = re.compile(r"\s*(?:template\s*<.*>\s*)?(?:namespace|struct|class|union|enum)\b", re.DOTALL)


def blanked(text):
    """The code alone, each line at its place."""
    return NO_CODE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def closing(code, opening):
    """The place of the brace that closes the one at `opening`."""
    depth = 0
    for found in re.compile(r"[{}]").finditer(code, opening):
        depth += 1 if found.group() == "{" else -1
        if depth == 0:
            return found.start()
    raise ValueError("a brace is not closed")


def name_of(header):
    """The name of what `header` declares, the text before its parameters."""
    test = re.match(r"\s*(TEST_CASE|SECTION)\b", header)
    if test:
        return test.group(1)
    found = re.search(r"([\w:~]*(?:operator\s*\S+?)?)\s*\(", header)
    return found.group(1) if found and found.group(1) else "a lambda"


def functions(text):
    """The functions of a file; one inside another, a lambda or a local class's, is part of that."""
    code = blanked(text)
    found = []
    begin = place = 0  # of the declaration that is read
    while place < len(code):
        char = code[place]
        if char in ";}":
            begin = place + 1
        elif char == ":" and re.search(r"\b(public|private|protected)\s*$", code[begin:place]):
            begin = place + 1
        elif char == "{":
            header = code[begin:place]
            if re.search(r"=\s*$", header) or (place > 0 and not code[place - 1].isspace()):
                place = closing(code, place)  # an initializer
            elif "(" in header and not TYPE.match(header):
                end = closing(code, place)
                first = begin + len(header) - len(header.lstrip())
                found.append(Function(name_of(header), code.count("\n", 0, first) + 1,
                                      code.count("\n", first, end) + 1))
                place, begin = end, end + 1
            else:
                begin = place + 1  # of a namespace, class or enumeration: its members are read
        place += 1
    return found

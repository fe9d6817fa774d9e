"""The texts of C++, Go, Nix and shell sources. Texts beside each other, or with `+ a value +` between them,
are one. A text is a tuple of what stands between its placeholders: ("leaf ", ": no such file").
"""

import ast
import re

# A comment, a text, a character or one other character of C++ and Go.
TOKEN = re.compile(
    r'(?P<comment>//[^\n]*|/\*.*?\*/)'
    r'|R"(?P<mark>[^()\\\s]*)\((?P<raw>.*?)\)(?P=mark)"'
    r'|"(?P<text>(?:[^"\\\n]|\\.)*)"'
    r"|(?P<char>(?<![0-9a-zA-Z_])'(?:[^'\\\n]|\\.)+')"
    r"|(?P<code>[\w:]+|.)", re.S)
FORMAT = re.compile(r"\{[\w:.<>+]*\}|%[svdq]")
# The value between two texts that `+` puts together: no end of a statement or an argument.
BETWEEN = re.compile(r"\s*\+(?P<value>[^;?]*)\+\s*", re.S)
# Names of tests are not what they expect, and what a mistake in the program would say no message.
NAMES = re.compile(r"\b(?:TEST_CASE|SECTION|INFO|DYNAMIC_SECTION|include)\W*$"
                   r"|\bstatic_assert\([^;]*$|\blogic_error\([^;]*$")


def unescaped(text):
    """What a literal of C++ stands for."""
    try:
        return ast.literal_eval(f'"{text}"')
    except (SyntaxError, ValueError):
        return text


def parts_of(text):
    """A text of a format, at its placeholders."""
    joined = FORMAT.sub("\0", text.replace("{{", "\1").replace("}}", "\2"))
    return tuple(joined.replace("\1", "{").replace("\2", "}").split("\0"))


def is_a_value(code):
    """Whether `code` between two `+` is one value: no comma outside brackets, no bracket unclosed."""
    depth = 0
    for char in code:
        depth += (char in "([{") - (char in ")]}")
        if depth < 0 or (char == "," and depth == 0):
            return False
    return depth == 0


def joined(pieces):
    """(place, parts) of the texts among pieces (place, parts, code before it)."""
    found = []
    for place, parts, before in pieces:
        between = BETWEEN.fullmatch(before)
        if found and not before.strip(" \n+"):
            old = found[-1][1]
            found[-1] = (found[-1][0], old[:-1] + (old[-1] + parts[0],) + parts[1:])
        elif found and between and is_a_value(between["value"]):
            found[-1] = (found[-1][0], found[-1][1] + parts)
        else:
            found.append((place, parts))
    return found


def of_code(code):
    """(place, parts) of the texts of C++ or Go."""
    pieces, before = [], ""
    for token in TOKEN.finditer(code):
        if token["comment"] is not None:
            continue
        text = token["raw"] if token["raw"] is not None else token["text"]
        if text is None:
            before += token["char"] and "'" or token["code"]
            continue
        if NAMES.search(before):
            before += "_"
            continue
        if token["raw"] is None:
            text = unescaped(text)
        pieces.append((token.start(), parts_of(text), before))
        before = ""
    return joined(pieces)


def closing(code, at):
    """The place behind the brace that closes a `${` of Nix, whose contents begin at `at`."""
    depth = 1
    while at < len(code):
        if code[at] == '"':
            at = text_of_nix(code, at)[1]
            continue
        depth += (code[at] == "{") - (code[at] == "}")
        at += 1
        if depth == 0:
            return at
    return at


def text_of_nix(code, at):
    """(parts, end) of the text of Nix that begins with the quotes at `at`."""
    parts, at = [""], at + 1
    while at < len(code) and code[at] != '"':
        if code.startswith("${", at):
            at = closing(code, at + 2)
            parts.append("")
        elif code[at] == "\\":
            parts[-1] += {"n": "\n", "t": "\t"}.get(code[at + 1], code[at + 1])
            at += 2
        else:
            parts[-1] += code[at]
            at += 1
    return tuple(parts), at + 1


def of_nix(code):
    """(place, parts) of the texts of Nix in quotes; those in '' are programs and files."""
    pieces, before, at = [], "", 0
    while at < len(code):
        if code[at] == "#":
            at = (code.find("\n", at) + len(code)) % len(code) if "\n" in code[at:] else len(code)
        elif code.startswith("''", at):
            end = re.compile(r"''(?![$'\\])").search(code, at + 2)
            at, before = end.end() if end else len(code), before + "''"
        elif code[at] == '"':
            parts, end = text_of_nix(code, at)
            pieces.append((at, parts, before))
            at, before = end, ""
        else:
            before += code[at]
            at += 1
    return joined(pieces)


def of_shell(code):
    """(place, parts) of what a shell script says to its standard error."""
    found = []
    for said in re.finditer(r'^[^#\n]*?\becho "((?:[^"\\]|\\.)*)"', code, re.M):
        text = re.sub(r"\$(?:\w+|\{[^}]*\})", "\0", said[1])
        found.append((said.start(), tuple(re.sub(r"\\(.)", r"\1", text).split("\0"))))
    return found


def of_python(code):
    """The texts of Python but those which describe it."""
    tree = ast.parse(code)
    described = {id(node.body[0].value) for node in ast.walk(tree)
                 if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and node.body
                 and isinstance(node.body[0], ast.Expr)}
    return [node.value for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            and id(node) not in described]

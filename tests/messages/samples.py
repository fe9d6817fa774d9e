"""Sources with tests: what must be found untested, and what must not."""

import check
import expected
import texts

CPP = '''
// throw Error("not in a comment");
throw Error(fmt::format("leaf {}: \\"{}\\" is "
                        "not a tag", name, tag), {"tags are words"});
throw Failure(file + ": unknown key: " + parse(line, 1) + " is there");
static_assert(size == 1, "sizes are those of the file");
throw std::logic_error("nar: " + path + " is there twice");
const char* name = "single"; char brace = '"';
return is_new ? "it is new" : "it is old";
'''
CPP_MESSAGES = ['leaf {}: "{}" is not a tag', "tags are words", ": unknown key: {} is there",
                "it is new", "it is old"]

NIX = '''
# "not in a comment"
throw "goset: ${lib.head "x y z"} has no `${name}`" + " in it"
\'\' echo "not in a script" \'\'
'''
NIX_MESSAGES = ["goset: {} has no `{}` in it"]

SHELL = '''
# echo "not in a comment"
  echo "goset: $path@${version} can't be \\"fetched\\"" >&2
'''
SHELL_MESSAGES = ['goset: {}@{} can\'t be "fetched"']

MESSAGE = [("src/a.cpp", texts.of_code, 'throw Error(fmt::format("{}: no such file", name));')]
UNTESTED = "src/a.cpp:1: no test produces `{}: no such file`"

# A file of the tests, its text, and whether it expects that message.
TESTS = [
    ("app/a_test.cpp", 'CHECK(message() == "goset.toml: no such file");', True),
    ("app/a_test.cpp", '// it says "goset.toml: no such file"', False),
    ("app/a_test.cpp", 'TEST_CASE("a: no such file") { CHECK(fails()); }', False),
    ("app/a_test.cpp", 'CHECK(message().find("no such") != npos);', False),
    ("fuzz/a.cpp", 'f("goset.toml: no such file");', False),
    ("script/a.txt", "! goset lock\nstderr error: goset.toml: no such file\n", True),
    ("script/a.txt", "! goset lock\ncmp stderr err\n-- err --\nerror: goset.toml: no such\n file\n",
     True),
    ("script/a.txt", "! goset lock\n-- app/main.go --\n: no such file\n", False),
    ("script/a.txt", "# goset.toml: no such file\n! goset lock\nstderr error:.*file\n", False),
    ("script/a.txt", "goset lock\n! stderr : no such file\n", False),
    ("faults/cases/a.toml", '[a]\nsays = "error: x: no such file"\n', True),
    ("faults/cases/a.toml", '# error: x: no such file\n[a]\nrun = "lock"\n', False),
    ("resolve/worlds/a.txt", "== a name\nleaf a\n=>\nx: no such file\n", True),
    ("resolve/worlds/a.txt", "== x: no such file\nleaf a\n=>\na\n", False),
    ("nix/a.sh", 'grep -qF "x: no such file" said', True),
    ("nix/a.sh", "# x: no such file", False),
    ("nix/a.nix", '{ expected = "x: no such file"; }', True),
    ("recipes/run.py", '"""x: no such file"""\nexpect("x: no such file")', True),
    ("recipes/run.py", '"""x: no such file"""', False),
    ("docs/a.md", "x: no such file", False),
]

EXCEPTIONS = [
    ("== it needs a broken disk\n{}: no such file\n", []),
    ("{}: no such file\n", ["exceptions.txt: no reason is given for `{}: no such file`"]),
    ("== why\nnobody says that\n", [UNTESTED, "exceptions.txt: no source says `nobody says that`"]),
]


def faults():
    result = []

    def expect(what, got, wanted):
        if got != wanted:
            result.append(f"samples: {what}: {got}, not {wanted}")

    for reader, code, wanted in [(texts.of_code, CPP, CPP_MESSAGES), (texts.of_nix, NIX, NIX_MESSAGES),
                                 (texts.of_shell, SHELL, SHELL_MESSAGES)]:
        expect(reader.__name__, list(check.messages([("x", reader, code)])), wanted)
    for name, text, is_tested in TESTS:
        found, _ = check.faults(MESSAGE, expected.of_file(name, text), {})
        expect(f"{name}: {text}", found, [] if is_tested else [UNTESTED])
    for text, wanted in EXCEPTIONS:
        found, _ = check.faults(MESSAGE, [], check.exceptions(text))
        expect(text, found, wanted)
    tested = ["error: x: no such file"]
    found, _ = check.faults(MESSAGE, tested, {"{}: no such file": "a reason"})
    expect("an exception that a test produces", found,
           ["exceptions.txt: a test produces `{}: no such file`"])
    return result

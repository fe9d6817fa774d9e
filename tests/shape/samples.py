"""Bad samples: each must be found, and good ones must not."""

import cxx
import layers
import sinks
import sizes

CODE = '''
#include "x.hpp"  // int f() {
namespace {
struct Point {
  Point() : x_{1}, y_(2) {
    move();
  }
  int sum(std::vector<int> more = {}) const { return x_ + y_; }

 private:
  int x_ = 0, y_{0};
};
const char* const text = R"({ " )";  /* { */
const std::array<int, 2> numbers = {{1, 2}};
constexpr char brace = '{';
}  // namespace
std::vector<int>
Point::all() const {
  for (int i = 0; i < 2; ++i) {
    f([&] { return '"'; });
  }
  return {1'000'000};
}
template <typename T>
bool operator==(const T& a, const T& b) {
  return a.x == b.x;
}
TEST_CASE("a brace { and a quote \\" in a name") {
  CHECK(true);
}
'''

FUNCTIONS = [("Point", 5, 3), ("sum", 8, 1), ("Point::all", 17, 7), ("operator==", 24, 4),
             ("TEST_CASE", 28, 3)]


def long_function(lines):
    return "int f() {\n" + "  g();\n" * (lines - 2) + "}\n"


# The text of files, and the one fault that they have, or none.
SIZES = [
    ({"a.cpp": long_function(50)}, {}, None),
    ({"a.cpp": long_function(51)}, {}, "a.cpp:1: a.cpp: f has 51 lines, more than 50"),
    ({"a.cpp": long_function(51)}, {"a.cpp: f": "a switch"}, None),
    ({"a.cpp": "// x\n" * 450}, {}, None),
    ({"a.cpp": "// x\n" * 451}, {}, "a.cpp: a.cpp has 451 lines, more than 450"),
    ({"a.cpp": long_function(9)}, {"a.cpp: f": "a switch"},
     "a.cpp: f: nothing needs this exception (tests/shape/sizes.py)"),
]

LAYERS = [
    ("src/set/a.cpp", '#include "goset/go/x.hpp"\n#include "goset/error.hpp"\n#include "b.hpp"\n',
     None),
    ("src/go/a.cpp", '\n#include "goset/set/x.hpp"\n',
     "src/go/a.cpp:2: includes goset/set/x.hpp: set is not below go"),
    ("include/goset/go/a.hpp", '#include "goset/os/x.hpp"\n',
     "include/goset/go/a.hpp:1: includes goset/os/x.hpp: os is not below go"),
    ("src/store/a.cpp", '#include "goset/export/x.hpp"\n',
     "src/store/a.cpp:1: includes goset/export/x.hpp: export is not below store"),
    ("src/set/a.cpp", '#include "../resolve/x.hpp"\n',
     "src/set/a.cpp:1: includes ../resolve/x.hpp: a private header of .."),
    ("src/set/a.cpp", '#include "resolve/x.hpp"\n',
     "src/set/a.cpp:1: includes resolve/x.hpp: a private header of resolve"),
    ("src/stage/a.cpp", '#include "cacheprog/x.hpp"\n', None),
    ("src/stage/a.cpp", '#include "goset/hash/x.hpp"\n',
     "src/stage/a.cpp:1: includes goset/hash/x.hpp: hash is not below stage"),
    ("src/cacheprog/a.cpp", '#include "goset/error.hpp"\n',
     "src/cacheprog/a.cpp:1: includes goset/error.hpp: goset's own header"),
    ("tests/set/a.cpp", '#include "resolve/x.hpp"\n',
     "tests/set/a.cpp:1: includes resolve/x.hpp: a private header of resolve"),
    ("tests/set/a.cpp", '#include "goset/cli/x.hpp"\n#include "support/x.hpp"\n', None),
    ("src/go/meson.build", "dependencies: [fmt_dep])\n", None),
    ("src/go/meson.build", "dependencies: [fmt_dep, model_dep])\n",
     "src/go/meson.build: links model, which is not below go"),
]

TEXT = "print a Text (goset/escape/print.hpp)"
# A file, its text, exceptions, and the one fault that they have, or none.
SINKS = [
    ("src/cli/a.cpp", 'escape::say(stdout, "{}", name);  // not fmt::print\n', {}, None),
    ("src/cli/a.cpp", '\nfmt::print(stderr, "{}", name);\n', {},
     f"src/cli/a.cpp:2: fmt::print: {TEXT}"),
    ("src/cli/a.cpp", 'fmt::print("x");\n', {"src/cli/a.cpp: fmt::print": "why"}, None),
    ("src/cli/a.cpp", "\n", {"src/cli/a.cpp: fmt::print": "why"},
     "src/cli/a.cpp: fmt::print: nothing needs this exception (tests/shape/sinks.py)"),
    ("src/app/a.cpp", "std::cerr << name;\n", {}, f"src/app/a.cpp:1: std::cerr: {TEXT}"),
    ("src/app/a.cpp", "std::printf(name);\n", {}, f"src/app/a.cpp:1: std::printf: {TEXT}"),
    ("src/main.cpp", "fputs(name, stdout);\n", {}, f"src/main.cpp:1: fputs: {TEXT}"),
    ("src/os/a.cpp", "write(STDOUT_FILENO, name, 1);\n", {},
     f"src/os/a.cpp:1: STDOUT_FILENO: {TEXT}"),
    ("src/report/a.cpp", "return TerminalText::trusted(name);\n", {},
     f"src/report/a.cpp:1: trusted: {TEXT}"),
    ("src/cli/a.cpp", "escape::write_all(stdout, name);\n", {},
     f"src/cli/a.cpp:1: write_all: {TEXT}"),
    ("src/cli/a.cpp", "escape::say(stdout, fmt::runtime(name));\n", {},
     f"src/cli/a.cpp:1: fmt::runtime: {TEXT}"),
    ("src/escape/a.cpp", "return TerminalText::trusted(name);\n", {}, None),
    ("include/goset/report/a.hpp", "\n\nstd::string text(const A& a);\n", {},
     f"include/goset/report/a.hpp:3: text: {TEXT}"),
    ("include/goset/report/a.hpp", "TerminalText text(const std::string& a);\n", {}, None),
    ("src/stage/a.cpp", 'fmt::print("x");\n', {}, None),
]


def faults():
    result = []

    def expect(what, got, wanted):
        if got != wanted:
            result.append(f"{what}: {got}, not {wanted}")

    found = [(function.name, function.first_line, function.lines)
             for function in cxx.functions(CODE)]
    expect("functions", found, FUNCTIONS)
    for files, exceptions, fault in SIZES:
        expect(str(exceptions) + str(fault), sizes.faults(files, exceptions),
               [fault] if fault else [])
    for file, text, fault in LAYERS:
        expect(file, layers.faults({file: text}), [fault] if fault else [])
    for file, text, exceptions, fault in SINKS:
        expect(f"{file}: {text.strip()}", sinks.faults({file: text}, exceptions),
               [fault] if fault else [])
    return result

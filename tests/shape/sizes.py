"""How long files and functions of the C++ sources may be."""

import cxx

MOST_OF_A_FILE = 450
MOST_OF_A_FUNCTION = 50

# What may be longer, and why: "FILE: FUNCTION" or "FILE".
EXCEPTIONS = {
}


def faults(files, exceptions=None):
    """What is too long in `files`, text by name; exceptions that are none any more count too."""
    exceptions = EXCEPTIONS if exceptions is None else exceptions
    unused = set(exceptions)
    result = []

    def judge(name, place, lines, most):
        if lines <= most:
            return
        if name in exceptions:
            unused.discard(name)
        else:
            result.append(f"{place}: {name} has {lines} lines, more than {most}")

    for file, text in files.items():
        judge(file, file, text.count("\n"), MOST_OF_A_FILE)
        for function in cxx.functions(text):
            judge(f"{file}: {function.name}", f"{file}:{function.first_line}", function.lines,
                  MOST_OF_A_FUNCTION)
    return result + [f"{name}: nothing needs this exception (tests/shape/sizes.py)"
                     for name in sorted(unused)]

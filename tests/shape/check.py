"""Checks sizes, layers and printers of the C++ sources, and that the checks see what they are for.

usage: check.py ROOT FILE...
"""

import pathlib
import sys

import layers
import samples
import sinks
import sizes


def main():
    root = pathlib.Path(sys.argv[1])
    names = sys.argv[2:]
    sources = {name: (root / name).read_text() for name in names}
    builds = {str(file.relative_to(root)): file.read_text()
              for file in sorted(root.glob("src/*/meson.build"))}
    checks = {
        "samples": samples.faults(),
        "sizes": sizes.faults(sources),
        "sinks": sinks.faults(sources),
        "layers": layers.faults({**sources, **builds}),
    }
    failed = 0
    for name, faults in checks.items():
        for fault in faults:
            print(f"{name}: {fault}")
        failed += bool(faults)
    print(f"shape: {len(checks) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

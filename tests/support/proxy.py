#!/usr/bin/env python3
"""Makes a GOPROXY file tree of modules in which there is next to nothing.

    proxy.py DIRECTORY PATH@VERSION...

Also imported: make(directory, modules) does the same, sums(directory, modules) gives their go.sum.
"""

import base64
import hashlib
import json
import pathlib
import sys
import zipfile


def files_of(path):
    package = path.split("/")[-1]
    return {"go.mod": f"module {path}\n\ngo 1.20\n", f"{package}.go": f"package {package}\n"}


def program_of(path, requires):
    """A main module that imports what it requires."""
    lines = "".join(f"require {module} {version}\n" for module, version in requires)
    imports = "".join(f'import _ "{module}"\n' for module, _ in requires)
    return {
        "go.mod": f"module {path}\n\ngo 1.20\n\n{lines}",
        "main.go": f"package main\n\n{imports}\nfunc main() {{}}\n",
    }


def h1(files):
    """The h1: sum of named texts: golang.org/x/mod/sumdb/dirhash."""
    lines = "".join(
        f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in sorted(files.items())
    )
    return "h1:" + base64.b64encode(hashlib.sha256(lines.encode()).digest()).decode()


def make(directory, modules, files=None):
    """Adds (path, version) pairs; `files` gives those of a module, by path, where they are special."""
    for path, version in modules:
        place = pathlib.Path(directory) / path / "@v"
        place.mkdir(parents=True, exist_ok=True)
        content = (files or {}).get((path, version)) or files_of(path)
        (place / f"{version}.mod").write_text(content["go.mod"])
        (place / f"{version}.info").write_text(
            json.dumps({"Version": version, "Time": "2024-01-01T00:00:00Z"})
        )
        with zipfile.ZipFile(place / f"{version}.zip", "w") as made:
            for name, text in content.items():
                made.writestr(f"{path}@{version}/{name}", text)
        with (place / "list").open("a") as listed:
            listed.write(version + "\n")


def sums(modules):
    out = []
    for path, version in modules:
        files = files_of(path)
        named = {f"{path}@{version}/{name}": text for name, text in files.items()}
        out.append(f"{path} {version} {h1(named)}\n")
        out.append(f"{path} {version}/go.mod {h1({'go.mod': files['go.mod']})}\n")
    return "".join(out)


if __name__ == "__main__":
    make(sys.argv[1], [tuple(word.split("@")) for word in sys.argv[2:]])

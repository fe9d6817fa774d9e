#!/usr/bin/env python3
"""Prints docs/nix.md: the contracts that nix/ states in its comments.

    docs/generate.py > docs/nix.md

A file's contract is the comment /* ... */ at its head (in default.nix, before what it describes), an
attribute of the set has lines `# NAME :: TYPE` before it. `./dev test nix` compares.
"""

import pathlib
import re
import textwrap

NIX = pathlib.Path(__file__).resolve().parent.parent / "nix"

HEAD = """\
# The Nix library

<!-- Made by docs/generate.py from the comments in nix/. -->

    let
      goset = import ./goset/nix;
      goPackages = goset.mkGoSet { inherit pkgs; packages = ./go-packages.nix; };
    in
    goPackages.leaves.fzf

`default.nix` and `flake.nix` at the top of the repository offer `mkGoSet`, the program itself and an
overlay for nixpkgs. [go-packages.md](go-packages.md) tells of the file that a set is made from,
[examples/programs](../examples/programs) is a whole one.
"""

FILES = [
    ("mkGoSet", "default.nix"),
    ("Configurations", "configuration/default.nix"),
    ("buildLeaf", "builders/build-leaf.nix"),
]

TAIL = """\
## From buildGoModule

Name the program in goset.toml (`goset add`), and `buildGoModule { ... }` becomes
`goPackages.buildLeaf { leaf = "NAME"; ... }`.

| buildGoModule | here |
| --- | --- |
| `vendorHash`, `proxyVendor`, `deleteVendor`, `overrideModAttrs` | not needed; they are ignored with a warning |
| `subPackages`, `excludedPackages`, `ldflags`, `modRoot`, `checkFlags`, `GOFLAGS`, `buildTestBinaries`, `allowGoReference`, phases and hooks | the same |
| `tags` | `tags = [ ... ]` under `[leaf.NAME]`: they decide which modules are needed |
| `doCheck` | `tests = true` under `[leaf.NAME]`, so that what tests import is in the set; then tests run |
| `env.CGO_ENABLED`, `env.GOOS`, `env.CGO_CFLAGS` ... | `goPackages.override { cgo = false; }` ...: a configuration of the whole set |
| patches of vendored modules | `goPackages.overrideModule PATH { patches = [ ... ]; }` |
| a fork | `[replace]` in goset.toml |
"""


def block(text):
    return textwrap.indent(textwrap.dedent(text).strip("\n"), "    ")


def comment_of(file):
    """The first /* ... */ of a file, without its first line where that only names the function."""
    return re.search(r"/\*\n(.*?)\n *\*/", (NIX / file).read_text(), re.DOTALL).group(1)


def attributes():
    """NAME and text of each attribute of the set that has a contract, in the order of set.nix."""
    text = (NIX / "set.nix").read_text()
    for match in re.finditer(r"^    # (\w+) :: .*\n(?:    #.*\n)*", text, re.MULTILINE):
        lines = [line[6:] for line in match.group(0).splitlines()]
        yield match.group(1), "\n".join(line.rstrip() for line in lines)


def main():
    parts = [HEAD]
    for title, file in FILES:
        parts.append(f"## {title}\n\n{block(comment_of(file))}\n")
    parts.append("## Attributes of a set\n")
    for name, text in attributes():
        parts.append(f"### {name}\n\n{block(text)}\n")
    parts.append(TAIL)
    print("\n".join(parts), end="")


main()

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
overlay for nixpkgs. [go-packages.md](go-packages.md) describes the file that a set is made from,
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
| `tags` | `tags = [ ... ]` under `[leaf.NAME]`: they decide which modules are needed. For `tags = lib.optional withX "x"` it has `optional-tags = ["x"]`, and Nix chooses: in buildLeaf, `override` or `overrideAttrs`. Of more than four tags, each combination may be a leaf with the same source |
| `doCheck` (on by default) | `tests = true` under `[leaf.NAME]`, so that what tests import is in the set; then tests run. Without it `doCheck = true` is an error |
| `env.CGO_ENABLED` | the same, or `cgo = false`: the leaf is built in that configuration of the set |
| `env.GOOS`, `env.CGO_CFLAGS` ... | `goPackages.configure { env.CGO_CFLAGS = "-O3"; }` ...: a configuration of the whole set |
| `version` | from the lock; another one is an error, with the command that updates the set |
| `stripAllList`, `dontStrip` | the same: programs are stripped as stdenv does it, which takes Go's debugging information off. `dontStrip = true` leaves the bytes of `go build` |
| `getGoDirs`, `buildGoDir` in phases of one's own, `go` in hooks | the same |
| `overrideAttrs` of `ldflags`, `GOFLAGS`, `subPackages`, `env.CGO_ENABLED` | the same; and of `race`, `pie`, `cgo`. `tags`, or `version` and `src` of another release, are refused with the line to write |
| `buildGoModule.override { go = ...; }` | `go` of mkGoSet, or an overlay that has `go` |
| patches of vendored modules | `goPackages.overrideModule PATH { patches = [ ... ]; }` |
| a fork | `[replace]` in goset.toml |

## With callPackage

A set is a scope, made by a function in a separate file:

    # set.nix; pkgs has goset's overlay
    { mkGoSet, ... }@args:
    mkGoSet (args // { packages = ./go-packages.nix; })

    goPackages = pkgs.callPackage ./set.nix { };

callPackage puts its own `override` in the place of the set's: it calls that function with more
arguments, so since it passes them on, `goPackages.override { cgo = false; }` is the configuration as
before. Without `...` Nix refuses the argument; `goPackages.configure { cgo = false; }` always works.

`goPackages.callPackage` gives to a package what the set has, and `leaves` for the platform where a
build runs, where a package of another platform names them in `nativeBuildInputs`. Of a set only
`leaves` is searched for derivations (`recurseForDerivations`): modules are built with the programs that
need them.
"""


def block(text):
    return textwrap.indent(textwrap.dedent(text).strip("\n"), "    ")


def comment_of(file):
    """The first /* ... */ of a file, without its first line where that only names the function."""
    return re.search(r"/\*\n(.*?)\n *\*/", (NIX / file).read_text(), re.DOTALL).group(1)


def attributes():
    """NAME and text of each attribute of the set that has a contract, in the order of set.nix."""
    text = (NIX / "set.nix").read_text()
    for match in re.finditer(r"^ +# (\w+) :: .*\n(?: +#.*\n)*", text, re.MULTILINE):
        lines = [line.lstrip(" ")[2:] for line in match.group(0).splitlines()]
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

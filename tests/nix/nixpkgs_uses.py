#!/usr/bin/env python3
"""Compares what nix/ uses of nixpkgs with the list in docs/nixpkgs.md; prints what is only in one."""

import pathlib
import re
import sys

TREE = pathlib.Path(__file__).resolve().parent.parent.parent


def plain(file):
    """Its text without comments."""
    return re.sub(r"/\*.*?\*/|#[^\n]*", "", file.read_text(), flags=re.DOTALL)


def of_scope():
    """What callPackage of a set and of its internals finds there, before it looks into nixpkgs."""
    text = plain(TREE / "nix/set.nix") + plain(TREE / "nix/internal.nix")
    inherited = " ".join(re.findall(r"inherit(?: \([^)]*\))?([^;]*);", text))
    return set(re.findall(r"^ +(\w+) =", text, re.MULTILINE)) | set(inherited.split())


def used():
    found = set()
    scope = of_scope()
    for file in sorted((TREE / "nix").rglob("*.nix")):
        text = plain(file)
        found |= {f"lib.{name}" for name in re.findall(r"\blib\.([a-zA-Z'.]+)", text)}
        for head, names in re.findall(r"inherit \((pkgs[a-zA-Z.]*)\)([^;]*);", text):
            found |= {f"pkgs.{name}" for name in names.split() if name != "lib"}
        for name in re.findall(r"\b(?:pkgs|buildPackages)\.(?:buildPackages\.)?([a-zA-Z']+)", text):
            found.add(f"pkgs.{name}")
        arguments = re.match(r"\s*\{([^}]*)\}:", text)
        if arguments and file.parent != TREE / "nix":
            given = set() if file.parent.name == "packages" else scope
            found |= {f"pkgs.{name}" for name in re.findall(r"[\w-]+", arguments.group(1))
                      if name not in given | {"lib", "pkgs", "buildPackages", "goset"}}
    return found - {"pkgs.buildPackages"}


def listed():
    rows = re.findall(r"^\| (.*?) \|", (TREE / "docs/nixpkgs.md").read_text(), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`((?:lib|pkgs)\.[^`]+)`", row)}


difference = used() ^ listed()
for name in sorted(difference):
    print(f"{name}: only {'used' if name in used() else 'listed'}")
sys.exit(1 if difference else 0)

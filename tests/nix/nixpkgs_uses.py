#!/usr/bin/env python3
"""Compares what nix/ uses of nixpkgs with the list in docs/nixpkgs.md; prints what is only in one."""

import pathlib
import re
import sys

TREE = pathlib.Path(__file__).resolve().parent.parent.parent


def used():
    found = set()
    for file in sorted((TREE / "nix").rglob("*.nix")):
        text = re.sub(r"/\*.*?\*/|#[^\n]*", "", file.read_text(), flags=re.DOTALL)
        found |= {f"lib.{name}" for name in re.findall(r"\blib\.([a-zA-Z'.]+)", text)}
        for head, names in re.findall(r"inherit \((pkgs[a-zA-Z.]*)\)([^;]*);", text):
            found |= {f"pkgs.{name}" for name in names.split() if name != "lib"}
        for name in re.findall(r"\bpkgs\.(?:buildPackages\.)?([a-zA-Z]+)", text):
            found.add(f"pkgs.{name}")
        if file.name in ("goset.nix", "goset-fetch.nix"):  # what callPackage gives them
            arguments = re.match(r"\s*\{([^}]*)\}:", text).group(1)
            found |= {f"pkgs.{name}" for name in re.findall(r"[\w-]+", arguments) if name != "lib"}
    return found - {"pkgs.buildPackages"}


def listed():
    rows = re.findall(r"^\| (.*?) \|", (TREE / "docs/nixpkgs.md").read_text(), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`((?:lib|pkgs)\.[^`]+)`", row)}


difference = used() ^ listed()
for name in sorted(difference):
    print(f"{name}: only {'used' if name in used() else 'listed'}")
sys.exit(1 if difference else 0)

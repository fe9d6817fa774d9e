#!/usr/bin/env python3
"""Runs every command of docs/tutorial.md, with the module proxy, and compares what it prints.

    tutorial.py ROOT BUILD [--update]

A page has commands in indented blocks: `$ COMMAND`, and below it what it prints, on standard output and error
together. `...` there stands for any lines, and `# exit code N` behind a command says how it ends. A block below
a line that ends with `FILE`: is that file. Sizes and times are not compared. BUILD has the programs, which
`./dev dist` packs. With --update what commands print is written into the page. Prints a line for each fault and
at last `tutorial: N passed, N failed`.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

HOME = "/home/you"


class Shell:
    """A shell in a home directory that has a checkout of goset, and nothing else of this machine's user."""

    def __init__(self, root, build, home):
        self.home, self.root = pathlib.Path(home), root
        self.checkout = self.home / "goset"
        self.checkout.mkdir()
        (self.checkout / "examples").symlink_to(root / "examples")
        # What `./dev dist` does with programs that are built already.
        dev = f'#!/bin/sh\n[ "$1" = dist ] || exit 2\nGOSET_BUILD={build} exec {root}/dev pack {self.checkout}/build-dist\n'
        (self.checkout / "dev").write_text(dev)
        (self.checkout / "dev").chmod(0o755)
        self.directory, self.path = self.checkout, os.environ["PATH"]
        proxy = subprocess.run(["go", "env", "GOPROXY"], capture_output=True, text=True, check=False).stdout.strip()
        self.environment = {
            "HOME": home, "GOPROXY": os.environ.get("GOPROXY") or proxy, "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1",
            "SOURCE_DATE_EPOCH": "1795780800", "GIT_AUTHOR_NAME": "you", "GIT_AUTHOR_EMAIL": "you@example.com",
            "GIT_COMMITTER_NAME": "you", "GIT_COMMITTER_EMAIL": "you@example.com",
        }
        if os.environ.get("SSL_CERT_FILE"):
            self.environment["SSL_CERT_FILE"] = os.environ["SSL_CERT_FILE"]

    def run(self, command):
        """(exit code, lines)"""
        command = command.replace(HOME, str(self.home))
        script = f"{command}\nstatus=$?\npwd >{self.home}/.cwd\necho \"$PATH\" >{self.home}/.path\nexit $status"
        result = subprocess.run(
            ["bash", "-c", script], cwd=self.directory, env={**self.environment, "PATH": self.path},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        self.directory = pathlib.Path((self.home / ".cwd").read_text().strip())
        self.path = (self.home / ".path").read_text().strip()
        return result.returncode, result.stdout.replace(str(self.home), HOME).splitlines()


def blocks(lines):
    """Yields (first line, end, file or None) of each indented block."""
    at = 0
    while at < len(lines):
        if not lines[at].startswith("    "):
            at += 1
            continue
        end = at
        while end < len(lines) and (lines[end].startswith("    ") or
                                    (not lines[end] and end + 1 < len(lines) and lines[end + 1].startswith("    "))):
            end += 1
        above = next((line for line in reversed(lines[:at]) if line), "")
        name = re.search(r"`([\w./-]+)`:$", above)
        yield at, end, None if lines[at].startswith("    $ ") else name and name[1]
        at = end


def comparable(line):
    line = re.sub(r"\d+\.\d MB in \d+\.\d s", "N MB in T s", line)
    return re.sub(r"goset-[\d.]+-linux-\w+\.tar", "goset-V-linux-M.tar", line).rstrip()


def pattern(lines):
    """What lines look like in which `...` stands for any."""
    parts = ["(?:.*\n)*" if line == "..." else re.escape(comparable(line)) + "\n" for line in lines]
    return re.compile("".join(parts))


class Page:
    def __init__(self, lines, shell, is_update):
        self.lines, self.shell, self.is_update = lines, shell, is_update
        self.passed, self.faults, self.result = 0, [], []

    def command(self, line, printed):
        command, _, code = line[len("    $ "):].partition("    # exit code ")
        status, found = self.shell.run(command)
        said = "".join(comparable(one) + "\n" for one in found)
        if status != int(code or 0):
            self.faults.append(f"$ {command}\nended with {status}:\n{said}")
        elif self.is_update and "..." not in printed:
            printed = found
        elif not pattern(printed).fullmatch(said):
            self.faults.append(f"$ {command}\nprints:\n{said}")
        else:
            self.passed += 1
        self.result += [line, *(f"    {one}".rstrip() for one in printed)]

    def block(self, start, end):
        at = start
        while at < end:
            following = at + 1
            while following < end and not self.lines[following].startswith("    $ "):
                following += 1
            printed = [one[4:] for one in self.lines[at + 1:following]]
            gap = []
            while printed and not printed[-1]:
                gap.append(printed.pop())
            self.command(self.lines[at], printed)
            self.result += gap
            at = following

    def run(self):
        at = 0
        for start, end, name in blocks(self.lines):
            self.result += self.lines[at:start]
            if self.lines[start].startswith("    $ "):
                self.block(start, end)
            else:
                if name:
                    text = "".join(one[4:] + "\n" for one in self.lines[start:end])
                    (self.shell.directory / name).write_text(text)
                self.result += self.lines[start:end]
            at = end
        self.result += self.lines[at:]


def main():
    root, build = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    file = root / "docs/tutorial.md"
    with tempfile.TemporaryDirectory() as home:
        page = Page(file.read_text().splitlines(), Shell(root, build, os.path.realpath(home)), "--update" in sys.argv)
        page.run()
    if page.is_update:
        file.write_text("".join(line + "\n" for line in page.result))
    for fault in page.faults:
        print(fault)
    print(f"tutorial: {page.passed} passed, {len(page.faults)} failed")
    sys.exit(bool(page.faults))


main()

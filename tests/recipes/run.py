#!/usr/bin/env python3
"""Runs the recipes of examples/ci with a local git repository in place of the forge.

    run.py RELEASE.tar.gz [NAME]...

A workflow is run step by step as GitHub's runner does: `uses: actions/checkout` is a clone, a `run`
is a script of bash, expressions are those that the recipes have. goset is installed from the packed
release, as a recipe does it. Prints a line for each test and at last `recipes: N passed, N failed`.
"""

import fnmatch
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import traceback

import yaml

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent / "support"))
import proxy  # noqa: E402

examples = here.parent.parent / "examples/ci"
A, B = "example.com/a", "example.com/b"
DATABASE, DATABASE_VERSION = "golang.org/x/vulndb", "v0.0.0-20260601120000-0123456789ab"


def database():
    """The vulnerability database as a module: an entry about A, which v1.1.0 fixes."""
    events = [{"introduced": "0"}, {"fixed": "1.1.0"}]
    entry = {
        "id": "GO-2026-0001",
        "summary": "Greetings",
        "affected": [
            {
                "package": {"name": A},
                "ranges": [{"type": "SEMVER", "events": events}],
                "ecosystem_specific": {"imports": [{"path": A}]},
            }
        ],
    }
    return {"go.mod": f"module {DATABASE}\n", "data/osv/GO-2026-0001.json": json.dumps(entry)}


class Forge:
    """A bare repository with a set of two programs, one of the proxy and one of its own."""

    def __init__(self, work, release):
        self.work = work
        self.release = release
        self.bare = work / "forge.git"
        self.bin = work / "bin"
        self.bin.mkdir()
        self.said = work / "gh.log"
        # Of pull requests, those that are open are listed; an edit finds merged ones too.
        self.stub("gh", f'printf "%s\\n" "$*" >>{self.said}; [ "$2" != list ] || ! [ -e {work}/open ] || echo 7')
        tree = work / "proxy"
        one, two = (B, "v1.0.0"), (B, "v1.1.0")
        files = {
            (B, "v1.0.0"): proxy.program_of(B, [(A, "v1.0.0")]),
            (B, "v1.1.0"): proxy.program_of(B, [(A, "v1.0.0")]),
        }
        for module in files.values():
            module["go.sum"] = proxy.sums([(A, "v1.0.0")])
        files[DATABASE, DATABASE_VERSION] = database()
        proxy.make(tree, [(DATABASE, DATABASE_VERSION)], files)
        (tree / DATABASE / "@latest").write_text(json.dumps({"Version": DATABASE_VERSION}))
        proxy.make(tree, [(A, "v1.0.0"), (A, "v1.1.0"), one, two], files)
        self.environment = {
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "HOME": str(work),
            "GOPROXY": f"file://{tree}",
            "GOSUMDB": "off",
            "GIT_CONFIG_NOSYSTEM": "1",
            "RUNNER_TEMP": str(work / "runner"),
            "GITHUB_PATH": str(work / "runner/path"),
        }
        self.run("git", "init", "-q", "--bare", "-b", "main", self.bare)
        clone = self.clone("main-clone")
        self.write_program(clone, "v1.0.0")
        (clone / "goset.toml").write_text(
            'go = "1.26"\nplatforms = ["linux/amd64"]\n\n[leaf.b]\nmodule = "example.com/b"\n'
            'version = "v1.0.0"\n\n[leaf.app]\npath = "app"\n'
        )
        self.install()
        self.run(self.goset, "lock", "-q", cwd=clone)
        self.push(clone, "main", "Begin")

    def stub(self, name, script):
        file = self.bin / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def install(self):
        place = self.work / "installed"
        place.mkdir()
        self.run("tar", "-xzf", self.release, "-C", place, "--strip-components=1")
        self.goset = place / "bin/goset"

    def write_program(self, clone, version):
        (clone / "app").mkdir(exist_ok=True)
        for name, text in proxy.program_of("example.com/app", [(A, version)]).items():
            (clone / "app" / name).write_text(text)
        (clone / "app/go.sum").write_text(proxy.sums([(A, version)]))

    def run(self, *command, cwd=None, environment=None):
        result = subprocess.run(
            [str(word) for word in command],
            cwd=cwd or self.work,
            env={**self.environment, **(environment or {})},
            capture_output=True,
            text=True,
        )
        print("+", *command, f"-> {result.returncode}\n{result.stdout}{result.stderr}", end="")
        if result.returncode:
            raise subprocess.CalledProcessError(result.returncode, command, result.stdout, result.stderr)
        return result.stdout

    def clone(self, name, branch=None):
        place = self.work / name
        self.run("git", "clone", "-q", self.bare, place)
        if branch:
            self.run("git", "checkout", "-q", branch, cwd=place)
        return place

    def push(self, clone, branch, message):
        identity = ["-c", "user.name=bot", "-c", "user.email=bot@example.com"]
        self.run("git", "add", "-A", cwd=clone)
        self.run("git", *identity, "commit", "-q", "-m", message, cwd=clone)
        self.run("git", "push", "-q", "origin", f"HEAD:{branch}", cwd=clone)

    def commits(self, branch):
        return self.run("git", "-C", self.bare, "log", "--format=%s", branch).splitlines()


class Workflow:
    """One of GitHub's, run on a branch of the forge."""

    def __init__(self, name):
        self.content = yaml.safe_load((examples / name).read_text())
        # YAML 1.1 reads the key `on` as true.
        self.events = self.content.get("on", self.content.get(True))

    def run(self, forge, branch, name):
        runner = pathlib.Path(forge.environment["RUNNER_TEMP"])
        values = {"github.ref_name": branch, "github.token": "token", "runner.temp": str(runner)}
        shutil.rmtree(runner, ignore_errors=True)
        runner.mkdir()
        (runner / "path").touch()
        (job,) = self.content["jobs"].values()
        output, directory = "", None
        for step in job["steps"]:
            if step.get("uses", "").startswith("github/codeql-action/upload-sarif@"):
                json.loads(pathlib.Path(self.filled(step["with"]["sarif_file"], values)).read_text())
                continue
            if step.get("uses", "").startswith("OWNER/goset/examples/ci/install@"):
                self.install(forge, step["with"], values)
                continue
            if "uses" in step:
                assert step["uses"].startswith("actions/checkout@"), step
                ref = self.filled(step.get("with", {}).get("ref", branch), values)
                directory = forge.clone(name, ref)
                continue
            environment = {k: self.filled(v, values) for k, v in step.get("env", {}).items()}
            added = (runner / "path").read_text().split()
            environment["PATH"] = ":".join([*added, forge.environment["PATH"]])
            output += forge.run(
                "bash", "-e", "-o", "pipefail", "-c", step["run"], cwd=directory, environment=environment
            )
        return output

    def install(self, forge, stated, values):
        """Runs the action that installs goset. A workflow states examples, which whoever copies it changes."""
        assert stated["release"].startswith("https://example.com/") and set(stated["sha256"]) == {"0"}
        place = examples / "install"
        action = yaml.safe_load((place / "action.yml").read_text())
        assert action["inputs"].keys() == stated.keys() and action["runs"]["using"] == "composite"
        given = {
            "github.action_path": str(place),
            "inputs.release": f"file://{forge.release}",
            "inputs.sha256": hashlib.sha256(forge.release.read_bytes()).hexdigest(),
        }
        for step in action["runs"]["steps"]:
            environment = {k: self.filled(v, {**values, **given}) for k, v in step["env"].items()}
            forge.run(step["shell"], "-e", "-o", "pipefail", "-c", step["run"], environment=environment)

    @staticmethod
    def filled(text, values):
        return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: values[found[1]], text)


def bump(forge, branch):
    """What a bot does that knows Go alone."""
    clone = forge.clone("bot-" + branch.replace("/", "-"))
    forge.write_program(clone, "v1.1.0")
    forge.push(clone, branch, "Bump example.com/a")
    return clone


def test_check_says_what_is_not_up_to_date(forge):
    workflow = Workflow("github-check.yml")
    assert workflow.events == "pull_request"
    assert workflow.run(forge, "main", "fine") == ""
    bump(forge, "bumped")
    try:
        workflow.run(forge, "bumped", "drifted")
    except subprocess.CalledProcessError as failure:
        assert failure.returncode == 1
        assert failure.stdout.startswith("::error file=app/go.mod,line=1,title=goset drift::"), failure.stdout
        return
    raise AssertionError("the check passed")


def test_refresh_opens_one_pull_request(forge):
    workflow = Workflow("github-refresh.yml")
    workflow.run(forge, "main", "first")
    assert forge.commits("goset/update")[0] == "Update the set of Go programs"
    changed = forge.run("git", "-C", forge.bare, "diff", "--name-only", "main", "goset/update").split()
    assert changed == ["go-packages.nix", "goset.floors.toml", "goset.lock", "goset.toml"], changed

    def said():
        return [line.split()[1] for line in forge.said.read_text().splitlines()]

    assert said() == ["list", "create"], said()
    body = (pathlib.Path(forge.environment["RUNNER_TEMP"]) / "body.md").read_text()
    assert "| b | v1.0.0 | v1.1.0 |" in body and "example.com/a" in body, body
    forge.run(forge.goset, "check", cwd=forge.clone("result", "goset/update"))
    # A week later it is still open: it is edited, and stays one.
    (forge.work / "open").touch()
    workflow.run(forge, "main", "second")
    assert said() == ["list", "create", "list", "edit"], said()
    # It was merged: nothing is to do.
    forge.run("git", "-C", forge.bare, "update-ref", "refs/heads/main", "goset/update")
    workflow.run(forge, "main", "third")
    assert len(said()) == 4
    # Then there is something again: the merged one stays as it is.
    (forge.work / "open").unlink()
    clone = forge.clone("back", "main")
    (clone / "goset.toml").write_text((clone / "goset.toml").read_text().replace("v1.1.0", "v1.0.0"))
    forge.run(forge.goset, "lock", "-q", cwd=clone)
    forge.push(clone, "main", "Go back")
    workflow.run(forge, "main", "fourth")
    assert said()[4:] == ["list", "create"], said()
    assert forge.commits("main")[1:] == ["Update the set of Go programs", "Begin"]


def test_groups_open_a_pull_request_each(forge):
    workflow = Workflow("github-refresh-groups.yml")
    # example.com/a has a vulnerability, and both have newer releases; none is in golang.org/x.
    for module in (A, B):
        info = forge.work / "proxy" / module / "@v/v1.1.0.info"
        info.write_text(json.dumps({"Version": "v1.1.0", "Time": "2020-01-02T03:04:05Z"}))
    workflow.run(forge, "main", "first")
    assert forge.commits("goset/security")[0] == "Update the set of Go programs: security"
    assert forge.commits("goset/others") == ["Update the set of Go programs: others", "Begin"]
    assert "goset/golang" not in forge.run("git", "-C", forge.bare, "branch")
    changed = forge.run("git", "-C", forge.bare, "diff", "--name-only", "main", "goset/security").split()
    assert changed == ["go-packages.nix", "goset.lock", "goset.toml"], changed
    said = [line.split()[1] for line in forge.said.read_text().splitlines()]
    assert said == ["list", "create", "list", "create"], said


def test_audit_opens_one_pull_request(forge):
    workflow = Workflow("github-audit.yml")
    workflow.run(forge, "main", "first")
    runner = pathlib.Path(forge.environment["RUNNER_TEMP"])
    (run,) = json.loads((runner / "goset.sarif").read_text())["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["GO-2026-0001"], run
    body = (runner / "body.md").read_text()
    assert "| example.com/a | v1.1.0 | GO-2026-0001 |" in body, body
    assert forge.commits("goset/audit")[0] == "Raise modules with known vulnerabilities"
    result = forge.clone("result", "goset/audit")
    assert '# GO-2026-0001\n"example.com/a" = ">= v1.1.0"' in (result / "goset.toml").read_text()
    forge.run(forge.goset, "check", cwd=result)
    # It was merged: nothing is to do.
    forge.run("git", "-C", forge.bare, "update-ref", "refs/heads/main", "goset/audit")
    workflow.run(forge, "main", "second")
    assert len(forge.said.read_text().splitlines()) == 2
    assert json.loads((runner / "goset.sarif").read_text())["runs"][0]["results"] == []


def test_set_follows_hosted_renovate(forge):
    follow(forge, "renovate/example.com-a")


def test_set_follows_dependabot(forge):
    follow(forge, "dependabot/go_modules/app/example.com/a-1.1.0")


def follow(forge, branch):
    workflow = Workflow("github-follow-bot.yml")
    assert any(fnmatch.fnmatch(branch, glob) for glob in workflow.events["push"]["branches"])
    bump(forge, branch)
    workflow.run(forge, branch, "first")
    assert forge.commits(branch) == ["Lock the set of Go programs", "Bump example.com/a", "Begin"]
    forge.run(forge.goset, "check", cwd=forge.clone("result", branch))
    assert "[dependabot skip]" in forge.run("git", "-C", forge.bare, "log", "-1", "--format=%b", branch)
    workflow.run(forge, branch, "second")
    assert len(forge.commits(branch)) == 3


def test_renovate_on_a_runner_of_ones_own(forge):
    config = json.loads((examples / "renovate.json").read_text())
    allowed = json.loads((examples / "renovate-runner.json").read_text())["allowedCommands"]
    rule = config["packageRules"][-1]
    assert "goset@users.noreply.github.com" in config["gitIgnoredAuthors"]
    tasks = rule["postUpgradeTasks"]
    # It finds the versions in goset.toml, and where it would write the new one.
    (manager,) = config["customManagers"]
    assert any(re.search(p.strip("/"), "goset.toml") for p in manager["managerFilePatterns"])
    clone = forge.clone("renovate")
    text = (clone / "goset.toml").read_text()
    found = re.search(manager["matchStrings"][0].replace("(?<", "(?P<"), text)
    assert (found["depName"], found["currentValue"]) == (B, "v1.0.0")
    start, end = found.span("currentValue")
    (clone / "goset.toml").write_text(text[:start] + "v1.1.0" + text[end:])
    forge.write_program(clone, "v1.1.0")
    # Then it runs the commands that its runner allows, and takes what the filters match.
    for command in tasks["commands"]:
        assert any(re.search(pattern, command) for pattern in allowed)
        forge.run("sh", "-c", command, cwd=clone, environment={
            "PATH": f"{forge.goset.parent}:{forge.environment['PATH']}"})
    changed = forge.run("git", "status", "--porcelain", cwd=clone).splitlines()
    generated = {line[3:] for line in changed} - {"goset.toml", "app/go.mod", "app/go.sum"}
    assert generated == {"goset.lock", "go-packages.nix"}, generated
    for name in generated:
        assert any(fnmatch.fnmatch("/" + name, glob) for glob in tasks["fileFilters"]), name
    forge.run(forge.goset, "check", cwd=clone)


def test_hooks_of_pre_commit(forge):
    hooks = {hook["id"]: hook for hook in yaml.safe_load((examples.parent.parent / ".pre-commit-hooks.yaml").read_text())}
    assert hooks.keys() == {"goset-check", "goset-lock"}
    clone = forge.clone("hooks", "main")
    in_path = {"PATH": f"{forge.goset.parent}:{forge.environment['PATH']}"}

    def run(name):
        """As pre-commit runs it: if a file of the commit matches, and without names of files."""
        hook = hooks[name]
        assert hook["language"] == "system" and hook["pass_filenames"] is False
        staged = forge.run("git", "diff", "--staged", "--name-only", cwd=clone).split()
        if not any(re.search(hook["files"], file) for file in staged):
            return None
        before = forge.run("git", "diff", cwd=clone)
        try:
            forge.run("sh", "-c", hook["entry"], cwd=clone, environment=in_path)
        except subprocess.CalledProcessError as failure:
            return failure.returncode
        return int(before != forge.run("git", "diff", cwd=clone))

    (clone / "README").write_text("text")
    forge.run("git", "add", "-A", cwd=clone)
    assert run("goset-check") is None
    forge.write_program(clone, "v1.1.0")
    forge.run("git", "add", "-A", cwd=clone)
    assert run("goset-check") == 1
    assert run("goset-lock") == 1  # it has changed files: they are added, and the commit is made again
    forge.run("git", "add", "-A", cwd=clone)
    assert (run("goset-lock"), run("goset-check")) == (0, 0)


def main():
    release = pathlib.Path(sys.argv[1]).resolve()
    names = sys.argv[2:] or sorted(name[5:] for name in globals() if name.startswith("test_"))
    passed = failed = 0
    for name in names:
        with tempfile.TemporaryDirectory() as work, open(os.path.join(work, "log"), "w+") as log:
            output, sys.stdout = sys.stdout, log
            try:
                globals()["test_" + name](Forge(pathlib.Path(work).resolve(), release))
                fault = None
            except Exception:
                fault = traceback.format_exc()
            finally:
                sys.stdout = output
            if fault is None:
                print("ok", name)
                passed += 1
                continue
            log.seek(0)
            print("FAILED", name, log.read()[-4000:], fault, sep="\n")
            failed += 1
    print(f"recipes: {passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()

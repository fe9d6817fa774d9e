"""Writes a generated world (bench/world.py) as a module proxy of files: of each release that is
required somewhere its go.mod and its zip, with real hashes, and the same of each program, with a
complete go.sum.

The zips are written here and not by zipfile, because there are tens of thousands of them: their
entries are stored, without times, and nearly all contents occur in many.
"""

import base64
import hashlib
import pathlib
import struct
import zlib

STD = ["bytes", "context", "errors", "fmt", "io", "net/http", "os", "path/filepath", "sort",
       "strconv", "strings", "sync", "time"]


class Content:
    """The bytes of a file with what a zip and a hash need of them."""

    def __init__(self, text):
        self.bytes = text.encode()
        self.crc = zlib.crc32(self.bytes)
        self.digest = hashlib.sha256(self.bytes).hexdigest()


class Contents(dict):
    def __missing__(self, text):
        content = self[text] = Content(text)
        return content


def h1(files):
    """Go's h1: of (name, Content)."""
    lines = "".join(f"{content.digest}  {name}\n" for name, content in sorted(files, key=lambda f: f[0]))
    return "h1:" + base64.b64encode(hashlib.sha256(lines.encode()).digest()).decode()


def zipped(files):
    entries, directory, offset = [], [], 0
    for name, content in files:
        name = name.encode()
        size = len(content.bytes)
        common = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0x21, content.crc, size, size, len(name), 0)
        entries += [b"PK\x03\x04", common, name, content.bytes]
        directory += [b"PK\x01\x02\x14\x00", common, struct.pack("<HHHII", 0, 0, 0, 0, offset), name]
        offset += 30 + len(name) + size
    table = b"".join(directory)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(files), len(files), len(table), offset, 0)
    return b"".join(entries) + table + end


def import_block(paths):
    return "import (\n" + "".join(f'\t_ "{path}"\n' for path in paths) + ")\n"


class Proxy:
    def __init__(self, world, folder):
        self.world = world
        self.folder = folder
        self.contents = Contents()
        self.sums = {}  # h1: of zip and go.mod of a release
        self.lists = {}

    def write(self):
        """Returns the programs, as MODULE@VERSION."""
        for i, k in sorted(self.mentioned()):
            self.write_release(i, k)
        lines = [self.write_program(n, program) for n, program in enumerate(self.world.programs)]
        for path, versions in self.lists.items():
            (self.folder / path / "@v" / "list").write_text("".join(v + "\n" for v in versions))
        return lines

    def mentioned(self):
        """All releases that can be asked for: those that are required by one that can, too."""
        queue = []
        for program in self.world.programs:
            for versions in (program.required, program.replaced, program.excluded):
                queue += versions.items()
        seen = set(queue)
        queue = sorted(seen)
        for i, k in queue:
            for required in self.world.release(i, k).required.items():
                if required not in seen:
                    seen.add(required)
                    queue.append(required)
        return seen

    # --- texts ----------------------------------------------------------------------------------

    def path(self, i):
        return self.world.libraries[i].path

    def import_path(self, i, p):
        directory = self.world.libraries[i].packages[p].directory
        return self.path(i) if directory == "." else f"{self.path(i)}/{directory}"

    def require(self, required, direct):
        lines = [f"\t{self.path(m)} v1.{v}.0{'' if m in direct else ' // indirect'}\n"
                 for m, v in required.items()]
        return "\nrequire (\n" + "".join(sorted(lines)) + ")\n" if lines else ""

    def package_files(self, place, name, number, paths, imports):
        """(name, Content) of a package: one file, and one more for each constraint."""
        std = [STD[(number * 7 + j * j) % len(STD)] for j in range(1 + number % 5)]
        by_condition = {}
        for m, p, condition in imports:
            by_condition.setdefault(condition, []).append(self.import_path(m, p))
        always = sorted({*std, *paths, *by_condition.pop("", [])})
        body = "\nfunc main() {}\n" if name == "main" else ""
        files = [(f"{place}/a.go", self.contents[f"package {name}\n\n{import_block(always)}{body}"])]
        for j, (condition, conditional) in enumerate(sorted(by_condition.items())):
            text = f"//go:build {condition}\n\npackage {name}\n\n{import_block(conditional)}"
            files.append((f"{place}/b{j}.go", self.contents[text]))
        return files

    # --- files ----------------------------------------------------------------------------------

    def write_release(self, i, k):
        library, release = self.world.libraries[i], self.world.release(i, k)
        version = f"v1.{k}.0"
        go = "1.16" if release.is_old else f"1.2{i % 5}"
        mod = f"module {library.path}\n\ngo {go}\n" + self.require(release.required, release.direct)
        prefix = f"{library.path}@{version}"
        files = [(f"{prefix}/go.mod", self.contents[mod])]
        for j, imports in release.packages.items():
            directory = library.packages[j].directory
            place = prefix if directory == "." else f"{prefix}/{directory}"
            files += self.package_files(place, "p", i + j, [], imports)
        self.sums[(i, k)] = self.publish(library.path, version, mod, files)

    def publish(self, path, version, mod, files):
        folder = self.folder / path / "@v"
        if path not in self.lists:
            folder.mkdir(parents=True, exist_ok=True)
        self.lists.setdefault(path, []).append(version)
        (folder / f"{version}.mod").write_text(mod)
        (folder / f"{version}.zip").write_bytes(zipped(files))
        return h1(files), h1([("go.mod", self.contents[mod])])

    def write_program(self, n, program):
        path, version = f"example.net/programs/program{n}", f"v1.{n % 30}.0"
        mod = f"module {path}\n\ngo 1.25\n" + self.require(program.required, program.direct)
        for m, v in program.replaced.items():
            mod += f"\nreplace {self.path(m)} => {self.path(m)} v1.{v}.0\n"
        for m, v in program.excluded.items():
            mod += f"\nexclude {self.path(m)} v1.{v}.0\n"
        prefix = f"{path}@{version}"
        files = [(f"{prefix}/go.mod", self.contents[mod]),
                 (f"{prefix}/go.sum", Content(self.go_sum(program)))]
        for j, (inner, imports) in enumerate(program.packages):
            place = prefix if j == 0 else f"{prefix}/internal/part{j}"
            paths = [f"{path}/internal/part{other}" for other in inner]
            files += self.package_files(place, "p" if j else "main", n + j, paths, imports)
        self.publish(path, version, mod, files)
        return f"{path}@{version}"

    def go_sum(self, program):
        """Zips of what is required, and each go.mod of its module graph."""
        versions = {**program.required, **program.replaced}
        queue = sorted(set(versions.items()) | set(program.required.items()))
        seen = set(queue)
        for i, k in queue:
            release = self.world.release(i, k)
            for required in release.required.items():
                if release.is_old and required not in seen:
                    seen.add(required)
                    queue.append(required)
        lines = [f"{self.path(i)} v1.{k}.0 {self.sums[(i, k)][0]}\n" for i, k in versions.items()]
        lines += [f"{self.path(i)} v1.{k}.0/go.mod {self.sums[(i, k)][1]}\n" for i, k in seen]
        return "".join(sorted(lines))

"""A small world of Go modules as a module proxy has it, with a checksum database of its own.

World(directory) makes it below that directory:

    proxy/     a GOPROXY file tree: two programs and two libraries
    sumdb/     a checksum database's files, as a server gives them: lookup/, tile/, latest
    tls/       an authority and the certificates it gave out, one expired and one for another name
    archive/   a source archive of a leaf

Everything is the same bytes each time, but for keys, certificates and what is signed with them.
"""

import base64
import hashlib
import io
import pathlib
import subprocess
import tarfile
import zipfile

DATABASE = "faults.test"

MODULES = {
    ("example.com/prog", "v1.0.0"): {
        "go.mod": "module example.com/prog\n\ngo 1.21\n\nrequire example.com/lib v1.0.0\n",
        "main.go": 'package main\n\nimport "example.com/lib"\n\nfunc main() { lib.Greet() }\n',
    },
    ("example.com/other", "v1.0.0"): {
        "go.mod": "module example.com/other\n\ngo 1.21\n\nrequire (\n\texample.com/dep v1.0.0\n"
                  "\texample.com/lib v1.0.0\n)\n",
        "main.go": 'package main\n\nimport (\n\t"example.com/dep"\n\t"example.com/lib"\n)\n\n'
                   "func main() { dep.Do(); lib.Greet() }\n",
    },
    ("example.com/lib", "v1.0.0"): {
        "go.mod": "module example.com/lib\n\ngo 1.21\n",
        "lib.go": 'package lib\n\nfunc Greet() { println("hello") }\n',
    },
    ("example.com/lib", "v1.1.0"): {
        "go.mod": "module example.com/lib\n\ngo 1.21\n",
        "lib.go": 'package lib\n\nfunc Greet() { println("hello, again") }\n',
    },
    ("example.com/dep", "v1.0.0"): {
        "go.mod": "module example.com/dep\n\ngo 1.21\n",
        "dep.go": "package dep\n\nfunc Do() {}\n",
    },
}


def module_zip(prefix, files):
    """The bytes of a zip with files below `prefix`, without times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            info = zipfile.ZipInfo(f"{prefix}/{name}", (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return out.getvalue()


def h1(entries):
    """Go's checksum of named texts: https://go.dev/ref/mod#go-sum-files."""
    lines = "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n"
                    for name, text in sorted(entries.items()))
    return "h1:" + base64.b64encode(hashlib.sha256(lines.encode()).digest()).decode()


def sum_lines(path, version, files):
    """What go.sum says of a module."""
    whole = h1({f"{path}@{version}/{name}": text for name, text in files.items()})
    return f"{path} {version} {whole}\n{path} {version}/go.mod {h1({'go.mod': files['go.mod']})}\n"


def openssl(*words, given=None):
    """The output of an openssl command."""
    return subprocess.run(["openssl", *words], input=given, check=True, capture_output=True).stdout


class Database:
    """The signed log of all modules: https://go.dev/design/25530-sumdb."""

    def __init__(self, directory):
        self.key = directory / "key.pem"
        openssl("genpkey", "-algorithm", "ed25519", "-out", str(self.key))
        public = openssl("pkey", "-in", str(self.key), "-pubout", "-outform", "DER")[-32:]
        typed = b"\x01" + public
        self.key_hash = hashlib.sha256(f"{DATABASE}\n".encode() + typed).digest()[:4]
        self.verifier = f"{DATABASE}+{self.key_hash.hex()}+{base64.b64encode(typed).decode()}"
        records = [(m, sum_lines(*m, files)) for m, files in sorted(MODULES.items())]
        leaves = [hashlib.sha256(b"\0" + text.encode()).digest() for _, text in records]
        self.write(directory / "tile" / "8" / "0" / f"000.p/{len(leaves)}", b"".join(leaves))
        note = self.signed(self.tree_text(leaves), directory)
        self.write(directory / "latest", note.encode())
        for number, ((path, version), text) in enumerate(records):
            answer = f"{number}\n{text}\n{note}"
            self.write(directory / "lookup" / f"{path}@{version}", answer.encode())

    @staticmethod
    def write(file, content):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    @classmethod
    def tree_hash(cls, leaves):
        """The hash over a list of leaves, as RFC 6962 has it."""
        if len(leaves) == 1:
            return leaves[0]
        half = 1
        while half * 2 < len(leaves):
            half *= 2
        return hashlib.sha256(b"\1" + cls.tree_hash(leaves[:half])
                              + cls.tree_hash(leaves[half:])).digest()

    @classmethod
    def tree_text(cls, leaves):
        """What is signed of a tree."""
        top = base64.b64encode(cls.tree_hash(leaves)).decode()
        return f"go.sum database tree\n{len(leaves)}\n{top}\n"

    def signed(self, text, directory):
        """A note with the database's signature."""
        unsigned = directory / "unsigned"
        unsigned.write_text(text)
        signature = openssl("pkeyutl", "-sign", "-rawin", "-inkey", str(self.key), "-in",
                            str(unsigned))
        unsigned.unlink()
        line = base64.b64encode(self.key_hash + signature).decode()
        return f"{text}\n\u2014 {DATABASE} {line}\n"


class Authority:
    """Certificates for 127.0.0.1: `good`, `expired` and `stranger` of one authority, and `unknown`."""

    CONFIGURATION = """
[ca]
default_ca = tests
[tests]
database = {directory}/index
new_certs_dir = {directory}
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
"""

    def __init__(self, directory):
        self.directory = directory
        directory.mkdir()
        (directory / "index").touch()
        (directory / "configuration").write_text(self.CONFIGURATION.format(directory=directory))
        self.make("authority", "authority", "basicConstraints=critical,CA:TRUE", "-x509")
        self.make("unknown", "127.0.0.1", "subjectAltName=IP:127.0.0.1", "-x509")
        self.sign("good", "127.0.0.1", "IP:127.0.0.1", "20200101000000Z", "20990101000000Z")
        self.sign("expired", "127.0.0.1", "IP:127.0.0.1", "20200101000000Z", "20200102000000Z")
        self.sign("stranger", "other.test", "DNS:other.test", "20200101000000Z", "20990101000000Z")

    def file(self, name):
        return str(self.directory / name)

    def make(self, name, host, extension, *options, ending="crt"):
        """A new key, and what is asked for it: a certificate of its own, or a request for one."""
        openssl("req", *options, "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes", "-keyout", self.file(f"{name}.key"), "-out", self.file(f"{name}.{ending}"),
                "-subj", f"/CN={host}", "-addext", extension)

    def sign(self, name, host, names, begin, end):
        """A certificate of the authority for these names and times."""
        self.make(name, host, f"subjectAltName={names}", "-new", ending="request")
        openssl("ca", "-batch", "-notext", "-config", self.file("configuration"),
                "-cert", self.file("authority.crt"), "-keyfile", self.file("authority.key"),
                "-in", self.file(f"{name}.request"), "-out", self.file(f"{name}.crt"),
                "-startdate", begin, "-enddate", end)


class World:
    """All of it, below a directory that is there and empty."""

    def __init__(self, directory):
        self.directory = directory
        for (path, version), files in MODULES.items():
            self.publish(path, version, files)
        self.database = Database(self.made("sumdb"))
        self.authority = Authority(directory / "tls")
        self.archive = self.made("archive") / "prog.tar.gz"
        self.archive.write_bytes(self.source_archive())

    def made(self, name):
        (self.directory / name).mkdir()
        return self.directory / name

    def publish(self, path, version, files):
        place = self.directory / "proxy" / path / "@v"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{version}.mod").write_text(files["go.mod"])
        (place / f"{version}.zip").write_bytes(module_zip(f"{path}@{version}", files))
        (place / f"{version}.info").write_text(
            f'{{"Version":"{version}","Time":"2024-01-02T03:04:05Z"}}')
        with (place / "list").open("a") as versions:
            versions.write(f"{version}\n")

    @staticmethod
    def source_archive():
        """The program's source with a go.sum, below one directory, as forges pack it."""
        files = dict(MODULES["example.com/prog", "v1.0.0"])
        files["go.sum"] = sum_lines("example.com/lib", "v1.0.0", MODULES["example.com/lib", "v1.0.0"])
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w:gz") as archive:
            for name, text in sorted(files.items()):
                entry = tarfile.TarInfo(f"prog-1.0.0/{name}")
                entry.size = len(text)
                archive.addfile(entry, io.BytesIO(text.encode()))
        return out.getvalue()


def bytes_at(world, path):
    """The file behind a URL's path (/proxy/..., /sumdb/..., /archive/...); None if there is none."""
    file = pathlib.Path(f"{world.directory}{path}")
    return file.read_bytes() if ".." not in path and file.is_file() else None

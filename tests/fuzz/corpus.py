"""The inputs that are kept for each target of tests/fuzz.

corpus/NAME.tar.gz has those that a fuzzer came to, the fewest that reach as much; findings/NAME/ those
that showed a fault which was mended, each named after it.
"""

import hashlib
import io
import gzip
import pathlib
import tarfile

HERE = pathlib.Path(__file__).parent
CORPUS = HERE / "corpus"
FINDINGS = HERE / "findings"


def inputs(target):
    """All inputs of a target, by name."""
    found = {}
    packed = CORPUS / f"{target}.tar.gz"
    if packed.exists():
        with tarfile.open(packed) as archive:
            for member in archive:
                found[member.name] = archive.extractfile(member).read()
    directory = FINDINGS / target
    if directory.is_dir():
        for file in sorted(directory.iterdir()):
            found[file.name] = file.read_bytes()
    return found


def unpack(target, directory):
    """Writes them below a directory, which may have others; returns how many."""
    directory.mkdir(parents=True, exist_ok=True)
    found = inputs(target)
    for name, contents in found.items():
        (directory / name).write_bytes(contents)
    return len(found)


def pack(target, directory):
    """Keeps what is in a directory and is no finding; equal inputs give equal bytes."""
    findings = FINDINGS / target
    known = {file.read_bytes() for file in findings.iterdir()} if findings.is_dir() else set()
    contents = {hashlib.sha1(data).hexdigest()[:16]: data
                for data in (file.read_bytes() for file in directory.iterdir()) if data not in known}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in sorted(contents.items()):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    CORPUS.mkdir(exist_ok=True)
    (CORPUS / f"{target}.tar.gz").write_bytes(gzip.compress(out.getvalue(), 9, mtime=0))
    return len(contents)

"""What may happen to files: of the cache while nobody looks, and of a folder."""

import fcntl
import os
import shutil
import stat
import zipfile


HELD = []  # locks, until the end


def damage(place, text):
    """Does "PATH HOW [ARGUMENT]" to the files below `place` that PATH, a pattern, means."""
    pattern, how, *words = text.split(" ")
    files = sorted(place.glob(pattern))
    if not files and how not in CREATES:
        raise RuntimeError(f"nothing is {pattern}")
    for file in files or [place / pattern]:
        HOWS[how](file, " ".join(words))


def clear(file):
    """Takes a file or directory away."""
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    elif file.is_symlink() or file.exists():
        file.unlink()
    file.parent.mkdir(parents=True, exist_ok=True)


def flip(file, at):
    content = bytearray(file.read_bytes())
    content[int(at) if at else len(content) // 2] ^= 1
    file.write_bytes(content)


def cut(file, size):
    content = file.read_bytes()
    file.write_bytes(content[:int(size) if size else len(content) // 2])


def empty(file, argument):
    file.write_bytes(b"")


def longer(file, argument):
    with file.open("ab") as out:
        out.write(b"\n")


def text(file, argument):
    clear(file)
    file.write_bytes(argument.encode().decode("unicode_escape").encode("latin-1"))


def noise(file, size):
    clear(file)
    file.write_bytes(bytes((i * 7 + i // 256) % 256 for i in range(int(size))))


def huge(file, size):
    clear(file)
    with file.open("wb") as out:
        out.truncate(int(size))


def gone(file, argument):
    clear(file)


def directory(file, argument):
    clear(file)
    file.mkdir()


def fifo(file, argument):
    clear(file)
    os.mkfifo(file)


def device(file, argument):
    clear(file)
    os.mknod(file, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # /dev/zero


def dangling(file, argument):
    clear(file)
    file.symlink_to("nowhere/at/all")


def looping(file, argument):
    clear(file)
    file.symlink_to(file.name)


def link(file, target):
    clear(file)
    file.symlink_to(target)


def locked(file, argument):
    """Somebody has the lock, and hangs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    held = file.open("w")
    fcntl.flock(held, fcntl.LOCK_EX)
    HELD.append(held)


def other_zip(file, argument):
    """A valid zip of the same module, with another content."""
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content + (b"\n// changed\n" if name.endswith(".go") else b""))


def copy(file, source):
    """Another file's content, named as it is beside the folder and the cache."""
    place = file
    while place.parent.name and not (place.parent / "cache").is_dir():
        place = place.parent
    content = (place.parent / source).read_bytes()
    clear(file)
    file.write_bytes(content)


HOWS = {function.__name__: function
        for function in (flip, cut, empty, longer, text, noise, huge, gone, directory, fifo, device,
                         dangling, looping, link, locked, other_zip, copy)}
CREATES = {"text", "noise", "huge", "directory", "fifo", "device", "dangling", "looping", "link", "locked", "copy"}

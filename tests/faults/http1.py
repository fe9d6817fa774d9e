"""Faults of a server that speaks HTTP/1.1, each a function that answers one request.

A fault is given the connection, the content that is right (None: there is none) and its argument. It
returns True where the connection may serve another request.
"""

import functools
import gzip
import random
import socket
import struct
import time
import zlib

FAULTS = {}
MIB = 1 << 20


def fault(function):
    """Makes a function a fault that cases can name."""
    FAULTS[function.__name__] = function
    return function


def head(status=200, length=None, *lines):
    """The head of an answer."""
    first = [f"HTTP/1.1 {status} Answer"] + ([] if length is None else [f"Content-Length: {length}"])
    return "\r\n".join([*first, *lines, "", ""]).encode()


def answer(connection, content, status=200, *lines):
    connection.send(head(status, len(content), *lines) + content)
    return True


def right(connection, content):
    """The answer of a server without faults."""
    if content is None:
        return answer(connection, b"not found: no such file\n", 404)
    return answer(connection, content)


# --- answers that are whole, and not what was asked for -----------------------------------------


@fault
def status(connection, content, code):
    lines = ["Retry-After: 1000000"] if code == "429" else []
    return answer(connection, f"scripted fault {code}\n".encode(), int(code), *lines)


@fault
def status_without_body(connection, content, code):
    connection.send(head(int(code), None if code in ("204", "304") else 0))
    return True


@fault
def error_page(connection, content, code):
    return answer(connection, b"<html><script>alert(1)</script></html>", int(code))


@fault
def hostile_page(connection, content, code):
    text = "\x1b]0;owned\x07\u202egnp.exe\r::error::x\n"
    return answer(connection, text.encode(), int(code))


@fault
def endless_page(connection, content, code):
    connection.send(head(int(code)))
    return stream(connection, b"x" * (1 << 16))


@fault
def page(connection, content, argument):
    return answer(connection, b"<html><body>log in, please</body></html>")


@fault
def empty(connection, content, argument):
    return answer(connection, b"")


@fault
def text(connection, content, argument):
    return answer(connection, argument.encode().decode("unicode_escape").encode("latin-1"))


@fault
def zeros(connection, content, size):
    return answer(connection, bytes(int(size)))


@fault
def noise(connection, content, size):
    return answer(connection, random.Random(1).randbytes(int(size)))


@fault
def lines(connection, content, count):
    """So many lines, each a version."""
    return answer(connection, b"".join(b"v1.0.%d\n" % i for i in range(int(count))))


@fault
def brackets(connection, content, count):
    return answer(connection, b"[" * int(count))


@fault
def flip(connection, content, argument):
    middle = len(content) // 2
    return answer(connection, content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1:])


@fault
def shorter(connection, content, argument):
    return answer(connection, content[:len(content) // 2])


@fault
def longer(connection, content, argument):
    return answer(connection, content + b"\n")


@fault
def instead(connection, content, other):
    """Another file's content; the server puts that in place of the path."""
    return right(connection, other)


# --- answers that break off, or do not end ------------------------------------------------------


def stream(connection, piece, pause=0.0):
    """Sends a piece over and over, until nobody listens any more."""
    while connection.send(piece):
        if pause and connection.stopped(pause):
            break
    return False


def reset_by(connection):
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


@fault
def hang_up(connection, content, argument):
    return False


@fault
def reset(connection, content, argument):
    return reset_by(connection)


@fault
def cut(connection, content, argument):
    connection.send(head(200, len(content)) + content[:len(content) // 2])
    return False


@fault
def reset_midway(connection, content, argument):
    connection.send(head(200, len(content)) + content[:len(content) // 2])
    return reset_by(connection)


@fault
def silent(connection, content, argument):
    connection.stopped(60)
    return False


@fault
def silent_body(connection, content, argument):
    connection.send(head(200, len(content)))
    return silent(connection, content, argument)


@fault
def silent_midway(connection, content, argument):
    connection.send(head(200, len(content)) + content[:len(content) // 2])
    return silent(connection, content, argument)


@fault
def endless(connection, content, argument):
    connection.send(head(200))
    return stream(connection, b"\n" * (1 << 16))


@fault
def endless_chunks(connection, content, argument):
    connection.send(head(200, None, "Transfer-Encoding: chunked"))
    return stream(connection, b"10000\r\n" + b"\n" * (1 << 16) + b"\r\n")


@fault
def endless_headers(connection, content, argument):
    connection.send(b"HTTP/1.1 200 OK\r\n")
    return stream(connection, b"X-More: " + b"x" * 1000 + b"\r\n")


@fault
def endless_header(connection, content, argument):
    connection.send(b"HTTP/1.1 200 OK\r\nX-More: ")
    return stream(connection, b"x" * 1000)


@fault
def endless_continue(connection, content, argument):
    return stream(connection, b"HTTP/1.1 100 Continue\r\n\r\n", 0.001)


@fault
def drip(connection, content, argument):
    connection.send(head(200))
    return stream(connection, b"\n", 0.05)


@fault
def drip_headers(connection, content, argument):
    connection.send(b"HTTP/1.1 200 OK\r\n")
    return stream(connection, b"X: y\r\n", 0.05)


# --- encodings ----------------------------------------------------------------------------------


@fault
def compressed(connection, content, argument):
    return answer(connection, gzip.compress(content), 200, "Content-Encoding: gzip")


@functools.cache
def zeros_packed(mib):
    """So many MiB of zeros, as gzip packs them: a thousandth. One block, which needs none before it, is
    said over and over."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = pack.compress(bytes(MIB)) + pack.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(mib):
        checksum = zlib.crc32(bytes(MIB), checksum)
    head_of_gzip = b"\x1f\x8b\x08\0\0\0\0\0\2\xff"
    tail = struct.pack("<II", checksum, mib * MIB)
    return head_of_gzip + block * mib + pack.flush(zlib.Z_FINISH) + tail


@fault
def bomb(connection, content, mib):
    return answer(connection, zeros_packed(int(mib)), 200, "Content-Encoding: gzip")


@fault
def bomb_of_bombs(connection, content, mib):
    packed = gzip.compress(zeros_packed(int(mib)), 9)
    return answer(connection, packed, 200, "Content-Encoding: gzip, gzip")


@fault
def not_compressed(connection, content, argument):
    return answer(connection, content, 200, "Content-Encoding: gzip")


@fault
def cut_compressed(connection, content, argument):
    packed = gzip.compress(content)
    return answer(connection, packed[:len(packed) // 2], 200, "Content-Encoding: gzip")


@fault
def unknown_encoding(connection, content, argument):
    return answer(connection, content, 200, "Content-Encoding: rot13")


@fault
def many_encodings(connection, content, argument):
    return answer(connection, content, 200, "Content-Encoding: " + ", ".join(["gzip"] * 1000))


@fault
def chunked(connection, content, argument):
    connection.send(head(200, None, "Transfer-Encoding: chunked"))
    for i in range(0, len(content), 100):
        piece = content[i:i + 100]
        connection.send(b"%x\r\n%s\r\n" % (len(piece), piece))
    connection.send(b"0\r\n\r\n")
    return True


@fault
def cut_chunks(connection, content, argument):
    connection.send(head(200, None, "Transfer-Encoding: chunked") + b"%x\r\n" % len(content)
                    + content[:20])
    return False


@fault
def bad_chunks(connection, content, size):
    connection.send(head(200, None, "Transfer-Encoding: chunked") + size.encode() + b"\r\n" + content)
    return False


# --- heads --------------------------------------------------------------------------------------


@fault
def not_http(connection, content, argument):
    connection.send(b"SSH-2.0-OpenSSH_9.2\r\n" + bytes(range(256)))
    return False


@fault
def bare(connection, content, argument):
    connection.send(content)  # HTTP/0.9
    return False


@fault
def old_version(connection, content, argument):
    connection.send(b"HTTP/1.0 200 OK\r\n\r\n" + content)
    return False


@fault
def without_length(connection, content, argument):
    connection.send(head(200, None, "Connection: close") + content)
    return False


@fault
def length(connection, content, value):
    connection.send(head(200, value) + content)
    return False


@fault
def two_lengths(connection, content, argument):
    connection.send(head(200, len(content), f"Content-Length: {len(content) * 2}") + content)
    return False


@fault
def header(connection, content, line):
    raw = line.encode().decode("unicode_escape").encode("latin-1")
    connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n%s\r\n\r\n" % (len(content), raw)
                    + content)
    return True


@fault
def late(connection, content, argument):
    time.sleep(0.3)
    return right(connection, content)


@fault
def redirect(connection, content, target):
    return answer(connection, b"moved\n", 302, f"Location: {target}")


@fault
def redirect_to_itself(connection, content, argument):
    return answer(connection, b"moved\n", 302, f"Location: {connection.path}")


@fault
def redirect_onwards(connection, content, argument):
    """Each time to another place: a chain without end."""
    return answer(connection, b"moved\n", 302, f"Location: {connection.path}x")


@fault
def redirect_nowhere(connection, content, argument):
    return answer(connection, b"moved\n", 302)

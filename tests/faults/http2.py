"""Faults of a server that speaks HTTP/2: https://www.rfc-editor.org/rfc/rfc9113.

serve() answers the requests of one connection. A fault is given the stream and the content that is
right (None: there is none); what http1.py calls the same does the same.
"""

import gzip
import struct

import h2.config
import h2.connection
import h2.events
import h2.exceptions

from http1 import zeros_packed
from world import bytes_at

FAULTS = {}


def fault(function):
    """Makes a function a fault that cases can name."""
    FAULTS[function.__name__] = function
    return function


class Stream:
    """One request of a connection."""

    def __init__(self, session, number, path):
        self.session = session
        self.connection = session.connection
        self.state = session.state
        self.number = number
        self.path = path

    def flush(self):
        return self.session.flush()

    def head(self, status=200, length=None, *more):
        fields = [(":status", str(status)), *more]
        if length is not None:
            fields.append(("content-length", str(length)))
        self.state.send_headers(self.number, fields)
        return self.flush()

    def data(self, content, end=False):
        """Sends as the client's window allows; False where the client is gone."""
        while content or end:
            room = min(self.state.local_flow_control_window(self.number),
                       self.state.max_outbound_frame_size)
            piece, content = content[:room], content[room:]
            if room == 0 and content:
                if not self.session.read():
                    return False
                continue
            self.state.send_data(self.number, piece, end_stream=end and not content)
            if not self.flush():
                return False
            if not content:
                return True
        return True

    def answer(self, content, status=200, *more):
        return self.head(status, len(content), *more) and self.data(content, True)

    def raw(self, data):
        return self.connection.send(data)

    def frame(self, kind, flags, payload, number=None):
        """A frame that the library would refuse to write."""
        stream = self.number if number is None else number
        size = struct.pack(">I", len(payload))[1:]
        return self.raw(size + bytes([kind, flags]) + struct.pack(">I", stream) + payload)


class Session:
    """The state of one connection."""

    def __init__(self, connection):
        self.connection = connection
        configuration = h2.config.H2Configuration(client_side=False, validate_outbound_headers=False)
        self.state = h2.connection.H2Connection(configuration)
        self.waiting = []
        self.state.initiate_connection()
        self.flush()

    def flush(self):
        return self.connection.send(self.state.data_to_send())

    def read(self):
        """Takes what the client sent; False where it is gone."""
        data = self.connection.receive()
        if not data:
            return False
        for event in self.state.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                path = dict(event.headers)[b":path"].decode()
                self.waiting.append(Stream(self, event.stream_id, path))
            if isinstance(event, h2.events.ConnectionTerminated):
                return False
        return self.flush()


def right(stream, content):
    if content is None:
        return stream.answer(b"not found: no such file\n", 404)
    return stream.answer(content)


def serve(connection):
    """Answers request after request, until one of the two has had enough."""
    session = Session(connection)
    server = connection.server
    try:
        while True:
            while session.waiting:
                stream = session.waiting.pop(0)
                content = bytes_at(server.world, stream.path)
                found = server.take(stream.path)
                goes_on = FAULTS[found[0]](stream, content, found[1]) if found else right(stream, content)
                if not goes_on:
                    return
            if not session.read():
                return
    except h2.exceptions.H2Error:
        return


@fault
def status(stream, content, code):
    more = [("retry-after", "1000000")] if code == "429" else []
    return stream.answer(f"scripted fault {code}\n".encode(), int(code), *more)


@fault
def empty(stream, content, argument):
    return stream.answer(b"")


@fault
def flip(stream, content, argument):
    middle = len(content) // 2
    return stream.answer(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1:])


@fault
def shorter(stream, content, argument):
    return stream.answer(content[:len(content) // 2])


@fault
def cut(stream, content, argument):
    stream.head(200, len(content))
    stream.data(content[:len(content) // 2])
    return False


@fault
def hang_up(stream, content, argument):
    return False


@fault
def silent(stream, content, argument):
    stream.connection.stopped(60)
    return False


@fault
def silent_body(stream, content, argument):
    stream.head(200, len(content))
    return silent(stream, content, argument)


@fault
def endless(stream, content, argument):
    stream.head()
    while stream.data(b"\n" * (1 << 16)):
        pass
    return False


@fault
def drip(stream, content, argument):
    stream.head()
    while stream.data(b"\n") and not stream.connection.stopped(0.05):
        pass
    return False


@fault
def bomb(stream, content, mib):
    return stream.answer(zeros_packed(int(mib)), 200, ("content-encoding", "gzip"))


@fault
def compressed(stream, content, argument):
    return stream.answer(gzip.compress(content), 200, ("content-encoding", "gzip"))


@fault
def redirect(stream, content, target):
    return stream.answer(b"moved\n", 302, ("location", target))


# --- of the protocol's own ----------------------------------------------------------------------


@fault
def reset_stream(stream, content, code):
    stream.state.reset_stream(stream.number, int(code))
    return stream.flush()


@fault
def reset_midway(stream, content, code):
    stream.head(200, len(content))
    stream.data(content[:len(content) // 2])
    return reset_stream(stream, content, code or "2")


@fault
def go_away(stream, content, code):
    stream.state.close_connection(int(code), last_stream_id=0)
    stream.flush()
    return False


@fault
def go_away_midway(stream, content, code):
    stream.head(200, len(content))
    stream.data(content[:len(content) // 2])
    return go_away(stream, content, code)


@fault
def length(stream, content, value):
    return stream.head(200, value) and stream.data(content, True)


@fault
def not_frames(stream, content, argument):
    stream.raw(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    return False


@fault
def huge_frame(stream, content, argument):
    stream.raw(b"\xff\xff\xff\x00\x00" + struct.pack(">I", stream.number) + bytes(1 << 20))
    return False


@fault
def unasked_stream(stream, content, argument):
    stream.frame(0, 1, b"data", number=stream.number + 100)
    return silent(stream, content, argument)


@fault
def data_first(stream, content, argument):
    """A body before any headers."""
    stream.frame(0, 1, content)
    return silent(stream, content, argument)


@fault
def endless_headers(stream, content, argument):
    """HEADERS without their end, and CONTINUATION after CONTINUATION."""
    field = b"\x00\x01x" + b"\x7f\x81\x01" + b"y" * 256
    stream.frame(1, 0, b"\x88" + field)
    while stream.frame(9, 0, field * 32):
        pass
    return False


@fault
def big_headers(stream, content, count):
    more = [(f"x-{i}", "y" * 1000) for i in range(int(count))]
    return stream.head(200, len(content), *more) and stream.data(content, True)


@fault
def endless_pings(stream, content, argument):
    while stream.frame(6, 0, bytes(8), number=0) and not stream.connection.stopped(0.0005):
        pass
    return False


@fault
def endless_settings(stream, content, argument):
    while stream.frame(4, 0, b"\x00\x04\x00\x01\x00\x00", number=0):
        if stream.connection.stopped(0.0005):
            break
    return False


@fault
def push(stream, content, argument):
    """A promise, which clients that did not allow it must refuse."""
    stream.frame(5, 4, struct.pack(">I", 2) + b"\x82\x84\x87")
    return silent(stream, content, argument)

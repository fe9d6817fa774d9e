"""Servers on 127.0.0.1 that give out a world's files, with faults on demand.

Server(world, "http1" | "tls" | "h2") has a free port and answers until close(). misbehave() gives it
faults, and behave() takes them away. A fault is (PATH, KIND, ARGUMENT, TIMES): what is done to the first TIMES answers (-1: all) whose path has PATH in
it ("": all). Kinds are the functions of http1.py and http2.py; greetings, those below, meet every
connection before anything is said.
"""

import socket
import ssl
import struct
import threading

import http1
import http2
from world import bytes_at


class Connection:
    """One client's stream, and what a fault may do with it."""

    def __init__(self, server, sock):
        self.server = server
        self.socket = sock
        self.path = ""

    def send(self, data):
        """False where nobody listens any more, or the server ends."""
        try:
            self.socket.sendall(data)
        except OSError:
            return False
        self.server.count(len(data))
        return not self.server.ends.is_set()

    def receive(self):
        try:
            return self.socket.recv(1 << 16)
        except OSError:
            return b""

    def stopped(self, seconds):
        """Waits; True where the server ends meanwhile."""
        return self.server.ends.wait(seconds)


class Server:
    def __init__(self, world, protocol="http1"):
        self.world = world
        self.protocol = protocol
        self.ends = threading.Event()
        self.lock = threading.Lock()
        self.behave()
        self.open = set()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        scheme = "http" if protocol == "http1" else "https"
        self.url = f"{scheme}://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def behave(self):
        self.misbehave((), "good", None)

    def misbehave(self, faults, certificate, greeting):
        with self.lock:
            self.faults = [list(fault) for fault in faults]
            self.greeting = greeting
            self.context = self.tls(certificate) if self.protocol != "http1" else None
            self.sent = 0

    def tls(self, certificate):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority = self.world.authority
        context.load_cert_chain(authority.file(f"{certificate}.crt"), authority.file(f"{certificate}.key"))
        if self.protocol == "h2":
            context.set_alpn_protocols(["h2"])
        return context

    def close(self):
        """Ends the server and every connection."""
        self.ends.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        with self.lock:
            for sock in self.open:
                try:
                    sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def count(self, size):
        with self.lock:
            self.sent += size

    def take(self, path):
        """The fault for a request, if there is one."""
        with self.lock:
            for fault in self.faults:
                match, kind, argument, times = fault
                if times != 0 and match in path:
                    fault[3] -= 1
                    return kind, argument
        return None

    def accept(self):
        while not self.ends.is_set():
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            with self.lock:
                self.open.add(sock)
            threading.Thread(target=self.serve, args=(sock,), daemon=True).start()

    def serve(self, raw):
        sock = raw
        try:
            if self.greeting:
                return GREETINGS[self.greeting](self, raw)
            if self.context:
                sock = self.context.wrap_socket(raw, server_side=True)
            connection = Connection(self, sock)
            if self.protocol == "h2":
                http2.serve(connection)
            else:
                self.serve_http1(connection)
        except OSError:
            pass
        finally:
            with self.lock:
                self.open.discard(raw)
            sock.close()

    def serve_http1(self, connection):
        pending = b""
        while True:
            while b"\r\n\r\n" not in pending:
                data = connection.receive()
                if not data:
                    return
                pending += data
            request, _, pending = pending.partition(b"\r\n\r\n")
            connection.path = request.split(b" ")[1].decode()
            if not self.answer_http1(connection):
                return

    def answer_http1(self, connection):
        content = bytes_at(self.world, connection.path)
        found = self.take(connection.path)
        if not found:
            return http1.right(connection, content)
        kind, argument = found
        if kind == "instead":
            argument = bytes_at(self.world, argument)
        return http1.FAULTS[kind](connection, content, argument)


# --- what meets a connection --------------------------------------------------------------------


def hang_up(server, sock):
    return None


def reset(server, sock):
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silent(server, sock):
    server.ends.wait(60)


def plain(server, sock):
    """An answer of HTTP where TLS is expected."""
    sock.recv(1 << 16)
    sock.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


def noise(server, sock):
    sock.recv(1 << 16)
    sock.sendall(bytes(range(256)) * 16)


def alert(server, sock):
    """TLS's handshake failure."""
    sock.recv(1 << 16)
    sock.sendall(b"\x15\x03\x03\x00\x02\x02\x28")


def hang_up_later(server, sock):
    sock.recv(1 << 16)


GREETINGS = {function.__name__: function
             for function in (hang_up, reset, silent, plain, noise, alert, hang_up_later)}

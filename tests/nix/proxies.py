#!/usr/bin/env python3
"""Module proxies on 127.0.0.1 for a test of nix/fetchers/fetch-module.sh, until standard input ends.

    proxies.py DIRECTORY LOG

Prints its port. Below /good is what DIRECTORY has, below /locked as well for those who say
`user` and `secret`; /gone/... is 410, /broken/... is 403. LOG gets the first element of the path of
each request.
"""

import base64
import http.server
import pathlib
import sys
import threading

directory, log = map(pathlib.Path, sys.argv[1:3])
password = "Basic " + base64.b64encode(b"user:secret").decode()


class Proxies(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        kind, _, name = self.path.lstrip("/").partition("/")
        with log.open("a") as lines:
            lines.write(kind + "\n")
        file = directory / name
        if kind == "locked" and self.headers.get("Authorization") != password:
            return self.send_error(401)
        if kind in ("good", "locked"):
            if not file.is_file():
                return self.send_error(404)
            self.send_response(200)
            self.end_headers()
            return self.wfile.write(file.read_bytes())
        return self.send_error(410 if kind == "gone" else 403)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxies)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()

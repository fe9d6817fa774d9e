#!/usr/bin/env bash
# A packed release in a root directory that has nothing else but certificates: no shell, no library, no
# /proc. Prints a line for each test and at last `dist: N passed, ...`.
#
#   tests/dist/run.sh RELEASE.tar.gz
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../nix/suite.sh"
release=$1
shift
work=$(mktemp -d)
log=$work/log
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
root=$work/root

# missing_tools prints what these tests need and the machine lacks.
missing_tools() {
  local tool
  for tool in python3 openssl chroot; do command -v "$tool" >/dev/null || echo "$tool"; done
  [ "$(id -u)" = 0 ] || echo "root"
}

prepare() {
  mkdir -p "$root/etc/ssl/certs" "$root/set/app" "$root/tmp" &&
    tar -C "$root" -xzf "$release" &&
    mv "$root"/goset-* "$root/goset" &&
    make_certificates && make_proxy && serve
}

make_certificates() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test \
    -addext subjectAltName=IP:127.0.0.1 -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
}

# make_proxy makes one module of a GOPROXY file tree, and a program that needs it.
make_proxy() {
  "$here/../support/proxy.py" "$work/proxy" example.com/a@v1.0.0
  printf 'module example.com/app\n\ngo 1.20\n\nrequire example.com/a v1.0.0\n' >"$root/set/app/go.mod"
  printf 'package main\n\nimport _ "example.com/a"\n\nfunc main() {}\n' >"$root/set/app/main.go"
}

# serve is an https server on this machine, on a port that is free.
serve() {
  python3 - "$work" <<'PYTHON' &
import functools
import http.server
import pathlib
import ssl
import sys

work = pathlib.Path(sys.argv[1])


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *unused):
        pass


handler = functools.partial(Handler, directory=work / "proxy")
with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(work / "cert.pem", work / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    (work / "port.new").write_text(str(server.server_address[1]))
    (work / "port.new").rename(work / "port")
    server.serve_forever()
PYTHON
  server=$!
  local tries
  for ((tries = 0; tries < 100; tries++)); do
    [ ! -s "$work/port" ] || return 0
    sleep 0.1
  done
  return 1
}

# inside COMMAND...: in that root directory, with next to no environment.
inside() {
  env -i HOME=/tmp GOSUMDB=off "GOPROXY=https://127.0.0.1:$(<"$work/port")" \
    "$(command -v chroot)" "$root" "$@" \
    >"$work/out" 2>&1
  local status=$?
  cat "$work/out" >>"$log"
  return $status
}

test_every_program_starts() {
  inside /goset/bin/goset --version || return
  expect "$(cut -d ' ' -f 1 "$work/out")" goset || return
  local program
  for program in goset-fetch goset-stage; do
    inside "/goset/bin/$program" && return 1
    grep -q "usage" "$work/out" || return
  done
  inside /goset/bin/goset-cacheprog --version
  ! grep -q "No such file\|error while loading" "$work/out"
}

test_a_set_is_made_with_certificates_and_nothing_else() {
  local file
  for file in etc/ssl/certs/ca-certificates.crt etc/pki/tls/certs/ca-bundle.crt etc/ssl/cert.pem; do
    rm -rf "$root/tmp/.cache" "$root/set/goset.lock" "$root"/etc/ssl/certs/* "$root/etc/pki"
    inside /goset/bin/goset -C /set/app lock && return 1
    grep -qi "CA cert" "$work/out" || return
    mkdir -p "$root/$(dirname "$file")"
    cp "$work/cert.pem" "$root/$file"
    inside /goset/bin/goset -C /set/app lock || return
    inside /goset/bin/goset -C /set/app check || return
    rm "$root/$file" "$root/set/app/goset.lock"
  done
}

test_a_link_elsewhere_starts_it_too() {
  mkdir -p "$root/usr/bin"
  ln -sf ../../goset/bin/goset "$root/usr/bin/tool"
  inside /usr/bin/tool --version
}

test_the_same_commit_gives_the_same_bytes() {
  GOSET_BUILD=${GOSET_BUILD:-} "$here/../../dev" pack "$work/again" >>"$log" 2>&1 || return
  cmp "$release" "$work/again/$(basename "$release")" 2>>"$log"
}

run_suite dist "$@"

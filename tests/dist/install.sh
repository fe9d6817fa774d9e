#!/usr/bin/env bash
# What docs/install.sh does with a packed release, and with small ones that are made here. Prints a line
# for each test and at last `install: N passed, ...`.
#
#   tests/dist/install.sh RELEASE.tar.gz
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../nix/suite.sh"
release=$(realpath "$1")
shift
script=$(realpath "$here/../../docs/install.sh")
work=$(mktemp -d)
log=$work/log
trap 'rm -rf "$work"' EXIT
case $(uname -m) in x86_64) machine=amd64 ;; *) machine=arm64 ;; esac

missing_tools() { :; }
prepare() { :; }

# make_release DIRECTORY VERSION [FILE]: a release whose goset says its version.
make_release() {
  local tree=goset-$2-linux-$machine program
  mkdir -p "$1/$tree/bin" "$1/$tree/share/man/man1"
  for program in goset goset-fetch goset-stage goset-cacheprog; do
    printf '#!/bin/sh\necho "goset %s"\n' "$2" >"$1/$tree/bin/$program"
    chmod +x "$1/$tree/bin/$program"
  done
  echo '.TH' >"$1/$tree/share/man/man1/goset.1"
  [ -z "${3:-}" ] || echo "$2" >"$1/$tree/share/man/man1/$3"
  tar -C "$1" -czf "$1/$tree.tar.gz" "$tree"
  rm -r "${1:?}/$tree"
  (cd "$1" && sha256sum goset-*.tar.gz >SHA256SUMS)
}

# install_with ARGUMENT...: the script with next to no environment, as a new user has it.
install_with() {
  env -i HOME="$work/home" PATH="${tools:-/usr/local/bin:/usr/bin:/bin}" "${shell:-sh}" "$script" "$@" \
    >"$work/out" 2>&1
  local status=$?
  cat "$work/out" >>"$log"
  return $status
}

# refused EXIT-CODE LINE: the script ended with that, said the line first, and left nothing.
refused() {
  local status=$1 line=$2
  shift 2
  install_with "$@"
  expect $? "$status" && expect "$(head -n 1 "$work/out")" "error: $line" &&
    expect "$(find "$work/home" -name '*goset*')" ""
}

begin() {
  rm -rf "$work/home" "$work/place"
  mkdir -p "$work/home" "$work/place"
}

test_a_packed_release_is_installed_and_removed() {
  begin
  cp "$release" "$work/place/" && (cd "$work/place" && sha256sum goset-*.tar.gz >SHA256SUMS)
  install_with --from "file://$work/place" || return
  expect "$(tail -n 1 "$work/out")" "add it to PATH: export PATH=\"$work/home/.local/bin:\$PATH\"" || return
  local bin=$work/home/.local/bin page
  expect "$(env -i "$bin/goset" --version | cut -d ' ' -f 1)" goset || return
  mkdir "$work/home/set"
  (cd "$work/home/set" && env -i HOME="$work/home" GOPROXY="file://$work" "$bin/goset" init) >>"$log" 2>&1 || return
  for page in "$work"/home/.local/share/man/man1/goset*.1; do
    head -n 1 "$page" | grep -q '^\.TH "goset' || return
    ! command -v groff >/dev/null || expect "$(groff -man -ww -Tascii "$page" 2>&1 >/dev/null)" "" || return
  done
  [ -e "$work/home/.local/share/man/man1/goset-doctor.1" ] || return
  bash -n "$work/home/.local/share/bash-completion/completions/goset" || return
  [ -s "$work/home/.local/share/zsh/site-functions/_goset" ] || return
  [ -s "$work/home/.local/share/fish/vendor_completions.d/goset.fish" ] || return
  install_with --uninstall || return
  expect "$(find "$work/home/.local" ! -type d)" ""
}

test_a_release_beside_the_script_needs_no_place() {
  begin
  make_release "$work/place" 9.9.9
  cp "$script" "$work/place/install.sh"
  script=$work/place/install.sh install_with || return
  expect "$(head -n 1 "$work/out")" "installed goset 9.9.9 in $work/home/.local"
}

test_another_release_takes_the_place_of_one() {
  begin
  make_release "$work/place" 9.9.9 goset-old.1
  install_with --from "$work/place" --prefix "$work/home/p" || return
  make_release "$work/place" 10.0.0
  install_with --from "$work/place" --prefix "$work/home/p"
  expect "$?: $(head -n 1 "$work/out")" "2: error: $work/place has several releases for linux/$machine" || return
  install_with --from "$work/place" --prefix "$work/home/p" --release 10.0.0 || return
  expect "$("$work/home/p/bin/goset")" "goset 10.0.0" || return
  [ ! -e "$work/home/p/share/man/man1/goset-old.1" ] && [ ! -L "$work/home/p/share/man/man1/goset-old.1" ] &&
    expect "$(ls "$work/home/p/lib")" goset
}

test_other_bytes_are_refused() {
  begin
  make_release "$work/place" 9.9.9
  local archive=goset-9.9.9-linux-$machine.tar.gz sum
  sum=$(cut -d ' ' -f 1 "$work/place/SHA256SUMS")
  refused 3 "checksum mismatch for $archive" --from "$work/place" --sha256 "0${sum#?}x" || return
  echo more >>"$work/place/$archive"
  refused 3 "checksum mismatch for $archive" --from "$work/place" || return
  refused 3 "checksum mismatch for $archive" --from "file://$work/place/$archive" --sha256 "$sum" || return
  refused 2 "the checksum of $work/place/$archive is not known" --from "$work/place/$archive"
}

test_an_archive_with_files_elsewhere_is_refused() {
  begin
  make_release "$work/place" 9.9.9
  local archive=goset-9.9.9-linux-$machine.tar.gz
  mkdir "$work/place/evil"
  tar -C "$work/place" -czf "$work/place/$archive" evil
  (cd "$work/place" && sha256sum goset-*.tar.gz >SHA256SUMS)
  refused 2 "$archive has files outside of goset-9.9.9-linux-$machine/" --from "$work/place" || return
  echo text >"$work/place/$archive"
  (cd "$work/place" && sha256sum goset-*.tar.gz >SHA256SUMS)
  refused 2 "$archive is not an archive" --from "$work/place"
}

test_a_release_for_other_machines_is_refused() {
  begin
  echo "00 goset-9.9.9-linux-riscv.tar.gz" >"$work/place/SHA256SUMS"
  refused 2 "$work/place has no release for linux/$machine" --from "$work/place" || return
  expect "$(tail -n 1 "$work/out")" "  it has: goset-9.9.9-linux-riscv.tar.gz " || return
  echo "00 ../goset-9.9.9-linux-$machine.tar.gz" >"$work/place/SHA256SUMS"
  refused 2 "$work/place has no release for linux/$machine" --from "$work/place"
}

test_places_that_are_not_there_are_refused() {
  begin
  refused 2 "name the place of a release: --from DIRECTORY or --from URL" || return
  refused 2 "$work/none/SHA256SUMS can't be read" --from "$work/none" || return
  refused 2 "file://$work/none/SHA256SUMS can't be downloaded" --from "file://$work/none" || return
  refused 2 "http://example.com/SHA256SUMS is not downloaded: only https:// is safe on the way" \
    --from http://example.com || return
  refused 2 "unexpected argument: --frm" --frm x || return
  refused 2 "--from needs a value" --from
}

test_other_systems_are_refused() {
  begin
  mkdir -p "$work/tools"
  printf '#!/bin/sh\n[ "$1" = -s ] && echo Darwin || echo arm64\n' >"$work/tools/uname"
  chmod +x "$work/tools/uname"
  tools=$work/tools:/usr/bin:/bin refused 2 "this release is for Linux, and this is Darwin" || return
  printf '#!/bin/sh\n[ "$1" = -s ] && echo Linux || echo mips\n' >"$work/tools/uname"
  tools=$work/tools:/usr/bin:/bin refused 2 "there is no release for mips"
}

test_what_is_there_already_stays() {
  begin
  make_release "$work/place" 9.9.9
  mkdir -p "$work/home/.local/bin"
  echo mine >"$work/home/.local/bin/goset"
  install_with --from "$work/place"
  expect "$?: $(head -n 1 "$work/out")" \
    "2: error: $work/home/.local/bin/goset is there already, and this script did not make it" || return
  expect "$(cat "$work/home/.local/bin/goset")" mine && [ ! -e "$work/home/.local/lib/goset" ] || return
  refused_prefix
}

# A file in the place of the prefix can't be written, not even by root.
refused_prefix() {
  begin
  make_release "$work/place" 9.9.9
  echo file >"$work/home/file"
  refused 2 "$work/home/file can't be written" --from "$work/place" --prefix "$work/home/file" || return
  refused 2 "goset is not installed in $work/home/.local" --uninstall
}

run_suite install "$@"

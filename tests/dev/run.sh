#!/usr/bin/env bash
# ./dev on machines without apt-get, as macOS and NixOS: it says exactly what is missing, and which shell
# has it; and it is written for bash 3.2. Prints a line for each test and at last `dev: N passed, ...`.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../nix/suite.sh"
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
log=$work/log
trap 'rm -rf "$work"' EXIT

missing_tools() { :; }
prepare() { :; }

# machine NAME...: a PATH with what every system has, and programs of these names that do nothing.
machine() {
  local name
  rm -rf "$work/bin" && mkdir "$work/bin"
  for name in bash dirname sed id cat env; do ln -s "$(command -v "$name")" "$work/bin/$name"; done
  for name in "$@"; do
    printf '#!/bin/sh\nexit 0\n' >"$work/bin/$name"
    chmod +x "$work/bin/$name"
  done
}

# run_dev ARGUMENT...: on that machine; what it says is in `said`.
run_dev() {
  env -i PATH="$work/bin" HOME="$work" GOSET_BUILD="$work/build" bash "$root/dev" "$@" >"$work/said" 2>&1
  local status=$?
  cat "$work/said" >>"$log"
  return $status
}

test_what_is_missing_is_named() {
  machine ninja c++
  run_dev build
  expect $? 2 || return
  expect "$(cat "$work/said")" "./dev needs what this machine does not have:
  meson
  pkg-config
install it, or Nix (https://nixos.org/download): \`nix develop\` here is a shell with all of it
then run again: ./dev build"
}

test_libraries_that_are_missing_are_named_and_nix_has_them() {
  machine ninja c++ meson nix
  printf '#!/bin/sh\ncase $2 in libarchive | fmt) exit 1 ;; esac\n' >"$work/bin/pkg-config"
  chmod +x "$work/bin/pkg-config"
  run_dev demo
  expect $? 2 || return
  expect "$(cat "$work/said")" "./dev needs what this machine does not have:
  fmt (a library)
  libarchive (a library)
a shell with all of it: nix --extra-experimental-features 'nix-command flakes' develop
then run again: ./dev demo"
}

test_the_libraries_are_those_of_the_build() {
  local asked known
  asked=$(sed -n "s/^[a-z]*_dep = dependency('\([^']*\)').*/\1/p" "$root/meson.build" | grep -v threads | sort | tr '\n' ' ')
  known=$(sed -n 's/^build_libraries=(\(.*\))/\1/p' "$root/dev" | tr ' ' '\n' | sort | tr '\n' ' ')
  expect "$known" "$asked"
}

test_a_shell_of_nix_has_them_too() {
  local name
  for name in meson ninja pkg-config fmt nlohmann_json cli11 curl openssl libarchive libdeflate zlib tomlplusplus; do
    grep -q "$name" "$root/nix/packages/goset.nix" || { echo "goset.nix has no $name" >>"$log"; return 1; }
  done
}

# macOS has bash 3.2: no mapfile, no associative arrays, no change of case, no |&.
test_nothing_needs_a_newer_bash() {
  ! grep -nE 'mapfile|readarray|declare -A|local -A|local -n|\|&|&>>|\$\{[a-z_]+(,|\^)|coproc|\[\[ -v' "$root/dev" >>"$log"
}

run_suite dev "$@"

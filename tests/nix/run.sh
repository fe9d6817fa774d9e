#!/usr/bin/env bash
# Tests of nix/: evaluation, then builds in Nix's sandbox with the host's compiler and Go (see
# standin/). Prints a line for each test and at last `nix: N passed, N failed`.
#
#   tests/nix/run.sh [NAME...]     only the tests of these names
#
# GOSET is the program, build/goset unless it says otherwise; without it what it locks is skipped.
# The store with what was built stays in ${XDG_CACHE_HOME:-~/.cache}/goset-tests for the next run.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tree=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
. "$here/sandbox.sh"
. "$here/suite.sh"
. "$here/kinds.sh"
. "$here/archives.sh"
. "$here/attributes.sh"
. "$here/examples.sh"
. "$here/fetching.sh"
. "$here/hostile.sh"
. "$here/sets.sh"
log=$work/log
chain=$work/chain
goset=${GOSET:-$tree/build/goset}

# Unpacks chain.txtar and fills in the NAR hashes.
prepare_chain() {
  go run "$here/fixture.go" "$here/chain.txtar" "$chain" || return
  local path hash name
  while read -r name; do
    path=${name#@hash }
    path=${path%@}
    hash=$(nix hash path "$chain/mod/$path") || return
    sed -i "s|$name|$hash|" "$chain/go-packages.nix"
  done < <(grep -o '@hash [^"]*@' "$chain/go-packages.nix")
}

# nix_chain COMMAND [ARG...]: a Nix command on the chain set, `$dir` and `$src` being its places.
nix_chain() {
  local command=$1
  shift
  "$command" --store "$store" "$here/chain.nix" --argstr goRoot "$goRoot" \
    --argstr goVersion "$goVersion" --arg dir "${dir:-$chain}" --arg tree "${src:-$tree}" "$@"
}

# build ATTR...: prints the path of the last output as this file system sees it. `settings` are
# further arguments of nix-build.
build() {
  local attribute out
  for attribute in "$@"; do
    # shellcheck disable=SC2086 # words
    out=$(nix_chain nix-build --no-out-link -A "$attribute" ${settings:-} 2>>"$log") || return
  done
  echo "$store$out"
}

drv() { nix_chain nix-instantiate -A "$1" 2>>"$log"; }

# compiled ATTR: how many packages its build compiles, as goset-cacheprog says in the log. It is
# built once more for that, since the log of a build in an earlier run may be gone.
compiled() {
  nix_chain nix-build --check --no-out-link -A "$1" 2>&1 | tee -a "$log" |
    sed -n 's/^goset-cacheprog: \([0-9]*\) packages compiled.*/\1/p'
}

module_drvs() {
  nix-instantiate --store "$store" --eval --strict --json -E "
    builtins.mapAttrs (_: m: m.drvPath) (import $here/chain.nix {
      dir = ${dir:-$chain}; tree = ${src:-$tree}; goRoot = \"$goRoot\"; goVersion = \"$goVersion\";
    }).modules" 2>>"$log"
}

# plain LEAF [PACKAGE...]: what the go command alone builds from the leaf and the module proxy.
# `edits` are changes that the set's pins and replacements stand for; `mod` is its -mod, `tags` its
# -tags.
plain() {
  local leaf=$1 root=${dir:-$chain} edit
  shift
  rm -rf "$work/plain"
  cp -r "$root/leaf" "$work/plain"
  (cd "$work/plain/$leaf" &&
    export GOPROXY=file://$root/proxy GOFLAGS=-modcacherw GOMODCACHE=$root/gomod GOSUMDB=off &&
    export GOENV=off GOTOOLCHAIN=local CC=gcc && { [ -e go.work ] || export GOWORK=off; } &&
    for edit in ${edits:-}; do go mod edit "$edit" && go mod tidy || exit; done &&
    go build -mod="${mod:-readonly}" -trimpath -buildvcs=false -pgo=off \
      ${tags:+-tags="$tags"} -o "$work/plain-bin/$leaf/" "$@") >>"$log" 2>&1
}

same() { cmp "$1" "$2" >>"$log" 2>&1; }

test_evaluation() {
  nix-instantiate --store "$store" --eval --strict --json -E "
      let
        tests = import $here/eval.nix {
          dir = $chain; goRoot = \"$goRoot\"; goVersion = \"$goVersion\";
        };
        wrong = builtins.filter (n: tests.\${n}.expr != tests.\${n}.expected) (builtins.attrNames tests);
      in map (n: { name = n; inherit (tests.\${n}) expr expected; }) wrong" >"$work/eval" 2>>"$log" ||
    return
  expect "$(cat "$work/eval")" "[]"
}

test_std_builds() { [ -s "$(build std)/cache/index" ]; }

test_only_archives_and_an_index_are_kept() {
  local out file
  out=$(build 'modules."example.com/c/v2"') || return
  expect "$(cd "$out" && find cache modindex -type d | sort | tr '\n' ' ')" \
    "cache cache/objects modindex modindex/objects " || return
  expect "$(head -c 10 "$out"/modindex/objects/*)" 'go index v' || return
  for file in "$out"/cache/objects/*; do
    expect "$(head -c 7 "$file")" '!<arch>' || return
  done
  expect "$(ls "$out/cache/objects" | wc -l)" 2
}

test_each_module_compiles_only_its_own_packages() {
  build leaves.new >/dev/null || return
  expect "$(compiled 'modules."example.com/a"')" 1 || return
  expect "$(compiled 'modules."example.com/c/v2"')" 2 || return
  expect "$(compiled 'modules."example.com/p"')" 1 || return
  expect "$(compiled 'modules."example.com/p#2"')" 1 || return
  expect "$(compiled 'modules."example.com/q"')" 1
}

test_module_without_packages_here_builds() {
  local out
  out=$(build 'modules."example.com/pure"') || return
  expect "$(ls "$out/cache/objects" | wc -l)" 0
}

test_leaf_compiles_only_its_own_packages() {
  build leaves.new >/dev/null || return
  expect "$(compiled leaves.new)" 3
}

test_leaf_is_the_binary_of_a_plain_build() {
  local out
  out=$(build leaves.new) || return
  plain new . ./cmd/two || return
  same "$out/bin/new" "$work/plain-bin/new/new" || return
  same "$out/bin/two" "$work/plain-bin/new/two" || return
  expect "$("$out/bin/new")" "ab1.2cnlinm yqx own"
}

test_leaf_names_its_modules_with_sums() {
  local out
  out=$(build leaves.new) || return
  go version -m "$out/bin/new" | awk '$1 == "dep" { print $2, $3, $4 }' >"$work/deps"
  expect "$(wc -l <"$work/deps")" 7 || return
  while read -r path version sum; do
    grep -A5 -F "\"$path\" = {" "$chain/go-packages.nix" | grep -qF "sum = \"$sum\"" || return
  done <"$work/deps"
}

test_old_leaf_beside_a_newer_dependency_keeps_its_language() {
  local out settings
  out=$(build leaves.old) || return
  expect "$("$out/bin/old")" "b1.2cnlin 2 2" || return
  # What the same go line gives on its own, with the old dependency.
  plain old . || return
  settings=$(go version -m "$work/plain-bin/old/old" | grep DefaultGODEBUG)
  [ -n "$settings" ] || return
  expect "$(go version -m "$out/bin/old" | grep DefaultGODEBUG)" "$settings" || return
  expect "$(compiled leaves.old)" 1
}

test_rebuilds_are_identical() {
  build leaves.new >/dev/null || return
  nix_chain nix-build --check --no-out-link -A std >>"$log" 2>&1 || return
  nix_chain nix-build --check --no-out-link -A 'modules."example.com/c/v2"' >>"$log" 2>&1 || return
  nix_chain nix-build --check --no-out-link -A 'modules."example.com/p#2"' >>"$log" 2>&1 || return
  nix_chain nix-build --check --no-out-link -A leaves.new >>"$log" 2>&1
}

test_edit_of_a_leaf_rebuilds_only_the_leaf() {
  local before after leaf
  before=$(module_drvs) && leaf=$(drv leaves.new) || return
  cp -r "$chain" "$work/edited"
  sed -i 's/"none"/"some"/' "$work/edited/leaf/new/cmd/two/main.go"
  after=$(dir=$work/edited module_drvs) || return
  expect "$after" "$before" || return
  [ "$(dir=$work/edited drv leaves.new)" != "$leaf" ]
}

test_drift_stops_the_build() {
  local file
  for file in go.mod go.sum; do
    rm -rf "$work/drifted"
    cp -r "$chain" "$work/drifted"
    echo "" >>"$work/drifted/leaf/new/$file"
    if dir=$work/drifted nix_chain nix-build --no-out-link -A leaves.new >"$work/drift" 2>&1; then
      return 1
    fi
    cat "$work/drift" >>"$log"
    grep -q "drift: leaf new: $file changed since it was locked" "$work/drift" || return
    grep -q "run: goset lock" "$work/drift" || return
  done
}

test_edit_of_goset_rebuilds_no_module() {
  local before copy=$work/tree
  before=$(module_drvs) || return
  mkdir "$copy"
  cp -r "$tree/nix" "$tree/src" "$tree/include" "$copy"
  cp "$tree"/meson* "$copy"
  expect "$(src=$copy module_drvs)" "$before" || return
  for dir_ in src/resolve src/cli src/export src/new include/goset/resolve; do
    mkdir -p "$copy/$dir_"
    echo "// edited" >"$copy/$dir_/edited.cpp"
  done
  echo "# edited" >>"$copy/meson.build"
  echo "# edited" >>"$copy/src/cacheprog/meson.build"
  echo "# edited" >>"$copy/src/stage/meson.build"
  expect "$(src=$copy module_drvs)" "$before" || return
  echo "// edited" >>"$copy/src/cacheprog/main.cpp"
  [ "$(src=$copy module_drvs)" != "$before" ]
}

test_ldflags_belong_to_the_leaf() {
  local out
  out=$(build leaves.stamped) || return
  expect "$("$out/bin/two")" "x stamped" || return
  expect "$(compiled leaves.stamped)" 3
}

test_goset_fetch_builds_and_fetches() {
  [ -e "$tree/src/fetch_main.cpp" ] || return 77
  # The output is there already from the stand-in: the real program must make the same.
  build 'sources."example.com/Upper/m"' real.gosetFetch >/dev/null || return
  nix_chain nix-build --check --no-out-link -A 'real.sources."example.com/Upper/m"' >>"$log" 2>&1
}

test_sources_are_fetched_without_goset() {
  local path
  for path in example.com/lin example.com/Upper/m; do
    expect "$(build "downloaded.sources.\"$path\"")" "$(build "sources.\"$path\"")" || return
    nix_chain nix-build --check --no-out-link -A "downloaded.sources.\"$path\"" >>"$log" 2>&1 ||
      return
  done
  [ -e "$(build 'sources."example.com/lin"')/testdata/ملف.txt" ]
}

test_file_names_survive_any_locale() {
  [ -x "$goset" ] || return 77
  local locale hash
  hash=$(nix hash path "$chain/mod/example.com/lin@v1.0.0") || return
  for locale in C POSIX C.UTF-8 tr_TR.ISO-8859-9; do
    rm -rf "$work/fetched"
    LC_ALL=$locale GOPROXY=file://$chain/proxy GOSUMDB=off GOENV=off GOSET_CACHE=$work/cache \
      "$goset" fetch example.com/lin@v1.0.0 --out "$work/fetched" >>"$log" 2>&1 || return
    expect "$(nix hash path "$work/fetched")" "$hash" || return
  done
}

# lock_leaf FOLDER NAME MODULE VERSION: a leaf that goset.toml names, be it a library, and a lock of it.
lock_leaf() {
  printf '\n[leaf.%s]\nmodule = "%s"\nversion = "%s"\n' "$2" "$3" "$4" >>"$1/goset.toml"
  "$goset" -C "$1" lock
}

# built_already FOLDER ATTRIBUTE...: Nix needs to build nothing for them.
built_already() {
  local folder=$1 attribute
  shift
  for attribute in "$@"; do
    real "$folder" nix-build --no-out-link --max-jobs 0 -A "$attribute" >>"$log" 2>&1 || return
  done
}

test_prefetched_sources_are_not_fetched() {
  [ -x "$goset" ] || return 77
  local store=$work/prefetched set=$work/prefetched-set
  local -x GOPROXY=file://$chain/proxy GOSUMDB=off GOENV=off
  local -x GOSET_CACHE=$work/cache GOMODCACHE=$work/none
  mkdir -p "$set" "$work/certificates"
  { "$goset" -C "$set" init && "$goset" -C "$set" add "$chain/leaf/new" &&
    lock_leaf "$set" b example.com/b v1.1.0; } >>"$log" 2>&1 || return
  local sources
  mapfile -t sources < <("$goset" -C "$set" list | awk '{ print "sources.\"" $1 "\"" }')
  sources+=(leaves.b.src)
  local source
  for source in "${sources[@]}"; do
    if built_already "$set" "$source"; then return 1; fi
  done
  expect "$("$goset" -C "$set" prefetch --store "$store" 2>>"$log")" \
    "9 sources in the store (9 new)" || return
  GOPROXY=http://127.0.0.1:1 built_already "$set" "${sources[@]}" || return
  # Again it needs neither proxy nor cache.
  expect "$(GOPROXY=http://127.0.0.1:1 GOSET_CACHE=$work/none "$goset" -C "$set" prefetch \
    --store "$store" 2>>"$log")" "9 sources in the store (0 new)"
}

# A store name is cut where a module's path is long: both sides must cut alike.
test_prefetched_source_of_a_long_path_is_found() {
  [ -x "$goset" ] || return 77
  local name path store=$work/prefetched-long long=$work/long
  name=$(printf 'a%.0s' {1..70})
  path=example.com/~x/$name/$name
  cat >"$work/long.txtar" <<EOF
-- mod/$path@v1.0.0/go.mod --
module $path
-- mod/$path@v1.0.0/a.go --
package a
-- leaf/long/go.mod --
module example.com/long

go 1.21

require $path v1.0.0
-- leaf/long/main.go --
package main

import _ "$path"

func main() {}
-- go-packages.nix --
EOF
  go run "$here/fixture.go" "$work/long.txtar" "$long" >>"$log" 2>&1 || return
  local -x GOPROXY=file://$long/proxy GOSUMDB=off GOENV=off
  local -x GOSET_CACHE=$work/cache GOMODCACHE=$work/none
  mkdir -p "$long/set" "$work/certificates"
  { "$goset" -C "$long/set" init && "$goset" -C "$long/set" add "$long/leaf/long" &&
    "$goset" -C "$long/set" prefetch -q --store "$store"; } >>"$log" 2>&1 || return
  built_already "$long/set" "sources.\"$path\""
}

# A module that only git has: the build finds its source, and needs neither git nor a password.
test_private_module_is_prefetched_from_git() {
  [ -x "$goset" ] && command -v git >/dev/null || return 77
  local private=$work/private store=$work/prefetched-private
  mkdir -p "$private/priv" "$private/leaf" "$private/set" "$work/certificates"
  printf 'module example.com/priv.git\n' >"$private/priv/go.mod"
  printf 'package priv\n' >"$private/priv/priv.go"
  printf 'module example.com/leaf\n\ngo 1.21\n\nrequire example.com/priv.git v1.0.0\n' \
    >"$private/leaf/go.mod"
  printf 'package main\n\nimport _ "example.com/priv.git"\n\nfunc main() {}\n' \
    >"$private/leaf/main.go"
  (cd "$private/priv" && git init -q && git add . &&
    git -c user.name=nobody -c user.email=nobody@example.com commit -q -m one &&
    git tag v1.0.0) >>"$log" 2>&1 || return
  local -x GOENV=off GOPROXY=http://127.0.0.1:1 GOPRIVATE=example.com GOMODCACHE=$work/none
  local -x GOSET_CACHE=$private/cache GIT_CONFIG_NOSYSTEM=1 GIT_ALLOW_PROTOCOL=file:https
  local -x GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=url.file://$private/priv.insteadOf
  local -x GIT_CONFIG_VALUE_0=https://example.com/priv
  { "$goset" -C "$private/set" init && "$goset" -C "$private/set" add "$private/leaf"; } \
    >>"$log" 2>&1 || return
  # From git once more: the module is not in the cache any longer.
  rm -rf "$private/cache"
  expect "$("$goset" -C "$private/set" prefetch --store "$store" 2>>"$log")" \
    "1 source in the store (1 new)" || return
  rm -rf "$private/priv"
  built_already "$private/set" 'sources."example.com/priv.git"'
}

test_prefetch_refuses_a_source_that_was_not_locked() {
  [ -x "$goset" ] || return 77
  local set=$work/forged-set status=0
  local -x GOPROXY=file://$chain/proxy GOSUMDB=off GOENV=off
  local -x GOSET_CACHE=$work/cache GOMODCACHE=$work/none
  mkdir -p "$set"
  { "$goset" -C "$set" init && lock_leaf "$set" q example.com/q v1.0.0; } >>"$log" 2>&1 || return
  local hash
  hash=$(nix hash path "$chain/mod/example.com/lin@v1.0.0") || return
  sed -i "/\"example.com\/p\"/,/hash/ s|\"hash\": \"[^\"]*\"|\"hash\": \"$hash\"|" "$set/goset.lock"
  "$goset" -C "$set" prefetch --store "$work/forged" >"$work/forged-log" 2>&1 || status=$?
  cat "$work/forged-log" >>"$log"
  expect "$status" 3 && grep -qF "error: example.com/p@v1.0.0: its source is not the one that was locked" "$work/forged-log"
}

prepare() {
  prepare_nix && prepare_chain || return
  [ ! -x "$goset" ] || prepare_kinds
}

run_suite nix "$@"

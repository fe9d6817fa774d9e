# Sourced by run.sh: tests of the leaves in kinds.txtar, which goset locks.

kinds=$work/kinds

# lock_kinds FOLDER: goset.lock and go-packages.nix of that copy of the set.
lock_kinds() {
  GOPROXY=file://$1/proxy GOSUMDB=off GOSET_CACHE=$work/goset-cache GOMODCACHE=$work/none \
    "$goset" -C "$1" lock
}

prepare_kinds() { go run "$here/fixture.go" "$here/kinds.txtar" "$kinds" && lock_kinds "$kinds"; }

# of_kinds COMMAND...: the same on the set of kinds.txtar; 77 (skipped) without goset.
of_kinds() {
  [ -x "$goset" ] || return 77
  dir=$kinds "$@"
}

# is_plain LEAF [PROGRAM=PACKAGE]...: its programs are those of a plain build, byte for byte. LEAF
# is its directory, `called` what it is called in the set if that is another, and `attribute` what is
# built if that is not just the leaf.
is_plain() {
  local leaf=$1 out pair
  shift
  out=$(of_kinds build "${attribute:-leaves.${called:-$(basename "$leaf")}}") || return
  of_kinds plain "$leaf" "${@#*=}" || return
  expect "$(ls "$out/bin")" "$(ls "$work/plain-bin/$leaf")" || return
  for pair in "$@"; do
    same "$out/bin/${pair%%=*}" "$work/plain-bin/$leaf/${pair%%=*}" || return
  done
  echo "$out/bin"
}

test_replacement_by_a_module_is_the_binary_of_a_plain_build() {
  local bin
  bin=$(is_plain forked forked=.) || return
  expect "$("$bin/forked")" "other yqxfork+other user(fork+other)" || return
  expect "$(go version -m "$bin/forked" | grep -A1 'example.com/lib' | awk '{ print $1, $2, $3 }')" \
    $'dep example.com/lib v1.0.0\n=> example.com/fork v1.5.0' || return
  expect "$(of_kinds compiled leaves.forked)" 1
}

test_leaves_that_replace_differently_both_build() {
  local bin
  bin=$(is_plain kept kept=.) || return
  expect "$("$bin/kept")" "other user(kept)" || return
  expect "$(of_kinds compiled leaves.kept)" 1 || return
  expect "$("$(of_kinds build leaves.forked)/bin/forked")" "other yqxfork+other user(fork+other)"
}

# differing LEAF: the parts of modules that it is built from and the set's other leaves are not.
differing() {
  of_kinds nix_chain nix-instantiate --eval --strict --json -A "differing.\"$1\"" 2>>"$log"
}

test_track_holds_only_what_differs() {
  expect "$(differing forked)" \
    '["example.com/lib","example.com/p#2","example.com/q","example.com/user"]' || return
  expect "$(differing kept)" '["example.com/lib","example.com/user"]' || return
  expect "$(differing held)" '["example.com/dep"]'
}

test_set_wide_pin_and_replacement() {
  local bin
  bin=$(edits="-require=example.com/floor@v1.1.0
    -replace=example.com/wide=example.com/widefork@v1.2.0" is_plain base base=.) || return
  expect "$("$bin/base")" "around user(lib) dep1.1 floor1.1 other yqxlib user(lib) widefork" || return
  expect "$(of_kinds compiled leaves.base)" 1
}

test_track_holds_a_leaf_back() {
  local bin
  bin=$(is_plain held held=.) || return
  expect "$("$bin/held")" "dep1.0 user(lib)" || return
  expect "$(of_kinds compiled leaves.held)" 1
}

test_private_modules_are_compiled_in_the_leaf() {
  local bin
  bin=$(edits=-require=example.com/dep@v1.1.0 is_plain host host=.) || return
  expect "$("$bin/host")" "[plugin other base] addon near dep1.1" || return
  # main, api, near, and of the modules plugin and addon; not plugin/base.
  expect "$(of_kinds compiled leaves.host)" 5
}

test_private_module_that_is_replaced() {
  local bin
  bin=$(is_plain forkhost forkhost=.) || return
  expect "$("$bin/forkhost")" "[plugfork user(lib)]" || return
  expect "$(of_kinds compiled leaves.forkhost)" 3
}

test_what_private_modules_need_reaches_the_leaf() {
  local inputs
  inputs=$(of_kinds nix_chain nix-instantiate --eval --strict --json -A leaves.host.nativeBuildInputs \
    --arg overlays "[ (final: _: {
      moduleArgs.\"example.com/plugin\".nativeBuildInputs = [ final.internal.helpers ];
    }) ]" 2>>"$log") || return
  expect "$(grep -o goset-helpers <<<"$inputs" | wc -l)" 2
}

test_replacement_beside_the_leaf_is_part_of_its_source() {
  local bin before
  bin=$(is_plain near/beside beside=.) || return
  expect "$("$bin/beside")" "shared other" || return
  before=$(of_kinds drv leaves.beside) || return
  rm -rf "$work/edited" && cp -r "$kinds" "$work/edited"
  echo edited >"$work/edited/leaf/near/apart/readme"
  expect "$(dir=$work/edited drv leaves.beside)" "$before" || return
  echo "// edited" >>"$work/edited/leaf/near/shared/shared.go"
  [ "$(dir=$work/edited drv leaves.beside)" != "$before" ]
}

test_workspace_is_the_binary_of_a_plain_build() {
  local bin
  bin=$(is_plain work app=./app own=./tools/own/cmd/own) || return
  expect "$("$bin/app")" "own other user(kept) near inner 2" || return
  expect "$("$bin/own")" "own other" || return
  expect "$(of_kinds compiled leaves.work)" 5
}

# Tags of a leaf decide over files of engine, which rim is built from; dep and other have none.
test_tags_give_variants_of_the_modules_that_they_change() {
  local bin
  bin=$(is_plain slow slow=.) || return
  expect "$("$bin/slow")" "rim(slow) apart dep1.1" || return
  bin=$(edits=-require=example.com/dep@v1.1.0 tags=fast,unused is_plain fast fast=.) || return
  expect "$("$bin/fast")" "rim(fast+other(C)) dep1.1" || return
  expect "$(of_kinds compiled leaves.fast)" 1 || return
  expect "$(differing fast)" '["example.com/engine","example.com/rim"]' || return
  # Of each only what the leaf needs: not engine/apart, not rim/more.
  expect "$(of_kinds compiled 'apart.fast."example.com/rim"')" 1 || return
  bin=$(edits=-require=example.com/dep@v1.1.0 tags=fast,still called=faster is_plain fast fast=.) ||
    return
  expect "$("$bin/fast")" "rim(fast+other) dep1.1"
}

test_tags_of_another_leaf_with_the_same_source_are_chosen() {
  local out variant
  for variant in chosen-tags overridden-tags; do
    out=$(of_kinds build "variants.$variant") || return
    expect "$("$out/bin/fast")" "rim(fast+other) dep1.1" || return
    expect "$(of_kinds compiled "variants.$variant")" 1 || return
  done
}

# Each choice of optional tags is what the go command makes with these, from modules that the set has
# compiled with the tags that they ask for.
test_optional_tags_are_chosen_in_nix() {
  local edits=-require=example.com/dep@v1.1.0 bin variant
  bin=$(called=optional is_plain fast fast=.) || return
  expect "$("$bin/fast")" "rim(slow) dep1.1" || return
  bin=$(attribute=variants.optional-fast tags=fast is_plain fast fast=.) || return
  expect "$("$bin/fast")" "rim(fast+other(C)) dep1.1" || return
  bin=$(attribute=variants.optional-both tags=fast,still is_plain fast fast=.) || return
  expect "$("$bin/fast")" "rim(fast+other) dep1.1" || return
  bin=$(attribute=variants.optional-still tags=still is_plain fast fast=.) || return
  expect "$("$bin/fast")" "rim(slow) dep1.1" || return
  for variant in leaves.optional variants.optional-{fast,both,still}; do
    expect "$(of_kinds compiled "$variant")" 1 || return
  done
}

test_tags_of_a_leaf_in_a_track() {
  local bin
  bin=$(tags=fast called=held-fast is_plain fast fast=.) || return
  expect "$("$bin/fast")" "rim(fast+other(C)) dep1.0" || return
  expect "$(of_kinds compiled leaves.held-fast)" 1 || return
  expect "$(differing held-fast)" '["example.com/dep","example.com/engine","example.com/rim"]' ||
    return
  # The same derivations as without the track, or in it without tags.
  expect "$(of_kinds drv 'apart.held-fast."example.com/rim"')" \
    "$(of_kinds drv 'apart.fast."example.com/rim"')" || return
  expect "$(of_kinds drv 'apart.held-fast."example.com/dep"')" \
    "$(of_kinds drv 'apart.held."example.com/dep"')"
}

test_leaves_with_their_own_versions() {
  local bin
  bin=$(called=alone-too is_plain held held=.) || return
  expect "$("$bin/held")" "dep1.0 user(lib)" || return
  expect "$(of_kinds compiled leaves.alone-too)" 1 || return
  bin=$(tags=fast called=alone is_plain fast fast=.) || return
  expect "$("$bin/fast")" "rim(fast+other(C)) dep1.0" || return
  # What is the same is the derivation that others have.
  expect "$(of_kinds drv 'apart.alone."example.com/dep"')" \
    "$(of_kinds drv 'apart.held."example.com/dep"')" || return
  expect "$(of_kinds drv 'apart.alone-too."example.com/dep"')" \
    "$(of_kinds drv 'apart.held."example.com/dep"')" || return
  expect "$(of_kinds drv 'apart.alone."example.com/rim"')" \
    "$(of_kinds drv 'apart.held-fast."example.com/rim"')"
}

# A module that it needs a package of was resolved with the leaf's own path at another version.
test_leaf_whose_path_is_in_the_set_too() {
  local bin
  bin=$(is_plain user user=./cmd/user) || return
  expect "$("$bin/user")" "alone the leaf's own" || return
  expect "$(of_kinds compiled leaves.user)" 2
}

test_vendor_directory_and_tool_lines_do_not_matter() {
  local bin
  bin=$(mod=mod is_plain vendored vendored=.) || return
  expect "$("$bin/vendored")" other
}

test_leaf_with_tests_builds() {
  local bin
  bin=$(is_plain tested tested=.) || return
  expect "$("$bin/tested")" other
}

# on_platform CHANGE LEAF: evaluates a leaf for another platform.
on_platform() {
  dir=$kinds nix_chain nix-instantiate -A "leaves.$2" \
    --arg overlays "[ (_: prev: {
      internal = prev.internal.overrideScope (_: inner: { platform = inner.platform // $1; });
    }) ]"
}

test_leaf_builds_where_it_is_supported() {
  is_plain partial partial=. >/dev/null || return
  on_platform '{ goarch = "arm64"; }' partial >>"$log" 2>&1 || return
  on_platform '{ goos = "windows"; }' base >>"$log" 2>&1 || return
  on_platform '{ goos = "windows"; }' partial >"$work/partial" 2>&1 && return 1
  cat "$work/partial" >>"$log"
  grep -qF "goset: leaf partial can't be built for windows: no required module provides package example.com/other/absent" \
    "$work/partial"
}

test_new_import_of_what_is_not_in_the_set_names_the_command() {
  [ -x "$goset" ] || return 77
  rm -rf "$work/drifted" && cp -r "$kinds" "$work/drifted"
  sed -i 's|^\t"fmt"|&\n\n\t_ "example.com/gen/lib"|' "$work/drifted/leaf/vendored/main.go"
  dir=$work/drifted nix_chain nix-build --no-out-link -A leaves.vendored >"$work/drift" 2>&1 && return 1
  cat "$work/drift" >>"$log"
  grep -qF "goset: drift: leaf vendored imports example.com/gen/lib, which it was not locked with" \
    "$work/drift" || return
  grep -qF "run: goset lock" "$work/drift"
}

# Each file that a leaf was locked with, and what the build says when it is another.
test_drift_of_every_file_stops_the_build() {
  local leaf name file
  [ -x "$goset" ] || return 77
  while read -r leaf name file; do
    rm -rf "$work/drifted" && cp -r "$kinds" "$work/drifted"
    echo "" >>"$work/drifted/leaf/$leaf/$file"
    if dir=$work/drifted nix_chain nix-build --no-out-link -A "leaves.$name" >"$work/drift" 2>&1; then
      expect "leaves.$name builds" "drift of $file"
      return
    fi
    cat "$work/drift" >>"$log"
    grep -qF "drift: leaf $name: $file changed since it was locked" "$work/drift" || return
    grep -qF "run: goset lock" "$work/drift" || return
  done <<'CASES'
work work go.work
work work go.work.sum
work work app/go.mod
work work app/go.sum
work work tools/own/go.mod
work work near/go.mod
host host go.mod
host host near/go.mod
near/beside beside ../shared/go.mod
near/beside beside go.sum
CASES
}

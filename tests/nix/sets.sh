# Sourced by run.sh: tests of whole sets, as they grow, and are shared between machines.

# make_growing makes a set of the leaf `one`, which needs one package of p; `two` needs another.
make_growing() {
  [ -x "$goset" ] || return 77
  growing=$work/growing
  mkdir -p "$growing" "$work/certificates"
  local leaf
  for leaf in one two; do
    mkdir -p "$growing/$leaf"
    printf 'module example.com/%s\n\ngo 1.21\n\nrequire example.com/p v1.0.0\n' "$leaf" \
      >"$growing/$leaf/go.mod"
  done
  printf 'package main\n\nimport "example.com/p/x"\n\nfunc main() { println(x.X()) }\n' \
    >"$growing/one/main.go"
  printf 'package main\n\nimport "example.com/p/z"\n\nfunc main() { println(z.Z()) }\n' \
    >"$growing/two/main.go"
  "$goset" -C "$growing" init && "$goset" -C "$growing" add "$growing/one"
}

# drvs FOLDER: the derivations of modules and leaves, by name.
drvs() {
  real "$1" nix-instantiate --eval --strict --json -A drvs 2>>"$log"
}

test_added_leaf_changes_no_derivation() {
  local -x GOPROXY=file://$chain/proxy GOSUMDB=off GOENV=off
  local -x GOSET_CACHE=$work/cache GOMODCACHE=$work/none
  make_growing >>"$log" 2>&1 || return
  local before after
  before=$(drvs "$growing") && "$goset" -C "$growing" add "$growing/two" >>"$log" 2>&1 || return
  after=$(drvs "$growing") || return
  expect "$(python3 -c '
import json, sys
before, after = map(json.loads, sys.argv[1:])
changed = [key for key in before if before[key] != after[key]]
print("changed:", *changed, "new:", *sorted(after.keys() - before.keys()))' "$before" "$after")" \
    "changed: new: leaf two module example.com/p#2" || return
  # Built where the first is, nothing but the new is built.
  local store=$work/growing-store
  "$goset" -C "$growing" prefetch -q --store "$store" >>"$log" 2>&1 &&
    real "$growing" nix-build --no-out-link -A leaves.one >>"$log" 2>&1 &&
    real "$growing" nix-build --no-out-link -A leaves.two >"$work/second" 2>&1 || return
  cat "$work/second" >>"$log"
  expect "$(sed -n "s/^building '[^-]*-\(.*\)\.drv'.*/\1/p" "$work/second" | tr '\n' ' ')" \
    "go-example.com-p-part2-1.0.0 two-0 "
}

# What nixpkgs' update.nix does with a leaf: its script raises it, and says so.
test_update_script_raises_a_leaf() {
  [ -x "$goset" ] || return 77
  local -x GOPROXY=file://$chain/proxy GOSUMDB=off GOENV=off
  local -x GOSET_CACHE=$work/cache GOMODCACHE=$work/none UPDATE_NIX_ATTR_PATH=programs.b
  local updating=$work/updating command
  mkdir -p "$updating" "$work/certificates"
  { "$goset" -C "$updating" init && lock_leaf "$updating" b example.com/b v1.1.0; } \
    >>"$log" 2>&1 || return
  script() {
    real "$updating" nix-instantiate --eval --strict --json -A "leaves.b.updateScript.$1" 2>>"$log"
  }
  expect "$(script supportedFeatures)" '["commit"]' || return
  mapfile -t command < <(script command | tr -d '[]"' | tr ',' '\n')
  case ${command[0]} in */bin/goset) ;; *) return 1 ;; esac
  # From another directory, with the program of this build.
  (cd / && "$goset" "${command[@]:1}") >"$work/updated" 2>>"$log" || return
  cat "$work/updated" >>"$log"
  python3 - "$work/updated" "$updating" >>"$log" 2>&1 <<'PY' || return
import json, os, sys
(change,) = json.load(open(sys.argv[1]))
assert (change["attrPath"], change["oldVersion"], change["newVersion"]) == ("programs.b", "1.1.0", "1.2.0")
names = ["goset.toml", "goset.lock", "go-packages.nix"]
assert change["files"] == [os.path.join(os.path.realpath(sys.argv[2]), name) for name in names]
PY
  expect "$(real "$updating" nix-instantiate --eval -A leaves.b.version 2>>"$log")" '"1.2.0"' || return
  expect "$("$goset" "${command[@]:1}" 2>>"$log")" "[]"
}

# A leaf's bill of materials: of its modules, its patches and other sources, by the program of this build.
test_leaf_has_a_bill_of_materials() {
  [ -x "$goset" ] || return 77
  local -x GOPROXY=file://$chain/proxy GOSUMDB=off GOENV=off
  local -x GOSET_CACHE=$work/cache GOMODCACHE=$work/none
  local set=$work/billed
  mkdir -p "$set" "$work/certificates" "$work/program/bin"
  cp "$goset" "$work/program/bin/goset"
  printf -- '--- a/x\n+++ b/x\n' | tee "$set/leaf.patch" >"$set/module.patch"
  { "$goset" -C "$set" init && lock_leaf "$set" b example.com/b v1.1.0; } >>"$log" 2>&1 || return
  # bill EXPRESSION: where the bill of materials of a leaf of `set` is.
  bill() {
    echo "$store$(nix-build --store "$store" --no-out-link -E "
      let
        set = (import $here/real.nix {
          folder = $set; goRoot = \"$goRoot\"; goVersion = \"$goVersion\"; certificates = $work/certificates;
        }).overrideScope (_: _: { goset = builtins.path { name = \"goset\"; path = $work/program; }; });
      in
      ($1).sbom" 2>>"$log")"
  }
  local plain patched foreign hooked
  plain=$(bill set.leaves.b) || return
  patched=$(bill "(set.overrideModule \"example.com/c/v2\" { patches = [ $set/module.patch ]; }).buildLeaf {
    leaf = \"b\"; patches = [ $set/leaf.patch ]; }") || return
  foreign=$(bill "(set.overrideModule \"example.com/c/v2\" { src = $set; }).buildLeaf {
    leaf = \"b\"; src = $set; }") || return
  hooked=$(bill 'set.buildLeaf { leaf = "b"; postPatch = "touch x"; }') || return
  python3 - "$plain" "$patched" "$foreign" "$hooked" "$goVersion" >>"$log" 2>&1 <<'PY'
import json, sys
plain, patched, foreign, hooked = (json.load(open(file)) for file in sys.argv[1:5])

def by_name(bill):
    parts = [bill["metadata"]["component"], *bill["components"]]
    return {part["name"]: part for part in parts}

assert by_name(plain)["stdlib"]["version"] == "go" + sys.argv[5]
assert by_name(plain).keys() == by_name(patched).keys() == by_name(foreign).keys()
for name in "b", "example.com/c/v2":
    assert "pedigree" not in by_name(plain)[name]
    (patch,) = by_name(patched)[name]["pedigree"]["patches"]
    assert patch["diff"]["text"]["content"] == "--- a/x\n+++ b/x\n"
    assert by_name(plain)[name]["hashes"] == by_name(patched)[name]["hashes"]
    assert by_name(foreign)[name]["pedigree"]["notes"] == "built from another source than was locked"
    assert "hashes" not in by_name(foreign)[name]
assert by_name(hooked)["b"]["pedigree"] == by_name(foreign)["b"]["pedigree"]
assert "pedigree" not in by_name(hooked)["example.com/c/v2"]
PY
}

# From a binary cache that has what is shared, another machine builds its leaf and nothing else.
test_shared_is_all_that_another_machine_needs() {
  local cache=$work/binary-cache other=$work/other-store path
  path=$(nix_chain nix-build --no-out-link -A shared 2>>"$log") || return
  nix copy --store "$store" --to "file://$cache" "$path" >>"$log" 2>&1 || return
  # What nixpkgs' own cache has.
  path=$(nix_chain nix-build --no-out-link -A go 2>>"$log") || return
  nix copy --store "$store" --to "file://$cache" "$path" >>"$log" 2>&1 || return
  store=$other nix_chain nix-build --no-out-link -A leaves.new \
    --option substituters "file://$cache" --option require-sigs false >"$work/elsewhere" 2>&1
  cat "$work/elsewhere" >>"$log"
  expect "$(sed -n "s/^building '.*-\(.*\)\.drv'.*/\1/p" "$work/elsewhere")" 0 || return # new-0
  expect "$(cd "$other/nix/store" && echo go-*-source ./*-go-*-source)" "go-*-source ./*-go-*-source" ||
    return
  [ -x "$other"/nix/store/*-new-0/bin/new ]
}

# A module in the path of another one, as go.uber.org/zap/exp is.
test_shared_has_modules_in_the_paths_of_others() {
  [ -x "$goset" ] || return 77
  local -x GOPROXY=file://$chain/proxy GOSUMDB=off GOENV=off
  local -x GOSET_CACHE=$work/cache GOMODCACHE=$work/none
  local set=$work/nested-set out
  mkdir -p "$set/leaf" "$work/certificates"
  printf 'module example.com/leaf\n\ngo 1.21\n\nrequire example.com/lin/nested v1.0.0\n' \
    >"$set/leaf/go.mod"
  printf 'package main\n\nimport "example.com/lin/nested"\n\nfunc main() { println(nested.N()) }\n' \
    >"$set/leaf/main.go"
  { "$goset" -C "$set" init && "$goset" -C "$set" add "$set/leaf" &&
    "$goset" -C "$set" prefetch -q --store "$store"; } >>"$log" 2>&1 || return
  out=$store$(real "$set" nix-build --no-out-link -A shared 2>>"$log") || return
  expect "$(cd "$out/modules/example.com" && echo * lin/*)" "lin lin@v1.0.0 lin/nested@v1.0.0"
}

# With `layout = "directory"` the derivations are the same, and a leaf reads the files that it is built
# from: all others may be anything.
test_leaf_reads_only_its_files_of_a_directory() {
  [ -x "$goset" ] || return 77
  local -x GOPROXY=file://$chain/proxy GOSUMDB=off GOENV=off
  local -x GOSET_CACHE=$work/cache GOMODCACHE=$work/none
  local set=$work/directory-set leaf module drvs own file
  mkdir -p "$set" "$work/certificates"
  "$goset" -C "$set" init >>"$log" 2>&1 || return
  for leaf in Leaf:lin/nested other:q; do
    module=${leaf#*:} leaf=${leaf%%:*}
    mkdir -p "$set/$leaf"
    printf 'module example.com/%s\n\ngo 1.21\n\nrequire example.com/%s v1.0.0\n' "$leaf" "$module" \
      >"$set/$leaf/go.mod"
    printf 'package main\n\nimport _ "example.com/%s"\n\nfunc main() {}\n' "$module" \
      >"$set/$leaf/main.go"
    "$goset" -C "$set" add "$set/$leaf" >>"$log" 2>&1 || return
  done
  drvs=$(real "$set" nix-instantiate --eval --strict --json -A drvs 2>>"$log") || return
  sed -i '1i layout = "directory"' "$set/goset.toml"
  "$goset" -C "$set" lock >>"$log" 2>&1 || return
  own=$(real "$set" nix-instantiate --eval --json -A leaves.Leaf.drvPath 2>>"$log") || return
  [ ! -e "$set/go-packages.nix" ] || return
  expect "$(real "$set" nix-instantiate --eval --strict --json -A drvs 2>>"$log")" "$drvs" || return
  touch "$set/go-packages/modules/notes" # of somebody else, and no record
  while read -r file; do echo 'this is not Nix' >"$file"; done < <(find "$set/go-packages" -name '*.nix' \
    ! -name set.nix ! -path '*/leaves/!leaf.nix' ! -path '*/lin*')
  expect "$(real "$set" nix-instantiate --eval --json -A leaves.Leaf.drvPath 2>>"$log")" "$own" || return
  ! real "$set" nix-instantiate --eval --json -A leaves.other.drvPath 2>>"$log"
}

# A text with controls, turned text and Nix in it has the same value in Nix and in the lock, and the file is
# made of what shows itself.
test_texts_of_the_lock_are_the_same_in_nix() {
  [ -x "$goset" ] || return 77
  local -x GOPROXY=file://$chain/proxy GOSUMDB=off GOENV=off
  local -x GOSET_CACHE=$work/cache GOMODCACHE=$work/none
  local set=$work/texts-set
  mkdir -p "$set/app"
  "$goset" -C "$set" init >>"$log" 2>&1 || return
  printf 'module example.com/app\n\ngo 1.21\n' >"$set/app/go.mod"
  printf 'package main\n\nfunc main() {}\n' >"$set/app/main.go"
  printf '[leaf.app]\npath = "app"\n[track.t]\nleaves = ["app"]\nreason = "%s"\n' \
    '\u001b]0;x\u0007 $\u202Ea ${b} $${c} \" \\ \u0027\u0027 \n# d\u0085\U000E0061' >>"$set/goset.toml"
  "$goset" -C "$set" lock >>"$log" 2>&1 || return
  ! LC_ALL=C grep -n '[^ -~]' "$set/go-packages.nix" >>"$log" || return
  expect "$(nix-instantiate --store "$store" --eval --strict -E "
    let
      nix = import $set/go-packages.nix;
      lock = builtins.fromJSON (builtins.readFile $set/goset.lock);
    in
    nix.tracks.t.reason == lock.tracks.t.reason" 2>>"$log")" true
}

# What an output has of a source is what others read of it; the whole is not referred to.
test_modules_carry_what_is_read_of_their_sources() {
  local out
  out=$(build 'modules."example.com/lin"') || return
  expect "$(cd "$out/src" && find . -type f | sort | tr '\n' ' ')" "./go.mod ./lin.go " || return
  ! nix-store --store "$store" -qR "${out#"$store"}" | grep -- -source
}

# Two machines, here two stores: each builds some of the modules.
test_two_builders_share_the_work() {
  local own=$work/own-store one=$work/builder-one two=$work/builder-two system
  system=$(nix-instantiate --eval --json -E builtins.currentSystem | tr -d '"') || return
  store=$own nix_chain nix-build --no-out-link -A leaves.new --max-jobs 0 \
    --builders "$one $system - 1; $two $system - 1" >"$work/distributed" 2>&1
  cat "$work/distributed" >>"$log"
  [ -x "$own"/nix/store/*-new-0/bin/new ] || return
  local builder
  for builder in "$one" "$two"; do
    grep -q "go-example.com.* on '$builder'" "$work/distributed" || return
  done
}

test_documentation_is_generated() {
  python3 "$tree/docs/generate.py" >"$work/nix.md" 2>>"$log" || return
  diff "$tree/docs/nix.md" "$work/nix.md" >>"$log"
}

# of_example ATTRIBUTE: what examples/programs has there, with the stand-in for nixpkgs.
of_example() {
  nix-instantiate --store "$store" --eval --strict -E "
    (import $tree/examples/programs {
      pkgs = import $here/standin {
        goRoot = \"$goRoot\"; goVersion = \"$goVersion\"; certificates = $here;
      };
    }).$1" 2>>"$log"
}

test_example_is_locked_and_evaluates() {
  [ -x "$goset" ] || return 77
  "$goset" -C "$tree/examples/programs" check >>"$log" 2>&1 || return
  local attribute
  for attribute in age fzf fzf-arm shared; do
    of_example "$attribute.drvPath" | grep -q '\.drv"$' || return
  done
  expect "$(of_example fzf.meta.mainProgram)" '"fzf"'
}

# goset itself as a package: built in the sandbox from what its derivation names.
test_goset_is_a_package() {
  command -v meson >/dev/null && command -v ninja >/dev/null || return 77
  local out
  out=$(nix-build --store "$store" --no-out-link -E "
    (import $tree {
      pkgs = import $here/standin { goRoot = \"$goRoot\"; goVersion = \"$goVersion\"; };
    }).goset" 2>>"$log") || return
  "$store$out/bin/goset" --version >>"$log" 2>&1 || return
  [ -x "$store$out/bin/goset-cacheprog" ]
}

# Each attribute that the comment of buildLeaf lists is used by a test, by its name.
test_every_attribute_of_a_leaf_is_tested() {
  local attribute attributes untested=""
  attributes=$(sed -n '/^\/\*/,/^\*\//p' "$tree/nix/builders/build-leaf.nix" |
    sed -n 's/^    \([a-zA-Z.]*\(, [a-zA-Z.]*\)*\)\(  .*\)\{0,1\}$/\1/p' | tr -d ' ' | tr ',' '\n')
  [ "$(wc -w <<<"$attributes")" -gt 25 ] || return
  for attribute in $attributes; do
    grep -qE "(^|[^A-Za-z])${attribute#passthru.}([^A-Za-z]|\$)" "$here/variants.nix" \
      "$here/eval.nix" "$here/attributes.sh" "$here/sets.sh" || untested+=" $attribute"
  done
  expect "$untested" ""
}

test_uses_of_nixpkgs_are_listed() { python3 "$here/nixpkgs_uses.py" >>"$log" 2>&1; }

# Sourced by run.sh: tests of what buildLeaf and the functions of a set take; see variants.nix.

variant() { build "variants.$1"; }

# programs VARIANT: the names in its bin.
programs() {
  local out
  out=$(variant "$1") || return
  (cd "$out/bin" && echo *)
}

# refuses VARIANT TEXT: its build fails and says so.
refuses() {
  if nix_chain nix-build --no-out-link -A "variants.$1" >"$work/refused" 2>&1; then return 1; fi
  cat "$work/refused" >>"$log"
  grep -qF -- "$2" "$work/refused"
}

test_packages_of_a_leaf_are_chosen() {
  expect "$(programs only-two)" two || return
  expect "$(programs below-cmd)" two || return
  expect "$(programs without-two)" new
}

test_arguments_may_come_from_final_attributes() {
  local out
  out=$(variant final-attrs) || return
  expect "$("$out/bin/two")" "x renamed" || return
  case $out in *-renamed-0) ;; *) return 1 ;; esac
}

test_override_attrs_reaches_flags_and_packages() {
  local out
  out=$(variant overridden) || return
  expect "$(cd "$out/bin" && echo *)" two || return
  expect "$("$out/bin/two")" "x overridden"
}

test_structured_attributes() {
  local out
  out=$(variant structured) || return
  expect "$("$out/bin/two")" "x structured"
}

# What nixpkgs may one day do for all derivations: std, modules, leaves, and what is made of them.
test_structured_attributes_by_default() {
  local out attribute
  local settings="--arg structuredAttrsByDefault true"
  out=$(build leaves.new) || return
  same "$out/bin/new" "$(settings="" build leaves.new)/bin/new" || return
  # shellcheck disable=SC2086 # words
  expect "$(nix_chain nix-build --check --no-out-link -A leaves.new $settings 2>&1 | tee -a "$log" |
    sed -n 's/^goset-cacheprog: \([0-9]*\) packages compiled.*/\1/p')" 3 || return
  for attribute in shared variants.in-shell variants.patched leaves.new.goModules; do
    build "$attribute" >/dev/null || return
  done
}

test_leaf_in_a_directory_of_its_source() {
  local out
  out=$(variant nested) || return
  same "$out/bin/new" "$(build leaves.new)/bin/new"
}

test_every_hook_runs() {
  local out
  out=$(of_kinds variant hooks) || return
  expect "$(tr '\n' ' ' <"$out/ran")" \
    "-trimpath preConfigure postConfigure preBuild postBuild preCheck postCheck preInstall "
}

test_phases_may_be_given_or_left() {
  local out
  out=$(variant own-install) || return
  expect "$(cd "$out" && echo *)" elsewhere || return
  out=$(variant left-to-stdenv) || return
  expect "$(cd "$out" && echo *)" made || return
  out=$(variant without-phases) || return
  expect "$(cd "$out" && echo *)" "built checked configured installed unpacked" || return
  out=$(variant own-phases) || return
  expect "$(tr '\n' ' ' <"$out/ran")" "configure build check "
}

test_phases_of_a_package_have_the_functions_of_buildGoModule() {
  local out
  out=$(of_kinds variant own-go-dirs) || return
  expect "$(cd "$out/bin" && echo *)" tested || return
  expect "$(tr '\n' ' ' <"$out/dirs")" "./... " || return
  out=$(variant own-go-dirs-elsewhere) || return
  expect "$(cd "$out/bin" && echo *)" old.exe
}

test_programs_are_stripped_as_stdenv_does_it() {
  local out
  readelf -S "$(build leaves.new)/bin/new" | grep -q '\.debug_info' || return
  out=$(variant stripped) || return
  ! readelf -S "$out/bin/new" | grep -q '\.debug_info' && readelf -S "$out/bin/new" | grep -q symtab ||
    return
  expect "$("$out/bin/new")" "ab1.2cnlinm yqx own" || return
  out=$(variant stripped-all) || return
  ! readelf -S "$out/bin/new" | grep -q symtab
}

test_version_is_checked_by_nixpkgs_means() {
  variant versioned >/dev/null || return
  variant version-test >/dev/null
}

test_profile_is_used_where_it_is_asked_for() {
  local out
  out=$(variant profiled) || return
  go version -m "$out/bin/new" | grep -q -- "-pgo=.*default.pgo" || return
  [ "$(compiled variants.profiled)" -gt 20 ] || return
  same "$(variant unprofiled)/bin/new" "$(build leaves.new)/bin/new" || return
  nix_chain nix-build --check --no-out-link -A variants.unprofiled >"$work/unprofiled" 2>&1
  cat "$work/unprofiled" >>"$log"
  grep -qF 'goset: default.pgo is not used (pgo = "off")' "$work/unprofiled"
}

test_output_does_not_refer_to_what_built_it() {
  refuses with-go "is not allowed to refer to" || return
  variant with-go-allowed >/dev/null || return
  refuses with-source "allowGoReference = true" || return
  refuses with-cache "allowGoReference = true" || return
  variant with-source-unchecked >/dev/null
}

test_compiling_dependencies_again_is_refused() {
  refuses compiling "goAllowCompile = true" || return
  refuses compiling "leaf new compiled" || return
  variant compiling-allowed >/dev/null || return
  variant verbose >/dev/null
}

test_patch_of_go_mod_must_be_allowed() {
  refuses patched-go-mod "drift: leaf new: go.mod changed since it was locked" || return
  refuses patched-go-mod "allowGoModPatch = true" || return
  variant patched-go-mod-allowed >/dev/null
}

test_patch_of_go_mod_that_asks_for_more_than_the_set_has_is_refused() {
  refuses patched-go-mod-above "go.mod requires example.com/a v9.0.0, the set has v1.0.0" || return
  refuses patched-go-mod-above "under [pin] or [replace], and run: goset lock"
}

test_tests_run_where_they_were_locked() {
  of_kinds variant tests >/dev/null || return
  of_kinds refuses failing-tests "asked to fail" || return
  of_kinds variant one-test >/dev/null || return
  of_kinds nix_chain nix-build --check --no-out-link -A variants.one-test >"$work/checked" 2>&1
  cat "$work/checked" >>"$log"
  grep -q -- "--- PASS: TestOwn" "$work/checked" && ! grep -q TestT "$work/checked" || return
  of_kinds variant without-tests >/dev/null
}

# The dependencies of tests come from the set too: only the leaf's own packages are compiled.
test_tests_compile_only_the_leaf() {
  of_kinds variant tests >/dev/null || return
  of_kinds nix_chain nix-build --check --no-out-link -A variants.tests 2>&1 | tee -a "$log" |
    sed -n 's/^goset-cacheprog: \([0-9]*\) packages compiled.*/\1/p' >"$work/counts"
  # The program; then it with its tests, the tests of `only`, and a main package for each.
  expect "$(tr '\n' ' ' <"$work/counts")" "1 4 "
}

test_test_binaries_are_built() {
  local out
  out=$(of_kinds variant test-binaries) || return
  expect "$(cd "$out/bin" && echo *)" "only.test tested.test" || return
  expect "$("$out/bin/tested.test" -test.run TestT)" PASS
}

test_leaf_offers_what_it_is_built_from() {
  local out
  out=$(build leaves.new.goModules) || return
  expect "$(cd "$out/example.com" && echo *)" "Upper a@v1.0.0 b@v1.2.0 c lin@v1.0.0 p@v1.0.0 q@v1.0.0" ||
    return
  out=$(build leaves.new.shared) || return
  expect "$(cd "$out/modules/example.com" && echo *)" \
    "Upper a@v1.0.0 b@v1.2.0 c lin@v1.0.0 p@v1.0.0 p@v1.0.0#2 q@v1.0.0" || return
  [ -e "$store$(readlink "$out/std")/cache/index" ] || return
  of_kinds build leaves.tested.tests.goTests >/dev/null
}

# is_configured VARIANT SETTING: `new` was built with that, and nothing but its own packages.
is_configured() {
  local out
  out=$(variant "$1") || return
  go version -m "$out/bin/new" | grep -q -- "$2" || return
  expect "$("$out/bin/new")" "ab1.2cnlinm yqx own" || return
  expect "$(compiled "variants.$1")" 3
}

test_race_detector_is_a_configuration() { is_configured raced "-race=true"; }

test_pie_is_a_configuration() { is_configured pie "-buildmode=pie"; }

test_architecture_level_is_a_configuration() {
  [ "$(uname -m)" = x86_64 ] || return 77
  local out
  out=$(variant v3) || return
  go version -m "$out/bin/new" | grep -q "GOAMD64=v3" || return
  expect "$(compiled variants.v3)" 3
}

test_cross_compilation() {
  local out
  out=$(variant arm) || return
  file=$(od -An -tx1 -N20 "$out/bin/new" | tr -d ' \n')
  expect "${file:0:8}${file:36:4}" 7f454c46b700 || return # ELF, aarch64
  out=$(variant windows) || return
  expect "$(head -c 2 "$out/bin/new.exe")" MZ || return
  out=$(variant darwin) || return
  expect "$(od -An -tx1 -N8 "$out/bin/new" | tr -d ' \n')" cffaedfe0c000001 # Mach-O, arm64
}

test_patched_module_reaches_the_leaf() {
  local out
  out=$(variant patched) || return
  expect "$("$out/bin/new")" "ab1.2cnpatchedm yqx own"
}

test_patch_that_adds_an_import_names_the_command() {
  refuses patched-import "replace example.com/lin by a fork in goset.toml and run: goset lock"
}

# refuses_for VARIANT TEXT: it does not ask for a new lock, which would not help.
refuses_for() {
  refuses "$@" || return
  if grep -qF "goset lock" "$work/refused"; then return 1; fi
}

test_each_failure_names_its_cause() {
  refuses_for without-leaf "goset: buildLeaf needs \`leaf\`, the name of a program of the set: new, old" ||
    return
  refuses_for wrong-go-dir "buildGoDir: install or test, not run" || return
  refuses_for patched-imports "a patch of leaf new imports example.com/no/w, which it was not" ||
    return
  refuses_for patched-imports-of-a-module \
    "a patch of leaf new imports example.com/p/z of example.com/p v1.0.0, which it was not" || return
  refuses_for own-error "goset: leaf new: its own package example.com/new does not compile" || return
  refuses_for module-error "goset: example.com/lin v1.0.0 does not compile with its patches" || return
  of_kinds refuses_for without-header \
    'goPackages.overrideModule "example.com/native" { buildInputs = [ ... ]; }' || return
  of_kinds refuses_for without-pkg-config-file "needs a C library that is not there: factor.pc" ||
    return
  of_kinds refuses_for without-pkg-config-file "nativeBuildInputs = [ pkg-config ]"
}

test_shell_has_what_the_set_compiled() {
  local out
  out=$(variant in-shell) || return
  same "$out/new" "$(build leaves.new)/bin/new" || return
  expect "$(grep -c '^example.com/new' "$out/first")" 3 || return
  expect "$(grep -v '^example.com/new\|^goset-cacheprog' "$out/first")" "" || return
  expect "$(grep -v '^goset-cacheprog' "$out/second")" "" || return
  expect "$(cat "$out/version")" v1.2.0 || return
  expect "$(tr '\n' ' ' <"$out/listed")" "go.mod lin.go " || return
  out=$(variant whole-in-shell) || return
  expect "$(tr '\n' ' ' <"$out/listed")" "go.mod lin.go testdata "
}

# outside_the_sandbox COMMAND...: with the store at the place that its paths name, as Nix wants it.
outside_the_sandbox() {
  unshare --map-root-user --mount sh -c 'mount --bind "$0" /nix && exec "$@"' "$store/nix" "$@"
}

# The same leaf without a sandbox, where every build has a directory of its own: nothing but the leaf
# is compiled, not even a module whose cgo flags name its directory, and the programs are the same.
test_leaf_is_the_same_without_a_sandbox() {
  local attribute derivation
  [ -d /nix ] && outside_the_sandbox true 2>>"$log" || return 77
  for attribute in leaves.slow leaves.base; do
    of_kinds build "$attribute" >/dev/null || return
    derivation=$(of_kinds drv "$attribute") || return
    outside_the_sandbox nix-store --store local --option sandbox false --realise --check \
      "$derivation" >"$work/outside" 2>&1
    cat "$work/outside" >>"$log"
    ! grep -q "^error" "$work/outside" && grep -q "^checking outputs" "$work/outside" || return
    grep '^example.com/' "$work/outside" >"$work/compiled-$attribute"
  done
  expect "$(tr '\n' ' ' <"$work/compiled-leaves.slow")" "example.com/slow " ||
    return
  expect "$(cat "$work/compiled-leaves.base")" example.com/base
}

# The library of a module two modules down is there when the leaf is linked.
test_c_library_reaches_the_leaf() {
  local out
  out=$(of_kinds variant linked) || return
  expect "$("$out/bin/linked")" 420 || return
  expect "$(of_kinds compiled variants.linked)" 1 || return
  grep -q '^library /nix/store/[^ ]*-answer/lib$' "$(of_kinds variant linked-by-overlay)/closure"
}

# Sourced by run.sh: what examples/ shows, with the stand-in in nixpkgs' place.

# make_nixpkgs lays out the stand-in as nixpkgs is: a function of overlays, and a flake.
make_nixpkgs() {
  local place=$work/nixpkgs
  [ ! -d "$place" ] || return 0
  mkdir -p "$place" "$work/certificates"
  cp -r "$here/standin" "$place/standin"
  chmod -R u+w "$place"
  cat >"$place/default.nix" <<EOF
{ overlays ? [ ] }:
let
  base = import ./standin {
    goRoot = "$goRoot";
    goVersion = "$goVersion";
    certificates = ./.;
  };
  # Only looked at, never built.
  others =
    builtins.listToAttrs (
      map (name: { inherit name; value = base.nothing; })
        [ "catch2" "clang-tools" "deadnix" "git" "nix" "nixfmt" ]
    )
    // {
      mkShell = arguments: base.stdenv.mkDerivation { name = "shell"; inherit (arguments) packages; };
      python3.withPackages = choose: builtins.head (choose { jsonschema = base.nothing; pyyaml = base.nothing; });
      buildGoModule = arguments: base.stdenv.mkDerivation (removeAttrs arguments [ "meta" ]);
    };
  final = builtins.foldl' (prev: overlay: prev // overlay final prev) (
    base // others // { callPackage = base.newScope final; pkgs = final; }
  ) overlays;
in
final
EOF
  cat >"$place/flake.nix" <<'EOF'
{
  outputs = _: {
    lib = import ./standin/lib.nix;
    legacyPackages = builtins.listToAttrs (
      map
        (name: { inherit name; value = import ./. { }; })
        [ "aarch64-darwin" "aarch64-linux" "x86_64-darwin" "x86_64-linux" ]
    );
  };
}
EOF
}

# make_tree copies of this repository what a flake of it needs.
make_tree() {
  local place=$work/goset-tree
  [ ! -d "$place" ] || return 0
  mkdir -p "$place"
  (cd "$tree" && cp -r default.nix flake.nix meson.build meson_options.txt examples include nix src \
    templates "$place")
}

# flake COMMAND DIRECTORY [ARGUMENT]...: with the stand-in and this repository as inputs, offline.
flake() {
  local command=$1 directory=$2
  shift 2
  make_nixpkgs && make_tree || return
  echo '{"flakes": [], "version": 2}' >"$work/registry.json"
  # The stand-in knows one system, that of this machine. Nix's cache names store paths of earlier runs,
  # which may be gone.
  XDG_CACHE_HOME=$work/flake-cache nix --extra-experimental-features flakes --offline --store "$store" flake "$command" --impure \
    --no-write-lock-file --option flake-registry "$work/registry.json" \
    --override-input nixpkgs "path:$work/nixpkgs" "$@" "path:$directory"
}

test_flake_of_goset_is_sound() {
  make_tree || return
  flake check "$work/goset-tree" --no-build >>"$log" 2>&1 || return
  flake show "$work/goset-tree" >"$work/shown" 2>>"$log" || return
  local output
  for output in checks devShells formatter packages; do
    grep -q "$output" "$work/shown" || return
  done
}

test_example_flake_is_sound() {
  [ -x "$goset" ] || return 77
  "$goset" -C "$tree/examples/flake" check >>"$log" 2>&1 || return
  make_tree || return
  flake check "$work/goset-tree/examples/flake" --no-build --override-input goset "path:$work/goset-tree" \
    >>"$log" 2>&1
}

# of_examples EXPRESSION: a value of the examples, `nixpkgs` being the stand-in.
of_examples() {
  make_nixpkgs || return
  nix-instantiate --store "$store" --eval --strict -E "
    let nixpkgs = $work/nixpkgs; in $1" 2>>"$log"
}

test_example_overlay_adds_programs() {
  of_examples "(import $tree/examples/overlay { inherit nixpkgs; }).hello.drvPath" |
    grep -q '\.drv"$'
}

# The tree of nixpkgs: programs of a set beside one of buildGoModule, and a set of a family.
test_example_nixpkgs_evaluates() {
  local name pkgs="(import nixpkgs { overlays = [ (import $tree/examples/nixpkgs { }) ]; })"
  for name in caddy hello-vendored kustomize popeye stern kubernetesGoPackages.shared; do
    of_examples "$pkgs.$name.drvPath" | grep -q '\.drv"$' || return
  done
  expect "$(of_examples "$pkgs.caddy.meta.mainProgram")" '"caddy"' || return
  expect "$(of_examples "$pkgs.caddy.version")" '"2.11.9"'
}

test_example_sets_are_locked() {
  [ -x "$goset" ] || return 77
  local file
  for file in "$tree"/examples/nixpkgs/pkgs/*/*/*/goset.toml; do
    "$goset" -C "$(dirname "$file")" check >>"$log" 2>&1 || return
  done
}

/*
  shellFor :: { leaf, packages ? [ ], wholeSources ? false, ... } -> derivation

  What nix-shell and `nix develop` make a shell of. Its hook lays the module cache out in a directory
  of the user's cache, with a go.work that uses the checkout and an overlay for the go.mod files: so
  nothing in the checkout changes. What is compiled there is kept for the next time. With
  `wholeSources` that has all packages of the modules, not only those that the leaf needs today.
*/
{
  lib,
  buildLeaf,
  closureOf,
  go,
  goEnv,
  helpers,
  moduleLine,
  records,
  std,
  stdenv,
  stdenvNoCC,
}:
{
  leaf,
  packages ? [ ],
  wholeSources ? false,
  ...
}@args:
let
  built = buildLeaf { inherit leaf; };

  closure = closureOf (built.requires ++ records.leaves.${leaf}.private or [ ]);

  # In the store, since a shell has no files of a build.
  texts = stdenvNoCC.mkDerivation {
    name = "go-shell-${leaf}-texts";
    inherit (built.drvAttrs) leafLock moduleDeps;
    # Of these the shell has the whole source.
    privateModules =
      if wholeSources then
        lib.concatMapStrings (key: moduleLine key + "\n") closure
      else
        built.drvAttrs.privateModules;
    passAsFile = [
      "leafLock"
      "moduleDeps"
      "privateModules"
    ];
    preferLocalBuild = true;
    buildCommand = ''
      source ${./hooks/text.sh}
      gosetText leafLock moduleDeps privateModules
      mkdir "$out"
      cp "$leafLockPath" "$out/leafLock"
      cp "$moduleDepsPath" "$out/moduleDeps"
      cp "$privateModulesPath" "$out/privateModules"
    '';
  };
in
stdenv.mkDerivation (
  removeAttrs args [
    "leaf"
    "packages"
    "wholeSources"
  ]
  // {
    name = "go-shell-${leaf}";
    nativeBuildInputs = [
      go
      helpers
    ]
    ++ packages
    ++ args.nativeBuildInputs or [ ];
    buildInputs = built.drvAttrs.buildInputs or [ ];
    env = goEnv.variables // args.env or { };
    buildCommand = "touch $out";
    shellHook = ''
      gosetShell=''${XDG_CACHE_HOME:-$HOME/.cache}/goset-shell/${leaf}
      mkdir -p "$gosetShell"
      if goset-stage shell --lock ${texts}/leafLock --deps ${texts}/moduleDeps \
        --private ${texts}/privateModules --source "$PWD" --stage "$gosetShell" \
        --std ${std} --go ${go.version}; then
        . "$gosetShell/libraries.sh"
        export GOMODCACHE=$gosetShell/mod GOWORK=$gosetShell/go.work
        export GOFLAGS="$GOFLAGS -mod=readonly -overlay=$gosetShell/overlay.json"
        GOCACHEPROG="goset-cacheprog --inputs $gosetShell/caches --indexes $gosetShell/indexes"
        export GOCACHEPROG+=" --out $gosetShell/compiled"
      fi
      ${args.shellHook or ""}
    '';
  }
)

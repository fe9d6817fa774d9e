# The scope of one Go package set: what it offers. Every attribute may be replaced by an overlay, and
# what is made from it follows. What it is made from is in internal.nix.
{
  pkgs,
  packages,
  overlays ? [ ],
  go ? pkgs.buildPackages.go,
  goProxy ? null,
  netrcPhase ? null,
  netrcImpureEnvVars ? [ ],
  fetchWithGoset ? false,
  ...
}@args:
let
  inherit (pkgs) lib;
  checkConfiguration = import ./configuration { inherit lib; };

  # What is left are the attributes of a configuration. `mkGoSet` is there if a package function
  # passes on all that callPackage gave it.
  given = removeAttrs args [
    "fetchWithGoset"
    "go"
    "goProxy"
    "mkGoSet"
    "netrcImpureEnvVars"
    "netrcPhase"
    "overlays"
    "packages"
    "pkgs"
  ];

  base =
    final:
    let
      inherit (final.internal) callPackage;
      native = pkgs.buildPackages.callPackage;
    in
    {
      inherit go goProxy;
      inherit (pkgs) stdenv;

      # How all of the set is compiled; see configuration/.
      configuration = checkConfiguration given;

      # configure :: attrs | (configuration -> attrs) -> set
      #
      # The same set in another configuration. It has its own std and modules; sources are shared.
      configure =
        change:
        final.overrideScope (
          _: prev:
          let
            old = prev.configuration;
            # Without a word, cgo is off for another target, as it is in a new configuration.
            changes = if lib.isFunction change then change old else change;
            implied = lib.optionalAttrs (changes.target or null != null) { cgo = false; };
          in
          {
            configuration = checkConfiguration (old // implied // changes);
          }
        );

      # override :: attrs | (configuration -> attrs) -> set
      #
      # The same as configure. callPackage puts its own in this place, which changes the arguments of
      # the function that it called: that does the same where these go on to mkGoSet.
      override = final.configure;

      # What the set is made from.
      internal = import ./internal.nix {
        inherit
          lib
          pkgs
          packages
          checkConfiguration
          ;
      } final;

      # The program, for update scripts, and the one that fetches.
      goset = native ./packages/goset.nix { };
      gosetFetch = native ./packages/goset-fetch.nix { };

      # fetchModule :: { path, version, hash } -> source tree
      #
      # The source of one module version. An overlay may fetch it in another way: the hash is that of
      # the tree alone.
      fetchModule = callPackage ./fetchers/fetch-module.nix {
        inherit netrcImpureEnvVars netrcPhase;
        withGoset = fetchWithGoset;
      };

      # fetchArchive :: { archive, hash, ... } -> source tree
      #
      # The source of a leaf that is in an archive.
      fetchArchive = callPackage ./fetchers/fetch-archive.nix { };

      # patchedSource :: source -> [ patch ] -> source tree
      #
      # A source with patches applied, and nothing else changed.
      patchedSource = callPackage ./fetchers/patched-source.nix { };

      # The source of each module, or of what replaces it, by the keys of the records.
      sources = lib.mapAttrs final.internal.moduleSource final.internal.records.modules;

      std = callPackage ./builders/std.nix { stdenv = final.internal.moduleStdenv; };

      # What overrideModule was told, by module key: { "github.com/mattn/go-sqlite3".buildInputs =
      # [ sqlite ]; }. The leaves that link a module find its C libraries too, and those that compile
      # some of it themselves get its inputs. A key that is not in the set is an error.
      moduleArgs = { };

      # Compiled modules, and parts of them, by the keys of the records.
      modules = final.internal.checkModuleArgs (
        lib.mapAttrs final.internal.buildModule final.internal.records.modules
      );

      # overrideModule :: PATH -> attrs -> set
      #
      # The set with more for one module, or part: attributes of its derivation such as `buildInputs`
      # (C libraries, which the leaves link too), pkg-config among its `nativeBuildInputs`,
      # NIX_CFLAGS_COMPILE or `meta`, and for its source `patches` or `src`. What depends on the module
      # is compiled again too. A path alone stands for every version of the module that the set has,
      # "PATH@VERSION" for one that leaves apart from the others have. Versions are said in goset.toml
      # alone; what would have no effect is an error. `wholeSource = true` compiles it with all files of
      # its source in sight, for C code that includes files by names which can't be seen there.
      overrideModule =
        key: args:
        final.overrideScope (
          _: prev: {
            moduleArgs = prev.moduleArgs // {
              ${key} = prev.moduleArgs.${key} or { } // args;
            };
          }
        );

      # What is built before any leaf, for the set in this configuration. Who pushes that to a binary
      # cache leaves to others their own leaf to build.
      shared = callPackage ./builders/shared.nix { };

      # shellFor :: { leaf, packages ? [ ], wholeSources ? false, ... } -> derivation
      #
      # A shell, for nix-shell and `nix develop`, to work on a leaf in: started beside its go.mod, plain
      # `go build` and `go test` have the set's versions and find them compiled, without network. The
      # checkout stays as it is. `packages` are further programs for it. Packages of the modules that
      # the leaf does not need yet are there with `wholeSources = true`, which fetches all sources.
      shellFor = callPackage ./builders/shell.nix { };

      # buildLeaf :: attrs | (finalAttrs -> attrs) -> derivation
      #
      # Builds a leaf, in the configuration that it asks for; see builders/build-leaf.nix.
      buildLeaf = callPackage ./builders/build-leaf.nix { };

      # extend :: FILE | records -> set
      #
      # Another set on top of this one: its leaves beside these, built from its own modules. Modules
      # that are the same in both are the same derivations. A name that both have is an error.
      extend = callPackage ./extend.nix { };

      # The programs. Hydra, and who looks for all derivations, finds these; not the modules, since
      # each is built with the programs that need it.
      leaves =
        lib.mapAttrs (
          leaf: _:
          final.buildLeaf {
            inherit leaf;
            pos = builtins.unsafeGetAttrPos "module" final.internal.records.leaves.${leaf};
          }
        ) final.internal.records.leaves
        // {
          recurseForDerivations = true;
        };
    };

  overlaid = lib.extends (lib.composeManyExtensions overlays) base;

  # The set for other platforms, as nixpkgs has itself for them: by these, callPackage of a set that is
  # compiled for another platform gives to nativeBuildInputs programs that run where it is built.
  splices = {
    selfBuildBuild = setOf pkgs.pkgsBuildBuild;
    selfBuildHost = setOf pkgs.pkgsBuildHost;
    selfBuildTarget = setOf pkgs.pkgsBuildTarget;
    selfHostHost = setOf pkgs.pkgsHostHost;
    selfTargetTarget = lib.optionalAttrs (pkgs.pkgsTargetTarget ? stdenv) (setOf pkgs.pkgsTargetTarget);
  };
  setOf =
    other:
    import ./set.nix (
      removeAttrs args [
        "cgo"
        "target"
      ]
      // {
        pkgs = other;
      }
    );
in
if pkgs ? makeScopeWithSplicing' then
  pkgs.makeScopeWithSplicing' {
    otherSplices = splices;
    # Programs are told apart by where they run, and nothing else.
    keep = self: removeAttrs self [ "leaves" ];
    f = overlaid;
  }
else
  lib.makeScope pkgs.newScope overlaid

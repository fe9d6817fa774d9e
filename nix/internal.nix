/*
  internal :: set -> scope

  What a set is made from, and no part of what it offers: its files may change these with any
  release. Each function is called with what it names, from here or from the set; an overlay that
  needs one of them replaces it by `internal = prev.internal.overrideScope (final: prev: { ... })`.
*/
{
  lib,
  pkgs,
  packages,
  checkConfiguration,
}:
set:
lib.makeScope set.newScope (
  internal:
  let
    inherit (internal) callPackage;
    native = pkgs.buildPackages.callPackage;
  in
  {
    inherit
      internal
      lib
      pkgs
      set
      checkConfiguration
      ;

    # The records of go-packages.nix, which docs/go-packages.md describes, and its directory.
    inherit (import ./loader/records.nix { inherit lib; } packages) records directory;

    # The set that has a leaf of this name: this one, or one that it extends.
    setOf = _leaf: set;

    # The set where the configuration differs in what a leaf may ask for, by these as JSON: each is
    # made once, and only if a leaf asks for it.
    configurations =
      let
        each = [
          true
          false
        ];
      in
      builtins.listToAttrs (
        lib.concatMap (
          cgo:
          lib.concatMap (
            pie:
            map (race: {
              name = builtins.toJSON { inherit cgo pie race; };
              value = set.configure { inherit cgo pie race; };
            }) each
          ) each
        ) each
      );

    # What the keys and records say.
    partOf = callPackage ./loader/part-of.nix { };
    holds = callPackage ./loader/constraint.nix { } internal.platform;
    select = callPackage ./loader/select.nix { };
    leafChoices = callPackage ./loader/leaf-choices.nix { };
    leafRecord = callPackage ./loader/leaf-record.nix { };
    closureOf = callPackage ./loader/closure.nix { };

    # How the go command is called.
    platform = callPackage ./configuration/set-platform.nix { };
    isOfConfiguration = callPackage ./configuration/is-of-configuration.nix { };
    goEnv = callPackage ./configuration/go-env.nix { };

    # Without cgo, no module needs a C compiler.
    moduleStdenv = if set.configuration.cgo then set.stdenv else pkgs.stdenvNoCC;

    # The programs of the builds.
    helpers = native ./packages/helpers.nix { };
    leafHook = callPackage ./builders/leaf-hook.nix { };

    # Sources.
    storeName = callPackage ./fetchers/store-name.nix { };
    moduleSource = callPackage ./fetchers/module-source.nix { };
    leafSource = callPackage ./fetchers/leaf-source.nix { };

    # Modules.
    acceptedModule = callPackage ./builders/accepted-module.nix { };
    argsOf = callPackage ./builders/module-args.nix { };
    checkModuleArgs = callPackage ./builders/check-module-args.nix { };
    moduleLine = callPackage ./builders/module-line.nix { };
    buildModule = callPackage ./builders/build-module.nix { stdenv = internal.moduleStdenv; };

    # Leaves.
    extendMkDerivation = callPackage ./builders/extend-mk-derivation.nix { };
    checkLeaf = callPackage ./builders/check-leaf.nix { };
    licenseOf = callPackage ./builders/license-of.nix { };
    sbom = callPackage ./builders/sbom.nix { };
    leafLock = callPackage ./builders/leaf-lock.nix { };
    leafPackages = callPackage ./builders/leaf-packages.nix { };
    programName = callPackage ./builders/program-name.nix { };
    updateScript = callPackage ./builders/update-script.nix { };
    linkFarm = callPackage ./builders/link-farm.nix { };
    farmEntries = callPackage ./builders/farm-entries.nix { };
  }
)

# The scope of one Go package set. Every attribute below may be replaced by an overlay, and what
# is made from it follows.
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

  load = import ./loader/records.nix { inherit lib; };
  configure = import ./configuration { inherit lib; };

  isOfConfiguration = import ./configuration/is-of-configuration.nix { inherit lib; };
  storeName = import ./fetchers/store-name.nix { inherit lib; };

  # What is left are the attributes of a configuration.
  given = removeAttrs args [
    "fetchWithGoset"
    "go"
    "goProxy"
    "netrcImpureEnvVars"
    "netrcPhase"
    "overlays"
    "packages"
    "pkgs"
  ];

  acceptedModule = import ./builders/accepted-module.nix { inherit lib isOfConfiguration partOf; };
  partOf = import ./loader/part-of.nix { inherit lib; };

  # The arguments of buildLeaf that decide in which configuration it is built.
  early =
    argument:
    if lib.isFunction argument then
      argument (throw "goset: buildLeaf: `leaf`, `race` and `pie` can't come from finalAttrs")
    else
      argument;

  base = final: {
    inherit go goProxy;

    # How all of the set is compiled; see configuration/.
    configuration = configure given;

    # override :: attrs | (configuration -> attrs) -> set
    #
    # The same set in another configuration. It has its own std and modules; sources are shared.
    override =
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
          configuration = configure (old // implied // changes);
        }
      );

    # The records of go-packages.nix; docs/go-packages.md says what they hold.
    inherit (load packages) records directory;

    stdenv = if final.configuration.cgo then pkgs.stdenv else pkgs.stdenvNoCC;

    # What everything in the set is compiled for, in Go's words.
    platform =
      (
        if final.configuration.target == null then
          import ./configuration/platform.nix { inherit lib; } pkgs.stdenv.hostPlatform
        else
          {
            goos = final.configuration.target.GOOS;
            goarch = final.configuration.target.GOARCH;
            env = removeAttrs final.configuration.target [
              "GOARCH"
              "GOOS"
            ];
          }
      )
      // {
        inherit (final.configuration) cgo;
      };

    # Whether a build constraint of the records holds for this configuration.
    holds = import ./loader/constraint.nix { inherit lib; } final.platform;

    # What a record says for this configuration: { packages, requires }.
    select = import ./loader/select.nix {
      inherit lib;
      inherit (final) holds;
    };

    # The keys of all that modules with the given keys are built from.
    closureOf = import ./loader/closure.nix {
      inherit lib;
      inherit (final) records select;
    };

    # The environment of every go command; refuses a toolchain that does not fit the set.
    goEnv = import ./configuration/go-env.nix { inherit lib; } {
      inherit (final)
        configuration
        go
        platform
        records
        select
        ;
    };

    helpers = import ./packages/helpers.nix { inherit (pkgs.buildPackages) lib stdenv; };

    # The program, for update scripts.
    goset = pkgs.buildPackages.callPackage ./packages/goset.nix { };

    gosetFetch = pkgs.buildPackages.callPackage ./packages/goset-fetch.nix { };

    # fetchModule :: { path, version, hash } -> source tree
    #
    # The source of one module version. An overlay may fetch it in another way: the hash is that of
    # the tree alone.
    fetchModule = import ./fetchers/fetch-module.nix {
      inherit
        lib
        netrcImpureEnvVars
        netrcPhase
        storeName
        ;
      inherit (pkgs) cacert stdenvNoCC;
      inherit (pkgs.buildPackages) curl libarchive;
      inherit (final) go gosetFetch goProxy;
      withGoset = fetchWithGoset;
    };

    # fetchArchive :: { archive, hash, ... } -> source tree
    #
    # The source of a leaf that is in an archive.
    fetchArchive = import ./fetchers/fetch-archive.nix {
      inherit lib;
      inherit (pkgs)
        fetchzip
        glibcLocalesUtf8
        stdenvNoCC
        unzip
        zstd
        ;
      inherit (final) directory;
    };

    # patchedSource :: source -> [ patch ] -> source tree
    #
    # A source with patches applied, and nothing else changed.
    patchedSource = import ./fetchers/patched-source.nix { inherit (pkgs) stdenvNoCC; };

    # The source of each module, or of what replaces it, by the keys of the records. A patched one
    # keeps its `h1:` in the binaries that use it.
    sources = lib.mapAttrs (
      key: record:
      let
        inherit (partOf key) path;
        provider = lib.splitString "@" (record.replace or "${path}@${record.version}");
        args = final.argsOf key;
        source =
          args.src or (final.fetchModule {
            path = lib.head provider;
            version = lib.last provider;
            inherit (record) hash;
          });
      in
      if record ? source then
        final.sources.${record.source}
      else if args.patches or [ ] == [ ] then
        source
      else
        final.patchedSource source args.patches
    ) final.records.modules;

    # What goset-stage is told of a module, by the key of a record.
    moduleLine = import ./builders/module-line.nix {
      inherit lib partOf;
      inherit (final) records sources;
    };

    std = import ./builders/std.nix {
      inherit (final)
        go
        goEnv
        helpers
        stdenv
        ;
    };

    # What overrideModule was told, by module key: { "github.com/mattn/go-sqlite3".buildInputs =
    # [ sqlite ]; }. The leaves that link a module find its C libraries too, and those that compile
    # some of it themselves get its inputs. A key that is not in the set is an error.
    moduleArgs = { };

    # What of that is for a record: what was said of its module, or part, at any version, and of it
    # alone.
    argsOf =
      key:
      acceptedModule key (final.moduleArgs.${(partOf key).name} or { } // final.moduleArgs.${key} or { });

    modules =
      let
        keys = lib.attrNames final.records.modules;
        known = keys ++ map (key: (partOf key).name) keys;
        unknown = lib.attrNames (removeAttrs final.moduleArgs known);
      in
      if final.moduleArgs != { } && unknown != [ ] then
        throw "goset: overrideModule: not in the set: ${toString unknown}"
      else
        lib.mapAttrs (import ./builders/build-module.nix {
          inherit
            lib
            isOfConfiguration
            partOf
            storeName
            ;
          inherit (final)
            argsOf
            go
            goEnv
            helpers
            moduleLine
            modules
            records
            select
            sources
            std
            stdenv
            ;
        }) final.records.modules;

    # overrideModule :: PATH -> attrs -> set
    #
    # The set with more for one module, or part: attributes of its derivation such as `buildInputs`
    # (C libraries, which the leaves link too), pkg-config among its `nativeBuildInputs` or
    # NIX_CFLAGS_COMPILE, and for its source `patches` or `src`. What depends on the module is compiled
    # again too. A path alone stands for every version of the module that the set has, "PATH@VERSION"
    # for one that leaves apart from the others have. Versions are said in goset.toml alone.
    overrideModule =
      key: args:
      final.overrideScope (
        _: prev: {
          moduleArgs = prev.moduleArgs // {
            ${key} = prev.moduleArgs.${key} or { } // args;
          };
        }
      );

    # What is built before any leaf: link farms for one leaf, and for the set in this configuration.
    # Who pushes that to a binary cache leaves to others their own leaf to build.
    linkFarm = import ./builders/link-farm.nix {
      inherit lib;
      inherit (pkgs) stdenvNoCC;
    };
    farmEntries = import ./builders/farm-entries.nix {
      inherit lib partOf;
      inherit (final) modules records sources;
    };
    shared = import ./builders/shared.nix { inherit lib; } final;

    # The phases of a leaf's build.
    leafHook = pkgs.buildPackages.makeSetupHook {
      name = "goset-leaf-hook";
      substitutions = {
        inherit (final) go std;
        environment = ./builders/hooks/environment.sh;
        text = ./builders/hooks/text.sh;
        goVersion = final.go.version;
      };
    } ./builders/hooks/leaf.sh;

    # shellFor :: { leaf, packages ? [ ], ... } -> derivation
    #
    # A shell, for nix-shell and `nix develop`, to work on a leaf in: started beside its go.mod, plain
    # `go build` and `go test` have the set's versions and find them compiled, without network. The
    # checkout stays as it is. `packages` are further programs for it.
    shellFor = import ./builders/shell.nix {
      inherit (pkgs) stdenvNoCC;
      inherit (final)
        buildLeaf
        go
        goEnv
        helpers
        std
        stdenv
        ;
    };

    accepted = import ./builders/accepted.nix { inherit lib isOfConfiguration; };

    # leafSource :: name -> record -> { src, modRoot }
    #
    # The source that a leaf was locked with, and the directory of the leaf in it.
    leafSource = import ./fetchers/leaf-source.nix {
      inherit lib;
      inherit (final) directory fetchArchive fetchModule;
    };

    # buildLeaf :: attrs | (finalAttrs -> attrs) -> derivation
    #
    # Builds a leaf, in the configuration that it asks for; see builders/build-leaf.nix.
    buildLeaf =
      argument:
      let
        args = early argument;
        leaf =
          args.leaf or (throw (
            "goset: buildLeaf needs `leaf`, the name of a program of the set: "
            + lib.concatStringsSep ", " (lib.attrNames final.records.leaves)
          ));
        asked = lib.filterAttrs (name: value: value != final.configuration.${name}) (
          builtins.intersectAttrs {
            pie = null;
            race = null;
          } args
        );
      in
      if !(final.records.leaves ? ${leaf}) then
        throw "goset: there is no leaf ${leaf} in the set; add it with: goset add"
      else if asked != { } then
        (final.override asked).buildLeaf argument
      else
        import ./builders/build-leaf.nix {
          inherit lib;
          inherit (final)
            accepted
            argsOf
            closureOf
            configuration
            directory
            farmEntries
            go
            goEnv
            goset
            helpers
            holds
            leafHook
            leafSource
            linkFarm
            moduleLine
            modules
            records
            select
            std
            stdenv
            ;
        } leaf argument;

    # extend :: FILE | records -> set
    #
    # Another set on top of this one: its leaves beside these, built from its own modules. Modules
    # that are the same in both are the same derivations. A name that both have is an error.
    extend =
      other:
      final.overrideScope (
        _: prev:
        let
          inherit (load other) records directory;
          twice = lib.attrNames (builtins.intersectAttrs final.leaves records.leaves);
        in
        {
          inherit records directory;
          modules = final.modules // prev.modules;
          sources = final.sources // prev.sources;
          leaves =
            if twice != [ ] then
              throw "goset: extend: both sets have the leaf ${lib.head twice}"
            else
              final.leaves // prev.leaves;
          buildLeaf =
            argument: (if records.leaves ? ${(early argument).leaf} then prev else final).buildLeaf argument;
        }
      );

    leaves = lib.mapAttrs (leaf: _: final.buildLeaf { inherit leaf; }) final.records.leaves;
  };
in
lib.makeScope pkgs.newScope (lib.extends (lib.composeManyExtensions overlays) base)

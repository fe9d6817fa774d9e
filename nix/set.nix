# The scope of one Go package set. Every attribute below may be replaced by an overlay, and what
# is made from it follows.
{
  pkgs,
  packages,
  overlays ? [ ],
  go ? pkgs.buildPackages.go,
  goProxy ? null,
  ...
}@args:
let
  inherit (pkgs) lib;

  # The records of a go-packages.nix, given as that file or as its value, and the directory that the
  # paths of leaves on disk are relative to; null if there is none.
  load =
    packages:
    if builtins.isAttrs packages then
      {
        records = packages;
        directory = null;
      }
    else
      {
        records = import packages;
        directory = builtins.dirOf packages;
      };
  configure = import ./configuration.nix { inherit lib; };

  isOfConfiguration = import ./is-of-configuration.nix { inherit lib; };
  storeName = import ./store-name.nix { inherit lib; };

  # What is left are the attributes of a configuration.
  given = removeAttrs args [
    "go"
    "goProxy"
    "overlays"
    "packages"
    "pkgs"
  ];

  # By its name alone, so that no record is evaluated for it.
  isPart = lib.hasInfix "#";

  # The arguments of buildLeaf that decide in which scope it is built.
  early =
    argument:
    if lib.isFunction argument then
      argument (throw "goset: buildLeaf: `leaf`, `race` and `pie` can't come from finalAttrs")
    else
      argument;

  base = final: {
    inherit go goProxy;

    # How all of the set is compiled; see configuration.nix.
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
          import ./platform.nix { inherit lib; } pkgs.stdenv.hostPlatform
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
    holds = import ./constraint.nix { inherit lib; } final.platform;

    # What a record says for this configuration: { packages, requires }.
    select = import ./select.nix {
      inherit lib;
      inherit (final) holds;
    };

    # The keys of all that modules with the given keys are built from.
    closureOf = import ./closure.nix {
      inherit lib;
      inherit (final) records select;
    };

    # The environment of every go command; refuses a toolchain that does not fit the set.
    goEnv = import ./go-env.nix { inherit lib; } {
      inherit (final)
        configuration
        go
        platform
        records
        select
        ;
    };

    helpers = import ./helpers.nix { inherit (pkgs.buildPackages) lib stdenv; };

    # The program, for update scripts.
    goset = pkgs.buildPackages.callPackage ./goset.nix { };

    gosetFetch = pkgs.buildPackages.callPackage ./goset-fetch.nix { };

    # fetchModule :: { path, version, hash } -> source tree
    #
    # The source of one module version. An overlay may fetch it in another way: the hash is that of
    # the tree alone.
    fetchModule = import ./fetch-module.nix {
      inherit lib storeName;
      inherit (pkgs) cacert stdenvNoCC;
      inherit (final) go gosetFetch goProxy;
    };

    # fetchArchive :: { archive, hash, ... } -> source tree
    #
    # The source of a leaf that is in an archive.
    fetchArchive = import ./fetch-archive.nix {
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
    patchedSource = import ./patched-source.nix { inherit (pkgs) stdenvNoCC; };

    # The source of each module, or of what replaces it. A patched one keeps its `h1:` in the
    # binaries that use it.
    sources = lib.mapAttrs (
      path: record:
      let
        provider = lib.splitString "@" (record.replace or "${path}@${record.version}");
        args = final.moduleArgs.${path} or { };
        source =
          args.src or (final.fetchModule {
            path = lib.head provider;
            version = lib.last provider;
            inherit (record) hash;
          });
      in
      if args.patches or [ ] == [ ] then source else final.patchedSource source args.patches
    ) (lib.filterAttrs (key: _: !(isPart key)) final.records.modules);

    # What goset-stage is told of a module, by its path.
    moduleLine = import ./module-line.nix {
      inherit lib;
      inherit (final) records sources;
    };

    std = import ./std.nix {
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

    modules =
      let
        layers = [ final.records ] ++ lib.attrValues final.records.tracks or { };
        known = lib.concatMap (layer: lib.attrNames layer.modules) layers;
        unknown = lib.attrNames (removeAttrs final.moduleArgs known);
      in
      if final.moduleArgs != { } && unknown != [ ] then
        throw "goset: overrideModule: not in the set: ${toString unknown}"
      else
        lib.mapAttrs (import ./build-module.nix {
          inherit lib isOfConfiguration storeName;
          inherit (final)
            go
            goEnv
            helpers
            moduleArgs
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
    # NIX_CFLAGS_COMPILE, and for its source `patches` or `src`. What depends on the module is compiled again too. Its
    # version is said in goset.toml alone.
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
    linkFarm = import ./link-farm.nix {
      inherit lib;
      inherit (pkgs) stdenvNoCC;
    };
    shared = import ./shared.nix { inherit lib; } final;

    # The phases of a leaf's build.
    leafHook = pkgs.buildPackages.makeSetupHook {
      name = "goset-leaf-hook";
      substitutions = {
        inherit (final) go std;
        environment = ./hooks/environment.sh;
        goVersion = final.go.version;
      };
    } ./hooks/leaf.sh;

    # shellFor :: { leaf, packages ? [ ], ... } -> derivation
    #
    # A shell, for nix-shell and `nix develop`, to work on a leaf in: started beside its go.mod, plain
    # `go build` and `go test` have the set's versions and find them compiled, without network. The
    # checkout stays as it is. `packages` are further programs for it.
    shellFor = import ./shell.nix {
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

    accepted = import ./accepted.nix { inherit lib isOfConfiguration; };

    # leafSource :: name -> record -> { src, modRoot }
    #
    # The source that a leaf was locked with, and the directory of the leaf in it.
    leafSource = import ./leaf-source.nix {
      inherit lib;
      inherit (final) directory fetchArchive fetchModule;
    };

    # The name of the track that this scope is; null for the set itself.
    track = null;

    # buildLeaf :: attrs | (finalAttrs -> attrs) -> derivation
    #
    # Builds a leaf in the scope of its track, and of the configuration that it asks for; see
    # build-leaf.nix for the attributes.
    buildLeaf =
      argument:
      let
        args = early argument;
        inherit (args) leaf;
        record =
          final.records.leaves.${leaf}
            or (throw "goset: there is no leaf ${leaf} in the set; add it with: goset add");
        track = record.track or null;
        asked = lib.filterAttrs (name: value: value != final.configuration.${name}) (
          builtins.intersectAttrs {
            pie = null;
            race = null;
          } args
        );
      in
      if asked != { } then
        (final.override asked).buildLeaf argument
      else if track == final.track then
        import ./build-leaf.nix {
          inherit lib;
          inherit (final)
            accepted
            closureOf
            configuration
            directory
            go
            goEnv
            goset
            helpers
            holds
            leafHook
            leafSource
            linkFarm
            moduleArgs
            moduleLine
            modules
            records
            select
            sources
            std
            stdenv
            ;
        } leaf argument
      else if track == null then
        throw "goset: leaf ${leaf} is not in track ${final.track}"
      else
        final.tracks.${track}.buildLeaf argument;

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

    leaves = lib.mapAttrs (leaf: _: final.buildLeaf { inherit leaf; }) (
      lib.filterAttrs (
        _: record: final.track == null || record.track or null == final.track
      ) final.records.leaves
    );

    # A track is this scope with some modules at other versions. What is not made from one of these
    # is the set's own derivation, not only an equal one: it is evaluated once.
    tracks = lib.mapAttrs (
      track: record:
      final.overrideScope (
        self: prev:
        let
          differs = lib.mapAttrs (
            key: module:
            record.modules ? ${key} || lib.any (required: differs.${required}) (self.select module).requires
          ) self.records.modules;
        in
        {
          inherit track;
          inherit (final) tracks;
          records = final.records // {
            modules = final.records.modules // record.modules;
          };
          modules = lib.mapAttrs (
            key: module: if differs.${key} then module else final.modules.${key}
          ) prev.modules;
        }
      )
    ) final.records.tracks or { };
  };
in
lib.makeScope pkgs.newScope (lib.extends (lib.composeManyExtensions overlays) base)

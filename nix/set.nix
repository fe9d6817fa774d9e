# The scope of one Go package set. Every attribute below may be replaced by an overlay, and what
# is made from it follows.
{
  pkgs,
  packages,
  overlays ? [ ],
  go ? pkgs.buildPackages.go,
  goProxy ? null,
  cgo ? true,
}:
let
  inherit (pkgs) lib;

  isFile = !builtins.isAttrs packages;

  storeName = import ./store-name.nix { inherit lib; };

  base = final: {
    inherit go cgo goProxy;

    # The records of go-packages.nix; docs/go-packages.md says what they hold.
    records = if isFile then import packages else packages;

    # The directory that the paths of leaves on disk are relative to; null if there is none.
    directory = if isFile then builtins.dirOf packages else null;

    stdenv = if final.cgo then pkgs.stdenv else pkgs.stdenvNoCC;

    # The configuration that everything in the set is compiled for, in Go's words.
    platform = import ./platform.nix { inherit lib; } pkgs.stdenv.hostPlatform // {
      inherit (final) cgo;
    };

    # Whether a build constraint of the records holds for this configuration.
    holds = import ./constraint.nix { inherit lib; } final.platform;

    # What a record says for this configuration: { packages, requires }.
    select = import ./select.nix {
      inherit lib;
      inherit (final) holds;
    };

    # The environment of every go command; refuses a toolchain that does not fit the set.
    goEnv = import ./go-env.nix { inherit lib; } {
      inherit (final) go records platform;
    };

    helpers = import ./helpers.nix { inherit (pkgs.buildPackages) lib stdenv; };

    gosetFetch = pkgs.buildPackages.callPackage ./goset-fetch.nix { };

    # fetchModule :: { path, version, hash } -> source tree of that module version.
    fetchModule = import ./fetch-module.nix {
      inherit lib storeName;
      inherit (pkgs) cacert stdenvNoCC;
      inherit (final) go gosetFetch goProxy;
    };

    # fetchArchive :: { archive, hash, ... } -> source tree of a leaf that is in an archive.
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

    # The source of each module, or of what replaces it. A patched one keeps its `h1:` in the
    # binaries that use it.
    sources = lib.mapAttrs (
      path: record:
      let
        provider = lib.splitString "@" (record.replace or "${path}@${record.version}");
      in
      final.fetchModule {
        path = lib.head provider;
        version = lib.last provider;
        inherit (record) hash;
      }
    ) (lib.filterAttrs (_: record: !(record ? partOf)) final.records.modules);

    # What goset-stage is told of a module, by its path.
    moduleLine = import ./module-line.nix {
      inherit lib;
      inherit (final) records sources;
    };

    std = import ./std.nix { inherit (final) go goEnv helpers stdenv; };

    # Further derivation attributes by module key, for modules that need more than Go:
    # { "github.com/mattn/go-sqlite3".buildInputs = [ sqlite ]; }. The leaves that link a module
    # get its buildInputs too, and those that compile some of it themselves its nativeBuildInputs.
    # A key that is not in the set is an error.
    moduleArgs = { };

    modules =
      let
        layers = [ final.records ] ++ lib.attrValues final.records.tracks or { };
        known = lib.concatMap (layer: lib.attrNames layer.modules) layers;
        unknown = lib.attrNames (removeAttrs final.moduleArgs known);
      in
      if unknown != [ ] then
        throw "goset: moduleArgs names modules that are not in the set: ${toString unknown}"
      else
        lib.mapAttrs (import ./build-module.nix {
          inherit lib storeName;
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

    # leafSource :: name -> record -> { src, modRoot }, where nobody says otherwise.
    leafSource = import ./leaf-source.nix {
      inherit lib;
      inherit (final) directory fetchArchive fetchModule;
    };

    # The name of the track that this scope is; null for the set itself.
    track = null;

    # buildLeaf builds a leaf in the scope of its track.
    buildLeaf =
      { leaf, ... }@args:
      let
        track = final.records.leaves.${leaf}.track or null;
      in
      if track == final.track then
        import ./build-leaf.nix {
          inherit lib;
          inherit (final)
            go
            goEnv
            helpers
            holds
            leafSource
            moduleArgs
            moduleLine
            modules
            records
            select
            std
            stdenv
            ;
        } args
      else if track == null then
        throw "goset: leaf ${leaf} is not in track ${final.track}"
      else
        final.tracks.${track}.buildLeaf args;

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

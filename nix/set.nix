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

    # What a record says for this configuration: { packages, requires }.
    select = import ./select.nix { inherit lib; } final.platform;

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

    # The source of each module. A patched one keeps its `h1:` in the binaries that use it.
    sources = lib.mapAttrs (
      path: record: final.fetchModule { inherit path; inherit (record) version hash; }
    ) (lib.filterAttrs (_: record: !(record ? partOf)) final.records.modules);

    std = import ./std.nix { inherit (final) go goEnv helpers stdenv; };

    # Further derivation attributes by module key, for modules that need more than Go:
    # { "github.com/mattn/go-sqlite3".buildInputs = [ sqlite ]; }. The leaves that link a module
    # get its buildInputs too. A key that is not in the set is an error.
    moduleArgs = { };

    modules =
      let
        unknown = lib.attrNames (removeAttrs final.moduleArgs (lib.attrNames final.records.modules));
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
            modules
            records
            select
            sources
            std
            stdenv
            ;
        }) final.records.modules;

    buildLeaf = import ./build-leaf.nix {
      inherit lib;
      inherit (final)
        directory
        fetchArchive
        fetchModule
        go
        goEnv
        helpers
        moduleArgs
        modules
        records
        select
        std
        stdenv
        ;
    };

    leaves = lib.mapAttrs (leaf: _: final.buildLeaf { inherit leaf; }) final.records.leaves;

    # A track is this scope with some modules at other versions; what doesn't differ is shared.
    tracks = lib.mapAttrs (
      _: track:
      final.overrideScope (
        _: _: {
          records = final.records // {
            modules = final.records.modules // track.modules or { };
            leaves = track.leaves or { };
            tracks = { };
          };
        }
      )
    ) final.records.tracks or { };
  };
in
lib.makeScope pkgs.newScope (lib.extends (lib.composeManyExtensions overlays) base)

# The public entry of goset's Nix library.
{
  /*
    mkGoSet :: { pkgs, packages, overlays ? [ ], go ? pkgs.buildPackages.go, goProxy ? null,
                 netrcPhase ? null, netrcImpureEnvVars ? [ ], fetchWithGoset ? false, ... } -> set

    Makes the package set that a generated go-packages.nix describes. `packages` is that file, the
    directory go-packages, or a value (then leaves on disk need `src`). `overlays` are functions
    `final: prev: { ... }` over the scope, applied in order. `goProxy` is a GOPROXY list for the fetches; null takes
    GOPROXY from the environment of the builder, or else the list that Go comes with. `netrcPhase`
    and `netrcImpureEnvVars` are those of nixpkgs' fetchurl, for a proxy with a password.
    `fetchWithGoset` fetches with goset's own program, not with curl: fetchers/fetch-module.nix. All
    other arguments are those of a configuration: see configuration/.

    The set is a scope with

      leaves.NAME        the programs
      buildLeaf          a leaf with other attributes, or from another source
      modules."PATH"     compiled modules, and parts of them
      sources."PATH"     their sources
      std                the compiled standard library
      shared             a link farm of all that is built before a leaf
      configure          the set in another configuration; `override` is the same
      overrideModule     the set with patches or inputs for one module
      overrideScope      the set with an overlay
      extend             another set on top of it
      shellFor           a shell in which plain `go build` finds what the set has compiled

    and what an overlay may replace: go, goProxy, stdenv, fetchModule, fetchArchive, patchedSource,
    goset, gosetFetch, moduleArgs, configuration. What is below `internal` may change at any time.
  */
  mkGoSet = import ./set.nix;
}

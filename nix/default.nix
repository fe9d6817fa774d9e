# The public entry of goset's Nix library.
{
  /*
    mkGoSet :: { pkgs, packages, overlays ? [ ], go ? pkgs.buildPackages.go, goProxy ? null,
                 cgo ? true } -> scope

    Makes the package set that a generated go-packages.nix describes. `packages` is that file, or
    its value (then leaves on disk need `src`). `overlays` are functions `final: prev: { ... }`
    over the scope, applied in order. `goProxy` is a GOPROXY list for the fetches; null takes
    GOPROXY from the environment of the builder, or else the list that Go comes with. `cgo` holds
    for the whole set.

    The scope has `leaves.NAME`, `buildLeaf`, `modules."PATH"`, `sources."PATH"`, `std`,
    `tracks.NAME` and what they are made from; see set.nix.
  */
  mkGoSet = import ./set.nix;
}

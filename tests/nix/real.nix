# The set in `folder`, made by goset, built with the host's compiler and Go.
{
  folder,
  goRoot,
  goVersion,
  certificates,
  tree ? ../..,
  cgo ? true,
}:
let
  inherit (import (tree + "/nix")) mkGoSet;
in
mkGoSet {
  pkgs = import ./standin {
    inherit goRoot goVersion;
    certificates = builtins.path {
      name = "certificates";
      path = certificates;
    };
  };
  packages = folder + "/go-packages.nix";
  inherit cgo;
  overlays = [
    (final: prev: {
      # The leaves with every command of the build in the log.
      traced = builtins.mapAttrs (
        leaf: _:
        final.buildLeaf {
          inherit leaf;
          GOFLAGS = "-trimpath -x";
        }
      ) prev.leaves;
    })
  ];
}

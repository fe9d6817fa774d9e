# The set in `folder`, made by goset, built with the host's compiler and Go.
{
  folder,
  goRoot,
  goVersion,
  certificates,
  tree ? ../..,
  configuration ? { },
}:
let
  inherit (import (tree + "/nix")) mkGoSet;
in
mkGoSet (
  configuration
  // {
    pkgs = import ./standin {
      inherit goRoot goVersion;
      certificates = builtins.path {
        name = "certificates";
        path = certificates;
      };
    };
    packages =
      if builtins.pathExists (folder + "/go-packages") then
        folder + "/go-packages"
      else
        folder + "/go-packages.nix";
    overlays = [
      (final: prev: {
        drvs =
          let
            named =
              kind: set:
              map (name: {
                name = "${kind} ${name}";
                value = set.${name}.drvPath;
              }) (builtins.filter (name: set.${name} ? drvPath) (builtins.attrNames set));
          in
          builtins.listToAttrs (named "module" final.modules ++ named "leaf" prev.leaves);

        # As the go command leaves programs, to be compared with its own.
        leaves = builtins.mapAttrs (
          _: leaf: if leaf ? overrideAttrs then leaf.overrideAttrs { dontStrip = true; } else leaf
        ) prev.leaves;

        # The leaves with every command of the build in the log.
        traced = builtins.mapAttrs (
          leaf: _:
          final.buildLeaf {
            inherit leaf;
            GOFLAGS = [ "-x" ];
          }
        ) prev.leaves;
      })
    ];
  }
)

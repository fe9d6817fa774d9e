# One set for programs that are updated together: each module is compiled once for the three, and an
# advisory for one of them is a change in one place.
{
  lib,
  mkGoSet,
}:
let
  goPackages = mkGoSet { packages = ./go-packages.nix; };
  inherit (goPackages) buildLeaf;
in
goPackages
// {
  leaves = goPackages.leaves // {
    popeye = buildLeaf {
      leaf = "popeye";
      meta = {
        description = "Looks for trouble in a cluster";
        license = lib.licenses.asl20;
        mainProgram = "popeye";
      };
    };
    stern = buildLeaf (finalAttrs: {
      leaf = "stern";
      ldflags = [ "-X github.com/stern/stern/cmd.version=${finalAttrs.version}" ];
      meta = {
        description = "Shows the logs of many pods at once";
        license = lib.licenses.asl20;
        mainProgram = "stern";
      };
    });
  };
}

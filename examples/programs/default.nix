# Two programs in one set, and what one may want of it.
{
  pkgs ? import <nixpkgs> { },
}:
let
  goset = import ../.. { inherit pkgs; };
  goPackages = goset.mkGoSet { packages = ./go-packages.nix; };
in
{
  inherit goPackages;

  # A program with its own source in the module proxy.
  inherit (goPackages.leaves) age;

  # The same with other attributes.
  fzf = goPackages.buildLeaf (finalAttrs: {
    leaf = "fzf";
    ldflags = [
      "-s"
      "-w"
      "-X main.version=${finalAttrs.version}"
    ];
    meta.mainProgram = "fzf";
  });

  # For another platform, without a cross compiler.
  fzf-arm =
    (goPackages.configure {
      target = {
        GOOS = "linux";
        GOARCH = "arm64";
      };
    }).leaves.fzf;

  # What to push to a binary cache, so that others build nothing but their own leaf.
  inherit (goPackages) shared;
}

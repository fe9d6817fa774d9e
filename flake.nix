{
  description = "One Nix package set from the go.mod files of many Go programs";

  inputs.nixpkgs.url = "nixpkgs";

  outputs =
    { nixpkgs, ... }:
    let
      systems = [
        "aarch64-darwin"
        "aarch64-linux"
        "x86_64-darwin"
        "x86_64-linux"
      ];
      forEach = nixpkgs.lib.genAttrs systems;
    in
    {
      # mkGoSet { pkgs, packages = ./go-packages.nix, ... }: see docs/nix.md.
      lib = import ./nix;

      overlays.default = import ./nix/overlay.nix;

      packages = forEach (system: rec {
        goset = nixpkgs.legacyPackages.${system}.callPackage ./nix/packages/goset.nix { };
        default = goset;
      });
    };
}

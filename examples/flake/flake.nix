# The programs of a repository as packages, checks and a shell to work in.
#
#   nix build .#hello     the program
#   nix develop           a shell in which plain `go build` finds what the set has compiled
#   nix flake check       builds it, and runs its tests
{
  inputs.nixpkgs.url = "nixpkgs";
  inputs.goset = {
    url = "goset"; # where goset is: a git URL, or an entry of the registry
    inputs.nixpkgs.follows = "nixpkgs";
  };

  outputs =
    { nixpkgs, goset, ... }:
    let
      systems = [
        "aarch64-linux"
        "x86_64-linux"
      ];
      forEach = f: nixpkgs.lib.genAttrs systems (system: f nixpkgs.legacyPackages.${system});
      goPackagesOf =
        pkgs:
        goset.lib.mkGoSet {
          inherit pkgs;
          packages = ./go-packages.nix;
        };
    in
    {
      packages = forEach (pkgs: rec {
        inherit ((goPackagesOf pkgs).leaves) hello;
        default = hello;
      });

      devShells = forEach (pkgs: {
        default = (goPackagesOf pkgs).shellFor {
          leaf = "hello";
          packages = [ goset.packages.${pkgs.stdenv.hostPlatform.system}.goset ];
        };
      });

      checks = forEach (pkgs: {
        inherit ((goPackagesOf pkgs).leaves.hello.tests) goTests;
      });

      formatter = forEach (pkgs: pkgs.nixfmt-rfc-style or pkgs.nixfmt);
    };
}

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
      forEach = f: nixpkgs.lib.genAttrs systems (system: f nixpkgs.legacyPackages.${system});
      gosetOf = pkgs: pkgs.callPackage ./nix/packages/goset.nix { };
      nixfmtOf = pkgs: pkgs.nixfmt-rfc-style or pkgs.nixfmt;
    in
    {
      # mkGoSet { pkgs, packages = ./go-packages.nix, ... }: see docs/nix.md.
      lib = import ./nix;

      overlays.default = import ./nix/overlay.nix;

      packages = forEach (pkgs: rec {
        goset = gosetOf pkgs;
        default = goset;
      });

      # `nix develop`: what ./dev needs to build and test.
      devShells = forEach (pkgs: {
        default = pkgs.callPackage ./nix/packages/dev-shell.nix {
          goset = gosetOf pkgs;
          nixfmt = nixfmtOf pkgs;
        };
      });

      formatter = forEach nixfmtOf;

      # The program, and a set that is made with it.
      checks = forEach (pkgs: {
        goset = gosetOf pkgs;
        inherit (import ./examples/programs { inherit pkgs; }) age fzf;
      });
    };
}

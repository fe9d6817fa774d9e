# goset without flakes: `nix-build -A goset`, or (import ./. { inherit pkgs; }).mkGoSet { ... }.
{
  pkgs ? import <nixpkgs> { },
}:
{
  goset = pkgs.callPackage ./nix/goset.nix { };
  mkGoSet = args: (import ./nix).mkGoSet ({ inherit pkgs; } // args);
  overlay = import ./nix/overlay.nix;
}

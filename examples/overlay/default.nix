# Programs of one's own on top of nixpkgs, without flakes:
#
#   nix-build -A hello
#
# `overlays` may be given to an import of nixpkgs elsewhere too.
{
  nixpkgs ? <nixpkgs>,
}:
let
  overlays = [
    (import ../../nix/overlay.nix)
    (final: _: {
      ourGoPackages = final.mkGoSet { packages = ../flake/go-packages.nix; };
      inherit (final.ourGoPackages.leaves) hello;
    })
  ];
  pkgs = import nixpkgs { inherit overlays; };
in
{
  inherit overlays;
  inherit (pkgs) hello ourGoPackages;
}

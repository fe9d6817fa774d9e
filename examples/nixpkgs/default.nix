# How programs of a set stand in nixpkgs: an overlay in the shape of its tree.
#
#   pkgs/by-name/ca/caddy                       a program with a set of its own
#   pkgs/by-name/he/hello-vendored              one of buildGoModule beside it
#   pkgs/development/go-packages/kubernetes     a set that three programs share
#
# `goset` is this repository; in nixpkgs its overlay would be a package and a function like others.
{
  goset ? ../..,
}:
final: prev:
let
  inherit (prev) lib;

  # What nixpkgs does with its own pkgs/by-name.
  byName = lib.foldl' (
    packages: shard:
    packages
    // lib.mapAttrs (
      name: _: final.callPackage (./pkgs/by-name + "/${shard}/${name}/package.nix") { }
    ) (builtins.readDir (./pkgs/by-name + "/${shard}"))
  ) { } (lib.attrNames (builtins.readDir ./pkgs/by-name));
in
import (goset + "/nix/overlay.nix") final prev
// byName
// {
  # In all-packages.nix.
  kubernetesGoPackages = final.callPackage ./pkgs/development/go-packages/kubernetes { };
  inherit (final.kubernetesGoPackages.leaves) kustomize popeye stern;
}

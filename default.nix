# goset without flakes: `nix-build -A goset`, or (import ./. { inherit pkgs; }).mkGoSet { ... }.
{
  pkgs ? import <nixpkgs> { },
}:
import ./nix/overlay.nix pkgs pkgs // { overlay = import ./nix/overlay.nix; }

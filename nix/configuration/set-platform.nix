# What everything in the set is compiled for, in Go's words: { goos, goarch, env, cgo }.
{
  lib,
  pkgs,
  configuration,
}:
let
  inherit (configuration) cgo target;
in
if target == null then
  import ./platform.nix { inherit lib; } pkgs.stdenv.hostPlatform // { inherit cgo; }
else
  {
    inherit cgo;
    goos = target.GOOS;
    goarch = target.GOARCH;
    env = removeAttrs target [
      "GOARCH"
      "GOOS"
    ];
  }

/*
  extend :: FILE | records -> set

  Another set on top of this one: see set.nix.
*/
{
  lib,
  set,
}:
packages:
let
  other = import ./loader/records.nix { inherit lib; } packages;
  inherit (other) records directory;
  isOther = leaf: records.leaves ? ${leaf};
  twice = lib.filter isOther (lib.attrNames set.leaves);
in
set.overrideScope (
  final: prev:
  let
    # This set, in the configuration that the result has by now.
    lower = if final.configuration == set.configuration then set else set.configure final.configuration;
  in
  {
    internal = prev.internal.overrideScope (
      _: _: {
        inherit records directory;
        setOf = leaf: if isOther leaf then final else lower.internal.setOf leaf;
      }
    );
    modules = lower.modules // prev.modules;
    sources = lower.sources // prev.sources;
    leaves =
      if twice != [ ] then
        throw "goset: extend: both sets have the leaf ${lib.head twice}"
      else
        lower.leaves // prev.leaves;
  }
)

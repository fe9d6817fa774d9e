/*
  shared :: scope -> derivation

  A link farm of all that leaves of the set are built from in its configuration: std, the programs
  and the hook of their builds, and for every module that one of them needs its derivations and its
  source.
*/
{ lib }:
scope:
let
  isSupported = record: !(lib.any scope.holds (lib.attrNames (record.unsupported or { })));
  wanted = lib.filterAttrs (_: isSupported) scope.records.leaves;
  keys = scope.closureOf (
    lib.concatMap (record: (scope.select record).requires ++ record.private or [ ]) (
      lib.attrValues wanted
    )
  );
in
scope.linkFarm "go-shared" (
  [
    {
      name = "std";
      path = scope.std;
    }
    {
      name = "helpers";
      path = scope.helpers;
    }
    {
      name = "leaf-hook";
      path = scope.leafHook;
    }
  ]
  ++ scope.farmEntries.ofModules "modules/" keys
  ++ scope.farmEntries.ofSources "sources/" keys
)

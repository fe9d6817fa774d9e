/*
  shared :: scope -> derivation

  A link farm of all that leaves of the set are built from in its configuration: std, the programs
  and the hook of their builds, the derivations of every module that one of them needs, and the
  sources of those that leaves compile packages of themselves.
*/
{ lib }:
scope:
let
  isSupported = record: !(lib.any scope.holds (lib.attrNames (record.unsupported or { })));
  wanted = lib.filterAttrs (_: isSupported) scope.records.leaves;
  private = lib.concatMap (record: record.private or [ ]) (lib.attrValues wanted);
  keys = scope.closureOf (
    lib.concatMap (record: (scope.select record).requires) (lib.attrValues wanted) ++ private
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
  ++ scope.farmEntries.ofSources "sources/" private
)

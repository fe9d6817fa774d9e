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
  # The records that describe the sources of these.
  described = lib.attrNames (
    builtins.listToAttrs (
      map (key: {
        name = scope.records.modules.${key}.source or key;
        value = null;
      }) keys
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
  ++ map (key: {
    name = "modules/${key}";
    path = scope.modules.${key};
  }) keys
  ++ map (key: {
    name =
      "sources/"
      + (if lib.hasInfix "@" key then key else "${key}@${scope.records.modules.${key}.version}");
    path = scope.sources.${key};
  }) described
)

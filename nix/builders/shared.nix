/*
  A link farm of all that leaves of the set are built from in its configuration: std, the programs
  and the hook of their builds, the derivations of every module that one of them needs, and the
  sources of those that leaves compile packages of themselves.
*/
{
  lib,
  closureOf,
  farmEntries,
  helpers,
  holds,
  leafChoices,
  leafHook,
  linkFarm,
  records,
  select,
  std,
}:
let
  isSupported = record: !(lib.any holds (lib.attrNames (record.unsupported or { })));
  wanted = lib.filter isSupported (
    lib.concatMap (record: lib.attrValues (leafChoices record)) (lib.attrValues records.leaves)
  );
  private = lib.concatMap (record: record.private or [ ]) wanted;
  keys = closureOf (lib.concatMap (record: (select record).requires) wanted ++ private);
in
linkFarm "go-shared" (
  [
    {
      name = "std";
      path = std;
    }
    {
      name = "helpers";
      path = helpers;
    }
    {
      name = "leaf-hook";
      path = leafHook;
    }
  ]
  ++ farmEntries.ofModules "modules/" keys
  ++ farmEntries.ofSources "sources/" private
)

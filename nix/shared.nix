/*
  shared :: scope -> derivation

  A link farm of all that leaves of the set are built from in its configuration: std, the programs
  and the hook of their builds, and for every module that one of them needs its derivation and its
  source; of tracks, what differs there.
*/
{ lib }:
scope:
let
  isSupported = record: !(lib.any scope.holds (lib.attrNames (record.unsupported or { })));
  wanted = lib.filterAttrs (
    _: record: record.track or null == scope.track && isSupported record
  ) scope.records.leaves;
  keys = scope.closureOf (
    lib.concatMap (record: (scope.select record).requires ++ record.private or [ ]) (
      lib.attrValues wanted
    )
  );
  paths = lib.filter (key: scope.sources ? ${key}) keys;
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
  ++ map (path: {
    name = "sources/${path}@${scope.records.modules.${path}.version}";
    path = scope.sources.${path};
  }) paths
  ++ lib.optionals (scope.track == null) (
    lib.mapAttrsToList (track: inTrack: {
      name = "tracks/${track}";
      path = inTrack.shared;
    }) scope.tracks
  )
)

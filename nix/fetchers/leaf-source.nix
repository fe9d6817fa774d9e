/*
  leafSource :: name -> record -> { src, modRoot }

  The source that a leaf was locked with, and the directory of the leaf in it. A leaf on disk may
  reach above its own directory (`replace x => ../x`, `use ../y`); then the source holds these
  directories beside the leaf's, and nothing else.
*/
{
  lib,
  directory,
  fetchArchive,
  fetchModule,
}:
name: record:
let
  leafDirectory = directory + "/${record.path}";

  # How many directories up a path of the leaf leads.
  levels = path: lib.length (lib.filter (element: element == "..") (lib.splitString "/" path));
  outside = lib.filter (path: levels path > 0) (lib.attrNames (record.modules or { }));
  up = lib.foldl' lib.max 0 (map levels outside);

  root = lib.foldl' (path: _: builtins.dirOf path) leafDirectory (lib.genList (level: level) up);
  wanted = map (path: toString (leafDirectory + "/${path}")) ([ "." ] ++ outside);
  isWanted =
    path:
    lib.any (
      directory:
      path == directory || lib.hasPrefix "${directory}/" path || lib.hasPrefix "${path}/" directory
    ) wanted;
in
if record ? archive then
  {
    src = fetchArchive { inherit (record) archive hash; };
    modRoot = record.dir or ".";
  }
else if record ? hash then
  {
    src = fetchModule {
      path = record.module;
      inherit (record) version hash;
    };
    modRoot = ".";
  }
else if directory == null || !(record ? path) then
  throw "goset: leaf ${name} is on disk: call buildLeaf with its `src`"
else if outside == [ ] then
  {
    src = lib.cleanSource leafDirectory;
    modRoot = ".";
  }
else
  {
    src = lib.cleanSourceWith {
      name = "source";
      src = root;
      filter = path: type: lib.cleanSourceFilter path type && isWanted path;
    };
    modRoot = lib.removePrefix "${toString root}/" (toString leafDirectory);
  }

/*
  load :: FILE | records -> { records, directory }

  The records of a go-packages.nix, given as that file or as its value, or of a directory go-packages;
  their lists of words as lists. And the directory that the paths of leaves on disk are relative to, null
  if there is none.
*/
{ lib }:
let
  words = import ./words.nix { inherit lib; };
  ofDirectory = import ./directory.nix { inherit lib; };

  lists = lib.mapAttrs (
    name: value: if name == "packages" || name == "requires" then words value else value
  );

  # The lists of a record, and those under a build constraint.
  read =
    _: record:
    lib.mapAttrs (
      name: value:
      if builtins.isAttrs value && name != "modules" && name != "unsupported" then lists value else value
    ) (lists record);
in
packages:
let
  isValue = builtins.isAttrs packages;
  value =
    if isValue then
      packages
    else if builtins.pathExists (packages + "/set.nix") then
      ofDirectory packages
    else
      import packages;
in
{
  records = value // {
    modules = lib.mapAttrs read value.modules;
    leaves = lib.mapAttrs read value.leaves;
  };
  directory = if isValue then null else builtins.dirOf packages;
}

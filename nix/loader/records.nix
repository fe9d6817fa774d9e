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

  # The lists of a record, or of what it has under a build constraint, as lists. All else stays where Nix
  # knows its position.
  lists =
    record:
    record
    // lib.mapAttrs (_: words) (
      builtins.intersectAttrs {
        packages = null;
        requires = null;
      } record
    );

  # Sets of attributes that are not there by a build constraint.
  others = {
    modules = null;
    optionalTags = null;
    unsupported = null;
  };
  isConstraint = record: name: !(others ? ${name}) && builtins.isAttrs record.${name};

  read =
    _: record:
    lists record
    // lib.genAttrs (lib.filter (isConstraint record) (lib.attrNames record)) (
      name: lists record.${name}
    )
    // lib.optionalAttrs (record ? optionalTags) {
      optionalTags = lib.mapAttrs read record.optionalTags;
    };
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

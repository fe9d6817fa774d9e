/*
  select :: record -> { packages, requires }

  The lists that a record of go-packages.nix states for one configuration: the common ones and
  those under each build constraint that `holds`, put together.
*/
{ lib, holds }:
record:
let
  constraints = lib.filter (name: builtins.isAttrs record.${name} && holds name) (
    lib.attrNames record
  );
  list =
    name:
    record.${name} or [ ]
    ++ lib.concatMap (constraint: record.${constraint}.${name} or [ ]) constraints;
in
{
  packages = list "packages";
  requires = list "requires";
}

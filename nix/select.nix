/*
  select :: { goos, goarch, cgo, ... } -> record -> { packages, requires }

  The lists that a record of go-packages.nix states for one configuration: the common ones and
  those under each build constraint that holds ("linux && arm64", "!cgo"), put together.
*/
{ lib }:
{
  goos,
  goarch,
  cgo,
  ...
}:
let
  termHolds =
    term:
    if term == "cgo" then
      cgo
    else if term == "!cgo" then
      !cgo
    else
      term == goos || term == goarch;

  holds = constraint: lib.all termHolds (lib.splitString " && " constraint);
in
record:
let
  constraints = lib.filter (name: builtins.isAttrs record.${name} && holds name) (
    lib.attrNames record
  );
  list =
    name:
    record.${name} or [ ] ++ lib.concatMap (constraint: record.${constraint}.${name} or [ ]) constraints;
in
{
  packages = list "packages";
  requires = list "requires";
}

/*
  licenseOf :: SPDX expression -> license | [ license ]

  What nixpkgs calls the licences of an expression as goset.lock has it: identifiers, each with an
  exception or without, joined by AND. One that nixpkgs does not know has its identifier for a name.
*/
{ lib }:
let
  ofNixpkgs = lib.filter (license: license ? spdxId) (lib.attrValues lib.licenses);
  known = builtins.listToAttrs (
    map (license: {
      name = license.spdxId;
      value = license;
    }) ofNixpkgs
  );
  unknown = id: {
    shortName = id;
    fullName = id;
    spdxId = id;
  };
  # An exception only adds permissions to a licence.
  licenseOf = id: known.${id} or known.${lib.head (lib.splitString " WITH " id)} or (unknown id);
in
expression:
let
  all = map licenseOf (lib.splitString " AND " expression);
in
if lib.length all == 1 then lib.head all else all

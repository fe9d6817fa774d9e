/*
  checkModuleArgs :: value -> value

  The value, if all that overrideModule was told of is in the set.
*/
{
  lib,
  moduleArgs,
  partOf,
  records,
}:
value:
let
  keys = lib.attrNames records.modules;
  known = keys ++ map (key: (partOf key).name) keys;
  unknown = lib.attrNames (removeAttrs moduleArgs known);
in
if moduleArgs != { } && unknown != [ ] then
  throw "goset: overrideModule: not in the set: ${toString unknown}"
else
  value

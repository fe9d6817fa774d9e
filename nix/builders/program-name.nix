/*
  programName :: module path -> package -> name

  What the go command calls the program of a package, a directory of the module: by the last element
  of its import path, or the one before that where it is a major version.
*/
{ lib }:
module: package:
let
  elements = lib.splitString "/" (if package == "." then module else "${module}/${package}");
  last = lib.last elements;
  isMajor = builtins.match "v([2-9]|[1-9][0-9]+)" last != null;
in
if isMajor && lib.length elements > 1 then
  builtins.elemAt elements (lib.length elements - 2)
else
  last

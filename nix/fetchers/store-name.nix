/*
  storeName :: text -> name

  A store path's name for a module path with something around it. Store names allow fewer
  characters and at most 211 of them, so a long one is cut and told apart by a hash.
*/
{ lib }:
text:
let
  name = lib.replaceStrings [ "/" "~" "#" ] [ "-" "-" "-part" ] text;
  hash = builtins.substring 0 12 (builtins.hashString "sha256" text);
in
if lib.stringLength name <= 150 then name else builtins.substring 0 130 name + "-" + hash

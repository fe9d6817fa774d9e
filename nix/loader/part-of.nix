/*
  partOf :: key -> { path, part, name }

  What the key of a record says: "PATH@VERSION:DIGITS#2" is the second part of a module at a version
  that not all leaves have. `part` is "" or "#N", and `name` is PATH with that: what the part is called
  at any version.
*/
{ lib }:
key:
let
  words = lib.splitString "#" key;
  path = lib.head (lib.splitString "@" (lib.head words));
  part = lib.concatMapStrings (number: "#${number}") (builtins.tail words);
in
{
  inherit path part;
  name = path + part;
}
